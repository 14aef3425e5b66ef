// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/reportfile.h"

#include "base/durablefile.h"

#include <QBuffer>
#include <QPdfWriter>
#include <QTextDocument>

namespace stevedore::ui {

namespace {

QByteArray pdfOf(const QString& html)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&buffer);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
        writer.setCreator(QStringLiteral("Stevedore"));
        QTextDocument document;
        document.setHtml(html);
        document.print(&writer);
    }
    return bytes;
}

} // namespace

Result<void> saveReport(const QString& html, const QString& path)
{
    const bool pdf = path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive);
    return writeDurably(path, pdf ? pdfOf(html) : html.toUtf8());
}

} // namespace stevedore::ui

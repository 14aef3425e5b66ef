// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/reportfile.h"

#include "base/durablefile.h"
#include "cli/runner.h"
#include "transfer/report/htmlreport.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore::cli {

namespace {

QByteArray jsonReport(const Engine& engine, const ImportSnapshot& snapshot)
{
    QJsonObject report = summaryJson(snapshot);
    QJsonArray parts;
    for (const PartSnapshot& part : snapshot.parts)
        parts.append(partJson(part.record));
    QJsonArray causes;
    for (const CauseGroup& cause : engine.causes(snapshot.record.id))
        causes.append(QJsonObject{{QStringLiteral("code"), cause.code},
                                  {QStringLiteral("field"), cause.field},
                                  {QStringLiteral("rows"), cause.rows}});
    report.insert(QStringLiteral("parts"), parts);
    report.insert(QStringLiteral("causes"), causes);
    return QJsonDocument(report).toJson();
}

} // namespace

Result<void> writeReport(const Engine& engine, ImportId id, const QString& path)
{
    const auto snapshot = engine.snapshot(id);
    if (!snapshot)
        return fail(snapshot.error());
    const bool html = path.endsWith(QLatin1String(".html"), Qt::CaseInsensitive);
    const QString file = QFileInfo(path).absoluteFilePath();
    if (!html)
        return writeDurably(file, jsonReport(engine, *snapshot));
    const auto page = htmlReport(engine, id);
    return page ? writeDurably(file, page->toUtf8()) : fail(page.error());
}

} // namespace stevedore::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/xlsxtext.h"

#include <QRegularExpression>

namespace stevedore {

namespace {

QString runs(QXmlStreamReader& xml)
{
    QString text;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("t"))
            text += xml.readElementText(QXmlStreamReader::SkipChildElements);
        else if (xml.name() == QLatin1String("r"))
            text += runs(xml);
        else
            xml.skipCurrentElement();
    }
    return text;
}

} // namespace

QString xlsxRichText(QXmlStreamReader& xml)
{
    return xlsxUnescaped(runs(xml));
}

QString xlsxUnescaped(const QString& text)
{
    if (!text.contains(QLatin1String("_x")))
        return text;
    static const QRegularExpression escape(QStringLiteral("_x([0-9A-Fa-f]{4})_"));
    QString out;
    qsizetype from = 0;
    for (auto it = escape.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        out += QStringView(text).mid(from, match.capturedStart() - from);
        out += QChar(match.capturedView(1).toUShort(nullptr, 16));
        from = match.capturedEnd();
    }
    out += QStringView(text).mid(from);
    return out;
}

} // namespace stevedore

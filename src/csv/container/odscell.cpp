// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/odscell.h"

#include "csv/container/cellformat.h"
#include "csv/container/numbertext.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

namespace stevedore {

namespace {

constexpr int mostSpaces = 32767; ///< as long as a cell may be

/// Of a paragraph or a part of it.
QString paragraphText(QXmlStreamReader& xml)
{
    QString text;
    while (!xml.atEnd() && xml.readNext() != QXmlStreamReader::EndElement) {
        if (xml.isCharacters())
            text += xml.text();
        if (!xml.isStartElement())
            continue;
        const auto name = xml.name();
        if (name == QLatin1String("span") || name == QLatin1String("a") || name == QLatin1String("ruby") ||
            name == QLatin1String("ruby-base")) {
            text += paragraphText(xml);
            continue;
        }
        if (name == QLatin1String("s"))
            text += QString(std::clamp(odsAttribute(xml.attributes(), QLatin1String("c")).toInt(), 1, mostSpaces),
                            QLatin1Char(' '));
        else if (name == QLatin1String("tab"))
            text += QLatin1Char('\t');
        else if (name == QLatin1String("line-break"))
            text += QLatin1Char('\n');
        xml.skipCurrentElement();
    }
    return text;
}

/// The paragraphs of a cell, without notes and drawings.
QString contentText(QXmlStreamReader& xml)
{
    QStringList paragraphs;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("p"))
            paragraphs.append(paragraphText(xml));
        else
            xml.skipCurrentElement();
    }
    return paragraphs.join(QLatin1Char('\n'));
}

/// "2025-11-29T13:00:59.9999" with its seconds rounded.
QString dateText(const QString& value)
{
    const qsizetype point = value.indexOf(QLatin1Char('.'));
    if (point < 0)
        return value;
    const QDateTime time = QDateTime::fromString(value.left(point), Qt::ISODate);
    const double fraction = QString(QLatin1Char('0') + value.mid(point)).toDouble();
    if (!time.isValid())
        return value;
    QDateTime utc = time;
    utc.setTimeSpec(Qt::UTC);
    return utc.addSecs(fraction < 0.5 ? 0 : 1).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
}

/// "PT13H01M00S".
QString timeText(const QString& value)
{
    static const QRegularExpression form(
        QStringLiteral("^(-?)P(?:(\\d{1,9})D)?T?(?:(\\d{1,9})H)?(?:(\\d{1,9})M)?(?:(\\d{1,9}(?:[.,]\\d*)?)S)?$"));
    const auto match = form.match(value);
    if (!match.hasMatch())
        return value;
    const auto part = [&match](int number) { return match.captured(number).toLongLong(); };
    const double seconds = match.captured(5).replace(QLatin1Char(','), QLatin1Char('.')).toDouble();
    const qint64 total = ((part(2) * 24 + part(3)) * 60 + part(4)) * 60 + qRound64(seconds);
    return clockText(match.captured(1).isEmpty() ? total : -total);
}

} // namespace

QString odsAttribute(const QXmlStreamAttributes& attributes, QLatin1String name)
{
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [name](const QXmlStreamAttribute& one) { return one.name() == name; });
    return found == attributes.end() ? QString() : found->value().toString();
}

QString odsCellText(QXmlStreamReader& xml)
{
    const auto attributes = xml.attributes();
    const auto value = [&attributes](const char* name) { return odsAttribute(attributes, QLatin1String(name)); };
    // LibreOffice gives a second type of its own, whose name is the same.
    const QString type =
        attributes
            .value(QStringLiteral("urn:oasis:names:tc:opendocument:xmlns:office:1.0"), QStringLiteral("value-type"))
            .toString();
    const QString text = contentText(xml);
    if (type == QLatin1String("float") || type == QLatin1String("percentage") || type == QLatin1String("currency"))
        return plainNumber(value("value"));
    if (type == QLatin1String("date"))
        return dateText(value("date-value"));
    if (type == QLatin1String("time"))
        return timeText(value("time-value"));
    if (type == QLatin1String("boolean"))
        return value("boolean-value");
    // The value of an error is empty, its text is not.
    return text.isEmpty() ? value("string-value") : text;
}

} // namespace stevedore

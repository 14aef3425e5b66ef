// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/xlsxsheet.h"

#include "csv/container/xlsxtext.h"

namespace stevedore {

namespace {

/// The column of a reference such as "C5", from 0; -1 if it names none.
qint64 columnOf(QStringView reference)
{
    qint64 column = 0;
    for (const QChar c : reference) {
        if (c < QLatin1Char('A') || c > QLatin1Char('Z') || column > 1'000'000)
            break;
        column = column * 26 + (c.unicode() - 'A') + 1;
    }
    return column - 1;
}

} // namespace

Result<void> XlsxSheet::read(QXmlStreamReader& xml)
{
    xml.readNextStartElement();
    while (xml.readNextStartElement()) {
        if (xml.name() != QLatin1String("sheetData")) {
            xml.skipCurrentElement();
            continue;
        }
        while (xml.readNextStartElement())
            if (auto row = readRow(xml); !row)
                return row;
    }
    return {};
}

Result<void> XlsxSheet::readRow(QXmlStreamReader& xml)
{
    // A row says where it stands if others were left out before it.
    const qint64 row = xml.attributes().value(QLatin1String("r")).toLongLong() - 1;
    if (row > m_row) {
        if (auto skipped = m_out.skipRows(row - m_row); !skipped)
            return skipped;
        m_row = row;
    }
    m_column = 0;
    while (xml.readNextStartElement())
        if (auto cell = readCell(xml); !cell)
            return cell;
    // A row that breaks off is none.
    if (xml.hasError())
        return {};
    ++m_row;
    return m_out.endRow();
}

Result<void> XlsxSheet::readCell(QXmlStreamReader& xml)
{
    const auto attributes = xml.attributes();
    if (const qint64 column = columnOf(attributes.value(QLatin1String("r"))); column >= 0)
        m_column = column;
    const QString type = attributes.value(QLatin1String("t")).toString();
    const qint64 style = attributes.value(QLatin1String("s")).toLongLong();
    QString value;
    while (xml.readNextStartElement()) {
        if (xml.name() == QLatin1String("v"))
            value = xml.readElementText(QXmlStreamReader::SkipChildElements);
        else if (xml.name() == QLatin1String("is"))
            value = xlsxRichText(xml);
        else
            xml.skipCurrentElement();
    }
    const qint64 column = m_column++;
    if (type == QLatin1String("s"))
        return putShared(column, value);
    return m_out.setCell(column, cellText(type, value, style).toStdString());
}

Result<void> XlsxSheet::putShared(qint64 column, const QString& number)
{
    if (number.isEmpty())
        return {};
    bool ok = false;
    const auto text = m_context.strings.at(number.trimmed().toLongLong(&ok));
    if (!ok || !text)
        return damagedContainer(m_work, QStringLiteral("no shared string %1").arg(number.left(20)));
    return m_out.setCell(column, *text);
}

QString XlsxSheet::cellText(QStringView type, const QString& value, qint64 style) const
{
    if (type == QLatin1String("str"))
        return xlsxUnescaped(value);
    if (type == QLatin1String("b"))
        return value.trimmed() == QLatin1String("1") || value.trimmed() == QLatin1String("true")
                   ? QStringLiteral("true")
                   : (value.isEmpty() ? QString() : QStringLiteral("false"));
    const bool isNumber = type.isEmpty() || type == QLatin1String("n");
    if (!isNumber || value.isEmpty())
        return value;
    const bool known = style >= 0 && style < m_context.styles.size();
    return formattedNumber(value.trimmed(), known ? m_context.styles[style] : CellFormat::Number, m_context.since1904);
}

} // namespace stevedore

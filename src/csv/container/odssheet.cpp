// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/odssheet.h"

#include "csv/container/odscell.h"

namespace stevedore {

namespace {

/// How often a row or a cell stands there. A sheet ends with a million times an empty one, so what is repeated is made
/// by those who know whether it is empty.
qint64 repeated(const QXmlStreamAttributes& attributes, QLatin1String name)
{
    return std::max<qint64>(odsAttribute(attributes, name).toLongLong(), 1);
}

bool isRowGroup(QStringView name)
{
    return name == QLatin1String("table-header-rows") || name == QLatin1String("table-rows") ||
           name == QLatin1String("table-row-group");
}

bool isCell(QStringView name)
{
    return name == QLatin1String("table-cell") || name == QLatin1String("covered-table-cell");
}

} // namespace

Result<void> OdsSheet::read(QXmlStreamReader& xml)
{
    while (xml.readNextStartElement()) {
        Result<void> done;
        if (isRowGroup(xml.name()))
            done = read(xml);
        else if (xml.name() == QLatin1String("table-row"))
            done = readRow(xml);
        else
            xml.skipCurrentElement();
        if (!done)
            return done;
    }
    return {};
}

Result<void> OdsSheet::readRow(QXmlStreamReader& xml)
{
    const qint64 times = repeated(xml.attributes(), QLatin1String("number-rows-repeated"));
    qint64 column = 0;
    while (xml.readNextStartElement()) {
        if (!isCell(xml.name())) {
            xml.skipCurrentElement();
            continue;
        }
        const qint64 cells = repeated(xml.attributes(), QLatin1String("number-columns-repeated"));
        if (auto put = m_out.setCell(column, odsCellText(xml).toStdString(), cells); !put)
            return put;
        column += std::min(cells, qint64(1) << 32);
    }
    // A row that breaks off is none.
    return xml.hasError() ? Result<void>() : m_out.endRow(times);
}

} // namespace stevedore

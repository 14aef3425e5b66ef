// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/xlsxstyles.h"

#include "csv/container/zipmember.h"

#include <QHash>

namespace stevedore {

namespace {

using Formats = QHash<int, CellFormat>;

void readFormats(QXmlStreamReader& xml, Formats& formats)
{
    while (xml.readNextStartElement()) {
        const auto attributes = xml.attributes();
        formats.insert(attributes.value(QLatin1String("numFmtId")).toInt(),
                       formatOfCode(attributes.value(QLatin1String("formatCode")).toString()));
        xml.skipCurrentElement();
    }
}

void readStyles(QXmlStreamReader& xml, QList<int>& ids)
{
    while (xml.readNextStartElement()) {
        ids.append(xml.attributes().value(QLatin1String("numFmtId")).toInt());
        xml.skipCurrentElement();
    }
}

} // namespace

Result<QList<CellFormat>> readXlsxStyles(const UnpackWork& work, const QString& member)
{
    Formats formats;
    QList<int> ids;
    const auto read = readXmlMember(work, member, [&](QXmlStreamReader& xml) -> Result<void> {
        xml.readNextStartElement();
        while (xml.readNextStartElement()) {
            if (xml.name() == QLatin1String("numFmts"))
                readFormats(xml, formats);
            else if (xml.name() == QLatin1String("cellXfs"))
                readStyles(xml, ids);
            else
                xml.skipCurrentElement();
        }
        return {};
    });
    if (!read)
        return fail(read.error());
    QList<CellFormat> styles;
    for (const int id : ids)
        styles.append(formats.value(id, builtInFormat(id)));
    return styles;
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/xlsxparts.h"

#include "csv/container/zipmember.h"

#include <QDir>
#include <QHash>

namespace stevedore {

namespace {

struct Relation
{
    QString type; ///< the last part of it: "worksheet"
    QString target;
};
using Relations = QHash<QString, Relation>;

QString folderOf(const QString& member)
{
    return member.left(member.lastIndexOf(QLatin1Char('/')) + 1);
}

/// Of a part, or of the whole package if `member` is empty.
Result<Relations> relationsOf(const UnpackWork& work, const QString& member)
{
    const QString folder = folderOf(member);
    const QString list = folder + QStringLiteral("_rels/") + member.mid(folder.size()) + QStringLiteral(".rels");
    Relations relations;
    const auto read = readXmlMember(work, list, [&](QXmlStreamReader& xml) -> Result<void> {
        xml.readNextStartElement();
        while (xml.readNextStartElement()) {
            const auto attributes = xml.attributes();
            const QString type = attributes.value(QLatin1String("Type")).toString();
            // A target begins in the part's own folder, or with a slash at the top.
            const QString target = attributes.value(QLatin1String("Target")).toString();
            const QString from = target.startsWith(QLatin1Char('/')) ? QString() : QLatin1Char('/') + folder;
            relations.insert(attributes.value(QLatin1String("Id")).toString(),
                             {type.mid(type.lastIndexOf(QLatin1Char('/')) + 1), QDir::cleanPath(from + target).mid(1)});
            xml.skipCurrentElement();
        }
        return {};
    });
    return read ? Result<Relations>(relations) : fail(read.error());
}

QString targetOfType(const Relations& relations, QLatin1String type)
{
    for (const Relation& relation : relations)
        if (relation.type == type)
            return relation.target;
    return {};
}

/// The "id" in the namespace of relations, whatever prefix that has.
QString relationId(const QXmlStreamAttributes& attributes)
{
    for (const QXmlStreamAttribute& attribute : attributes)
        if (attribute.name() == QLatin1String("id") && !attribute.namespaceUri().isEmpty())
            return attribute.value().toString();
    return {};
}

void readSheets(QXmlStreamReader& xml, const Relations& relations, XlsxParts& parts)
{
    while (xml.readNextStartElement()) {
        const auto attributes = xml.attributes();
        const Relation relation = relations.value(relationId(attributes));
        // The others are charts and dialogs.
        if (relation.type == QLatin1String("worksheet"))
            parts.sheets.append({attributes.value(QLatin1String("name")).toString(), relation.target});
        xml.skipCurrentElement();
    }
}

} // namespace

Result<XlsxParts> readXlsxParts(const UnpackWork& work)
{
    const auto package = relationsOf(work, {});
    if (!package)
        return fail(package.error());
    const QString workbook = targetOfType(*package, QLatin1String("officeDocument"));
    const auto relations = relationsOf(work, workbook);
    if (!relations)
        return fail(relations.error());
    XlsxParts parts;
    parts.strings = targetOfType(*relations, QLatin1String("sharedStrings"));
    parts.styles = targetOfType(*relations, QLatin1String("styles"));
    const auto read = readXmlMember(work, workbook, [&](QXmlStreamReader& xml) -> Result<void> {
        xml.readNextStartElement();
        while (xml.readNextStartElement()) {
            const auto epoch = xml.attributes().value(QLatin1String("date1904"));
            if (xml.name() == QLatin1String("workbookPr"))
                parts.since1904 = epoch == QLatin1String("1") || epoch == QLatin1String("true");
            if (xml.name() == QLatin1String("sheets"))
                readSheets(xml, *relations, parts);
            else
                xml.skipCurrentElement();
        }
        return {};
    });
    return read ? Result<XlsxParts>(parts) : fail(read.error());
}

} // namespace stevedore

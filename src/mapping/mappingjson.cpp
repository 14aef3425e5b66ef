// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/conversionjson.h"
#include "mapping/mapping.h"
#include "mapping/mappingreader.h"
#include "mapping/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

/// A file that is wrong throughout is told with its first faults.
constexpr qsizetype mostFaults = 20;

QJsonObject columnToJson(const ColumnMapping& column)
{
    return {{u"column"_s, column.header},
            {u"index"_s, column.column},
            {u"field"_s, column.field},
            {u"find_by"_s, column.findBy},
            {u"match"_s, matchKindWord(column.match)},
            {u"convert"_s, conversionToJson(column.conversion)}};
}

QString toldFaults(const QList<MappingFault>& faults)
{
    QStringList told;
    for (const MappingFault& fault : faults.first(std::min(faults.size(), mostFaults)))
        told.append(u"\"%1\" %2"_s.arg(fault.path, fault.what));
    if (faults.size() > mostFaults)
        told.append(MappingWords::tr("%1 more entries are wrong").arg(faults.size() - mostFaults));
    return told.join(u"; ");
}

} // namespace

QByteArray mappingToJson(const Mapping& mapping)
{
    QJsonArray columns;
    for (const ColumnMapping& column : mapping.columns)
        columns.append(columnToJson(column));
    QJsonArray composed;
    for (const ColumnMapping& column : mapping.composed)
        composed.append(QJsonObject{{u"text"_s, column.header},
                                    {u"field"_s, column.field},
                                    {u"find_by"_s, column.findBy},
                                    {u"convert"_s, conversionToJson(column.conversion)}});
    QJsonObject object{{u"version"_s, mappingFileVersion},
                       {u"module"_s, mapping.module},
                       {u"operation"_s, operationWord(mapping.operation)},
                       {u"find_by"_s, mapping.findBy},
                       {u"empty_cells"_s, mapping.eraseEmpty ? u"erase"_s : u"keep"_s},
                       {u"columns"_s, columns},
                       {u"composed"_s, composed}};
    if (!mapping.layout.isEmpty())
        object.insert(u"layout"_s, QJsonObject{{u"id"_s, mapping.layout}, {u"name"_s, mapping.layoutName}});
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<Mapping> mappingFromJson(const QByteArray& json, const QString& whereFrom)
{
    const auto read = readMappingFile(json, whereFrom);
    if (!read)
        return fail(read.error());
    if (!read->faults.isEmpty()) {
        return fail(FailureKind::Usage,
                    MappingWords::tr("The mapping %1 cannot be used: %2. Correct it or export the mapping anew.")
                        .arg(whereFrom, toldFaults(read->faults)));
    }
    return read->mapping;
}

} // namespace stevedore

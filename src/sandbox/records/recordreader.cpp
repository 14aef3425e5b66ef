// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordreader.h"

#include "sandbox/records/recordjson.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

std::string quotedName(const std::string& name)
{
    return '"' + name + '"';
}

std::string nameOf(const Field* field)
{
    return field ? quotedName(field->column()) : "id";
}

/// One value of the record whose id is the value of `key`.
std::string reached(const Module& target, const std::string& value, const std::string& key)
{
    return "(select o." + value + " from " + quotedName(target.table()) + " o where o.id = cast(" + key +
           " as integer))";
}

/// The module whose records a lookup leads to; null for users and for what is no lookup.
const Module* targetOf(const Org& org, const Field* field)
{
    return field && field->type == FieldType::Lookup ? org.module(field->lookupModule) : nullptr;
}

} // namespace

std::vector<RecordColumn> columnsOf(const std::vector<const Field*>& fields)
{
    std::vector<RecordColumn> columns;
    columns.reserve(fields.size());
    for (const Field* field : fields)
        columns.push_back({field->apiName, field});
    return columns;
}

std::string sqlOf(const Org& org, const RecordColumn& column)
{
    if (!column.through)
        return "t." + nameOf(column.field);
    const std::string key = "t." + nameOf(column.through);
    const Module* target = targetOf(org, column.through);
    return column.field && target ? reached(*target, nameOf(column.field), key) : key;
}

RecordReader::RecordReader(const Org& org, const Module& module, std::vector<RecordColumn> columns)
    : m_org(org), m_module(module), m_columns(std::move(columns)), m_zone(org.timeZone.toUtf8())
{
}

std::string RecordReader::selectFrom() const
{
    std::string values = "t.id";
    for (const RecordColumn& column : m_columns) {
        const std::string value = sqlOf(m_org, column);
        const Module* target = targetOf(m_org, column.field);
        values += ", " + value + ", ";
        values += target ? reached(*target, quotedName(target->displayField.toStdString()), value) : "null";
    }
    return "select " + values + " from " + quotedName(m_module.table()) + " t";
}

QJsonObject RecordReader::record(const Statement& row) const
{
    QJsonObject record;
    int at = 1;
    for (const RecordColumn& column : m_columns) {
        QJsonValue shown = column.field            ? shownValue(m_org, *column.field, row.value(at), m_zone)
                           : isNull(row.value(at)) ? QJsonValue(QJsonValue::Null)
                                                   : QJsonValue(row.string(at));
        if (targetOf(m_org, column.field) && shown.isObject()) {
            QJsonObject lookup = shown.toObject();
            lookup.insert(u"name"_s, row.string(at + 1));
            shown = lookup;
        }
        record.insert(column.name, shown);
        at += 2;
    }
    record.insert(u"id"_s, row.string(0));
    return record;
}

} // namespace stevedore::sandbox

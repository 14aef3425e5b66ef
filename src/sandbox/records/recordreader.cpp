// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recordreader.h"

#include "sandbox/records/recordjson.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

RecordReader::RecordReader(const Org& org, const Module& module, std::vector<const Field*> fields)
    : m_org(org), m_module(module), m_fields(std::move(fields)), m_zone(org.timeZone.toUtf8())
{
}

std::string RecordReader::selectFrom() const
{
    std::string names = "t.id";
    for (const Field* field : m_fields) {
        const std::string column = "t.\"" + field->column() + '"';
        names += ", " + column;
        const Module* target = field->type == FieldType::Lookup ? m_org.module(field->lookupModule) : nullptr;
        if (target)
            names += ", (select \"" + target->displayField.toStdString() + "\" from \"" + target->table() +
                     "\" o where o.id = cast(" + column + " as integer))";
        else
            names += ", null";
    }
    return "select " + names + " from \"" + m_module.table() + "\" t";
}

QJsonObject RecordReader::record(const Statement& row) const
{
    QJsonObject record;
    int column = 1;
    for (const Field* field : m_fields) {
        QJsonValue shown = shownValue(m_org, *field, row.value(column), m_zone);
        if (field->type == FieldType::Lookup && shown.isObject()) {
            QJsonObject lookup = shown.toObject();
            lookup.insert(u"name"_s, row.string(column + 1));
            shown = lookup;
        }
        record.insert(field->apiName, shown);
        column += 2;
    }
    record.insert(u"id"_s, row.string(0));
    return record;
}

} // namespace stevedore::sandbox

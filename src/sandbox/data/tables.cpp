// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/tables.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

std::string quoted(const std::string& name)
{
    return '"' + name + '"';
}

/// No api_name has a dot or a blank, so that no index can have the name of a table or of another index.
std::string indexName(const Module& module, const Field& field)
{
    return module.table() + '.' + field.column() + (field.unique ? " unique" : "");
}

std::string columnDefinition(const Field& field)
{
    const std::string name = quoted(field.column());
    if (!field.generated.empty())
        return name + " text collate nocase generated always as (" + field.generated + ") virtual";
    switch (field.type) {
    case FieldType::Boolean:
    case FieldType::Integer:
    case FieldType::BigInteger:
        return name + " integer";
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return name + " real";
    case FieldType::Date:
    case FieldType::DateTime:
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Layout:
        return name + " text";
    default:
        return name + (field.caseSensitive ? " text" : " text collate nocase");
    }
}

[[noreturn]] void misfit(const Module& module, const Field& field, const QString& why)
{
    throw TableMisfit(u"%1 of %2 %3; take an empty data folder for this org."_s.arg(field.apiName, module.apiName, why)
                          .toStdString());
}

/// Of a table; whether each is computed, by the name in lower case. Empty: there is no such table.
QHash<QString, bool> columnsOf(Database& database, const Module& module)
{
    QHash<QString, bool> columns;
    Statement row = database.prepare("select name, hidden from pragma_table_xinfo(?1)");
    row.bind(1, module.apiName);
    while (row.step())
        columns.insert(row.string(0).toLower(), row.integer(1) >= 2);
    return columns;
}

void addColumns(Database& database, const Module& module, const QHash<QString, bool>& known)
{
    std::vector<const Field*> missing;
    for (const Field& field : module.fields) {
        const auto column = known.constFind(field.apiName.toLower());
        if (column == known.constEnd())
            missing.push_back(&field);
        else if (*column && field.writable)
            misfit(module, field, u"is computed in this data folder and cannot be written"_s);
        else if (!*column && !field.generated.empty())
            misfit(module, field, u"is computed in this org, but has been written in this data folder"_s);
    }
    // Computed ones last: they are made of the others.
    std::stable_partition(missing.begin(), missing.end(), [](const Field* field) { return field->generated.empty(); });
    for (const Field* field : missing)
        database.execute("alter table " + quoted(module.table()) + " add column " + columnDefinition(*field));
}

bool mayBeFoundBy(const Module& module, const Field& field)
{
    const bool timed = field.apiName == u"Created_Time"_s || field.apiName == u"Modified_Time"_s;
    return field.unique || timed || field.apiName == module.displayField || field.apiName == module.duplicateField;
}

/// An earlier org's, or another version's: they would refuse what this org takes.
void dropForeignUniqueIndexes(Database& database, const Module& module)
{
    QSet<QString> wanted;
    for (const Field& field : module.fields)
        if (field.unique)
            wanted.insert(QString::fromStdString(indexName(module, field)));
    std::vector<std::string> foreign;
    Statement row = database.prepare("select name from pragma_index_list(?1) where \"unique\" and origin='c'");
    row.bind(1, module.apiName);
    while (row.step())
        if (const QString name = row.string(0); !wanted.contains(name))
            foreign.push_back(name.toStdString());
    row.reset();
    for (const std::string& name : foreign)
        database.execute("drop index " + quoted(name));
}

void addIndex(Database& database, const Module& module, const Field& field)
{
    try {
        database.execute(std::string("create ") + (field.unique ? "unique " : "") + "index if not exists " +
                         quoted(indexName(module, field)) + " on " + quoted(module.table()) + '(' +
                         quoted(field.column()) + ')');
    } catch (const SqlError& error) {
        if (!error.isConstraint())
            throw;
        misfit(module, field, u"is unique in this org, but records in the data folder share a value of it"_s);
    }
}

/// The ids alone, narrow: to find the page that begins millions of records on, and to count, without reading the records.
void addIdIndex(Database& database, const Module& module)
{
    database.execute("create index if not exists " + quoted(module.table() + ".id") + " on " + quoted(module.table()) +
                     "(id)");
}

} // namespace

void fitModuleTable(Database& database, const Module& module)
{
    const QHash<QString, bool> known = columnsOf(database, module);
    if (known.isEmpty()) {
        std::string sql = "create table " + quoted(module.table()) + " (id integer primary key";
        for (const Field& field : module.fields)
            sql += ", " + columnDefinition(field);
        database.execute(sql + ')');
    } else {
        addColumns(database, module, known);
        dropForeignUniqueIndexes(database, module);
    }
    addIdIndex(database, module);
    for (const Field& field : module.fields)
        if (mayBeFoundBy(module, field))
            addIndex(database, module, field);
}

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"

#include <optional>
#include <vector>

namespace stevedore::sandbox {

/// Who writes, and when: what becomes Created_By, Modified_By and the two times.
struct Stamp
{
    std::string userId;
    std::string moment;
};

/// Inserts and updates records of one module over one set of fields.
class RowWriter
{
public:
    /// With `keepWhereEmpty` an update leaves alone what it has no value for; otherwise it blanks it.
    RowWriter(Database& database, const Module& module, std::vector<const Field*> fields, bool keepWhereEmpty);

    /// One value a field, in the order of the fields. Throws SqlError with isConstraint() if a unique field clashes.
    void insert(qint64 id, const std::vector<Value>& values, const Stamp& stamp);
    void update(qint64 id, const std::vector<Value>& values, const Stamp& stamp);

private:
    std::string insertSql() const;
    std::string updateSql() const;

    Database& m_database;
    const Module& m_module;
    std::vector<const Field*> m_fields;
    bool m_keepWhereEmpty;
    Statement* m_insert = nullptr;
    Statement* m_update = nullptr;
};

/// Finds records of one module.
class RowFinder
{
public:
    RowFinder(Database& database, const Module& module) : m_database(database), m_table(module.table()) {}

    bool exists(qint64 id);
    /// The oldest record whose field has the value, ignoring case.
    std::optional<qint64> find(const Field& field, const Value& value);

private:
    Statement& statementFor(const Field& field);

    Database& m_database;
    std::string m_table;
    std::vector<std::pair<const Field*, Statement*>> m_finders;
};

/// Finds what the value of a lookup means: the record, or the user, with that id, e-mail, name or other unique value.
class LookupResolver
{
public:
    LookupResolver(Database& database, const Org& org) : m_database(database), m_org(org) {}

    /// `by` null means the id (for users: the e-mail as well). Nothing if there is no such record.
    std::optional<qint64> resolve(const Field& lookup, const Field* by, const std::string& value);

private:
    std::optional<qint64> user(const std::string& value) const;
    RowFinder& finderFor(const Module& module);

    Database& m_database;
    const Org& m_org;
    std::vector<std::pair<const Module*, RowFinder>> m_finders;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/rowwriter.h"

#include "sandbox/http/http.h"

#include <algorithm>

namespace stevedore::sandbox {

namespace {

std::string quotedColumn(const Field& field)
{
    return '"' + field.column() + '"';
}

/// What a new record gets where nothing was said; empty for null.
std::string defaultFor(const Module& module, const Field& field)
{
    if (field.type == FieldType::Boolean)
        return field.defaultTrue ? "1" : "0";
    if (field.type == FieldType::Layout)
        return '\'' + std::to_string(module.layoutId) + '\'';
    if (field.type == FieldType::Owner && field.writable)
        return "?2"; // whoever creates a record owns it
    return {};
}

} // namespace

RowWriter::RowWriter(Database& database, const Module& module, std::vector<const Field*> fields, bool keepWhereEmpty)
    : m_database(database), m_module(module), m_fields(std::move(fields)), m_keepWhereEmpty(keepWhereEmpty)
{
}

// Parameters of both statements: ?1 id, ?2 user, ?3 moment, then the fields.
std::string RowWriter::insertSql() const
{
    std::string names = "id, Created_By, Modified_By, Created_Time, Modified_Time";
    std::string values = "?1, ?2, ?2, ?3, ?3";
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const std::string fallback = defaultFor(m_module, *m_fields[i]);
        const std::string parameter = '?' + std::to_string(i + 4);
        names.append(", ").append(quotedColumn(*m_fields[i]));
        if (fallback.empty())
            values.append(", ").append(parameter);
        else
            values.append(", coalesce(").append(parameter).append(", ").append(fallback).append(")");
    }
    for (const Field& field : m_module.fields) {
        const std::string fallback = defaultFor(m_module, field);
        if (fallback.empty() || std::find(m_fields.begin(), m_fields.end(), &field) != m_fields.end())
            continue;
        names += ", " + quotedColumn(field);
        values += ", " + fallback;
    }
    return "insert into \"" + m_module.table() + "\" (" + names + ") values (" + values + ')';
}

std::string RowWriter::updateSql() const
{
    std::string sql = "update \"" + m_module.table() + "\" set Modified_By=?2, Modified_Time=?3";
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const std::string name = quotedColumn(*m_fields[i]);
        const std::string parameter = '?' + std::to_string(i + 4);
        const std::string fallback = defaultFor(m_module, *m_fields[i]);
        // An owner, a layout and a checkbox cannot be blank: blanking them changes nothing.
        const bool keep = m_keepWhereEmpty || !fallback.empty();
        sql.append(", ").append(name).append("=");
        if (keep)
            sql.append("coalesce(").append(parameter).append(", ").append(name).append(")");
        else
            sql.append(parameter);
    }
    return sql + " where id=?1";
}

void RowWriter::insert(qint64 id, const std::vector<Value>& values, const Stamp& stamp)
{
    if (!m_insert)
        m_insert = &m_database.cached(insertSql());
    m_insert->bind(1, std::int64_t(id)).bind(2, std::string_view(stamp.userId)).bind(3, std::string_view(stamp.moment));
    for (std::size_t i = 0; i < values.size(); ++i)
        m_insert->bindBorrowed(static_cast<int>(i) + 4, values[i]);
    m_insert->run();
}

void RowWriter::update(qint64 id, const std::vector<Value>& values, const Stamp& stamp)
{
    if (!m_update)
        m_update = &m_database.cached(updateSql());
    m_update->bind(1, std::int64_t(id)).bind(2, std::string_view(stamp.userId)).bind(3, std::string_view(stamp.moment));
    for (std::size_t i = 0; i < values.size(); ++i)
        m_update->bindBorrowed(static_cast<int>(i) + 4, values[i]);
    m_update->run();
}

bool RowFinder::exists(qint64 id)
{
    Statement& statement = m_database.cached("select 1 from \"" + m_table + "\" where id=?1");
    const bool found = statement.bind(1, std::int64_t(id)).step();
    statement.reset();
    return found;
}

Statement& RowFinder::statementFor(const Field& field)
{
    for (const auto& [known, statement] : m_finders)
        if (known == &field)
            return *statement;
    Statement& statement = m_database.cached("select id from \"" + m_table + "\" where " + quotedColumn(field) +
                                             "=?1 order by id limit 1");
    m_finders.emplace_back(&field, &statement);
    return statement;
}

std::optional<qint64> RowFinder::find(const Field& field, const Value& value)
{
    Statement& statement = statementFor(field);
    std::optional<qint64> id;
    if (statement.bind(1, value).step())
        id = statement.integer(0);
    statement.reset();
    return id;
}

std::optional<qint64> LookupResolver::user(const std::string& value) const
{
    const QString text = QString::fromStdString(value);
    const User* user = text.contains(QLatin1Char('@')) ? m_org.userByEmail(text) : m_org.userById(idOf(text));
    return user ? std::optional(user->id) : std::nullopt;
}

RowFinder& LookupResolver::finderFor(const Module& module)
{
    for (auto& [known, finder] : m_finders)
        if (known == &module)
            return finder;
    m_finders.emplace_back(&module, RowFinder(m_database, module));
    return m_finders.back().second;
}

std::optional<qint64> LookupResolver::resolve(const Field& lookup, const Field* by, const std::string& value)
{
    if (lookup.type == FieldType::Owner)
        return user(value);
    const Module* target = m_org.module(lookup.lookupModule);
    if (!target)
        return std::nullopt;
    if (by)
        return finderFor(*target).find(*by, value);
    const qint64 id = idOf(QString::fromStdString(value));
    return id && finderFor(*target).exists(id) ? std::optional(id) : std::nullopt;
}

} // namespace stevedore::sandbox

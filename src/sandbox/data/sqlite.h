// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace stevedore::sandbox {

/// What a column of a record can hold: nothing, text (UTF-8), a whole number or a broken one.
using Value = std::variant<std::monostate, std::string, std::int64_t, double>;

inline bool isNull(const Value& value)
{
    return std::holds_alternative<std::monostate>(value);
}

/// The database refused. Thrown, because no caller in between can do anything about it: a request answers
/// INTERNAL_ERROR, a job fails. Both boundaries catch it.
class SqlError : public std::runtime_error
{
public:
    SqlError(int code, const std::string& what) : std::runtime_error(what), m_code(code) {}
    /// True when a unique index or another constraint said no.
    bool isConstraint() const;

private:
    int m_code;
};

/// One prepared statement. Parameters count from 1, columns from 0.
class Statement
{
public:
    Statement(sqlite3* database, std::string_view sql);

    Statement& bind(int parameter, std::int64_t number);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, const QString& text);
    Statement& bind(int parameter, const Value& value);
    Statement& bindNull(int parameter);
    /// Like bind(), without a copy: the value must stay as it is until the statement has run.
    Statement& bindBorrowed(int parameter, const Value& value);

    /// True while there is a row.
    bool step();
    /// Runs a statement that answers no rows, and makes it ready for the next run.
    void run();
    void reset();

    std::int64_t integer(int column) const;
    /// Valid until the next step or reset.
    std::string_view text(int column) const;
    QString string(int column) const;
    Value value(int column) const;

private:
    struct Finalizer
    {
        void operator()(sqlite3_stmt* statement) const;
    };
    [[noreturn]] void raise(int code);

    sqlite3* m_database;
    std::unique_ptr<sqlite3_stmt, Finalizer> m_statement;
};

/// One connection. Used by one thread at a time.
class Database
{
public:
    Database(const QString& path, int cacheKilobytes);

    void execute(std::string_view sql);
    /// A fresh statement.
    Statement prepare(std::string_view sql) { return Statement(m_database.get(), sql); }
    /// The statement kept for this text, reset.
    Statement& cached(const std::string& sql);
    /// Rows changed by the latest statement.
    int changes() const;

private:
    struct Closer
    {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Closer> m_database;
    std::unordered_map<std::string, std::unique_ptr<Statement>> m_statements;
};

/// A write transaction, rolled back unless commit() was reached.
class Transaction
{
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Q_DISABLE_COPY_MOVE(Transaction)
    void commit();

private:
    Database& m_database;
    bool m_open = true;
};

} // namespace stevedore::sandbox

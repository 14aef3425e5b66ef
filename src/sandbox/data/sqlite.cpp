// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/sqlite.h"

#include <sqlite3.h>

namespace stevedore::sandbox {

bool SqlError::isConstraint() const
{
    return (m_code & 0xff) == SQLITE_CONSTRAINT;
}

Statement::Statement(sqlite3* database, std::string_view sql) : m_database(database)
{
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement, nullptr);
    m_statement.reset(statement);
    if (code != SQLITE_OK)
        raise(code);
}

void Statement::Finalizer::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

void Statement::raise(int code)
{
    const std::string what = sqlite3_errmsg(m_database);
    const int extended = sqlite3_extended_errcode(m_database);
    if (m_statement)
        sqlite3_reset(m_statement.get());
    throw SqlError(extended == SQLITE_OK ? code : extended, what);
}

Statement& Statement::bind(int parameter, std::int64_t number)
{
    sqlite3_bind_int64(m_statement.get(), parameter, number);
    return *this;
}

Statement& Statement::bind(int parameter, std::string_view text)
{
    sqlite3_bind_text64(m_statement.get(), parameter, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT,
                        SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(int parameter, const QString& text)
{
    return bind(parameter, std::string_view(text.toStdString()));
}

Statement& Statement::bind(int parameter, const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return bind(parameter, std::string_view(*text));
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return bind(parameter, *number);
    if (const auto* real = std::get_if<double>(&value)) {
        sqlite3_bind_double(m_statement.get(), parameter, *real);
        return *this;
    }
    return bindNull(parameter);
}

Statement& Statement::bindNull(int parameter)
{
    sqlite3_bind_null(m_statement.get(), parameter);
    return *this;
}

Statement& Statement::bindBorrowed(int parameter, const Value& value)
{
    const auto* text = std::get_if<std::string>(&value);
    if (!text)
        return bind(parameter, value);
    sqlite3_bind_text64(m_statement.get(), parameter, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        raise(code);
    return false;
}

void Statement::run()
{
    step();
    reset();
}

void Statement::reset()
{
    sqlite3_reset(m_statement.get());
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string_view Statement::text(int column) const
{
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return bytes ? std::string_view(bytes, size) : std::string_view();
}

QString Statement::string(int column) const
{
    const std::string_view bytes = text(column);
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

Value Statement::value(int column) const
{
    switch (sqlite3_column_type(m_statement.get(), column)) {
    case SQLITE_INTEGER:
        return integer(column);
    case SQLITE_FLOAT:
        return sqlite3_column_double(m_statement.get(), column);
    case SQLITE_NULL:
        return {};
    default:
        return std::string(text(column));
    }
}

Database::Database(const QString& path, int cacheKilobytes)
{
    // Counting allocations takes a lock for each. Too late (and harmless) if somebody has used SQLite before.
    static const int withoutStatistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(withoutStatistics);
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(path.toUtf8().constData(), &database,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    m_database.reset(database);
    if (code != SQLITE_OK)
        throw SqlError(code, database ? sqlite3_errmsg(database) : "out of memory");
    sqlite3_busy_timeout(database, 30000);
    // A rehearsal server survives being killed (WAL), not a power cut: rows a second matter more here.
    execute("pragma journal_mode=wal; pragma synchronous=off; pragma temp_store=file; pragma wal_autocheckpoint=32000;"
            "pragma cache_size=-" +
            std::to_string(cacheKilobytes));
}

void Database::Closer::operator()(sqlite3* database) const
{
    sqlite3_close_v2(database);
}

void Database::execute(std::string_view sql)
{
    const std::string text(sql);
    if (const int code = sqlite3_exec(m_database.get(), text.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
        throw SqlError(code, sqlite3_errmsg(m_database.get()));
}

Statement& Database::cached(const std::string& sql)
{
    auto& statement = m_statements[sql];
    if (!statement)
        statement = std::make_unique<Statement>(m_database.get(), sql);
    statement->reset();
    return *statement;
}

int Database::changes() const
{
    return sqlite3_changes(m_database.get());
}

Transaction::Transaction(Database& database) : m_database(database)
{
    m_database.execute("begin immediate");
}

Transaction::~Transaction()
{
    if (!m_open)
        return;
    try {
        m_database.execute("rollback");
    } catch (const SqlError&) {
        // SQLite has rolled back by itself (disk full, for one): there is nothing left to undo.
    }
}

void Transaction::commit()
{
    m_database.execute("commit");
    m_open = false;
}

} // namespace stevedore::sandbox

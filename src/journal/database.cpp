// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/database.h"

#include "base/log.h"
#include "base/planted.h"
#include "base/text.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlError>
#include <QStringList>

#include <atomic>

static void initResources()
{
    // The scripts live in a static library; without this the linker would leave them out.
    Q_INIT_RESOURCE(journal_sql);
}

namespace stevedore {

namespace {

constexpr int newestSchema = 7;

/// SQLite's words may repeat what stands in a damaged file.
constexpr int mostErrorCharacters = 200;

struct DatabaseText
{
    Q_DECLARE_TR_FUNCTIONS(Database)
};

} // namespace

Database::Database(const QString& connectionName)
    : m_name(connectionName), m_db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connectionName))
{
}

Database::~Database()
{
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>> Database::open(const QString& path)
{
    static std::atomic_int serial = 0;
    std::unique_ptr<Database> db(new Database(QStringLiteral("journal-%1").arg(++serial)));
    db->m_db.setDatabaseName(path);
    db->m_db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=10000"));
    if (!db->m_db.open())
        return fail(FailureKind::Journal, DatabaseText::tr("The journal %1 cannot be opened: %2.")
                                              .arg(path, shownValue(db->m_db.lastError().text(), mostErrorCharacters)));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    // EXTRA before the change to WAL, so that the removal of the first rollback journal is itself synced.
    for (const char* pragma : {"synchronous=EXTRA", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON",
                               "trusted_schema=OFF", "cell_size_check=ON"}) {
        if (auto set = db->run(QStringLiteral("pragma ") + QLatin1String(pragma)); !set)
            return fail(set.error());
    }
    for (const auto& [pragma, wanted] : {std::pair{"journal_mode", "wal"}, {"synchronous", "2"}}) {
        auto read = db->run(QStringLiteral("pragma ") + QLatin1String(pragma));
        if (!read)
            return fail(read.error());
        if (!read->next() || read->value(0).toString() != QLatin1String(wanted))
            return fail(
                FailureKind::Journal,
                DatabaseText::tr(
                    "The journal %1 lies on a disk that cannot keep it safe. Choose a local folder with --home.")
                    .arg(path),
                QLatin1String(pragma) + QLatin1Char('=') + read->value(0).toString());
    }
    if (STEVEDORE_PLANTED_BUG("journal-not-synced"))
        (void)db->run(QStringLiteral("pragma synchronous=OFF"));
    return db;
}

Failure Database::failureOf(const QSqlQuery& query) const
{
    qCWarning(logJournal).noquote() << query.lastError().text() << query.lastQuery();
    return Failure{
        FailureKind::Journal,
        DatabaseText::tr(
            "The journal could not be read or written: %1. Nothing more is sent until the program is started again.")
            .arg(shownValue(query.lastError().text(), mostErrorCharacters)),
        query.lastQuery(),
        {}};
}

Result<QSqlQuery> Database::prepare(const QString& sql)
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return fail(failureOf(query));
    return query;
}

Result<QSqlQuery> Database::run(const QString& sql, const QVariantList& values)
{
    auto query = prepare(sql);
    if (!query)
        return query;
    for (const QVariant& value : values)
        query->addBindValue(value);
    if (!query->exec())
        return fail(failureOf(*query));
    return query;
}

Result<void> Database::checkEpoch()
{
    if (m_epoch < 0 || STEVEDORE_PLANTED_BUG("epoch-unchecked"))
        return {};
    auto read = run(QStringLiteral("select epoch from meta"));
    if (!read)
        return fail(read.error());
    if (!read->next() || read->value(0).toLongLong() != m_epoch)
        return fail(FailureKind::Journal,
                    DatabaseText::tr(
                        "Another process has taken over this folder. This one sends and stores nothing more; start it "
                        "again when the other one has ended."),
                    QStringLiteral("epoch %1").arg(m_epoch));
    return {};
}

Database::WriteLock::~WriteLock()
{
    if (m_taken)
        (void)m_db.run(QStringLiteral("rollback"));
}

Result<void> Database::WriteLock::take()
{
    if (auto begun = m_db.run(QStringLiteral("begin immediate")); !begun)
        return fail(begun.error());
    m_taken = true;
    return m_db.checkEpoch();
}

Result<void> Database::WriteLock::commit()
{
    if (auto committed = m_db.run(QStringLiteral("commit")); !committed)
        return fail(committed.error());
    m_taken = false;
    return {};
}

Result<void> Database::migrate()
{
    initResources();
    auto version = run(QStringLiteral("pragma user_version"));
    if (!version)
        return fail(version.error());
    version->next();
    const int found = version->value(0).toInt();
    version->finish();
    if (found > newestSchema)
        return fail(FailureKind::Journal,
                    DatabaseText::tr("The journal was written by a newer version of Stevedore. Use that "
                                     "version, or another folder with --home."));
    for (int step = found + 1; step <= newestSchema; ++step) {
        QFile script(QStringLiteral(":/journal/%1.sql").arg(step, 3, 10, QLatin1Char('0')));
        if (!script.open(QIODevice::ReadOnly))
            return fail(FailureKind::Journal,
                        DatabaseText::tr("The program is damaged: its journal script %1 is missing.").arg(step));
        const QStringList statements =
            QString::fromUtf8(script.readAll()).split(QStringLiteral(";\n"), Qt::SkipEmptyParts);
        auto done = transaction([&]() -> Result<void> {
            for (const QString& statement : statements) {
                if (statement.trimmed().isEmpty())
                    continue;
                if (auto ran = run(statement); !ran)
                    return fail(ran.error());
            }
            if (auto set = run(QStringLiteral("pragma user_version=%1").arg(step)); !set)
                return fail(set.error());
            return {};
        });
        if (!done)
            return done;
    }
    return {};
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

namespace stevedore {

/// One SQLite connection, for the thread that made it. Write-ahead log, synchronous=FULL (read back), foreign keys on.
class Database
{
public:
    /// Opens (and makes, for its owner only) the file.
    static Result<std::unique_ptr<Database>> open(const QString& path);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// Runs one statement with bound values.
    Result<QSqlQuery> run(const QString& sql, const QVariantList& values = {});
    /// A statement to be run many times.
    Result<QSqlQuery> prepare(const QString& sql);
    Failure failureOf(const QSqlQuery& query) const;

    /// Commits when `work` succeeds, rolls back otherwise. Takes the write lock at once, so that two writers queue
    /// instead of failing; fails if another process has taken the file over.
    template <typename Work>
    Result<void> transaction(const Work& work)
    {
        WriteLock lock(*this);
        if (auto taken = lock.take(); !taken)
            return taken;
        if (Result<void> done = work(); !done)
            return done;
        return lock.commit();
    }

    /// From now on a transaction fails unless the file's epoch is this one.
    void setEpoch(qint64 epoch) { m_epoch = epoch; }
    qint64 epoch() const { return m_epoch; }

    /// Brings the schema up to the newest numbered script; refuses a file of a newer program.
    Result<void> migrate();

    /// Keeps every other connection from writing while it lives. What was written meanwhile is gone with it, unless it
    /// was committed.
    class WriteLock
    {
    public:
        explicit WriteLock(Database& db) : m_db(db) {}
        ~WriteLock();
        Q_DISABLE_COPY_MOVE(WriteLock)

        /// Fails if another process has taken the file over.
        Result<void> take();
        Result<void> commit();

    private:
        Database& m_db;
        bool m_taken = false;
    };

private:
    explicit Database(const QString& connectionName);

    Result<void> checkEpoch();

    QString m_name;
    QSqlDatabase m_db;
    qint64 m_epoch = -1;
};

} // namespace stevedore

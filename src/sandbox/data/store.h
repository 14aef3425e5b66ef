// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clock.h"
#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"

#include <QString>

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

namespace stevedore::sandbox {

/// The data folder: `crm.sqlite` with one table a module, named by its api_name (see tables.h), and a few `sandbox_`
/// tables; uploads and results beside it as files. May be used by any thread.
class Store
{
public:
    /// Makes the folder and seeds the CRM if there is none yet; adds what the org has and the folder has not. Throws
    /// SqlError, and TableMisfit if records of an earlier org are in the way.
    explicit Store(const QString& folder, Org org = readOrg(builtInOrg()));

    /// A connection borrowed by one thread until the lease ends.
    class Lease
    {
    public:
        explicit Lease(Store& store);
        ~Lease();
        Q_DISABLE_COPY_MOVE(Lease)
        Database& operator*() { return *m_database; }
        Database* operator->() { return m_database.get(); }

    private:
        Store& m_store;
        std::unique_ptr<Database> m_database;
    };

    /// A connection with a write transaction. One at a time in the whole process: what is checked inside (unique
    /// fields, above all) is still true when it is committed.
    class Writing
    {
    public:
        explicit Writing(Store& store);
        Database& database() { return m_database; }
        void commit() { m_transaction.commit(); }

    private:
        std::scoped_lock<std::mutex> m_lock;
        Database& m_database;
        Transaction m_transaction;
    };

    const Org& org() const { return m_org; }
    Clock& clock() { return m_clock; }
    /// Unique in the life of the folder and ascending; above 2^53, as real ones are.
    qint64 nextId() { return m_nextId.fetch_add(1, std::memory_order_relaxed); }
    QString uploadPath(qint64 fileId) const;
    QString resultPath(qint64 jobId) const;

private:
    void createTables(Database& database);
    void seed(Database& database);

    QString m_folder;
    Org m_org;
    Clock m_clock;
    std::atomic<qint64> m_nextId;
    std::mutex m_writing;
    std::unique_ptr<Database> m_writer; // under m_writing: the one with a large cache
    std::mutex m_poolMutex;
    std::vector<std::unique_ptr<Database>> m_pool;
};

/// The moment as it is kept in tables: UTC, "2026-02-03T09:12:44+00:00", so that text sorts as time does.
std::string storedMoment(const QDateTime& moment);

} // namespace stevedore::sandbox

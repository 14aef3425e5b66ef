// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/store.h"

#include "sandbox/data/rowwriter.h"
#include "sandbox/data/tables.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

// One connection writes; as many read as there are calls at the same time, so each of those has to be small.
constexpr int writerCacheKilobytes = 65'536;
constexpr int readerCacheKilobytes = 2'048;

/// Microseconds since 2020 make the first id of a run. No run hands out a million ids a second for long, so every run
/// starts above all earlier ones, even if the newest records have been deleted.
qint64 firstIdOfThisRun()
{
    const QDateTime origin(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC);
    return firstId + origin.msecsTo(QDateTime::currentDateTimeUtc()) * 1000;
}

constexpr std::string_view ownTables = R"(
create table if not exists sandbox_files (id integer primary key, user integer not null, name text not null,
    size integer not null, created text not null, used integer not null default 0);
create table if not exists sandbox_write_jobs (id integer primary key, user integer not null, created integer not null,
    finished integer, state text not null, request text not null);
create table if not exists sandbox_write_files (job integer not null, position integer not null, module text not null,
    name text not null, encoding text not null, header text not null, mappings text not null,
    total integer not null, done integer not null default 0, added integer not null default 0,
    updated integer not null default 0, skipped integer not null default 0, primary key (job, position)) without rowid;
create table if not exists sandbox_write_chunks (job integer not null, position integer not null,
    first_row integer not null, rows blob not null, primary key (job, position, first_row));
create table if not exists sandbox_write_keys (job integer not null, parent_column integer not null, value text not null,
    record integer not null, children integer not null default 0,
    primary key (job, parent_column, value)) without rowid;
create table if not exists sandbox_workflow_runs (module text not null, record integer not null, event text not null);
create table if not exists sandbox_credits (minute integer primary key, used integer not null);
)";

} // namespace

Store::Store(const QString& folder, Org org) : m_folder(folder), m_org(std::move(org)), m_nextId(firstIdOfThisRun())
{
    QDir().mkpath(folder + u"/uploads"_s);
    QDir().mkpath(folder + u"/results"_s);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_writer = std::make_unique<Database>(folder + u"/crm.sqlite"_s, writerCacheKilobytes);
    Transaction transaction(*m_writer);
    createTables(*m_writer);
    seed(*m_writer);
    transaction.commit();
}

void Store::createTables(Database& database)
{
    database.execute(ownTables);
    for (const Module& module : m_org.modules)
        if (module.api)
            fitModuleTable(database, module);
}

void Store::seed(Database& database)
{
    Statement version = database.prepare("pragma user_version");
    version.step();
    const bool seeded = version.integer(0) > 0;
    version.reset();
    const Module* accounts = m_org.module(u"Accounts"_s);
    if (seeded || !accounts || m_org.accountNames.isEmpty())
        return;
    const Stamp stamp{std::to_string(m_org.users.front().id), storedMoment(m_clock.moment())};
    RowWriter writer(database, *accounts, {accounts->field(u"Account_Name"_s)}, false);
    for (const QString& name : m_org.accountNames)
        writer.insert(nextId(), {Value(name.toStdString())}, stamp);
    database.execute("pragma user_version=1");
}

QString Store::uploadPath(qint64 fileId) const
{
    return m_folder + u"/uploads/"_s + QString::number(fileId) + u".zip"_s;
}

QString Store::resultPath(qint64 jobId) const
{
    return m_folder + u"/results/"_s + QString::number(jobId) + u".zip"_s;
}

Store::Lease::Lease(Store& store) : m_store(store)
{
    {
        const std::scoped_lock lock(store.m_poolMutex);
        if (!store.m_pool.empty()) {
            m_database = std::move(store.m_pool.back());
            store.m_pool.pop_back();
        }
    }
    if (!m_database)
        m_database = std::make_unique<Database>(store.m_folder + u"/crm.sqlite"_s, readerCacheKilobytes);
}

Store::Lease::~Lease()
{
    const std::scoped_lock lock(m_store.m_poolMutex);
    m_store.m_pool.push_back(std::move(m_database));
}

Store::Writing::Writing(Store& store) : m_lock(store.m_writing), m_database(*store.m_writer), m_transaction(m_database)
{
}

std::string storedMoment(const QDateTime& moment)
{
    return moment.toUTC().toString(u"yyyy-MM-ddTHH:mm:ss'+00:00'"_s).toStdString();
}

} // namespace stevedore::sandbox

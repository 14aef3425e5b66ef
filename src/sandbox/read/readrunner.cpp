// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/readrunner.h"

#include "sandbox/read/csvrows.h"
#include "sandbox/read/icsevents.h"

#include <QUuid>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t blockSize = std::size_t(256) * 1024;
constexpr qint64 rowsBetweenLooks = 1000; // at whether the server is being stopped
constexpr qint64 pausesPerSecond = 20;

void bindValues(Statement& statement, const ReadPlan& plan)
{
    for (std::size_t i = 0; i < plan.values.size(); ++i)
        statement.bindBorrowed(static_cast<int>(i) + 1, plan.values[i]);
}

ApiError internalError()
{
    return {500, u"INTERNAL_ERROR"_s, u"Internal Server Error"_s, {}};
}

} // namespace

ReadJob ReadRunner::run(qint64 jobId)
{
    ReadJob job;
    {
        Store::Lease database(m_store);
        job = readjobs::find(*database, jobId).value_or(ReadJob{});
    }
    if (m_options.quirk(Quirk::ReadQueued) && job.state == u"ADDED"_s) {
        job.state = u"QUEUED"_s;
        save(job);
        m_queue.add(job.id, m_options.queueDelay / 2);
        return job;
    }
    job.state = u"IN PROGRESS"_s;
    save(job);
    // The query was checked when the job was made; it fails now only if the org has changed since.
    const auto plan = planRead(m_store.org(), job.query, job.fileType, m_options);
    if (!plan)
        fail(job, plan.error());
    else if (job.fails)
        fail(job, internalError());
    else
        readPage(job, *plan);
    return job;
}

/// The id that the page begins after. A page that nobody has come up to is found by skipping over the pages before it.
qint64 ReadRunner::startOf(Database& database, const ReadJob& job, const ReadPlan& plan) const
{
    if (job.after >= 0)
        return job.after;
    const PageMarks::Mark mark = m_marks.before(job);
    const qint64 pages = job.page() - 1 - mark.page;
    if (pages == 0)
        return mark.lastId;
    Statement row = database.prepare(plan.skipSql());
    bindValues(row, plan);
    const int next = static_cast<int>(plan.values.size()) + 1;
    row.bind(next, std::int64_t(mark.lastId));
    row.bind(next + 1, std::int64_t(pages * readjobs::pageSize(job, m_options) - 1));
    return row.step() ? row.integer(0) : std::numeric_limits<qint64>::max(); // the query has no such page
}

bool ReadRunner::mayGoOn(qint64 count)
{
    if (m_options.rowsPerSecond <= 0)
        return count % rowsBetweenLooks != 0 || !m_queue.isStopping();
    const qint64 chunk = std::max<qint64>(m_options.rowsPerSecond / pausesPerSecond, 1);
    return count % chunk != 0 || m_queue.pause(chunk * 1000 / m_options.rowsPerSecond);
}

template <typename AppendRow>
ReadRunner::Progress ReadRunner::copyRows(Database& database, const ReadJob& job, const ReadPlan& plan, ZipWriter& zip,
                                          std::string& block, AppendRow appendRow)
{
    const qint64 size = readjobs::pageSize(job, m_options);
    const qint64 after = startOf(database, job, plan);
    Statement row = database.prepare(plan.selectSql());
    bindValues(row, plan);
    const int next = static_cast<int>(plan.values.size()) + 1;
    row.bind(next, std::int64_t(after)).bind(next + 1, std::int64_t(size + 1));
    Progress progress;
    progress.lastId = after;
    while (row.step()) {
        progress.more = progress.count == size;
        if (progress.more)
            break;
        appendRow(row);
        progress.lastId = row.integer(0);
        progress.stopped = !mayGoOn(++progress.count);
        if (progress.stopped)
            break;
        if (block.size() >= blockSize) {
            zip.write(block);
            block.clear();
        }
    }
    return progress;
}

ReadRunner::Progress ReadRunner::writeRows(const ReadJob& job, const ReadPlan& plan, ZipWriter& zip)
{
    const QTimeZone zone(m_store.org().timeZone.toUtf8());
    std::string block;
    Progress progress;
    Store::Lease database(m_store);
    if (plan.calendar) {
        IcsEvents events(plan, zone);
        IcsEvents::appendHead(block);
        progress =
            copyRows(*database, job, plan, zip, block, [&](const Statement& row) { events.appendEvent(block, row); });
        IcsEvents::appendTail(block);
    } else {
        CsvRows rows(plan, zone, m_options.quirk(Quirk::ReadHeaderId) ? u"Id"_s : u"id"_s);
        rows.appendHeader(block);
        progress =
            copyRows(*database, job, plan, zip, block, [&](const Statement& row) { rows.appendRow(block, row); });
    }
    zip.write(block);
    return progress;
}

void ReadRunner::readPage(ReadJob& job, const ReadPlan& plan)
{
    const QString number = QString::number(job.id);
    ZipWriter zip(m_store.resultPath(job.id));
    zip.begin(number + u'.' + job.fileType);
    const Progress progress = writeRows(job, plan, zip);
    if (progress.stopped)
        return;
    if (zip.finish())
        complete(job, progress);
    else
        fail(job, internalError());
}

void ReadRunner::save(const ReadJob& job)
{
    Store::Writing writing(m_store);
    readjobs::save(writing.database(), job);
    writing.commit();
}

void ReadRunner::complete(ReadJob& job, const Progress& progress)
{
    job.state = u"COMPLETED"_s;
    job.finished = m_store.clock().now();
    job.count = progress.count;
    job.more = progress.more;
    if (job.more)
        job.nextToken = QUuid::createUuid().toString(QUuid::Id128);
    m_marks.note(job, progress.lastId);
    Store::Writing writing(m_store);
    readjobs::save(writing.database(), job);
    if (job.more)
        readjobs::addToken(writing.database(), job, progress.lastId);
    writing.commit();
}

void ReadRunner::fail(ReadJob& job, const ApiError& error)
{
    job.state = u"FAILURE"_s;
    job.finished = m_store.clock().now();
    job.error = envelope(error.code, error.message, error.details, false);
    save(job);
}

} // namespace stevedore::sandbox

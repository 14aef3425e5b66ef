// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/jobrunner.h"

#include "sandbox/data/csvsplitter.h"
#include "sandbox/data/zipfile.h"
#include "sandbox/write/rowprocessor.h"

#include <QDateTime>
#include <QElapsedTimer>

#include <algorithm>
#include <random>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

// Large, because every transaction writes most pages of the indexes on e-mails and names again.
constexpr qint64 rowsPerTransaction = 12'500;

std::string_view viewOf(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

qint64 countRecords(const QByteArray& csv)
{
    CsvSplitter splitter(viewOf(csv));
    std::vector<std::string> cells;
    qint64 count = -1; // the header is none
    while (splitter.next(cells))
        ++count;
    return std::max<qint64>(count, 0);
}

std::string_view statusWord(RowStatus status, bool upperCase)
{
    switch (status) {
    case RowStatus::Added:
        return upperCase ? "ADDED" : "added";
    case RowStatus::Updated:
        return upperCase ? "UPDATED" : "updated";
    case RowStatus::Skipped:
        break;
    }
    return upperCase ? "SKIPPED" : "skipped";
}

/// Result rows in a shuffled order that is the same each time. Rows may span lines, so they are cut by the splitter.
std::string shuffled(const std::string& header, const std::string& rows, qint64 seed)
{
    const std::string whole = header + rows;
    CsvSplitter splitter(whole);
    std::vector<std::string> cells;
    splitter.next(cells);
    std::vector<std::string> lines;
    while (splitter.next(cells)) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line += i ? "," : "";
            appendCell(line, cells[i]);
        }
        lines.push_back(line + '\n');
    }
    std::mt19937 random(static_cast<std::mt19937::result_type>(seed));
    std::shuffle(lines.begin(), lines.end(), random);
    std::string result;
    for (const std::string& line : lines)
        result += line;
    return result;
}

} // namespace

JobRunner::JobRunner(Store& store, const Options& options, JobQueue& queue)
    : m_store(store), m_options(options), m_queue(queue)
{
}

ApiResult<JobPlan> JobRunner::planOf(const Job& job)
{
    UploadedFile file;
    file.path = m_store.uploadPath(job.fileId());
    const auto entries = zipEntryNames(file.path);
    if (!entries)
        return planJob(m_store.org(), job.request, nullptr);
    file.entries = *entries;
    return planJob(m_store.org(), job.request, &file, false);
}

Job JobRunner::run(qint64 jobId)
{
    Job job;
    {
        Store::Lease database(m_store);
        job = jobs::find(*database, jobId).value_or(Job{});
    }
    // The request was checked when the job was created; a plan fails now only if the upload has gone from the disk.
    const auto plan = planOf(job);
    const auto bytes = plan ? readZipEntry(m_store.uploadPath(job.fileId()), plan->fileName) : std::nullopt;
    if (!bytes) {
        finish(job, u"FAILED"_s);
        return job;
    }
    const QByteArray csv = toUtf8(*bytes, plan->encoding);
    job.state = u"IN PROGRESS"_s;
    job.total = countRecords(csv);
    {
        Store::Writing writing(m_store);
        jobs::save(writing.database(), job);
        writing.commit();
    }
    processRows(job, *plan, csv);
    return job;
}

void JobRunner::processRows(Job& job, const JobPlan& plan, const QByteArray& csv)
{
    CsvSplitter rows(viewOf(csv));
    std::vector<std::string> header;
    std::vector<std::string> cells;
    rows.next(header);
    for (qint64 i = 0; i < job.done; ++i)
        rows.next(cells);
    const qint64 end = job.fails ? job.total / 2 : job.total;
    const qint64 perSecond = m_options.rowsPerSecond;
    const qint64 chunk = perSecond > 0 ? std::clamp<qint64>(perSecond / 10, 1, rowsPerTransaction) : rowsPerTransaction;
    while (job.done < end) {
        QElapsedTimer elapsed;
        elapsed.start();
        const qint64 processed = processChunk(job, plan, rows, std::min(chunk, end - job.done));
        const qint64 due = perSecond > 0 ? processed * 1000 / perSecond : 0;
        if (!m_queue.pause(std::max<qint64>(due - elapsed.elapsed(), 0)))
            return;
    }
    if (job.fails) {
        Store::Writing writing(m_store);
        jobs::saveChunk(writing.database(), job.id, job.done, unprocessedRows(job, plan, rows));
        writing.commit();
    }
    const bool written = writeResult(job, plan, header);
    finish(job, written && !job.fails ? u"COMPLETED"_s : u"FAILED"_s);
}

qint64 JobRunner::processChunk(Job& job, const JobPlan& plan, CsvSplitter& rows, qint64 most)
{
    const std::string user = std::to_string(job.userId);
    const Stamp stamp{user, storedMoment(m_store.clock().moment())};
    const bool upperCase = m_options.quirk(Quirk::StatusUppercase);
    const bool withId = m_options.quirk(Quirk::SkippedWithId);
    const auto echoed = echoedColumns(plan);
    Store::Writing writing(m_store);
    RowProcessor processor(m_store, writing.database(), plan, stamp);
    Job next = job;
    std::string result;
    std::vector<std::string> cells;
    qint64 count = 0;
    for (; count < most && rows.next(cells); ++count) {
        const RowOutcome outcome = processor.process(cells);
        next.added += outcome.status == RowStatus::Added;
        next.updated += outcome.status == RowStatus::Updated;
        next.skipped += outcome.status == RowStatus::Skipped;
        const bool named = outcome.status != RowStatus::Skipped || withId;
        appendResult(result, cells, echoed, statusWord(outcome.status, upperCase), named ? outcome.id : 0,
                     outcome.errors);
    }
    next.done += count;
    jobs::saveChunk(writing.database(), job.id, job.done, result);
    jobs::save(writing.database(), next);
    writing.commit();
    job = next;
    return count;
}

std::string JobRunner::unprocessedRows(Job& job, const JobPlan& plan, CsvSplitter& rows) const
{
    const auto echoed = echoedColumns(plan);
    std::string result;
    std::vector<std::string> cells;
    const std::string_view word = m_options.quirk(Quirk::StatusUppercase) ? "UNPROCESSED" : "unprocessed";
    while (rows.next(cells))
        appendResult(result, cells, echoed, word, 0, {});
    job.total = std::max(job.total, job.done);
    return result;
}

/// "The first three mapped columns of the uploaded file". Whether first means the mapping's order or the file's is
/// open.
std::vector<std::size_t> JobRunner::echoedColumns(const JobPlan& plan) const
{
    std::vector<std::size_t> columns;
    for (const PlanColumn& column : plan.columns)
        if (column.index >= 0)
            columns.push_back(static_cast<std::size_t>(column.index));
    if (m_options.quirk(Quirk::ResultByIndex))
        std::sort(columns.begin(), columns.end());
    columns.resize(std::min<std::size_t>(columns.size(), 3));
    return columns;
}

void JobRunner::appendResult(std::string& rows, const std::vector<std::string>& cells,
                             const std::vector<std::size_t>& echoed, std::string_view status, qint64 id,
                             std::string_view errors) const
{
    const bool trim = m_options.quirk(Quirk::ResultTrimmed);
    for (const std::size_t index : echoed) {
        const std::string_view cell = index < cells.size() ? std::string_view(cells[index]) : std::string_view();
        appendCell(rows, trim ? trimmed(cell) : cell);
        rows += ',';
    }
    rows += status;
    rows += ',';
    if (id)
        rows += std::to_string(id);
    rows += ',';
    appendCell(rows, errors);
    rows += '\n';
}

bool JobRunner::writeResult(const Job& job, const JobPlan& plan, const std::vector<std::string>& header)
{
    std::string first;
    for (const std::size_t index : echoedColumns(plan)) {
        appendCell(first, header[index]);
        first += ',';
    }
    first += "STATUS,RECORD_ID,ERRORS\n";
    std::string rows;
    {
        Store::Lease database(m_store);
        for (const std::string& chunk : jobs::chunks(*database, job.id))
            rows += chunk;
    }
    if (m_options.quirk(Quirk::ResultShuffled))
        rows = shuffled(first, rows, job.id);
    const QString name = plan.module->apiName + u'-' + job.fileName;
    return writeZip(m_store.resultPath(job.id), name, QByteArray::fromStdString(first + rows));
}

void JobRunner::finish(Job& job, const QString& state)
{
    job.state = state;
    job.finished = m_store.clock().now();
    Store::Writing writing(m_store);
    jobs::save(writing.database(), job);
    jobs::dropChunks(writing.database(), job.id);
    writing.commit();
}

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/jobrunner.h"

#include "sandbox/data/uploadedcsv.h"
#include "sandbox/data/zipfile.h"
#include "sandbox/write/rowprocessor.h"

#include <QElapsedTimer>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

// Large, because every transaction writes most pages of the indexes on e-mails and names again.
constexpr qint64 rowsPerTransaction = 12'500;

} // namespace

JobRunner::JobRunner(Store& store, const Options& options, JobQueue& queue, Scenario& scenario,
                     const RecordStates& states)
    : m_store(store), m_options(options), m_queue(queue), m_scenario(scenario), m_states(states)
{
}

/// The request was checked when the job was created; what its CSVs looked like is known since then.
ApiResult<JobPlan> JobRunner::planOf(const Job& job) const
{
    std::vector<KnownFile> known;
    for (const JobFile& file : job.files)
        known.push_back({file.encoding, file.header});
    UploadedFile file;
    file.path = m_store.uploadPath(job.fileId());
    file.entries = zipEntryNames(file.path);
    return planJob(m_store.org(), job.request, file.entries ? &file : nullptr, m_options.quirks, known);
}

JobRunner::End JobRunner::run(Job& job, const std::optional<Trouble>& trouble)
{
    const auto plan = planOf(job);
    if (!plan) { // the upload has gone from the disk
        finish(job, u"FAILED"_s);
        return End::Over;
    }
    job.state = u"IN PROGRESS"_s;
    {
        Store::Writing writing(m_store);
        jobs::save(writing.database(), job);
        writing.commit();
    }
    const qint64 half = job.files.front().total / 2;
    const qint64 rows = !trouble ? job.files.front().total : trouble->afterRows < 0 ? half : trouble->afterRows;
    for (std::size_t i = 0; i < plan->files.size(); ++i) {
        const bool broken = trouble && i > 0 && trouble->kind != Trouble::Kind::Stay;
        const End end = runFile(job, *plan, i, broken ? 0 : i == 0 ? rows : job.files[i].total);
        if (end != End::Over)
            return end;
        if (trouble && trouble->kind == Trouble::Kind::Stay)
            return End::Stuck;
        leaveUnprocessed(job, *plan, i);
    }
    const bool written = writeResult(m_store, m_options, job, *plan);
    const bool failed = !written || (trouble && trouble->kind == Trouble::Kind::Fail);
    const JobFile& first = job.files.front();
    const bool allSkipped = first.total > 0 && first.skipped == first.total;
    finish(job, failed                                                      ? u"FAILED"_s
                : allSkipped && m_options.quirk(Quirk::AllSkippedIsSkipped) ? u"SKIPPED"_s
                                                                            : u"COMPLETED"_s);
    return End::Over;
}

qint64 JobRunner::chunkSize() const
{
    const qint64 perSecond = m_options.rowsPerSecond;
    return perSecond > 0 ? std::clamp<qint64>(perSecond / 10, 1, rowsPerTransaction) : rowsPerTransaction;
}

JobRunner::End JobRunner::runFile(Job& job, const JobPlan& plan, std::size_t position, qint64 rows)
{
    JobFile& file = job.files[position];
    UploadedCsv csv(m_store.uploadPath(job.fileId()), file.name, file.encoding);
    std::vector<std::string> cells;
    for (qint64 i = 0; i <= file.done; ++i) // the header first
        csv.rows().next(cells);
    const qint64 end = std::min(rows, file.total);
    while (file.done < end) {
        QElapsedTimer elapsed;
        elapsed.start();
        const qint64 count = processChunk(job, plan, position, csv.rows(), std::min(chunkSize(), end - file.done));
        if (count == 0)
            break; // the upload has changed on the disk: what is missing is left unprocessed
        const qint64 due = m_options.rowsPerSecond > 0 ? count * 1000 / m_options.rowsPerSecond : 0;
        if (!m_queue.pause(std::max<qint64>(due - elapsed.elapsed(), 0)))
            return End::Stopping;
    }
    return End::Over;
}

qint64 JobRunner::processChunk(Job& job, const JobPlan& plan, std::size_t position, CsvSplitter& rows, qint64 most)
{
    const Stamp stamp{std::to_string(job.userId), storedMoment(m_store.clock().moment())};
    const FilePlan& file = plan.files[position];
    const ResultRows results(file, m_options);
    Store::Writing writing(m_store);
    RowProcessor processor({m_store, writing.database(), m_options.quirks, m_scenario, m_states, job.id, stamp}, plan,
                           position);
    JobFile counts = job.files[position];
    std::string lines;
    std::vector<std::string> cells;
    qint64 count = 0;
    for (; count < most && rows.next(cells); ++count) {
        const RowOutcome outcome = processor.process(cells);
        counts.added += outcome.status == RowStatus::Added;
        counts.updated += outcome.status == RowStatus::Updated;
        counts.skipped += outcome.status == RowStatus::Skipped;
        results.append(lines, cells, outcome, &processor);
    }
    const qint64 firstRow = counts.done;
    counts.done += count;
    jobs::saveChunk(writing.database(), job.id, position, firstRow, lines);
    jobs::saveCounts(writing.database(), job.id, position, counts);
    writing.commit();
    job.files[position] = std::move(counts);
    return count;
}

/// Result lines for the rows that were not come to.
void JobRunner::leaveUnprocessed(Job& job, const JobPlan& plan, std::size_t position)
{
    const JobFile& file = job.files[position];
    if (file.done >= file.total)
        return;
    const ResultRows results(plan.files[position], m_options);
    UploadedCsv csv(m_store.uploadPath(job.fileId()), file.name, file.encoding);
    std::vector<std::string> cells;
    for (qint64 i = 0; i <= file.done; ++i)
        csv.rows().next(cells);
    std::string lines;
    const RowOutcome unprocessed{RowStatus::Unprocessed, 0, {}};
    while (csv.rows().next(cells))
        results.append(lines, cells, unprocessed, nullptr);
    Store::Writing writing(m_store);
    jobs::saveChunk(writing.database(), job.id, position, file.done, lines);
    writing.commit();
}

void JobRunner::finish(Job& job, const QString& state)
{
    job.state = state;
    job.finished = m_store.clock().now();
    Store::Writing writing(m_store);
    jobs::save(writing.database(), job);
    jobs::dropWork(writing.database(), job.id);
    writing.commit();
}

} // namespace stevedore::sandbox

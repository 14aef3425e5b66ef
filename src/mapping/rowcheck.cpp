// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/rowcheck.h"

#include "csv/together.h"
#include "mapping/checkworker.h"
#include "mapping/rawcells.h"
#include "mapping/words.h"

#include <QElapsedTimer>

#include <algorithm>
#include <mutex>

namespace stevedore {

namespace {

/// After so many rows the cancel flag is looked at and progress is told: well under a millisecond of work.
constexpr qint64 rowsPerBlock = 512;
/// Threads take so many rows at a time: few enough that none has to wait long for the others at the end.
constexpr qint64 rowsPerStretch = 32'768;

Unexpected cancelled()
{
    return fail(FailureKind::Cancelled, RowCheck::tr("The check was stopped."));
}

Unexpected becameShorter()
{
    return fail(FailureKind::Source, RowCheck::tr("The file has fewer rows than when it was opened. Open it again."));
}

/// A sentence if the mapping uses a column that the file does not have.
Result<void> findColumns(const Mapping& mapping, int columns)
{
    for (const ColumnMapping* const fed : mapping.feeds()) {
        for (const int column : sourceColumns(*fed, mapping)) {
            if (column < columns)
                continue;
            const QString name =
                column < int(mapping.columns.size()) ? mapping.columns[std::size_t(column)].header : fed->header;
            return fail(FailureKind::Usage,
                        RowCheck::tr("The mapping uses the column \"%1\" for %2, and this file does not have it. Match "
                                     "the columns of this file, or open the file that the mapping was made for.")
                            .arg(name, fed->field));
        }
    }
    return {};
}

/// One check of one file.
class RowChecker
{
public:
    RowChecker(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping, const ModuleMeta& meta,
               const Fixes& fixes, const CheckScope& scope, const ByteProgress& progress, const CancelFlag& cancel)
        : m_file(file), m_mapping(mapping), m_meta(meta), m_fixes(fixes), m_scope(scope), m_progress(progress),
          m_cancel(cancel), m_rows(file->knownRows().value)
    {
    }

    Result<void> readAll();
    Result<void> confirmRepeats();
    CheckReport report() { return m_workers.front()->report(RowCount(m_rows)); }

private:
    qint64 stretches() const { return (m_rows + rowsPerStretch - 1) / rowsPerStretch; }
    void tell(qint64 done) const
    {
        if (m_progress)
            m_progress(std::min(done, m_file->size()), m_file->size());
    }
    void work(bool here);
    Result<void> checkStretch(CheckWorker& worker, RowReader& reader, qint64 stretch, bool here);
    Result<void> confirmBatch(const std::vector<std::vector<RowNumber>>& batches);

    std::shared_ptr<const CsvFile> m_file;
    const Mapping& m_mapping;
    const ModuleMeta& m_meta;
    const Fixes& m_fixes;
    const CheckScope& m_scope;
    const ByteProgress& m_progress;
    const CancelFlag& m_cancel;
    qint64 m_rows;
    std::atomic<qint64> m_next = 0;
    std::atomic<qint64> m_done = 0; ///< bytes
    std::atomic_bool m_stop = false;

    std::mutex m_mutex; // for what follows
    std::vector<std::unique_ptr<CheckWorker>> m_workers;
    std::optional<Failure> m_failure;
};

Result<void> RowChecker::readAll()
{
    m_workers.push_back(std::make_unique<CheckWorker>(*m_file, m_mapping, m_meta, m_fixes, m_scope));
    if (m_scope.feeds.empty() && !m_scope.shapes)
        return {};
    workTogether(std::max<qint64>(stretches(), 1), [this](bool here) { work(here); });
    if (m_failure)
        return fail(*m_failure);
    for (std::size_t i = 1; i < m_workers.size(); ++i) {
        if (m_cancel)
            return cancelled();
        m_workers.front()->add(*m_workers[i]);
        m_workers[i].reset();
    }
    m_workers.resize(1);
    tell(m_file->size());
    return {};
}

void RowChecker::work(bool here)
{
    auto worker = std::make_unique<CheckWorker>(*m_file, m_mapping, m_meta, m_fixes, m_scope);
    RowReader reader(m_file, RowNumber(1));
    Result<void> done;
    for (qint64 i = m_next++; i < stretches() && !m_stop && done; i = m_next++)
        done = checkStretch(*worker, reader, i, here);
    const std::scoped_lock lock(m_mutex);
    if (!done) {
        m_stop = true;
        m_failure = done.error();
    }
    m_workers.push_back(std::move(worker));
}

Result<void> RowChecker::checkStretch(CheckWorker& worker, RowReader& reader, qint64 stretch, bool here)
{
    const RowNumber last(std::min((stretch + 1) * rowsPerStretch, m_rows));
    reader.seek(RowNumber(stretch * rowsPerStretch + 1));
    qint64 position = reader.position();
    for (;;) {
        const RowView* const row = reader.next();
        if (!row)
            return reader.failure() ? fail(*reader.failure()) : becameShorter();
        worker.check(*row);
        const bool ends = row->number == last;
        if (!ends && row->number.value % rowsPerBlock != 0)
            continue;
        if (m_cancel)
            return cancelled();
        const qint64 before = std::exchange(position, reader.position());
        const qint64 done = m_done += position - before;
        if (here)
            tell(done);
        if (ends)
            return {};
    }
}

Result<void> RowChecker::confirmRepeats()
{
    if (!m_workers.front()->endRows(m_cancel))
        return cancelled();
    for (bool more = true; more;) {
        std::vector<std::vector<RowNumber>> batches;
        for (CheckedColumn& column : m_workers.front()->columns())
            batches.push_back(column.repeats.nextBatch());
        more = std::any_of(batches.begin(), batches.end(), [](const auto& batch) { return !batch.empty(); });
        if (more) {
            if (auto done = confirmBatch(batches); !done)
                return done;
        }
    }
    return {};
}

Result<void> RowChecker::confirmBatch(const std::vector<std::vector<RowNumber>>& batches)
{
    std::vector<RowNumber> wanted;
    for (const auto& batch : batches)
        wanted.insert(wanted.end(), batch.begin(), batch.end());
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::vector<std::size_t> places(batches.size(), 0);
    std::vector<std::size_t> columns;
    RowReader reader(m_file, wanted.front());
    qint64 done = 0;
    for (const RowNumber number : wanted) {
        if (m_cancel)
            return cancelled();
        if (++done % rowsPerBlock == 0)
            tell(m_file->size()); // Nearly through, but still at work.
        reader.seek(number);
        const RowView* const row = reader.next();
        if (!row)
            return reader.failure() ? fail(*reader.failure()) : becameShorter();
        columns.clear();
        for (std::size_t i = 0; i < batches.size(); ++i) {
            if (places[i] < batches[i].size() && batches[i][places[i]] == number) {
                ++places[i];
                columns.push_back(i);
            }
        }
        m_workers.front()->confirm(*row, columns);
    }
    return {};
}

} // namespace

Result<CheckReport> checkScope(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping,
                               const ModuleMeta& meta, const Fixes& fixes, const CheckScope& scope,
                               const ByteProgress& progress, const CancelFlag& cancel)
{
    QElapsedTimer timer;
    timer.start();
    if (const auto found = findColumns(mapping, file->columnCount()); !found)
        return fail(found.error());
    const ModuleMeta inLayout = meta.forLayout(mapping.layout);
    RowChecker checker(file, mapping, inLayout, fixes, scope, progress, cancel);
    if (const auto read = checker.readAll(); !read)
        return fail(read.error());
    if (const auto confirmed = checker.confirmRepeats(); !confirmed)
        return fail(confirmed.error());
    CheckReport report = checker.report();
    report.milliseconds = timer.elapsed();
    return report;
}

Result<CheckReport> checkRows(const std::shared_ptr<const CsvFile>& file, const Mapping& mapping,
                              const ModuleMeta& meta, const Fixes& fixes, const ByteProgress& progress,
                              const CancelFlag& cancel)
{
    return checkScope(file, mapping, meta, fixes, {mapping.feeds()}, progress, cancel);
}

} // namespace stevedore

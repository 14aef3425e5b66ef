// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/comparison.h"

#include "csv/together.h"
#include "mapping/targets.h"

#include <QCoreApplication>

#include <algorithm>
#include <mutex>

namespace stevedore {

namespace {

/// Cells that one thread holds at a time, and rows at least and at most.
constexpr qint64 cellsInStretch = 600'000;
constexpr qint64 leastRowsInStretch = 1'000;
constexpr qint64 mostRowsInStretch = 32'768;
constexpr qint64 recordsBetweenLooks = 4'096;
/// Records with one key that are looked at together with those of other rows; more are looked at one by one.
constexpr std::size_t mostAtOnce = 4;

struct ComparisonText
{
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

Unexpected cancelled()
{
    return fail(FailureKind::Cancelled, ComparisonText::tr("The dry run was stopped. Nothing was changed."));
}

Unexpected lost(const RowReader& reader)
{
    if (reader.failure())
        return fail(*reader.failure());
    return fail(FailureKind::Disk,
                ComparisonText::tr("The records that were read from the CRM are no longer whole. Try again."));
}

/// What became of the rows of a stretch.
struct Stretch
{
    std::array<std::vector<RowNumber>, dryRunKinds> rows;
    std::array<std::vector<qint64>, dryRunKinds> records;
};

struct Match
{
    std::string key;
    std::uint64_t hash = 0;
    int records = 0; ///< with this key; 2 stands for more
    qint64 record = 0;
    Agreement agreement = Agreement::Same;
};

class Comparison
{
public:
    Comparison(const CompareBasis& basis, const RowSet& rows, const RowProgress& progress, const CancelFlag& cancel)
        : m_basis(basis), m_operation(basis.source->mapping.operation), m_total(rows.count().value),
          m_progress(progress), m_cancel(cancel), m_index(basis.records ? basis.records->knownRows() : RowCount())
    {
        const qint64 width = std::max<qint64>(basis.plan.asked.size(), 1);
        cut(rows, std::clamp(cellsInStretch / width, leastRowsInStretch, mostRowsInStretch));
    }

    Result<void> readKeys();
    Result<void> compare();
    std::vector<Stretch>& results() { return m_results; }

private:
    void cut(const RowSet& rows, qint64 most);
    void work(bool here);
    Result<void> compareStretch(std::size_t number, RowComparer& comparer);
    Result<void> lookAt(std::vector<Match>& matches, const SentRows& sent, RowComparer& comparer) const;
    void take(Match& match, const std::vector<std::string>& sent, const RowView& record, RowComparer& comparer) const;
    DryRunKind kindOf(const Match& match) const;

    const CompareBasis& m_basis;
    Operation m_operation;
    qint64 m_total;
    const RowProgress& m_progress;
    const CancelFlag& m_cancel;
    KeyIndex m_index;
    std::vector<RowSet> m_stretches;
    std::vector<Stretch> m_results;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<qint64> m_done = 0;
    std::atomic_bool m_stop = false;
    std::mutex m_mutex; // for the failure
    std::optional<Failure> m_failure;
};

void Comparison::cut(const RowSet& rows, qint64 most)
{
    RowSet stretch;
    qint64 count = 0;
    for (const auto& [from, to] : rows.ranges()) {
        for (RowNumber row = from; row <= to; ++row) {
            stretch.append(row);
            if (++count == most) {
                m_stretches.push_back(std::exchange(stretch, {}));
                count = 0;
            }
        }
    }
    if (count > 0)
        m_stretches.push_back(stretch);
    m_results.resize(m_stretches.size());
}

Result<void> Comparison::readKeys()
{
    if (!m_basis.records)
        return {};
    const auto place = std::size_t(m_basis.places[std::size_t(m_basis.plan.key)]);
    RowReader reader(m_basis.records, RowNumber(1));
    std::string form;
    const qint64 count = m_basis.records->knownRows().value;
    for (qint64 i = 0; i < count; ++i) {
        const RowView* record = reader.next();
        if (!record)
            return lost(reader);
        form.clear();
        appendKeyForm(record->cells[place], m_basis.plan.keyField, form);
        if (!form.empty())
            m_index.add(m_basis.hash(form), record->number);
        if (i % recordsBetweenLooks == 0) {
            if (m_cancel)
                return cancelled();
            m_progress(0, m_total);
        }
    }
    m_index.finish();
    return {};
}

Result<void> Comparison::compare()
{
    workTogether(std::max<qint64>(qint64(m_stretches.size()), 1), [this](bool here) { work(here); });
    if (m_failure)
        return fail(*m_failure);
    return m_cancel ? Result<void>(cancelled()) : Result<void>();
}

void Comparison::work(bool here)
{
    RowComparer comparer(m_basis);
    for (std::size_t i = m_next++; i < m_stretches.size() && !m_stop && !m_cancel; i = m_next++) {
        if (const auto done = compareStretch(i, comparer); !done) {
            const std::scoped_lock lock(m_mutex);
            m_stop = true;
            m_failure = done.error();
            return;
        }
        m_done += m_stretches[i].count().value;
        if (here)
            m_progress(m_done, m_total);
    }
}

Result<void> Comparison::compareStretch(std::size_t number, RowComparer& comparer)
{
    const auto sent = readSentRows(
        *m_basis.source, m_stretches[number], [](qint64, qint64) {}, m_cancel);
    if (!sent)
        return sent.error().kind == FailureKind::Cancelled ? cancelled() : fail(sent.error());
    std::vector<Match> matches(sent->rows.size());
    for (std::size_t i = 0; i < matches.size(); ++i) {
        appendKeyForm(sent->values[i][std::size_t(m_basis.plan.key)], m_basis.plan.keyField, matches[i].key);
        matches[i].hash = m_basis.hash(matches[i].key);
    }
    if (auto looked = lookAt(matches, *sent, comparer); !looked)
        return looked;
    Stretch& out = m_results[number];
    for (std::size_t i = 0; i < matches.size(); ++i) {
        const auto kind = std::size_t(kindOf(matches[i]));
        out.rows[kind].push_back(sent->rows[i]);
        if (DryRunKind(kind) == DryRunKind::Changed || DryRunKind(kind) == DryRunKind::NotComparable)
            out.records[kind].push_back(matches[i].record);
    }
    return {};
}

/// Records are read in the order in which they stand, whatever the order of the rows: going back and forth in a file of
/// gigabytes would cost more than all else.
Result<void> Comparison::lookAt(std::vector<Match>& matches, const SentRows& sent, RowComparer& comparer) const
{
    if (!m_basis.records)
        return {};
    std::vector<std::pair<qint64, std::size_t>> wanted;
    std::vector<std::pair<qint64, std::size_t>> later;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        if (matches[i].key.empty())
            continue;
        const auto entries = m_index.find(matches[i].hash);
        for (std::size_t k = 0; k < entries.size(); ++k)
            (k < mostAtOnce ? wanted : later).emplace_back(entries[k].record, i);
    }
    RowReader reader(m_basis.records, RowNumber(1));
    const RowView* view = nullptr;
    qint64 looks = 0;
    for (auto* list : {&wanted, &later}) {
        std::sort(list->begin(), list->end());
        for (const auto& [record, i] : *list) {
            if (matches[i].records > 1)
                continue;
            if (++looks % recordsBetweenLooks == 0 && m_cancel)
                return cancelled();
            // Several rows may ask for the same record, one after the other.
            if (!view || view->number.value != record) {
                reader.seek(RowNumber(record));
                view = reader.next();
            }
            if (!view)
                return lost(reader);
            take(matches[i], sent.values[i], *view, comparer);
        }
    }
    return {};
}

void Comparison::take(Match& match, const std::vector<std::string>& sent, const RowView& record,
                      RowComparer& comparer) const
{
    const auto key = std::size_t(m_basis.plan.key);
    std::string form;
    appendKeyForm(comparer.cellOf(key, record), m_basis.plan.keyField, form);
    if (form != match.key)
        return;
    if (match.records++ > 0)
        return;
    match.record = record.number.value;
    if (m_operation != Operation::Insert)
        match.agreement = comparer.compare(sent, record);
}

DryRunKind Comparison::kindOf(const Match& match) const
{
    if (match.records == 0) {
        // No record can be created under an id of one's own choice.
        const bool creates = m_operation != Operation::Update &&
                             (m_operation == Operation::Insert || !isRecordId(m_basis.plan.keyField));
        return creates ? DryRunKind::New : DryRunKind::NotFound;
    }
    if (m_operation == Operation::Insert)
        return DryRunKind::Exists;
    if (match.records > 1)
        return DryRunKind::Ambiguous;
    return match.agreement == Agreement::Same      ? DryRunKind::Same
           : match.agreement == Agreement::Changed ? DryRunKind::Changed
                                                   : DryRunKind::NotComparable;
}

template <typename T>
void append(std::vector<T>& to, const std::vector<T>& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

} // namespace

RowComparer::RowComparer(const CompareBasis& basis) : m_basis(basis), m_erase(basis.source->mapping.eraseEmpty)
{
    for (const ColumnMapping* column : basis.plan.columns)
        m_columns.emplace_back(*column, *targetField(basis.source->meta, column->field), m_erase, basis.zones);
}

std::string_view RowComparer::cellOf(std::size_t column, const RowView& record) const
{
    const int place = m_basis.places[column];
    return place < 0 ? std::string_view() : record.cells[std::size_t(place)];
}

Agreement RowComparer::compareCell(std::size_t column, std::string_view sent, const RowView& record)
{
    if (m_basis.places[column] < 0)
        return sent.empty() && !m_erase ? Agreement::Same : Agreement::Unclear;
    return m_columns[column].compare(sent, cellOf(column, record));
}

Agreement RowComparer::compare(const std::vector<std::string>& sent, const RowView& record)
{
    Agreement out = Agreement::Same;
    for (std::size_t i = 0; i < sent.size(); ++i) {
        const Agreement cell = compareCell(i, sent[i], record);
        if (cell == Agreement::Changed)
            return cell;
        if (cell == Agreement::Unclear)
            out = cell;
    }
    return out;
}

Result<std::shared_ptr<const DryRun>> compareRows(const std::shared_ptr<const CompareBasis>& basis, const RowSet& rows,
                                                  DryRunReport report, const RowProgress& progress,
                                                  const CancelFlag& cancel)
{
    Comparison comparison(*basis, rows, progress, cancel);
    if (const auto read = comparison.readKeys(); !read)
        return fail(read.error());
    if (const auto compared = comparison.compare(); !compared)
        return fail(compared.error());
    std::array<std::vector<qint64>, dryRunKinds> records;
    for (Stretch& stretch : comparison.results()) {
        for (std::size_t kind = 0; kind < dryRunKinds; ++kind) {
            append(report.rows[kind], stretch.rows[kind]);
            append(records[kind], stretch.records[kind]);
        }
        stretch = {};
    }
    return std::make_shared<const DryRun>(basis, std::move(report), std::move(records));
}

} // namespace stevedore

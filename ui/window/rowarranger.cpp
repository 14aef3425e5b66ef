// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/rowarranger.h"

#include "transfer/poolwork.h"
#include "window/readcells.h"

#include <QCollator>

#include <numeric>

namespace stevedore::ui {

namespace {

/// Corrections come one after another while somebody types.
constexpr int pauseMs = 150;

std::vector<RowNumber> numbersOf(const std::vector<RefusedRow>& rows)
{
    std::vector<RowNumber> numbers;
    numbers.reserve(rows.size());
    for (const RefusedRow& row : rows)
        numbers.push_back(row.row);
    return numbers;
}

template <typename Keys>
std::vector<RefusedRow> sortedBy(const std::vector<RefusedRow>& rows, const Keys& keys, bool descending)
{
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return descending ? keys[b] < keys[a] : keys[a] < keys[b]; });
    std::vector<RefusedRow> out;
    out.reserve(rows.size());
    for (const std::size_t i : order)
        out.push_back(rows[i]);
    return out;
}

std::vector<RefusedRow> sorted(std::vector<RefusedRow> rows, const Sorting& sorting,
                               const std::shared_ptr<const CsvFile>& file, const Fixes& fixes, const CancelFlag& cancel)
{
    if (sorting.column == Sorting::byState) {
        std::vector<int> keys;
        for (const RefusedRow& row : rows)
            keys.push_back(row.ready || fixes.cells.contains(row.row) ? 1 : 0);
        return sortedBy(rows, keys, sorting.descending);
    }
    if (sorting.column < 0) {
        if (sorting.descending)
            std::reverse(rows.begin(), rows.end());
        return rows;
    }
    // As people read them: 9 before 10, a beside A.
    QCollator collator;
    collator.setNumericMode(true);
    collator.setCaseSensitivity(Qt::CaseInsensitive);
    const QCollatorSortKey nothing = collator.sortKey({});
    std::vector<QCollatorSortKey> keys(rows.size(), nothing);
    std::size_t at = 0;
    for (const Fix& cell : readCells(file, numbersOf(rows), sorting.column, fixes, cancel)) {
        while (at < rows.size() && rows[at].row < cell.row)
            ++at;
        if (at < rows.size())
            keys[at] = collator.sortKey(cell.value);
    }
    return sortedBy(rows, keys, sorting.descending);
}

/// Leaves the rows that have at least one of the hits. Both ascend.
void narrow(std::vector<RefusedRow>& rows, const CellHits& hits)
{
    std::erase_if(rows, [&](const RefusedRow& row) {
        const auto at = std::lower_bound(hits.begin(), hits.end(), row.row,
                                         [](const CellHit& hit, RowNumber n) { return hit.row < n; });
        return at == hits.end() || at->row != row.row;
    });
}

} // namespace

RowArranger::RowArranger(FixesNow fixes, QObject* parent) : QObject(parent), m_fixes(std::move(fixes))
{
    m_again.setSingleShot(true);
    m_again.setInterval(pauseMs);
    connect(&m_again, &QTimer::timeout, this, [this] { run(false); });
}

RowArranger::~RowArranger()
{
    *m_cancel = true;
}

void RowArranger::setFile(const std::shared_ptr<const CsvFile>& file)
{
    m_file = file;
    m_query = {};
    m_sorting = {};
    m_only = false;
    setRows(std::make_shared<std::vector<RefusedRow>>());
}

void RowArranger::setRows(const Rows& rows)
{
    m_rows = rows;
    run(true);
}

void RowArranger::setQuery(const CellQuery& query)
{
    const bool wasNarrow = m_only && m_query.isSearch();
    m_query = query;
    run(m_only || wasNarrow);
}

void RowArranger::setOnly(bool only)
{
    m_only = only;
    run(true);
}

void RowArranger::setSorting(const Sorting& sorting)
{
    m_sorting = sorting;
    run(true);
}

void RowArranger::valuesChanged()
{
    if (m_query.isSearch())
        m_again.start();
}

void RowArranger::run(bool arrange)
{
    const quint64 mine = ++m_life;
    *m_cancel = true;
    m_cancel = std::make_shared<CancelFlag>(false);
    m_arranging = m_arranging || arrange;
    m_again.stop();
    const bool plain = m_sorting == Sorting{} && !m_query.isSearch();
    if (plain || !m_file) {
        // Nothing has to be read: most of the time, and then the rows are there at once.
        m_hits = std::make_shared<CellHits>();
        m_finding = false;
        m_failure.clear();
        if (std::exchange(m_arranging, false))
            Q_EMIT arranged(m_rows);
        Q_EMIT found();
        return;
    }
    m_finding = m_query.isSearch();
    Q_EMIT found();
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [file = m_file, rows = m_rows, query = m_query, sorting = m_sorting, only = m_only, arranging = m_arranging,
         fixes = m_fixes(), cancel = m_cancel] {
            Answer answer;
            auto hits =
                query.isSearch() ? findCells(file, numbersOf(*rows), query, fixes, *cancel) : Result<CellHits>();
            if (!hits)
                answer.failure = hits.error().sentence;
            answer.hits = std::make_shared<const CellHits>(hits ? std::move(*hits) : CellHits());
            if (!arranging)
                return answer;
            std::vector<RefusedRow> shown = *rows;
            if (only && query.isSearch() && answer.failure.isEmpty())
                narrow(shown, *answer.hits);
            answer.rows = std::make_shared<const std::vector<RefusedRow>>(
                sorted(std::move(shown), sorting, file, fixes, *cancel));
            return answer;
        },
        [this, mine](const Answer& answer) {
            if (mine != m_life)
                return;
            m_finding = false;
            m_arranging = false;
            m_failure = answer.failure;
            m_hits = answer.hits;
            if (answer.rows)
                Q_EMIT arranged(answer.rows);
            Q_EMIT found();
        });
}

} // namespace stevedore::ui

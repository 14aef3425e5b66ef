// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/search/rowsearch.h"

#include "csv/csvtext.h"
#include "csv/together.h"

#include <map>
#include <mutex>

namespace stevedore {

namespace {

constexpr qint64 stretchRows = 8192;

/// Stretches of the file in parallel, told in their order.
class Search
{
public:
    Search(std::shared_ptr<const CsvFile> file, const RowMatcher& matcher, const HitReport& told,
           const CancelFlag& cancel)
        : m_file(std::move(file)), m_matcher(matcher), m_told(told), m_cancel(cancel), m_rows(m_file->knownRows().value)
    {
    }

    qint64 stretches() const { return (m_rows + stretchRows - 1) / stretchRows; }
    void work()
    {
        const RowMatcher matcher = m_matcher; // an expression is not shared between threads
        RowReader reader(m_file, RowNumber(1));
        for (qint64 i = m_next++; i < stretches() && !m_cancel && !m_stop; i = m_next++)
            put(i, hitsIn(reader, matcher, i));
    }
    const std::optional<Failure>& failure() const { return m_failure; }

private:
    std::vector<RowHit> hitsIn(RowReader& reader, const RowMatcher& matcher, qint64 stretch)
    {
        std::vector<RowHit> hits;
        const qint64 last = std::min((stretch + 1) * stretchRows, m_rows);
        reader.seek(RowNumber(stretch * stretchRows + 1));
        while (!m_cancel) {
            const RowView* const row = reader.next();
            if (!row)
                break;
            if (const int column = matcher.firstColumn(*row); column >= 0)
                hits.push_back({row->number, column});
            if (row->number.value >= last)
                break;
        }
        if (reader.failure()) {
            const std::scoped_lock lock(m_mutex);
            m_failure = reader.failure();
            m_stop = true;
        }
        return hits;
    }
    void put(qint64 stretch, std::vector<RowHit> hits)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_cancel || m_stop)
            return; // the stretch may not have been read to its end
        m_waiting.emplace(stretch, std::move(hits));
        for (auto next = m_waiting.find(m_done); !m_cancel && next != m_waiting.end(); next = m_waiting.find(m_done)) {
            ++m_done;
            m_told(next->second, RowNumber(std::min(m_done * stretchRows, m_rows)));
            m_waiting.erase(next);
        }
    }

    std::shared_ptr<const CsvFile> m_file;
    const RowMatcher& m_matcher;
    const HitReport& m_told;
    const CancelFlag& m_cancel;
    qint64 m_rows;
    std::atomic<qint64> m_next = 0;
    std::atomic_bool m_stop = false;

    std::mutex m_mutex; // for what follows
    std::map<qint64, std::vector<RowHit>> m_waiting;
    qint64 m_done = 0;
    std::optional<Failure> m_failure;
};

} // namespace

Result<void> findRows(const std::shared_ptr<const CsvFile>& file, const RowQuery& query, const HitReport& told,
                      const CancelFlag& cancel)
{
    const auto matcher = RowMatcher::forQuery(query);
    if (!matcher)
        return fail(matcher.error());
    Search search(file, *matcher, told, cancel);
    workTogether(std::max<qint64>(search.stretches(), 1), [&search](bool) { search.work(); });
    if (search.failure())
        return fail(*search.failure());
    if (cancel)
        return fail(FailureKind::Cancelled, CsvText::tr("The search was stopped."));
    return {};
}

} // namespace stevedore

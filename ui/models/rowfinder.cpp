// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rowfinder.h"

#include "transfer/poolwork.h"

#include <mutex>

namespace stevedore::ui {

/// What the pool tells: taken from here by the timer.
struct RowFinder::Shared
{
    CancelFlag cancel = false;
    std::mutex mutex; // for what follows
    std::vector<RowHit> fresh;
    qint64 kept = 0;
    qint64 count = 0;
    qint64 upTo = 0;

    void take(const std::vector<RowHit>& more, RowNumber row)
    {
        const std::scoped_lock lock(mutex);
        const auto room = std::min<std::size_t>(more.size(), mostHits - std::size_t(kept));
        fresh.insert(fresh.end(), more.begin(), more.begin() + std::ptrdiff_t(room));
        kept += qint64(room);
        count += qint64(more.size());
        upTo = row.value;
    }
};

RowFinder::RowFinder(QObject* parent) : QObject(parent)
{
    m_tick.setInterval(100);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        drain();
        Q_EMIT changed();
    });
}

RowFinder::~RowFinder()
{
    if (m_shared)
        m_shared->cancel = true;
}

void RowFinder::clear()
{
    ++m_life;
    if (m_shared)
        m_shared->cancel = true;
    m_shared.reset();
    m_query = {};
    m_hits.clear();
    m_count = m_upTo = m_rows = 0;
    m_running = false;
    m_tick.stop();
    Q_EMIT changed();
}

void RowFinder::start(const std::shared_ptr<const CsvFile>& file, const RowQuery& query)
{
    clear();
    m_query = query;
    m_rows = file->knownRows().value;
    m_shared = std::make_shared<Shared>();
    m_running = true;
    m_tick.start();
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [file, query, shared = m_shared] {
            return findRows(
                file, query, [&](const std::vector<RowHit>& more, RowNumber upTo) { shared->take(more, upTo); },
                shared->cancel);
        },
        [this, life = m_life](const Result<void>& result) {
            if (life == m_life)
                finished(result);
        });
    Q_EMIT changed();
}

double RowFinder::share() const
{
    return m_rows > 0 ? double(m_upTo) / double(m_rows) : 1;
}

void RowFinder::drain()
{
    const std::scoped_lock lock(m_shared->mutex);
    m_hits.insert(m_hits.end(), m_shared->fresh.begin(), m_shared->fresh.end());
    m_shared->fresh.clear();
    m_count = m_shared->count;
    m_upTo = m_shared->upTo;
}

void RowFinder::finished(const Result<void>& result)
{
    drain();
    m_running = false;
    m_tick.stop();
    if (!result)
        Q_EMIT failed(result.error().sentence);
    Q_EMIT changed();
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/search/rowsearch.h"

#include <QObject>
#include <QTimer>

namespace stevedore::ui {

/// One search at a time over all rows of a source, on the pool; what it found so far can be used while it runs.
class RowFinder final : public QObject
{
    Q_OBJECT

public:
    /// So many hits are kept; more are counted.
    static constexpr std::size_t mostHits = 1'000'000;

    explicit RowFinder(QObject* parent = nullptr);
    ~RowFinder() override;

    /// Drops what was found before. The file has to be indexed.
    void start(const std::shared_ptr<const CsvFile>& file, const RowQuery& query);
    void clear();

    bool isRunning() const { return m_running; }
    /// Whether it looks, or has looked, for something.
    bool isActive() const { return m_shared != nullptr; }
    const RowQuery& query() const { return m_query; }
    /// Rows found so far.
    qint64 count() const { return m_count; }
    /// The first of them, ascending.
    const std::vector<RowHit>& hits() const { return m_hits; }
    /// Of all rows, how many have been looked at: 0 to 1.
    double share() const;

Q_SIGNALS:
    /// More was found, or it is done; at most ten times a second.
    void changed();
    void failed(const QString& sentence);

private:
    struct Shared;
    void drain();
    void finished(const Result<void>& result);

    RowQuery m_query;
    std::shared_ptr<Shared> m_shared;
    std::vector<RowHit> m_hits;
    qint64 m_count = 0;
    qint64 m_rows = 0;
    qint64 m_upTo = 0;
    QTimer m_tick;
    quint64 m_life = 0;
    bool m_running = false;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/index/chunks.h"

#include <map>
#include <mutex>

namespace stevedore {

/// Finds where the rows of a file begin and what is odd about them: stretches of the file in parallel, put together in
/// their order.
class Indexer
{
public:
    static constexpr qint64 usualChunk = qint64(4) << 20;

    /// `index` is told of rows while they are found. `chunk` is the length of a stretch.
    Indexer(const ScanSource& source, RowIndex& index, qint64 chunk = usualChunk);
    Q_DISABLE_COPY_MOVE(Indexer)

    /// Call once. `progress` is called on the calling thread, with bytes from the beginning of the file.
    Result<void> run(const std::function<void(qint64 done)>& progress, const CancelFlag& cancel);

    RowCount rows() const { return RowCount(m_row); }
    std::vector<StructureFinding> findings() const { return m_tally.findings(); }

private:
    void work(const std::function<void(qint64 done)>& progress, const CancelFlag& cancel);
    void tell(const std::function<void(qint64 done)>& progress);
    void put(BlockReader& blocks, qint64 number, Result<Chunk> chunk);
    Result<void> append(BlockReader& blocks, Chunk chunk);
    Result<void> endOpenRow();
    void stop(const Failure& failure);

    const ScanSource& m_source;
    Chunks m_chunks;
    RowIndex& m_index;
    std::atomic<qint64> m_next = 0;
    std::atomic_bool m_stop = false;
    qint64 m_told = 0;

    mutable std::mutex m_mutex;        // for what follows
    std::map<qint64, Chunk> m_waiting; ///< scanned, while one before is not
    qint64 m_appended = 0;             ///< chunks
    qint64 m_position = 0;
    qint64 m_row = 0;     ///< the last complete one
    qint64 m_open = -1;   ///< where the row begins that is not complete
    RowFlags m_openFlags; ///< of its bytes
    FindingTally m_tally;
    std::optional<Failure> m_failure;
};

} // namespace stevedore

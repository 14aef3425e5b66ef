// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/read/readjobs.h"

#include <deque>
#include <map>
#include <mutex>

namespace stevedore::sandbox {

/// Where the pages of recent queries ended, so that `page` 7 of a query whose page 6 was just read need not count its
/// way through six pages. Kept in memory, for the latest queries only: who does not find a mark skips.
class PageMarks
{
public:
    struct Mark
    {
        int page = 0; ///< 0: the very beginning
        qint64 lastId = 0;
    };

    /// The end of the last known page before the job's own.
    Mark before(const ReadJob& job) const;
    /// The job's page ends with this record. What was known of later pages is of an older reading, and goes.
    void note(const ReadJob& job, qint64 lastId);

private:
    static constexpr std::size_t mostQueries = 200;

    mutable std::mutex m_mutex;
    std::map<QByteArray, std::map<int, qint64>> m_marks;
    std::deque<QByteArray> m_order;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/rowindex.h"

#include <algorithm>
#include <mutex>

namespace stevedore {

void RowIndex::clear()
{
    const std::unique_lock lock(m_mutex);
    m_offsets.clear();
    m_rows = RowCount();
}

void RowIndex::publish(RowCount rows, const std::vector<ByteOffset>& more)
{
    const std::unique_lock lock(m_mutex);
    m_offsets.insert(m_offsets.end(), more.begin(), more.end());
    m_rows = rows;
}

RowCount RowIndex::rows() const
{
    const std::shared_lock lock(m_mutex);
    return m_rows;
}

RowIndex::Anchor RowIndex::near(RowNumber row) const
{
    const std::shared_lock lock(m_mutex);
    if (m_offsets.empty() || row.value <= 1)
        return {RowNumber(1), m_first};
    const auto at = std::min((row.value - 1) / stride, qint64(m_offsets.size()) - 1);
    return {RowNumber(at * stride + 1), m_offsets[std::size_t(at)]};
}

} // namespace stevedore

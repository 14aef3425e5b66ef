// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/index/rowindex.h"

#include <algorithm>
#include <mutex>

namespace stevedore {

void RowIndex::clear()
{
    const std::unique_lock lock(m_mutex);
    m_anchors.clear();
    m_rows = RowCount();
}

void RowIndex::publish(RowCount rows, const std::vector<Anchor>& more)
{
    const std::unique_lock lock(m_mutex);
    m_anchors.insert(m_anchors.end(), more.begin(), more.end());
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
    const auto behind = std::upper_bound(m_anchors.begin(), m_anchors.end(), row,
                                         [](RowNumber wanted, const Anchor& anchor) { return wanted < anchor.row; });
    return behind == m_anchors.begin() ? Anchor{RowNumber(1), m_first} : *(behind - 1);
}

} // namespace stevedore

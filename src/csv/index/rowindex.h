// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <shared_mutex>
#include <vector>

namespace stevedore {

/// Where about every 256th row begins: 16 bytes of memory for that many rows of file. One thread adds while others
/// look up.
class RowIndex
{
public:
    static constexpr qint64 stride = 256;

    struct Anchor
    {
        RowNumber row;
        ByteOffset offset;
        bool operator==(const Anchor&) const = default;
    };

    /// `first` is where row 1 begins, or would.
    explicit RowIndex(ByteOffset first) : m_first(first) {}

    void clear();
    /// Rows are now `rows` in all, and `more` places are known, in their order and behind those known before.
    void publish(RowCount rows, const std::vector<Anchor>& more);

    RowCount rows() const;
    /// The last known place at or before `row`; row 1 is always known.
    Anchor near(RowNumber row) const;

private:
    mutable std::shared_mutex m_mutex;
    ByteOffset m_first;
    std::vector<Anchor> m_anchors;
    RowCount m_rows;
};

} // namespace stevedore

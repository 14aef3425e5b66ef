// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace stevedore {

/// A set of rows in ascending order, kept as ranges: 25,000 rows in a run take 16 bytes.
class RowSet
{
public:
    RowSet() = default;
    /// `rows` ascending, without repeats.
    explicit RowSet(const std::vector<RowNumber>& rows);

    /// Appends a row greater than all before.
    void append(RowNumber row);
    /// Appends the rows `from` to `to`, both greater than all before.
    void append(RowNumber from, RowNumber to);
    RowCount count() const;
    bool isEmpty() const { return m_ranges.empty(); }
    bool contains(RowNumber row) const;
    RowNumber first() const { return m_ranges.front().first; }
    RowNumber last() const { return m_ranges.back().second; }
    std::vector<RowNumber> rows() const;
    const std::vector<std::pair<RowNumber, RowNumber>>& ranges() const { return m_ranges; }

    /// These rows but those of `rows`, which are ascending.
    RowSet without(const std::vector<RowNumber>& rows) const;
    /// These rows and those of `rows`, which are ascending.
    RowSet with(const std::vector<RowNumber>& rows) const;

    /// "1-25000,25007"
    QByteArray encoded() const;
    /// Nothing if the text is not a row set.
    static std::optional<RowSet> decoded(QByteArrayView text);

    bool operator==(const RowSet&) const = default;

private:
    std::vector<std::pair<RowNumber, RowNumber>> m_ranges;
};

} // namespace stevedore

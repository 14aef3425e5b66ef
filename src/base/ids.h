// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QtGlobal>

#include <compare>

namespace stevedore {

/// A number that cannot be mistaken for another kind of number.
template <typename Tag, typename T = qint64>
struct Strong
{
    T value{};

    constexpr Strong() = default;
    constexpr explicit Strong(T v) : value(v) {}
    constexpr auto operator<=>(const Strong&) const = default;
    constexpr Strong& operator++()
    {
        ++value;
        return *this;
    }
    friend size_t qHash(Strong s, size_t seed = 0) noexcept { return ::qHash(s.value, seed); }
};

/// A data row of the source, from 1; the header is not a row. A row may span several physical lines.
using RowNumber = Strong<struct RowNumberTag>;
/// How many rows.
using RowCount = Strong<struct RowCountTag>;
/// A position in a file, in bytes from its beginning.
using ByteOffset = Strong<struct ByteOffsetTag>;
/// An import in the journal, from 1.
using ImportId = Strong<struct ImportIdTag>;
/// A part (one job, or one Records API call) in the journal, from 1.
using PartId = Strong<struct PartIdTag>;
/// An export in the journal, from 1.
using ExportId = Strong<struct ExportIdTag>;

constexpr RowNumber operator+(RowNumber row, RowCount count)
{
    return RowNumber(row.value + count.value);
}

} // namespace stevedore

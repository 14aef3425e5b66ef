// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <cstdint>
#include <span>
#include <vector>

namespace stevedore {

/// Finds records by their match key, in 16 bytes a record: it knows a hash of each key and where the record stands.
/// Equal hashes are not yet equal keys: who asks reads the records and compares.
class KeyIndex
{
public:
    struct Entry
    {
        std::uint64_t hash = 0;
        qint64 record = 0; ///< row number in the file of records
        auto operator<=>(const Entry&) const = default;
    };

    /// `records` at most are added, so that memory need not grow by copying.
    explicit KeyIndex(RowCount records) { m_entries.reserve(std::size_t(records.value)); }

    void add(std::uint64_t hash, RowNumber record) { m_entries.push_back({hash, record.value}); }
    /// No more records; call before find().
    void finish();
    /// Ascending by record. Any thread.
    std::span<const Entry> find(std::uint64_t hash) const;

private:
    std::vector<Entry> m_entries;
};

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/keyindex.h"

#include <algorithm>

namespace stevedore {

void KeyIndex::finish()
{
    std::sort(m_entries.begin(), m_entries.end());
}

std::span<const KeyIndex::Entry> KeyIndex::find(std::uint64_t hash) const
{
    const auto from = std::lower_bound(m_entries.begin(), m_entries.end(), hash,
                                       [](const Entry& entry, std::uint64_t h) { return entry.hash < h; });
    auto to = from;
    while (to != m_entries.end() && to->hash == hash)
        ++to;
    return {from, to};
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/hash.h"
#include "csv/csvfile.h"

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace stevedore {

/// A row whose value may be that of another one.
struct RepeatSuspect
{
    std::uint64_t hash = 0;
    qint64 row = 0;
    auto operator<=>(const RepeatSuspect&) const = default;
};
using RepeatSuspects = std::shared_ptr<const std::vector<RepeatSuspect>>;

/// Finds the values that a column has more than once, in about 10 bytes a row: while the rows go by it keeps a hash of
/// each value; at the end the rows that share a hash with another one are suspects, and their values are read a second
/// time and compared, so two values with the same hash are never taken for one.
///
/// add() all, then finish(), then as long as nextBatch() gives rows: isTaken() and take() for each of them, in that
/// order.
class RepeatFinder
{
public:
    using HashFunction = std::uint64_t (*)(std::string_view);

    explicit RepeatFinder(
        HashFunction hash = [](std::string_view value) { return hashBytes(value); }, std::size_t rowsPerBatch = 500'000)
        : m_hash(hash), m_rowsPerBatch(rowsPerBatch)
    {
    }

    /// Rows in ascending order.
    void add(std::string_view value, RowNumber row)
    {
        const std::uint64_t hash = hashOf(value);
        m_parts.front()[hash >> bucketShift].push_back(Packed({hash, row.value}));
    }
    /// As if the other's had been added here, whatever their rows; the other is empty then.
    void add(RepeatFinder& other);
    /// No more rows; forgets all that are no suspects. On several threads. False if it was cancelled.
    bool finish(const CancelFlag& cancel);
    /// In place of add() and finish(): those of another finder for the same values.
    void finishWith(const RepeatSuspects& suspects) { m_suspects = suspects; }
    /// After finish().
    const RepeatSuspects& suspects() const { return m_suspects; }
    /// The suspects whose values are wanted next, ascending; empty at the end. Limited, because their values are kept
    /// in memory until the batch is through.
    std::vector<RowNumber> nextBatch();
    /// Whether an earlier row that was taken has the same value.
    bool isTaken(std::string_view value) const;
    /// This row has the value now.
    void take(std::string_view value);

private:
    /// Buckets are worked through one by one, by several threads, and a cancel is seen in between.
    static constexpr unsigned bucketShift = 56;
    static constexpr std::size_t bucketCount = 256;

    using Entry = RepeatSuspect;
    /// An entry in ten bytes, because there is one for every row: 42 bits of the hash beside those that are the
    /// bucket's number, 38 of the row. Hashes that agree in fifty bits only make suspects that are none.
    class Packed
    {
    public:
        explicit Packed(const Entry& entry)
            : m_words{std::uint16_t(entry.hash), std::uint16_t(entry.hash >> 16U),
                      std::uint16_t(((entry.hash >> 32U) & 0x3FFU) | std::uint64_t(entry.row) << 10U),
                      std::uint16_t(entry.row >> 6), std::uint16_t(entry.row >> 22)}
        {
        }
        Entry in(std::size_t bucket) const
        {
            const auto word = [this](std::size_t i) { return std::uint64_t(m_words[i]); };
            return {std::uint64_t(bucket) << bucketShift | (word(2) & 0x3FFU) << 32U | word(1) << 16U | word(0),
                    qint64(word(4) << 22U | word(3) << 6U | word(2) >> 10U)};
        }

    private:
        std::array<std::uint16_t, 5> m_words;
    };
    static constexpr std::uint64_t keptBits = std::uint64_t(0xFF) << bucketShift | 0x3FFFFFFFFFFULL;
    std::uint64_t hashOf(std::string_view value) const { return m_hash(value) & keptBits; }

    /// Grows without a copy, and never takes much more memory than it needs.
    using Bucket = std::deque<Packed>;
    using Part = std::array<Bucket, bucketCount>;

    std::vector<Entry> suspectsIn(std::size_t bucket) const;
    static std::vector<Entry> withEqualHashes(const std::vector<Entry>& sorted);
    void forgetSeen();

    HashFunction m_hash;
    std::size_t m_rowsPerBatch;
    std::vector<Part> m_parts = std::vector<Part>(1); ///< this one's own, and those of the finders that were added
    RepeatSuspects m_suspects = std::make_shared<const std::vector<Entry>>();
    std::size_t m_next = 0;
    std::unordered_map<std::uint64_t, std::vector<std::string>> m_seen;
};

} // namespace stevedore

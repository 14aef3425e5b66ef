// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/columnorder.h"

#include "base/hash.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <tuple>

namespace stevedore {

namespace {

/// How likely a server sends a value back as it got it: text first, numbers and dates last.
int steadiness(FieldType type)
{
    switch (type) {
    case FieldType::Text:
    case FieldType::Email:
        return 4;
    case FieldType::Phone:
    case FieldType::Website:
    case FieldType::BigInt:
        return 3;
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Picklist:
    case FieldType::Integer:
        return 2;
    case FieldType::TextArea:
        return 1;
    default:
        return 0;
    }
}

/// Counts with a table of hashes, kept half empty: sorting them would take most of the time of packing.
class DistinctCount
{
public:
    explicit DistinctCount(std::size_t rows) : m_slots(std::bit_ceil(rows * 2 + 2)) {}

    qint64 of(const ValueTable& values, std::size_t column)
    {
        std::fill(m_slots.begin(), m_slots.end(), 0);
        qint64 count = 0;
        for (std::size_t row = 0; row < values.rows(); ++row) {
            const std::string_view value = values.at(row, column);
            if (!value.empty())
                count += add(hashBytes(value) | 1U);
        }
        return count;
    }

private:
    bool add(std::uint64_t hash)
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = (hash >> 1U) & mask;
        while (m_slots[at] != 0 && m_slots[at] != hash)
            at = (at + 1) & mask;
        const bool isNew = m_slots[at] == 0;
        m_slots[at] = hash;
        return isNew;
    }

    std::vector<std::uint64_t> m_slots;
};

} // namespace

std::vector<int> columnOrder(const ValueTable& values, const std::vector<OrderedColumn>& columns)
{
    DistinctCount counter(values.rows());
    std::vector<qint64> distinct(columns.size());
    for (std::size_t column = 0; column < columns.size(); ++column)
        distinct[column] = counter.of(values, column);
    // Two columns that are about equally telling are ordered by how steady they are.
    const auto band = [&](int column) {
        return values.rows() == 0 ? 0 : distinct[size_t(column)] * 20 / qint64(values.rows());
    };
    const auto rank = [&](int i) {
        const OrderedColumn& column = columns[size_t(i)];
        const int steady = steadiness(column.type);
        return std::tuple(column.matchKey, steady > 0, band(i), column.unique, steady);
    };
    std::vector<int> order(columns.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) > rank(b); });
    return order;
}

} // namespace stevedore

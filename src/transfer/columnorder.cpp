// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/columnorder.h"

#include "base/hash.h"

#include <algorithm>
#include <numeric>

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

qint64 distinctValues(const std::vector<std::vector<std::string>>& values, std::size_t column)
{
    std::vector<std::uint64_t> hashes;
    hashes.reserve(values.size());
    for (const auto& row : values) {
        if (!row[column].empty())
            hashes.push_back(hashBytes(row[column]));
    }
    std::sort(hashes.begin(), hashes.end());
    return std::unique(hashes.begin(), hashes.end()) - hashes.begin();
}

} // namespace

std::vector<int> columnOrder(const std::vector<std::vector<std::string>>& values, const std::vector<FieldType>& types)
{
    std::vector<qint64> distinct(types.size());
    for (std::size_t column = 0; column < types.size(); ++column)
        distinct[column] = distinctValues(values, column);
    // Two columns that are about equally telling are ordered by how steady they are.
    const auto band = [&](int column) {
        return values.empty() ? 0 : distinct[size_t(column)] * 20 / qint64(values.size());
    };
    std::vector<int> order(types.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        if (steadiness(types[size_t(a)]) == 0 || steadiness(types[size_t(b)]) == 0)
            return steadiness(types[size_t(a)]) > steadiness(types[size_t(b)]);
        if (band(a) != band(b))
            return band(a) > band(b);
        return steadiness(types[size_t(a)]) > steadiness(types[size_t(b)]);
    });
    return order;
}

} // namespace stevedore

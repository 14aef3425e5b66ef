// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/readrows.h"

namespace stevedore::ui {

namespace {

/// Rows that lie nearer to each other than this are read in one go.
constexpr qint64 nearRows = 32;

} // namespace

Result<std::vector<CsvFile::Row>> readRows(const CsvFile& file, const std::vector<RowNumber>& numbers)
{
    std::vector<CsvFile::Row> found;
    std::size_t i = 0;
    while (i < numbers.size()) {
        std::size_t last = i;
        while (last + 1 < numbers.size() && numbers[last + 1].value - numbers[last].value < nearRows)
            ++last;
        const qint64 count = numbers[last].value - numbers[i].value + 1;
        auto rows = file.rows(numbers[i], int(count));
        if (!rows)
            return tl::unexpected(rows.error());
        std::size_t next = 0;
        for (; i <= last; ++i) {
            while (next < rows->size() && (*rows)[next].number < numbers[i])
                ++next;
            if (next < rows->size() && (*rows)[next].number == numbers[i])
                found.push_back((*rows)[next]);
        }
    }
    return found;
}

} // namespace stevedore::ui

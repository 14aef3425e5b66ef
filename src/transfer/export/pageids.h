// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace stevedore {

/// The ids of a page's records, in their order. An id is a number of at most 19 digits; of one that is not, a hash
/// stands for it. Fails with FailureKind::Server if the page is no CSV or has no id column.
Result<std::vector<std::uint64_t>> idsOfPage(const QByteArray& csv);
/// The same of the events of a calendar, by their UID and, of one that belongs to a series, its RECURRENCE-ID.
Result<std::vector<std::uint64_t>> idsOfCalendar(const QByteArray& ics);

/// Records that came before, of each page the places of those (ascending, from 0). `idsOf` gives the ids of a page.
/// Pages whose ids rise from the first to the last take no memory; else it is 64 MB at a time, however many there are.
Result<std::vector<std::vector<std::uint32_t>>>
repeatedRecords(int pages, const std::function<Result<std::vector<std::uint64_t>>(int page)>& idsOf);

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/edition.h"

#include <algorithm>
#include <array>
#include <limits>

namespace stevedore::sandbox {

namespace {

constexpr qint64 unlimited = std::numeric_limits<qint64>::max();

struct Edition
{
    const char* name;
    qint64 base;
    qint64 forEachUser;
    qint64 most;
    int concurrentCalls;
};

constexpr std::array<Edition, 8> editions = {{
    {"free", 5'000, 0, 5'000, 5},
    {"standard", 50'000, 250, 100'000, 10},
    {"starter", 50'000, 250, 100'000, 10},
    {"professional", 50'000, 500, 3'000'000, 15},
    {"enterprise", 50'000, 1'000, 5'000'000, 20},
    {"zohoone", 50'000, 1'000, 5'000'000, 20},
    {"ultimate", 50'000, 2'000, unlimited, 25},
    {"crmplus", 50'000, 2'000, unlimited, 25},
}};

} // namespace

std::optional<EditionLimits> limitsOf(const QString& edition, int licences)
{
    for (const Edition& known : editions)
        if (edition.compare(QLatin1String(known.name), Qt::CaseInsensitive) == 0)
            return EditionLimits{std::min(known.base + known.forEachUser * licences, known.most),
                                 known.concurrentCalls};
    return std::nullopt;
}

} // namespace stevedore::sandbox

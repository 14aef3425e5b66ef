// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/join/joinedpart.h"

#include "base/planted.h"
#include "transfer/join/partners.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

void give(JoinedPart& part, std::size_t row, const RowOutcome& outcome, JoinReason reason)
{
    OutcomeRecord& record = part.outcomes[row];
    record.fate = outcome.fate;
    record.recordId = outcome.recordId;
    record.errors = outcome.errors;
    part.reasons[row] = outcome.reason == JoinReason::None ? reason : outcome.reason;
}

void leaveOpen(JoinedPart& part, std::size_t row, JoinReason reason)
{
    part.outcomes[row] = {part.outcomes[row].row, Fate::Unknown, {}, {}};
    part.reasons[row] = reason;
}

/// Any row of the group may have any of its outcomes.
void placeExchangeable(JoinGroup group, const SameRows& same, JoinedPart& part)
{
    const RowOutcome& first = group.outcomes.front();
    const bool alike = std::all_of(group.outcomes.begin(), group.outcomes.end(),
                                   [&](const RowOutcome& outcome) { return outcome.sameFate(first); });
    const bool oneRecord = std::all_of(group.outcomes.begin(), group.outcomes.end(),
                                       [&](const RowOutcome& outcome) { return outcome.recordId == first.recordId; });
    if (alike && oneRecord) {
        for (const std::size_t row : group.rows)
            give(part, row, first, JoinReason::None);
        return;
    }
    if (STEVEDORE_PLANTED_BUG("alike-rows-by-their-order") ||
        std::all_of(group.rows.begin(), group.rows.end(),
                    [&](std::size_t row) { return same(group.rows.front(), row); })) {
        for (std::size_t i = 0; i < group.rows.size(); ++i)
            give(part, group.rows[i], group.outcomes[i], JoinReason::Interchangeable);
        return;
    }
    RowOutcome withoutRecord = first;
    withoutRecord.recordId.clear();
    for (const std::size_t row : group.rows) {
        if (alike)
            give(part, row, withoutRecord, JoinReason::NoRecord);
        else
            leaveOpen(part, row, JoinReason::NotSeparable);
    }
    group.fateCertain = alike;
    part.groups.push_back(std::move(group));
}

bool isConcerned(JoinReason reason)
{
    return reason != JoinReason::None && reason != JoinReason::Interchangeable && reason != JoinReason::NoRecord;
}

struct JoinedPartText
{
    Q_DECLARE_TR_FUNCTIONS(JoinedPart)
};

QString because(JoinReason reason, int rows)
{
    switch (reason) {
    case JoinReason::NotSeparable:
        return JoinedPartText::tr(
            "%Ln rows look like others in the columns that the result repeats, and those had another fate.", nullptr,
            rows);
    case JoinReason::NoSuchRow:
        return JoinedPartText::tr("%Ln rows are not in the result.", nullptr, rows);
    case JoinReason::NotBalanced:
    case JoinReason::CountsDisagree:
        return JoinedPartText::tr("%Ln rows look like others, and the result has more or fewer of them than were sent.",
                                  nullptr, rows);
    case JoinReason::NoEcho:
        return JoinedPartText::tr("The result repeats no column that was sent, so %Ln rows cannot be told apart.",
                                  nullptr, rows);
    case JoinReason::UnknownWord:
        return JoinedPartText::tr("Of %Ln rows the result says a word that is not known.", nullptr, rows);
    case JoinReason::IdMissing:
        return JoinedPartText::tr("%Ln rows are said to be in, but without the id of a record.", nullptr, rows);
    case JoinReason::IdTwice:
        return JoinedPartText::tr("%Ln rows are said to have been added as one and the same record.", nullptr, rows);
    case JoinReason::None:
    case JoinReason::Interchangeable:
    case JoinReason::NoRecord:
        break;
    }
    return {};
}

} // namespace

bool placeGroup(JoinGroup group, const SameRows& same, JoinedPart& part)
{
    std::size_t pairs = 0;
    for (const auto& outcomes : group.allowed)
        pairs += outcomes.size();
    if (group.allowed.empty() || pairs > mostPairsInGroup) {
        placeExchangeable(std::move(group), same, part);
        return true;
    }
    const auto partners = possiblePartners(group.allowed);
    if (!partners)
        return false;
    std::vector<JoinGroup> parts(std::size_t(partners->parts));
    std::vector<int> place(group.outcomes.size());
    for (std::size_t i = 0; i < group.outcomes.size(); ++i) {
        auto& outcomes = parts[std::size_t(partners->partOfOutcome[i])].outcomes;
        place[i] = int(outcomes.size());
        outcomes.push_back(group.outcomes[i]);
    }
    for (std::size_t i = 0; i < group.rows.size(); ++i) {
        JoinGroup& own = parts[std::size_t(partners->partOfRow[i])];
        own.rows.push_back(group.rows[i]);
        auto& allowed = own.allowed.emplace_back();
        for (const int outcome : group.allowed[i])
            if (partners->partOfOutcome[std::size_t(outcome)] == partners->partOfRow[i])
                allowed.push_back(place[std::size_t(outcome)]);
    }
    for (JoinGroup& one : parts)
        placeExchangeable(std::move(one), same, part);
    return true;
}

void placeAlone(JoinedPart& part, std::size_t row, const RowOutcome& outcome)
{
    give(part, row, outcome, JoinReason::None);
}

void describeJoin(JoinedPart& part)
{
    std::array<int, std::size_t(JoinReason::IdTwice) + 1> rows{};
    for (const JoinReason reason : part.reasons)
        ++rows[std::size_t(reason)];
    QStringList sentences;
    if (!part.counts.isEmpty())
        sentences.append(part.counts);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i] > 0 && isConcerned(JoinReason(i)))
            sentences.append(because(JoinReason(i), rows[i]));
    part.sentence = sentences.join(QLatin1Char(' '));
}

} // namespace stevedore

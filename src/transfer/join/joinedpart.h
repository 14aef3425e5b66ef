// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"

#include <QSet>

#include <functional>

namespace stevedore {

/// Why a row has no certain fate, or no certain record.
enum class JoinReason : unsigned char {
    None,            ///< fate and record are certain
    Interchangeable, ///< rows that are the same in every sent value: outcomes are dealt out in their order
    NoRecord,        ///< the fate is certain, which record it is is not: rows with the same echo have the same fate
    NotSeparable,    ///< rows with the same echo have different fates
    NoSuchRow,       ///< no row of the result can be an echo of this one
    NotBalanced,     ///< the result has more or fewer rows with this echo than were sent
    CountsDisagree,  ///< rows are missing or doubled somewhere, so rows with the same echo prove nothing
    NoEcho,          ///< the result repeats no column that was sent
    UnknownWord,     ///< a status that nobody knows
    IdMissing,       ///< added or updated, but without the id of a record
    IdTwice,         ///< one record is said to have been added for two rows
};

/// What the result file says of one of its rows.
struct RowOutcome
{
    Fate fate = Fate::Unknown;
    QString recordId;
    QString errors;                       ///< as the CRM writes them
    JoinReason reason = JoinReason::None; ///< why the fate is unknown: UnknownWord, IdMissing or IdTwice

    bool operator==(const RowOutcome&) const = default;
    bool sameFate(const RowOutcome& other) const
    {
        return fate == other.fate && errors == other.errors && reason == other.reason;
    }
};

/// Rows and as many outcomes of which it is not certain which belong together.
struct JoinGroup
{
    std::vector<std::size_t> rows;    ///< places in JoinedPart::outcomes, ascending
    std::vector<RowOutcome> outcomes; ///< in the order of the result
    /// For each row, the outcomes that it may have; empty where each row may have each.
    std::vector<std::vector<int>> allowed;
    bool fateCertain = false; ///< only the records are not

    bool operator==(const JoinGroup&) const = default;
};

struct JoinedPart
{
    std::vector<OutcomeRecord> outcomes; ///< one for each sent row, in order; Fate::Unknown where it is not certain
    std::vector<JoinReason> reasons;     ///< one for each
    std::vector<JoinGroup> groups;       ///< what the records themselves may settle
    QSet<QString> repeatedIds;           ///< records that the result names more than once
    QString counts;                      ///< what is wrong with the number of the result's rows; empty if nothing is
    /// The same, and how many rows are unknown for which reason; empty if all is well.
    QString sentence;
};

/// Finding out who may belong to whom takes time and memory for each pair: in a group with more of them, each row is
/// taken to be able to have each outcome.
constexpr std::size_t mostPairsInGroup = 250'000;

/// Whether two rows, by their places in JoinedPart::outcomes, are the same in every sent value.
using SameRows = std::function<bool(std::size_t, std::size_t)>;

/// Gives the rows of a group what is certain in every way that gives each row an outcome of its own. What is not goes
/// to `part.groups`, in the smallest groups that are independent of each other. False, and nothing is changed, if there
/// is no such way.
bool placeGroup(JoinGroup group, const SameRows& same, JoinedPart& part);

/// Gives a row that can have no other the outcome that can be no other's.
void placeAlone(JoinedPart& part, std::size_t row, const RowOutcome& outcome);

/// Sets JoinedPart::sentence from what is there.
void describeJoin(JoinedPart& part);

} // namespace stevedore

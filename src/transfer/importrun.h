// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/failure.h"
#include "base/rowset.h"
#include "transfer/snapshot.h"

#include <QHash>

#include <deque>
#include <optional>
#include <utility>

namespace stevedore {

/// An import in memory: a copy of its journal rows and what is known beside them while it is driven.
struct ImportRun
{
    ImportRecord record;
    std::deque<PartRecord> parts; ///< by id, all rounds; a step that holds one is not disturbed by one more
    RowSet waiting;               ///< in no part yet: what a sample left
    FateCounts fates;
    QHash<PartId, double> shares; ///< of the upload under way
    QHash<PartId, QDateTime> due; ///< when a part is looked at or tried again
    bool driving = false;
    QString waitingFor;             ///< translated; empty if nothing delays it
    QDateTime waitingUntil;         ///< invalid if that cannot be said
    std::optional<Failure> failure; ///< of this process

    /// It stops by itself after so many jobs in which every row was refused: the mapping is the likely cause, and
    /// somebody should look.
    static constexpr int mostRefusedInARow = 3;

    void holdUp(const QString& sentence, const QDateTime& until = {});
    const PartRecord* part(PartId id) const;
    PartRecord* part(PartId id) { return const_cast<PartRecord*>(std::as_const(*this).part(id)); }
    /// Of the jobs that the CRM has not ended yet the one that was created first, but for this one; nullptr if none.
    const PartRecord* oldestAtCrm(PartId except) const;
    /// The first part of a chain of repeats: the one whose answer was lost first.
    const PartRecord& firstOf(const PartRecord& part) const;
    int round() const;
    bool isOver() const; ///< every part is at its end
    /// A part is in doubt, and the program ended, or was stopped, before it had looked whether that settles itself.
    bool hasUnruledDoubt() const;
    /// Whether it stopped because the CRM refuses what is sent, also if that was before this process began.
    bool isStoppedByRefusals() const;
    /// What an import is whose parts are at their end.
    ImportState endState() const { return waiting.isEmpty() ? ImportState::Finished : ImportState::Sampled; }
    /// `now` is for rates and times left.
    ImportSnapshot snapshot(const QDateTime& now) const;
};

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/failure.h"
#include "transfer/snapshot.h"

#include <QHash>

#include <optional>
#include <vector>

namespace stevedore {

/// An import in memory: a copy of its journal rows and what is known beside them while it is driven.
struct ImportRun
{
    ImportRecord record;
    std::vector<PartRecord> parts; ///< by id, all rounds
    FateCounts fates;
    QHash<PartId, double> shares; ///< of the upload under way
    QHash<PartId, QDateTime> due; ///< when a part is looked at or tried again
    bool driving = false;
    QString waitingFor;
    std::optional<Failure> failure; ///< of this process

    PartRecord* part(PartId id);
    int round() const;
    /// `now` is for rates and times left.
    ImportSnapshot snapshot(const QDateTime& now) const;
};

} // namespace stevedore

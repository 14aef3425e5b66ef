// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "base/rowset.h"
#include "journal/records.h"

#include <functional>
#include <optional>
#include <vector>

namespace stevedore {

class Database;

// Steps of a larger transaction, shared by the files of this folder. Each leaves committing to its caller.

/// Adds an event behind the last one, with its link of the chain.
Result<void> appendEventIn(Database& db, const EventRecord& event);
Result<void> addEvidenceIn(Database& db, PartId part, const std::vector<EvidenceRecord>& evidence);

/// Stores the part and the event of its stage.
Result<void> updatePartIn(Database& db, const PartRecord& part);
/// Stores new parts, which get their ids.
Result<void> addPartsIn(Database& db, std::vector<PartRecord>& parts);
/// Stores the import as it is now and its new parts, which get their ids.
Result<void> insertPartsIn(Database& db, const ImportRecord& import, std::vector<PartRecord>& parts);
/// Rows of the import that wait for their first sending; and stores them.
Result<RowSet> waitingRowsIn(Database& db, ImportId import);
Result<void> setWaitingRowsIn(Database& db, ImportId import, const RowSet& rows);
/// Of `rows` (ascending): those that wait are left out, or those that were never sent wait again. Answers with the rows
/// that this is not about.
Result<std::vector<RowNumber>> leaveOutWaitingIn(Database& db, ImportId import, const std::vector<RowNumber>& rows,
                                                 bool leftOut);
/// Takes the rows of a part of a later round: their fates move to the history and they cannot be planned twice. Fails
/// if one is taken already.
Result<void> leaseRowsIn(Database& db, const PartRecord& part);
/// A row that lies in a piece, and the part that it came from.
struct SettledRow
{
    PartId part;
    OutcomeRecord outcome;
};
/// Stores rows that fit (see rowpiece.h) and that have no fate so far as one piece.
Result<void> addPieceIn(Database& db, ImportId import, PartId part, std::vector<OutcomeRecord> rows);
/// Takes out of the pieces those of `rows` (ascending) that are in one, and answers with them; then they have no fate.
Result<std::vector<SettledRow>> takeFromPiecesIn(Database& db, ImportId import, const std::vector<RowNumber>& rows);
Result<std::optional<SettledRow>> findInPiecesIn(Database& db, ImportId import, RowNumber row);
/// Hands over all pieces of an import, with the part that settled their rows.
Result<void> eachPieceIn(Database& db, ImportId import,
                         const std::function<void(PartId, const std::vector<OutcomeRecord>&)>& take);
/// Appends the rows of a part's pieces.
Result<void> appendPiecesIn(Database& db, ImportId import, PartId part, std::vector<OutcomeRecord>& rows);

/// Stores fates and keeps the counts right.
Result<void> settleRowsIn(Database& db, ImportId import, PartId part, const std::vector<OutcomeRecord>& outcomes);

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/journal.h"
#include "transfer/importrun.h"
#include "transfer/spool.h"

namespace stevedore {

/// What looking at all evidence of an import again has shown.
struct Verification
{
    qint64 rows = 0;
    qint64 parts = 0;
    qint64 results = 0;   ///< results that were read and joined again
    FateCounts fates;     ///< counted row by row
    QStringList problems; ///< translated sentences; empty if all is as the journal says

    bool operator==(const Verification&) const = default;
};

/// Reads everything that was sent and came back once more, and holds the journal against it: each row is in exactly one
/// state, the files are what was stored, the results say what the journal says, no request went out twice for one
/// attempt, and nothing is missing in the list of events. Writes nothing. Takes its time: some seconds for a million
/// rows.
Result<Verification> verifyImport(Journal& journal, const Spool& spool, const ImportRun& run);

} // namespace stevedore

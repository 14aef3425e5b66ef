// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/httpclient.h"
#include "crm/recordsjson.h"

#include <QString>

namespace stevedore {

/// Whether a request that must not be repeated was carried out.
enum class Verdict {
    Done,    ///< the CRM says so, and gave what we need to go on
    NotDone, ///< proven: never sent, not sent whole, or refused with the CRM's own error object
    Unknown, ///< anything else; never repeat it without evidence or an answer
};

struct CreateVerdict
{
    Verdict verdict = Verdict::Unknown;
    QString jobId;        ///< with Done
    Failure failure;      ///< otherwise
    bool again = false;   ///< with NotDone: the same request may succeed later (no connection, stale token, 429)
    HttpReply reply = {}; ///< as it came; without a status if there was none
};

/// The one table for "create write job": what was observed to what may be concluded.
CreateVerdict createVerdict(const HttpOutcome& outcome);
/// The same for "create read job", with other words for the user: nothing is written, only credits are at stake. The
/// failure of Unknown is FailureKind::Server or FailureKind::Network.
CreateVerdict createReadVerdict(const HttpOutcome& outcome);

struct RecordsVerdict
{
    Verdict verdict = Verdict::Unknown;
    QList<RecordAnswer> answers; ///< with Done, one for each record sent
    Failure failure;
    bool again = false;
    HttpReply reply = {};
};

/// The same for a Records API call with `records` records.
RecordsVerdict recordsVerdict(const HttpOutcome& outcome, qsizetype records);

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "journal/records.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace stevedore {

/// A part as the monitor shows it.
struct PartSnapshot
{
    PartRecord record;
    /// 0 to 1 within the present stage where that is known (packing, uploading), else -1.
    double stageShare = -1;

    bool operator==(const PartSnapshot&) const = default;
};

/// An import as the window and the command line show it. A value: copy it, keep it, compare it.
struct ImportSnapshot
{
    ImportRecord record;
    FateCounts fates;          ///< the newest fate of each row
    qint64 atCrm = 0;          ///< rows in parts that the CRM has and has not answered for
    qint64 toSend = 0;         ///< rows of the present round that are not at the CRM yet
    qint64 unsent = 0;         ///< rows that no part holds yet: a sample was sent, these wait for sendRemaining()
    QList<PartSnapshot> parts; ///< all rounds, in order
    int round = 1;
    int credits = 0;          ///< spent so far
    int creditsPlanned = 0;   ///< for all parts, spent ones included
    double rowsPerSecond = 0; ///< settled rows, over the present round; 0 if not known yet
    qint64 secondsLeft = -1;  ///< -1 if not known
    QDateTime nextPoll;       ///< invalid if nothing is polled
    bool driving = false;     ///< this process moves it on
    QString waitingFor; ///< translated sentence while something delays it ("The CRM does not answer."), else empty
    /// It stopped by itself because the CRM refuses what is sent; the record's failure says how.
    bool stoppedByRefusals = false;
    QDateTime waitingUntil; ///< when it is tried again; invalid if that cannot be said

    bool operator==(const ImportSnapshot&) const = default;
};

/// Refused rows with the same cause.
struct CauseGroup
{
    QString code;  ///< "DUPLICATE_DATA", or one of ours such as TOO_MANY_CELLS
    QString field; ///< api_name; may be empty
    qint64 rows = 0;
    bool operator==(const CauseGroup&) const = default;
};

/// One row that is not in, for the results grid.
struct RefusedRow
{
    RowNumber row;
    Fate fate = Fate::Refused;
    QString errors;     ///< as the CRM wrote them
    bool ready = false; ///< changed since its last try: goes with the next sending
    bool operator==(const RefusedRow&) const = default;
};

/// What sending again would cost, by both routes.
struct ResendPlan
{
    qint64 rows = 0; ///< rows that would be sent
    int jobs = 0;
    int jobCredits = 0;
    int calls = 0;
    int recordCredits = 0;
    bool recordsPossible = true;
    QString whyNotRecords; ///< translated, if not possible
    Route cheaper = Route::Job;
    bool operator==(const ResendPlan&) const = default;
};

/// What an import is called: the name of its file, or, translated, "Undo of import 7".
QString importName(const ImportRecord& record);
/// What delays it, and when it is tried again: "The CRM does not answer. Next try in 8 seconds."; empty if nothing.
QString waitingText(const ImportSnapshot& snapshot, const QDateTime& now);
/// Translated name of a stage as the monitor shows it ("Queued at the CRM").
QString stageName(const PartRecord& part);
/// Stable word for JSON: planned, packed, uploading, uploaded, creating, queued, working, ready, done, failed, doubt.
QString stageWord(PartStage stage);
/// Translated: what a code of the CRM means for a row, in an admin's words ("A record with this value exists already").
QString causeText(const QString& code);
/// Stable word for JSON: added, updated, skipped, refused, unprocessed, unknown, left_out, deleted.
QString fateWord(Fate fate);

} // namespace stevedore

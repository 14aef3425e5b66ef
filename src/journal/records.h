// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <vector>

namespace stevedore {

/// What became of a row. The numbers are stored; never renumber.
enum class Fate : int {
    Added = 1,
    Updated = 2,
    Skipped = 3,     ///< existed already and was left alone, as asked
    Refused = 4,     ///< the CRM said no with codes, or we held the row back because of its shape
    Unprocessed = 5, ///< the job ended without touching the row
    Unknown = 6,     ///< in doubt: sent, but its outcome is not known for certain
    LeftOut = 7,     ///< the user left it out
    Deleted = 8,     ///< an undo deleted the record
};

/// The state of an import. Stored; never renumber.
enum class ImportState : int {
    Draft = 1,    ///< a file was opened; nothing was sent
    Running = 2,  ///< has parts that are not at their end
    Paused = 3,   ///< by the user
    Stopped = 4,  ///< by a failure that needs somebody (sign-in, changed file, disk); `failure` says which
    Finished = 5, ///< every row was sent, left out or held back, and every part is at its end, whatever the outcomes
    Sampled = 6,  ///< every part is at its end, but rows wait that no part holds yet: only a sample was sent
};
/// Nothing more happens by itself.
constexpr bool isAtEnd(ImportState state)
{
    return state == ImportState::Finished || state == ImportState::Sampled;
}

/// The stage of a part, stored before the request that leaves it and after its answer. Never renumber.
/// Job route: Planned, Packed, Uploading, Uploaded, Creating, Queued, Working, Ready, Done.
/// Records route: Planned, Creating, Done. Creating found at start-up means doubt.
enum class PartStage : int {
    Planned = 1,
    Packed = 2,
    Uploading = 3,
    Uploaded = 4,
    Creating = 5, ///< the intent is stored; from here on the request may be on the wire
    Queued = 6,   ///< the job id is known; the CRM has not begun
    Working = 7,
    Ready = 8,     ///< the job ended; the result is not fetched yet
    Done = 9,      ///< outcomes are in the journal
    Failed = 10,   ///< proven not carried out (refused by the CRM, or its job failed); `failure` says why
    Doubt = 11,    ///< it is not known whether the CRM carried it out; a person has to answer
    Repeated = 12, ///< it was in doubt, and another part sends the same rows again because that can do no harm
};

enum class Route : int {
    Job = 1,     ///< one bulk write job a part, 500 credits
    Records = 2, ///< Records API, at most 100 rows a call, 1 credit for 10 records
    Delete = 3,  ///< the records with the rows' ids are deleted, at most 100 a call; only in an undo
};

/// Whether the records that an import may change are read and kept before it changes the first of them. Stored; never
/// renumber.
enum class BeforeImage : int {
    None = 0,
    Wanted = 1, ///< not read yet, or not yet for the round at hand; nothing of it may be sent
    Kept = 2,
};

struct ImportRecord
{
    ImportId id;
    QDateTime createdAt;
    QDateTime startedAt; ///< invalid while it is a draft
    QDateTime endedAt;   ///< invalid until it is finished, or its sample is
    QString sourcePath;
    QByteArray sourceJson; ///< dialect and fingerprint
    qint64 rowCount = 0;
    QString module;
    QString moduleLabel; ///< plural, as the org calls it
    QByteArray mappingJson;
    QString connection; ///< name
    QString orgId;      ///< zgid; resuming in another org is refused
    QString orgName;
    ImportState state = ImportState::Draft;
    QString failure; ///< sentence, with Stopped
    QString userId;  ///< who sends; going on as another user is refused. Empty in imports of older versions.
    QString userName;
    ImportId undoOf;       ///< the import that this one takes back; 0 if none
    qint64 deleteFrom = 0; ///< of an undo: from this row on, records are deleted; 0: none
    BeforeImage beforeImage = BeforeImage::None;

    bool operator==(const ImportRecord&) const = default;
};

struct PartRecord
{
    PartId id;
    ImportId import;
    int round = 1;
    int number = 1;  ///< within the round
    QByteArray rows; ///< "1-25000" or "7,351,702-710": the rows of the part in ascending order
    qint64 rowCount = 0;
    Route route = Route::Job;
    PartStage stage = PartStage::Planned;
    QString zipName; ///< file name in the spool folder
    QByteArray zipSha256;
    qint64 zipBytes = 0;
    QString csvName; ///< name of the CSV in the zip
    QString fileId;
    QString jobId;
    QString downloadUrl;
    QString resultName; ///< file name of the stored result in the spool folder
    QByteArray resultSha256;
    int attempts = 0; ///< uploads or polls that failed in a row, for back-off
    qint64 added = 0;
    qint64 updated = 0;
    qint64 skipped = 0;
    qint64 refused = 0;
    qint64 unprocessed = 0;
    qint64 unknown = 0;
    qint64 deleted = 0;
    int credits = 0;
    QString failure; ///< sentence, with Failed and Doubt
    PartId repeatOf; ///< the part in doubt whose rows this one sends again; 0 if none
    QString found;   ///< what the CRM was found to have of the rows of a part in doubt; a sentence
    /// The unique field by which records that exist already are updated instead of refused; empty: as the import's
    /// mapping says.
    QString updateBy;
    int polls = 0;    ///< looks at the job so far
    QDateTime pollAt; ///< when to look next
    QDateTime packedFrom;
    QDateTime packedAt;
    QDateTime uploadFrom;
    QDateTime uploadedAt;
    QDateTime intentAt;
    QDateTime createdAt; ///< the job id was received
    QDateTime workingAt; ///< first seen working
    QDateTime readyAt;   ///< first seen completed
    QDateTime doneAt;

    bool operator==(const PartRecord&) const = default;
    bool isOver() const
    {
        return stage == PartStage::Done || stage == PartStage::Failed || stage == PartStage::Doubt ||
               stage == PartStage::Repeated;
    }
};

/// Something that happened, kept in order.
struct EventRecord
{
    qint64 sequence = 0; ///< given by the journal
    QDateTime at;        ///< wall clock, for people; the order is that of the sequence
    qint64 epoch = 0;    ///< which opening of the folder wrote it
    ImportId import;
    PartId part;
    QString kind; ///< "opened", "stage", "request", "answer"
    QString text; ///< untranslated

    bool operator==(const EventRecord&) const = default;
};

/// What was sent or came back, as it was.
struct EvidenceRecord
{
    QString kind; ///< "request", "reply", "job"
    QByteArray content;

    bool operator==(const EvidenceRecord&) const = default;
};

/// The fate of one row in one part.
struct OutcomeRecord
{
    RowNumber row;
    Fate fate = Fate::Unknown;
    QString recordId; ///< text: CRM ids exceed 2^53
    QString errors;   ///< as the CRM writes them: "INVALID_DATA-Email:DUPLICATE_DATA-Legacy_ID"

    bool operator==(const OutcomeRecord&) const = default;
};

/// One try of a row, for its history.
struct AttemptRecord
{
    PartId partId; ///< 0 if it was held back
    int round = 0;
    int part = 0;
    Route route = Route::Job;
    QString jobId;
    QDateTime at;
    OutcomeRecord outcome;
    bool operator==(const AttemptRecord&) const = default;
};

/// Rows by fate; together with `open` they make up the import's rows.
struct FateCounts
{
    qint64 added = 0;
    qint64 updated = 0;
    qint64 skipped = 0;
    qint64 refused = 0;
    qint64 unprocessed = 0;
    qint64 unknown = 0;
    qint64 leftOut = 0;
    qint64 deleted = 0;

    bool operator==(const FateCounts&) const = default;
    qint64 in() const { return added + updated + skipped + deleted; }
    qint64 settled() const { return in() + refused + unprocessed + unknown + leftOut; }
};

/// A row that was added or updated.
struct WrittenRow
{
    RowNumber row;
    Fate fate = Fate::Added;
    QString recordId; ///< empty if it is not known which record it became
    PartId part;
    bool operator==(const WrittenRow&) const = default;
};

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ownerlock.h"
#include "base/result.h"
#include "base/rowset.h"
#include "journal/exportstore.h"
#include "journal/records.h"
#include "journal/turns.h"

#include <QSet>

#include <functional>
#include <memory>
#include <optional>

namespace stevedore {

class Database;

/// A stored fix.
struct FixRecord
{
    RowNumber row;
    int column = 0;
    QString value;
    bool operator==(const FixRecord&) const = default;
};

/// A row that is not in, with whether it was changed since its last try.
struct OpenRow
{
    RowNumber row;
    Fate fate = Fate::Refused;
    QString errors;
    bool ready = false;
    bool operator==(const OpenRow&) const = default;
};

/// Rows that share the CRM's error text.
struct ErrorGroup
{
    QString errors;
    qint64 rows = 0;
    bool operator==(const ErrorGroup&) const = default;
};

/// The journal: the only SQL of the client. What it returned as stored survives a crash and a power cut.
/// Members that say so may be called on any thread; all others on the thread that opened it.
class Journal
{
public:
    Journal();
    ~Journal();
    Q_DISABLE_COPY_MOVE(Journal)

    /// Opens `home`/journal.sqlite and tries to become its owner. One process owns a journal; another may only read.
    Result<void> open(const QString& home);
    bool isOwner() const;
    /// While it lives no other process can take the folder over, nor write to the journal; nor can this one.
    using OwnerHold = std::shared_ptr<void>;
    /// Fails if another process has taken the folder over. To be held while something goes out that must not go out
    /// twice: a process may have slept since it stored its intent, and may be put to sleep at any place.
    Result<OwnerHold> holdOwner();
    /// Identifies the folder, so that files named after it are like no other's.
    QString workspace() const { return m_workspace; }
    /// Who owns it, for a sentence ("process 4711 on host"); empty if we do.
    QString ownerText() const;
    /// Why we do not own it, if nobody else does: the lock cannot be made, in the system's words. Else empty.
    QString lockTrouble() const;

    /// Once it is open.
    ExportStore& exports();

    /// Newest first. Like parts(), fails if a record cannot have been written by this program; see soundness.h.
    Result<std::vector<ImportRecord>> imports();
    Result<ImportRecord> import(ImportId id);
    Result<ImportId> addImport(const ImportRecord& record);
    Result<void> updateImport(const ImportRecord& record);
    Result<void> removeImport(ImportId id);

    Result<std::vector<PartRecord>> parts(ImportId import);
    /// Stores planned parts and leases their rows, in one transaction; fails without a trace if a row is in an open
    /// part already. `held` are rows that are settled without being sent (part -1). The import record is updated in the
    /// same transaction.
    Result<std::vector<PartRecord>> addParts(const ImportRecord& import, const std::vector<PartRecord>& parts,
                                             const std::vector<OutcomeRecord>& held) const;
    /// The same for rows that no part ever held; `waiting` are those that are still in none afterwards. Fails without a
    /// trace if the rows of a later round are not those that wait.
    Result<std::vector<PartRecord>> addFirstParts(const ImportRecord& import, const std::vector<PartRecord>& parts,
                                                  const std::vector<OutcomeRecord>& held, const RowSet& waiting) const;
    /// Rows that no part holds yet and that have no fate, because only a sample was sent.
    Result<RowSet> waitingRows(ImportId import);
    /// With what was sent or came back at this step, in one transaction.
    Result<void> updatePart(const PartRecord& part, const std::vector<EvidenceRecord>& evidence = {});
    /// Stores `kept`, whose rows became fewer, and the new part that takes the rows behind them.
    Result<PartRecord> splitPart(const PartRecord& kept, const PartRecord& added);

    /// A part in doubt becomes Repeated and `repeat` takes its rows over, in one transaction; their fates move to the
    /// history.
    Result<PartRecord> repeatPart(const PartRecord& doubted, const PartRecord& repeat);

    /// What happened to a part, in order; with PartId(0) to all of the import and the folder.
    Result<std::vector<EventRecord>> events(ImportId import, PartId part);
    /// Keeps an event for the next thing that is stored; it is lost if the program ends before. Only for what nothing
    /// depends on.
    void note(const EventRecord& event);
    /// Adds an event. For what a part's stage does not tell.
    Result<void> addEvent(const EventRecord& event);
    Result<std::vector<EvidenceRecord>> evidence(PartId part);
    /// The content of the newest one of a kind, such as "request"; empty if there is none or it cannot be read.
    QByteArray lastEvidence(PartId part, const QString& kind);
    /// The first event whose link does not fit, or evidence that is not what was stored, as untranslated text; empty if
    /// all is in order. Any thread.
    Result<QString> brokenChain() const;
    /// All outcomes whose newest part this is, ascending; -1: of rows that were held back. Any thread.
    Result<std::vector<OutcomeRecord>> outcomes(ImportId import, PartId part) const;

    /// Stores the fates of all rows of a part and then, with the last of them, the part at its end. In short
    /// transactions, so that nobody waits long; a crash between them leaves the part as it was, and storing the same
    /// again gives the same. Any thread.
    Result<void> storeOutcomes(const PartRecord& part, const std::vector<OutcomeRecord>& outcomes) const;

    Result<FateCounts> fateCounts(ImportId id);
    Result<std::vector<ErrorGroup>> errorGroups(ImportId id);
    /// Rows with one of these fates, ascending. Any thread.
    Result<std::vector<WrittenRow>> rowsIn(ImportId id, const QSet<Fate>& fates) const;
    /// Rows with the fates Refused, Unprocessed, Unknown or LeftOut, ascending. Any thread.
    Result<std::vector<OpenRow>> openRows(ImportId id) const;
    /// Refused and unprocessed rows with a fix that was made after their last try, ascending.
    Result<std::vector<RowNumber>> readyRows(ImportId id);
    /// All refused and unprocessed rows, ascending.
    Result<std::vector<RowNumber>> resendableRows(ImportId id);
    Result<std::vector<AttemptRecord>> history(ImportId id, RowNumber row);

    Result<std::vector<FixRecord>> fixes(ImportId id);
    Result<void> addFixes(ImportId id, const std::vector<FixRecord>& fixes);
    Result<void> removeFixes(ImportId id, const std::vector<FixRecord>& cells);
    Result<std::vector<RowNumber>> leftOut(ImportId id);
    /// Before the first sending it is remembered; afterwards Refused and Unprocessed rows change to LeftOut and back,
    /// and so do rows that wait.
    Result<void> setLeftOut(ImportId id, const std::vector<RowNumber>& rows, bool leftOut);

private:
    Result<std::unique_ptr<Database>> newConnection() const;
    Result<void> raiseEpoch();

    QString m_path;
    std::unique_ptr<Database> m_db;
    mutable WriteTurns m_turns;
    std::unique_ptr<ExportStore> m_exports;
    std::unique_ptr<OwnerLock> m_lock;
    bool m_owner = false;
    QString m_workspace;
    std::vector<EventRecord> m_notes;
};

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "crm/connection.h"
#include "crm/crmtypes.h"
#include "crm/signin/signinrequest.h"
#include "csv/csvfile.h"
#include "mapping/fixes.h"
#include "mapping/mapping.h"
#include "mapping/rowcheck.h"
#include "transfer/guarantee.h"
#include "transfer/pacing.h"
#include "transfer/recipe.h"
#include "transfer/rehearsal/rules.h"
#include "transfer/snapshot.h"
#include "transfer/sourcerecord.h"

#include <QObject>

#include <functional>
#include <memory>

namespace stevedore {

class TokenStore;
struct PackSource;
struct UndoFile;
struct UndoPlan;
class DryRun;
class Exports;
struct SendBack;
struct DryRunProgress;
struct DryRunRequest;
struct Verification;
class RecordsFile;

/// The state of the current connection.
struct ConnectionStatus
{
    enum class State { None, SigningIn, Ready, Failed };
    State state = State::None;
    Connection connection;
    Org org;
    CrmUser user;
    qint64 creditsLeft = -1; ///< -1: the CRM has not said (it says so once half are used)
    Failure failure;         ///< with Failed
};

/// How rows that were refused because their record exists become updates of it, in an import that adds, too.
struct UpdateExisting
{
    /// A unique field of the mapping: of the rows, those go that were refused because a record has their value there,
    /// and update it. Empty: the rows go as they went.
    QString by;
    /// What the CRM has is read and kept before any of them is sent, so that an undo can bring it back.
    bool keepBefore = false;
};

/// The one face of the engine for the window, the command line and the tests. Lives on the main thread; every signal
/// and callback comes there. It never opens a dialog, prints, or exits. Callbacks are dropped when their context is
/// gone.
class Engine final : public QObject
{
    Q_OBJECT

public:
    template <typename T>
    using Callback = std::function<void(Result<T>)>;

    /// `home` is the folder for journal and spool; it is made if needed. `clock` and `tokens` must outlive the engine.
    Engine(const QString& home, Clock& clock, TokenStore& tokens);
    ~Engine() override;

    /// Takes the lock of the home folder and opens the journal. If another process drives it, this one may only look:
    /// canSend() is false.
    Result<void> open();
    bool canSend() const;
    /// Who drives this home folder, if it is not this process; a phrase for a sentence.
    QString ownerText() const;
    /// With it, imports that were found running go on by themselves as soon as the connection to their org is ready.
    void setAutoResume(bool on);
    /// For what begins from now on.
    void setPace(const Pace& pace);
    const Pace& pace() const;
    QString home() const;
    QString scratchFolder() const;
    /// For what workbooks and archives are converted to.
    QString sourcesFolder() const;

    // -- connections
    QList<Connection> connections() const; ///< known ones, by name; without secrets
    Result<void> saveConnection(const Connection& connection);
    Result<void> removeConnection(const QString& name);
    /// Signs in and asks for org and user; connectionChanged() follows at each step. Refused while an import is under
    /// way by another connection: there is one at a time, and its calls would go to the wrong org. The same connection
    /// may be made anew at any time; what is under way waits for it, and ends if somebody else has signed in by it.
    Result<void> connectTo(const Connection& connection);
    Result<void> connectTo(const QString& savedName);
    const ConnectionStatus& connection() const;
    /// Signs a new connection in, by the browser or with the code of a self client (crm/signin/), and saves it under
    /// its name; it is not connected to yet. `openBrowser` gets the authorize page, once, when its answer can be
    /// received. One sign-in at a time: the one before is cancelled.
    void signIn(const SignInRequest& request, QObject* context,
                const std::function<void(const QUrl& authorizePage)>& openBrowser,
                const Callback<Connection>& callback);
    /// Its callback gets a failure of kind Cancelled; nothing was saved.
    void cancelSignIn();

    // -- metadata (fetched once a connection, then from memory)
    /// Those that can be loaded, and of moduleMeta() only they.
    void modules(QObject* context, const Callback<QList<ModuleInfo>>& callback);
    void moduleMeta(const QString& module, QObject* context, const Callback<ModuleMeta>& callback);
    /// The same of those that can be exported.
    void readableModules(QObject* context, const Callback<QList<ModuleInfo>>& callback);
    void readableMeta(const QString& module, QObject* context, const Callback<ModuleMeta>& callback);

    /// Saves the rules of these modules (fields, layouts) and of the org (modules, company, users) in a folder that the
    /// local CRM reads (--metadata): the CRM's own answers, without any secret.
    void saveRules(const QStringList& modules, const QString& folder, QObject* context,
                   const Callback<SavedRules>& callback);

    // -- imports
    QList<ImportSnapshot> imports() const; ///< newest first
    Result<ImportSnapshot> snapshot(ImportId id) const;
    Result<ImportId> createImport(const SourceRecord& source);
    Result<void> removeDraft(ImportId id);
    Result<SourceRecord> source(ImportId id) const;
    /// Only while it is a draft: the same file read in another way.
    Result<void> setSource(ImportId id, const SourceRecord& source);
    Result<Mapping> mapping(ImportId id) const;
    /// What was sent with to a module of the org that is connected, newest first, at most 20.
    QList<Mapping> sentMappings(const QString& module) const;
    /// The newest mapping whose columns have these names in this order: of an import that was sent to the org that is
    /// connected, to whatever module, or of a saved recipe.
    std::optional<Recipe> recipeFor(const QStringList& header) const;
    /// The saved ones, by name. They lie in the folder "recipes" of home, as mapping files.
    QList<Recipe> recipes() const;
    /// Saves a mapping under a name that people gave. If there is one of that name already (upper and lower case are
    /// one), it fails with FailureKind::Usage unless it may be replaced.
    Result<void> saveRecipe(const QString& name, const Mapping& mapping, bool replace = false);
    Result<void> removeRecipe(const QString& name);
    /// Only while it is a draft; or after a sample, if nothing is missing in it.
    Result<void> setMapping(ImportId id, const Mapping& mapping, const ModuleMeta& meta, RowCount rows);
    Fixes fixes(ImportId id) const;
    /// Stores the fixes; each overwrites the one before for its cell. An empty `fixes` list is fine.
    Result<void> addFixes(ImportId id, const std::vector<Fix>& fixes);
    /// Takes fixes back: the cells show the source again.
    Result<void> removeFixes(ImportId id, const std::vector<Fix>& cells);
    Result<void> setLeftOut(ImportId id, const std::vector<RowNumber>& rows, bool leftOut);

    /// Plans round 1 and begins to send. `file` is indexed; `heldBack` are rows that are not sent because of their
    /// shape.
    Result<void> start(ImportId id, std::shared_ptr<const CsvFile> file, const ModuleMeta& meta,
                       const std::vector<HeldRow>& heldBack);
    /// The same with so many rows chosen at random, by the cheaper of the two routes that can do it. When they are
    /// through, the import rests as ImportState::Sampled; all other rows wait (ImportSnapshot::unsent). Meanwhile rows
    /// may be corrected, left out and taken back, and the mapping may be changed, but not to another module.
    Result<void> startSample(ImportId id, std::shared_ptr<const CsvFile> file, const ModuleMeta& meta,
                             const std::vector<HeldRow>& heldBack, RowCount rows);
    /// The promise about rows whose answer gets lost; see guarantee.h.
    static Guarantee guarantee(const Mapping& mapping, const ModuleMeta& meta);
    /// What it costs to send so many rows, by both routes; start() takes the jobs, but for what goes back of an export,
    /// startSample() the cheaper one.
    ResendPlan price(const Mapping& mapping, const ModuleMeta& meta, RowCount rows) const;
    /// Sends what a sample left, as start() would have done. If the fields of the module have changed so that the
    /// mapping does not fit any more, the import rests at once and lastFailure() says so.
    Result<void> sendRemaining(ImportId id);
    /// Goes on with an import that is paused, stopped, or was found unfinished at start-up.
    Result<void> resume(ImportId id);
    Result<void> pause(ImportId id);
    /// Ends the import: parts that have not been sent and what a sample left are given up (their rows become
    /// "unprocessed"); jobs at the CRM go on and are still fetched, because the API cannot cancel them.
    Result<void> cancel(ImportId id);

    // -- dry run (transfer/dryrun/): what an import would do; writes nothing
    /// Reads what the CRM has for the match key and compares. `progress` and `callback` come on this thread. The number
    /// is for cancelDryRun(), after which the callback gets a failure of kind Cancelled.
    quint64 dryRun(const DryRunRequest& request, QObject* context,
                   const std::function<void(const DryRunProgress&)>& progress,
                   const Callback<std::shared_ptr<const DryRun>>& callback);
    void cancelDryRun(quint64 number);

    // -- undo (transfer/undo/)
    /// Whether the records that the import may change are read in bulk and kept before its first row is sent, so that
    /// it can be undone: 50 credits for 200,000 records of the module. Only while it is a draft; has no effect on an
    /// import that only creates.
    Result<void> setKeepBefore(ImportId id, bool keep);
    /// What undoing the import would do, from the journal and from what the CRM says of its records now. Writes
    /// nothing.
    void planUndo(ImportId id, QObject* context,
                  const std::function<void(qint64 records, const QString& waitingFor)>& progress,
                  const Callback<std::shared_ptr<const UndoPlan>>& callback);
    /// Begins it, as an import of its own that can be paused and goes on after a crash: created records are deleted,
    /// updated ones get their old values back. With `changedToo`, also those that somebody has changed since.
    void undo(const std::shared_ptr<const UndoPlan>& plan, bool changedToo, QObject* context,
              const Callback<ImportId>& callback);

    // -- exports
    Exports& exports();
    const Exports& exports() const;
    /// A draft that sends back what was changed in an export; the records can be undone without reading them first.
    /// The files of `back` lie in sourcesFolder().
    Result<ImportId> createSendBack(const SendBack& back, const ModuleMeta& meta);
    /// The zone in which the CRM reads date-times; empty where the org's and the user's are two.
    QString crmTimeZone() const;
    /// Whether an import is such a one, which goes by the cheaper route.
    bool isSendBack(ImportId id) const;

    /// The answer to a part in doubt. If its rows are not there, they may be sent again. If they are, they are looked
    /// for among the records that were made or changed since: those that are found are in, with their ids, and the
    /// others stay in doubt. Answers with how many rows are in doubt still; at once or later.
    void answerDoubt(PartId part, bool isThere, QObject* context, const Callback<qint64>& callback);
    /// Holds the journal against everything that was sent and came back; see verifier.h.
    Result<Verification> verify(ImportId id) const;
    /// What happened to a part, in order: its stages, its requests (redacted), answers of people.
    QList<EventRecord> partEvents(ImportId import, PartId part) const;
    /// Why an import stopped, as far as this process saw it.
    std::optional<Failure> lastFailure(ImportId id) const;

    // -- results
    QList<CauseGroup> causes(ImportId id) const;
    /// All rows that are not in, ascending; with a group, only those with its code and field. May be called on a pool
    /// thread.
    Result<std::vector<RefusedRow>> refusedRows(ImportId id, const std::optional<CauseGroup>& group) const;
    /// All rows with this fate, ascending. May be called on a pool thread.
    Result<std::vector<RefusedRow>> rowsWith(ImportId id, Fate fate) const;
    /// All rows that were added or updated, ascending. May be called on a pool thread.
    Result<std::vector<WrittenRow>> writtenRows(ImportId id) const;
    QList<AttemptRecord> history(ImportId id, RowNumber row) const;
    /// With which values a row was sent, by api_name, for each try of its history(); empty where nothing went out or it
    /// is not kept any more. Reads what was packed on the pool.
    using SentCells = QMap<QString, QString>;
    void attemptValues(ImportId id, RowNumber row, const QList<AttemptRecord>& history, QObject* context,
                       const std::function<void(const QList<SentCells>&)>& callback) const;
    /// `rows` empty: all rows that are ready. `updateBy`: see UpdateExisting::by.
    Result<ResendPlan> resendPlan(ImportId id, const std::vector<RowNumber>& rows, const QString& updateBy = {}) const;
    Result<void> resend(ImportId id, const std::vector<RowNumber>& rows, Route route,
                        const UpdateExisting& update = {});
    /// Whether what such updates overwrite can be kept: not where the import has overwritten something already without
    /// that, or may have. Of records that it changed in an earlier round what was kept then stays.
    bool canKeepBefore(ImportId id) const;
    /// Goes on without what could not be read, at the next resume().
    Result<void> giveUpKeeping(ImportId id);

Q_SIGNALS:
    void connectionChanged();
    /// Something in the snapshot is new; at most ten times a second for each import.
    void importChanged(stevedore::ImportId id);
    /// A part reached another stage; after it was stored. For each change, unlike importChanged().
    void partStageChanged(const stevedore::ImportId& import, const stevedore::PartRecord& part);
    /// The import has nothing more to do by itself: finished, stopped or paused.
    void importResting(stevedore::ImportId id);
    void importsListChanged();

private:
    struct Private;

    void allModules(QObject* context, const Callback<QList<ModuleInfo>>& callback);
    void metaOf(const QString& module, bool ModuleInfo::*kind, QObject* context, const Callback<ModuleMeta>& callback);
    Result<void> checkOwner() const;
    Result<void> removeHalfMadeUndos();
    /// Where the sources of undos are.
    QString undoFolder() const;
    /// There is a connection, and to the org of this import.
    Result<void> checkConnection(const ImportRecord& import) const;
    Result<void> begin(ImportId id, std::shared_ptr<const CsvFile> file, const ModuleMeta& meta,
                       const std::vector<HeldRow>& heldBack, const std::optional<RowCount>& sample);
    Result<void> planRemaining(ImportId id, const ModuleMeta& meta);
    /// Makes parts of the rows that wait, and stores them with the record.
    Result<void> planWaiting(ImportId id, const ImportRecord& record);
    struct DoubtWork;
    Result<void> checkNothingRuns(const QString& connection) const;
    void connectionFailed(const Failure& failure);
    void goOnWithDrivers();
    void lookForRows(ImportId id, PartId part, const std::vector<RowNumber>& rows, const Callback<qint64>& callback);
    void readFound(const std::shared_ptr<DoubtWork>& work);
    Result<qint64> takeAbsent(ImportId id, PartId part, const std::vector<RowNumber>& rows);
    Result<qint64> settleAnswer(ImportId id, PartRecord part, const std::vector<OutcomeRecord>& outcomes);
    void resumeFound();
    /// What a record says from the moment on at which its first row may be sent.
    void stampBeginning(ImportRecord& record, RowCount rows) const;
    bool wantsBefore(ImportId id) const;
    BeforeImage imageAtHand(ImportId id) const;
    void readBefore(ImportId id, const std::shared_ptr<const PackSource>& source);
    void beforeRead(ImportId id, const std::shared_ptr<const PackSource>& source,
                    const std::shared_ptr<RecordsFile>& file, const Result<void>& read);
    void keepBefore(ImportId id, const std::shared_ptr<const PackSource>& source,
                    const std::shared_ptr<RecordsFile>& file, qint64 records);
    void beforeFailed(ImportId id, const Failure& failure);
    Result<void> takeBefore(ImportId id, const QString& path);
    Result<ImportId> startUndo(ImportId undone, const UndoFile& file, const ModuleMeta& meta);
    /// Opens the source again and fetches the metadata, then drives.
    void prepare(ImportId id);
    void drive(ImportId id, const Result<std::shared_ptr<const PackSource>>& source);
    Result<std::vector<RowNumber>> refusedForExisting(ImportId id, const std::vector<RowNumber>& rows,
                                                      const QString& field) const;
    Result<void> checkUpdateBy(ImportId id, const QString& field) const;
    void resendPlanned(ImportId id, const ImportRecord& before, const Result<std::vector<PartRecord>>& stored);
    void rested(ImportId id);
    void notify(ImportId id);

    std::unique_ptr<Private> d;
};

} // namespace stevedore

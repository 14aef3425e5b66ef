// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "crm/crmapi.h"
#include "journal/journal.h"
#include "transfer/callgate.h"
#include "transfer/doubtsettler.h"
#include "transfer/importrun.h"
#include "transfer/pacing.h"
#include "transfer/packer.h"
#include "transfer/poolwork.h"
#include "transfer/spool.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace stevedore {

/// What a driver works with; all of it outlives the driver.
struct DriverTools
{
    Journal& journal;
    CrmApi& api;
    Clock& clock;
    const Spool& spool;
    QThreadPool& pool;
    CallGate& gate;
    QString zgid;
    QString userId;
    Pace pace;
    /// Whether there is a connection to the import's org, by its user: without one no call is begun.
    std::function<bool()> isConnected;
};

/// Moves one import on. The row of the journal is the state: read a part's stage, do the one next step, store, repeat.
/// So a crash, a pause and a restart are the same thing.
class ImportDriver final : public QObject
{
    Q_OBJECT

public:
    /// `source` may be a failure: parts that are packed already go on without it.
    ImportDriver(const DriverTools& tools, ImportRun& run, const Result<std::shared_ptr<const PackSource>>& source);
    ~ImportDriver() override;

    /// Begins or goes on. Emits resting() when there is nothing more to do by itself.
    void advance();
    /// Somebody asked to go on: what waits for its next try is tried now.
    void goOn();
    /// No more parts are sent; jobs at the CRM are still looked after.
    void pause();
    /// Gives up what has not been sent; the rest is looked after to its end.
    void cancel();
    /// The connection is to another org, or by somebody else: nothing more is done, and `why` is said. What was asked
    /// of the CRM and not answered is looked into when it goes on.
    void leave(const Failure& why);
    /// What an import that was cancelled says.
    static QString stoppedByUser();
    /// Nothing is under way and nothing comes by itself.
    bool isResting() const;

Q_SIGNALS:
    void partStageChanged(const stevedore::PartRecord& part);
    void changed();
    void resting();

private:
    void adopt();
    void adoptCreating(PartRecord& part);
    bool waitsForGate() const;
    std::optional<HttpReply> storedReply(const PartRecord& part) const;
    void startStep(PartRecord& part);
    bool maySend(const PartRecord& part) const;
    bool isOvertaking(const PartRecord& part) const;

    void pack(PartRecord& part);
    void packed(PartId id, const Result<PackedPart>& result);
    void split(PartRecord& part);
    void upload(PartRecord& part);
    void uploadZip(PartId id, const QByteArray& zip);
    void create(PartRecord& part);
    void createWith(PartId id, const QStringList& header);
    void created(PartId id, const CreateVerdict& verdict);
    void poll(PartRecord& part);
    void lookAgain(PartRecord& part);
    void lookAtNext(PartId ended);
    void polled(PartId id, const Result<JobDetails>& details);
    void fetch(PartRecord& part);
    void join(PartRecord& part);
    std::optional<JobCounts> countsOf(const PartRecord& part) const;
    void readRecords(PartId id, const std::shared_ptr<JoinedPart>& whole, const QStringList& ids,
                     const QHash<QString, QJsonObject>& found);
    void finishJoin(PartId id, JoinedPart& whole);
    void sendRecords(PartRecord& part);
    void sendRecordsWith(PartId id, const SentRows& rows);
    void sendDeletes(PartId id, const SentRows& rows);
    struct SentDeletes
    {
        std::vector<RowNumber> rows;
        QStringList ids;
        QDateTime earlier; ///< when the same was sent before without an answer, if it was
    };
    void deletesAnswered(PartId id, const SentDeletes& sent, const RecordsVerdict& verdict);
    void recordsAnswered(PartId id, const std::vector<RowNumber>& rows, const RecordsVerdict& verdict);

    bool wantsRuling(const PartRecord& part) const;
    /// Whether a part in doubt may be sent again.
    void rule(PartRecord& part);
    void repeat(PartRecord& part);
    /// Like settle(), for what a result says; rows of a repeat may have been added by the part in doubt.
    void settleJoined(PartRecord& part, std::vector<OutcomeRecord> outcomes);
    DoubtCase doubtCase(const PartRecord& part) const;
    /// As the part is sent: some update what the others only add. Only if there is a source.
    std::shared_ptr<const PackSource> sourceOf(const PartRecord& part) const;
    std::function<Result<QStringList>()> keysOf(const PartRecord& part, const QString& key) const;
    /// Puts an answer that the journal could not take where there is room for it.
    void keepReply(const PartRecord& part, const HttpReply& reply);
    std::optional<HttpReply> keptReply(const PartRecord& part) const;

    /// Stores the part as it stands; on failure the import stops at once.
    bool store(const PartRecord& part, const std::vector<EvidenceRecord>& evidence = {});
    /// Stores a part at its end with fates for its rows, on the pool, and goes on.
    void settle(PartRecord part, std::vector<OutcomeRecord> outcomes);
    void settleAll(PartRecord& part, PartStage stage, Fate fate, const QString& errors, const QString& failure);
    void doubt(PartRecord& part, const Failure& failure);
    void giveUp(PartRecord& part, const Failure& failure);
    void failed(PartId id, const Failure& failure);
    void tryLater(PartRecord& part, const Failure& failure);
    void stop(const Failure& failure);
    void die(const Failure& failure);
    void wakeAfter(PartId id, std::chrono::milliseconds delay);
    void finishIfDone();
    /// The CRM answered, whatever it said.
    void answered();
    void countRefusedJob(const PartRecord& part);
    void stepDone(PartId id);
    QString stem(const PartRecord& part) const;

    template <typename Work, typename Then>
    void onPool(Work work, Then then)
    {
        runOnPool(m_tools.pool, this, std::move(work), std::move(then));
    }

    DriverTools m_tools;
    ImportRun& m_run;
    Result<std::shared_ptr<const PackSource>> m_source;
    mutable QHash<QString, std::shared_ptr<const PackSource>> m_updating; ///< by PartRecord::updateBy
    std::shared_ptr<CancelFlag> m_cancelFlag = std::make_shared<CancelFlag>(false);
    std::shared_ptr<PackRoom> m_packRoom = std::make_shared<PackRoom>(); ///< one part is packed at a time
    /// Of parts packed here: the zip until it is uploaded, the header until the job is created, so that neither has to
    /// be read again and its hash taken again.
    QHash<PartId, PackedPart> m_packed;
    QSet<PartId> m_busy;
    /// Answers of the CRM's whose rows could not be looked up yet; see settleJoined().
    QHash<PartId, std::vector<OutcomeRecord>> m_unattributed;
    QSet<PartId> m_ruled; ///< parts in doubt that were looked at
    DoubtSettler m_settler;
    int m_refusedInARow = 0; ///< jobs in which every row was refused
    bool m_adopted = false;
    bool m_adopting = false; ///< steps begin once all parts are known for what they are
    bool m_cancelled = false;
    bool m_dead = false; ///< the journal failed: nothing is done any more
};

} // namespace stevedore

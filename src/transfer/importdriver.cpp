// SPDX-License-Identifier: GPL-3.0-or-later
// Which step comes next, what a failure means, and when it is over. The steps are in importdriver_send.cpp and
// importdriver_collect.cpp.
#include "transfer/importdriver.h"

#include "base/log.h"
#include "base/planted.h"
#include "transfer/pacing.h"
#include "transfer/partplan.h"

#include <algorithm>

namespace stevedore {

namespace {

/// Packed parts that wait for their upload: enough that the upload never waits, few enough that the disk does not fill.
constexpr int mostPackedAhead = 2;
/// Jobs the CRM has at a time. It works on them one after another; more would only make more to look after.
constexpr int mostJobsAtCrm = 10;
/// Uploads and calls that write, under way at a time: one waits for its answer while the other's bytes go out. Well
/// below the five simultaneous calls of the smallest edition (Zoho CRM API v8, API limits).
constexpr int mostSending = 2;

/// Whether the part's next step asks the CRM: packing and joining do not, and must not go ahead of the others at the
/// gate.
bool callsCrm(const PartRecord& part)
{
    if (part.stage == PartStage::Planned)
        return part.route != Route::Job;
    return part.stage != PartStage::Ready || part.resultName.isEmpty();
}

} // namespace

ImportDriver::ImportDriver(const DriverTools& tools, ImportRun& run,
                           const Result<std::shared_ptr<const PackSource>>& source)
    : m_tools(tools), m_run(run), m_source(source), m_settler(tools.api, tools.pool)
{
    m_run.driving = true;
    m_run.holdUp({});
    m_run.due.clear();
    connect(&m_tools.api, &CrmApi::exchanged, this, [this](const RequestLine& line) {
        if (m_run.part(PartId(line.tag)))
            m_tools.journal.note({0, {}, 0, m_run.record.id, PartId(line.tag), QStringLiteral("request"), line.text()});
    });
    connect(&m_tools.gate, &CallGate::opened, this, [this] {
        if (m_adopted)
            advance();
    });
}

ImportDriver::~ImportDriver()
{
    *m_cancelFlag = true;
    m_tools.gate.forget();
    m_run.driving = false;
}

/// Turns the stages that only a running process can be in into what they mean after a crash.
void ImportDriver::adopt()
{
    for (PartRecord& part : m_run.parts) {
        part.attempts = 0;
        if (part.stage == PartStage::Uploading) {
            part.stage = PartStage::Packed;
            store(part);
        } else if (part.stage == PartStage::Creating) {
            adoptCreating(part);
        } else if (part.stage == PartStage::Queued || part.stage == PartStage::Working) {
            // A restart is no reason to look at a job sooner.
            const qint64 ms = part.pollAt.isValid() ? m_tools.clock.now().msecsTo(part.pollAt) : 0;
            if (ms > 0)
                wakeAfter(part.id, std::min(std::chrono::milliseconds(ms), m_tools.pace.slowestLook));
        }
    }
}

void ImportDriver::adoptCreating(PartRecord& part)
{
    if (part.route == Route::Delete) {
        // Whether it was done or not: an id is never given away again, so asking once more does no harm.
        part.stage = PartStage::Planned;
        store(part);
        return;
    }
    if (STEVEDORE_PLANTED_BUG("created-again-after-restart")) {
        part.stage = part.route == Route::Job ? PartStage::Uploaded : PartStage::Planned;
        store(part);
        return;
    }
    const auto kept = keptReply(part);
    if (const auto reply = kept ? kept : storedReply(part)) {
        if (part.route == Route::Job)
            created(part.id, createVerdict(*reply));
        else if (part.route == Route::Records)
            recordsAnswered(part.id, RowSet::decoded(part.rows).value_or(RowSet()).rows(),
                            recordsVerdict(*reply, part.rowCount));
        return;
    }
    doubt(part, Failure{FailureKind::Doubt,
                        tr("The program ended while these rows were being handed to the CRM, so it is not known "
                           "whether it took them. They are not sent again unless you say so."),
                        {},
                        {}});
}

/// The answer to records, if it is in the journal: only what came of each row was not stored any more.
std::optional<HttpReply> ImportDriver::storedReply(const PartRecord& part) const
{
    const auto evidence = m_tools.journal.evidence(part.id);
    if (part.route != Route::Records || !evidence || evidence->empty() ||
        evidence->back().kind != QLatin1String("reply"))
        return std::nullopt;
    // Only answers of calls that were carried out are stored so.
    constexpr int ok = 200;
    HttpReply reply;
    reply.status = ok;
    reply.body = evidence->back().content;
    return reply;
}

void ImportDriver::advance()
{
    if (m_dead || m_adopting)
        return;
    if (!std::exchange(m_adopted, true)) {
        m_adopting = true;
        adopt();
        m_adopting = false;
    }
    // Steps may add parts: walk by number.
    for (std::size_t i = 0; i < m_run.parts.size() && !m_dead; ++i) {
        PartRecord& part = m_run.parts[i];
        if (!part.isOver() && !m_busy.contains(part.id) && !m_run.due.contains(part.id))
            startStep(part);
        else if (wantsRuling(part))
            rule(part);
    }
    finishIfDone();
}

void ImportDriver::goOn()
{
    m_run.due.clear();
    m_run.holdUp({});
    for (PartRecord& part : m_run.parts)
        part.attempts = 0;
    advance();
}

bool ImportDriver::maySend(const PartRecord& part) const
{
    if (m_run.record.state != ImportState::Running)
        return false;
    int packedAhead = 0;
    int atCrm = 0;
    int sendingJobs = 0;
    bool packing = false;
    bool sendingRecords = false;
    for (const PartRecord& other : m_run.parts) {
        const bool busy = m_busy.contains(other.id);
        packing = packing || (busy && other.stage == PartStage::Planned && other.route == Route::Job);
        const bool sending = other.stage == PartStage::Uploading || other.stage == PartStage::Uploaded ||
                             other.stage == PartStage::Creating;
        sendingJobs += busy && sending && other.route == Route::Job;
        sendingRecords = sendingRecords || (busy && other.route != Route::Job && !other.isOver());
        packedAhead += other.stage == PartStage::Packed;
        atCrm += other.stage == PartStage::Queued || other.stage == PartStage::Working;
    }
    if (part.stage == PartStage::Planned && part.route == Route::Job)
        return !packing && packedAhead < mostPackedAhead;
    if (part.route != Route::Job)
        return !sendingRecords;
    if (part.stage == PartStage::Uploaded && isOvertaking(part))
        return false;
    return sendingJobs < mostSending && atCrm < mostJobsAtCrm;
}

/// Whether an earlier part is still without its job. The CRM works in the order in which jobs are made, and of two rows
/// with one key in two parts the later one has the last word, as in the file.
bool ImportDriver::isOvertaking(const PartRecord& part) const
{
    return std::any_of(m_run.parts.begin(), m_run.parts.end(), [&](const PartRecord& other) {
        return other.route == Route::Job && other.round == part.round && other.number < part.number &&
               other.stage <= PartStage::Creating;
    });
}

void ImportDriver::startStep(PartRecord& part)
{
    const bool unsent =
        part.stage == PartStage::Planned || part.stage == PartStage::Packed || part.stage == PartStage::Uploaded;
    if (unsent && m_cancelled) {
        settleAll(part, PartStage::Failed, Fate::Unprocessed, {}, tr("Stopped before it was sent."));
        return;
    }
    // Nothing to do for it, so it must not be the one that goes ahead.
    if (part.stage == PartStage::Uploading || (part.stage == PartStage::Creating && !m_unattributed.contains(part.id)))
        return;
    if ((unsent && !maySend(part)) || (callsCrm(part) && (!m_tools.isConnected() || !m_tools.gate.mayCall())))
        return;
    switch (part.stage) {
    case PartStage::Planned:
        part.route == Route::Job ? pack(part) : sendRecords(part);
        break;
    case PartStage::Packed:
        upload(part);
        break;
    case PartStage::Uploaded:
        create(part);
        break;
    case PartStage::Queued:
    case PartStage::Working:
        poll(part);
        break;
    case PartStage::Ready:
        part.resultName.isEmpty() ? fetch(part) : join(part);
        break;
    case PartStage::Creating:
        if (m_unattributed.contains(part.id))
            settleJoined(part, m_unattributed.take(part.id));
        break;
    case PartStage::Uploading:
    case PartStage::Done:
    case PartStage::Failed:
    case PartStage::Doubt:
    case PartStage::Repeated:
        break;
    }
}

QString ImportDriver::stem(const PartRecord& part) const
{
    // Unlike any other file in the CRM's list of imports.
    return QStringLiteral("stevedore-%1-%2-%3-%4")
        .arg(m_tools.journal.workspace().left(8))
        .arg(part.import.value)
        .arg(part.round)
        .arg(part.number);
}

bool ImportDriver::store(const PartRecord& part, const std::vector<EvidenceRecord>& evidence)
{
    if (auto stored = m_tools.journal.updatePart(part, evidence); !stored) {
        die(stored.error());
        return false;
    }
    qCInfo(logTransfer) << "part" << part.id.value << stageWord(part.stage);
    Q_EMIT partStageChanged(part);
    Q_EMIT changed();
    return true;
}

void ImportDriver::settle(PartRecord part, std::vector<OutcomeRecord> outcomes)
{
    part.added = part.updated = part.skipped = part.refused = part.unprocessed = part.unknown = part.deleted = 0;
    const bool mayBeThere = part.repeatOf.value != 0 && !STEVEDORE_PLANTED_BUG("repeat-forgets-the-first");
    if (mayBeThere && part.stage == PartStage::Failed)
        part.stage = PartStage::Doubt;
    for (OutcomeRecord& outcome : outcomes) {
        // That this sending did not touch a row says nothing of the first one, whose answer was lost.
        if (mayBeThere && outcome.fate == Fate::Unprocessed)
            outcome.fate = Fate::Unknown;
        switch (outcome.fate) {
        case Fate::Added:
            ++part.added;
            break;
        case Fate::Updated:
            ++part.updated;
            break;
        case Fate::Skipped:
            ++part.skipped;
            break;
        case Fate::Refused:
            ++part.refused;
            break;
        case Fate::Unprocessed:
            ++part.unprocessed;
            break;
        case Fate::Deleted:
            ++part.deleted;
            break;
        case Fate::Unknown:
        case Fate::LeftOut:
            ++part.unknown;
            break;
        }
    }
    if (part.stage == PartStage::Done && part.unknown > 0 && part.failure.isEmpty())
        part.failure = tr("%Ln rows of the result cannot be told apart with certainty; their fate is not known.",
                          nullptr, int(part.unknown));
    part.doneAt = m_tools.clock.now();
    m_busy.insert(part.id);
    onPool([&journal = m_tools.journal, part,
            outcomes = std::move(outcomes)] { return journal.storeOutcomes(part, outcomes); },
           [this, part](const Result<void>& stored) {
               stepDone(part.id);
               if (!stored) {
                   die(stored.error());
                   return;
               }
               *m_run.part(part.id) = part;
               countRefusedJob(part);
               if (const auto counts = m_tools.journal.fateCounts(m_run.record.id))
                   m_run.fates = *counts;
               Q_EMIT partStageChanged(part);
               Q_EMIT changed();
               advance();
           });
}

void ImportDriver::settleAll(PartRecord& part, PartStage stage, Fate fate, const QString& errors,
                             const QString& failure)
{
    std::vector<OutcomeRecord> outcomes;
    const std::vector<RowNumber> rows = RowSet::decoded(part.rows).value_or(RowSet()).rows();
    outcomes.reserve(rows.size());
    for (const RowNumber row : rows)
        outcomes.push_back({row, fate, {}, errors});
    part.stage = stage;
    part.failure = failure;
    settle(part, std::move(outcomes));
}

void ImportDriver::doubt(PartRecord& part, const Failure& failure)
{
    // The CRM may have taken the job: its credits may be gone.
    part.credits = part.route == Route::Job ? creditsPerJob : creditsForRecords(part.rowCount);
    settleAll(part, PartStage::Doubt, Fate::Unknown, {}, failure.sentence);
}

void ImportDriver::giveUp(PartRecord& part, const Failure& failure)
{
    settleAll(part, PartStage::Failed, Fate::Unprocessed, {}, failure.sentence);
    // What refuses one part as a whole will refuse the next one, too: let somebody look first.
    stop(failure);
}

void ImportDriver::failed(PartId id, const Failure& failure)
{
    PartRecord& part = *m_run.part(id);
    // Whatever does not pass by itself is an answer.
    if (nextTry(failure) != NextTry::Later)
        answered();
    switch (nextTry(failure)) {
    case NextTry::Later:
        tryLater(part, failure);
        return;
    case NextTry::GiveUp:
        giveUp(part, failure);
        return;
    case NextTry::Stop:
        if (failure.kind == FailureKind::Cancelled) {
            // The connection was made anew while a token was waited for: the step is taken again with the new one.
            wakeAfter(id, std::chrono::seconds(1));
            return;
        }
        store(part);
        stop(failure);
        return;
    }
}

void ImportDriver::tryLater(PartRecord& part, const Failure& failure)
{
    ++part.attempts;
    if (!store(part))
        return;
    const bool passing = nextTry(failure) == NextTry::Later;
    const auto delay = passing ? m_tools.gate.failed(failure) : retryDelay(failure, part.attempts);
    if (!passing)
        answered();
    // Parts take turns at the gate: when nothing is answered at all, none of them alone gets to so many tries.
    const int tries = std::max(part.attempts, m_tools.gate.failures());
    if (m_tools.pace.mostTries > 0 && tries >= m_tools.pace.mostTries) {
        stop(failure);
        return;
    }
    m_run.holdUp(failure.sentence, m_tools.clock.now().addMSecs(delay.count()));
    wakeAfter(part.id, delay);
    Q_EMIT changed();
    advance();
}

void ImportDriver::wakeAfter(PartId id, std::chrono::milliseconds delay)
{
    const QDateTime due = m_tools.clock.now().addMSecs(delay.count());
    m_run.due[id] = due;
    // The timer decides, not a look at the clock: timers may come a little early, and nobody would come again.
    m_tools.clock.callAfter(delay, this, [this, id, due] {
        if (m_run.due.value(id) == due)
            m_run.due.remove(id);
        advance();
    });
}

void ImportDriver::stop(const Failure& failure)
{
    m_run.failure = failure;
    m_run.holdUp({});
    m_run.record.state = ImportState::Stopped;
    m_run.record.failure = failure.sentence;
    // Best effort: if the journal itself failed, the next start finds the import as it was last stored.
    (void)m_tools.journal.updateImport(m_run.record);
    Q_EMIT changed();
    finishIfDone();
}

/// Without the journal nothing may be done any more; the next start finds the import as it was last stored.
void ImportDriver::die(const Failure& failure)
{
    m_dead = true;
    stop(failure);
}

void ImportDriver::answered()
{
    m_run.holdUp({});
    m_tools.gate.answered();
}

void ImportDriver::countRefusedJob(const PartRecord& part)
{
    if (part.route != Route::Job || part.stage != PartStage::Done)
        return;
    m_refusedInARow = part.refused == part.rowCount ? m_refusedInARow + 1 : 0;
    const bool more = std::any_of(m_run.parts.begin(), m_run.parts.end(),
                                  [](const PartRecord& other) { return other.stage <= PartStage::Uploaded; });
    if (m_refusedInARow < ImportRun::mostRefusedInARow || !more || m_run.record.state != ImportState::Running)
        return;
    m_refusedInARow = 0;
    stop({FailureKind::Refused,
          tr("Every row of the last %Ln jobs was refused, so no more are sent. Look at the reasons; going on sends the "
             "remaining rows all the same.",
             nullptr, ImportRun::mostRefusedInARow),
          {},
          {}});
}

void ImportDriver::pause()
{
    if (m_run.record.state != ImportState::Running)
        return;
    m_run.record.state = ImportState::Paused;
    if (auto stored = m_tools.journal.updateImport(m_run.record); !stored)
        stop(stored.error());
    Q_EMIT changed();
    finishIfDone();
}

void ImportDriver::leave(const Failure& why)
{
    die(why);
}

QString ImportDriver::stoppedByUser()
{
    return tr("Stopped by you. Rows that were not sent are listed as unprocessed.");
}

void ImportDriver::cancel()
{
    // Stored as stopped first: if the program ends now, nothing goes out by itself at the next start.
    m_run.record.state = ImportState::Stopped;
    m_run.record.failure = stoppedByUser();
    if (auto stored = m_tools.journal.updateImport(m_run.record); !stored) {
        stop(stored.error());
        return;
    }
    m_cancelled = true;
    advance();
}

void ImportDriver::stepDone(PartId id)
{
    m_busy.remove(id);
    m_run.shares.remove(id);
}

/// A job at the CRM would be looked at, but another call goes ahead.
bool ImportDriver::waitsForGate() const
{
    // One that has stopped has had its tries.
    return m_run.record.state == ImportState::Paused && m_tools.gate.failures() > 0 &&
           std::any_of(m_run.parts.begin(), m_run.parts.end(), [&](const PartRecord& part) {
               return !m_run.due.contains(part.id) &&
                      (part.stage == PartStage::Queued || part.stage == PartStage::Working ||
                       part.stage == PartStage::Ready);
           });
}

bool ImportDriver::isResting() const
{
    if (m_dead)
        return true;
    // Jobs that are looked at again later keep it going, whatever the state.
    return m_busy.isEmpty() && !waitsForGate() &&
           (m_run.isOver() || (m_run.record.state != ImportState::Running && m_run.due.isEmpty()));
}

void ImportDriver::finishIfDone()
{
    if (!isResting())
        return;
    if (!m_dead && m_run.isOver()) {
        const ImportState end = m_run.endState();
        if (m_run.record.state == end) {
            Q_EMIT resting();
            return;
        }
        m_run.record.state = end;
        if (!m_cancelled && !m_run.failure)
            m_run.record.failure.clear();
        m_run.record.endedAt = m_tools.clock.now();
        m_run.holdUp({});
        if (auto stored = m_tools.journal.updateImport(m_run.record); !stored) {
            die(stored.error());
            return;
        }
        Q_EMIT changed();
    }
    Q_EMIT resting();
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
// Which step comes next, what a failure means, and when it is over. The steps are in importdriver_send.cpp and
// importdriver_collect.cpp.
#include "transfer/importdriver.h"

#include "base/log.h"
#include "transfer/pacing.h"
#include "transfer/partplan.h"

#include <algorithm>

namespace stevedore {

namespace {

/// Packed parts that wait for their upload: enough that the upload never waits, few enough that the disk does not fill.
constexpr int mostPackedAhead = 2;
/// Jobs the CRM has at a time. It works on them one after another; more would only make more to look after.
constexpr int mostJobsAtCrm = 10;

} // namespace

ImportDriver::ImportDriver(const DriverTools& tools, ImportRun& run,
                           const Result<std::shared_ptr<const PackSource>>& source)
    : m_tools(tools), m_run(run), m_source(source)
{
    m_run.driving = true;
    m_run.waitingFor.clear();
    m_run.due.clear();
    adopt();
}

ImportDriver::~ImportDriver()
{
    *m_cancelFlag = true;
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
            doubt(part, Failure{FailureKind::Doubt,
                                tr("The program ended while these rows were being handed to the CRM, so it is not "
                                   "known whether it took them. They are not sent again unless you say so."),
                                {},
                                {}});
        }
    }
}

void ImportDriver::advance()
{
    if (m_dead)
        return;
    // Steps may add parts: walk by number.
    for (std::size_t i = 0; i < m_run.parts.size() && !m_dead; ++i) {
        PartRecord& part = m_run.parts[i];
        if (!part.isOver() && !m_busy.contains(part.id) && !m_run.due.contains(part.id))
            startStep(part);
    }
    finishIfDone();
}

void ImportDriver::goOn()
{
    m_run.due.clear();
    m_run.waitingFor.clear();
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
    bool packing = false;
    bool sending = false;
    for (const PartRecord& other : m_run.parts) {
        const bool busy = m_busy.contains(other.id);
        packing = packing || (busy && other.stage == PartStage::Planned && other.route == Route::Job);
        sending = sending || (busy && (other.stage == PartStage::Uploading || other.stage == PartStage::Uploaded ||
                                       other.stage == PartStage::Creating ||
                                       (other.stage == PartStage::Planned && other.route == Route::Records)));
        packedAhead += other.stage == PartStage::Packed;
        atCrm += other.stage == PartStage::Queued || other.stage == PartStage::Working;
    }
    if (part.stage == PartStage::Planned && part.route == Route::Job)
        return !packing && packedAhead < mostPackedAhead;
    return !sending && (part.route == Route::Records || atCrm < mostJobsAtCrm);
}

void ImportDriver::startStep(PartRecord& part)
{
    const bool unsent =
        part.stage == PartStage::Planned || part.stage == PartStage::Packed || part.stage == PartStage::Uploaded;
    if (unsent && m_cancelled) {
        settleAll(part, PartStage::Failed, Fate::Unprocessed, {}, tr("Stopped before it was sent."));
        return;
    }
    if (unsent && !maySend(part))
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
    case PartStage::Uploading:
    case PartStage::Creating:
    case PartStage::Done:
    case PartStage::Failed:
    case PartStage::Doubt:
        break;
    }
}

QString ImportDriver::stem(const PartRecord& part) const
{
    return QStringLiteral("stevedore-%1-%2-%3").arg(part.import.value).arg(part.round).arg(part.number);
}

bool ImportDriver::store(const PartRecord& part)
{
    if (auto stored = m_tools.journal.updatePart(part); !stored) {
        stop(stored.error());
        m_dead = true;
        return false;
    }
    qCInfo(logTransfer) << "part" << part.id.value << stageWord(part.stage);
    Q_EMIT partStageChanged(part);
    Q_EMIT changed();
    return true;
}

void ImportDriver::settle(PartRecord part, const std::vector<OutcomeRecord>& outcomes)
{
    part.added = part.updated = part.skipped = part.refused = part.unprocessed = part.unknown = 0;
    for (const OutcomeRecord& outcome : outcomes) {
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
        case Fate::Unknown:
        case Fate::LeftOut:
            ++part.unknown;
            break;
        }
    }
    if (part.stage == PartStage::Done && part.unknown > 0)
        part.failure = tr("%n row(s) of the result cannot be told apart with certainty; their fate is not known.",
                          nullptr, int(part.unknown));
    part.doneAt = m_tools.clock.now();
    m_busy.insert(part.id);
    onPool([&journal = m_tools.journal, part, outcomes] { return journal.storeOutcomes(part, outcomes); },
           [this, part](const Result<void>& stored) {
               stepDone(part.id);
               if (!stored) {
                   stop(stored.error());
                   m_dead = true;
                   return;
               }
               *m_run.part(part.id) = part;
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
    settle(part, outcomes);
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
    switch (nextTry(failure)) {
    case NextTry::Later:
        tryLater(part, failure);
        return;
    case NextTry::GiveUp:
        giveUp(part, failure);
        return;
    case NextTry::Stop:
        if (failure.kind == FailureKind::Cancelled)
            return;
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
    if (m_tools.mostTries > 0 && part.attempts >= m_tools.mostTries) {
        stop(failure);
        return;
    }
    const auto delay = retryDelay(failure, part.attempts);
    m_run.waitingFor = tr("%1 Next try in %n second(s).", nullptr, int(delay.count() / 1000)).arg(failure.sentence);
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
    m_run.record.state = ImportState::Stopped;
    m_run.record.failure = failure.sentence;
    // Best effort: if the journal itself failed, the next start finds the import as it was last stored.
    (void)m_tools.journal.updateImport(m_run.record);
    Q_EMIT changed();
    finishIfDone();
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

bool ImportDriver::isResting() const
{
    if (m_dead)
        return true;
    // Jobs that are looked at again later keep it going, whatever the state.
    return m_busy.isEmpty() && (m_run.isOver() || (m_run.record.state != ImportState::Running && m_run.due.isEmpty()));
}

void ImportDriver::finishIfDone()
{
    if (!isResting())
        return;
    if (!m_dead && m_run.isOver()) {
        const ImportState end = m_run.endState();
        if (m_run.record.state == end)
            return;
        m_run.record.state = end;
        if (!m_cancelled && !m_run.failure)
            m_run.record.failure.clear();
        m_run.record.endedAt = m_tools.clock.now();
        m_run.waitingFor.clear();
        if (auto stored = m_tools.journal.updateImport(m_run.record); !stored) {
            m_dead = true;
            stop(stored.error());
            return;
        }
        Q_EMIT changed();
    }
    Q_EMIT resting();
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/importdriver.h"

#include "base/log.h"
#include "transfer/pacing.h"
#include "transfer/partplan.h"
#include "transfer/poolwork.h"
#include "transfer/recordrows.h"

#include <algorithm>

namespace stevedore {

namespace {

/// Packed parts that wait for their upload: enough that the upload never waits, few enough that the disk does not fill.
constexpr int mostPackedAhead = 2;
/// Jobs the CRM has at a time. It works on them one after another; more would only make more to look after.
constexpr int mostJobsAtCrm = 10;
/// A job the CRM does not know may be one that it does not know yet.
constexpr qint64 unknownJobSeconds = 600;
constexpr int mostFetches = 6;

} // namespace

template <typename Work, typename Then>
void ImportDriver::onPool(Work work, Then then)
{
    runOnPool(m_tools.pool, this, std::move(work), std::move(then));
}

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

// -- packing

void ImportDriver::pack(PartRecord& part)
{
    if (!m_source) {
        stop(m_source.error());
        return;
    }
    m_busy.insert(part.id);
    part.packedFrom = m_tools.clock.now();
    const auto rows = RowSet::decoded(part.rows);
    onPool(
        [source = *m_source, rows = rows.value_or(RowSet()), name = stem(part), cancel = m_cancelFlag] {
            return packPart(
                *source, rows, name, [](qint64, qint64) {}, *cancel);
        },
        [this, id = part.id](const Result<PackedPart>& result) { packed(id, result); });
}

void ImportDriver::packed(PartId id, const Result<PackedPart>& result)
{
    m_busy.remove(id);
    PartRecord& part = *m_run.part(id);
    if (!result) {
        failed(id, result.error());
        return;
    }
    if (result->zip.size() > mostZipBytes) {
        split(part);
        return;
    }
    part.csvName = result->csvName;
    part.zipName = stem(part) + QStringLiteral(".zip");
    part.zipBytes = result->zip.size();
    m_busy.insert(id);
    onPool(
        [spool = m_tools.spool, name = part.zipName, zip = result->zip]() -> Result<QByteArray> {
            if (auto written = spool.write(name, zip); !written)
                return fail(written.error());
            return sha256(zip);
        },
        [this, id](const Result<QByteArray>& hash) {
            m_busy.remove(id);
            PartRecord& stored = *m_run.part(id);
            if (!hash) {
                failed(id, hash.error());
                return;
            }
            stored.zipSha256 = *hash;
            stored.stage = PartStage::Packed;
            stored.packedAt = m_tools.clock.now();
            if (store(stored))
                advance();
        });
}

void ImportDriver::split(PartRecord& part)
{
    const auto halves = halved(RowSet::decoded(part.rows).value_or(RowSet()));
    if (!halves) {
        giveUp(part, Failure{FailureKind::Source,
                             tr("Row %1 alone is larger than the CRM takes (25 MB packed). It is left unsent.")
                                 .arg(QString::fromLatin1(part.rows)),
                             {},
                             {}});
        return;
    }
    int last = 0;
    for (const PartRecord& other : m_run.parts)
        last = other.round == part.round ? std::max(last, other.number) : last;
    PartRecord added = part;
    added.number = last + 1;
    added.rows = halves->second.encoded();
    added.rowCount = halves->second.count().value;
    part.rows = halves->first.encoded();
    part.rowCount = halves->first.count().value;
    const auto stored = m_tools.journal.splitPart(part, added);
    if (!stored) {
        stop(stored.error());
        return;
    }
    m_run.parts.push_back(*stored);
    Q_EMIT changed();
    advance();
}

// -- upload and create

void ImportDriver::upload(PartRecord& part)
{
    m_busy.insert(part.id);
    part.stage = PartStage::Uploading;
    part.uploadFrom = m_tools.clock.now();
    if (!store(part))
        return;
    const PartId id = part.id;
    const QString name = part.zipName;
    const auto answered = [this, id](const Result<QString>& fileId) {
        stepDone(id);
        PartRecord& uploaded = *m_run.part(id);
        if (!fileId) {
            uploaded.stage = PartStage::Packed;
            failed(id, fileId.error());
            return;
        }
        uploaded.fileId = *fileId;
        uploaded.stage = PartStage::Uploaded;
        uploaded.uploadedAt = m_tools.clock.now();
        uploaded.attempts = 0;
        if (store(uploaded))
            advance();
    };
    const auto progress = [this, id](qint64 sent, qint64 total) {
        m_run.shares[id] = double(sent) / double(total);
        Q_EMIT changed();
    };
    onPool([spool = m_tools.spool, name, hash = part.zipSha256] { return spool.readChecked(name, hash); },
           [this, id, name, answered, progress](const Result<QByteArray>& zip) {
               if (!zip) {
                   // What was packed is gone or damaged: pack it again.
                   stepDone(id);
                   PartRecord& lost = *m_run.part(id);
                   lost.stage = PartStage::Planned;
                   if (store(lost))
                       advance();
                   return;
               }
               m_tools.api.upload(*zip, name, m_tools.zgid, this, answered, progress);
           });
}

void ImportDriver::create(PartRecord& part)
{
    m_busy.insert(part.id);
    const PartId id = part.id;
    onPool([spool = m_tools.spool, part] { return spool.header(part); },
           [this, id](const Result<QStringList>& header) {
               if (header) {
                   createWith(id, *header);
                   return;
               }
               stepDone(id);
               failed(id, header.error());
           });
}

void ImportDriver::createWith(PartId id, const QStringList& header)
{
    const PartRecord& part = *m_run.part(id);
    if (!m_source) {
        stepDone(id);
        stop(m_source.error());
        return;
    }
    const Mapping& mapping = (*m_source)->mapping;
    WriteJobRequest request;
    request.operation = operationWord(mapping.operation);
    request.module = mapping.module;
    request.fileId = part.fileId;
    request.fileName = part.csvName;
    request.findBy = mapping.findBy;
    request.ignoreEmpty = !mapping.eraseEmpty;
    request.columns = writeColumns(header, mapping, (*m_source)->meta);
    const auto intent = [this, id]() -> Result<void> {
        PartRecord& intended = *m_run.part(id);
        intended.stage = PartStage::Creating;
        intended.intentAt = m_tools.clock.now();
        if (!store(intended))
            return fail(*m_run.failure);
        return {};
    };
    m_tools.api.createWriteJob(request, intent, this, [this, id](const CreateVerdict& verdict) {
        stepDone(id);
        created(id, verdict);
    });
}

void ImportDriver::created(PartId id, const CreateVerdict& verdict)
{
    if (m_dead)
        return;
    PartRecord& part = *m_run.part(id);
    switch (verdict.verdict) {
    case Verdict::Done:
        part.jobId = verdict.jobId;
        part.stage = PartStage::Queued;
        part.createdAt = m_tools.clock.now();
        part.credits = creditsPerJob;
        part.attempts = 0;
        if (store(part)) {
            wakeAfter(id, pollDelay(m_tools.kind, 0));
            advance();
        }
        return;
    case Verdict::Unknown:
        doubt(part, verdict.failure);
        return;
    case Verdict::NotDone:
        // An upload the CRM no longer knows is uploaded afresh.
        const bool uploadGone = verdict.failure.code == QLatin1String("INVALID_FILE_ID") ||
                                verdict.failure.code == QLatin1String("FILE_NOT_FOUND");
        part.stage = uploadGone && part.attempts < 2 ? PartStage::Packed : PartStage::Uploaded;
        if (verdict.again || part.stage == PartStage::Packed)
            tryLater(part, verdict.failure);
        else
            failed(id, verdict.failure);
        return;
    }
}

// -- poll, fetch, join

void ImportDriver::poll(PartRecord& part)
{
    m_busy.insert(part.id);
    m_tools.api.jobDetails(part.jobId, this, [this, id = part.id](const Result<JobDetails>& details) {
        stepDone(id);
        polled(id, details);
    });
}

void ImportDriver::polled(PartId id, const Result<JobDetails>& details)
{
    PartRecord& part = *m_run.part(id);
    const int polls = ++m_polls[id];
    if (!details) {
        const bool unknownJob = details.error().kind == FailureKind::Refused;
        if (unknownJob && part.createdAt.secsTo(m_tools.clock.now()) > unknownJobSeconds)
            doubt(
                part,
                Failure{
                    FailureKind::Doubt,
                    tr("The CRM does not know job %1 any more, so the fate of its rows is not known.").arg(part.jobId),
                    details.error().detail,
                    {}});
        else if (unknownJob)
            tryLater(part, details.error());
        else
            failed(id, details.error());
        return;
    }
    part.attempts = 0;
    m_run.waitingFor.clear();
    const bool ended = details->state == JobState::Completed || details->state == JobState::Failed ||
                       details->state == JobState::Skipped;
    if (!ended) {
        if (details->state == JobState::Working && part.stage == PartStage::Queued) {
            part.stage = PartStage::Working;
            part.workingAt = m_tools.clock.now();
            if (!store(part))
                return;
        }
        wakeAfter(id, pollDelay(m_tools.kind, polls));
        Q_EMIT changed();
        return;
    }
    if (details->downloadUrl.isEmpty()) {
        const QString said = details->message.isEmpty() ? details->stateWord : details->message;
        const bool nothingDone = details->total > 0 && details->added == 0 && details->updated == 0;
        if (nothingDone)
            settleAll(part, PartStage::Failed, Fate::Unprocessed, {},
                      tr("The CRM ended the job without touching a row: %1.").arg(said));
        else
            doubt(part,
                  Failure{FailureKind::Doubt,
                          tr("The CRM ended the job (%1) and gives no result, so the fate of its rows is not known.")
                              .arg(said),
                          details->stateWord,
                          {}});
        return;
    }
    part.downloadUrl = details->downloadUrl;
    part.stage = PartStage::Ready;
    part.readyAt = m_tools.clock.now();
    if (!part.workingAt.isValid())
        part.workingAt = part.readyAt;
    if (store(part))
        advance();
}

void ImportDriver::fetch(PartRecord& part)
{
    m_busy.insert(part.id);
    const PartId id = part.id;
    const auto stored = [this, id](const Result<void>& written) {
        stepDone(id);
        PartRecord& fetched = *m_run.part(id);
        if (!written) {
            failed(id, written.error());
            return;
        }
        fetched.resultName = stem(fetched) + QStringLiteral(".result.zip");
        if (store(fetched))
            advance();
    };
    m_tools.api.download(part.downloadUrl, this, [this, id, stored](const Result<QByteArray>& zip) {
        PartRecord& fetched = *m_run.part(id);
        if (zip) {
            onPool([spool = m_tools.spool, name = stem(fetched) + QStringLiteral(".result.zip"),
                    zip = *zip] { return spool.write(name, zip); },
                   stored);
            return;
        }
        stepDone(id);
        const bool refused = zip.error().kind == FailureKind::Refused || zip.error().kind == FailureKind::Permission;
        if (refused && fetched.attempts + 1 >= mostFetches)
            doubt(fetched, Failure{FailureKind::Doubt,
                                   tr("The job is done, but its result can no longer be fetched, so the fate of its "
                                      "rows is not known. %1")
                                       .arg(zip.error().sentence),
                                   zip.error().detail,
                                   {}});
        else if (refused)
            tryLater(fetched, zip.error());
        else
            failed(id, zip.error());
    });
}

void ImportDriver::join(PartRecord& part)
{
    m_busy.insert(part.id);
    onPool([spool = m_tools.spool, part] { return spool.outcomes(part); },
           [this, id = part.id](const Result<std::vector<OutcomeRecord>>& outcomes) {
               stepDone(id);
               PartRecord& joined = *m_run.part(id);
               if (outcomes) {
                   joined.stage = PartStage::Done;
                   settle(joined, *outcomes);
                   return;
               }
               if (outcomes.error().kind != FailureKind::Server || joined.attempts + 1 >= mostFetches) {
                   doubt(joined, Failure{FailureKind::Doubt, outcomes.error().sentence, outcomes.error().detail, {}});
                   return;
               }
               // A damaged download: fetch it again.
               joined.resultName.clear();
               tryLater(joined, outcomes.error());
           });
}

// -- Records API

void ImportDriver::sendRecords(PartRecord& part)
{
    if (!m_source) {
        stop(m_source.error());
        return;
    }
    m_busy.insert(part.id);
    onPool(
        [source = *m_source, rows = RowSet::decoded(part.rows).value_or(RowSet()), cancel = m_cancelFlag] {
            return readSentRows(
                *source, rows, [](qint64, qint64) {}, *cancel);
        },
        [this, id = part.id](const Result<SentRows>& rows) {
            if (rows) {
                sendRecordsWith(id, *rows);
                return;
            }
            stepDone(id);
            failed(id, rows.error());
        });
}

void ImportDriver::sendRecordsWith(PartId id, const SentRows& rows)
{
    const PackSource& source = **m_source;
    const auto intent = [this, id]() -> Result<void> {
        PartRecord& part = *m_run.part(id);
        part.stage = PartStage::Creating;
        part.intentAt = m_tools.clock.now();
        if (!store(part))
            return fail(*m_run.failure);
        return {};
    };
    const auto answered = [this, id, numbers = rows.rows,
                           operation = source.mapping.operation](const RecordsVerdict& verdict) {
        stepDone(id);
        if (m_dead)
            return;
        PartRecord& part = *m_run.part(id);
        if (verdict.verdict == Verdict::Done) {
            part.stage = PartStage::Done;
            part.credits = creditsForRecords(part.rowCount);
            settle(part, outcomesOf(numbers, verdict.answers, operation));
        } else if (verdict.verdict == Verdict::Unknown) {
            doubt(part, verdict.failure);
        } else {
            part.stage = PartStage::Planned;
            verdict.again ? tryLater(part, verdict.failure) : failed(id, verdict.failure);
        }
    };
    m_tools.api.sendRecords(operationWord(source.mapping.operation), source.mapping.module,
                            recordsOf(rows, source.mapping, source.meta), source.mapping.findBy, intent, this,
                            answered);
}

// -- ends and failures

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

void ImportDriver::cancel()
{
    // Stored as stopped first: if the program ends now, nothing goes out by itself at the next start.
    m_run.record.state = ImportState::Stopped;
    m_run.record.failure = tr("Stopped by you. Rows that were not sent are listed as unprocessed.");
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

void ImportDriver::finishIfDone()
{
    if (m_dead) {
        Q_EMIT resting();
        return;
    }
    if (!m_busy.isEmpty())
        return;
    const bool over =
        std::all_of(m_run.parts.begin(), m_run.parts.end(), [](const PartRecord& part) { return part.isOver(); });
    if (over) {
        if (m_run.record.state == ImportState::Finished)
            return;
        m_run.record.state = ImportState::Finished;
        if (!m_cancelled && !m_run.failure)
            m_run.record.failure.clear();
        m_run.record.endedAt = m_tools.clock.now();
        m_run.waitingFor.clear();
        if (auto stored = m_tools.journal.updateImport(m_run.record); !stored) {
            stop(stored.error());
            return;
        }
        Q_EMIT changed();
        Q_EMIT resting();
        return;
    }
    // Jobs that are looked at again later keep it going, whatever the state.
    if (m_run.record.state != ImportState::Running && m_run.due.isEmpty())
        Q_EMIT resting();
}

} // namespace stevedore

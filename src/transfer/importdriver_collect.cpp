// SPDX-License-Identifier: GPL-3.0-or-later
// The steps that come back from the CRM: poll, fetch the result, join it to the rows.
#include "base/planted.h"
#include "base/text.h"
#include "crm/jsonvalue.h"
#include "transfer/importdriver.h"
#include "transfer/pacing.h"
#include "transfer/partplan.h"

#include <algorithm>

namespace stevedore {

namespace {

/// A job the CRM does not know may be one that it does not know yet.
constexpr qint64 unknownJobSeconds = 600;
constexpr int mostFetches = 6;
/// Of the CRM's own words in a sentence of ours.
constexpr int mostSaid = 200;
/// Of a part, to tell its rows apart: a call for a hundred of them costs a credit.
constexpr qsizetype mostRecordsToRead = 2'000;

} // namespace

void ImportDriver::poll(PartRecord& part)
{
    m_busy.insert(part.id);
    m_tools.api.setTag(part.id.value);
    m_tools.api.jobDetails(part.jobId, this, [this, id = part.id](const Result<JobDetails>& details) {
        stepDone(id);
        polled(id, details);
    });
}

void ImportDriver::polled(PartId id, const Result<JobDetails>& details)
{
    PartRecord& part = *m_run.part(id);
    if (!details) {
        const bool unknownJob = details.error().kind == FailureKind::Refused;
        if (unknownJob && part.createdAt.secsTo(m_tools.clock.now()) > unknownJobSeconds) {
            answered();
            doubt(
                part,
                Failure{
                    FailureKind::Doubt,
                    tr("The CRM does not know job %1 any more, so the fate of its rows is not known.").arg(part.jobId),
                    details.error().detail,
                    {}});
        } else if (unknownJob)
            tryLater(part, details.error());
        else
            failed(id, details.error());
        return;
    }
    answered();
    part.attempts = 0;
    // An id that was given away twice, or a server that mixes things up: whose rows these are is not known.
    const bool another = details->id != part.jobId ||
                         (!details->module.isEmpty() && m_source && details->module != (*m_source)->mapping.module) ||
                         (details->fileName.endsWith(QLatin1String(".csv")) && details->fileName != part.csvName);
    if (another) {
        doubt(part, Failure{FailureKind::Doubt,
                            tr("Job %1 of the CRM is about another file or module (%2, %3), so the fate of these rows "
                               "is not known.")
                                .arg(part.jobId, shownValue(details->fileName), shownValue(details->module)),
                            QString::fromUtf8(details->raw),
                            {}});
        return;
    }
    const bool ended = details->state == JobState::Completed || details->state == JobState::Failed ||
                       details->state == JobState::Skipped;
    if (!ended) {
        if (details->state == JobState::Working && part.stage == PartStage::Queued) {
            part.stage = PartStage::Working;
            part.workingAt = m_tools.clock.now();
            if (!store(part))
                return;
        }
        lookAgain(part);
        return;
    }
    if (details->downloadUrl.isEmpty()) {
        part.attempts = 0;
        const QString said = shownValue(details->message.isEmpty() ? details->stateWord : details->message, mostSaid);
        const bool nothingDone = details->total == part.rowCount && details->added == 0 && details->updated == 0;
        if (STEVEDORE_PLANTED_BUG("failed-job-is-done"))
            settleAll(part, PartStage::Done, Fate::Added, {}, {});
        else if (nothingDone)
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
    lookAtNext(part.id);
    part.downloadUrl = details->downloadUrl;
    part.stage = PartStage::Ready;
    part.readyAt = m_tools.clock.now();
    if (!part.workingAt.isValid())
        part.workingAt = part.readyAt;
    if (store(part, {{QStringLiteral("job"), details->raw}}))
        advance();
}

/// Stored, so that a restart does not look sooner than was meant.
void ImportDriver::lookAgain(PartRecord& part)
{
    ++part.polls;
    const auto delay = pollDelay(m_tools.pace, part.polls);
    part.pollAt = m_tools.clock.now().addMSecs(delay.count());
    if (auto stored = m_tools.journal.updatePart(part); !stored) {
        die(stored.error());
        return;
    }
    wakeAfter(part.id, delay);
    Q_EMIT changed();
}

/// The CRM works on one job after another: when one has ended, the oldest of those that are left is the next, and is
/// looked at soon, however long its own pause has become.
void ImportDriver::lookAtNext(PartId ended)
{
    const PartRecord* const next = m_run.oldestAtCrm(ended);
    const auto soon = m_tools.pace.firstLook;
    const bool failed = next && next->attempts > 0; // and waits for its next try
    if (next && !failed && m_run.due.value(next->id) > m_tools.clock.now().addMSecs(soon.count()))
        wakeAfter(next->id, soon);
}

void ImportDriver::fetch(PartRecord& part)
{
    m_busy.insert(part.id);
    const PartId id = part.id;
    const auto stored = [this, id](const Result<QByteArray>& sum) {
        stepDone(id);
        PartRecord& fetched = *m_run.part(id);
        if (!sum) {
            failed(id, sum.error());
            return;
        }
        fetched.resultName = stem(fetched) + QStringLiteral(".result.zip");
        fetched.resultSha256 = *sum;
        if (store(fetched))
            advance();
    };
    m_tools.api.setTag(part.id.value);
    m_tools.api.download(part.downloadUrl, this, [this, id, stored](const Result<QByteArray>& zip) {
        PartRecord& fetched = *m_run.part(id);
        if (zip) {
            answered();
            onPool([spool = m_tools.spool, name = stem(fetched) + QStringLiteral(".result.zip"),
                    zip = *zip] { return spool.writeHashed(name, zip); },
                   stored);
            return;
        }
        stepDone(id);
        const bool refused = zip.error().kind == FailureKind::Refused || zip.error().kind == FailureKind::Permission;
        if (refused && fetched.attempts + 1 >= mostFetches) {
            answered();
            doubt(fetched, Failure{FailureKind::Doubt,
                                   tr("The job is done, but its result can no longer be fetched, so the fate of its "
                                      "rows is not known. %1")
                                       .arg(zip.error().sentence),
                                   zip.error().detail,
                                   {}});
        } else if (refused)
            tryLater(fetched, zip.error());
        else
            failed(id, zip.error());
    });
}

/// What the CRM said of the job's rows when it had ended.
std::optional<JobCounts> ImportDriver::countsOf(const PartRecord& part) const
{
    const auto evidence = m_tools.journal.evidence(part.id);
    for (std::size_t i = evidence ? evidence->size() : 0; i-- > 0;) {
        const EvidenceRecord& one = (*evidence)[i];
        const auto details = one.kind == QLatin1String("job") ? jobDetailsFromJson(one.content) : std::nullopt;
        if (details && details->total == part.rowCount)
            return JobCounts{details->added, details->updated, details->skipped};
    }
    return std::nullopt;
}

void ImportDriver::join(PartRecord& part)
{
    m_busy.insert(part.id);
    onPool([spool = m_tools.spool, part, counts = countsOf(part)] { return spool.joined(part, counts); },
           [this, id = part.id](Result<JoinedPart> result) {
               if (result) {
                   const auto whole = std::make_shared<JoinedPart>(std::move(*result));
                   const QStringList ids = recordsToRead(*whole);
                   if (ids.isEmpty() || ids.size() > mostRecordsToRead || !m_source)
                       finishJoin(id, *whole);
                   else
                       readRecords(id, whole, ids, {});
                   return;
               }
               stepDone(id);
               PartRecord& joined = *m_run.part(id);
               if (result.error().kind != FailureKind::Server || joined.attempts + 1 >= mostFetches) {
                   doubt(joined, Failure{FailureKind::Doubt, result.error().sentence, result.error().detail, {}});
                   return;
               }
               // A damaged download: fetch it again.
               joined.resultName.clear();
               tryLater(joined, result.error());
           });
}

void ImportDriver::finishJoin(PartId id, JoinedPart& whole)
{
    stepDone(id);
    PartRecord& part = *m_run.part(id);
    part.failure = whole.sentence;
    settleJoined(part, std::move(whole.outcomes));
}

/// Rows that the result does not tell apart may be told apart by their records. Without an answer they stay in doubt.
void ImportDriver::readRecords(PartId id, const std::shared_ptr<JoinedPart>& whole, const QStringList& ids,
                               const QHash<QString, QJsonObject>& found)
{
    const ModuleMeta& meta = (*m_source)->meta;
    if (ids.isEmpty()) {
        onPool(
            [spool = m_tools.spool, part = *m_run.part(id), whole, found, meta]() -> Result<void> {
                const auto values = spool.sentValues(part, openRows(*whole), meta);
                if (!values)
                    return fail(values.error());
                settleByRecords(*whole, *values, found);
                return {};
            },
            [this, id, whole](const Result<void>&) { finishJoin(id, *whole); });
        return;
    }
    const QStringList some = ids.first(std::min<qsizetype>(mostRecordsInCall, ids.size()));
    m_tools.api.setTag(id.value);
    m_tools.api.recordsById(meta.module.apiName, some, fieldsToRead(meta.fields), this,
                            [this, id, whole, ids, some, found](const Result<QList<QJsonObject>>& records) {
                                if (!records) {
                                    finishJoin(id, *whole);
                                    return;
                                }
                                QHash<QString, QJsonObject> all = found;
                                for (const QJsonObject& record : *records)
                                    all.insert(textOf(record.value(QLatin1String("id"))), record);
                                readRecords(id, whole, ids.sliced(some.size()), all);
                            });
}

} // namespace stevedore

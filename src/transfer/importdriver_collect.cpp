// SPDX-License-Identifier: GPL-3.0-or-later
// The steps that come back from the CRM: poll, fetch the result, join it to the rows.
#include "transfer/importdriver.h"
#include "transfer/pacing.h"

namespace stevedore {

namespace {

/// A job the CRM does not know may be one that it does not know yet.
constexpr qint64 unknownJobSeconds = 600;
constexpr int mostFetches = 6;

} // namespace

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

} // namespace stevedore

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
    answered();
    part.attempts = 0;
    // An id that was given away twice, or a server that mixes things up: whose rows these are is not known.
    const bool another = (!details->module.isEmpty() && m_source && details->module != (*m_source)->mapping.module) ||
                         (details->fileName.endsWith(QLatin1String(".csv")) && details->fileName != part.csvName);
    if (another) {
        doubt(part, Failure{FailureKind::Doubt,
                            tr("Job %1 of the CRM is about another file or module (%2, %3), so the fate of these rows "
                               "is not known.")
                                .arg(part.jobId, details->fileName, details->module),
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

void ImportDriver::fetch(PartRecord& part)
{
    m_busy.insert(part.id);
    const PartId id = part.id;
    const auto stored = [this, id](const QByteArray& sum, const Result<void>& written) {
        stepDone(id);
        PartRecord& fetched = *m_run.part(id);
        if (!written) {
            failed(id, written.error());
            return;
        }
        fetched.resultName = stem(fetched) + QStringLiteral(".result.zip");
        fetched.resultSha256 = sum;
        if (store(fetched))
            advance();
    };
    m_tools.api.download(part.downloadUrl, this, [this, id, stored](const Result<QByteArray>& zip) {
        PartRecord& fetched = *m_run.part(id);
        if (zip) {
            answered();
            onPool([spool = m_tools.spool, name = stem(fetched) + QStringLiteral(".result.zip"),
                    zip = *zip] { return spool.write(name, zip); },
                   [stored, sum = sha256(*zip)](const Result<void>& written) { stored(sum, written); });
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
                   settleJoined(joined, *outcomes);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/bulkreader.h"

#include "transfer/pacing.h"

namespace stevedore {

BulkReader::BulkReader(const ReadTools& tools, ReadJobRequest request, std::shared_ptr<RecordsFile> into)
    : m_tools(tools), m_request(std::move(request)), m_into(std::move(into))
{
}

void BulkReader::start(const ReadProgress& progress, const std::function<void(const Result<void>&)>& done)
{
    m_progress = progress;
    m_done = done;
    create();
}

void BulkReader::create()
{
    m_tools.api.createReadJob(m_request, this, [this](const CreateVerdict& verdict) { created(verdict); });
}

void BulkReader::created(const CreateVerdict& verdict)
{
    if (verdict.verdict == Verdict::NotDone && verdict.again) {
        // A token that went stale in between is worth another try, although signing in is not a matter of waiting.
        Failure failure = verdict.failure;
        if (failure.kind == FailureKind::SignIn && m_tries == 0)
            failure.kind = FailureKind::Network;
        again(failure, &BulkReader::create);
        return;
    }
    if (verdict.verdict != Verdict::Done) {
        finish(fail(verdict.failure));
        return;
    }
    m_jobId = verdict.jobId;
    m_credits += creditsPerReadJob;
    m_tries = m_polls = 0;
    m_progress(m_records, {});
    m_tools.clock.callAfter(pollDelay(m_tools.pace, m_polls), this, [this] { look(); });
}

void BulkReader::look()
{
    ++m_polls;
    m_tools.api.readJobDetails(m_jobId, this, [this](const Result<ReadJobDetails>& details) { looked(details); });
}

void BulkReader::looked(const Result<ReadJobDetails>& details)
{
    if (!details) {
        again(details.error(), &BulkReader::look);
        return;
    }
    m_tries = 0;
    m_details = *details;
    switch (m_details.state) {
    case JobState::Queued:
    case JobState::Working:
        m_progress(m_records, {});
        m_tools.clock.callAfter(pollDelay(m_tools.pace, m_polls), this, [this] { look(); });
        return;
    case JobState::Failed:
    case JobState::Skipped:
        finish(fail(FailureKind::Refused,
                    tr("The CRM could not read %1: %2. Nothing was changed; try again later.")
                        .arg(m_request.module, m_details.message.isEmpty() ? m_details.stateWord : m_details.message),
                    QStringLiteral("read job %1").arg(m_jobId), m_details.code));
        return;
    case JobState::Completed:
        break;
    }
    if (m_details.count == 0)
        nextPage();
    else
        fetch();
}

void BulkReader::fetch()
{
    if (const auto wait = m_tools.downloads.take(m_tools.clock.now()); wait.count() > 0) {
        m_progress(m_records, tr("The CRM gives ten pages a minute; the next one follows in %n seconds.", nullptr,
                                 int((wait.count() + 999) / 1000)));
        m_tools.clock.callAfter(wait, this, [this] { fetch(); });
        return;
    }
    const QString url = m_details.downloadUrl.isEmpty() ? QStringLiteral("/crm/bulk/v8/read/%1/result").arg(m_jobId)
                                                        : m_details.downloadUrl;
    m_tools.api.download(url, this, [this](const Result<QByteArray>& zip) { fetched(zip); });
}

void BulkReader::fetched(const Result<QByteArray>& zip)
{
    if (!zip) {
        again(zip.error(), &BulkReader::fetch);
        return;
    }
    runOnPool(
        m_tools.pool, this, [into = m_into, bytes = *zip] { return into->appendZip(bytes); },
        [this](const Result<void>& result) { stored(result); });
}

void BulkReader::stored(const Result<void>& result)
{
    if (!result) {
        again(result.error(), &BulkReader::fetch);
        return;
    }
    m_tries = 0;
    nextPage();
}

void BulkReader::nextPage()
{
    // Records are counted by what the CRM says: the file is held against it when it is opened.
    m_records += std::max<qint64>(m_details.count, 0);
    m_progress(m_records, {});
    if (!m_details.more) {
        finish({});
        return;
    }
    m_request.pageToken = m_details.nextPageToken;
    ++m_request.page;
    create();
}

void BulkReader::again(const Failure& failure, void (BulkReader::*step)())
{
    ++m_tries;
    if (nextTry(failure) != NextTry::Later || (m_tools.pace.mostTries > 0 && m_tries >= m_tools.pace.mostTries)) {
        finish(fail(failure));
        return;
    }
    m_progress(m_records, failure.sentence);
    m_tools.clock.callAfter(retryDelay(failure, m_tries), this, [this, step] { (this->*step)(); });
}

void BulkReader::finish(const Result<void>& result)
{
    m_done(result);
}

} // namespace stevedore

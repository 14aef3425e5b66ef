// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/pagereader.h"

#include "transfer/poolwork.h"

namespace stevedore {

namespace {

/// A result that was damaged on the way is whole the next time; one that is damaged at the CRM never will be.
constexpr int mostBadResults = 4;
/// Jobs whose answers were lost; each may have been paid for.
constexpr int mostLostJobs = 3;

/// The CRM does not have the job or its result any more: it keeps them for a day (Zoho CRM API v8, Bulk read, Download
/// result).
bool isGone(const Failure& failure)
{
    return failure.kind == FailureKind::Refused &&
           (failure.code == QLatin1String("RESOURCE_NOT_FOUND") || failure.code == QLatin1String("EXPIRED_VALUE"));
}

} // namespace

bool leadsNowhere(const PageRecord& page)
{
    return page.more && (page.nextToken.isEmpty() || page.nextToken == page.pageToken || page.count == 0);
}

PageReader::PageReader(const ReadTools& tools, ReadJobRequest request, PageRecord page, InDoubt inDoubt, Hooks hooks)
    : m_tools(tools), m_request(std::move(request)), m_page(std::move(page)), m_inDoubt(inDoubt),
      m_hooks(std::move(hooks))
{
}

void PageReader::start()
{
    proceed();
}

void PageReader::proceed()
{
    switch (m_page.stage) {
    case PageStage::Planned:
    case PageStage::Creating:
        create();
        return;
    case PageStage::Queued:
    case PageStage::Working:
        look();
        return;
    case PageStage::Ready:
        fetch();
        return;
    case PageStage::Done:
        finish(m_page);
        return;
    }
}

void PageReader::create()
{
    if (!moveTo(PageStage::Creating))
        return;
    m_tools.api.createReadJob(m_request, this, [this](const CreateVerdict& verdict) { created(verdict); });
}

void PageReader::created(const CreateVerdict& verdict)
{
    if (verdict.verdict == Verdict::Done) {
        m_page.jobId = verdict.jobId;
        m_page.createdAt = m_tools.clock.now();
        m_page.polls = 0;
        m_credits += creditsPerReadJob;
        m_tries = 0;
        if (moveTo(PageStage::Queued))
            lookLater();
        return;
    }
    const bool lost =
        verdict.verdict == Verdict::Unknown && m_inDoubt == InDoubt::MakeAnew && ++m_lostJobs < mostLostJobs;
    if (verdict.verdict == Verdict::Unknown)
        m_credits += creditsPerReadJob;
    if (!lost && !(verdict.verdict == Verdict::NotDone && verdict.again)) {
        finish(fail(verdict.failure));
        return;
    }
    // A token that went stale in between is worth another try, although signing in is not a matter of waiting.
    Failure failure = verdict.failure;
    if (failure.kind == FailureKind::SignIn && m_tries == 0)
        failure.kind = FailureKind::Network;
    again(failure, &PageReader::create);
}

void PageReader::lookLater()
{
    m_hooks.tell({}, {});
    m_tools.clock.callAfter(pollDelay(m_tools.pace, m_page.polls), this, [this] { look(); });
}

void PageReader::look()
{
    ++m_page.polls;
    m_tools.api.readJobDetails(m_page.jobId, this, [this](const Result<ReadJobDetails>& details) { looked(details); });
}

void PageReader::looked(const Result<ReadJobDetails>& details)
{
    if (!details) {
        if (!makeAnew(details.error()))
            again(details.error(), &PageReader::look);
        return;
    }
    m_tries = 0;
    switch (details->state) {
    case JobState::Queued:
        lookLater();
        return;
    case JobState::Working:
        if (m_page.stage == PageStage::Working || moveTo(PageStage::Working))
            lookLater();
        return;
    case JobState::Failed:
    case JobState::Skipped:
        // Whoever goes on later asks for another job.
        if (!forgetJob())
            return;
        finish(fail(FailureKind::Refused,
                    tr("The CRM could not read %1: %2. Nothing was changed; try again later.")
                        .arg(m_request.module, details->message.isEmpty() ? details->stateWord : details->message),
                    QStringLiteral("read job %1").arg(details->id), details->code));
        return;
    case JobState::Completed:
        completed(*details);
        return;
    }
}

void PageReader::completed(const ReadJobDetails& details)
{
    m_page.count = details.count;
    m_page.more = details.more;
    m_page.nextToken = details.nextPageToken;
    m_page.downloadUrl = details.downloadUrl;
    m_page.readyAt = m_tools.clock.now();
    if (!moveTo(PageStage::Ready))
        return;
    if (m_page.count == 0)
        taken({});
    else
        fetch();
}

void PageReader::fetch()
{
    const QDateTime now = m_tools.clock.now();
    if (const auto wait = m_tools.downloads.take(now); wait.count() > 0) {
        m_hooks.tell(tr("The CRM gives ten pages a minute; the next one follows soon."), now.addMSecs(wait.count()));
        m_tools.clock.callAfter(wait, this, [this] { fetch(); });
        return;
    }
    const QString url = m_page.downloadUrl.isEmpty() ? QStringLiteral("/crm/bulk/v8/read/%1/result").arg(m_page.jobId)
                                                     : m_page.downloadUrl;
    m_tools.api.download(url, this, [this](const Result<QByteArray>& zip) { fetched(zip); });
}

void PageReader::fetched(const Result<QByteArray>& zip)
{
    if (!zip) {
        if (!makeAnew(zip.error()))
            again(zip.error(), &PageReader::fetch);
        return;
    }
    m_page.zipBytes = zip->size();
    runOnPool(
        m_tools.pool, this, [take = m_hooks.take, page = m_page, bytes = *zip] { return take(page, bytes); },
        [this](const Result<void>& result) { taken(result); });
}

void PageReader::taken(const Result<void>& result)
{
    if (!result) {
        if (result.error().kind != FailureKind::Server || ++m_badResults < mostBadResults)
            again(result.error(), &PageReader::fetch);
        else if (forgetJob())
            finish(fail(FailureKind::Server,
                        tr("What the CRM sends of page %1 is damaged each time. Go on later, or ask for it in another "
                           "way.")
                            .arg(m_page.number),
                        result.error().sentence, result.error().code));
        return;
    }
    m_page.doneAt = m_tools.clock.now();
    if (moveTo(PageStage::Done))
        finish(m_page);
}

bool PageReader::makeAnew(const Failure& failure)
{
    if (m_madeAnew || !isGone(failure))
        return false;
    m_madeAnew = true;
    create();
    return true;
}

bool PageReader::forgetJob()
{
    m_page.jobId.clear();
    m_page.downloadUrl.clear();
    return moveTo(PageStage::Planned);
}

bool PageReader::moveTo(PageStage stage)
{
    m_page.stage = stage;
    const auto stored = m_hooks.store(m_page);
    if (!stored)
        finish(fail(stored.error()));
    return stored.has_value();
}

void PageReader::again(const Failure& failure, void (PageReader::*step)())
{
    ++m_tries;
    if (nextTry(failure) != NextTry::Later || (m_tools.pace.mostTries > 0 && m_tries >= m_tools.pace.mostTries)) {
        finish(fail(failure));
        return;
    }
    const auto wait = retryDelay(failure, m_tries);
    m_hooks.tell(failure.sentence, m_tools.clock.now().addMSecs(wait.count()));
    m_tools.clock.callAfter(wait, this, [this, step] { (this->*step)(); });
}

void PageReader::finish(const Result<PageRecord>& result)
{
    // Later, so that the owner may delete the reader.
    m_tools.clock.callAfter(std::chrono::milliseconds(0), this, [this, result] { m_hooks.done(result); });
}

} // namespace stevedore

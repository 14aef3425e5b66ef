// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/export/exportdriver.h"

#include "crm/condition/conditionjson.h"
#include "transfer/poolwork.h"

#include <algorithm>

namespace stevedore {

namespace {

/// A CRM that forgets where it was again and again would be paid for without end.
constexpr int mostRestarts = 3;

PageRecord pageOf(ExportId id, int number, const QString& token)
{
    PageRecord out;
    out.exportId = id;
    out.number = number;
    out.pageToken = token;
    return out;
}

/// The page token is not taken any more: it is too old, or another user's.
bool isLostToken(const PageRecord& page, const Failure& failure)
{
    if (page.stage != PageStage::Creating || page.pageToken.isEmpty() || failure.kind != FailureKind::Refused)
        return false;
    return failure.code == QLatin1String("EXPIRED_VALUE") || failure.code == QLatin1String("INVALID_DATA") ||
           failure.code == QLatin1String("PAGE_NOT_SUPPORTED") || failure.code == QLatin1String("INVALID_REQUEST");
}

} // namespace

ExportDriver::ExportDriver(const ReadTools& tools, ExportStore& store, ExportSpool spool, ExportRecord record,
                           std::vector<PageRecord> pages, FieldFinder fields)
    : m_tools(tools), m_store(store), m_spool(std::move(spool)), m_record(std::move(record)), m_pages(std::move(pages)),
      m_fields(std::move(fields))
{
}

ExportDriver::~ExportDriver()
{
    *m_cancel = true;
}

void ExportDriver::start()
{
    const auto request = exportRequestFrom(m_record.requestJson);
    if (!request) {
        stop(request.error());
        return;
    }
    m_request = *request;
    next();
}

void ExportDriver::next()
{
    // Found so after a restart: see pageDone().
    if (!m_pages.empty() && m_pages.back().number > 1 && m_pages.back().pageToken.isEmpty())
        stop(noWayOn(m_pages.back().number - 1));
    else if (m_pages.empty() || m_pages.back().stage != PageStage::Done)
        readPage(m_pages.empty() ? pageOf(m_record.id, 1, {}) : m_pages.back());
    else
        write();
}

Result<ReadJobRequest> ExportDriver::requestFor(const PageRecord& page) const
{
    ReadJobRequest out;
    out.module = m_request->module;
    out.page = page.number;
    out.pageToken = page.pageToken;
    out.calendar = m_request->file.format == ExportFormat::Ics;
    if (!out.calendar)
        out.fields = m_request->fields;
    out.view = m_request->view;
    out.criteria = conditionJson(m_request->where, m_fields, m_record.createdAt.toLocalTime());
    return out;
}

void ExportDriver::readPage(const PageRecord& page)
{
    const auto request = requestFor(page);
    if (!request) {
        stop(request.error());
        return;
    }
    PageReader::Hooks hooks;
    hooks.store = [this](const PageRecord& now) { return storePage(now); };
    hooks.take = [spool = m_spool, calendar = request->calendar, room = m_room](
                     const PageRecord& now, const QByteArray& zip) { return spool.store(now, zip, calendar, *room); };
    hooks.tell = [this](const QString& waitingFor, const QDateTime& until) {
        m_waitingFor = waitingFor;
        m_waitingUntil = until;
        Q_EMIT changed();
    };
    hooks.done = [this](const Result<PageRecord>& done) { pageDone(done); };
    m_creditsBefore = m_record.credits;
    m_page = std::make_unique<PageReader>(m_tools, *request, page, PageReader::InDoubt::MakeAnew, std::move(hooks));
    m_page->start();
}

Failure ExportDriver::noWayOn(int page)
{
    return {
        FailureKind::Server,
        tr("The CRM says that there are more records behind page %1 and does not say how to get them. Try a narrower "
           "condition, or go on later.")
            .arg(page),
        {},
        {}};
}

/// A page that is through and the one that follows are stored together, so that none can be forgotten.
Result<void> ExportDriver::storePage(const PageRecord& now)
{
    PageRecord page = now;
    std::optional<PageRecord> following;
    if (m_page)
        m_record.credits = m_creditsBefore + m_page->credits();
    if (page.stage == PageStage::Done) {
        if (page.count != 0)
            page.zipName = ExportSpool::zipName(page.number);
        if (page.more)
            following = pageOf(m_record.id, page.number + 1, page.nextToken);
    }
    auto stored = m_store.storePage(m_record, page, following);
    if (stored) {
        // The page at hand is always the last one.
        if (!m_pages.empty() && m_pages.back().number == page.number)
            m_pages.pop_back();
        m_pages.push_back(page);
        if (following)
            m_pages.push_back(*following);
    }
    Q_EMIT changed();
    return stored;
}

void ExportDriver::pageDone(const Result<PageRecord>& page)
{
    m_page.release()->deleteLater();
    m_waitingFor.clear();
    if (page && leadsNowhere(*page)) {
        stop(noWayOn(page->number));
        return;
    }
    if (page) {
        next();
        return;
    }
    if (!m_pages.empty() && isLostToken(m_pages.back(), page.error()) && m_record.restarts < mostRestarts)
        restart(page.error());
    else
        stop(page.error());
}

void ExportDriver::restart(const Failure& why)
{
    ++m_record.restarts;
    if (auto stored = m_store.restart(m_record); !stored) {
        stop(stored.error());
        return;
    }
    m_pages.clear();
    m_spool.remove(m_record.id);
    m_waitingFor = tr("The CRM does not know any more where it was (%1). Everything is read anew.").arg(why.code);
    Q_EMIT changed();
    next();
}

void ExportDriver::write()
{
    m_writing = true;
    m_room = std::make_shared<QByteArray>(); // the writer has its own, and one is enough at a time
    Q_EMIT changed();
    runOnPool(
        m_tools.pool, this,
        [source = ExportPages{m_spool, m_pages, *m_request}, path = m_record.targetPath, done = m_written,
         cancel = m_cancel] {
            return writeExport(
                source, path, [done](qint64 records) { *done = records; }, *cancel);
        },
        [this](const Result<WrittenExport>& result) { written(result); });
}

void ExportDriver::written(const Result<WrittenExport>& result)
{
    m_writing = false;
    if (!result) {
        if (m_pausing)
            rest(*m_pausing, {});
        else
            stop(result.error());
        return;
    }
    m_record.records = result->records;
    m_record.twice = result->twice;
    m_record.replaced = result->replaced;
    m_record.fileBytes = result->bytes;
    m_record.state = ExportState::Finished;
    m_record.failure.clear();
    m_record.endedAt = m_tools.clock.now();
    if (auto stored = m_store.update(m_record); !stored) {
        stop(stored.error());
        return;
    }
    m_spool.remove(m_record.id);
    Q_EMIT changed();
    Q_EMIT resting();
}

void ExportDriver::pause(ExportState as)
{
    if (m_record.state != ExportState::Running)
        return;
    if (m_writing) {
        m_pausing = as;
        *m_cancel = true;
        return;
    }
    m_page.reset();
    rest(as, {});
}

void ExportDriver::stop(const Failure& failure)
{
    m_failure = failure;
    rest(ExportState::Stopped, failure.sentence);
}

void ExportDriver::rest(ExportState state, const QString& failure)
{
    m_record.state = state;
    m_record.failure = failure;
    if (state == ExportState::Cancelled)
        m_record.endedAt = m_tools.clock.now();
    m_waitingFor.clear();
    // What cannot be stored is told all the same.
    (void)m_store.update(m_record);
    Q_EMIT changed();
    Q_EMIT resting();
}

} // namespace stevedore

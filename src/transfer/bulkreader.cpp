// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/bulkreader.h"

namespace stevedore {

BulkReader::BulkReader(const ReadTools& tools, ReadJobRequest request, std::shared_ptr<RecordsFile> into)
    : m_tools(tools), m_request(std::move(request)), m_into(std::move(into))
{
}

void BulkReader::start(const ReadProgress& progress, const std::function<void(const Result<void>&)>& done)
{
    m_progress = progress;
    m_done = done;
    readPage();
}

int BulkReader::credits() const
{
    return m_credits + (m_page ? m_page->credits() : 0);
}

void BulkReader::readPage()
{
    PageReader::Hooks hooks;
    hooks.store = [](const PageRecord&) { return Result<void>(); };
    hooks.take = [into = m_into](const PageRecord&, const QByteArray& zip) { return into->appendZip(zip); };
    hooks.tell = [this](const QString& waitingFor, const QDateTime&) { m_progress(m_records, waitingFor); };
    hooks.done = [this](const Result<PageRecord>& page) { pageDone(page); };
    PageRecord page;
    page.number = m_request.page;
    page.pageToken = m_request.pageToken;
    m_page = std::make_unique<PageReader>(m_tools, m_request, page, PageReader::InDoubt::Stop, std::move(hooks));
    m_page->start();
}

void BulkReader::pageDone(const Result<PageRecord>& page)
{
    if (!page) {
        m_done(fail(page.error()));
        return;
    }
    // Records are counted by what the CRM says: the file is held against it when it is opened.
    m_records += std::max<qint64>(page->count, 0);
    m_progress(m_records, {});
    if (!page->more) {
        m_done({});
        return;
    }
    if (leadsNowhere(*page)) {
        m_done(fail(FailureKind::Server,
                    tr("The CRM says that there are more records behind page %1 and does not say how to get them.")
                        .arg(m_request.page)));
        return;
    }
    m_request.pageToken = page->nextToken;
    ++m_request.page;
    m_credits += m_page->credits();
    // The page that is over calls us.
    m_page.release()->deleteLater();
    readPage();
}

} // namespace stevedore

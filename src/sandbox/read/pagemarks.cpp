// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/pagemarks.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// The same for all pages of one query of one user.
QByteArray keyOf(const ReadJob& job)
{
    QJsonObject query = job.query;
    query.remove(u"page"_s);
    const QByteArray text =
        QByteArray::number(job.userId) + job.fileType.toUtf8() + QJsonDocument(query).toJson(QJsonDocument::Compact);
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
}

} // namespace

PageMarks::Mark PageMarks::before(const ReadJob& job) const
{
    const std::scoped_lock lock(m_mutex);
    const auto pages = m_marks.find(keyOf(job));
    if (pages == m_marks.end())
        return {};
    const auto next = pages->second.lower_bound(job.page());
    if (next == pages->second.begin())
        return {};
    const auto [page, lastId] = *std::prev(next);
    return {page, lastId};
}

void PageMarks::note(const ReadJob& job, qint64 lastId)
{
    const QByteArray key = keyOf(job);
    const std::scoped_lock lock(m_mutex);
    const auto [pages, isNew] = m_marks.try_emplace(key);
    pages->second.erase(pages->second.lower_bound(job.page()), pages->second.end());
    pages->second.emplace(job.page(), lastId);
    if (isNew)
        m_order.push_back(key);
    if (m_order.size() > mostQueries) {
        m_marks.erase(m_order.front());
        m_order.pop_front();
    }
}

} // namespace stevedore::sandbox

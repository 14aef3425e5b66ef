// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <map>
#include <mutex>

namespace stevedore::sandbox {

/// Which requests came in, and how often: for tests that count what a client sends.
class Wire
{
public:
    void note(const QString& method, const QString& path)
    {
        const std::scoped_lock lock(m_mutex);
        ++m_counts[{path, method}];
    }
    QJsonObject json() const
    {
        const std::scoped_lock lock(m_mutex);
        QJsonArray requests;
        for (const auto& [key, count] : m_counts)
            requests.append(QJsonObject{{QStringLiteral("method"), key.second},
                                        {QStringLiteral("path"), key.first},
                                        {QStringLiteral("count"), count}});
        return {{QStringLiteral("requests"), requests}};
    }

private:
    mutable std::mutex m_mutex;
    std::map<std::pair<QString, QString>, qint64> m_counts;
};

} // namespace stevedore::sandbox

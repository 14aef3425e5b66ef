// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/recentfiles.h"

#include "base/durablefile.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

RecentFiles::RecentFiles(const QString& folder) : m_store(folder + u"/recent-files.json"_s)
{
    QFile file(m_store);
    if (!file.open(QIODevice::ReadOnly))
        return;
    for (const QJsonValue path : QJsonDocument::fromJson(file.readAll()).array())
        if (path.isString() && m_paths.size() < most)
            m_paths.append(path.toString());
}

QStringList RecentFiles::paths() const
{
    QStringList there;
    for (const QString& path : m_paths)
        if (QFileInfo(path).isFile())
            there.append(path);
    return there;
}

void RecentFiles::add(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    m_paths.removeAll(absolute);
    m_paths.prepend(absolute);
    m_paths = m_paths.mid(0, most);
    const auto written = writeDurably(m_store, QJsonDocument(QJsonArray::fromStringList(m_paths)).toJson());
    Q_UNUSED(written)
}

} // namespace stevedore::ui

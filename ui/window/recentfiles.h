// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace stevedore::ui {

/// The files that were opened last, newest first, kept in the folder of the program's data. What cannot be read or
/// written is no trouble: the list is a convenience.
class RecentFiles
{
public:
    static constexpr qsizetype most = 6;

    /// `folder` exists, or nothing is kept.
    explicit RecentFiles(const QString& folder);

    /// Absolute paths, of files that are there now.
    QStringList paths() const;
    void add(const QString& path);

private:
    QString m_store;
    QStringList m_paths;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QRandomGenerator>
#include <QString>
#include <QTemporaryDir>

namespace stevedore::trials {

/// What a power cut leaves of that which was not synced.
enum class PowerMode {
    None, ///< there is none
    Lost, ///< nothing: files and folders are what they were at their last sync
    Some, ///< of each file some blocks, of each folder some entries
    Torn  ///< everything but the second half of the last block of each file
};

/// Turns a folder into what a power cut would have left of it. The shim keeps what each file and folder was at its last
/// sync; a name is there only if its folder was synced, which is the least that a file system has to promise.
class PowerCut
{
public:
    /// `below` must lie on the file system of the temporary folder.
    explicit PowerCut(QString below) : m_below(std::move(below)) {}

    /// Where the shim keeps it.
    QString folder() const { return m_kept.path(); }
    /// From now on what is there counts as synced.
    void remember();
    /// The power goes. A sentence if the folder could not be made what it would be.
    QString cut(PowerMode mode, quint32 seed);

private:
    using Entries = QHash<QString, quint64>; ///< inode by name

    void rememberFolder(const QString& path);
    void walk(const QString& path, quint64 inode);
    Entries syncedEntries(quint64 inode) const;
    Entries entriesAfter(PowerMode mode, quint64 inode);
    QByteArray contentAfter(PowerMode mode, quint64 inode);
    bool isFolder(quint64 inode) const;
    bool build(PowerMode mode, quint64 inode, const QString& path);
    QString kept(quint64 inode, const QString& ending = {}) const;

    QString m_below;
    QTemporaryDir m_kept;
    QHash<quint64, Entries> m_now;  ///< folders as they are
    QHash<quint64, QString> m_path; ///< files as they are
    QRandomGenerator m_random;
};

} // namespace stevedore::trials

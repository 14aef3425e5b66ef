// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/powercut.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

constexpr qsizetype blockBytes = 4096;

quint64 inodeOf(const QString& path)
{
    struct stat about = {};
    return ::stat(QFile::encodeName(path).constData(), &about) == 0 ? quint64(about.st_ino) : 0;
}

QFileInfoList entriesOf(const QString& path)
{
    return QDir(path).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) &&
           file.write(bytes) == bytes.size();
}

/// The last block in which they differ, from 0; -1 if there is none.
qsizetype lastDifference(const QByteArray& a, const QByteArray& b)
{
    for (qsizetype block = (std::max(a.size(), b.size()) - 1) / blockBytes; block >= 0; --block)
        if (a.mid(block * blockBytes, blockBytes) != b.mid(block * blockBytes, blockBytes))
            return block;
    return -1;
}

} // namespace

QString PowerCut::kept(quint64 inode, const QString& ending) const
{
    return u"%1/%2%3"_s.arg(m_kept.path()).arg(inode).arg(ending);
}

void PowerCut::remember()
{
    for (const QFileInfo& old : entriesOf(m_kept.path()))
        QFile::remove(old.filePath());
    rememberFolder(m_below);
}

void PowerCut::rememberFolder(const QString& path)
{
    QByteArray listing;
    for (const QFileInfo& entry : entriesOf(path)) {
        const quint64 inode = inodeOf(entry.filePath());
        listing += QByteArray::number(inode) + '\t' + QFile::encodeName(entry.fileName()) + '\n';
        if (entry.isDir()) {
            rememberFolder(entry.filePath());
            continue;
        }
        write(kept(inode), bytesOf(entry.filePath()));
        [[maybe_unused]] const int linked = ::link(QFile::encodeName(entry.filePath()).constData(),
                                                   QFile::encodeName(kept(inode, u".link"_s)).constData());
    }
    write(kept(inodeOf(path), u".dir"_s), listing);
}

void PowerCut::walk(const QString& path, quint64 inode)
{
    Entries& entries = m_now[inode];
    QList<std::pair<QString, quint64>> folders;
    for (const QFileInfo& entry : entriesOf(path)) {
        const quint64 own = inodeOf(entry.filePath());
        entries.insert(entry.fileName(), own);
        if (entry.isDir())
            folders.append({entry.filePath(), own});
        else
            m_path.insert(own, entry.filePath());
    }
    for (const auto& [folder, own] : folders)
        walk(folder, own);
}

PowerCut::Entries PowerCut::syncedEntries(quint64 inode) const
{
    Entries out;
    for (const QByteArray& line : bytesOf(kept(inode, u".dir"_s)).split('\n')) {
        const qsizetype tab = line.indexOf('\t');
        if (tab > 0)
            out.insert(QFile::decodeName(line.mid(tab + 1)), line.first(tab).toULongLong());
    }
    return out;
}

PowerCut::Entries PowerCut::entriesAfter(PowerMode mode, quint64 inode)
{
    Entries synced = syncedEntries(inode);
    if (mode == PowerMode::Lost)
        return synced;
    Entries now = m_now.value(inode);
    if (mode == PowerMode::Torn)
        return now;
    Entries out;
    QStringList names = (synced.keys() + now.keys());
    std::sort(names.begin(), names.end()); // the same for a seed
    names.removeDuplicates();
    for (const QString& name : std::as_const(names)) {
        const Entries& from = m_random.bounded(2) == 0 ? synced : now;
        if (const auto found = from.constFind(name); found != from.cend())
            out.insert(name, *found);
    }
    return out;
}

QByteArray PowerCut::contentAfter(PowerMode mode, quint64 inode)
{
    QByteArray synced = bytesOf(kept(inode));
    if (mode == PowerMode::Lost)
        return synced;
    const QString link = kept(inode, u".link"_s);
    QByteArray now = bytesOf(QFile::exists(link) ? link : m_path.value(inode));
    if (mode == PowerMode::Torn) {
        const qsizetype torn = lastDifference(now, synced);
        if (torn < 0)
            return now;
        const qsizetype half = torn * blockBytes + blockBytes / 2;
        for (qsizetype i = half; i < std::min(now.size(), (torn + 1) * blockBytes); ++i)
            now[i] = i < synced.size() ? synced[i] : '\0';
        return now;
    }
    QByteArray out(m_random.bounded(2) == 0 ? synced.size() : now.size(), '\0');
    for (qsizetype at = 0; at < out.size(); at += blockBytes) {
        const QByteArray& from = m_random.bounded(2) == 0 ? synced : now;
        const qsizetype size = std::clamp(from.size() - at, qsizetype(0), std::min(blockBytes, out.size() - at));
        std::copy_n(from.constData() + std::min(at, from.size()), size, out.data() + at);
    }
    return out;
}

bool PowerCut::isFolder(quint64 inode) const
{
    return m_now.contains(inode) || QFile::exists(kept(inode, u".dir"_s));
}

bool PowerCut::build(PowerMode mode, quint64 inode, const QString& path)
{
    const Entries entries = entriesAfter(mode, inode);
    QStringList names = entries.keys();
    std::sort(names.begin(), names.end());
    return std::all_of(names.cbegin(), names.cend(), [&](const QString& name) {
        const quint64 own = entries.value(name);
        const QString target = path + u'/' + name;
        if (isFolder(own))
            return QDir().mkdir(target) &&
                   QFile::setPermissions(target, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner) &&
                   build(mode, own, target);
        // What is whole stays the same file, with its time: the client looks whether its source was changed.
        const QByteArray content = contentAfter(mode, own);
        const QString whole = m_path.value(own);
        return !whole.isEmpty() && bytesOf(whole) == content ? QFile::rename(whole, target) : write(target, content);
    });
}

QString PowerCut::cut(PowerMode mode, quint32 seed)
{
    m_random.seed(seed);
    m_now.clear();
    m_path.clear();
    const quint64 root = inodeOf(m_below);
    walk(m_below, root);
    const QTemporaryDir after;
    if (!after.isValid() || !build(mode, root, after.path()))
        return u"what a power cut leaves could not be written"_s;
    for (const QFileInfo& old : entriesOf(m_below))
        old.isDir() ? QDir(old.filePath()).removeRecursively() : QFile::remove(old.filePath());
    for (const QFileInfo& entry : entriesOf(after.path()))
        if (!QFile::rename(entry.filePath(), m_below + u'/' + entry.fileName()))
            return u"%1 could not be put back"_s.arg(entry.fileName());
    return {};
}

} // namespace stevedore::trials

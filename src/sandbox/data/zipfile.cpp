// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/zipfile.h"

#include "sandbox/data/zipwriter.h"

#include <QFile>
#include <quazip.h>
#include <quazipfile.h>

namespace stevedore::sandbox {

namespace {

constexpr int mostEntries = 1000;
constexpr qint64 mostBytes = 1'000'000'000;
constexpr qint64 blockSize = 1 << 20;

std::optional<QByteArray> readUpTo(const QString& path, const QString& name, qint64 most, bool whole)
{
    QuaZip zip(path);
    if (!zip.open(QuaZip::mdUnzip) || !zip.setCurrentFile(name, QuaZip::csSensitive))
        return std::nullopt;
    QuaZipFile entry(&zip);
    if (!entry.open(QIODevice::ReadOnly))
        return std::nullopt;
    QByteArray bytes;
    for (;;) {
        const QByteArray block = entry.read(std::min(blockSize, most + 1 - bytes.size()));
        if (block.isEmpty())
            break;
        bytes += block;
        if (bytes.size() > most) {
            if (whole)
                return std::nullopt;
            return bytes.left(most);
        }
    }
    entry.close();
    if (entry.getZipError() != UNZ_OK) // a wrong checksum shows only here
        return std::nullopt;
    return bytes;
}

} // namespace

bool isReadableZip(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.read(2) != "PK")
        return false;
    file.close();
    return zipEntryNames(path).has_value();
}

std::optional<QStringList> zipEntryNames(const QString& path)
{
    QuaZip zip(path);
    if (!zip.open(QuaZip::mdUnzip) || zip.getEntriesCount() > mostEntries)
        return std::nullopt;
    QStringList names;
    for (const QString& name : zip.getFileNameList())
        if (!name.endsWith(QLatin1Char('/')))
            names.append(name);
    return names;
}

std::optional<QByteArray> readZipEntry(const QString& path, const QString& name)
{
    return readUpTo(path, name, mostBytes, true);
}

std::optional<QByteArray> readZipEntryHead(const QString& path, const QString& name, qint64 most)
{
    return readUpTo(path, name, most, false);
}

bool writeZip(const QString& path, const QString& name, const QByteArray& bytes)
{
    ZipWriter zip(path, name);
    zip.write({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    return zip.finish();
}

} // namespace stevedore::sandbox

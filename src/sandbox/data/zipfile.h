// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace stevedore::sandbox {

/// Whether the bytes of the file are a zip whose directory can be read.
bool isReadableZip(const QString& path);

/// The names of the entries that are files. Nothing if the zip cannot be read, is encrypted, has more entries than an
/// upload may sensibly have (1,000), or if one of its names is more than a name: a path, a drive, a control character.
/// An upload is a stranger's file.
std::optional<QStringList> zipEntryNames(const QString& path);

/// One entry, decompressed piece by piece, in whatever memory the caller keeps.
class ZipEntryReader
{
public:
    ZipEntryReader(const QString& path, const QString& name);
    ~ZipEntryReader();
    Q_DISABLE_COPY_MOVE(ZipEntryReader)

    /// Appends a block to `bytes`; false at the end, which is also where trouble is.
    bool read(std::string& bytes);
    /// False if the entry is missing, broken (a wrong checksum shows at the end), or grew beyond 1 GB - counted while
    /// it is unpacked, never taken from what the zip says of itself.
    bool isSound() const { return m_sound; }

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
    qint64 m_total = 0;
    bool m_sound = true;
};

/// The bytes of one entry. Nothing if it is not sound.
std::optional<QByteArray> readZipEntry(const QString& path, const QString& name);

/// Writes a zip piece by piece; it gets its name when it is whole.
class ZipWriter
{
public:
    explicit ZipWriter(const QString& path);
    /// Without finish() nothing is left.
    ~ZipWriter();
    Q_DISABLE_COPY_MOVE(ZipWriter)

    /// Begins the next entry.
    bool begin(const QString& name);
    bool write(std::string_view bytes);
    /// False if anything went wrong since the beginning.
    bool finish();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
    QString m_path;
    bool m_sound = true;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace stevedore::sandbox {

/// Whether the bytes of the file are a zip that can be opened; looks at names only.
bool isReadableZip(const QString& path);

/// The names of the entries that are files. Nothing if the zip cannot be opened or has more entries than an upload may
/// sensibly have (1,000): an upload is a stranger's file.
std::optional<QStringList> zipEntryNames(const QString& path);

/// The bytes of one entry, decompressed. Nothing if it is missing, broken, or grows beyond 1 GB - counted while it is
/// unpacked, never taken from what the zip says of itself.
std::optional<QByteArray> readZipEntry(const QString& path, const QString& name);

/// The first `most` bytes of one entry; for looking at a header row.
std::optional<QByteArray> readZipEntryHead(const QString& path, const QString& name, qint64 most);

/// Writes a zip with one entry; whole or not at all.
bool writeZip(const QString& path, const QString& name, const QByteArray& bytes);

} // namespace stevedore::sandbox

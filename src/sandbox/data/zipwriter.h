// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <quazip.h>
#include <quazipfile.h>

#include <string_view>

namespace stevedore::sandbox {

/// Writes a zip with one entry, block by block, in constant memory. The file has its name only once it is whole: until
/// finish() it is a `.part` beside it, and without finish() nothing stays.
class ZipWriter
{
public:
    ZipWriter(const QString& path, const QString& entryName);
    ~ZipWriter();
    Q_DISABLE_COPY_MOVE(ZipWriter)

    void write(std::string_view block);
    /// False if anything went wrong since the construction; an older file of that name is then left alone.
    bool finish();

private:
    QString m_path;
    QuaZip m_zip;
    QuaZipFile m_entry;
    bool m_good = false;
};

} // namespace stevedore::sandbox

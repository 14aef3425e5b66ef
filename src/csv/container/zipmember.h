// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/unpacker.h"

#include <QIODevice>
#include <QXmlStreamReader>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

namespace stevedore {

/// One member of a zip, to be read from its beginning to its end. Reading fails once the work is cancelled.
class ZipMember final : public QIODevice
{
public:
    ZipMember(const UnpackWork& work, QString member);

    /// Fails for a member that is encrypted, packed in a way that is not known here, or not there.
    Result<void> begin();
    /// Reads what is left, so that the check sum can be compared. To be called at the end in any case: it tells why a
    /// read failed.
    Result<void> finish();
    /// Whether the archive has such a member.
    bool exists();

    bool isSequential() const override { return true; }

protected:
    qint64 readData(char* data, qint64 most) override;
    qint64 writeData(const char*, qint64) override { return -1; }

private:
    const UnpackWork& m_work;
    QString m_member;
    QuaZip m_zip;
    QuaZipFile m_file;
    qint64 m_size = 0;
    qint64 m_done = 0;
    bool m_broken = false;
};

/// Hands the reader of a member's XML to `read`, which may leave off at an error of the XML or when it knows enough:
/// that the bytes were whole and the XML sound is checked here.
Result<void> readXmlMember(const UnpackWork& work, const QString& member,
                           const std::function<Result<void>(QXmlStreamReader&)>& read);

} // namespace stevedore

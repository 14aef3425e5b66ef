// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/containerkind.h"

#include "base/hash.h"
#include "csv/sourcecheck.h"

#include <QFile>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

#include <algorithm>

namespace stevedore {

namespace {

QByteArray beginningOf(QuaZip& zip, const QString& member)
{
    QuaZipFile file(&zip);
    return zip.setCurrentFile(member, QuaZip::csInsensitive) && file.open(QIODevice::ReadOnly) ? file.read(100)
                                                                                               : QByteArray();
}

ContainerKind kindOfZip(const QString& path)
{
    QuaZip zip(path);
    if (!zip.open(QuaZip::mdUnzip))
        return ContainerKind::Zip;
    if (beginningOf(zip, QStringLiteral("mimetype")).startsWith("application/vnd.oasis.opendocument.spreadsheet"))
        return ContainerKind::OpenDocument;
    if (!zip.setCurrentFile(QStringLiteral("[Content_Types].xml"), QuaZip::csInsensitive))
        return ContainerKind::Zip;
    if (zip.setCurrentFile(QStringLiteral("xl/workbook.bin"), QuaZip::csInsensitive))
        return ContainerKind::OldWorkbook;
    const QStringList names = zip.getFileNameList();
    const bool workbook = std::any_of(names.begin(), names.end(), [](const QString& name) {
        return name.endsWith(QLatin1String("workbook.xml"), Qt::CaseInsensitive);
    });
    return workbook ? ContainerKind::OpenXml : ContainerKind::Zip;
}

/// The beginning of the list of streams, whose names are UTF-16. The header tells how large a sector is and in which
/// one the list begins.
QByteArray compoundDirectory(const QString& path)
{
    constexpr qint64 headerBytes = 512;
    constexpr qint64 listedBytes = 4096;
    QFile file(path);
    const QByteArray header = file.open(QIODevice::ReadOnly) ? file.read(headerBytes) : QByteArray();
    if (header.size() < headerBytes)
        return {};
    const std::string_view bytes(header.constData(), std::size_t(headerBytes));
    const auto shift = int(littleEndian(bytes.substr(30), 2));
    const auto sector = qint64(littleEndian(bytes.substr(48), 4));
    if ((shift != 9 && shift != 12) || !file.seek((sector + 1) << shift))
        return {};
    return file.read(listedBytes);
}

} // namespace

ContainerKind kindOfSample(const QString& path, QByteArrayView sample)
{
    if (sample.startsWith("\x1F\x8B"))
        return ContainerKind::Gzip;
    if (sample.startsWith("PK\x03\x04") || sample.startsWith("PK\x05\x06"))
        return kindOfZip(path);
    if (sample.startsWith("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
        return ContainerKind::OldWorkbook;
    return ContainerKind::None;
}

ContainerKind containerKind(const QString& path)
{
    const auto head = readHead(path);
    return head ? kindOfSample(path, head->sample) : ContainerKind::None;
}

CompoundContent compoundContent(const QString& path)
{
    const QByteArray names = compoundDirectory(path);
    const auto has = [&names](const QString& stream) {
        return names.contains(QByteArray(reinterpret_cast<const char*>(stream.utf16()), stream.size() * 2));
    };
    if (has(QStringLiteral("EncryptedPackage")))
        return CompoundContent::ProtectedPackage;
    return has(QStringLiteral("Workbook")) || has(QStringLiteral("Book")) ? CompoundContent::Workbook
                                                                          : CompoundContent::Other;
}

} // namespace stevedore

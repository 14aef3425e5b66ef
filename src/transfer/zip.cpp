// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/zip.h"

#include <QBuffer>
#include <QCoreApplication>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <quazip/quazipnewinfo.h>

#include <libdeflate.h>
#include <memory>

namespace stevedore {

namespace {

/// What a user waits for is the upload, so the ratio counts; beyond 6 it hardly grows.
constexpr int level = 6;

QString tr(const char* text)
{
    return QCoreApplication::translate("Zip", text);
}

Unexpected damaged(const QString& why)
{
    return fail(FailureKind::Server, tr("The CRM's result file is damaged (%1). It is fetched again.").arg(why), why);
}

QByteArray deflated(std::string_view content)
{
    const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
        libdeflate_alloc_compressor(level), libdeflate_free_compressor);
    QByteArray out(qsizetype(libdeflate_deflate_compress_bound(compressor.get(), content.size())), Qt::Uninitialized);
    const size_t size =
        libdeflate_deflate_compress(compressor.get(), content.data(), content.size(), out.data(), size_t(out.size()));
    out.resize(qsizetype(size));
    return out;
}

} // namespace

Result<QByteArray> makeZip(const QString& entryName, std::string_view content)
{
    const QByteArray body = deflated(content);
    QByteArray out;
    QBuffer device(&out);
    QuaZip zip(&device);
    zip.setDataDescriptorWritingEnabled(false);
    QuaZipNewInfo info(entryName);
    info.dateTime = QDateTime(QDate(1980, 1, 1), QTime(0, 0));
    info.uncompressedSize = ulong(content.size());
    const quint32 crc = libdeflate_crc32(0, content.data(), content.size());
    bool ok = zip.open(QuaZip::mdCreate);
    {
        QuaZipFile file(&zip);
        ok = ok && file.open(QIODevice::WriteOnly, info, nullptr, crc, Z_DEFLATED, level, true) &&
             file.write(body) == body.size();
        file.close();
        ok = ok && file.getZipError() == UNZ_OK;
    }
    zip.close();
    if (!ok || zip.getZipError() != UNZ_OK)
        return fail(FailureKind::Disk, tr("A part could not be packed."),
                    QStringLiteral("zip error %1").arg(zip.getZipError()));
    return out;
}

Result<QByteArray> readZip(const QByteArray& bytes, qint64 mostBytes)
{
    QByteArray copy = bytes;
    QBuffer device(&copy);
    QuaZip zip(&device);
    if (!zip.open(QuaZip::mdUnzip))
        return damaged(tr("no zip archive"));
    QByteArray content;
    bool found = false;
    for (bool more = zip.goToFirstFile(); more; more = zip.goToNextFile()) {
        QuaZipFileInfo64 info;
        if (!zip.getCurrentFileInfo(&info))
            return damaged(tr("its directory cannot be read"));
        if (info.name.endsWith(QLatin1Char('/')))
            continue;
        if (found)
            return damaged(tr("more than one file in it"));
        if (info.isEncrypted() || info.isSymbolicLink())
            return damaged(tr("an encrypted file or a link in it"));
        if (info.uncompressedSize > quint64(mostBytes))
            return damaged(tr("larger than it can be"));
        QuaZipFile file(&zip);
        if (!file.open(QIODevice::ReadOnly))
            return damaged(tr("its file cannot be opened"));
        // One byte more than announced, so that a directory that lies is noticed.
        content = file.read(qint64(info.uncompressedSize) + 1);
        const bool whole = content.size() == qint64(info.uncompressedSize) && file.atEnd();
        file.close();
        // The check sum is compared when the entry is closed.
        if (!whole || file.getZipError() != UNZ_OK)
            return damaged(tr("its contents do not agree with its check sum"));
        found = true;
    }
    if (!found)
        return damaged(tr("nothing in it"));
    return content;
}

} // namespace stevedore

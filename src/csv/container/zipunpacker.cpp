// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/container/zipunpacker.h"

#include "csv/container/zipmember.h"
#include "csv/csvtext.h"
#include "csv/sourcecheck.h"

#include <QFile>

#include <algorithm>

namespace stevedore {

namespace {

constexpr qint64 sniffedBytes = 4096;
constexpr qint64 copiedBytes = qint64(256) * 1024;

/// A folder, a file that some system keeps for itself, or a link.
bool isHidden(const QuaZipFileInfo64& info)
{
    const QStringList parts = QString(info.name).replace(QLatin1Char('\\'), QLatin1Char('/')).split(QLatin1Char('/'));
    return parts.last().isEmpty() || info.isSymbolicLink() ||
           std::any_of(parts.begin(), parts.end(), [](const QString& part) {
               return part == QLatin1String("__MACOSX") ||
                      (part.startsWith(QLatin1Char('.')) && part != QLatin1String(".") && part != QLatin1String(".."));
           });
}

/// The zip library takes an archive without members for a damaged one.
bool isEmptyArchive(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(4) == "PK\x05\x06";
}

bool isText(QuaZip& zip, const QuaZipFileInfo64& info)
{
    QuaZipFile file(&zip);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    SourceHead head;
    head.sample = file.read(sniffedBytes);
    head.fingerprint.size = qint64(info.uncompressedSize);
    const bool wide = head.sample.startsWith("\xFF\xFE") || head.sample.startsWith("\xFE\xFF");
    return checkIsText(info.name, head, wide).has_value();
}

} // namespace

Result<QStringList> ZipUnpacker::choices()
{
    QuaZip zip(m_work.path);
    if (!zip.open(QuaZip::mdUnzip) && !isEmptyArchive(m_work.path))
        return damagedContainer(m_work, QStringLiteral("zip error %1").arg(zip.getZipError()));
    QStringList names;
    for (bool more = zip.isOpen() && zip.goToFirstFile(); more; more = zip.goToNextFile()) {
        QuaZipFileInfo64 info;
        if (m_work.cancel)
            return unpackingStopped();
        if (!zip.getCurrentFileInfo(&info))
            return damagedContainer(m_work, QStringLiteral("zip error %1").arg(zip.getZipError()));
        if (!isHidden(info) && (info.isEncrypted() || isText(zip, info)))
            names.append(info.name);
    }
    names.removeDuplicates();
    if (names.isEmpty())
        return fail(FailureKind::Source, CsvText::tr("There is no text file in the archive “%1”. Unpack it, then open "
                                                     "the file that holds your rows.")
                                             .arg(m_work.name));
    return names;
}

Result<bool> ZipUnpacker::write(const QString& choice, DurableFile& out)
{
    ZipMember member(m_work, choice);
    if (auto begun = member.begin(); !begun)
        return fail(begun.error());
    for (QByteArray block = member.read(copiedBytes); !block.isEmpty(); block = member.read(copiedBytes))
        if (auto written = out.write(block); !written)
            return fail(written.error());
    const auto whole = member.finish();
    return whole ? Result<bool>(true) : fail(whole.error());
}

} // namespace stevedore

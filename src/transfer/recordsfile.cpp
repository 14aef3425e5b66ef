// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/recordsfile.h"

#include "base/durablefile.h"
#include "base/text.h"
#include "transfer/zip.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace stevedore {

namespace {

/// 200,000 records of 200 fields; what claims to be larger is none of the CRM's.
constexpr qint64 mostRecordsBytes = 16LL * 1024 * 1024 * 1024;
constexpr qsizetype mostHeadBytes = qsizetype(256) * 1024;
constexpr qint64 copyBytes = qint64(1024) * 1024;
const QString folderName = QStringLiteral("records-");

struct RecordsFileText
{
    Q_DECLARE_TR_FUNCTIONS(RecordsFile)
};

void removeLeftOvers(const QString& scratchFolder)
{
    const QDateTime yesterday = QDateTime::currentDateTimeUtc().addDays(-1);
    const auto folders =
        QDir(scratchFolder).entryInfoList({folderName + QLatin1Char('*')}, QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo& folder : folders)
        if (folder.lastModified() < yesterday)
            QDir(folder.filePath()).removeRecursively();
}

} // namespace

RecordsFile::RecordsFile(const QString& pattern) : m_dir(pattern), m_file(m_dir.filePath(QStringLiteral("records.csv")))
{
}

Result<std::shared_ptr<RecordsFile>> RecordsFile::make(const QString& scratchFolder)
{
    removeLeftOvers(scratchFolder);
    std::shared_ptr<RecordsFile> out(
        new RecordsFile(scratchFolder + QLatin1Char('/') + folderName + QStringLiteral("XXXXXX")));
    if (!out->m_dir.isValid() || !out->m_file.open(QIODevice::ReadWrite | QIODevice::NewOnly))
        return fail(FailureKind::Disk,
                    RecordsFileText::tr("What the CRM sends cannot be stored below %1.").arg(scratchFolder),
                    out->m_dir.isValid() ? out->m_file.errorString() : out->m_dir.errorString());
    return out;
}

Result<void> RecordsFile::appendZip(const QByteArray& zip)
{
    return append([&](const auto& taker) { return unpackZip(zip, mostRecordsBytes, taker); });
}

Result<void> RecordsFile::appendCsv(QByteArrayView csv)
{
    return append([&](const auto& taker) { return taker(csv); });
}

Result<void>
RecordsFile::append(const std::function<Result<void>(const std::function<Result<void>(QByteArrayView)>&)>& feed)
{
    const qint64 before = m_file.size();
    const QByteArray headerBefore = m_header;
    m_pageHeader.clear();
    m_headerDone = false;
    m_lastByte = '\n';
    Result<void> done = feed([this](QByteArrayView block) { return take(block); });
    // A header alone needs no line end of its own.
    if (done && !m_headerDone) {
        QByteArrayView end("\n");
        done = takeHeader(end);
    }
    if (done && m_lastByte != '\n')
        done = write("\n");
    if (done && !m_file.flush())
        done = write({});
    if (!done) {
        m_header = headerBefore;
        m_file.unsetError();
        if (!m_file.resize(before) || !m_file.seek(before))
            return fail(FailureKind::Disk, RecordsFileText::tr("A file in the scratch folder could not be cut."),
                        m_file.errorString());
    }
    return done;
}

Result<void> RecordsFile::take(QByteArrayView block)
{
    if (!m_headerDone)
        if (auto taken = takeHeader(block); !taken)
            return taken;
    return block.isEmpty() ? Result<void>() : write(block);
}

/// The header is names that have no line breaks; takes it off the block.
Result<void> RecordsFile::takeHeader(QByteArrayView& block)
{
    const qsizetype end = block.indexOf('\n');
    m_pageHeader.append(end < 0 ? block : block.first(end));
    block = end < 0 ? QByteArrayView() : block.sliced(end + 1);
    if (end < 0 && m_pageHeader.size() <= mostHeadBytes)
        return {};
    m_headerDone = true;
    if (m_pageHeader.startsWith("\xEF\xBB\xBF"))
        m_pageHeader.remove(0, 3);
    if (m_pageHeader.endsWith('\r'))
        m_pageHeader.chop(1);
    if (m_header.isEmpty() && end >= 0 && !m_pageHeader.isEmpty()) {
        m_header = m_pageHeader;
        return write(m_header + '\n');
    }
    if (m_pageHeader.isEmpty() || m_pageHeader != m_header)
        return fail(FailureKind::Server,
                    RecordsFileText::tr("The pages that the CRM sends do not have the same columns. Try again."));
    return {};
}

Result<void> RecordsFile::write(QByteArrayView bytes)
{
    if (m_file.write(bytes.data(), bytes.size()) != bytes.size() || m_file.error() != QFileDevice::NoError)
        return fail(
            FailureKind::Disk,
            RecordsFileText::tr("What the CRM sends cannot be stored in %1. Make room on the disk, then try again.")
                .arg(m_dir.path()),
            m_file.errorString());
    if (!bytes.isEmpty())
        m_lastByte = bytes.back();
    return {};
}

Result<std::shared_ptr<const CsvFile>> RecordsFile::open(qint64 expected, const CancelFlag& cancel)
{
    m_file.close();
    std::shared_ptr<const CsvFile> out;
    qint64 rows = 0;
    if (!m_header.isEmpty()) {
        const auto file = CsvFile::open(m_file.fileName(), Dialect{}, m_dir.path());
        if (!file)
            return fail(file.error());
        if (auto indexed = (*file)->index([](qint64, qint64) {}, cancel); !indexed)
            return fail(indexed.error());
        out = *file;
        rows = out->knownRows().value;
    }
    if (expected >= 0 && rows != expected)
        return fail(FailureKind::Server,
                    RecordsFileText::tr("The CRM announced %1 records and sent %2. Nothing was changed; try again.")
                        .arg(grouped(expected), grouped(rows)));
    return out;
}

Result<void> RecordsFile::keep(const QString& path, qint64 expected, const CancelFlag& cancel)
{
    // Counts the records before the file is taken for whole.
    if (auto whole = open(expected, cancel); !whole)
        return fail(whole.error());
    if (auto folder = makePrivateFolder(QFileInfo(path).absolutePath()); !folder)
        return folder;
    DurableFile kept(path);
    if (auto opened = kept.open(); !opened)
        return opened;
    QFile from(m_file.fileName());
    if (!from.open(QIODevice::ReadOnly))
        return fail(FailureKind::Disk,
                    RecordsFileText::tr("What the CRM sent cannot be read from %1.").arg(from.fileName()),
                    from.errorString());
    if (m_header.isEmpty()) {
        if (auto header = kept.write("Id\n"); !header)
            return header;
    }
    while (!from.atEnd()) {
        const QByteArray block = from.read(copyBytes);
        if (block.isEmpty() && from.error() != QFileDevice::NoError)
            return fail(FailureKind::Disk,
                        RecordsFileText::tr("What the CRM sent cannot be read from %1.").arg(from.fileName()),
                        from.errorString());
        if (auto written = kept.write(block); !written)
            return written;
    }
    return kept.commit();
}

} // namespace stevedore

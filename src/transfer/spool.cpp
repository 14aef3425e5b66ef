// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/spool.h"

#include "base/durablefile.h"
#include "transfer/join/resultfile.h"
#include "transfer/partplan.h"
#include "transfer/zip.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

namespace stevedore {

namespace {

/// Of what we packed ourselves, unpacked.
constexpr qint64 mostSentBytes = 1LL << 30;
/// A result repeats three of the columns that were sent, however it quotes them, and says of each row what was wrong
/// with at most 200 columns (Zoho CRM API v8, Bulk write, Download result).
constexpr qint64 mostErrorBytes = qint64(16) * 1024;
constexpr qint64 mostHeaderBytes = qint64(64) * 1024;

qint64 mostResultBytes(qint64 sentBytes, qint64 rows)
{
    return mostHeaderBytes + 2 * sentBytes + rows * mostErrorBytes;
}

struct SpoolText
{
    Q_DECLARE_TR_FUNCTIONS(Spool)
};

Result<MemoryCsv> unpacked(const QByteArray& zip, qint64 mostBytes)
{
    const auto csv = readZip(zip, mostBytes);
    return csv ? MemoryCsv::open(*csv) : fail(csv.error());
}

Result<std::vector<RowNumber>> rowsOf(const PartRecord& part)
{
    const auto rows = RowSet::decoded(part.rows);
    if (!rows)
        return fail(FailureKind::Journal, SpoolText::tr("The rows of a part cannot be read from the journal."));
    return rows->rows();
}

} // namespace

QByteArray sha256(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

Result<void> Spool::make() const
{
    if (auto made = makePrivateFolder(m_folder); !made)
        return made;
    return reserve().make();
}

Result<void> Spool::write(const QString& name, const QByteArray& bytes) const
{
    return writeDurably(path(name), bytes);
}

Result<QByteArray> Spool::writeHashed(const QString& name, const QByteArray& bytes) const
{
    if (auto written = write(name, bytes); !written)
        return fail(written.error());
    return sha256(bytes);
}

Result<QByteArray> Spool::read(const QString& name) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(FailureKind::Disk,
                    SpoolText::tr("The stored file %1 cannot be read: %2.").arg(path(name), file.errorString()));
    return file.readAll();
}

Result<QByteArray> Spool::readChecked(const QString& name, const QByteArray& expected) const
{
    auto bytes = read(name);
    if (bytes && sha256(*bytes) != expected)
        return fail(FailureKind::Disk, SpoolText::tr("The stored file %1 is not what was stored.").arg(path(name)));
    return bytes;
}

void Spool::remove(const QString& name) const
{
    QFile::remove(path(name));
}

Result<QStringList> Spool::header(const PartRecord& part) const
{
    const auto zip = readChecked(part.zipName, part.zipSha256);
    if (!zip)
        return fail(zip.error());
    // We wrote it: api_names, comma, no quotes. It is the beginning of what the zip holds, and the hash has shown that
    // the rest is whole.
    QByteArray line;
    bool complete = false;
    const auto read = unpackZip(*zip, mostSentBytes, [&](QByteArrayView block) -> Result<void> {
        line.append(block);
        complete = line.contains("\r\n");
        return complete ? fail(FailureKind::Cancelled, {}) : Result<void>();
    });
    if (!read && !complete)
        return fail(read.error());
    line.truncate(line.indexOf("\r\n"));
    return QString::fromUtf8(line).split(QLatin1Char(','));
}

Result<std::vector<OutcomeRecord>> Spool::outcomes(const PartRecord& part) const
{
    auto whole = joined(part);
    if (!whole)
        return fail(whole.error());
    return std::move(whole->outcomes);
}

Result<MemoryCsv> Spool::sent(const PartRecord& part) const
{
    const auto zip = readChecked(part.zipName, part.zipSha256);
    return zip ? unpacked(*zip, mostSentBytes) : fail(zip.error());
}

Result<JoinedPart> Spool::joined(const PartRecord& part, const std::optional<JobCounts>& counts) const
{
    const auto numbers = rowsOf(part);
    if (!numbers)
        return fail(numbers.error());
    const auto sentCsv = this->sent(part);
    if (!sentCsv)
        return fail(sentCsv.error());
    const auto resultZip =
        part.resultSha256.isEmpty() ? read(part.resultName) : readChecked(part.resultName, part.resultSha256);
    if (!resultZip)
        return fail(resultZip.error());
    const auto resultCsv = unpacked(*resultZip, mostResultBytes(sentCsv->bytes(), qint64(numbers->size())));
    if (!resultCsv)
        return fail(resultCsv.error());
    const auto result = readResult(*resultCsv, sentCsv->header());
    if (!result)
        return fail(result.error());
    const auto sent = readSent(*sentCsv, *numbers, result->columns);
    if (!sent)
        return fail(sent.error());
    JoinedPart out = joinResult(*sent, *result, counts);
    if (out.groups.empty())
        return out;
    const auto values = readSentValues(*sentCsv, *numbers, openRows(out), {});
    if (!values)
        return fail(values.error());
    settleByRecords(out, *values, {});
    return out;
}

Result<SentValues> Spool::sentValues(const PartRecord& part, const std::vector<RowNumber>& rows,
                                     const ModuleMeta& meta) const
{
    const auto numbers = rowsOf(part);
    if (!numbers)
        return fail(numbers.error());
    const auto sentCsv = this->sent(part);
    if (!sentCsv)
        return fail(sentCsv.error());
    return readSentValues(*sentCsv, *numbers, rows, meta);
}

} // namespace stevedore

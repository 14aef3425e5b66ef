// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/spool.h"

#include "base/durablefile.h"
#include "transfer/partplan.h"
#include "transfer/resultjoin.h"
#include "transfer/zip.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QScopeGuard>

namespace stevedore {

namespace {

/// A result holds three columns of at most 25,000 rows and their errors; 1 GiB is far beyond any true one.
constexpr qint64 mostResultBytes = 1LL << 30;

QString tr(const char* text)
{
    return QCoreApplication::translate("Spool", text);
}

QString cellText(std::string_view cell)
{
    return QString::fromUtf8(cell.data(), qsizetype(cell.size()));
}

Result<ResultTable> resultTable(const std::shared_ptr<CsvFile>& file)
{
    const QStringList names = file->rawHeader();
    const auto column = [&](const char* name) {
        for (qsizetype i = names.size(); i-- > 0;) {
            if (names[i].trimmed().compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
                return i;
        }
        return qsizetype(-1);
    };
    const qsizetype status = column("STATUS");
    const qsizetype id = column("RECORD_ID");
    const qsizetype errors = column("ERRORS");
    if (status < 0 || id < 0 || errors < 0)
        return fail(FailureKind::Server,
                    tr("The CRM's result has no columns STATUS, RECORD_ID and ERRORS; its rows cannot be told apart."),
                    names.join(QLatin1Char('|')));
    ResultTable out;
    std::vector<std::size_t> echoed;
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (i != status && i != id && i != errors) {
            out.columns.append(names[i].trimmed());
            echoed.push_back(std::size_t(i));
        }
    }
    RowReader reader(file, RowNumber(1));
    while (const RowView* row = reader.next()) {
        ResultRow one;
        for (const std::size_t i : echoed)
            one.echo.push_back(cellText(row->cells[i]));
        one.status = cellText(row->cells[std::size_t(status)]);
        one.recordId = cellText(row->cells[std::size_t(id)]);
        one.errors = cellText(row->cells[std::size_t(errors)]);
        out.rows.push_back(one);
    }
    if (reader.failure())
        return fail(*reader.failure());
    return out;
}

Result<SentTable> sentTable(const std::shared_ptr<CsvFile>& file, const PartRecord& part, const QStringList& echoed)
{
    SentTable out;
    std::vector<std::size_t> columns;
    for (const QString& name : echoed) {
        const qsizetype at = file->rawHeader().indexOf(name);
        if (at < 0)
            return fail(FailureKind::Server, tr("The CRM's result names a column that was not sent (%1).").arg(name));
        columns.push_back(std::size_t(at));
    }
    const auto rows = RowSet::decoded(part.rows);
    if (!rows)
        return fail(FailureKind::Journal, tr("The rows of a part cannot be read from the journal."));
    out.rows = rows->rows();
    RowReader reader(file, RowNumber(1));
    while (const RowView* row = reader.next()) {
        std::vector<QString> echo;
        for (const std::size_t column : columns)
            echo.push_back(cellText(row->cells[column]));
        out.echo.push_back(std::move(echo));
    }
    if (reader.failure())
        return fail(*reader.failure());
    if (out.echo.size() != out.rows.size())
        return fail(FailureKind::Disk, tr("The stored copy of what was sent is damaged."));
    return out;
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

Result<QByteArray> Spool::read(const QString& name) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::ReadOnly))
        return fail(FailureKind::Disk,
                    tr("The stored file %1 cannot be read: %2.").arg(path(name), file.errorString()));
    return file.readAll();
}

Result<QByteArray> Spool::readChecked(const QString& name, const QByteArray& expected) const
{
    auto bytes = read(name);
    if (bytes && sha256(*bytes) != expected)
        return fail(FailureKind::Disk, tr("The stored file %1 is not what was stored.").arg(path(name)));
    return bytes;
}

void Spool::remove(const QString& name) const
{
    QFile::remove(path(name));
}

Result<std::shared_ptr<CsvFile>> Spool::unpacked(const QByteArray& zip, const QString& scratchName) const
{
    auto csv = readZip(zip, mostResultBytes);
    if (!csv)
        return fail(csv.error());
    if (auto written = write(scratchName, *csv); !written)
        return fail(written.error());
    auto file = CsvFile::open(path(scratchName), Dialect{}, m_folder);
    if (!file)
        return file;
    const CancelFlag never = false;
    if (auto indexed = (*file)->index([](qint64, qint64) {}, never); !indexed)
        return fail(indexed.error());
    return file;
}

Result<std::shared_ptr<CsvFile>> Spool::sent(const PartRecord& part, const QString& scratchName) const
{
    const auto zip = readChecked(part.zipName, part.zipSha256);
    return zip ? unpacked(*zip, scratchName) : fail(zip.error());
}

Result<QStringList> Spool::header(const PartRecord& part) const
{
    const auto zip = readChecked(part.zipName, part.zipSha256);
    if (!zip)
        return fail(zip.error());
    auto csv = readZip(*zip, mostResultBytes);
    if (!csv)
        return fail(csv.error());
    // We wrote it: api_names, comma, no quotes.
    const QByteArray line = csv->left(csv->indexOf("\r\n"));
    return QString::fromUtf8(line).split(QLatin1Char(','));
}

Result<std::vector<OutcomeRecord>> Spool::outcomes(const PartRecord& part) const
{
    const QString sentName = part.zipName + QStringLiteral(".sent.csv");
    const QString resultName = part.zipName + QStringLiteral(".result.csv");
    const auto cleanup = qScopeGuard([&] {
        remove(sentName);
        remove(resultName);
    });
    const auto resultZip =
        part.resultSha256.isEmpty() ? read(part.resultName) : readChecked(part.resultName, part.resultSha256);
    if (!resultZip)
        return fail(resultZip.error());
    const auto resultFile = unpacked(*resultZip, resultName);
    if (!resultFile)
        return fail(resultFile.error());
    const auto result = resultTable(*resultFile);
    if (!result)
        return fail(result.error());
    const auto sentFile = this->sent(part, sentName);
    if (!sentFile)
        return fail(sentFile.error());
    const auto sent = sentTable(*sentFile, part, result->columns);
    if (!sent)
        return fail(sent.error());
    return joinResult(*sent, *result);
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/correctedcolumns.h"

#include "csv/container/container.h"
#include "csv/header.h"
#include "mapping/utf8.h"
#include "transfer/corrected/misread.h"
#include "transfer/corrected/refusedfile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace stevedore {

namespace {

struct CorrectedColumnsText
{
    Q_DECLARE_TR_FUNCTIONS(CorrectedColumns)
};

const QString rowColumn = QStringLiteral("_row");
const QString checkColumn = QStringLiteral("_check");
const QString errorsColumn = QStringLiteral("_errors");

/// The names of the written file as a reader shows them, with numbers behind those that are there twice.
QStringList writtenNames(const CsvFile& source)
{
    return headerFrom(refusedHeader(source), true).shown;
}

bool isMisread(const CsvFile& corrected)
{
    const QStringList& names = corrected.columns();
    return std::any_of(names.begin(), names.end(),
                       [](const QString& name) { return toStd(name).starts_with(misreadMark); });
}

/// Whatever was guessed of delimiter and header: to open a file once more may mean to transcode all of it.
QString firstLine(const CsvFile& file)
{
    const auto first = file.rows(RowNumber(1), 1);
    const QStringList cells = first && !first->empty() ? first->front().cells : QStringList();
    return (file.columns() + cells).join(u' ');
}

Failure noRowColumn(const QString& path)
{
    return {FailureKind::Source,
            CorrectedColumnsText::tr(
                "%1 has no column _row in its first line, so its rows cannot be told. Save the refused rows again and "
                "keep that line and that column.")
                .arg(QFileInfo(path).fileName()),
            {},
            {}};
}

void tellDifferences(CorrectedColumns& out, const QStringList& names, const QStringList& inFile,
                     const CsvFile& corrected, const QHash<QString, int>& places)
{
    QSet<QString> inPlace;
    for (qsizetype i = refusedLeading; i < names.size(); ++i) {
        if (places.contains(names[i]))
            continue;
        const QString other = inFile.value(i);
        const bool unknown = !other.isEmpty() && !names.contains(other) && !corrected.rawHeader().value(i).isEmpty();
        if (unknown) {
            out.renamed.emplace_back(names[i], other);
            inPlace.insert(other);
        } else {
            out.missing.append(names[i]);
        }
    }
    const QSet<QString> known(names.begin(), names.end());
    for (qsizetype i = 0; i < inFile.size(); ++i) {
        const QString& name = inFile[i];
        // Spreadsheets add columns without a name where somebody has once touched a cell.
        if (!known.contains(name) && !inPlace.contains(name) && !corrected.rawHeader().value(i).trimmed().isEmpty())
            out.added.append(name);
    }
}

} // namespace

QStringList correctedNames(const CsvFile& corrected)
{
    if (!isMisread(corrected))
        return corrected.columns();
    QStringList out;
    for (const QString& name : corrected.columns())
        out.append(toQt(unmisread(toStd(name))).remove(QChar(0xFEFF)));
    return out;
}

CorrectedColumns correctedColumns(const CsvFile& corrected, const CsvFile& source)
{
    CorrectedColumns out;
    const QStringList names = writtenNames(source);
    const QStringList inFile = correctedNames(corrected);
    out.misread = isMisread(corrected);
    QHash<QString, int> places;
    for (qsizetype i = 0; i < inFile.size(); ++i)
        places.insert(inFile[i], int(i));
    out.row = places.value(rowColumn, -1);
    out.check = places.value(checkColumn, -1);
    int before = -1;
    for (qsizetype i = refusedLeading; i < names.size(); ++i) {
        const auto place = places.constFind(names[i]);
        if (place == places.cend())
            continue;
        out.pairs.push_back({*place, int(i) - refusedLeading});
        out.moved = out.moved || *place < before;
        before = *place;
    }
    tellDifferences(out, names, inFile, corrected, places);
    return out;
}

Result<std::shared_ptr<CsvFile>> openCorrected(const QString& path, const QString& scratchFolder,
                                               const QString& unpackFolder, const CancelFlag& cancel)
{
    const auto unpacked = unpackSource(path, {}, unpackFolder, {}, cancel);
    if (!unpacked)
        return fail(unpacked.error());
    auto guessed = CsvFile::open(unpacked->csvPath, std::nullopt, scratchFolder);
    if (!guessed)
        return guessed;
    if (!firstLine(**guessed).contains(rowColumn))
        return fail(noRowColumn(path));
    // We know what the file looked like: long texts in a few rows must not mislead the guess.
    for (const char delimiter : {(*guessed)->dialect().delimiter, ',', ';', '\t'}) {
        Dialect dialect = (*guessed)->dialect();
        dialect.delimiter = delimiter;
        dialect.quote = '"';
        dialect.escape = Dialect().escape;
        dialect.comment = Dialect().comment;
        dialect.hasHeader = true;
        auto opened = CsvFile::open(unpacked->csvPath, dialect, scratchFolder);
        if (opened && correctedNames(**opened).contains(rowColumn))
            return opened;
    }
    return fail(noRowColumn(path));
}

bool isCorrectedFile(const QString& path, const QString& scratchFolder, const QString& unpackFolder,
                     const CancelFlag& cancel)
{
    const auto opened = openCorrected(path, scratchFolder, unpackFolder, cancel);
    return opened &&
           (correctedNames(**opened).contains(checkColumn) || correctedNames(**opened).contains(errorsColumn));
}

} // namespace stevedore

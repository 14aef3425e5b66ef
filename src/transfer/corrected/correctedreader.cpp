// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/correctedreader.h"

#include "csv/csvwriter.h"
#include "mapping/utf8.h"
#include "transfer/corrected/misread.h"
#include "transfer/corrected/rowmark.h"
#include "transfer/refusedcolumns.h"

#include <QCoreApplication>

#include <algorithm>

namespace stevedore {

namespace {

constexpr std::size_t readRows = 20'000;
constexpr std::size_t blockSize = std::size_t(16) << 20;

struct CorrectedReaderText
{
    Q_DECLARE_TR_FUNCTIONS(CorrectedReader)
};

/// 0 if it is no number; some programs write "12.0".
qint64 rowFrom(std::string_view text)
{
    text = trimmedUtf8(text);
    if (text.ends_with(".0") || text.ends_with(",0"))
        text.remove_suffix(2);
    bool ok = false;
    const qint64 number = QByteArray(text.data(), qsizetype(text.size())).toLongLong(&ok);
    return ok && number > 0 ? number : 0;
}

FileText fileTextOf(const QByteArray& encoding)
{
    return encoding.toUpper().startsWith("UTF") ? FileText::Unicode : FileText::OldCodePage;
}

} // namespace

CorrectedReader::CorrectedReader(const RefusedSource& source, const std::shared_ptr<const CsvFile>& file, bool takeAll)
    : m_source(source), m_file(file), m_takeAll(takeAll), m_text(fileTextOf(file->dialect().encoding)),
      m_seen(std::size_t(source.file->knownRows().value) + 1)
{
    m_out.columns = correctedColumns(*file, *source.file);
    m_out.encoding = file->dialect().encoding;
    const char delimiter = file->dialect().delimiter;
    m_out.otherDelimiter = delimiter == ',' || delimiter == source.file->dialect().delimiter ? char(0) : delimiter;
}

Result<void> CorrectedReader::read(const ByteProgress& progress, const CancelFlag& cancel)
{
    RowReader reader(m_file, RowNumber(1));
    while (const RowView* view = reader.next()) {
        if (cancel)
            return fail(FailureKind::Cancelled, {});
        if (!takeLine(*view) || (m_block.size() < readRows && m_blockBytes < blockSize))
            continue;
        if (auto compared = compareBlock(cancel); !compared)
            return compared;
        if (progress)
            progress(reader.position(), m_file->size());
    }
    if (reader.failure())
        return fail(*reader.failure());
    if (auto compared = compareBlock(cancel); !compared)
        return compared;
    findMissing();
    return {};
}

/// False for a row that is not to be compared: an empty one, or one whose number makes no sense.
bool CorrectedReader::takeLine(const RowView& view)
{
    if (std::all_of(view.cells.begin(), view.cells.end(), [](std::string_view cell) { return cell.empty(); }))
        return false;
    ++m_out.fileRows;
    const std::string_view number = view.cells[std::size_t(m_out.columns.row)];
    Line line;
    line.row = RowNumber(rowFrom(number));
    line.fileRow = view.number;
    if (line.row < RowNumber(1) || line.row.value > m_source.file->knownRows().value) {
        found({DamageKind::RowUnknown, {}, -1, {}, toQt(number), view.number});
        return false;
    }
    if (m_out.columns.check >= 0)
        line.check = view.cells[std::size_t(m_out.columns.check)];
    line.cellsInFile = view.cellsInFile;
    line.tooMany = view.flags.testFlag(RowFlag::TooManyCells);
    line.cells.reserve(m_out.columns.pairs.size());
    for (const CorrectedColumns::Pair& pair : m_out.columns.pairs) {
        const std::string_view cell = view.cells[std::size_t(pair.inFile)];
        line.cells.push_back(m_out.columns.misread ? unmisread(cell) : std::string(cell));
        m_blockBytes += sizeof(std::string) + line.cells.back().size();
    }
    m_block.push_back(std::move(line));
    return true;
}

Result<void> CorrectedReader::compareBlock(const CancelFlag& cancel)
{
    std::stable_sort(m_block.begin(), m_block.end(), [](const Line& a, const Line& b) { return a.row < b.row; });
    RowReader original(m_source.file, m_block.empty() ? RowNumber(1) : m_block.front().row);
    const Line* before = nullptr;
    const RowView* row = nullptr;
    for (const Line& line : m_block) {
        if (cancel)
            return fail(FailureKind::Cancelled, {});
        if (!before || before->row != line.row) {
            original.seek(line.row);
            row = original.next();
        }
        if (!row)
            return fail(original.failure().value_or(Failure{
                FailureKind::Source, CorrectedReaderText::tr("The import's file can no longer be read."), {}, {}}));
        compareRow(line, *row);
        before = &line;
    }
    m_block.clear();
    m_blockBytes = 0;
    return {};
}

bool CorrectedReader::isKnownRow(const Line& line, const RowView& row)
{
    // Without the column nothing can be proved; that is said of the file as a whole.
    if (m_out.columns.check < 0 || isSameMark(readMark(line.check).row, rowMark(row, m_source.file->columnCount())))
        return true;
    found({DamageKind::RowUnknown, {}, -1, {}, QString::number(line.row.value), line.fileRow});
    return false;
}

/// Cells that are missing at the end are no harm where nothing was in them.
bool CorrectedReader::isOutOfShape(const Line& line, const RowView& row) const
{
    if (line.tooMany)
        return true;
    const auto& pairs = m_out.columns.pairs;
    return std::any_of(pairs.begin(), pairs.end(), [&](const CorrectedColumns::Pair& pair) {
        return pair.inFile >= line.cellsInFile && !present(row, pair.inSource).isEmpty();
    });
}

void CorrectedReader::compareRow(const Line& line, const RowView& row)
{
    if (!isKnownRow(line, row))
        return;
    const auto open = std::lower_bound(m_source.rows.begin(), m_source.rows.end(), line.row,
                                       [](const RefusedRow& r, RowNumber number) { return r.row < number; });
    const bool isOpen = open != m_source.rows.end() && open->row == line.row;
    const bool isTwice = m_seen[std::size_t(line.row.value)];
    if (!isOpen || isTwice || isOutOfShape(line, row)) {
        found({!isOpen   ? DamageKind::RowNotOpen
               : isTwice ? DamageKind::RowTwice
                         : DamageKind::RowShape,
               line.row,
               -1,
               {},
               {},
               line.fileRow});
        return;
    }
    m_seen[std::size_t(line.row.value)] = true;
    if (open->fate == Fate::Refused || open->fate == Fate::Unprocessed)
        m_out.rows.push_back(line.row);
    const std::string_view then = readMark(line.check).fixes;
    const bool outdated = m_out.columns.check >= 0 && !isSameMark(then, fixesMark(m_source.fixes, line.row));
    m_out.outdated += outdated ? 1 : 0;
    compareCells(line, row, open->errors, outdated);
}

QString CorrectedReader::present(const RowView& row, int column) const
{
    const QString* const fixed = m_source.fixes.value(row.number, column);
    return fixed ? *fixed : toQt(row.cells[std::size_t(column)]);
}

void CorrectedReader::compareCells(const Line& line, const RowView& row, const QString& errors, bool outdated)
{
    const auto& pairs = m_out.columns.pairs;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const int column = pairs[i].inSource;
        const std::string& cell = line.cells[i];
        const QString* const fixed = m_source.fixes.value(row.number, column);
        const bool asInSource = cell == row.cells[std::size_t(column)];
        if (asInSource && (!fixed || outdated))
            continue;
        compareCell(line, column, fixed ? *fixed : toQt(row.cells[std::size_t(column)]), errors, cell);
    }
}

void CorrectedReader::compareCell(const Line& line, int column, const QString& present, const QString& errors,
                                  const std::string& cell)
{
    const QString raw = toQt(cell);
    const QString value = withoutSafety(raw);
    // A file may have been written exactly: then an apostrophe in it is the cell's own.
    if (value == present || raw == present)
        return;
    if (const auto kind = cellDamage(present, value, m_text)) {
        const Damage damage{*kind, line.row, column, present, value, line.fileRow};
        if (isHarmless(*kind) && isRefusedFor(errors, column)) {
            ++m_out.refusedForms;
            list(damage);
        }
        found(damage);
        if (!m_takeAll)
            return;
    }
    m_out.fixes.push_back({line.row, column, value});
}

bool CorrectedReader::isRefusedFor(const QString& errors, int column)
{
    auto known = m_refusedFor.constFind(errors);
    if (known == m_refusedFor.cend()) {
        known = m_refusedFor.insert(errors, refusedColumns(errors, m_source.mapping));
    }
    return known->contains(column);
}

void CorrectedReader::found(Damage damage)
{
    ++m_out.counts[std::size_t(damage.kind)];
    if (!isHarmless(damage.kind))
        list(std::move(damage));
}

void CorrectedReader::list(Damage damage)
{
    if (m_out.damages.size() < mostDamagesListed)
        m_out.damages.push_back(std::move(damage));
}

void CorrectedReader::findMissing()
{
    for (const RefusedRow& row : m_source.rows) {
        if ((row.fate == Fate::Refused || row.fate == Fate::Unprocessed) && !m_seen[std::size_t(row.row.value)])
            m_out.missing.append(row.row);
    }
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
// The index of a CSV file and the cells that are read from it, against a plain reading of the same bytes. The first two
// bytes say how it is read: the quote, the escape, comments, and how long the stretches and blocks are.
#include "csv/index/indexer.h"
#include "fuzz/require.h"
#include "support/plaincsv.h"

using namespace stevedore;
using test::require;

namespace {

constexpr int columns = 3;

bool hasRows(const StructureFinding& finding, const std::set<qint64>& rows)
{
    constexpr std::size_t mostTold = 1000;
    return finding.count.value == qint64(rows.size()) && finding.rows.size() == std::min(rows.size(), mostTold) &&
           std::equal(finding.rows.begin(), finding.rows.end(), rows.begin(),
                      [](RowNumber told, qint64 row) { return told.value == row; });
}

void checkIndex(const ScanSource& source, qint64 chunk, const test::PlainCsv& plain)
{
    RowIndex index(ByteOffset(0));
    Indexer indexer(source, index, chunk);
    const CancelFlag cancel = false;
    require(indexer.run({}, cancel) && indexer.rows().value == plain.count());
    const auto expected = plain.findings();
    const auto findings = indexer.findings();
    require(findings.size() == expected.size());
    for (const StructureFinding& finding : findings)
        require(expected.contains(finding.word()) && hasRows(finding, expected.at(finding.word())));
    for (qint64 row = 1 + RowIndex::stride; row <= plain.count(); row += RowIndex::stride) {
        const RowIndex::Anchor anchor = index.near(RowNumber(row));
        require(anchor.row.value <= row && anchor.offset.value == plain.beginOf(anchor.row.value));
    }
}

bool isCell(std::string_view read, const QByteArray& plain, bool repaired)
{
    const QByteArray expected = repaired ? QString::fromUtf8(plain).toUtf8() : plain;
    return QByteArrayView(read.data(), qsizetype(read.size())) == expected;
}

/// Missing cells are given as empty ones, and beyond the last column only if there is anything in them.
bool isRow(const RowView& read, const test::PlainCsv::Row& plain)
{
    const bool extra = plain.flags.testFlag(RowFlag::TooManyCells);
    const std::size_t cells = extra ? std::size_t(plain.cells.size()) : std::size_t(columns);
    if (read.flags != plain.flags || read.cellsInFile != int(plain.cells.size()) || read.cells.size() != cells)
        return false;
    const bool repaired = plain.flags.testFlag(RowFlag::InvalidBytes);
    for (std::size_t i = 0; i < cells; ++i)
        if (!isCell(read.cells[i], plain.cells.value(qsizetype(i)), repaired))
            return false;
    return true;
}

void checkCells(const ScanSource& source, qint64 block, const test::PlainCsv& plain)
{
    RowStream stream(source.bytes, source.format, source.begin, source.end, block);
    RowView view;
    for (const test::PlainCsv::Row& row : plain.rows()) {
        require(stream.next());
        stream.view(view);
        require(isRow(view, row));
    }
    require(!stream.next() && !stream.failure());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 3)
        return 0;
    const QByteArrayView content(data + 2, static_cast<qsizetype>(size - 2));
    RowFormat format;
    format.columns = columns;
    format.grammar.quote = (data[0] & 1) != 0 ? '\0' : '"';
    format.grammar.escape = (data[0] & 8) != 0 ? '\\' : '\0';
    format.grammar.comment = (data[0] & 16) != 0 ? '#' : '\0';
    const bool hasHeader = (data[0] & 2) == 0;
    // At most sixteen stretches: more of them show nothing new and take most of the time.
    const qint64 length = (data[0] & 4) != 0 ? content.size() + 1 : 1 + std::max(qint64(data[1]), content.size() / 16);

    const test::PlainCsv plain(content.toByteArray(), format.grammar, columns, hasHeader);
    const ScanSource source{content, format, 0, content.size(), hasHeader, plain.usual().value_or(LineEnd::Lf)};
    checkIndex(source, length, plain);
    checkCells(source, length, plain);
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// The index of a CSV file against a plain reading of the same bytes. The first two bytes say how it is read: the quote,
// the escape, comments, and how long the stretches are.
#include "csv/index/indexer.h"
#include "fuzz/memoryfolder.h"
#include "support/plaincsv.h"

using namespace stevedore;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const test::MemoryFolder folder;
    if (size < 3)
        return 0;
    const QByteArray content(reinterpret_cast<const char*>(data) + 2, static_cast<qsizetype>(size - 2));
    Grammar grammar;
    grammar.quote = (data[0] & 1) != 0 ? '\0' : '"';
    grammar.escape = (data[0] & 8) != 0 ? '\\' : '\0';
    grammar.comment = (data[0] & 16) != 0 ? '#' : '\0';
    const bool hasHeader = (data[0] & 2) == 0;
    const qint64 chunk = (data[0] & 4) != 0 ? content.size() + 1 : 1 + qint64(data[1]);
    constexpr int columns = 3;

    const test::PlainCsv plain(content, grammar, columns, hasHeader);
    RowFormat format;
    format.grammar = grammar;
    format.columns = columns;
    const ScanSource source{folder.write(QStringLiteral("source.csv"), content.constData(), content.size()),
                            format,
                            0,
                            content.size(),
                            hasHeader,
                            plain.usual().value_or(LineEnd::Lf)};
    RowIndex index(ByteOffset(0));
    Indexer indexer(source, index, chunk);
    const CancelFlag cancel = false;
    if (!indexer.run({}, cancel) || indexer.rows().value != plain.count())
        abort();
    std::map<QString, std::set<qint64>> found;
    for (const StructureFinding& finding : indexer.findings())
        for (const RowNumber row : finding.rows)
            found[finding.word()].insert(row.value);
    if (found != plain.findings())
        abort();
    for (qint64 row = 1 + RowIndex::stride; row <= plain.count(); row += RowIndex::stride) {
        const RowIndex::Anchor anchor = index.near(RowNumber(row));
        if (anchor.row.value > row || anchor.offset.value != plain.beginOf(anchor.row.value))
            abort();
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "csv/csvfile_p.h"
#include "csv/csvtext.h"
#include "csv/encoding.h"
#include "csv/findingcells.h"
#include "csv/grammarguess.h"
#include "csv/index/indexer.h"
#include "csv/sourcecheck.h"
#include "csv/transcode.h"

#include <QFileInfo>

namespace stevedore {

namespace {

Unexpected noFirstRow(const QString& path, bool wholeFile)
{
    const QString name = nameInSentence(path);
    if (wholeFile)
        return fail(
            FailureKind::Source,
            CsvText::tr("The file “%1” holds nothing but line breaks. Choose a CSV file that has rows.").arg(name));
    return fail(FailureKind::Source,
                CsvText::tr("The first row of “%1” does not end within %2. Look for a quote that is never "
                            "closed, or choose another delimiter or encoding.")
                    .arg(name, byteText(qint64(192) * 1024)));
}

/// Waits for a line end.
struct LineEndSeeker
{
    void beginRow(const char*) {}
    void text(const char*, const char*) {}
    void bareQuote() {}
    void unclosedQuote() {}
    void endCell() {}
    bool endRow(const char*) { return true; }
    void lineEnd(LineEnd end) { found = found.value_or(end); }
    std::optional<LineEnd> found;
};

std::optional<LineEnd> firstLineEnd(QByteArrayView text, const RowFormat& format)
{
    Tokenizer tokenizer(format.grammar);
    LineEndSeeker seeker;
    const char* const end = text.data() + text.size();
    for (const char* p = text.data(); p != end && !seeker.found;)
        p = tokenizer.feed(p, end, seeker);
    tokenizer.finish(seeker);
    return seeker.found;
}

} // namespace

CsvFile::CsvFile(std::unique_ptr<Private> p) : d(std::move(p)) {}
CsvFile::~CsvFile() = default;

Result<std::shared_ptr<CsvFile>> CsvFile::open(const QString& path, const std::optional<Dialect>& dialect,
                                               const QString& scratchFolder)
{
    auto head = readHead(path);
    if (!head)
        return fail(head.error());
    auto p = std::make_unique<Private>();
    p->path = path;
    p->fingerprint = head->fingerprint;
    p->guess = guessDialect(head->sample, head->wholeFile());
    p->dialect = dialect.value_or(p->guess.dialect);
    const auto isWide = [](const QByteArray& encoding) {
        return encoding.toUpper().startsWith("UTF-16") || encoding.toUpper().startsWith("UTF-32");
    };
    const bool wide = isWide(p->guess.dialect.encoding) || isWide(p->dialect.encoding);
    if (auto text = checkIsText(path, *head, wide); !text)
        return fail(text.error());
    if (auto prepared = p->prepare(*head, scratchFolder); !prepared)
        return fail(prepared.error());
    return std::shared_ptr<CsvFile>(new CsvFile(std::move(p)));
}

Result<void> CsvFile::Private::prepare(SourceHead& head, const QString& scratchFolder)
{
    const EncodingKind kind = encodingKind(dialect.encoding);
    if (kind == EncodingKind::Unknown)
        return fail(FailureKind::Usage,
                    CsvText::tr("The encoding “%1” is not known on this machine. Choose another one.")
                        .arg(shownValue(QString::fromLatin1(dialect.encoding))));
    dataPath = path;
    dataSize = fingerprint.size;
    format.grammar = dialect;
    if (kind == EncodingKind::SingleByte) {
        format.text = ByteAudit::Text::SingleByte;
        format.table = ByteTable::forEncoding(dialect.encoding);
    } else if (kind == EncodingKind::Other) {
        if (auto done = transcode(head, scratchFolder); !done)
            return done;
    }
    QByteArrayView text = head.sample;
    if (kind != EncodingKind::SingleByte && text.startsWith("\xEF\xBB\xBF"))
        contentBegin = 3;
    text = text.sliced(contentBegin);
    if (const auto line = separatorLine(text)) {
        contentBegin += line->bytes;
        text = text.sliced(line->bytes);
    }
    return readHeader(text);
}

Result<void> CsvFile::Private::transcode(SourceHead& head, const QString& scratchFolder)
{
    auto file = transcodeToUtf8(path, dialect.encoding, scratchFolder);
    if (!file)
        return fail(file.error());
    transcoded = std::move(*file);
    format.text = ByteAudit::Text::Transcoded;
    dataPath = transcoded->fileName();
    dataSize = transcoded->size();
    transcoded->seek(0);
    head.sample = transcoded->read(head.sample.size());
    return {};
}

Result<void> CsvFile::Private::readHeader(QByteArrayView text)
{
    const bool wholeFile = contentBegin + text.size() == dataSize;
    usualLineEnd = firstLineEnd(text, format).value_or(LineEnd::Lf);
    Tokenizer tokenizer(format.grammar);
    RowBuilder builder(RowBuilder::anyColumns, format.table.get());
    const char* const end = text.data() + text.size();
    const char* const behind = tokenizer.feed(text.data(), end, builder);
    if (!builder.isComplete() && wholeFile)
        tokenizer.finish(builder);
    if (!builder.isComplete())
        return noFirstRow(path, wholeFile);
    if (dialect.hasHeader && builder.meter().flags().testFlag(RowFlag::UnclosedQuote))
        return fail(FailureKind::Source,
                    CsvText::tr("The header of “%1” opens a quote that is never closed, so the whole file is "
                                "read as one name. Correct the first row, then open the file again.")
                        .arg(nameInSentence(path)));
    std::vector<std::string_view> views;
    builder.takeCells(views, true);
    QStringList cells;
    for (const std::string_view cell : views)
        cells.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
    header = headerFrom(cells, dialect.hasHeader);
    format.columns = int(cells.size());
    const qint64 firstRow = dialect.hasHeader ? contentBegin + (behind - text.data()) : contentBegin;
    rowIndex = std::make_unique<RowIndex>(ByteOffset(firstRow));
    return {};
}

const QString& CsvFile::path() const
{
    return d->path;
}

const DialectGuess& CsvFile::guess() const
{
    return d->guess;
}

const Dialect& CsvFile::dialect() const
{
    return d->dialect;
}

const QStringList& CsvFile::columns() const
{
    return d->header.shown;
}

const QStringList& CsvFile::rawHeader() const
{
    return d->header.raw;
}

int CsvFile::columnCount() const
{
    return int(d->header.shown.size());
}

qint64 CsvFile::size() const
{
    return d->fingerprint.size;
}

const Fingerprint& CsvFile::fingerprint() const
{
    return d->fingerprint;
}

Result<void> CsvFile::unchanged() const
{
    return checkUnchanged(d->path, d->fingerprint);
}

Result<IndexSummary> CsvFile::index(const ByteProgress& progress, const CancelFlag& cancel)
{
    d->rowIndex->clear();
    const ScanSource source{d->dataPath,          d->format,      d->contentBegin, d->dataSize,
                            d->dialect.hasHeader, d->usualLineEnd};
    Indexer indexer(source, *d->rowIndex);
    const auto told = [&](qint64 done) {
        if (progress)
            progress(d->sourcePosition(done), d->fingerprint.size);
    };
    if (auto done = indexer.run(told, cancel); !done)
        return fail(done.error());
    // A file that grew, or was saved again meanwhile, was not read as it is now.
    if (auto same = unchanged(); !same)
        return fail(same.error());
    d->summary = {indexer.rows(), indexer.findings()};
    d->summary.findings.insert(d->summary.findings.end(), d->header.findings.begin(), d->header.findings.end());
    findCells(*this, d->summary.findings);
    d->indexed = true;
    return d->summary;
}

bool CsvFile::isIndexed() const
{
    return d->indexed;
}

RowCount CsvFile::knownRows() const
{
    return d->rowIndex->rows();
}

const IndexSummary& CsvFile::summary() const
{
    static const IndexSummary none{};
    return d->indexed ? d->summary : none;
}

Result<std::vector<CsvFile::Row>> CsvFile::rows(RowNumber first, int count) const
{
    // A screenful is asked for, not a million rows: small blocks.
    constexpr qint64 screenBlock = qint64(64) * 1024;
    std::vector<Row> rows;
    RowNumber at;
    const auto stream = d->streamNear(first, at, screenBlock);
    RowView view;
    for (; int(rows.size()) < count && !d->isBeyondEnd(at) && stream->next(); ++at) {
        if (at < first)
            continue;
        stream->view(view);
        Row& row = rows.emplace_back(Row{at, {}, view.flags});
        for (const std::string_view cell : view.cells)
            row.cells.append(QString::fromUtf8(cell.data(), qsizetype(cell.size())));
    }
    if (stream->failure())
        return fail(*stream->failure());
    return rows;
}

} // namespace stevedore

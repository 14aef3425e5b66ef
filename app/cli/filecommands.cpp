// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/filecommands.h"

#include "base/durablefile.h"
#include "base/text.h"
#include "cli/clitext.h"
#include "cli/dryrunning.h"
#include "cli/progress.h"
#include "cli/sourcefile.h"
#include "mapping/rowcheck.h"
#include "transfer/packer.h"
#include "transfer/partplan.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace stevedore::cli {

namespace {

constexpr qint64 previewRows = 20;
constexpr int rowsAtOnce = 1000;
constexpr qint64 shownAtOnce = 10'000; ///< the last row that is looked for without an index

QJsonArray jsonRows(const std::vector<RowNumber>& rows, std::size_t most)
{
    QJsonArray out;
    for (std::size_t i = 0; i < std::min(rows.size(), most); ++i)
        out.append(rows[i].value);
    return out;
}

QJsonArray findingsJson(const std::vector<StructureFinding>& findings, int columns)
{
    QJsonArray out;
    for (const StructureFinding& finding : findings) {
        QJsonArray where;
        for (const int column : finding.columns)
            where.append(column);
        QJsonArray cells;
        for (const StructureFinding::Cell& cell : finding.cells)
            cells.append(QJsonObject{{QStringLiteral("row"), cell.row.value}, {QStringLiteral("column"), cell.column}});
        out.append(QJsonObject{{QStringLiteral("code"), finding.word()},
                               {QStringLiteral("count"), finding.count.value},
                               {QStringLiteral("rows"), jsonRows(finding.rows, 20)},
                               {QStringLiteral("columns"), where},
                               {QStringLiteral("cells"), cells},
                               {QStringLiteral("message"), finding.sentence(columns)}});
    }
    return out;
}

// -- preview

/// Empty for '\0'.
QString characterText(char c)
{
    return c == '\0' ? QString() : QString(QLatin1Char(c));
}

Result<void> showRows(const Output& output, const CsvFile& file, RowNumber from, RowNumber to)
{
    for (RowNumber at = from; at <= to;) {
        const auto rows = file.rows(at, int(std::min<qint64>(rowsAtOnce, to.value - at.value + 1)));
        if (!rows)
            return fail(rows.error());
        if (rows->empty())
            break;
        for (const CsvFile::Row& row : *rows) {
            output.event(QStringLiteral("row"), {{QStringLiteral("row"), row.number.value},
                                                 {QStringLiteral("cells"), QJsonArray::fromStringList(row.cells)}});
            QStringList shown;
            for (const QString& cell : row.cells)
                shown.append(shownValue(cell));
            output.line(shown.join(QLatin1Char('\t')));
        }
        at = rows->back().number + RowCount(1);
    }
    return {};
}

int preview(Context& context, const Arguments& arguments)
{
    const auto source = openSource(context, arguments, arguments.plain().value(0));
    if (!source)
        return context.failed(source.error());
    const std::shared_ptr<CsvFile>& file = source->file;
    bool ok = true;
    auto ranges =
        parseRowRanges(arguments.value(QStringLiteral("--rows"), QStringLiteral("1-%1").arg(previewRows)), &ok);
    if (!ok)
        return context.failed(
            {FailureKind::Usage, CliText::tr("--rows takes row numbers such as 1-20 or 5,100-110."), {}, {}});
    Output& output = context.output();
    output.line(file->columns().join(QLatin1Char('\t')));
    // What stands near the top is shown before the rows are counted.
    auto range = ranges.begin();
    for (; range != ranges.end() && range->second.value <= shownAtOnce; ++range)
        if (const auto shown = showRows(output, *file, range->first, range->second); !shown)
            return context.failed(shown.error());
    const auto index = indexSource(context, file);
    if (!index)
        return context.failed(index.error());
    for (; range != ranges.end(); ++range)
        if (const auto shown = showRows(output, *file, range->first, range->second); !shown)
            return context.failed(shown.error());
    const Dialect& dialect = file->dialect();
    QJsonObject summary{{QStringLiteral("header"), QJsonArray::fromStringList(file->rawHeader())},
                        {QStringLiteral("columns"), QJsonArray::fromStringList(file->columns())},
                        {QStringLiteral("row_count"), index->rows.value},
                        {QStringLiteral("encoding"), QString::fromLatin1(dialect.encoding)},
                        {QStringLiteral("delimiter"), QString(QLatin1Char(dialect.delimiter))},
                        {QStringLiteral("quote"), characterText(dialect.quote)},
                        {QStringLiteral("escape"), characterText(dialect.escape)},
                        {QStringLiteral("comment"), characterText(dialect.comment)},
                        {QStringLiteral("has_header"), dialect.hasHeader},
                        {QStringLiteral("findings"), findingsJson(index->findings, file->columnCount())}};
    if (source->unpacked.choices.size() > 1) {
        summary.insert(QStringLiteral("sheet"), source->unpacked.chosen);
        summary.insert(QStringLiteral("sheets"), QJsonArray::fromStringList(source->unpacked.choices));
    }
    output.event(QStringLiteral("summary"), summary);
    output.remark(CliText::tr("%1 rows, %2 columns, %3, %4")
                      .arg(grouped(index->rows), grouped(file->columnCount()), QString::fromLatin1(dialect.encoding),
                           delimiterName(dialect.delimiter)));
    for (const StructureFinding& finding : index->findings)
        output.remark(finding.sentence(file->columnCount()));
    return 0;
}

// -- profile

int profile(Context& context, const Arguments& arguments)
{
    const auto source = openSource(context, arguments, arguments.plain().value(0));
    if (!source)
        return context.failed(source.error());
    const std::shared_ptr<CsvFile>& file = source->file;
    if (const auto index = indexSource(context, file); !index)
        return context.failed(index.error());
    Progress progress(context.output());
    const CancelFlag never = false;
    const auto profiles = profileColumns(
        file, [&](qint64 done, qint64 total) { progress.bytes(CliText::tr("looking at the values"), done, total); },
        never);
    if (!profiles)
        return context.failed(profiles.error());
    for (std::size_t i = 0; i < profiles->size(); ++i) {
        const ColumnProfile& p = (*profiles)[i];
        QJsonArray frequent;
        for (const auto& value : p.frequent.mid(0, 10))
            frequent.append(QJsonObject{{QStringLiteral("value"), value.value}, {QStringLiteral("rows"), value.rows}});
        const QString name = file->columns()[qsizetype(i)];
        context.output().event(QStringLiteral("column"),
                               {{QStringLiteral("column"), name},
                                {QStringLiteral("filled"), p.filled},
                                {QStringLiteral("distinct"), p.distinct},
                                {QStringLiteral("distinct_exact"), p.distinctExact},
                                {QStringLiteral("type"), shapeWord(p.shape)},
                                {QStringLiteral("shortest"), p.shortest},
                                {QStringLiteral("longest"), p.longest},
                                {QStringLiteral("frequent"), frequent},
                                {QStringLiteral("frequent_exact"), p.frequentExact},
                                {QStringLiteral("samples"), QJsonArray::fromStringList(p.samples)}});
        context.output().line(CliText::tr("%1: %2 filled, %3 different, %4, %5 to %6 characters")
                                  .arg(name, percentText(p.filled, p.rows), grouped(p.distinct), shapeName(p.shape),
                                       grouped(p.shortest), grouped(p.longest)));
    }
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("rows"), file->knownRows().value},
                                                       {QStringLiteral("columns"), qint64(profiles->size())}});
    return 0;
}

// -- map

int map(Context& context, const Arguments& arguments)
{
    // Problems are what this command is for: show the matching whatever is missing.
    const auto prepared = prepareImport(context, arguments, arguments.plain().value(0), Problems::Allowed);
    if (!prepared)
        return context.failed(prepared.error());
    const Mapping& mapping = prepared->mapping;
    for (const ColumnMapping& column : mapping.columns) {
        context.output().event(QStringLiteral("column"), {{QStringLiteral("column"), column.header},
                                                          {QStringLiteral("index"), column.column},
                                                          {QStringLiteral("field"), column.field},
                                                          {QStringLiteral("find_by"), column.findBy},
                                                          {QStringLiteral("match"), matchWord(column.match)},
                                                          {QStringLiteral("date"), column.conversion.datePattern}});
        context.output().line(
            column.field.isEmpty()
                ? CliText::tr("%1: left out").arg(column.header)
                : CliText::tr("%1 -> %2 (%3)").arg(column.header, column.field, matchName(column.match)));
    }
    const QStringList problems = mappingProblems(mapping, prepared->meta);
    for (const QString& problem : problems)
        context.output().remark(problem);
    if (const QString path = arguments.value(QStringLiteral("-o")); !path.isEmpty()) {
        if (auto written = writeDurably(QFileInfo(path).absoluteFilePath(), mappingToJson(mapping)); !written)
            return context.failed(written.error());
        context.output().remark(CliText::tr("Written to %1.").arg(path));
    }
    context.output().event(QStringLiteral("summary"),
                           {{QStringLiteral("columns"), qint64(mapping.columns.size())},
                            {QStringLiteral("matched"), mapping.matchedColumns()},
                            {QStringLiteral("problems"), QJsonArray::fromStringList(problems)}});
    return problems.isEmpty() ? 0 : 1;
}

// -- check

void tellFinding(const Output& output, const Finding& finding)
{
    QJsonArray samples;
    QStringList shown;
    for (const Finding::Sample& sample : finding.samples) {
        samples.append(QJsonObject{{QStringLiteral("row"), sample.row.value}, {QStringLiteral("value"), sample.value}});
        shown.append(CliText::tr("row %1 \"%2\"").arg(grouped(sample.row), shownValue(sample.value, 30)));
    }
    output.event(QStringLiteral("finding"), {{QStringLiteral("severity"), severityWord(finding.severity)},
                                             {QStringLiteral("code"), finding.code},
                                             {QStringLiteral("reason"), reasonWord(finding.reason)},
                                             {QStringLiteral("column"), finding.columnName},
                                             {QStringLiteral("field"), finding.field},
                                             {QStringLiteral("count"), finding.count().value},
                                             {QStringLiteral("samples"), samples},
                                             {QStringLiteral("message"), findingHeadline(finding)}});
    output.line(CliText::tr("%1: %2 (%3)  %4")
                    .arg(severityWord(finding.severity), findingHeadline(finding), grouped(finding.count()),
                         shown.join(QStringLiteral(", "))));
}

/// --dry-run and --changes, after the check: adds to its summary.
Result<void> dryRun(Context& context, const Arguments& arguments, const PreparedImport& prepared,
                    const CheckReport& report, QJsonObject& summary)
{
    const QString changes = arguments.value(QStringLiteral("--changes"));
    if (!arguments.has(QStringLiteral("--dry-run")) && changes.isEmpty())
        return {};
    const auto outcome = dryRunPrepared(context, prepared, report);
    if (!outcome)
        return fail(outcome.error());
    tellDryRun(context.output(), (*outcome)->report());
    const QJsonObject found = dryRunJson((*outcome)->report());
    for (auto it = found.begin(); it != found.end(); ++it)
        summary.insert(it.key(), it.value());
    if (changes.isEmpty())
        return {};
    const CancelFlag never = false;
    const auto written = writeChanges(**outcome, changes, never);
    if (!written)
        return fail(written.error());
    context.output().remark(CliText::tr("%1 values that would change written to %2.").arg(grouped(*written), changes));
    return {};
}

int check(Context& context, const Arguments& arguments)
{
    const auto prepared = prepareImport(context, arguments, arguments.plain().value(0), Problems::Refused);
    if (!prepared)
        return context.failed(prepared.error());
    const auto report = checkPrepared(context, *prepared);
    if (!report)
        return context.failed(report.error());
    for (const Finding& finding : report->findings)
        tellFinding(context.output(), finding);
    if (const QString path = arguments.value(QStringLiteral("--rows-with-errors")); !path.isEmpty()) {
        QByteArray rows;
        for (const RowNumber row : report->errorRows)
            rows += QByteArray::number(row.value) + '\n';
        if (auto written = writeDurably(QFileInfo(path).absoluteFilePath(), rows); !written)
            return context.failed(written.error());
    }
    QJsonObject summary{{QStringLiteral("rows"), report->rows.value},
                        {QStringLiteral("rows_with_errors"), report->rowsWithErrors.value},
                        {QStringLiteral("milliseconds"), report->milliseconds}};
    if (auto compared = dryRun(context, arguments, *prepared, *report, summary); !compared)
        return context.failed(compared.error());
    context.output().event(QStringLiteral("summary"), summary);
    context.output().remark(CliText::tr("%1 rows checked in %2 s: %3 would be refused.")
                                .arg(grouped(report->rows),
                                     QString::number(double(report->milliseconds) / 1000, 'f', 2),
                                     grouped(report->rowsWithErrors)));
    return report->rowsWithErrors.value == 0 ? 0 : 1;
}

// -- plan

int plan(Context& context, const Arguments& arguments)
{
    const QString out = arguments.value(QStringLiteral("--out"));
    if (out.isEmpty())
        return context.failed({FailureKind::Usage, CliText::tr("Name the folder for the zips with --out."), {}, {}});
    const auto prepared = prepareImport(context, arguments, arguments.plain().value(0), Problems::Refused);
    if (!prepared)
        return context.failed(prepared.error());
    if (!QDir().mkpath(out))
        return context.failed({FailureKind::Disk, CliText::tr("The folder %1 could not be made.").arg(out), {}, {}});
    const auto report = checkPrepared(context, *prepared);
    if (!report)
        return context.failed(report.error());
    const PackSource source{prepared->file, prepared->mapping, prepared->meta, {}};
    const CancelFlag never = false;
    PackRoom room;
    std::vector<RowSet> todo;
    for (const PartRecord& part : planParts(ImportId(0), 1, Route::Job, rowsWithout(report->rows, report->blockedRows)))
        todo.push_back(*RowSet::decoded(part.rows));
    qint64 rows = 0;
    int number = 0;
    while (!todo.empty()) {
        const RowSet mine = todo.front();
        const QString stem = QStringLiteral("part-%1").arg(number + 1, 4, 10, QLatin1Char('0'));
        const auto packed = packPart(
            source, mine, stem, [](qint64, qint64) {}, never, room);
        if (!packed)
            return context.failed(packed.error());
        todo.erase(todo.begin());
        if (packed->zip.size() > mostZipBytes) {
            const auto halves = halved(mine);
            if (!halves)
                return context.failed({FailureKind::Source,
                                       CliText::tr("Row %1 alone is larger than the CRM takes (25 MB packed).")
                                           .arg(QString::fromLatin1(mine.encoded())),
                                       {},
                                       {}});
            todo.insert(todo.begin(), {halves->first, halves->second});
            continue;
        }
        ++number;
        rows += mine.count().value;
        const QString path = QDir(out).absoluteFilePath(stem + QStringLiteral(".zip"));
        if (auto written = writeDurably(path, packed->zip); !written)
            return context.failed(written.error());
        context.output().event(QStringLiteral("part"), {{QStringLiteral("part"), number},
                                                        {QStringLiteral("file"), path},
                                                        {QStringLiteral("rows"), mine.count().value},
                                                        {QStringLiteral("first_row"), mine.first().value},
                                                        {QStringLiteral("last_row"), mine.last().value},
                                                        {QStringLiteral("bytes"), qint64(packed->zip.size())}});
        context.output().line(
            CliText::tr("%1: %2 rows, %3").arg(path, grouped(mine.count()), byteText(packed->zip.size())));
    }
    const int credits = number * creditsPerJob;
    context.output().event(QStringLiteral("summary"),
                           {{QStringLiteral("parts"), number},
                            {QStringLiteral("rows"), rows},
                            {QStringLiteral("held_back"), qint64(report->blockedRows.size())},
                            {QStringLiteral("credits"), credits}});
    context.output().remark(CliText::tr("%1 jobs, %2 rows, %3 credits. Nothing was sent.")
                                .arg(grouped(number), grouped(rows), grouped(credits)));
    return 0;
}

} // namespace

QList<Command> fileCommands()
{
    const OptionSpec out{QStringLiteral("--out"), QStringLiteral("DIR"), CliText::tr("folder for the zips")};
    const OptionSpec outFile{QStringLiteral("-o"), QStringLiteral("FILE"), CliText::tr("write the mapping there")};
    const OptionSpec rows{QStringLiteral("--rows"), QStringLiteral("A-B"),
                          CliText::tr("rows to show; 1-20 if not given")};
    const OptionSpec errorRows{QStringLiteral("--rows-with-errors"), QStringLiteral("FILE"),
                               CliText::tr("write the numbers of rows with errors there, one a line")};
    const OptionSpec dry{
        QStringLiteral("--dry-run"), {}, CliText::tr("compare with what the CRM has: what would happen")};
    const OptionSpec changes{QStringLiteral("--changes"), QStringLiteral("FILE.csv"),
                             CliText::tr("dry run; write there what would change, old and new")};
    return {{QStringLiteral("preview"), QStringLiteral("FILE [--rows A-B]"),
             CliText::tr("Shows rows and how the file is read."), 1, QList{rows} + readingOptions(), preview},
            {QStringLiteral("profile"), QStringLiteral("FILE"), CliText::tr("Says what is in each column."), 1,
             readingOptions(), profile},
            {QStringLiteral("map"), QStringLiteral("FILE --module M [-o mapping.json]"),
             CliText::tr("Shows which column would feed which field."), 1, QList{outFile} + mappingOptions(), map},
            {QStringLiteral("check"), QStringLiteral("FILE --module M"),
             CliText::tr("Checks every row against the org's own rules."), 1,
             QList{errorRows, dry, changes} + mappingOptions(), check},
            {QStringLiteral("plan"), QStringLiteral("FILE --module M --out DIR"),
             CliText::tr("Writes exactly the zips that would be sent; sends nothing."), 1,
             QList{out} + mappingOptions(), plan}};
}

} // namespace stevedore::cli

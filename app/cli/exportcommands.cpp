// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exportcommands.h"

#include "base/text.h"
#include "cli/clitext.h"
#include "cli/context.h"
#include "cli/exporting.h"
#include "crm/condition/conditiontext.h"
#include "transfer/export/exports.h"

namespace stevedore::cli {

namespace {

Result<ExportId> exportIdFrom(const QString& text)
{
    bool ok = false;
    const qint64 id = text.toLongLong(&ok);
    if (!ok)
        return fail(FailureKind::Usage, CliText::tr("Name the export by its number; \"exports\" lists them."));
    return ExportId(id);
}

Result<char> delimiterFrom(const QString& text)
{
    static const QMap<QString, char> names{{QStringLiteral("comma"), ','},
                                           {QStringLiteral("semicolon"), ';'},
                                           {QStringLiteral("tab"), '\t'},
                                           {QStringLiteral("pipe"), '|'}};
    if (names.contains(text))
        return names.value(text);
    const bool isPlain = text.size() == 1 && text[0].unicode() > 0x20 && text[0].unicode() < 0x7F && text[0] != u'"';
    if (!isPlain)
        return fail(FailureKind::Usage,
                    CliText::tr("--delimiter takes one character, or comma, semicolon, tab or pipe."));
    return text[0].toLatin1();
}

/// Where the condition is wrong, shown under it.
QString pointedAt(const QString& text, const ConditionTextError& error)
{
    QString line = text;
    line.replace(QLatin1Char('\n'), QLatin1Char(' '));
    return QStringLiteral("%1\n  %2\n  %3%4")
        .arg(error.sentence, line, QString(error.at, QLatin1Char(' ')),
             QString(std::max<qsizetype>(1, error.length), QLatin1Char('^')));
}

Result<ExportRequest> requestFrom(const Arguments& arguments, const QString& path)
{
    ExportRequest out;
    out.module = arguments.value(QStringLiteral("--module"));
    if (out.module.isEmpty())
        return fail(FailureKind::Usage, CliText::tr("Name the module with --module; \"modules\" lists them."));
    const QString fields = arguments.value(QStringLiteral("--fields"));
    for (const QString& field : fields.split(QLatin1Char(','), Qt::SkipEmptyParts))
        out.fields.append(field.trimmed());
    const QString text = arguments.value(QStringLiteral("--where"));
    const auto where = conditionFromText(text);
    if (!where)
        return fail(FailureKind::Usage, pointedAt(text, where.error()));
    out.where = *where;
    out.view = arguments.value(QStringLiteral("--view"));
    out.file.format = formatOf(path);
    out.file.labels = arguments.has(QStringLiteral("--labels"));
    out.file.safe = arguments.has(QStringLiteral("--safe"));
    out.file.mark = arguments.has(QStringLiteral("--mark"));
    const auto delimiter = delimiterFrom(arguments.value(QStringLiteral("--delimiter"), QStringLiteral(",")));
    if (!delimiter)
        return fail(delimiter.error());
    out.file.delimiter = *delimiter;
    out.file.encoding = arguments.value(QStringLiteral("--encoding"), QStringLiteral("UTF-8"));
    // The one place that knows what a request may hold.
    return exportRequestFrom(exportRequestJson(out));
}

int estimateOf(Context& context, const ExportRequest& request)
{
    const auto engine = context.connectedEngine();
    if (!engine)
        return context.failed(engine.error());
    const auto estimate = Context::await<ExportEstimate>(
        [&](const auto& done) { (*engine)->exports().estimate(request, *engine, done); });
    if (!estimate)
        return context.failed(estimate.error());
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("records"), estimate->records},
                                                       {QStringLiteral("at_most"), estimate->atMost},
                                                       {QStringLiteral("pages"), estimate->pages},
                                                       {QStringLiteral("credits"), estimate->credits},
                                                       {QStringLiteral("seconds"), estimate->seconds}});
    context.output().line(
        estimate->atMost ? CliText::tr("at most %1 records, %2 pages, %3 credits")
                               .arg(grouped(estimate->records), grouped(estimate->pages), grouped(estimate->credits))
                         : CliText::tr("%1 records, %2 pages, %3 credits")
                               .arg(grouped(estimate->records), grouped(estimate->pages), grouped(estimate->credits)));
    return 0;
}

int resumeExport(Context& context, const QString& number, const QString& path)
{
    const auto engine = context.connectedEngine();
    const auto id = exportIdFrom(number);
    if (!engine || !id)
        return context.failed(engine ? id.error() : engine.error());
    return followExport(context, **engine, *id, [&] { return (*engine)->exports().resume(*id, path); });
}

int exportRecords(Context& context, const Arguments& arguments)
{
    const QString path = arguments.value(QStringLiteral("-o"));
    if (const QString id = arguments.value(QStringLiteral("--resume")); !id.isEmpty())
        return resumeExport(context, id, path);
    const bool estimating = arguments.has(QStringLiteral("--estimate"));
    if (path.isEmpty() && !estimating)
        return context.failed({FailureKind::Usage, CliText::tr("Name the file to write with -o."), {}, {}});
    const auto request = requestFrom(arguments, path);
    if (!request)
        return context.failed(request.error());
    return estimating ? estimateOf(context, *request) : runExport(context, *request, path);
}

int cancelExport(Context& context, Engine& engine, const QString& number)
{
    const auto id = exportIdFrom(number);
    if (!id)
        return context.failed(id.error());
    if (auto cancelled = engine.exports().cancel(*id); !cancelled)
        return context.failed(cancelled.error());
    const auto snapshot = engine.exports().snapshot(*id);
    context.output().event(QStringLiteral("summary"), exportJson(*snapshot));
    context.output().remark(CliText::tr("Export %1 was given up; no file was written.").arg(id->value));
    return 0;
}

int listExports(Context& context, const Arguments& arguments)
{
    const auto engine = context.engine();
    if (!engine)
        return context.failed(engine.error());
    if (const QString id = arguments.value(QStringLiteral("--cancel")); !id.isEmpty())
        return cancelExport(context, **engine, id);
    const QList<ExportSnapshot> all = (*engine)->exports().list();
    for (const ExportSnapshot& one : all) {
        context.output().event(QStringLiteral("export"), exportJson(one));
        context.output().line(
            CliText::tr("%1\t%2\t%3\t%4 records\t%5")
                .arg(QString::number(one.record.id.value), one.record.module, exportStateWord(one.record.state),
                     grouped(one.record.state == ExportState::Finished ? one.record.records : one.received),
                     one.record.targetPath));
    }
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("exports"), qint64(all.size())}});
    return 0;
}

} // namespace

int runExport(Context& context, const ExportRequest& request, const QString& path)
{
    const auto engine = context.connectedEngine();
    if (!engine)
        return context.failed(engine.error());
    const auto id =
        Context::await<ExportId>([&](const auto& done) { (*engine)->exports().start(request, path, *engine, done); });
    if (!id)
        return context.failed(id.error());
    return followExport(context, **engine, *id, [] { return Result<void>(); });
}

QList<Command> exportCommands()
{
    return {
        {QStringLiteral("export"),
         QStringLiteral("--module M [--fields a,b.c] [--where EXPR] -o out.csv"),
         CliText::tr("Reads the records of a module into one file: .csv, .csv.gz, .xlsx, or .ics of Events."),
         0,
         {{QStringLiteral("--module"), QStringLiteral("M"), CliText::tr("the module")},
          {QStringLiteral("--fields"), QStringLiteral("a,b.c"),
           CliText::tr("columns in this order; all fields if not given")},
          {QStringLiteral("--where"), QStringLiteral("EXPR"),
           CliText::tr("which records, such as 'Lead_Source in (\"Web\",\"Partner\") and Modified_Time >= today-7'")},
          {QStringLiteral("--view"), QStringLiteral("ID"), CliText::tr("a custom view whose conditions hold, too")},
          {QStringLiteral("-o"), QStringLiteral("FILE"), CliText::tr("the file to write")},
          {QStringLiteral("--labels"), {}, CliText::tr("column heads as people see the fields, not API names")},
          {QStringLiteral("--delimiter"), QStringLiteral("D"),
           CliText::tr("one character, or comma, semicolon, tab, pipe")},
          {QStringLiteral("--encoding"), QStringLiteral("E"),
           CliText::tr("UTF-8 if not given; UTF-16, windows-1252, ...")},
          {QStringLiteral("--mark"), {}, CliText::tr("a byte order mark, so that Excel takes the file for UTF-8")},
          {QStringLiteral("--safe"),
           {},
           CliText::tr("an apostrophe in front of what a spreadsheet would take for a formula")},
          {QStringLiteral("--estimate"), {}, CliText::tr("only say how many records there are and what it costs")},
          {QStringLiteral("--resume"), QStringLiteral("ID"),
           CliText::tr("go on with an export; with -o into another file of the same columns")}},
         exportRecords},
        {QStringLiteral("exports"),
         QStringLiteral("[--cancel ID]"),
         CliText::tr("Lists the exports of this folder."),
         0,
         {{QStringLiteral("--cancel"), QStringLiteral("ID"), CliText::tr("give one up and remove its pages")}},
         listExports}};
}

} // namespace stevedore::cli

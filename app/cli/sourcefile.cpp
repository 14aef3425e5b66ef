// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sourcefile.h"

#include "base/freedmemory.h"
#include "cli/clitext.h"
#include "cli/progress.h"
#include "mapping/automatch.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace stevedore::cli {

namespace {

/// One character, or "none" for '\0'; nothing if the option does not stand there.
Result<void> takeCharacter(const Arguments& arguments, const QString& option, char& into)
{
    if (!arguments.has(option))
        return {};
    const QString text = arguments.value(option);
    const bool none = text.compare(QLatin1String("none"), Qt::CaseInsensitive) == 0;
    if (!none && (text.size() != 1 || text[0].unicode() <= 0x20 || text[0].unicode() >= 0x7F))
        return fail(FailureKind::Usage, CliText::tr("%1 takes one ASCII character, or none.").arg(option));
    into = none ? '\0' : text[0].toLatin1();
    return {};
}

QList<OptionSpec> dialectOptions()
{
    return {{QStringLiteral("--encoding"), QStringLiteral("E"),
             CliText::tr("encoding of the file, such as UTF-8 or windows-1252; guessed otherwise")},
            {QStringLiteral("--delimiter"), QStringLiteral("D"),
             CliText::tr("comma, semicolon, tab, pipe, colon or any character; guessed otherwise")},
            {QStringLiteral("--quote"), QStringLiteral("Q"),
             CliText::tr("character around cells, or none; guessed otherwise, nearly always \"")},
            {QStringLiteral("--escape"), QStringLiteral("C"),
             CliText::tr("character that makes the next one text, such as \\, or none; guessed otherwise")},
            {QStringLiteral("--comment"), QStringLiteral("C"),
             CliText::tr("lines that begin with it are left out, such as #, or none; guessed otherwise")},
            {QStringLiteral("--no-header"), {}, CliText::tr("the first row is data")}};
}

Result<std::optional<Dialect>> dialectFrom(const Arguments& arguments, const QString& path, const QString& scratch)
{
    const QList<OptionSpec> options = dialectOptions();
    if (std::none_of(options.begin(), options.end(), [&](const auto& option) { return arguments.has(option.name); }))
        return std::optional<Dialect>();
    // What is not given is still guessed.
    const auto guessed = CsvFile::open(path, std::nullopt, scratch);
    if (!guessed)
        return fail(guessed.error());
    Dialect dialect = (*guessed)->guess().dialect;
    if (arguments.has(QStringLiteral("--encoding"))) {
        dialect.encoding = arguments.value(QStringLiteral("--encoding")).toLatin1();
        if (!isKnownEncoding(dialect.encoding))
            return fail(FailureKind::Usage,
                        CliText::tr("The encoding %1 is not known here.").arg(QString::fromLatin1(dialect.encoding)));
    }
    if (arguments.has(QStringLiteral("--delimiter"))) {
        dialect.delimiter = delimiterFromText(arguments.value(QStringLiteral("--delimiter")));
        if (dialect.delimiter == '\0')
            return fail(FailureKind::Usage,
                        CliText::tr("A delimiter is one character, or comma, semicolon, tab, pipe or colon."));
    }
    for (const auto& [option, into] : {std::pair(QStringLiteral("--quote"), &dialect.quote),
                                       {QStringLiteral("--escape"), &dialect.escape},
                                       {QStringLiteral("--comment"), &dialect.comment}})
        if (const auto taken = takeCharacter(arguments, option, *into); !taken)
            return fail(taken.error());
    if (arguments.has(QStringLiteral("--no-header")))
        dialect.hasHeader = false;
    if (!isSound(dialect))
        return fail(FailureKind::Usage,
                    CliText::tr("Delimiter, quote, escape and comment have to be different characters."));
    return std::optional<Dialect>(dialect);
}

Result<Mapping> mappingFor(Context& context, const Arguments& arguments, const std::shared_ptr<CsvFile>& file,
                           const ModuleMeta& meta, Operation operation)
{
    const QString path = arguments.value(QStringLiteral("--mapping"));
    if (path.isEmpty()) {
        Progress progress(context.output());
        const CancelFlag never = false;
        const auto profiles = profileColumns(
            file, [&](qint64 done, qint64 total) { progress.bytes(CliText::tr("looking at the values"), done, total); },
            never);
        if (!profiles)
            return fail(profiles.error());
        releaseFreedMemory();
        return autoMatch(file->columns(), *profiles, meta, operation);
    }
    QFile json(path);
    if (!json.open(QIODevice::ReadOnly))
        return fail(FailureKind::Usage,
                    CliText::tr("The mapping file %1 cannot be read: %2.").arg(path, json.errorString()));
    auto mapping = mappingFromJson(json.readAll(), path);
    if (!mapping)
        return mapping;
    QStringList faults;
    if (!mapping->module.isEmpty() && mapping->module != meta.module.apiName)
        faults.append(CliText::tr("The mapping file is for %1, not for %2.").arg(mapping->module, meta.module.apiName));
    auto fitted = fitToColumns(*mapping, file->columns());
    if (!fitted)
        faults.append(fitted.error().sentence);
    if (faults.isEmpty())
        return fitted;
    // Whoever corrects the file wants to know all that is wrong with it at once.
    return fail(FailureKind::Usage, (faults + mappingProblems(*mapping, meta)).join(QLatin1Char('\n')));
}

} // namespace

QList<OptionSpec> readingOptions()
{
    return QList<OptionSpec>{{QStringLiteral("--sheet"), QStringLiteral("NAME"),
                              CliText::tr("sheet of a workbook or file in a zip; the first otherwise")}} +
           dialectOptions();
}

QList<OptionSpec> mappingOptions()
{
    return QList<OptionSpec>{
               {QStringLiteral("--module"), QStringLiteral("M"),
                CliText::tr("api_name of the module, such as Contacts")},
               {QStringLiteral("--operation"), QStringLiteral("OP"), CliText::tr("insert (default), update or upsert")},
               {QStringLiteral("--find-by"), QStringLiteral("FIELD"),
                CliText::tr("the match key: id or a unique field")},
               {QStringLiteral("--mapping"), QStringLiteral("FILE"),
                CliText::tr("mapping file; columns are matched by themselves otherwise")},
               {QStringLiteral("--keep-empty"), {}, CliText::tr("empty cells leave the CRM's value (default)")},
               {QStringLiteral("--erase-empty"), {}, CliText::tr("empty cells erase the CRM's value")}} +
           readingOptions();
}

Result<OpenedSource> openSource(Context& context, const Arguments& arguments, const QString& path)
{
    if (path.isEmpty())
        return fail(FailureKind::Usage, CliText::tr("Name the CSV file."));
    Progress progress(context.output());
    const CancelFlag never = false;
    const auto unpacked = unpackSource(
        QFileInfo(path).absoluteFilePath(), arguments.value(QStringLiteral("--sheet")), context.sourcesFolder(),
        [&](qint64 done, qint64 total) { progress.bytes(CliText::tr("unpacking"), done, total); }, never);
    if (!unpacked)
        return fail(unpacked.error());
    progress.finish();
    const auto dialect = dialectFrom(arguments, unpacked->csvPath, context.scratchFolder());
    if (!dialect)
        return fail(dialect.error());
    const auto file = CsvFile::open(unpacked->csvPath, *dialect, context.scratchFolder());
    if (!file)
        return fail(file.error());
    return OpenedSource{*file, *unpacked};
}

Result<IndexSummary> indexSource(Context& context, const std::shared_ptr<CsvFile>& file)
{
    Progress progress(context.output());
    const CancelFlag never = false;
    return file->index([&](qint64 done, qint64 total) { progress.bytes(CliText::tr("reading"), done, total); }, never);
}

Result<PreparedImport> prepareImport(Context& context, const Arguments& arguments, const QString& path,
                                     Problems problems)
{
    PreparedImport out;
    const auto source = openSource(context, arguments, path);
    if (!source)
        return fail(source.error());
    out.file = source->file;
    const auto index = indexSource(context, out.file);
    if (!index)
        return fail(index.error());
    for (const StructureFinding& finding : index->findings)
        context.output().remark(finding.sentence(out.file->columnCount()));

    const QString operationText = arguments.value(QStringLiteral("--operation"), QStringLiteral("insert"));
    const auto operation = operationFromWord(operationText);
    if (!operation)
        return fail(FailureKind::Usage,
                    CliText::tr("The operation is insert, update or upsert, not \"%1\".").arg(operationText));
    const QString module = arguments.value(QStringLiteral("--module"));
    if (module.isEmpty())
        return fail(FailureKind::Usage, CliText::tr("Name the module with --module, for example --module Contacts."));
    const auto engine = context.connectedEngine();
    if (!engine)
        return fail(engine.error());
    const auto meta =
        Context::await<ModuleMeta>([&](const auto& done) { (*engine)->moduleMeta(module, *engine, done); });
    if (!meta)
        return fail(meta.error());
    out.meta = *meta;

    auto mapping = mappingFor(context, arguments, out.file, *meta, *operation);
    if (!mapping)
        return fail(mapping.error());
    out.mapping = *mapping;
    out.mapping.module = module;
    if (arguments.has(QStringLiteral("--operation")))
        out.mapping.operation = *operation;
    if (arguments.has(QStringLiteral("--find-by")))
        out.mapping.findBy = arguments.value(QStringLiteral("--find-by"));
    if (arguments.has(QStringLiteral("--keep-empty")))
        out.mapping.eraseEmpty = false;
    if (arguments.has(QStringLiteral("--erase-empty")))
        out.mapping.eraseEmpty = true;
    if (const QStringList found = mappingProblems(out.mapping, out.meta);
        !found.isEmpty() && problems == Problems::Refused)
        return fail(FailureKind::Usage, found.join(QLatin1Char('\n')));
    return out;
}

Result<CheckReport> checkPrepared(Context& context, const PreparedImport& prepared)
{
    Progress progress(context.output());
    const CancelFlag never = false;
    auto report = checkRows(
        prepared.file, prepared.mapping, prepared.meta, {},
        [&](qint64 done, qint64 total) { progress.bytes(CliText::tr("checking"), done, total); }, never);
    releaseFreedMemory();
    return report;
}

QString matchWord(MatchKind kind)
{
    switch (kind) {
    case MatchKind::None:
        return QStringLiteral("none");
    case MatchKind::Exact:
        return QStringLiteral("exact");
    case MatchKind::Similar:
        return QStringLiteral("similar");
    case MatchKind::ByValues:
        return QStringLiteral("values");
    case MatchKind::Remembered:
        return QStringLiteral("remembered");
    case MatchKind::ByPosition:
        return QStringLiteral("position");
    case MatchKind::ByHand:
        return QStringLiteral("hand");
    }
    Q_UNREACHABLE();
}

} // namespace stevedore::cli

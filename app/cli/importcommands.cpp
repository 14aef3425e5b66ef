// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/importcommands.h"

#include "base/durablefile.h"
#include "base/text.h"
#include "cli/clitext.h"
#include "cli/dryrunning.h"
#include "cli/reportfile.h"
#include "cli/rowfiles.h"
#include "cli/runner.h"
#include "cli/sendingback.h"
#include "cli/sourcefile.h"
#include "cli/terminal.h"
#include "transfer/guarantee.h"
#include "transfer/verifier.h"

#include <algorithm>

namespace stevedore::cli {

namespace {

Result<ImportId> idFrom(const Arguments& arguments)
{
    bool ok = false;
    const qint64 id = arguments.plain().value(0).toLongLong(&ok);
    if (!ok)
        return fail(FailureKind::Usage, CliText::tr("Name the import by its number; \"status\" lists them."));
    return ImportId(id);
}

/// Asks on a terminal; a script that calls without one has decided already.
bool confirmed(const Arguments& arguments, const QString& question)
{
    if (arguments.has(QStringLiteral("--yes")) || !standardInputIsTerminal())
        return true;
    return answeredYes(question);
}

QString verbFor(Operation operation)
{
    switch (operation) {
    case Operation::Insert:
        return CliText::tr("Create");
    case Operation::Update:
        return CliText::tr("Update");
    case Operation::Upsert:
        return CliText::tr("Create or update");
    }
    Q_UNREACHABLE();
}

/// --report and --failures, after a run.
int withFiles(Context& context, Engine& engine, ImportId id, const Arguments& arguments, int code)
{
    if (const QString path = arguments.value(QStringLiteral("--report")); !path.isEmpty()) {
        if (auto written = writeReport(engine, id, path); !written)
            return context.failed(written.error());
    }
    if (const QString path = arguments.value(QStringLiteral("--failures")); !path.isEmpty()) {
        if (const auto written = writeFailures(engine, id, path, {}); !written)
            return context.failed(written.error());
    }
    return code;
}

// -- import

/// --sample, at most as many rows as there are; nothing without it.
Result<std::optional<RowCount>> sampleFrom(const Arguments& arguments, RowCount rows)
{
    if (!arguments.has(QStringLiteral("--sample")))
        return std::optional<RowCount>();
    bool ok = false;
    const qint64 wanted = arguments.value(QStringLiteral("--sample")).toLongLong(&ok);
    if (!ok || wanted < 1)
        return fail(FailureKind::Usage, CliText::tr("--sample takes a number of rows."));
    return std::optional(RowCount(std::clamp<qint64>(rows.value, 1, wanted)));
}

/// With --skip-unchanged: the rows that the CRM has just as they are, after a dry run.
Result<std::vector<RowNumber>> unchangedRows(Context& context, const Arguments& arguments,
                                             const PreparedImport& prepared, const CheckReport& report)
{
    if (!arguments.has(QStringLiteral("--skip-unchanged")))
        return std::vector<RowNumber>();
    if (prepared.mapping.operation == Operation::Insert)
        return fail(FailureKind::Usage,
                    CliText::tr("--skip-unchanged is for update and upsert: an insert changes nothing."));
    const auto outcome = dryRunPrepared(context, prepared, report);
    if (!outcome)
        return fail(outcome.error());
    tellDryRun(context.output(), (*outcome)->report());
    context.output().event(QStringLiteral("dry_run"), dryRunJson((*outcome)->report()));
    return (*outcome)->report().of(DryRunKind::Same);
}

/// Rows that were left out because the CRM has them already do not make an import incomplete.
int withoutUnchanged(const Engine& engine, ImportId id, std::size_t unchanged, int code)
{
    const auto snapshot = engine.snapshot(id);
    const bool onlyThose = code == 1 && snapshot && snapshot->fates.refused + snapshot->fates.unprocessed == 0 &&
                           snapshot->fates.leftOut == qint64(unchanged) && !engine.lastFailure(id);
    return onlyThose ? 0 : code;
}

/// The draft of what was prepared; of an edited export with what its records were like.
Result<ImportId> draftOf(Engine& engine, const Arguments& arguments, const PreparedImport& prepared,
                         const std::optional<SendBack>& back, RowCount rows)
{
    if (back)
        return engine.createSendBack(*back, prepared.meta);
    auto id = engine.createImport({prepared.file->path(), prepared.file->dialect(), prepared.file->fingerprint()});
    if (!id)
        return id;
    if (auto set = engine.setMapping(*id, prepared.mapping, prepared.meta, rows); !set)
        return fail(set.error());
    if (auto keep = engine.setKeepBefore(*id, arguments.has(QStringLiteral("--keep-before"))); !keep)
        return fail(keep.error());
    return id;
}

int importPrepared(Context& context, const Arguments& arguments, const PreparedImport& prepared,
                   const std::optional<SendBack>& back)
{
    Engine& engine = **context.connectedEngine();
    Output& output = context.output();
    const auto report = checkPrepared(context, prepared);
    if (!report)
        return context.failed(report.error());
    for (const Finding& finding : report->findings)
        output.remark(QStringLiteral("%1: %2").arg(grouped(finding.count()), findingHeadline(finding)));

    const auto unchanged = unchangedRows(context, arguments, prepared, *report);
    if (!unchanged)
        return context.failed(unchanged.error());
    const auto held = heldRows(*report);
    const qint64 all = report->rows.value - qint64(held.size()) - qint64(unchanged->size());
    const auto sample = sampleFrom(arguments, RowCount(all));
    if (!sample)
        return context.failed(sample.error());
    const qint64 rows = *sample ? (*sample)->value : all;
    const ResendPlan price = engine.price(prepared.mapping, prepared.meta, RowCount(rows));
    const bool records = (*sample || back) && price.cheaper == Route::Records;
    const QString sending = records ? CliText::tr("%Ln calls", nullptr, numberOf(price.calls))
                                    : CliText::tr("%Ln jobs", nullptr, numberOf(price.jobs));
    const QString question =
        CliText::tr("%1 %2 %3 in %4 (%5): %6, %7 credits?")
            .arg(verbFor(prepared.mapping.operation), grouped(rows), prepared.meta.module.plural,
                 engine.connection().org.companyName, kindName(engine.connection().connection.kind), sending,
                 grouped(records ? price.recordCredits : price.jobCredits));
    const Guarantee guarantee = Engine::guarantee(prepared.mapping, prepared.meta);
    output.remark(guaranteeText(guarantee, prepared.meta));
    output.event(QStringLiteral("guarantee"),
                 {{QStringLiteral("level"), guarantee.level == Guarantee::Level::ExactlyOnce
                                                ? QStringLiteral("exactly once")
                                                : QStringLiteral("never twice unasked")},
                  {QStringLiteral("key"), guarantee.key}});
    if (!confirmed(arguments, question))
        return context.failed({FailureKind::Cancelled, CliText::tr("Nothing was sent."), {}, {}});

    const auto id = draftOf(engine, arguments, prepared, back, report->rows);
    if (!id)
        return context.failed(id.error());
    if (auto left = engine.setLeftOut(*id, *unchanged, true); !left)
        return context.failed(left.error());
    output.remark(
        CliText::tr("Import %1: %Ln rows in %2.", nullptr, numberOf(rows)).arg(QString::number(id->value), sending));
    const int code = followImport(context, engine, *id, [&] {
        return *sample ? engine.startSample(*id, prepared.file, prepared.meta, held, **sample)
                       : engine.start(*id, prepared.file, prepared.meta, held);
    });
    return withFiles(context, engine, *id, arguments, withoutUnchanged(engine, *id, unchanged->size(), code));
}

int import(Context& context, const Arguments& arguments)
{
    const QString path = arguments.plain().value(0);
    if (arguments.has(QStringLiteral("--base"))) {
        const auto prepared = prepareSendBack(context, arguments, path);
        return prepared ? importPrepared(context, arguments, prepared->import, prepared->back)
                        : context.failed(prepared.error());
    }
    const auto prepared = prepareImport(context, arguments, path, Problems::Refused);
    return prepared ? importPrepared(context, arguments, *prepared, {}) : context.failed(prepared.error());
}

// -- status

int statusOf(Context& context, Engine& engine, ImportId id)
{
    const auto snapshot = engine.snapshot(id);
    if (!snapshot)
        return context.failed(snapshot.error());
    for (const PartSnapshot& part : snapshot->parts) {
        context.output().event(QStringLiteral("job"), partJson(part.record));
        context.output().line(CliText::tr("round %1 part %2\t%3\t%4 rows\t%5 in\t%6 refused\t%7")
                                  .arg(part.record.round)
                                  .arg(part.record.number)
                                  .arg(stageName(part.record), grouped(part.record.rowCount),
                                       grouped(part.record.added + part.record.updated + part.record.skipped),
                                       grouped(part.record.refused + part.record.unprocessed), part.record.jobId));
    }
    context.output().event(QStringLiteral("summary"), summaryJson(*snapshot));
    tellOutcome(context.output(), *snapshot);
    return exitCodeOf(*snapshot);
}

int verify(Context& context, const Arguments& arguments)
{
    const auto engine = context.engine();
    const auto id = idFrom(arguments);
    if (!engine || !id)
        return context.failed(engine ? id.error() : engine.error());
    const auto found = (*engine)->verify(*id);
    if (!found)
        return context.failed(found.error());
    for (const QString& problem : found->problems) {
        context.output().event(QStringLiteral("problem"), {{QStringLiteral("text"), problem}});
        context.output().line(problem);
    }
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("import"), id->value},
                                                       {QStringLiteral("rows"), found->rows},
                                                       {QStringLiteral("parts"), found->parts},
                                                       {QStringLiteral("results"), found->results},
                                                       {QStringLiteral("settled"), found->fates.settled()},
                                                       {QStringLiteral("problems"), qint64(found->problems.size())}});
    context.output().remark(
        found->problems.isEmpty()
            ? CliText::tr("Import %1: %2 rows, %3 parts and %4 results are what the journal says.")
                  .arg(QString::number(id->value), grouped(found->rows), grouped(found->parts), grouped(found->results))
            : CliText::tr("Import %1: the journal and the evidence do not agree.").arg(id->value));
    return found->problems.isEmpty() ? 0 : 6;
}

int status(Context& context, const Arguments& arguments)
{
    const auto engine = context.engine();
    if (!engine)
        return context.failed(engine.error());
    if (!arguments.plain().isEmpty()) {
        const auto id = idFrom(arguments);
        return id ? statusOf(context, **engine, *id) : context.failed(id.error());
    }
    const QList<ImportSnapshot> all = (*engine)->imports();
    for (const ImportSnapshot& snapshot : all) {
        QJsonObject object = summaryJson(snapshot);
        context.output().event(QStringLiteral("import"), object);
        context.output().line(CliText::tr("%1\t%2\t%3\t%4 of %5 in\t%6 refused\t%7")
                                  .arg(QString::number(snapshot.record.id.value), importName(snapshot.record),
                                       object.value(QLatin1String("state")).toString(), grouped(snapshot.fates.in()),
                                       grouped(snapshot.record.rowCount),
                                       grouped(snapshot.fates.refused + snapshot.fates.unprocessed),
                                       snapshot.record.module));
    }
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("imports"), qint64(all.size())}});
    return 0;
}

// -- resume

Result<void> answer(Engine& engine, const QString& text)
{
    const QStringList words = text.split(QLatin1Char('='));
    bool ok = false;
    const PartId part(words.value(0).toLongLong(&ok));
    const QString says = words.value(1);
    if (!ok || (says != QLatin1String("there") && says != QLatin1String("absent")))
        return fail(FailureKind::Usage,
                    CliText::tr("--answer takes PART=there or PART=absent; \"status ID\" names the parts in doubt."));
    const auto left = Context::await<qint64>(
        [&](const auto& done) { engine.answerDoubt(part, says == QLatin1String("there"), &engine, done); });
    return left ? Result<void>() : fail(left.error());
}

int resume(Context& context, const Arguments& arguments)
{
    const auto engine = context.connectedEngine();
    if (!engine)
        return context.failed(engine.error());
    QList<ImportId> ids;
    if (!arguments.plain().isEmpty()) {
        const auto id = idFrom(arguments);
        if (!id)
            return context.failed(id.error());
        ids.append(*id);
    } else {
        for (const ImportSnapshot& snapshot : (*engine)->imports()) {
            const bool unfinished = snapshot.record.state != ImportState::Draft && !isAtEnd(snapshot.record.state);
            if (unfinished && snapshot.record.orgId == (*engine)->connection().org.zgid)
                ids.prepend(snapshot.record.id);
        }
    }
    if (const QString text = arguments.value(QStringLiteral("--answer")); !text.isEmpty()) {
        if (auto answered = answer(**engine, text); !answered)
            return context.failed(answered.error());
    }
    if (ids.isEmpty()) {
        context.output().event(QStringLiteral("summary"), {{QStringLiteral("imports"), 0}});
        context.output().remark(CliText::tr("There is nothing to resume."));
    }
    const bool remaining = arguments.has(QStringLiteral("--remaining"));
    if (remaining && arguments.plain().isEmpty())
        return context.failed(
            {FailureKind::Usage,
             CliText::tr("Name the import whose remaining rows are to be sent; \"status\" lists them."),
             {},
             {}});
    const bool unkept = arguments.has(QStringLiteral("--no-keep-before"));
    const auto goOn = [&](ImportId id) {
        if (auto left = unkept ? (*engine)->giveUpKeeping(id) : Result<void>(); !left)
            return left;
        return remaining ? (*engine)->sendRemaining(id) : (*engine)->resume(id);
    };
    int code = 0;
    for (const ImportId id : ids)
        code = std::max(code, withFiles(context, **engine, id, arguments,
                                        followImport(context, **engine, id, [&] { return goOn(id); })));
    return code;
}

// -- failures and resend

using WriteRows = std::function<Result<qint64>(const Engine&, ImportId, const QString&)>;

int rowsTo(Context& context, const Arguments& arguments, const WriteRows& write)
{
    const auto id = idFrom(arguments);
    const QString path = arguments.value(QStringLiteral("-o"));
    if (!id || path.isEmpty())
        return context.failed(id ? Failure{FailureKind::Usage, CliText::tr("Name the file to write with -o."), {}, {}}
                                 : id.error());
    const auto engine = context.engine();
    if (!engine)
        return context.failed(engine.error());
    const auto rows = write(**engine, *id, path);
    if (!rows)
        return context.failed(rows.error());
    context.output().event(
        QStringLiteral("summary"),
        {{QStringLiteral("import"), id->value}, {QStringLiteral("rows"), *rows}, {QStringLiteral("file"), path}});
    context.output().remark(CliText::tr("%Ln rows written to %1.", nullptr, numberOf(*rows)).arg(path));
    return 0;
}

int failures(Context& context, const Arguments& arguments)
{
    RefusedForm form;
    form.formulas =
        arguments.has(QStringLiteral("--exact")) ? RefusedForm::Formulas::Exact : RefusedForm::Formulas::Safe;
    return rowsTo(context, arguments, [&form](const Engine& engine, ImportId id, const QString& path) {
        return writeFailures(engine, id, path, form);
    });
}

int successes(Context& context, const Arguments& arguments)
{
    return rowsTo(context, arguments, writeSuccessRows);
}

int report(Context& context, const Arguments& arguments)
{
    const auto id = idFrom(arguments);
    const QString path = arguments.value(QStringLiteral("-o"));
    if (!id || path.isEmpty())
        return context.failed(id ? Failure{FailureKind::Usage, CliText::tr("Name the file to write with -o."), {}, {}}
                                 : id.error());
    if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        return context.failed(
            {FailureKind::Usage,
             CliText::tr("A PDF is made by the window. Here a report is a page (.html) or JSON (.json)."),
             {},
             {}});
    const auto engine = context.engine();
    if (!engine)
        return context.failed(engine.error());
    if (auto written = writeReport(**engine, *id, path); !written)
        return context.failed(written.error());
    context.output().event(QStringLiteral("summary"),
                           {{QStringLiteral("import"), id->value}, {QStringLiteral("file"), path}});
    context.output().remark(CliText::tr("The report was written to %1.").arg(path));
    return 0;
}

Result<Route> routeFor(const Arguments& arguments, const ResendPlan& plan)
{
    const QString wanted = arguments.value(QStringLiteral("--route"));
    if (wanted.isEmpty())
        return plan.cheaper;
    if (wanted == QLatin1String("job"))
        return Route::Job;
    if (wanted != QLatin1String("records"))
        return fail(FailureKind::Usage, CliText::tr("--route takes job or records."));
    if (!plan.recordsPossible)
        return fail(FailureKind::Usage, plan.whyNotRecords);
    return Route::Records;
}

int resend(Context& context, const Arguments& arguments)
{
    const auto id = idFrom(arguments);
    if (!id)
        return context.failed(id.error());
    const auto connected = context.connectedEngine();
    if (!connected)
        return context.failed(connected.error());
    Engine& engine = **connected;
    const auto snapshot = engine.snapshot(*id);
    if (!snapshot)
        return context.failed(snapshot.error());
    // The fields tell which routes there are.
    const auto meta = Context::await<ModuleMeta>(
        [&](const auto& done) { engine.moduleMeta(snapshot->record.module, &engine, done); });
    if (!meta)
        return context.failed(meta.error());
    std::vector<RowNumber> rows;
    const QString updateBy = arguments.value(QStringLiteral("--update-by"));
    if (const QString path = arguments.value(QStringLiteral("--fixes")); !path.isEmpty()) {
        const auto corrected =
            takeCorrected(context.output(), engine, *id, path, arguments.has(QStringLiteral("--take-all")));
        if (!corrected)
            return context.failed(corrected.error());
        rows = *corrected;
    } else {
        // Only those that were refused because the record exists have something to update.
        const auto open = engine.refusedRows(
            *id, updateBy.isEmpty() ? std::nullopt
                                    : std::optional(CauseGroup{QStringLiteral("DUPLICATE_DATA"), updateBy, 0}));
        if (!open)
            return context.failed(open.error());
        for (const RefusedRow& row : *open) {
            if (row.fate == Fate::Refused || row.fate == Fate::Unprocessed)
                rows.push_back(row.row);
        }
    }
    if (rows.empty())
        return context.failed({FailureKind::Usage, CliText::tr("There are no refused rows to send again."), {}, {}});
    const auto plan = engine.resendPlan(*id, rows, updateBy);
    const auto route = plan ? routeFor(arguments, *plan) : Result<Route>(fail(plan.error()));
    if (!route)
        return context.failed(route.error());
    context.output().remark(
        CliText::tr("%1 rows: %2 credits as records, %3 as jobs. %4")
            .arg(grouped(plan->rows), grouped(plan->recordCredits), grouped(plan->jobCredits), plan->whyNotRecords));
    const UpdateExisting update{updateBy, arguments.has(QStringLiteral("--keep-before"))};
    const int code = followImport(context, engine, *id, [&] { return engine.resend(*id, rows, *route, update); });
    return withFiles(context, engine, *id, arguments, code);
}

} // namespace

QList<Command> importCommands()
{
    const OptionSpec yes{QStringLiteral("--yes"), {}, CliText::tr("do not ask")};
    const OptionSpec report{QStringLiteral("--report"), QStringLiteral("FILE.json"),
                            CliText::tr("write the outcome there as JSON")};
    const OptionSpec failed{QStringLiteral("--failures"), QStringLiteral("FILE.csv"),
                            CliText::tr("write the rows that are not in there")};
    const OptionSpec skip{QStringLiteral("--skip-unchanged"),
                          {},
                          CliText::tr("leave out the rows that would change nothing, after a dry run")};
    const OptionSpec out{QStringLiteral("-o"), QStringLiteral("FILE.csv"), CliText::tr("file to write")};
    const OptionSpec reportFile{QStringLiteral("-o"), QStringLiteral("FILE"), CliText::tr("file to write")};
    const OptionSpec updateBy{
        QStringLiteral("--update-by"), QStringLiteral("FIELD"),
        CliText::tr("update the records that exist already: sends the rows that were refused because of "
                    "FIELD, a unique field, and finds the records by it")};
    const OptionSpec fixes{QStringLiteral("--fixes"), QStringLiteral("FILE.csv"),
                           CliText::tr("corrected rows, in the form that \"failures\" writes")};
    const OptionSpec takeAll{
        QStringLiteral("--take-all"), {}, CliText::tr("also take cells that a spreadsheet seems to have damaged")};
    const OptionSpec exact{
        QStringLiteral("--exact"), {}, CliText::tr("write formulas as they are, without an apostrophe in front")};
    const OptionSpec route{QStringLiteral("--route"), QStringLiteral("R"),
                           CliText::tr("job or records; the cheaper one if not given")};
    const OptionSpec keep{
        QStringLiteral("--keep-before"),
        {},
        CliText::tr("before anything is sent, read and keep what the CRM has, so that \"undo\" can give updated "
                    "records their old values back; 50 credits for 200,000 records")};
    const OptionSpec base{
        QStringLiteral("--base"), QStringLiteral("EXPORTED.csv"),
        CliText::tr("FILE is an edited copy of this export: only what was changed is sent, by the records' ids")};
    const OptionSpec safeBase{
        QStringLiteral("--safe-base"), {}, CliText::tr("the export was written with apostrophes in front of formulas")};
    const OptionSpec sample{
        QStringLiteral("--sample"), QStringLiteral("N"),
        CliText::tr("send only N rows, chosen at random; \"resume ID --remaining\" sends the rest")};
    const OptionSpec remaining{QStringLiteral("--remaining"), {}, CliText::tr("send the rows that a sample left")};
    const OptionSpec unkept{
        QStringLiteral("--no-keep-before"),
        {},
        CliText::tr("go on although what the CRM has now could not be read; an undo cannot bring it back then")};
    const OptionSpec answerTo{QStringLiteral("--answer"), QStringLiteral("PART=there|absent"),
                              CliText::tr("settles a part in doubt")};
    return {{QStringLiteral("import"), QStringLiteral("FILE --module M --operation insert|update|upsert [--find-by F]"),
             CliText::tr("Sends the file."), 1,
             QList{sample, keep, yes, report, failed, skip, base, takeAll, safeBase} + mappingOptions(), import},
            {QStringLiteral("verify"),
             QStringLiteral("ID"),
             CliText::tr("Holds the journal against everything that was sent and came back."),
             1,
             {},
             verify},
            {QStringLiteral("status"),
             QStringLiteral("[ID]"),
             CliText::tr("Lists imports, or the parts of one."),
             1,
             {},
             status},
            {QStringLiteral("resume"),
             QStringLiteral("[ID] [--remaining] [--answer PART=there|absent] [--no-keep-before]"),
             CliText::tr("Goes on with what is not at its end."),
             1,
             {remaining, answerTo, unkept, report, failed},
             resume},
            {QStringLiteral("failures"),
             QStringLiteral("ID -o FILE.csv [--exact]"),
             CliText::tr("Writes the rows that are not in, with their reasons."),
             1,
             {out, exact},
             failures},
            {QStringLiteral("successes"),
             QStringLiteral("ID -o FILE.csv"),
             CliText::tr("Writes the rows that are in, with the ids of their records."),
             1,
             {out},
             successes},
            {QStringLiteral("report"),
             QStringLiteral("ID -o FILE.html|FILE.json"),
             CliText::tr("Writes what became of an import: source, mapping, counts, causes, jobs."),
             1,
             {reportFile},
             stevedore::cli::report},
            {QStringLiteral("resend"),
             QStringLiteral("ID [--fixes FILE.csv [--take-all]] [--update-by FIELD [--keep-before]]"),
             CliText::tr("Sends refused rows again, and only those."),
             1,
             {fixes, takeAll, updateBy, keep, route, yes, report, failed},
             resend}};
}

} // namespace stevedore::cli

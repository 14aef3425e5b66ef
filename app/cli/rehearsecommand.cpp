// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rehearsecommand.h"

#include "base/durablefile.h"
#include "base/text.h"
#include "cli/clitext.h"
#include "cli/progress.h"
#include "cli/sourcefile.h"
#include "cli/terminal.h"
#include "csv/csvwriter.h"
#include "transfer/rehearsal/rehearsal.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>

namespace stevedore::cli {

namespace {

Result<RehearsalReport> rehearsed(Context& context, Engine& engine, RehearsalPlan plan)
{
    Progress progress(context.output());
    SystemClock clock;
    Rehearsal rehearsal(engine, clock, std::move(plan));
    const Interrupts interrupts([&] { rehearsal.cancel(); });
    return Context::await<RehearsalReport>([&](const auto& done) {
        rehearsal.start([&](const RehearsalProgress& p) { progress.bytes(stepName(p.step), p.done, p.total); }, done);
    });
}

Result<void> writeRefused(const RehearsalReport& report, const QString& path)
{
    std::string csv;
    CsvWriter writer(csv);
    writer.row({QStringLiteral("_row"), QStringLiteral("_status"), QStringLiteral("_errors")});
    for (const RefusedRow& row : report.refused)
        writer.row({QString::number(row.row.value), fateWord(row.fate), row.errors});
    return writeDurably(QFileInfo(path).absoluteFilePath(), QByteArray::fromStdString(csv));
}

void tell(const Output& output, const RehearsalReport& report)
{
    for (const CauseGroup& cause : report.causes) {
        output.event(QStringLiteral("cause"), {{QStringLiteral("code"), cause.code},
                                               {QStringLiteral("field"), cause.field},
                                               {QStringLiteral("rows"), cause.rows}});
        output.line(CliText::tr("%1\t%2\t%3 rows").arg(cause.field, causeText(cause.code), grouped(cause.rows)));
    }
    for (const QString& assumption : report.assumptions)
        output.remark(assumption);
    output.event(QStringLiteral("summary"),
                 {{QStringLiteral("rows"), report.rows.value},
                  {QStringLiteral("added"), report.fates.added},
                  {QStringLiteral("updated"), report.fates.updated},
                  {QStringLiteral("skipped"), report.fates.skipped},
                  {QStringLiteral("refused"), report.fates.refused},
                  {QStringLiteral("unprocessed"), report.fates.unprocessed},
                  {QStringLiteral("unknown"), report.fates.unknown},
                  {QStringLiteral("left_out"), report.fates.leftOut},
                  {QStringLiteral("records_prepared"), report.recordsMade},
                  {QStringLiteral("assumptions"), QJsonArray::fromStringList(report.assumptions)}});
    output.remark(
        CliText::tr("Rehearsed, nothing was sent to the org: %1 of %2 rows would be in (%3 added, %4 updated, %5 "
                    "skipped); %6 refused.")
            .arg(grouped(report.fates.in()), grouped(report.rows), grouped(report.fates.added),
                 grouped(report.fates.updated), grouped(report.fates.skipped),
                 grouped(report.fates.refused + report.fates.unprocessed)));
}

int rehearse(Context& context, const Arguments& arguments)
{
    const auto prepared = prepareImport(context, arguments, arguments.plain().value(0), Problems::Refused);
    if (!prepared)
        return context.failed(prepared.error());
    Engine& engine = **context.connectedEngine();
    // Rows that would not be sent because of their shape are not sent here either.
    const auto checked = checkPrepared(context, *prepared);
    if (!checked)
        return context.failed(checked.error());
    RehearsalPlan plan;
    plan.program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("stevedore-sandbox"));
    plan.file = prepared->file;
    plan.mapping = prepared->mapping;
    plan.meta = prepared->meta;
    plan.heldBack = heldRows(*checked);
    const auto report = rehearsed(context, engine, std::move(plan));
    if (!report)
        return context.failed(report.error());
    if (const QString path = arguments.value(QStringLiteral("--refused")); !path.isEmpty()) {
        if (auto written = writeRefused(*report, path); !written)
            return context.failed(written.error());
    }
    tell(context.output(), *report);
    if (report->fates.unknown > 0)
        return 6;
    return report->fates.refused + report->fates.unprocessed > 0 ? 1 : 0;
}

} // namespace

QList<Command> rehearseCommands()
{
    const OptionSpec refused{QStringLiteral("--refused"), QStringLiteral("FILE.csv"),
                             CliText::tr("write the rows that would be refused there, with the CRM's codes")};
    return {{QStringLiteral("rehearse"), QStringLiteral("FILE --module M"),
             CliText::tr("Sends the whole file to a local CRM with the org's own rules; the org itself gets nothing."),
             1, QList{refused} + mappingOptions(), rehearse}};
}

} // namespace stevedore::cli

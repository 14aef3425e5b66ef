// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/undocommand.h"

#include "base/text.h"
#include "cli/clitext.h"
#include "cli/runner.h"
#include "cli/terminal.h"
#include "transfer/undo/undowords.h"

namespace stevedore::cli {

namespace {

using Plan = std::shared_ptr<const UndoPlan>;

QJsonObject planJson(const UndoPlan& plan)
{
    const auto rows = [](const auto& list) { return qint64(list.size()); };
    return {{QStringLiteral("import"), plan.import.value},
            {QStringLiteral("deletes"), rows(plan.deletes)},
            {QStringLiteral("restores"), rows(plan.restores)},
            {QStringLiteral("changed_since"), rows(plan.changed)},
            {QStringLiteral("nothing_to_do"), rows(plan.nothingToDo)},
            {QStringLiteral("no_old_values"), rows(plan.noOldValues)},
            {QStringLiteral("record_unknown"), rows(plan.noRecord)}};
}

/// Which records somebody has changed since: all of them for scripts, the first ones for people.
void listChanged(const Output& output, const UndoPlan& plan)
{
    constexpr std::size_t mostLines = 20;
    for (std::size_t i = 0; i < plan.changed.size(); ++i) {
        const ChangedRecord& record = plan.changed[i];
        output.event(QStringLiteral("changed_since"),
                     {{QStringLiteral("row"), record.row.row.value},
                      {QStringLiteral("record"), record.row.recordId},
                      {QStringLiteral("at"), record.stamp.modified.toUTC().toString(Qt::ISODate)},
                      {QStringLiteral("user"), record.stamp.userId}});
        if (i < mostLines)
            output.line(changedSentence(record));
    }
    if (plan.changed.size() > mostLines)
        output.line(CliText::tr("... and %1 more; --json lists all of them.")
                        .arg(grouped(qint64(plan.changed.size() - mostLines))));
}

/// Records are deleted: a script has to say so, too.
Result<void> consent(const Arguments& arguments, const UndoPlan& plan, const ImportSnapshot& snapshot)
{
    if (arguments.has(QStringLiteral("--yes")))
        return {};
    if (!standardInputIsTerminal())
        return fail(FailureKind::Usage,
                    CliText::tr("Nothing was undone: \"--yes\" is needed for that. \"--plan\" only shows what "
                                "would happen."));
    const auto deletes = qint64(plan.deletes.size());
    const auto restores = qint64(plan.restores.size());
    if (answeredYes(
            CliText::tr("Delete %1 and change back %2 %3 in %4?")
                .arg(grouped(deletes), grouped(restores), snapshot.record.moduleLabel, snapshot.record.orgName)))
        return {};
    return fail(FailureKind::Cancelled, CliText::tr("Nothing was undone."));
}

int undo(Context& context, const Arguments& arguments)
{
    bool ok = false;
    const ImportId id(arguments.plain().value(0).toLongLong(&ok));
    if (!ok)
        return context.failed(
            {FailureKind::Usage, CliText::tr("Name the import by its number; \"status\" lists them."), {}, {}});
    const auto connected = context.connectedEngine();
    if (!connected)
        return context.failed(connected.error());
    Engine& engine = **connected;
    const auto snapshot = engine.snapshot(id);
    if (!snapshot)
        return context.failed(snapshot.error());
    const auto plan = Context::await<Plan>([&](const auto& done) {
        engine.planUndo(
            id, &engine, [](qint64, const QString&) {}, done);
    });
    if (!plan)
        return context.failed(plan.error());
    const UndoPlan whole = arguments.has(QStringLiteral("--changed-too")) ? (*plan)->withChanged() : **plan;
    for (const QString& sentence : undoSentences(whole, snapshot->record.moduleLabel.toLower()))
        context.output().remark(sentence);
    context.output().event(QStringLiteral("undo_plan"), planJson(**plan));
    listChanged(context.output(), **plan);
    if (arguments.has(QStringLiteral("--plan")))
        return 0;
    if (auto agreed = consent(arguments, whole, *snapshot); !agreed)
        return context.failed(agreed.error());
    const auto undoing = Context::await<ImportId>(
        [&](const auto& done) { engine.undo(*plan, arguments.has(QStringLiteral("--changed-too")), &engine, done); });
    if (!undoing)
        return context.failed(undoing.error());
    return followImport(context, engine, *undoing, [] { return Result<void>(); });
}

} // namespace

Command undoCommand()
{
    return {QStringLiteral("undo"),
            QStringLiteral("ID"),
            CliText::tr(
                "Deletes the records that an import created and gives those that it updated their old values back."),
            1,
            {{QStringLiteral("--plan"), {}, CliText::tr("only show what would happen")},
             {QStringLiteral("--changed-too"), {}, CliText::tr("also records that somebody has changed since")},
             {QStringLiteral("--yes"), {}, CliText::tr("do not ask")}},
            undo};
}

} // namespace stevedore::cli

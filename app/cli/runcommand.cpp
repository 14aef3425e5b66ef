// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/runcommand.h"

#include "cli/clitext.h"
#include "cli/context.h"
#include "cli/exportcommands.h"
#include "cli/importcommands.h"
#include "transfer/export/exports.h"
#include "transfer/export/savedrun.h"

namespace stevedore::cli {

namespace {

/// The words that would have done the same by hand.
QStringList importWords(const SavedImport& saved)
{
    QStringList words{saved.file, QStringLiteral("--module"), saved.module, QStringLiteral("--operation"),
                      saved.operation};
    const auto add = [&words](const char* option, const QString& value) {
        if (!value.isEmpty())
            words += {QLatin1String(option), value};
    };
    add("--mapping", saved.mapping);
    add("--find-by", saved.findBy);
    add("--failures", saved.failures);
    add("--report", saved.report);
    for (const auto& [option, wanted] :
         {std::pair{"--skip-unchanged", saved.skipUnchanged}, std::pair{"--keep-before", saved.keepBefore}})
        if (wanted)
            words += QLatin1String(option);
    return words + QStringList{QStringLiteral("--yes")};
}

int runImport(Context& context, const SavedImport& saved)
{
    const QList<Command> commands = importCommands();
    const auto command = std::find_if(commands.begin(), commands.end(),
                                      [](const Command& c) { return c.name == QLatin1String("import"); });
    const auto arguments = Arguments::parse(importWords(saved), command->options, command->mostPlain);
    return arguments ? command->run(context, *arguments) : context.failed(arguments.error());
}

/// What an earlier run to the same file left unfinished is outdated by this one.
void giveUpBefore(Context& context, const QString& target)
{
    const auto engine = context.engine();
    if (!engine || !(*engine)->canSend())
        return;
    Exports& exports = (*engine)->exports();
    for (const ExportSnapshot& one : exports.list()) {
        const bool isOver = one.record.state == ExportState::Finished || one.record.state == ExportState::Cancelled;
        if (isOver || one.driving || one.record.targetPath != target)
            continue;
        if (exports.cancel(one.record.id))
            context.output().remark(
                CliText::tr("Export %1, which an earlier run left unfinished, was given up.").arg(one.record.id.value));
    }
}

int runSaved(Context& context, const Arguments& arguments)
{
    const QString path = arguments.plain().value(0);
    if (path.isEmpty())
        return context.failed({FailureKind::Usage, CliText::tr("Name the saved file to run."), {}, {}});
    const auto saved = readSavedRun(path, QDateTime::currentDateTime());
    if (!saved)
        return context.failed(saved.error());
    if (!saved->connection.isEmpty())
        context.useConnection(saved->connection);
    if (saved->exporting)
        giveUpBefore(context, saved->target);
    return saved->exporting ? runExport(context, *saved->exporting, saved->target) : runImport(context, *saved->import);
}

} // namespace

Command runCommand()
{
    return {QStringLiteral("run"),
            QStringLiteral("FILE.json"),
            CliText::tr("Carries out a saved export or import, for a timer."),
            1,
            {},
            runSaved};
}

} // namespace stevedore::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/program.h"

#include "cli/clitext.h"
#include "cli/connectioncommands.h"
#include "cli/context.h"
#include "cli/exportcommands.h"
#include "cli/filecommands.h"
#include "cli/importcommands.h"
#include "cli/metadatacommands.h"
#include "cli/rehearsecommand.h"
#include "cli/runcommand.h"
#include "cli/undocommand.h"

#include <QCoreApplication>

#include <algorithm>

namespace stevedore::cli {

namespace {

QList<OptionSpec> globalSpecs()
{
    return {{QStringLiteral("--home"), QStringLiteral("DIR"), CliText::tr("folder of the journal")},
            {QStringLiteral("--connection"), QStringLiteral("NAME"), CliText::tr("a saved connection")},
            {QStringLiteral("--connection-file"), QStringLiteral("FILE.json"), CliText::tr("a connection from a file")},
            {QStringLiteral("--poll"), QStringLiteral("FIRST[-SLOWEST]"),
             CliText::tr("seconds until a job is looked at first, and at most between two looks; 1-30 if not given")},
            {QStringLiteral("--part-rows"), QStringLiteral("N"), CliText::tr("rows of a job; 25000 if not given")},
            {QStringLiteral("--json"), {}, CliText::tr("one JSON object a line on standard output")},
            {QStringLiteral("--quiet"), {}, CliText::tr("no progress and no remarks")}};
}

void printOptions(const QList<OptionSpec>& specs, const Output& output)
{
    for (const OptionSpec& spec : specs)
        output.line(QStringLiteral("  %1%2").arg(
            QStringLiteral("%1 %2").arg(spec.name, spec.placeholder).leftJustified(34), spec.help));
}

int help(const QList<Command>& commands, const QString& about)
{
    const Output output(false, false);
    const auto command =
        std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == about; });
    if (command != commands.end()) {
        output.line(QStringLiteral("stevedore-cli [...] %1 %2").arg(command->name, command->synopsis));
        output.line(command->help);
        printOptions(command->options, output);
        return 0;
    }
    output.line(QStringLiteral(
        "stevedore-cli [--home DIR] [--connection NAME | --connection-file FILE.json] [--json] [--quiet] COMMAND"));
    printOptions(globalSpecs(), output);
    output.line(CliText::tr("Commands (\"help COMMAND\" shows the options of one):"));
    for (const Command& c : commands)
        output.line(QStringLiteral("  %1%2").arg(c.name.leftJustified(12), c.help));
    return 0;
}

/// The options that hold for every command may stand before or behind its name.
QStringList takeGlobals(const QStringList& words, GlobalOptions& options, QString& missing)
{
    QStringList rest;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString& word = words[i];
        const QString name = word.section(QLatin1Char('='), 0, 0);
        QString* target = name == QLatin1String("--home")              ? &options.home
                          : name == QLatin1String("--connection")      ? &options.connection
                          : name == QLatin1String("--connection-file") ? &options.connectionFile
                          : name == QLatin1String("--poll")            ? &options.poll
                          : name == QLatin1String("--part-rows")       ? &options.partRows
                                                                       : nullptr;
        if (word == QLatin1String("--json"))
            options.json = true;
        else if (word == QLatin1String("--quiet"))
            options.quiet = true;
        else if (!target)
            rest.append(word);
        else if (word.contains(QLatin1Char('=')))
            *target = word.section(QLatin1Char('='), 1);
        else if (i + 1 < words.size())
            *target = words[++i];
        else
            missing = name;
    }
    return rest;
}

} // namespace

int run(const QStringList& words)
{
    const QList<Command> commands = fileCommands() + rehearseCommands() + metadataCommands() + connectionCommands() +
                                    importCommands() + QList{undoCommand()} + exportCommands() + QList{runCommand()};
    GlobalOptions options;
    QString missing;
    const QStringList rest = takeGlobals(words, options, missing);
    const bool paced = options.readPace();
    Context context(options);
    const QString name = rest.value(0);
    if (!paced)
        return context.failed(
            {FailureKind::Usage,
             CliText::tr("--poll takes seconds such as 2 or 0.5-20, and --part-rows a number from 1 to 25000."),
             {},
             {}});
    if (!missing.isEmpty())
        return context.failed({FailureKind::Usage, CliText::tr("%1 needs a value.").arg(missing), {}, {}});
    if (name == QLatin1String("help") || name == QLatin1String("--help") || name == QLatin1String("-h"))
        return help(commands, rest.value(1));
    if (name == QLatin1String("--version")) {
        context.output().line(QStringLiteral("stevedore-cli ") + QCoreApplication::applicationVersion());
        return 0;
    }
    const auto command =
        std::find_if(commands.begin(), commands.end(), [&](const Command& c) { return c.name == name; });
    if (command == commands.end())
        return context.failed({FailureKind::Usage,
                               name.isEmpty()
                                   ? CliText::tr("Name a command; \"help\" lists them.")
                                   : CliText::tr("There is no command \"%1\"; \"help\" lists them.").arg(name),
                               {},
                               {}});
    if (rest.contains(QStringLiteral("--help")) || rest.contains(QStringLiteral("-h")))
        return help(commands, name);
    const auto arguments = Arguments::parse(rest.mid(1), command->options, command->mostPlain);
    if (!arguments)
        return context.failed(arguments.error());
    return command->run(context, *arguments);
}

} // namespace stevedore::cli

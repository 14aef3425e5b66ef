// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/connectioncommands.h"

#include "cli/clitext.h"
#include "cli/context.h"
#include "cli/signincommand.h"

namespace stevedore::cli {

namespace {

int listConnections(Context& context, Engine& engine)
{
    const QList<Connection> known = engine.connections();
    for (const Connection& c : known) {
        context.output().event(QStringLiteral("connection"), {{QStringLiteral("name"), c.name},
                                                              {QStringLiteral("kind"), kindWord(c.kind)},
                                                              {QStringLiteral("api_url"), c.apiUrl.toString()}});
        context.output().line(QStringLiteral("%1\t%2\t%3").arg(c.name, kindName(c.kind), c.apiUrl.toString()));
    }
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("connections"), qint64(known.size())}});
    return 0;
}

int addFile(Context& context, Engine& engine, const QString& path)
{
    const auto connection = readConnectionFile(path);
    if (!connection)
        return context.failed(connection.error());
    if (auto saved = engine.saveConnection(*connection); !saved)
        return context.failed(saved.error());
    context.output().remark(CliText::tr("Saved as %1.").arg(connection->name));
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("name"), connection->name}});
    return 0;
}

int testConnection(Context& context)
{
    const auto engine = context.connectedEngine();
    if (!engine)
        return context.failed(engine.error());
    const ConnectionStatus& status = (*engine)->connection();
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("name"), status.connection.name},
                                                       {QStringLiteral("org"), status.org.companyName},
                                                       {QStringLiteral("user"), status.user.email},
                                                       {QStringLiteral("kind"), kindWord(status.connection.kind)}});
    context.output().line(CliText::tr("%1: signed in as %2.").arg(status.org.companyName, status.user.email));
    return 0;
}

int connection(Context& context, const Arguments& arguments)
{
    const QString verb = arguments.plain().value(0);
    const QString word = arguments.plain().value(1);
    if (verb == QLatin1String("test"))
        return testConnection(context);
    const auto engine = context.engine();
    if (!engine)
        return context.failed(engine.error());
    if (verb == QLatin1String("list"))
        return listConnections(context, **engine);
    if (verb == QLatin1String("add") && !word.isEmpty())
        return arguments.has(QStringLiteral("--client-id")) ? signIn(context, **engine, word, arguments)
                                                            : addFile(context, **engine, word);
    if (verb == QLatin1String("remove") && !word.isEmpty()) {
        const auto removed = (*engine)->removeConnection(word);
        return removed ? 0 : context.failed(removed.error());
    }
    return context.failed(
        {FailureKind::Usage,
         CliText::tr(
             "Say connection list, connection add FILE.json, connection add NAME --client-id ID ..., connection remove "
             "NAME, or connection test."),
         {},
         {}});
}

} // namespace

QList<Command> connectionCommands()
{
    return {{QStringLiteral("connection"),
             QStringLiteral("list | add FILE.json | add NAME --data-centre DC --client-id ID ... | remove NAME | test"),
             CliText::tr("Saved connections."), 2, signInOptions(), connection}};
}

} // namespace stevedore::cli

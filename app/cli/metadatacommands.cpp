// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/metadatacommands.h"

#include "cli/context.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace stevedore::cli {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Cli", text);
}

int modules(Context& context, const Arguments&)
{
    const auto engine = context.connectedEngine();
    if (!engine)
        return context.failed(engine.error());
    const auto found = Context::await<QList<ModuleInfo>>([&](const auto& done) { (*engine)->modules(*engine, done); });
    if (!found)
        return context.failed(found.error());
    for (const ModuleInfo& module : *found) {
        context.output().event(QStringLiteral("module"), {{QStringLiteral("module"), module.apiName},
                                                          {QStringLiteral("label"), module.plural},
                                                          {QStringLiteral("id"), module.id},
                                                          {QStringLiteral("api_name"), module.apiName},
                                                          {QStringLiteral("singular"), module.singular},
                                                          {QStringLiteral("plural"), module.plural},
                                                          {QStringLiteral("kind"), module.kind}});
        context.output().line(QStringLiteral("%1\t%2").arg(module.apiName, module.plural));
    }
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("modules"), qint64(found->size())}});
    return 0;
}

/// What the CRM shows for the values, one for each, and their ids; only if that says something.
void addPicklistDetails(const Field& field, QJsonObject& json)
{
    QJsonArray shown;
    QJsonArray ids;
    bool differ = false;
    bool known = false;
    for (const PicklistValue& value : field.picklist) {
        shown.append(value.display);
        ids.append(value.id);
        differ = differ || value.display != value.actual;
        known = known || !value.id.isEmpty();
    }
    if (differ)
        json.insert(QStringLiteral("display_values"), shown);
    if (known)
        json.insert(QStringLiteral("value_ids"), ids);
}

bool hasDecimals(FieldType type)
{
    return type == FieldType::Decimal || type == FieldType::Currency || type == FieldType::Percent;
}

/// All that stevedore-sandbox --metadata asks for.
QJsonObject fieldJson(const QString& module, const Field& field)
{
    QJsonArray values;
    for (const PicklistValue& value : field.picklist)
        values.append(value.actual);
    QJsonObject json{{QStringLiteral("field"), field.apiName},
                     {QStringLiteral("label"), field.label},
                     {QStringLiteral("type"), field.dataType},
                     {QStringLiteral("length"), field.length},
                     {QStringLiteral("mandatory"), field.mandatory},
                     {QStringLiteral("unique"), field.unique},
                     {QStringLiteral("writable"), field.isWritable()},
                     {QStringLiteral("values"), values},
                     {QStringLiteral("lookup"), field.lookupModule},
                     {QStringLiteral("module"), module},
                     {QStringLiteral("id"), field.id},
                     {QStringLiteral("system_mandatory"), field.systemMandatory},
                     {QStringLiteral("required"), field.required},
                     {QStringLiteral("unique_case_sensitive"), field.uniqueCaseSensitive},
                     {QStringLiteral("creatable"), field.creatable},
                     {QStringLiteral("updatable"), field.updatable},
                     {QStringLiteral("read_only"), !field.creatable && !field.updatable},
                     {QStringLiteral("custom"), field.custom},
                     {QStringLiteral("default"), field.checkedByDefault},
                     {QStringLiteral("subform"), field.subformModule},
                     {QStringLiteral("linking"), field.linkingModule}};
    if (hasDecimals(field.type))
        json.insert(QStringLiteral("decimals"), field.decimals);
    addPicklistDetails(field, json);
    return json;
}

int fields(Context& context, const Arguments& arguments)
{
    const QString module = arguments.value(QStringLiteral("--module"));
    if (module.isEmpty())
        return context.failed(
            {FailureKind::Usage, tr("Name the module with --module, for example --module Contacts."), {}, {}});
    const auto engine = context.connectedEngine();
    if (!engine)
        return context.failed(engine.error());
    const auto meta =
        Context::await<ModuleMeta>([&](const auto& done) { (*engine)->moduleMeta(module, *engine, done); });
    if (!meta)
        return context.failed(meta.error());
    for (const Field& field : meta->fields) {
        context.output().event(QStringLiteral("field"), fieldJson(module, field));
        QStringList marks{field.dataType};
        if (field.mandatory)
            marks.append(tr("mandatory"));
        if (field.unique)
            marks.append(tr("unique"));
        if (!field.isWritable())
            marks.append(tr("not writable"));
        context.output().line(
            QStringLiteral("%1\t%2\t%3").arg(field.apiName, field.label, marks.join(QStringLiteral(", "))));
    }
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("module"), module},
                                                       {QStringLiteral("fields"), qint64(meta->fields.size())}});
    return 0;
}

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

int addConnection(Context& context, Engine& engine, const QString& path)
{
    const auto connection = readConnectionFile(path);
    if (!connection)
        return context.failed(connection.error());
    if (auto saved = engine.saveConnection(*connection); !saved)
        return context.failed(saved.error());
    context.output().remark(tr("Saved as %1.").arg(connection->name));
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
    context.output().line(tr("%1: signed in as %2.").arg(status.org.companyName, status.user.email));
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
        return addConnection(context, **engine, word);
    if (verb == QLatin1String("remove") && !word.isEmpty()) {
        const auto removed = (*engine)->removeConnection(word);
        return removed ? 0 : context.failed(removed.error());
    }
    return context.failed(
        {FailureKind::Usage,
         tr("Say connection list, connection add FILE.json, connection remove NAME, or connection test."),
         {},
         {}});
}

} // namespace

QList<Command> metadataCommands()
{
    const OptionSpec module{QStringLiteral("--module"), QStringLiteral("M"),
                            tr("api_name of the module, such as Contacts")};
    return {{QStringLiteral("modules"), {}, tr("Lists the modules that can be loaded."), 0, {}, modules},
            {QStringLiteral("fields"),
             QStringLiteral("--module M"),
             tr("Lists the fields of a module."),
             0,
             {module},
             fields},
            {QStringLiteral("connection"),
             QStringLiteral("list | add FILE.json | remove NAME | test"),
             tr("Saved connections."),
             2,
             {},
             connection}};
}

} // namespace stevedore::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/metadatacommands.h"

#include "cli/clitext.h"
#include "cli/context.h"

#include <QJsonArray>

namespace stevedore::cli {

namespace {

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
            {FailureKind::Usage, CliText::tr("Name the module with --module, for example --module Contacts."), {}, {}});
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
            marks.append(CliText::tr("mandatory"));
        if (field.unique)
            marks.append(CliText::tr("unique"));
        if (!field.isWritable())
            marks.append(CliText::tr("not writable"));
        context.output().line(
            QStringLiteral("%1\t%2\t%3").arg(field.apiName, field.label, marks.join(QStringLiteral(", "))));
    }
    context.output().event(QStringLiteral("summary"), {{QStringLiteral("module"), module},
                                                       {QStringLiteral("fields"), qint64(meta->fields.size())}});
    return 0;
}

} // namespace

QList<Command> metadataCommands()
{
    const OptionSpec module{QStringLiteral("--module"), QStringLiteral("M"),
                            CliText::tr("api_name of the module, such as Contacts")};
    return {{QStringLiteral("modules"), {}, CliText::tr("Lists the modules that can be loaded."), 0, {}, modules},
            {QStringLiteral("fields"),
             QStringLiteral("--module M"),
             CliText::tr("Lists the fields of a module."),
             0,
             {module},
             fields}};
}

} // namespace stevedore::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/readplan.h"

#include "sandbox/read/criteria.h"
#include "sandbox/read/icsevents.h"

#include <QJsonArray>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostReadFields = 200;

ApiResult<const Module*> moduleOf(const Org& org, const QJsonObject& query)
{
    const QString name = query[u"module"].toObject()[u"api_name"].toString();
    if (name.isEmpty())
        return refuse(u"INVALID_REQUEST"_s, u"the query names no module"_s);
    const QJsonObject details{{u"api_name"_s, name}};
    const Module* module = org.module(name);
    if (module && module->bulkRead)
        return module;
    bool known = module || name == u"Emails"_s; // "not supported" without being a module of the settings
    for (const Module& candidate : org.modules)
        known = known || candidate.apiName == name;
    if (known)
        return refuse(u"MODULE_NOT_SUPPORTED"_s, u"the module is not supported"_s, details);
    return refuse(u"MODULE_NOT_AVAILABLE"_s, u"the module is not available"_s, details);
}

tl::unexpected<ApiError> fieldRefusal(PathTrouble trouble, const QString& name)
{
    const QJsonObject details{{u"api_name"_s, name}};
    switch (trouble) {
    case PathTrouble::NotAvailable:
        return refuse(u"FIELD_NOT_AVAILABLE"_s, u"the field is not available"_s, details);
    case PathTrouble::NotSupported:
        return refuse(u"FIELD_NOT_SUPPORTED"_s, u"the field is not supported"_s, details);
    case PathTrouble::TooManyJoins:
        break;
    }
    return joinLimitExceeded(name);
}

QStringList allFields(const Module& module)
{
    QStringList names;
    for (const Field& field : module.fields)
        if (ReadTables::isReadable(field))
            names.append(field.apiName);
    return names;
}

/// The names asked for, each once, in their order; empty if none are. The page has no code for too many of them.
ApiResult<QStringList> namesOf(const QJsonObject& query)
{
    const QJsonValue json = query[u"fields"];
    const QJsonArray list = json.toArray();
    const bool wrong = !json.isUndefined() && !json.isNull() && !json.isArray();
    if (wrong || list.size() > mostReadFields)
        return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                      {{u"api_name"_s, u"fields"_s}, {u"supported_values"_s, QJsonArray{mostReadFields}}});
    QStringList names;
    for (const QJsonValue name : list) {
        if (!name.isString())
            return refuse(u"INVALID_DATA"_s, u"invalid data"_s, {{u"api_name"_s, u"fields"_s}});
        names.append(name.toString());
    }
    names.removeDuplicates();
    return names;
}

ApiResult<void> planColumns(const QStringList& names, ReadTables& tables, ReadPlan& plan)
{
    if (!names.contains(u"id"_s))
        plan.columns.push_back(*tables.column(u"id"_s));
    for (const QString& name : names) {
        const auto column = tables.column(name);
        if (!column)
            return fieldRefusal(column.error(), name);
        plan.columns.push_back(*column);
    }
    return {};
}

ApiResult<int> pageOf(const QJsonObject& query, int most)
{
    const QJsonValue json = query[u"page"];
    if (json.isUndefined() || json.isNull())
        return 1;
    const qint64 page = json.toInteger();
    if (page < 1)
        return refuse(u"PAGE_NOT_SUPPORTED"_s, u"the page is not supported"_s, {{u"api_name"_s, u"page"_s}});
    if (page > most)
        return refuse(u"PAGE_RANGE_EXCEEDED"_s, u"the page is beyond the range"_s, {{u"max_limit"_s, most}});
    return static_cast<int>(page);
}

/// The criteria of the view and those of the query, both.
ApiResult<void> planCriteria(const QJsonObject& query, ReadTables& tables, const ComparisonRules& rules, ReadPlan& plan)
{
    Criteria criteria(tables, rules, plan.values);
    if (const QJsonValue cvid = query[u"cvid"]; !cvid.isUndefined() && !cvid.isNull()) {
        const CustomView* view = plan.module->view(idOf(cvid));
        if (!view)
            return refuse(u"CVID_NOT_SUPPORTED"_s, u"the custom view is not supported"_s);
        plan.echo.insert(u"cvid"_s, QString::number(view->id));
        if (!view->criteria.isEmpty()) {
            const auto compiled = criteria.compile(view->criteria);
            if (!compiled)
                return tl::unexpected(compiled.error());
            plan.where = compiled->sql;
        }
    }
    if (const QJsonValue own = query[u"criteria"]; !own.isUndefined() && !own.isNull()) {
        const auto compiled = criteria.compile(own);
        if (!compiled)
            return tl::unexpected(compiled.error());
        plan.echo.insert(u"criteria"_s, compiled->echo);
        plan.where += (plan.where.empty() ? "" : " and ") + compiled->sql;
    }
    return {};
}

} // namespace

std::string ReadPlan::ordered(const std::string& names) const
{
    return "select " + names + " from " + from + " where " + (where.empty() ? "" : where + " and ") + "t.id > ?" +
           std::to_string(values.size() + 1) + " order by t.id";
}

std::string ReadPlan::selectSql() const
{
    std::string names = "t.id";
    for (const ReadColumn& column : columns)
        names += ", " + column.sql;
    return ordered(names) + " limit ?" + std::to_string(values.size() + 2);
}

std::string ReadPlan::skipSql() const
{
    return ordered("t.id") + " limit 1 offset ?" + std::to_string(values.size() + 2);
}

tl::unexpected<ApiError> joinLimitExceeded(const QString& field)
{
    return refuse(u"JOIN_LIMIT_EXCEEDED"_s, u"the query reaches too many parent modules"_s,
                  {{u"api_name"_s, field}, {u"max_limit"_s, ReadTables::mostJoins}});
}

ApiResult<std::string> viewSql(const Org& org, const Module& module, const CustomView& view, std::vector<Value>& values)
{
    ReadTables tables(org, module);
    const ComparisonRules rules{QTimeZone(org.timeZone.toUtf8()), 200};
    std::string where;
    if (!view.criteria.isEmpty()) {
        const auto compiled = Criteria(tables, rules, values).compile(view.criteria);
        if (!compiled)
            return tl::unexpected(compiled.error());
        where = " where " + compiled->sql;
    }
    return "select t.id from " + tables.from() + where;
}

ApiResult<ReadPlan> planRead(const Org& org, const QJsonObject& query, const QString& fileType, const Options& options)
{
    ReadPlan plan;
    const auto module = moduleOf(org, query);
    if (!module)
        return tl::unexpected(module.error());
    plan.module = *module;
    plan.echo.insert(u"module"_s,
                     QJsonObject{{u"id"_s, QString::number(plan.module->id)}, {u"api_name"_s, plan.module->apiName}});
    auto names = namesOf(query);
    if (!names)
        return tl::unexpected(names.error());
    plan.calendar = fileType == u"ics"_s;
    if (plan.calendar && plan.module->apiName != u"Events"_s)
        return refuse(u"INVALID_DATA"_s, u"invalid data"_s,
                      {{u"api_name"_s, u"file_type"_s}, {u"supported_values"_s, QJsonArray{u"csv"_s}}});
    if (plan.calendar && !names->isEmpty())
        return refuse(u"QUERY_NOT_SUPPORTED"_s, u"a query for an ics file takes no fields"_s,
                      {{u"api_name"_s, u"fields"_s}});
    if (!names->isEmpty())
        plan.echo.insert(u"fields"_s, QJsonArray::fromStringList(*names));
    if (names->isEmpty())
        *names = plan.calendar ? IcsEvents::fieldsOf(*plan.module) : allFields(*plan.module);
    ReadTables tables(org, *plan.module);
    if (const auto done = planColumns(*names, tables, plan); !done)
        return tl::unexpected(done.error());
    const auto page = pageOf(query, options.quirk(Quirk::ReadPages500) ? 500 : 50);
    if (!page)
        return tl::unexpected(page.error());
    plan.page = *page;
    plan.echo.insert(u"page"_s, plan.page);
    const ComparisonRules rules{QTimeZone(org.timeZone.toUtf8()), options.quirk(Quirk::ReadInLimit20) ? 20 : 200};
    if (const auto done = planCriteria(query, tables, rules, plan); !done)
        return tl::unexpected(done.error());
    plan.from = tables.from();
    return plan;
}

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/criteria.h"

#include "sandbox/read/readplan.h"

#include <QJsonArray>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<ApiError> invalidCriteria()
{
    return refuse(u"INVALID_CRITERIA"_s, u"the criteria is invalid"_s);
}

} // namespace

ApiResult<Criteria::Compiled> Criteria::compileAny(const QJsonValue& json, int depth)
{
    const QJsonObject object = json.toObject();
    if (object.isEmpty())
        return invalidCriteria();
    if (depth > deepest) // this calls itself: a query must not be able to use up the stack
        return refuse(u"CRITERIA_NOT_SUPPORTED"_s, u"the groups of the criteria are nested too deep"_s,
                      {{u"max_limit"_s, deepest}});
    const bool group = object.contains(u"group") || object.contains(u"group_operator");
    const bool condition = object.contains(u"field") || object.contains(u"comparator") || object.contains(u"value");
    if (group && condition)
        return refuse(u"AMBIGUOUS_CRITERIA"_s, u"the criteria is a condition and a group at the same time"_s,
                      {{u"api_name"_s, u"group"_s}});
    return group ? compileGroup(object, depth) : compileCondition(object);
}

ApiResult<Criteria::Compiled> Criteria::compileGroup(const QJsonObject& object, int depth)
{
    const QJsonArray members = object[u"group"].toArray();
    if (members.isEmpty())
        return invalidCriteria();
    const QJsonValue word = object[u"group_operator"];
    if (word.isUndefined() && members.size() > 1)
        return refuse(u"AMBIGUOUS_GROUP_IN_CRITERIA"_s, u"the group of the criteria has no group_operator"_s,
                      {{u"api_name"_s, u"group_operator"_s}});
    const QString joint = word.toString(word.isUndefined() ? u"and"_s : QString()).toLower();
    if (joint != u"and"_s && joint != u"or"_s)
        return refuse(u"GROUP_OPERATOR_NOT_SUPPORTED"_s, u"the group operator is not supported"_s,
                      {{u"supported"_s, QJsonArray{u"and"_s, u"or"_s}}});
    Compiled all;
    QJsonArray echoes;
    for (const QJsonValue member : members) {
        auto one = compileAny(member, depth + 1);
        if (!one)
            return one;
        all.sql += (all.sql.empty() ? "(" : ' ' + joint.toStdString() + ' ') + one->sql;
        echoes.append(one->echo);
    }
    all.sql += ')';
    all.echo = {{u"group_operator"_s, joint}, {u"group"_s, echoes}};
    return all;
}

/// The vendor's own client library (2.0.0) writes a list of values as {"0":"Web","1":"Partner"}.
static QJsonValue listIfNumbered(const QJsonValue& value)
{
    const QJsonObject object = value.toObject();
    QJsonArray list;
    while (object.contains(QString::number(list.size())))
        list.append(object[QString::number(list.size())]);
    return list.isEmpty() || list.size() != object.size() ? value : QJsonValue(list);
}

ApiResult<ReadColumn> Criteria::columnOf(const QJsonObject& object)
{
    const QString name = object[u"field"].toObject()[u"api_name"].toString();
    auto column = m_tables.column(name);
    if (column)
        return *column;
    const QJsonObject details{{u"api_name"_s, name},
                              {u"comparator"_s, object[u"comparator"]},
                              {u"value"_s, object[u"value"]},
                              {u"type"_s, u"value"_s}};
    switch (column.error()) {
    case PathTrouble::NotAvailable:
        return refuse(u"FIELD_IN_CRITERIA_NOT_AVAILABLE"_s, u"the field in the criteria is not available"_s,
                      {{u"api_name"_s, name}});
    case PathTrouble::NotSupported:
        return refuse(u"FIELD_IN_CRITERIA_NOT_SUPPORTED"_s, u"the field in the criteria is not supported"_s, details);
    case PathTrouble::TooManyJoins:
        break;
    }
    return joinLimitExceeded(name);
}

ApiResult<Criteria::Compiled> Criteria::compileCondition(const QJsonObject& asSent)
{
    QJsonObject object = asSent;
    object.insert(u"value"_s, listIfNumbered(asSent[u"value"]));
    if (++m_conditions > mostConditions)
        return refuse(u"CRITERIA_LIMIT_EXCEEDED"_s, u"the criteria has too many conditions"_s,
                      {{u"max_limit"_s, mostConditions}});
    const QJsonValue name = object[u"field"].toObject()[u"api_name"];
    if (!name.isString() || !object[u"comparator"].isString() || !asSent.contains(u"value"))
        return invalidCriteria();
    const auto column = columnOf(object);
    if (!column)
        return tl::unexpected(column.error());
    const auto sql = comparisonSql(*column, object, m_rules, m_values);
    if (!sql)
        return tl::unexpected(sql.error());
    QJsonObject field{{u"api_name"_s, name}};
    if (column->field && column->field->id)
        field.insert(u"id"_s, QString::number(column->field->id));
    const QJsonObject echo{{u"field"_s, field},
                           {u"comparator"_s, object[u"comparator"]},
                           {u"type"_s, u"value"_s},
                           {u"value"_s, object[u"value"]}};
    return Compiled{*sql, echo};
}

} // namespace stevedore::sandbox

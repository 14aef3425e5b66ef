// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/comparison.h"

#include "sandbox/read/criterionvalue.h"

#include <QJsonArray>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// A comparator without its negation.
enum class Relation { Equal, In, Less, LessEqual, Greater, GreaterEqual, Contains, StartsWith, EndsWith, Between };

struct Comparator
{
    QString name;
    Relation relation;
    bool negated;
};

const QList<Comparator>& comparators()
{
    static const QList<Comparator> all = {
        {u"equal"_s, Relation::Equal, false},
        {u"not_equal"_s, Relation::Equal, true},
        {u"in"_s, Relation::In, false},
        {u"not_in"_s, Relation::In, true},
        {u"less_than"_s, Relation::Less, false},
        {u"less_equal"_s, Relation::LessEqual, false},
        {u"greater_than"_s, Relation::Greater, false},
        {u"greater_equal"_s, Relation::GreaterEqual, false},
        {u"contains"_s, Relation::Contains, false},
        {u"not_contains"_s, Relation::Contains, true},
        {u"starts_with"_s, Relation::StartsWith, false},
        {u"ends_with"_s, Relation::EndsWith, false},
        {u"between"_s, Relation::Between, false},
        {u"not_between"_s, Relation::Between, true},
    };
    return all;
}

const Comparator* comparatorNamed(const QString& name)
{
    for (const Comparator& known : comparators())
        if (known.name == name)
            return &known;
    return nullptr;
}

QJsonObject detailsOf(const ReadColumn& column, const QJsonObject& condition)
{
    return {{u"api_name"_s, column.name},
            {u"comparator"_s, condition[u"comparator"]},
            {u"type"_s, u"value"_s},
            {u"value"_s, condition[u"value"]}};
}

ApiResult<const Comparator*> comparatorFor(const ReadColumn& column, const QJsonObject& condition)
{
    const QString name = condition[u"comparator"].toString();
    const QStringList supported = comparatorsOf(column.field);
    const Comparator* comparator = comparatorNamed(name);
    if (!comparator)
        return refuse(u"FIELD_COMPARATOR_IN_CRITERIA_NOT_SUPPORTED"_s,
                      u"the comparator in the criteria is not supported"_s,
                      {{u"api_name"_s, column.name}, {u"supported"_s, QJsonArray::fromStringList(supported)}});
    if (!supported.contains(name)) {
        const QJsonObject details{{u"api_name"_s, column.name},
                                  {u"comparator"_s, name},
                                  {u"supported"_s, QJsonArray::fromStringList(supported)}};
        return refuse(u"FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE"_s,
                      u"the field and the comparator in the criteria are not compatible"_s, details);
    }
    return comparator;
}

/// The values of a condition as a list. `in` and `between` take arrays, the others one value.
ApiResult<QJsonArray> valuesOf(const ReadColumn& column, const QJsonObject& condition, Relation relation, int most)
{
    const QJsonValue value = condition[u"value"];
    const bool wantsArray = relation == Relation::In || relation == Relation::Between;
    const QJsonArray list = value.isArray() ? value.toArray() : QJsonArray{value};
    const bool wrongCount = list.isEmpty() || (relation == Relation::Between && list.size() != 2);
    const bool comparesEmpty = relation == Relation::Equal || relation == Relation::In;
    if (value.isArray() != wantsArray || wrongCount || (!comparesEmpty && list.contains(QJsonValue(emptyMark()))))
        return refuse(u"COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s,
                      u"the comparator and the value in the criteria are not compatible"_s,
                      detailsOf(column, condition));
    if (list.size() > most)
        return refuse(u"VALUE_LIMIT_EXCEEDED_IN_CRITERIA"_s, u"the criteria has too many values"_s,
                      {{u"api_name"_s, column.name}, {u"max_limit"_s, most}});
    return list;
}

std::string_view signOf(Relation relation)
{
    switch (relation) {
    case Relation::Less:
        return "<";
    case Relation::LessEqual:
        return "<=";
    case Relation::Greater:
        return ">";
    default:
        return ">=";
    }
}

/// For `like` with '\' as the escape character.
Value likePattern(const Value& value, Relation relation)
{
    std::string pattern = relation == Relation::StartsWith ? "" : "%";
    for (const char c : std::get<std::string>(value)) {
        if (c == '%' || c == '_' || c == '\\')
            pattern.push_back('\\');
        pattern.push_back(c);
    }
    return pattern + (relation == Relation::EndsWith ? "" : "%");
}

std::string equalSql(const std::string& column, const std::vector<Value>& wanted, std::vector<Value>& values)
{
    std::string list;
    bool empty = false;
    for (const Value& value : wanted) {
        if (isNull(value)) {
            empty = true;
            continue;
        }
        values.push_back(value);
        list += (list.empty() ? "?" : ",?") + std::to_string(values.size());
    }
    std::string isEmpty = empty ? column + " is null or " + column + " = ''" : std::string();
    if (list.empty())
        return isEmpty;
    return column + " in (" + list + ')' + (empty ? " or " + isEmpty : std::string());
}

std::string positiveSql(const ReadColumn& column, Relation relation, const std::vector<Value>& wanted,
                        std::vector<Value>& values)
{
    const auto bound = [&values](Value value) {
        values.push_back(std::move(value));
        return '?' + std::to_string(values.size());
    };
    // The plus keeps an index on times out of it: a page is read in the order of ids, not sorted as a whole.
    const std::string ordered = column.field ? '+' + column.sql : column.sql;
    switch (relation) {
    case Relation::Equal:
    case Relation::In:
        return equalSql(column.sql, wanted, values);
    case Relation::Contains:
    case Relation::StartsWith:
    case Relation::EndsWith:
        return column.sql + " like " + bound(likePattern(wanted.front(), relation)) + " escape '\\'";
    case Relation::Between: {
        const std::string low = bound(wanted.front());
        return ordered + " between " + low + " and " + bound(wanted.back());
    }
    default:
        return ordered + ' ' + std::string(signOf(relation)) + ' ' + bound(wanted.front());
    }
}

} // namespace

QStringList comparatorsOf(const Field* field)
{
    QStringList equal{u"equal"_s, u"not_equal"_s, u"in"_s, u"not_in"_s};
    const QStringList ordered{u"less_than"_s, u"less_equal"_s, u"greater_than"_s, u"greater_equal"_s};
    if (field && !ReadTables::isReadable(*field))
        return {};
    switch (kindOf(field)) {
    case ValueKind::Number:
        return equal + ordered;
    case ValueKind::Date:
    case ValueKind::DateTime:
        return equal + ordered + QStringList{u"between"_s, u"not_between"_s};
    case ValueKind::Boolean:
        return {u"equal"_s};
    case ValueKind::Id:
        return equal;
    case ValueKind::Text:
        break;
    }
    return equal + QStringList{u"contains"_s, u"not_contains"_s, u"starts_with"_s, u"ends_with"_s};
}

ApiResult<std::string> comparisonSql(const ReadColumn& column, const QJsonObject& condition,
                                     const ComparisonRules& rules, std::vector<Value>& values)
{
    const auto comparator = comparatorFor(column, condition);
    if (!comparator)
        return tl::unexpected(comparator.error());
    if (const QJsonValue type = condition[u"type"]; !type.isUndefined() && type != QJsonValue(u"value"_s))
        return refuse(u"VALUE_TYPE_NOT_SUPPORTED"_s, u"the type of the value is not supported"_s,
                      {{u"api_name"_s, column.name}, {u"supported"_s, QJsonArray{u"value"_s}}});
    const auto list = valuesOf(column, condition, (*comparator)->relation, rules.mostValues);
    if (!list)
        return tl::unexpected(list.error());
    std::vector<Value> wanted;
    for (const QJsonValue json : *list) {
        auto value = criterionValue(column.field, json, rules.zone);
        if (!value)
            return tl::unexpected(errorOf(value.error(), column.field, detailsOf(column, condition)));
        wanted.push_back(std::move(*value));
    }
    const std::string sql = positiveSql(column, (*comparator)->relation, wanted, values);
    return (*comparator)->negated ? "not coalesce((" + sql + "), 0)" : '(' + sql + ')';
}

} // namespace stevedore::sandbox

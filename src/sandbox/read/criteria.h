// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/read/comparison.h"

namespace stevedore::sandbox {

/// Turns criteria objects of one query ("Bulk read, Create job", criteria) into SQL: a condition {field, comparator,
/// value}, or {group_operator, group} of conditions and groups. Values are bound, names are those of fields.
///
/// Counted together, at most 25 conditions. What the page does not define is told apart like this: an object that is a
/// condition and a group at once is AMBIGUOUS_CRITERIA; a group of several without group_operator is
/// AMBIGUOUS_GROUP_IN_CRITERIA; one that is neither, or lacks a part, is INVALID_CRITERIA; groups nested deeper than 25
/// are CRITERIA_NOT_SUPPORTED. The group operator may be in capitals, as a sample has it.
class Criteria
{
public:
    static constexpr int mostConditions = 25;
    static constexpr int deepest = 25;

    struct Compiled
    {
        std::string sql;
        QJsonObject echo; ///< as job details show it: with the id of each field
    };

    Criteria(ReadTables& tables, const ComparisonRules& rules, std::vector<Value>& values)
        : m_tables(tables), m_rules(rules), m_values(values)
    {
    }

    ApiResult<Compiled> compile(const QJsonValue& criteria) { return compileAny(criteria, 0); }

private:
    ApiResult<Compiled> compileAny(const QJsonValue& json, int depth);
    ApiResult<Compiled> compileGroup(const QJsonObject& object, int depth);
    ApiResult<Compiled> compileCondition(const QJsonObject& asSent);
    ApiResult<ReadColumn> columnOf(const QJsonObject& object);

    ReadTables& m_tables;
    const ComparisonRules& m_rules;
    std::vector<Value>& m_values;
    int m_conditions = 0;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/coqlcondition.h"

#include "sandbox/records/literal.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestQuery = 50;
// What the database can read in one statement; how much a query may hold is not documented.
constexpr int mostConditions = 500;
constexpr std::size_t mostValues = 5000;

[[noreturn]] void tooLarge()
{
    throw CoqlTrouble{{400, u"LIMIT_EXCEEDED"_s, u"the query is too large"_s, {}}};
}

} // namespace

RecordColumn coqlColumn(const Org& org, const Module& module, const QString& name)
{
    RecordColumn found{name};
    const QString first = name.section(u'.', 0, 0);
    const QString second = name.section(u'.', 1);
    found.field = module.field(first);
    bool known = found.field || name == u"id"_s;
    if (found.field && name.contains(u'.')) {
        const Module* target = org.module(found.field->lookupModule);
        found.through = found.field;
        found.field = target ? target->field(second) : nullptr;
        known = found.through->isLookup() && (found.field || second == u"id"_s);
    }
    if (!known)
        invalidQuery(u"column given seems to be invalid"_s, u"column_name"_s, name);
    return found;
}

std::string coqlSql(const Org& org, const RecordColumn& column)
{
    const std::string value = sqlOf(org, column);
    const bool ticked = column.field && column.field->type == FieldType::Boolean;
    return ticked ? "coalesce(" + value + ", 0)" : value; // what was never ticked is shown as false
}

std::string CoqlCondition::parseOr(int depth)
{
    std::string sql = parseAnd(depth);
    while (m_tokens.acceptWord(u"or"_s))
        sql += " or " + parseAnd(depth);
    return sql;
}

std::string CoqlCondition::parseAnd(int depth)
{
    std::string sql = parseTerm(depth);
    while (m_tokens.acceptWord(u"and"_s))
        sql += " and " + parseTerm(depth);
    return sql;
}

std::string CoqlCondition::parseTerm(int depth)
{
    if (!m_tokens.acceptSign(u"("_s))
        return parseComparison();
    if (depth > deepestQuery) // the parser calls itself: a query must not be able to use up the stack
        CoqlTokens::syntaxError(u"("_s);
    const std::string inner = parseOr(depth + 1);
    m_tokens.expectSign(u")"_s);
    return '(' + inner + ')';
}

std::string CoqlCondition::bind(Value value)
{
    if (m_values.size() >= mostValues)
        tooLarge();
    m_values.push_back(std::move(value));
    return '?' + std::to_string(m_values.size());
}

/// A literal in the type of its column, bound; answers its parameter.
std::string CoqlCondition::bindValue(const RecordColumn& column)
{
    const CoqlToken token = m_tokens.take();
    if (token.kind == CoqlToken::End || token.kind == CoqlToken::Sign)
        CoqlTokens::syntaxError(token.text);
    auto value = literalValue(token.text, column.field, m_zone);
    if (!value)
        invalidQuery(u"value given seems to be invalid for the column"_s, u"column_name"_s, column.name);
    return bind(std::move(*value));
}

std::string CoqlCondition::bindPattern()
{
    const CoqlToken token = m_tokens.take();
    if (token.kind != CoqlToken::Text)
        CoqlTokens::syntaxError(token.text);
    return bind(token.text.toStdString());
}

std::string CoqlCondition::parseList(const RecordColumn& column)
{
    m_tokens.expectSign(u"("_s);
    std::string list = "(";
    do {
        list += (list.size() > 1 ? ", " : "") + bindValue(column);
    } while (m_tokens.acceptSign(u","_s));
    m_tokens.expectSign(u")"_s);
    return list + ')';
}

std::string CoqlCondition::parseComparison()
{
    if (++m_conditions > mostConditions)
        tooLarge();
    const RecordColumn named = coqlColumn(m_org, m_module, m_tokens.takeName());
    const std::string left = coqlSql(m_org, named);
    if (m_tokens.acceptWord(u"is"_s)) {
        const bool negated = m_tokens.acceptWord(u"not"_s);
        m_tokens.expectWord(u"null"_s);
        return left + (negated ? " is not null" : " is null");
    }
    const std::string negation = m_tokens.acceptWord(u"not"_s) ? " not" : "";
    if (m_tokens.acceptWord(u"in"_s))
        return left + negation + " in " + parseList(named);
    if (m_tokens.acceptWord(u"like"_s))
        return left + negation + " like " + bindPattern();
    if (m_tokens.acceptWord(u"between"_s)) {
        const std::string low = bindValue(named);
        m_tokens.expectWord(u"and"_s);
        return left + negation + " between " + low + " and " + bindValue(named);
    }
    const CoqlToken sign = m_tokens.take();
    static const QStringList known = {u"="_s, u"!="_s, u"<>"_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    if (!negation.empty() || sign.kind != CoqlToken::Sign || !known.contains(sign.text))
        CoqlTokens::syntaxError(sign.text);
    return left + ' ' + sign.text.toStdString() + ' ' + bindValue(named);
}

} // namespace stevedore::sandbox

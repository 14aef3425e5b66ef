// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/coqlparser.h"

#include "sandbox/records/coqltokens.h"
#include "sandbox/records/literal.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 50;
// What the database can read in one statement; how much a query may hold is not documented.
constexpr int mostConditions = 500;
constexpr std::size_t mostValues = 5000;

[[noreturn]] void tooLarge()
{
    throw CoqlTrouble{{400, u"LIMIT_EXCEEDED"_s, u"the query is too large"_s, {}}};
}

class Parser
{
public:
    Parser(const Org& org, const QString& text) : m_org(org), m_zone(org.timeZone.toUtf8()), m_tokens(text) {}
    CoqlQuery parse();

private:
    void parseSelection();
    void parseAggregate(const QString& function);
    void parseModule();
    void chooseColumns();
    RecordColumn column(const QString& name) const;
    std::string sql(const RecordColumn& column) const;
    void parseOrder();
    void parseLimit();
    void parseOffset();
    qint64 limitOf(const CoqlToken& token) const;
    std::string parseOr(int depth);
    std::string parseAnd(int depth);
    std::string parseTerm(int depth);
    std::string parseComparison();
    std::string parseList(const RecordColumn& column);
    std::string bindValue(const RecordColumn& column);
    std::string bindPattern();
    std::string bind(Value value);

    const Org& m_org;
    QTimeZone m_zone;
    CoqlTokens m_tokens;
    QStringList m_selected;
    int m_conditions = 0;
    CoqlQuery m_query;
};

CoqlQuery Parser::parse()
{
    m_tokens.expectWord(u"select"_s);
    parseSelection();
    m_tokens.expectClause(u"from"_s);
    parseModule();
    chooseColumns();
    m_tokens.expectClause(u"where"_s); // COQL has no query without a condition
    m_query.condition = parseOr(0);
    if (m_tokens.acceptWord(u"order"_s))
        parseOrder();
    if (m_tokens.acceptWord(u"limit"_s))
        parseLimit();
    if (m_tokens.acceptWord(u"offset"_s))
        parseOffset();
    if (m_tokens.peek().kind != CoqlToken::End)
        CoqlTokens::syntaxError(m_tokens.peek().text);
    m_query.order += m_query.order.empty() ? "t.id asc" : ", t.id asc";
    return m_query;
}

void Parser::parseSelection()
{
    do {
        const QString name = m_tokens.takeName();
        if (m_tokens.acceptSign(u"("_s)) {
            parseAggregate(name);
            continue;
        }
        if (m_selected.contains(name))
            throw CoqlTrouble{{400, u"DUPLICATE_DATA"_s, u"duplicate select column"_s, {{u"column_name"_s, name}}}};
        m_selected.append(name);
    } while (m_tokens.acceptSign(u","_s));
    if (!m_query.countAs.isEmpty() && !m_selected.isEmpty()) // a number for each of what?
        throw CoqlTrouble{{400, u"SYNTAX_ERROR"_s, u"missing clause"_s, {{u"clause"_s, u"group by"_s}}}};
}

/// Of the aggregate functions only the number of records.
void Parser::parseAggregate(const QString& function)
{
    const QString argument = m_tokens.takeName();
    m_tokens.expectSign(u")"_s);
    const bool counts = function.compare(u"count"_s, Qt::CaseInsensitive) == 0 && argument == u"id"_s;
    if (!counts || !m_query.countAs.isEmpty())
        throw CoqlTrouble{
            {400,
             u"INVALID_DATA"_s,
             u"invalid data"_s,
             {{u"reason"_s, u"unsupported aggregate function"_s}, {u"column"_s, u"%1(%2)"_s.arg(function, argument)}}}};
    m_query.countAs = m_tokens.acceptWord(u"as"_s) ? m_tokens.takeName() : u"COUNT(id)"_s;
}

void Parser::parseModule()
{
    const QString name = m_tokens.takeName();
    m_query.module = m_org.module(name);
    if (m_query.module)
        return;
    for (const Module& other : m_org.modules)
        if (other.apiName == name)
            throw CoqlTrouble{{400, u"INVALID_MODULE"_s, u"the given module is not supported in api"_s, {}}};
    invalidQuery(u"module given seems to be invalid"_s, u"module"_s, name);
}

void Parser::chooseColumns()
{
    for (const QString& name : std::as_const(m_selected))
        if (const RecordColumn chosen = column(name); chosen.field || chosen.through)
            m_query.columns.push_back(chosen);
}

/// A field, id, or what a lookup leads to: one step, as far as the server goes.
RecordColumn Parser::column(const QString& name) const
{
    RecordColumn found{name};
    const QString first = name.section(u'.', 0, 0);
    const QString second = name.section(u'.', 1);
    found.field = m_query.module->field(first);
    bool known = found.field || name == u"id"_s;
    if (found.field && name.contains(u'.')) {
        const Module* target = m_org.module(found.field->lookupModule);
        found.through = found.field;
        found.field = target ? target->field(second) : nullptr;
        known = found.through->isLookup() && (found.field || second == u"id"_s);
    }
    if (!known)
        invalidQuery(u"column given seems to be invalid"_s, u"column_name"_s, name);
    return found;
}

std::string Parser::sql(const RecordColumn& column) const
{
    const std::string value = sqlOf(m_org, column);
    const bool ticked = column.field && column.field->type == FieldType::Boolean;
    return ticked ? "coalesce(" + value + ", 0)" : value; // what was never ticked is shown as false
}

void Parser::parseOrder()
{
    m_tokens.expectWord(u"by"_s);
    do {
        m_query.order += (m_query.order.empty() ? "" : ", ") + sql(column(m_tokens.takeName()));
        if (m_tokens.acceptWord(u"desc"_s))
            m_query.order += " desc";
        else
            m_tokens.acceptWord(u"asc"_s);
    } while (m_tokens.acceptSign(u","_s));
}

qint64 Parser::limitOf(const CoqlToken& token) const
{
    bool ok = false;
    const qint64 limit = token.text.toLongLong(&ok);
    if (!ok)
        invalidQuery(u"limit given seems to be invalid"_s, u"limit"_s, token.text);
    if (limit <= 0)
        throw CoqlTrouble{{400, u"INVALID_DATA"_s, u"limit should be greater than 0"_s, {}}};
    if (limit > CoqlQuery::mostRows)
        throw CoqlTrouble{
            {400, u"LIMIT_EXCEEDED"_s, u"only 2000 records can be asked for"_s, {{u"limit"_s, CoqlQuery::mostRows}}}};
    return limit;
}

void Parser::parseOffset()
{
    const CoqlToken token = m_tokens.take();
    bool ok = false;
    m_query.offset = token.text.toLongLong(&ok);
    if (!ok || m_query.offset < 0)
        invalidQuery(u"offset given seems to be invalid"_s, u"offset"_s, token.text);
}

/// "limit n" or "limit offset, n"
void Parser::parseLimit()
{
    CoqlTokens ahead = m_tokens;
    ahead.take();
    if (ahead.acceptSign(u","_s)) {
        parseOffset();
        m_tokens.expectSign(u","_s);
    }
    m_query.limit = limitOf(m_tokens.take());
}

std::string Parser::parseOr(int depth)
{
    std::string sql = parseAnd(depth);
    while (m_tokens.acceptWord(u"or"_s))
        sql += " or " + parseAnd(depth);
    return sql;
}

std::string Parser::parseAnd(int depth)
{
    std::string sql = parseTerm(depth);
    while (m_tokens.acceptWord(u"and"_s))
        sql += " and " + parseTerm(depth);
    return sql;
}

std::string Parser::parseTerm(int depth)
{
    if (!m_tokens.acceptSign(u"("_s))
        return parseComparison();
    if (depth > deepest) // the parser calls itself: a query must not be able to use up the stack
        CoqlTokens::syntaxError(u"("_s);
    const std::string inner = parseOr(depth + 1);
    m_tokens.expectSign(u")"_s);
    return '(' + inner + ')';
}

std::string Parser::bind(Value value)
{
    if (m_query.values.size() >= mostValues)
        tooLarge();
    m_query.values.push_back(std::move(value));
    return '?' + std::to_string(m_query.values.size());
}

/// A literal in the type of its column, bound; answers its parameter.
std::string Parser::bindValue(const RecordColumn& column)
{
    const CoqlToken token = m_tokens.take();
    if (token.kind == CoqlToken::End || token.kind == CoqlToken::Sign)
        CoqlTokens::syntaxError(token.text);
    auto value = literalValue(token.text, column.field, m_zone);
    if (!value)
        invalidQuery(u"value given seems to be invalid for the column"_s, u"column_name"_s, column.name);
    return bind(std::move(*value));
}

std::string Parser::bindPattern()
{
    const CoqlToken token = m_tokens.take();
    if (token.kind != CoqlToken::Text)
        CoqlTokens::syntaxError(token.text);
    return bind(token.text.toStdString());
}

std::string Parser::parseList(const RecordColumn& column)
{
    m_tokens.expectSign(u"("_s);
    std::string list = "(";
    do {
        list += (list.size() > 1 ? ", " : "") + bindValue(column);
    } while (m_tokens.acceptSign(u","_s));
    m_tokens.expectSign(u")"_s);
    return list + ')';
}

std::string Parser::parseComparison()
{
    if (++m_conditions > mostConditions)
        tooLarge();
    const RecordColumn named = column(m_tokens.takeName());
    const std::string left = sql(named);
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

} // namespace

ApiResult<CoqlQuery> parseCoql(const Org& org, const QString& text)
{
    try {
        return Parser(org, text).parse();
    } catch (const CoqlTrouble& trouble) {
        return tl::unexpected(trouble.error);
    }
}

} // namespace stevedore::sandbox

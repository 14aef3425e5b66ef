// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/coqlparser.h"

#include "sandbox/records/coqlcondition.h"
#include "sandbox/records/coqltokens.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

class Parser
{
public:
    Parser(const Org& org, const QString& text) : m_org(org), m_tokens(text) {}
    CoqlQuery parse();

private:
    void parseSelection();
    void parseAggregate(const QString& function);
    void parseModule();
    void chooseColumns();
    void parseOrder();
    void parseLimit();
    void parseOffset();
    qint64 limitOf(const CoqlToken& token) const;

    const Org& m_org;
    CoqlTokens m_tokens;
    QStringList m_selected;
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
    CoqlCondition condition(m_org, *m_query.module, m_tokens);
    m_query.condition = condition.parse();
    m_query.values = condition.takeValues();
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
        if (const RecordColumn chosen = coqlColumn(m_org, *m_query.module, name); chosen.field || chosen.through)
            m_query.columns.push_back(chosen);
}

void Parser::parseOrder()
{
    m_tokens.expectWord(u"by"_s);
    do {
        m_query.order += (m_query.order.empty() ? "" : ", ") +
                         coqlSql(m_org, coqlColumn(m_org, *m_query.module, m_tokens.takeName()));
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

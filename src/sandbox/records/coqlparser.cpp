// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/coqlparser.h"

#include "sandbox/data/valuerules.h"

#include <QRegularExpression>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostRows = 2000;
constexpr int deepest = 50;

struct Token
{
    enum Kind { Word, Text, Number, Sign, End } kind = End;
    QString text;
};

/// Nothing if there is a character that means nothing.
std::optional<std::vector<Token>> tokensOf(const QString& text)
{
    static const QRegularExpression pattern(
        u"\\s*(?:([A-Za-z_][A-Za-z0-9_.]*)|'((?:[^'\\\\]|\\\\.)*)'|(-?\\d+(?:\\.\\d+)?)|(!=|<>|<=|>=|[=<>(),]))"_s);
    std::vector<Token> tokens;
    qsizetype at = 0;
    while (!QStringView(text).mid(at).trimmed().isEmpty()) {
        const auto match =
            pattern.match(text, at, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch())
            return std::nullopt;
        for (int kind = 1; kind <= 4; ++kind)
            if (match.capturedStart(kind) >= 0)
                tokens.push_back({static_cast<Token::Kind>(kind - 1), match.captured(kind)});
        at = match.capturedEnd();
    }
    tokens.push_back({});
    return tokens;
}

/// Thrown inside the parser only; parseCoql() turns it into its answer.
struct Trouble
{
    ApiError error;
};

class Parser
{
public:
    Parser(const Org& org, std::vector<Token> tokens) : m_org(org), m_tokens(std::move(tokens)) {}
    CoqlQuery parse();

private:
    const Token& peek() const { return m_tokens[m_at]; }
    Token take() { return m_tokens[m_at + 1 < m_tokens.size() ? m_at++ : m_at]; }
    bool isWord(const QString& word) const;
    bool acceptWord(const QString& word);
    bool acceptSign(const QString& sign);
    void expectWord(const QString& word);
    void expectSign(const QString& sign);
    [[noreturn]] void syntaxError(const QString& near) const;

    void parseFields();
    const Field* field(const QString& name) const;
    std::string column(const QString& name) const;
    void parseOrder();
    void parseLimit();
    std::string parseOr(int depth);
    std::string parseAnd(int depth);
    std::string parseTerm(int depth);
    std::string parseComparison();
    std::string parseList(const QString& name);
    std::string bindValue(const QString& name, bool pattern = false);

    const Org& m_org;
    std::vector<Token> m_tokens;
    std::size_t m_at = 0;
    QStringList m_selected;
    CoqlQuery m_query;
};

bool Parser::isWord(const QString& word) const
{
    return peek().kind == Token::Word && peek().text.compare(word, Qt::CaseInsensitive) == 0;
}

bool Parser::acceptWord(const QString& word)
{
    const bool is = isWord(word);
    if (is)
        take();
    return is;
}

bool Parser::acceptSign(const QString& sign)
{
    const bool is = peek().kind == Token::Sign && peek().text == sign;
    if (is)
        take();
    return is;
}

void Parser::expectWord(const QString& word)
{
    if (!acceptWord(word))
        syntaxError(peek().text);
}

void Parser::expectSign(const QString& sign)
{
    if (!acceptSign(sign))
        syntaxError(peek().text);
}

void Parser::syntaxError(const QString& near) const
{
    throw Trouble{{400, u"SYNTAX_ERROR"_s, u"error occured while parsing the query"_s, {{u"near"_s, near}}}};
}

const Field* Parser::field(const QString& name) const
{
    if (name == u"id"_s)
        return nullptr;
    const QString plain = name.endsWith(u".id"_s) ? name.chopped(3) : name;
    const Field* found = m_query.module->field(plain);
    if (!found || (plain != name && !found->isLookup()))
        throw Trouble{{400, u"INVALID_QUERY"_s, u"column given seems to be invalid"_s, {{u"column_name"_s, name}}}};
    return found;
}

std::string Parser::column(const QString& name) const
{
    const Field* found = field(name);
    return found ? "t.\"" + found->column() + '"' : "t.id";
}

void Parser::parseFields()
{
    do {
        const Token name = take();
        if (name.kind != Token::Word)
            syntaxError(name.text);
        m_selected.append(name.text);
    } while (acceptSign(u","_s));
}

CoqlQuery Parser::parse()
{
    expectWord(u"select"_s);
    parseFields();
    expectWord(u"from"_s);
    const QString module = take().text;
    m_query.module = m_org.module(module);
    if (!m_query.module)
        throw Trouble{{400, u"INVALID_QUERY"_s, u"module given seems to be invalid"_s, {{u"module"_s, module}}}};
    for (const QString& name : m_selected)
        if (const Field* found = field(name))
            m_query.fields.push_back(found);
    expectWord(u"where"_s); // COQL has no query without a condition
    m_query.condition = parseOr(0);
    if (acceptWord(u"order"_s))
        parseOrder();
    if (acceptWord(u"limit"_s))
        parseLimit();
    if (acceptWord(u"offset"_s))
        m_query.offset = take().text.toLongLong();
    if (peek().kind != Token::End)
        syntaxError(peek().text);
    m_query.order += m_query.order.empty() ? "t.id asc" : ", t.id asc";
    return m_query;
}

void Parser::parseOrder()
{
    expectWord(u"by"_s);
    do {
        m_query.order += (m_query.order.empty() ? "" : ", ") + column(take().text);
        if (acceptWord(u"desc"_s))
            m_query.order += " desc";
        else
            acceptWord(u"asc"_s);
    } while (acceptSign(u","_s));
}

void Parser::parseLimit()
{
    const Token first = take();
    if (first.kind != Token::Number)
        syntaxError(first.text);
    m_query.limit = first.text.toLongLong();
    if (acceptSign(u","_s)) {
        m_query.offset = m_query.limit;
        m_query.limit = take().text.toLongLong();
    }
    if (m_query.limit < 0 || m_query.offset < 0)
        syntaxError(first.text);
    if (m_query.limit > mostRows)
        throw Trouble{{400, u"LIMIT_EXCEEDED"_s, u"only 2000 records can be asked for"_s, {{u"limit"_s, mostRows}}}};
}

std::string Parser::parseOr(int depth)
{
    std::string sql = parseAnd(depth);
    while (acceptWord(u"or"_s))
        sql += " or " + parseAnd(depth);
    return sql;
}

std::string Parser::parseAnd(int depth)
{
    std::string sql = parseTerm(depth);
    while (acceptWord(u"and"_s))
        sql += " and " + parseTerm(depth);
    return sql;
}

std::string Parser::parseTerm(int depth)
{
    if (!acceptSign(u"("_s))
        return parseComparison();
    if (depth > deepest) // the parser calls itself: a query must not be able to use up the stack
        syntaxError(u"("_s);
    const std::string inner = parseOr(depth + 1);
    expectSign(u")"_s);
    return '(' + inner + ')';
}

/// A literal in the type of its field, bound; answers its parameter.
std::string Parser::bindValue(const QString& name, bool pattern)
{
    const Token token = take();
    if (token.kind == Token::End || token.kind == Token::Sign)
        syntaxError(token.text);
    QString text = token.text;
    text.replace(u"\\'"_s, u"'"_s);
    const Field* found = field(name);
    const std::string bytes = text.toStdString();
    Value value = bytes;
    if (!found) {
        value = std::int64_t(idOf(text));
    } else if (!pattern && found->type == FieldType::DateTime) {
        if (const auto moment = parseIsoMoment(bytes))
            value = storedMoment(*moment, QTimeZone(m_org.timeZone.toUtf8()));
    } else if (!pattern && found->type == FieldType::Boolean) {
        value = std::int64_t(text.compare(u"true"_s, Qt::CaseInsensitive) == 0);
    } else if (token.kind == Token::Number && found->type != FieldType::Text && !found->isLookup()) {
        value = text.toDouble();
    }
    m_query.values.push_back(value);
    return '?' + std::to_string(m_query.values.size());
}

std::string Parser::parseList(const QString& name)
{
    expectSign(u"("_s);
    std::string list = "(";
    do {
        list += (list.size() > 1 ? ", " : "") + bindValue(name);
    } while (acceptSign(u","_s));
    expectSign(u")"_s);
    return list + ')';
}

std::string Parser::parseComparison()
{
    const Token name = take();
    if (name.kind != Token::Word)
        syntaxError(name.text);
    const std::string left = column(name.text);
    if (acceptWord(u"is"_s)) {
        const bool negated = acceptWord(u"not"_s);
        expectWord(u"null"_s);
        return left + (negated ? " is not null" : " is null");
    }
    const std::string negation = acceptWord(u"not"_s) ? " not" : "";
    if (acceptWord(u"in"_s))
        return left + negation + " in " + parseList(name.text);
    if (acceptWord(u"like"_s))
        return left + negation + " like " + bindValue(name.text, true);
    if (acceptWord(u"between"_s)) {
        const std::string low = bindValue(name.text);
        expectWord(u"and"_s);
        return left + negation + " between " + low + " and " + bindValue(name.text);
    }
    const Token sign = take();
    static const QStringList known = {u"="_s, u"!="_s, u"<>"_s, u"<"_s, u"<="_s, u">"_s, u">="_s};
    if (!negation.empty() || sign.kind != Token::Sign || !known.contains(sign.text))
        syntaxError(sign.text);
    return left + ' ' + sign.text.toStdString() + ' ' + bindValue(name.text);
}

} // namespace

ApiResult<CoqlQuery> parseCoql(const Org& org, const QString& text)
{
    auto tokens = tokensOf(text);
    if (!tokens)
        return refuse(u"SYNTAX_ERROR"_s, u"error occured while parsing the query"_s);
    try {
        return Parser(org, std::move(*tokens)).parse();
    } catch (const Trouble& trouble) {
        return tl::unexpected(trouble.error);
    }
}

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/coqltokens.h"

#include <QRegularExpression>

#include <optional>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

/// Nothing if there is a character that means nothing.
std::optional<std::vector<CoqlToken>> tokensOf(const QString& text)
{
    static const QRegularExpression pattern(
        u"\\s*(?:([A-Za-z_][A-Za-z0-9_.]*)|'((?:[^'\\\\]|\\\\.)*)'|(-?\\d+(?:\\.\\d+)?)|(!=|<>|<=|>=|[=<>(),]))"_s);
    // Checked once here, and not again for every token.
    if (!text.isValidUtf16())
        return std::nullopt;
    constexpr auto options =
        QRegularExpression::AnchorAtOffsetMatchOption | QRegularExpression::DontCheckSubjectStringMatchOption;
    std::vector<CoqlToken> tokens;
    qsizetype at = 0;
    while (!QStringView(text).mid(at).trimmed().isEmpty()) {
        const auto match = pattern.match(text, at, QRegularExpression::NormalMatch, options);
        if (!match.hasMatch())
            return std::nullopt;
        for (int kind = 1; kind <= 4; ++kind)
            if (match.capturedStart(kind) >= 0)
                tokens.push_back({static_cast<CoqlToken::Kind>(kind - 1), match.captured(kind)});
        if (tokens.back().kind == CoqlToken::Text)
            tokens.back().text.replace(u"\\'"_s, u"'"_s);
        at = match.capturedEnd();
    }
    tokens.push_back({});
    return tokens;
}

} // namespace

CoqlTokens::CoqlTokens(const QString& query)
{
    auto tokens = tokensOf(query);
    if (!tokens)
        throw CoqlTrouble{{400, u"SYNTAX_ERROR"_s, u"error occured while parsing the query"_s, {}}};
    m_tokens = std::move(*tokens);
}

CoqlToken CoqlTokens::take()
{
    return m_tokens[m_at + 1 < m_tokens.size() ? m_at++ : m_at];
}

bool CoqlTokens::acceptWord(const QString& word)
{
    const bool is = peek().kind == CoqlToken::Word && peek().text.compare(word, Qt::CaseInsensitive) == 0;
    if (is)
        take();
    return is;
}

bool CoqlTokens::acceptSign(const QString& sign)
{
    const bool is = peek().kind == CoqlToken::Sign && peek().text == sign;
    if (is)
        take();
    return is;
}

void CoqlTokens::expectWord(const QString& word)
{
    if (!acceptWord(word))
        syntaxError(peek().text);
}

void CoqlTokens::expectSign(const QString& sign)
{
    if (!acceptSign(sign))
        syntaxError(peek().text);
}

void CoqlTokens::expectClause(const QString& clause)
{
    if (!acceptWord(clause))
        throw CoqlTrouble{{400, u"SYNTAX_ERROR"_s, u"missing clause"_s, {{u"clause"_s, clause}}}};
}

QString CoqlTokens::takeName()
{
    const CoqlToken token = take();
    if (token.kind != CoqlToken::Word)
        syntaxError(token.text);
    return token.text;
}

void CoqlTokens::syntaxError(const QString& near)
{
    throw CoqlTrouble{{400, u"SYNTAX_ERROR"_s, u"error occured while parsing the query"_s, {{u"near"_s, near}}}};
}

void invalidQuery(const QString& message, const QString& key, const QString& value)
{
    throw CoqlTrouble{{400, u"INVALID_QUERY"_s, message, {{key, value}}}};
}

} // namespace stevedore::sandbox

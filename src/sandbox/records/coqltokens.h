// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"

#include <vector>

namespace stevedore::sandbox {

struct CoqlToken
{
    enum Kind { Word, Text, Number, Sign, End } kind = End;
    QString text; ///< of a Text: without its quotes, escapes undone
};

/// What stops a parser; parseCoql() turns it into its answer.
struct CoqlTrouble
{
    ApiError error;
};

/// The words of a query, one after the other. Throws CoqlTrouble: SYNTAX_ERROR.
class CoqlTokens
{
public:
    explicit CoqlTokens(const QString& query);

    const CoqlToken& peek() const { return m_tokens[m_at]; }
    /// The end is never passed.
    CoqlToken take();
    bool acceptWord(const QString& word);
    bool acceptSign(const QString& sign);
    void expectWord(const QString& word);
    void expectSign(const QString& sign);
    /// The beginning of a part that no query can be without.
    void expectClause(const QString& clause);
    /// The next token, which has to be a word.
    QString takeName();

    [[noreturn]] static void syntaxError(const QString& near);

private:
    std::vector<CoqlToken> m_tokens;
    std::size_t m_at = 0;
};

/// INVALID_QUERY with one detail.
[[noreturn]] void invalidQuery(const QString& message, const QString& key, const QString& value);

} // namespace stevedore::sandbox

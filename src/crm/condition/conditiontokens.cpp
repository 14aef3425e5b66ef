// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/conditiontokens.h"

namespace stevedore {

namespace {

using Kind = ConditionToken::Kind;

bool isWordCharacter(QChar c)
{
    return c.isLetterOrNumber() || QStringView(u"_.+-:").contains(c);
}

ConditionToken quoted(const QString& text, qsizetype at)
{
    ConditionToken token{Kind::Text, at, 0, {}};
    for (qsizetype i = at + 1; i < text.size(); ++i) {
        if (text[i] == u'"') {
            if (i + 1 == text.size() || text[i + 1] != u'"') {
                token.length = i + 1 - at;
                return token;
            }
            ++i;
        }
        token.text += text[i];
    }
    token.kind = Kind::OpenText;
    token.length = text.size() - at;
    return token;
}

ConditionToken bare(const QString& text, qsizetype at)
{
    const QStringView rest = QStringView(text).sliced(at);
    const auto token = [&](Kind kind, qsizetype length) {
        return ConditionToken{kind, at, length, rest.first(length).toString()};
    };
    if (isWordCharacter(rest[0])) {
        qsizetype length = 1;
        while (length < rest.size() && isWordCharacter(rest[length]))
            ++length;
        return token(Kind::Word, length);
    }
    if (rest.startsWith(u"!=") || rest.startsWith(u"<=") || rest.startsWith(u">="))
        return token(Kind::Sign, 2);
    if (QStringView(u"(),=<>").contains(rest[0]))
        return token(Kind::Sign, 1);
    const bool isPair = rest.size() > 1 && rest[0].isHighSurrogate() && rest[1].isLowSurrogate();
    return token(Kind::Odd, isPair ? 2 : 1);
}

} // namespace

QList<ConditionToken> conditionTokens(const QString& text)
{
    QList<ConditionToken> tokens;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        tokens.append(text[at] == u'"' ? quoted(text, at) : bare(text, at));
        at += tokens.last().length;
    }
    tokens.append({Kind::End, text.size(), 0, {}});
    return tokens;
}

} // namespace stevedore

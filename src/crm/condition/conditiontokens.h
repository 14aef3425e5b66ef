// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace stevedore {

/// A piece of the text form of a condition (conditiontext.h).
struct ConditionToken
{
    enum class Kind {
        Word,     ///< fields, keywords and values without quotes: letters, digits and _ . + - :
        Text,     ///< in double quotes
        OpenText, ///< its closing quote is missing
        Sign,     ///< ( ) , = != < <= > >=
        Odd,      ///< a character that belongs to nothing
        End,      ///< behind the last character, without length
    };
    Kind kind = Kind::End;
    qsizetype at = 0; ///< index into the text
    qsizetype length = 0;
    QString text; ///< as it stands there; what is between the quotes of a Text, with doubled ones made one

    bool operator==(const ConditionToken&) const = default;
    bool isSign(const char* sign) const { return kind == Kind::Sign && text == QLatin1String(sign); }
    /// Whether it is this keyword, in any case.
    bool isWord(const char* word) const
    {
        return kind == Kind::Word && text.compare(QLatin1String(word), Qt::CaseInsensitive) == 0;
    }
};

/// All of them, the End last.
QList<ConditionToken> conditionTokens(const QString& text);

} // namespace stevedore

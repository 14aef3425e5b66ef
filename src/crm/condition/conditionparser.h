// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/conditiontext.h"
#include "crm/condition/conditiontokens.h"

namespace stevedore {

/// Reads the text form of a condition token by token, and remembers what might have stood where it stopped: for the
/// sentence of an error, and for the completion of what is not yet typed.
class ConditionParser
{
public:
    /// What may stand at a place.
    enum class Wanted {
        Part,       ///< a field or a group
        Comparator, ///< behind a field
        NotWhat,    ///< behind "not"
        With,       ///< behind "starts" and "ends"
        Empty,      ///< behind "is"
        IsNotEmpty, ///< behind "is not"
        Bracket,    ///< before a list
        Value,
        And,      ///< between the values of "between"
        ListNext, ///< behind a value of a list
        Next,     ///< behind a comparison or a group
    };

    explicit ConditionParser(QList<ConditionToken> tokens) : m_tokens(std::move(tokens)) {}

    /// The whole of it.
    tl::expected<Condition, ConditionTextError> parse();

    // Where it stopped; behind the whole condition if there was no error.
    Wanted wanted() const { return m_wanted; }
    const QString& field() const { return m_comparison.field; } ///< of the newest comparison
    Comparator comparator() const { return m_comparison.comparator; }
    int openGroups() const { return m_depth; }

private:
    using Read = tl::expected<Condition, ConditionTextError>;
    using Step = tl::expected<void, ConditionTextError>;

    Read any();
    Read all();
    Read part();
    Step readComparator();
    Step readNegated();
    Step readValue();
    Step readValues();
    Step readList();

    const ConditionToken& now() const { return m_tokens[m_at]; }
    /// Goes on if this stands here; else only remembers that it might.
    bool take(Wanted wanted, const char* word);
    bool takeSign(Wanted wanted, const char* sign);
    tl::unexpected<ConditionTextError> refuse() const;

    QList<ConditionToken> m_tokens;
    qsizetype m_at = 0;
    int m_depth = 0;
    Wanted m_wanted = Wanted::Part;
    Condition m_comparison;
};

} // namespace stevedore

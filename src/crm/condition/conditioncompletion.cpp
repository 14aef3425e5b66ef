// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/conditionparser.h"

#include <algorithm>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

using Kind = ConditionToken::Kind;
using Wanted = ConditionParser::Wanted;

struct Choice
{
    QString word;
    QString label = {}; ///< another name under which people look for it
};
using Choices = QList<Choice>;

Choices words(const QStringList& list)
{
    Choices out;
    for (const QString& word : list)
        out.append({word});
    return out;
}

Choices fieldsOfModule(const ModuleMeta& meta)
{
    Choices out;
    for (const Field& field : meta.fields)
        if (!comparatorsFor(field).isEmpty())
            out.append({field.apiName, field.label});
    if (!meta.field(u"id"_s))
        out.append({u"id"_s});
    return out;
}

QString spelling(Comparator comparator)
{
    const QString text = conditionText(Condition::compare({}, comparator)).trimmed();
    return text.endsWith(u" ()"_s) ? text.chopped(3) : text;
}

/// Of any field if it is unknown, since it may be a parent's.
QStringList comparatorsOf(const Field* field)
{
    using enum Comparator;
    const QList<Comparator> all{Equal,   NotEqual,     In,   NotIn,     Contains, NotContains, StartsWith, EndsWith,
                                Greater, GreaterEqual, Less, LessEqual, Between,  NotBetween,  IsEmpty,    IsNotEmpty};
    QStringList out;
    for (const Comparator comparator : field ? comparatorsFor(*field) : all)
        out.append(spelling(comparator));
    return out;
}

/// The rest of the comparators that begin so.
Choices comparatorsBehind(const QString& beginning, const Field* field)
{
    Choices out;
    for (const QString& words : comparatorsOf(field))
        if (words.startsWith(beginning))
            out.append({words.mid(beginning.size())});
    return out;
}

Choices valuesOf(const Field* field)
{
    if (!field)
        return {};
    switch (operandKind(*field)) {
    case OperandKind::Boolean:
        return words({u"true"_s, u"false"_s});
    case OperandKind::Date:
        return words({u"today"_s, u"today-7"_s, u"week"_s, u"month"_s, u"month-1"_s, u"year"_s});
    case OperandKind::DateTime:
        return words({u"today"_s, u"today-7"_s, u"week"_s, u"month"_s, u"month-1"_s, u"year"_s, u"now"_s});
    default:
        break;
    }
    Choices out;
    for (const PicklistValue& value : field->picklist)
        out.append({u'"' + QString(value.actual).replace(u'"', u"\"\""_s) + u'"', value.display});
    return out;
}

Choices choicesAt(const ConditionParser& parser, const ModuleMeta& meta)
{
    const FieldFinder finder = fieldsOf(meta);
    const Field* const field = finder(parser.field());
    switch (parser.wanted()) {
    case Wanted::Part:
        return fieldsOfModule(meta);
    case Wanted::Comparator:
        return words(comparatorsOf(field));
    case Wanted::NotWhat:
        return comparatorsBehind(u"not "_s, field);
    case Wanted::With:
        return words({u"with"_s});
    case Wanted::Empty:
        return words({u"empty"_s, u"not empty"_s});
    case Wanted::IsNotEmpty:
        return words({u"empty"_s});
    case Wanted::Bracket:
        return words({u"("_s});
    case Wanted::Value:
        return valuesOf(field);
    case Wanted::And:
        return words({u"and"_s});
    case Wanted::ListNext:
        return words({u","_s, u")"_s});
    case Wanted::Next:
        break;
    }
    return words(parser.openGroups() > 0 ? QStringList{u"and"_s, u"or"_s, u")"_s} : QStringList{u"and"_s, u"or"_s});
}

/// Those that go with what is typed: first those that begin with it, then those whose label does, then those in which
/// it is.
QStringList fitting(const Choices& choices, const QString& typed)
{
    QStringList ranks[3];
    const QString label = typed.startsWith(u'"') ? typed.mid(1) : typed;
    for (const Choice& choice : choices) {
        const int rank =
            choice.word.startsWith(typed, Qt::CaseInsensitive)                                                      ? 0
            : choice.label.startsWith(label, Qt::CaseInsensitive)                                                   ? 1
            : choice.word.contains(label, Qt::CaseInsensitive) || choice.label.contains(label, Qt::CaseInsensitive) ? 2
                                                                                                                    : 3;
        if (rank < 3)
            ranks[rank].append(choice.word);
    }
    return ranks[0] + ranks[1] + ranks[2];
}

/// Whether the cursor stands in or at the end of this token, so that it may go on being typed.
bool isBegun(const ConditionToken& token, qsizetype cursor)
{
    return token.kind == Kind::OpenText || (token.kind == Kind::Word && token.at + token.length == cursor);
}

} // namespace

Completions completionsAt(const QString& text, qsizetype cursor, const ModuleMeta& meta)
{
    const QString before = text.first(std::clamp<qsizetype>(cursor, 0, text.size()));
    QList<ConditionToken> tokens = conditionTokens(before);
    const ConditionToken end = tokens.takeLast();
    Completions out{end.at, {}};
    if (!tokens.isEmpty() && isBegun(tokens.last(), end.at))
        out.from = tokens.takeLast().at;
    tokens.append({Kind::End, out.from, 0, {}});
    ConditionParser parser(tokens);
    const auto parsed = parser.parse();
    // Behind an error nobody knows what is meant.
    if (parsed || parsed.error().at == out.from)
        out.words = fitting(choicesAt(parser, meta), before.mid(out.from));
    return out;
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/conditionparser.h"

#include "base/text.h"
#include "crm/condition/conditionwords.h"
#include "crm/condition/operandforms.h"
#include "crm/condition/relativetime.h"

#include <algorithm>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

using Kind = ConditionToken::Kind;

/// Deeper ones are no condition of a person, and would use up the stack.
constexpr int mostOpenGroups = 100;

bool isFieldForm(const ConditionToken& token)
{
    return token.kind == Kind::Word && std::none_of(token.text.begin(), token.text.end(),
                                                    [](QChar c) { return c == u'+' || c == u'-' || c == u':'; });
}

/// The value that a word is; nothing if it is none.
std::optional<Operand> bareValue(const QString& word)
{
    const QString lower = word.toLower();
    if (lower == u"true"_s || lower == u"false"_s)
        return Operand{lower};
    if (isRelativeTime(lower))
        return Operand{lower, true};
    if (isNumberForm(word) || isDayForm(word) || isMomentForm(word))
        return Operand{word};
    return std::nullopt;
}

QString wantedText(ConditionParser::Wanted wanted, bool inGroup)
{
    using enum ConditionParser::Wanted;
    switch (wanted) {
    case Part:
        return ConditionWords::tr("a field or “(”");
    case Comparator:
        return ConditionWords::tr("a comparison, such as =, in or contains,");
    case NotWhat:
        return ConditionWords::tr("“in”, “between” or “contains”");
    case With:
        return ConditionWords::tr("“with”");
    case Empty:
        return ConditionWords::tr("“empty” or “not empty”");
    case IsNotEmpty:
        return ConditionWords::tr("“empty”");
    case Bracket:
        return ConditionWords::tr("“(”");
    case Value:
        return ConditionWords::tr("a value");
    case And:
        return ConditionWords::tr("“and” and the second value");
    case ListNext:
        return ConditionWords::tr("“,” or “)”");
    case Next:
        break;
    }
    return inGroup ? ConditionWords::tr("“and”, “or” or “)”") : ConditionWords::tr("“and”, “or” or the end");
}

} // namespace

tl::expected<Condition, ConditionTextError> ConditionParser::parse()
{
    if (now().kind == Kind::End)
        return Condition();
    auto condition = any();
    if (condition && now().kind != Kind::End)
        return refuse();
    return condition;
}

ConditionParser::Read ConditionParser::any()
{
    QList<Condition> parts;
    do {
        auto part = all();
        if (!part)
            return part;
        parts.append(*part);
    } while (take(Wanted::Next, "or"));
    return parts.size() == 1 ? parts.first() : Condition::any(parts);
}

ConditionParser::Read ConditionParser::all()
{
    QList<Condition> parts;
    do {
        auto one = part();
        if (!one)
            return one;
        parts.append(*one);
    } while (take(Wanted::Next, "and"));
    return parts.size() == 1 ? parts.first() : Condition::all(parts);
}

ConditionParser::Read ConditionParser::part()
{
    if (takeSign(Wanted::Part, "(")) {
        if (++m_depth > mostOpenGroups)
            return tl::unexpected(ConditionTextError{
                m_tokens[m_at - 1].at, 1,
                ConditionWords::tr("More than %1 groups are open here. Write the condition with fewer brackets.")
                    .arg(grouped(mostOpenGroups))});
        auto inner = any();
        if (inner && !takeSign(Wanted::Next, ")"))
            return refuse();
        --m_depth;
        return inner;
    }
    if (!isFieldForm(now()))
        return refuse();
    m_comparison = Condition::compare(now().text, Comparator::Equal);
    ++m_at;
    if (auto read = readComparator(); !read)
        return tl::unexpected(read.error());
    return m_comparison;
}

ConditionParser::Step ConditionParser::readComparator()
{
    using enum Comparator;
    static constexpr std::pair<const char*, Comparator> signs[] = {
        {"=", Equal}, {"!=", NotEqual}, {"<", Less}, {"<=", LessEqual}, {">", Greater}, {">=", GreaterEqual}};
    static constexpr std::pair<const char*, Comparator> words[] = {
        {"in", In}, {"between", Between}, {"contains", Contains}, {"starts", StartsWith}, {"ends", EndsWith}};
    for (const auto& [sign, comparator] : signs)
        if (takeSign(Wanted::Comparator, sign)) {
            m_comparison.comparator = comparator;
            return readValue();
        }
    for (const auto& [word, comparator] : words)
        if (take(Wanted::Comparator, word)) {
            m_comparison.comparator = comparator;
            return readValues();
        }
    if (take(Wanted::Comparator, "not"))
        return readNegated();
    if (!take(Wanted::Comparator, "is"))
        return refuse();
    const bool negated = take(Wanted::Empty, "not");
    m_comparison.comparator = negated ? IsNotEmpty : IsEmpty;
    if (!take(negated ? Wanted::IsNotEmpty : Wanted::Empty, "empty"))
        return refuse();
    return {};
}

ConditionParser::Step ConditionParser::readNegated()
{
    using enum Comparator;
    static constexpr std::pair<const char*, Comparator> words[] = {
        {"in", NotIn}, {"between", NotBetween}, {"contains", NotContains}};
    for (const auto& [word, comparator] : words)
        if (take(Wanted::NotWhat, word)) {
            m_comparison.comparator = comparator;
            return readValues();
        }
    return refuse();
}

/// What stands behind a comparator that is a word.
ConditionParser::Step ConditionParser::readValues()
{
    switch (m_comparison.comparator) {
    case Comparator::In:
    case Comparator::NotIn:
        return readList();
    case Comparator::Between:
    case Comparator::NotBetween:
        if (auto first = readValue(); !first)
            return first;
        if (!take(Wanted::And, "and"))
            return refuse();
        return readValue();
    case Comparator::StartsWith:
    case Comparator::EndsWith:
        if (!take(Wanted::With, "with"))
            return refuse();
        return readValue();
    default:
        return readValue();
    }
}

ConditionParser::Step ConditionParser::readList()
{
    if (!takeSign(Wanted::Bracket, "("))
        return refuse();
    do {
        if (auto value = readValue(); !value)
            return value;
    } while (takeSign(Wanted::ListNext, ","));
    if (!takeSign(Wanted::ListNext, ")"))
        return refuse();
    return {};
}

ConditionParser::Step ConditionParser::readValue()
{
    m_wanted = Wanted::Value;
    const auto bare = now().kind == Kind::Word ? bareValue(now().text) : std::nullopt;
    if (!bare && now().kind != Kind::Text)
        return refuse();
    m_comparison.operands.append(bare.value_or(Operand{now().text}));
    ++m_at;
    return {};
}

bool ConditionParser::take(Wanted wanted, const char* word)
{
    m_wanted = wanted;
    const bool is = now().isWord(word);
    m_at += is ? 1 : 0;
    return is;
}

bool ConditionParser::takeSign(Wanted wanted, const char* sign)
{
    m_wanted = wanted;
    const bool is = now().isSign(sign);
    m_at += is ? 1 : 0;
    return is;
}

tl::unexpected<ConditionTextError> ConditionParser::refuse() const
{
    const ConditionToken& token = now();
    const QString wanted = wantedText(m_wanted, m_depth > 0);
    const QString shown = shownValue(token.text, 40);
    const auto error = [&](const QString& sentence) {
        return tl::unexpected(ConditionTextError{token.at, token.length, sentence});
    };
    if (token.kind == Kind::End)
        return error(ConditionWords::tr("The condition ends here, and %1 was expected. Go on writing, or take back "
                                        "what is unfinished.")
                         .arg(wanted));
    if (token.kind == Kind::OpenText)
        return error(ConditionWords::tr("This quotation mark is never closed. Write another one behind the text, and "
                                        "double those within it."));
    if (m_wanted == Wanted::Value && token.kind == Kind::Word)
        return error(ConditionWords::tr("“%1” stands here, and a value was expected. Put texts in double quotes, and "
                                        "write days as 2026-01-31.")
                         .arg(shown));
    if (m_wanted == Wanted::Part && token.kind == Kind::Text)
        return error(ConditionWords::tr("A text stands here, and a field was expected. Write the field's API name, "
                                        "without quotes."));
    return error(ConditionWords::tr("“%1” stands here, and %2 was expected. Write that in its place or before it.")
                     .arg(shown, wanted));
}

} // namespace stevedore

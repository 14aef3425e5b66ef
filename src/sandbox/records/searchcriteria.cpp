// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/searchcriteria.h"

#include "sandbox/records/literal.h"

#include <QHash>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestSearch = 10;

/// What stops the reading; searchCondition() turns it into its answer.
struct Refusal
{
    ApiError error;
};

[[noreturn]] void malformed()
{
    throw Refusal{{400, u"INVALID_QUERY"_s, u"Invalid query formed"_s, {{u"param_name"_s, u"criteria"_s}}}};
}

[[noreturn]] void invalid(const QString& message, const Field& field, const QString& key = {}, const QString& more = {})
{
    QJsonObject details{{u"reason"_s, message}, {u"api_name"_s, field.apiName}};
    if (!key.isEmpty())
        details.insert(key, more);
    throw Refusal{{400, u"INVALID_QUERY"_s, message, details}};
}

/// How a type is compared: as text, as one of a list, or by size.
enum class Family { Text, Choice, Ticked, Ordered };

Family familyOf(const Field& field)
{
    switch (field.type) {
    case FieldType::Picklist:
    case FieldType::MultiPicklist:
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Layout:
        return Family::Choice;
    case FieldType::Boolean:
        return Family::Ticked;
    case FieldType::Integer:
    case FieldType::BigInteger:
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
    case FieldType::Date:
    case FieldType::DateTime:
        return Family::Ordered;
    default:
        return Family::Text;
    }
}

bool allows(Family family, const QString& comparator)
{
    static const QStringList always{u"equals"_s, u"not_equal"_s};
    static const QStringList sizes{u"greater_equal"_s, u"greater_than"_s, u"less_equal"_s, u"less_than"_s,
                                   u"between"_s};
    if (always.contains(comparator))
        return true;
    if (comparator == u"in"_s)
        return family != Family::Ticked;
    if (comparator == u"starts_with"_s)
        return family == Family::Text;
    return family == Family::Ordered && sizes.contains(comparator);
}

QString escaped(QString text)
{
    for (const QChar special : {u'\\', u'%', u'_'})
        text.replace(special, QString(u'\\') + special);
    return text;
}

class Reader
{
public:
    Reader(const Org& org, const Module& module, QString text)
        : m_zone(org.timeZone.toUtf8()), m_module(module), m_text(std::move(text))
    {
    }

    SearchCondition read()
    {
        m_condition.sql = any(0);
        if (!m_text.mid(m_at).trimmed().isEmpty())
            malformed();
        return m_condition;
    }

private:
    void skipBlanks()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }
    bool accept(const QString& text);
    std::string any(int depth);
    std::string condition();
    QString untilUnescaped(QChar end);
    std::string compared(const Field& field, const QString& comparator, const QString& raw);
    QStringList parts(const QString& raw) const;
    std::string bind(const Field& field, const QString& text);
    std::string bind(Value value);

    QTimeZone m_zone;
    const Module& m_module;
    QString m_text;
    qsizetype m_at = 0;
    int m_criteria = 0;
    SearchCondition m_condition;
};

bool Reader::accept(const QString& text)
{
    skipBlanks();
    const bool is = QStringView(m_text).mid(m_at).startsWith(text, Qt::CaseInsensitive);
    m_at += is ? text.size() : 0;
    return is;
}

/// A group or a condition, in its parentheses.
std::string Reader::any(int depth)
{
    if (depth > deepestSearch || !accept(u"("_s))
        malformed();
    skipBlanks();
    if (m_at >= m_text.size() || m_text[m_at] != u'(')
        return condition();
    std::string sql = '(' + any(depth + 1);
    for (;;) {
        if (accept(u")"_s))
            return sql + ')';
        const bool both = accept(u"and"_s);
        if (!both && !accept(u"or"_s))
            malformed();
        sql += (both ? " and " : " or ") + any(depth + 1);
    }
}

/// Up to the end sign, which is passed; escapes are left for parts().
QString Reader::untilUnescaped(QChar end)
{
    const qsizetype begin = m_at;
    while (m_at < m_text.size() && m_text[m_at] != end)
        m_at += m_text[m_at] == u'\\' ? 2 : 1;
    if (m_at >= m_text.size())
        malformed();
    return m_text.mid(begin, m_at++ - begin);
}

std::string Reader::condition()
{
    if (++m_criteria > SearchCondition::mostCriteria)
        throw Refusal{
            {400, u"CRITERIA_LIMIT_EXCEEDED"_s, u"no of criterium that can be given exceed the limit 15"_s, {}}};
    const QString name = untilUnescaped(u':').trimmed();
    const QString comparator = untilUnescaped(u':').trimmed();
    const QString raw = untilUnescaped(u')');
    const Field* field = m_module.field(name);
    if (!field)
        malformed();
    if (field->type == FieldType::Other)
        invalid(u"the field is not available for search"_s, *field);
    if (!allows(familyOf(*field), comparator))
        invalid(u"invalid operator found"_s, *field, u"operator"_s, comparator);
    return compared(*field, comparator, raw);
}

std::string Reader::bind(Value value)
{
    m_condition.values.push_back(std::move(value));
    return '?' + std::to_string(m_condition.values.size());
}

std::string Reader::bind(const Field& field, const QString& text)
{
    auto value = literalValue(text, &field, m_zone);
    if (!value)
        invalid(u"invalid value for search"_s, field, u"expected_data_type"_s, field.typeName);
    return bind(std::move(*value));
}

/// The values of a list, without their escapes.
QStringList Reader::parts(const QString& raw) const
{
    QStringList values{QString()};
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] == u'\\' && i + 1 < raw.size())
            values.last() += raw[++i];
        else if (raw[i] == u',')
            values.append(QString());
        else
            values.last() += raw[i];
    }
    return values;
}

std::string Reader::compared(const Field& field, const QString& comparator, const QString& raw)
{
    const QStringList values = parts(raw);
    const QString all = values.join(u',');
    const std::string column = '"' + field.column() + '"';
    const std::string text = familyOf(field) == Family::Ticked ? "coalesce(" + column + ", 0)" : column;
    if (comparator == u"in"_s) {
        if (values.size() > SearchCondition::mostInList)
            invalid(u"Only 100 values are allowed in \"IN\" criteria"_s, field);
        std::string list;
        for (const QString& value : values)
            list += (list.empty() ? "" : ", ") + bind(field, value.trimmed());
        return text + " in (" + list + ')';
    }
    if (comparator == u"between"_s) {
        if (values.size() != 2)
            malformed();
        const std::string low = bind(field, values.first().trimmed());
        return text + " between " + low + " and " + bind(field, values.last().trimmed());
    }
    if (familyOf(field) == Family::Text && comparator != u"not_equal"_s) {
        const QString pattern = comparator == u"equals"_s ? containing(all) : escaped(all) + u'%';
        return text + " like " + bind(Value(pattern.toStdString())) + " escape '\\'";
    }
    static const QHash<QString, std::string> signs = {
        {u"equals"_s, " = "},         {u"not_equal"_s, " is not "}, {u"greater_than"_s, " > "},
        {u"greater_equal"_s, " >= "}, {u"less_than"_s, " < "},      {u"less_equal"_s, " <= "},
    };
    return text + signs[comparator] + bind(field, all.trimmed());
}

} // namespace

QString containing(const QString& text)
{
    return u'%' + escaped(text) + u'%';
}

ApiResult<SearchCondition> searchCondition(const Org& org, const Module& module, const QString& criteria)
{
    try {
        return Reader(org, module, criteria).read();
    } catch (const Refusal& trouble) {
        return tl::unexpected(trouble.error);
    }
}

} // namespace stevedore::sandbox

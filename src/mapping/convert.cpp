// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/convert.h"

#include "base/planted.h"
#include "mapping/composedtext.h"
#include "mapping/numberform.h"
#include "mapping/targets.h"
#include "mapping/utf8.h"

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

using namespace std::string_view_literals;

/// Yes and no as files of several countries have them; empty if it is neither.
std::string_view booleanWord(std::string_view value)
{
    static constexpr std::array yes{"true"sv, "yes"sv, "1"sv,   "x"sv,    "y"sv,  "ja"sv, "j"sv,
                                    "wahr"sv, "on"sv,  "oui"sv, "vrai"sv, "si"sv, "sí"sv};
    static constexpr std::array no{"false"sv, "no"sv, "0"sv, "n"sv, "nein"sv, "falsch"sv, "off"sv, "non"sv, "faux"sv};
    if (value == "true"sv || value == "false"sv)
        return value;
    if (value.size() > 6)
        return {};
    std::array<char, 6> lower{};
    // Bounded on both sides, or the optimiser warns of what the line above has excluded.
    for (std::size_t i = 0; i < std::min(value.size(), lower.size()); ++i)
        lower[i] = asciiLower(value[i]);
    const std::string_view word(lower.data(), value.size());
    if (std::find(yes.begin(), yes.end(), word) != yes.end())
        return "true"sv;
    return std::find(no.begin(), no.end(), word) != no.end() ? "false"sv : std::string_view();
}

bool isCurrencyCode(std::string_view text)
{
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Without one sign of a currency, or one code of three capitals, at one end.
std::string_view withoutCurrency(std::string_view value)
{
    std::size_t end = 0;
    if (value.empty())
        return value;
    if (const char32_t c = nextCodePoint(value, end); QChar::category(c) == QChar::Symbol_Currency)
        return trimmedUtf8(value.substr(end));
    if (value.size() > 3 && isCurrencyCode(value.substr(0, 3)))
        return trimmedUtf8(value.substr(3));
    if (value.size() > 3 && isCurrencyCode(value.substr(value.size() - 3)))
        return trimmedUtf8(value.substr(0, value.size() - 3));
    for (std::size_t length = 1; length <= 3 && length < value.size(); ++length) {
        std::size_t at = value.size() - length;
        const char32_t c = nextCodePoint(value, at);
        if (at == value.size() && QChar::category(c) == QChar::Symbol_Currency)
            return trimmedUtf8(value.substr(0, value.size() - length));
    }
    return value;
}

} // namespace

CellConverter::CellConverter(const ColumnMapping& column, const Field& field)
    : m_type(field.type), m_trim(column.conversion.trim), m_case(column.conversion.textCase),
      m_plainPhone(column.conversion.plainPhone && field.type == FieldType::Phone),
      m_separator(column.conversion.separator), m_hasPattern(!column.conversion.datePattern.isEmpty()),
      m_decimalSign(column.conversion.decimalSign), m_date(column.conversion.datePattern),
      m_zone(column.conversion.timeZone, column.conversion.crmTimeZone), m_part(column.conversion.part),
      m_partSeparator(toStd(column.conversion.part.separator))
{
    for (const auto& [from, to] : column.conversion.values.asKeyValueRange())
        m_values.emplace_back(toStd(from), toStd(to));
    std::sort(m_values.begin(), m_values.end());
    for (const Replacement& replacement : column.conversion.replace)
        if (!replacement.find.isEmpty())
            m_replacements.emplace_back(toStd(replacement.find), toStd(replacement.with));
    m_ifEmpty = toStd(column.conversion.ifEmpty);
}

std::string_view CellConverter::convert(std::string_view in, bool& ok)
{
    ok = true;
    m_hasDropped = false;
    std::string_view value = m_trim ? trimmedUtf8(in) : in;
    if (!m_part.isWhole())
        value = textPart(value, m_part, m_partSeparator, m_partBuffer);
    if (!m_values.empty() && replaceListed(value))
        return value;
    if (!m_replacements.empty())
        value = replaced(value);
    if (value.empty())
        value = m_ifEmpty;
    if (value.empty())
        return value;
    if (m_case != TextCase::AsItStands) {
        value = inCase(value);
        if (!m_values.empty() && replaceListed(value))
            return value;
    }
    if (m_plainPhone)
        return convertPhone(value);
    if (isDateType(m_type))
        return convertDate(value, ok);
    if (isNumberType(m_type))
        return convertNumber(value, ok);
    if (m_type == FieldType::Boolean) {
        const std::string_view word = booleanWord(value);
        ok = !word.empty();
        return ok ? word : value;
    }
    if (m_type == FieldType::MultiPicklist && (!m_values.empty() || m_separator != ';'))
        return convertParts(value);
    if (STEVEDORE_PLANTED_BUG("long-text-cut") && m_type == FieldType::Text)
        return value.substr(0, 255);
    return value;
}

const std::string* CellConverter::listed(std::string_view value) const
{
    const auto at = std::lower_bound(m_values.begin(), m_values.end(), value,
                                     [](const auto& entry, std::string_view v) { return entry.first < v; });
    return at != m_values.end() && at->first == value ? &at->second : nullptr;
}

bool CellConverter::replaceListed(std::string_view& value)
{
    const std::string* const replacement = listed(value);
    if (replacement)
        value = *replacement;
    return replacement != nullptr;
}

std::string_view CellConverter::replaced(std::string_view value)
{
    m_replaced = value;
    for (const auto& [find, with] : m_replacements)
        for (std::size_t at = m_replaced.find(find); at != std::string::npos;
             at = m_replaced.find(find, at + with.size()))
            m_replaced.replace(at, find.size(), with);
    return m_trim ? trimmedUtf8(m_replaced) : std::string_view(m_replaced);
}

std::string_view CellConverter::inCase(std::string_view value)
{
    m_cased.clear();
    if (m_case == TextCase::Lower)
        appendLower(value, m_cased);
    else if (m_case == TextCase::Upper)
        m_cased = toStd(toQt(value).toUpper());
    else
        appendWords(value, m_cased);
    return m_cased;
}

std::string_view CellConverter::convertPhone(std::string_view value)
{
    if (std::any_of(value.begin(), value.end(), [](char c) { return isAsciiLetter(c) || !isAscii({&c, 1}); }))
        return value;
    m_buffer.clear();
    for (const char c : value)
        if (isAsciiDigit(c) || (c == '+' && m_buffer.empty()))
            m_buffer += c;
    return m_buffer;
}

std::string_view CellConverter::convertParts(std::string_view value)
{
    m_buffer.clear();
    for (std::size_t at = 0; at <= value.size();) {
        const std::size_t end = std::min(value.find(m_separator, at), value.size());
        const std::string_view part = trimmedUtf8(value.substr(at, end - at));
        const std::string* const replacement = listed(part);
        if (at > 0)
            m_buffer += ';';
        m_buffer += replacement ? std::string_view(*replacement) : part;
        at = end + 1;
    }
    return m_buffer;
}

std::string_view CellConverter::convertDate(std::string_view value, bool& ok)
{
    const bool withTime = m_type == FieldType::DateTime;
    const bool moves = withTime && m_zone.shifts();
    if (!m_hasPattern && !moves) {
        ok = withTime ? isIsoDateTime(value) : isIsoDate(value);
        return value;
    }
    static const DateForm iso(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    CivilTime time;
    ok = (m_hasPattern ? m_date : iso).parse(value, time) && (!withTime || m_zone.shift(time));
    if (!ok)
        return value;
    m_buffer.clear();
    if (withTime)
        appendIsoDateTime(time, m_buffer);
    else
        appendIsoDate(time, m_buffer);
    m_hasDropped = !withTime && (time.hour != 0 || time.minute != 0 || time.second != 0);
    return m_buffer;
}

std::string_view CellConverter::convertNumber(std::string_view value, bool& ok)
{
    if (isPlainNumber(value, m_decimalSign))
        return value;
    std::string_view number = value;
    if (m_type == FieldType::Percent && number.ends_with('%'))
        number = trimmedUtf8(number.substr(0, number.size() - 1));
    if (m_type == FieldType::Currency) {
        const std::string_view amount = withoutCurrency(number);
        m_hasDropped = amount.size() != number.size();
        number = amount;
    }
    m_buffer.clear();
    ok = appendPlainNumber(number, m_decimalSign, m_buffer);
    return ok ? std::string_view(m_buffer) : value;
}

QString convertedValue(const QString& value, const ColumnMapping& column, const Field& field)
{
    CellConverter converter(column, field);
    const std::string bytes = toStd(value);
    bool ok = true;
    const std::string_view converted = converter.convert(bytes, ok);
    return ok ? toQt(converted) : value;
}

} // namespace stevedore

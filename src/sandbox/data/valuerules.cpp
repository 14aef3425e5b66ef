// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/data/valuerules.h"

#include "sandbox/data/store.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <charconv>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDomain(std::string_view domain)
{
    std::size_t labels = 0;
    std::string_view label;
    for (;;) {
        const auto dot = domain.find('.');
        label = domain.substr(0, dot);
        ++labels;
        if (label.empty() || label.front() == '-' || label.back() == '-')
            return false;
        for (const char c : label)
            if (!isLetter(c) && !isDigit(c) && c != '-' && static_cast<unsigned char>(c) < 0x80)
                return false;
        if (dot == std::string_view::npos)
            break;
        domain.remove_prefix(dot + 1);
    }
    return labels >= 2 && label.size() >= 2 && label.size() <= 22 && std::all_of(label.begin(), label.end(), isLetter);
}

bool isWebsite(std::string_view text)
{
    for (const std::string_view scheme : {"http://", "https://", "ftp://"})
        if (text.starts_with(scheme))
            text.remove_prefix(scheme.size());
    // RFC 3986: a port is digits, and none of these characters stands anywhere.
    std::string_view rest = text.substr(std::min(text.find_first_of("/?#:"), text.size()));
    const std::string_view host = text.substr(0, text.size() - rest.size());
    const std::string_view port = rest.starts_with(':') ? rest.substr(1, rest.find_first_of("/?#") - 1) : "";
    return isDomain(host) && port.find_first_not_of("0123456789") == std::string_view::npos &&
           text.find_first_of(" \t\r\n<>\"") == std::string_view::npos;
}

std::optional<Value> wholeNumber(std::string_view text, std::size_t mostDigits)
{
    std::string_view digits = text;
    if (digits.starts_with('-') || digits.starts_with('+'))
        digits.remove_prefix(1);
    if (digits.empty() || digits.size() > mostDigits || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return text.starts_with('-') ? -number : number;
}

/// "1,234.5" with the marks of the format, as C writes it: "1234.5". Nothing if a mark is where it cannot be.
std::optional<std::string> plainNumber(std::string_view text, const ValueFormat& format)
{
    std::string plain;
    bool fraction = false;
    for (const char c : text) {
        if (format.groupMark && c == format.groupMark && !fraction && !plain.empty())
            continue;
        if (c == format.decimalMark) {
            if (fraction)
                return std::nullopt;
            fraction = true;
            plain.push_back('.');
        } else if (isDigit(c) || ((c == '-' || c == '+') && plain.empty())) {
            plain.push_back(c);
        } else {
            return std::nullopt;
        }
    }
    return plain;
}

std::optional<Value> brokenNumber(std::string_view text, std::size_t mostWhole, std::size_t mostFraction)
{
    std::string_view digits = text;
    if (digits.starts_with('-') || digits.starts_with('+'))
        digits.remove_prefix(1);
    const auto point = digits.find('.');
    const std::size_t whole = point == std::string_view::npos ? digits.size() : point;
    const std::size_t fraction = point == std::string_view::npos ? 0 : digits.size() - point - 1;
    if (whole + fraction == 0 || whole > mostWhole || fraction > mostFraction)
        return std::nullopt;
    double number = 0;
    const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
    if (std::from_chars(begin, text.data() + text.size(), number).ec != std::errc())
        return std::nullopt;
    return number;
}

std::optional<Value> number(const Field& field, std::string_view text, const ValueFormat& format)
{
    const auto plain = plainNumber(text, format);
    if (!plain)
        return std::nullopt;
    switch (field.type) {
    case FieldType::Integer:
        return wholeNumber(*plain, 9);
    case FieldType::BigInteger:
        return wholeNumber(*plain, 18);
    case FieldType::Percent:
        return brokenNumber(*plain, 5, 9);
    default:
        return brokenNumber(*plain, 16, 9);
    }
}

std::optional<Value> boolean(std::string_view text, bool digits)
{
    if (digits && (text == "1" || text == "0"))
        return std::int64_t(text == "1");
    const QByteArray word = QByteArray(text.data(), static_cast<qsizetype>(text.size())).toLower();
    if (word == "true")
        return std::int64_t(1);
    if (word == "false")
        return std::int64_t(0);
    return std::nullopt;
}

std::string isoDate(QDate date)
{
    return date.toString(Qt::ISODate).toStdString();
}

/// What is kept for a value of a picklist. "Existing or new value accepted" (Insert records), unless asked to be
/// strict.
std::optional<std::string> picklistValue(const Field& field, std::string_view text, const ValueFormat& format)
{
    if (characters(text) > 120)
        return std::nullopt;
    const QString wanted = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    for (const PicklistEntry& entry : field.picklist)
        if (wanted.compare(format.shownValues ? entry.display() : entry.value, Qt::CaseInsensitive) == 0)
            return entry.value.toStdString();
    return format.listedValues ? std::nullopt : std::optional(std::string(text));
}

/// Values joined by ';', each without blanks around it.
std::optional<Value> manyValues(const Field& field, std::string_view text, const ValueFormat& format)
{
    std::string joined;
    while (!text.empty()) {
        const auto end = std::min(text.find(format.separator), text.size());
        const std::string_view value = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (value.empty())
            continue;
        const auto kept = picklistValue(field, value, format);
        if (!kept)
            return std::nullopt;
        joined += joined.empty() ? "" : ";";
        joined += *kept;
    }
    return joined.empty() ? Value() : Value(joined);
}

std::optional<DatePattern::Moment> momentOf(std::string_view text, const ValueFormat& format)
{
    auto moment = format.date->parse(text);
    if (moment || !format.isoToo)
        return moment;
    static const auto date = DatePattern::compile(u"yyyy-MM-dd"_s, false);
    static const auto spaced = DatePattern::compile(u"yyyy-MM-dd HH:mm:ss"_s, true);
    moment = date->parse(text);
    if (!moment)
        moment = spaced->parse(text);
    return moment ? moment : parseIsoMoment(text);
}

bool mayBe(const Field& field, std::string_view text)
{
    if (characters(text) > mostCharacters(field))
        return false;
    if (field.type == FieldType::Email)
        return isEmail(text);
    return field.type != FieldType::Website || isWebsite(text);
}

} // namespace

std::optional<ValueFormat> valueFormat(const Field& field, const QString& pattern, const Quirks& quirks)
{
    ValueFormat format;
    format.separator = quirks.on(Quirk::MultiselectComma) ? ',' : ';';
    format.booleanDigits = quirks.on(Quirk::BooleanDigits);
    format.shownValues = !quirks.on(Quirk::PicklistActual);
    format.listedValues = quirks.on(Quirk::PicklistStrict);
    format.isoToo = pattern.isEmpty() && quirks.on(Quirk::IsoDates);
    if (field.type == FieldType::Date || field.type == FieldType::DateTime) {
        const bool timed = field.type == FieldType::DateTime;
        const QString usual = timed ? u"MM/dd/yyyy HH:mm:ss"_s : u"MM/dd/yyyy"_s;
        format.date = DatePattern::compile(pattern.isEmpty() ? usual : pattern, timed);
        return format.date ? std::optional(format) : std::nullopt;
    }
    const std::string marks = pattern.toStdString();
    if (marks.find_first_not_of("#0.,' ") != std::string::npos)
        return std::nullopt;
    const auto last = marks.find_last_of(".,");
    if (last == std::string::npos)
        return format;
    const char other = marks[last] == '.' ? ',' : '.';
    const bool both = marks.find(other) != std::string::npos;
    const bool grouping = !both && marks.size() - last == 4; // "#,##0": a single mark before three digits groups
    format.decimalMark = grouping ? other : marks[last];
    format.groupMark = grouping ? marks[last] : both ? other : char(0);
    return format;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const auto begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

int characters(std::string_view text)
{
    const auto isStart = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return static_cast<int>(std::count_if(text.begin(), text.end(), isStart));
}

int mostCharacters(const Field& field)
{
    if (field.length > 0)
        return field.length;
    return field.type == FieldType::TextArea ? 2000 : 255;
}

bool isEmail(std::string_view text)
{
    const auto at = text.find('@');
    if (at == std::string_view::npos || at == 0 || text.find('@', at + 1) != std::string_view::npos)
        return false;
    const std::string_view local = text.substr(0, at);
    if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos)
        return false;
    const auto forbidden = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' ||
               std::string_view("()<>[],;:\\\"").find(c) != std::string_view::npos;
    };
    return std::none_of(local.begin(), local.end(), forbidden) && isDomain(text.substr(at + 1));
}

std::string textOf(const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value))
        return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value))
        return std::to_string(*number);
    if (const auto* number = std::get_if<double>(&value))
        return QString::number(*number, 'f', QLocale::FloatingPointShortest).toStdString();
    return {};
}

std::string storedMoment(const DatePattern::Moment& moment, const QTimeZone& zone)
{
    if (moment.offset)
        return storedMoment(QDateTime(moment.date, moment.time, Qt::OffsetFromUTC, *moment.offset));
    return storedMoment(QDateTime(moment.date, moment.time, zone));
}

std::optional<Value> valueFromText(const Field& field, std::string_view text, const ValueFormat& format,
                                   const QTimeZone& zone)
{
    switch (field.type) {
    case FieldType::Boolean:
        return boolean(text, format.booleanDigits);
    case FieldType::Integer:
    case FieldType::BigInteger:
    case FieldType::Double:
    case FieldType::Currency:
    case FieldType::Percent:
        return number(field, text, format);
    case FieldType::Date: {
        const auto moment = momentOf(text, format);
        return moment ? std::optional<Value>(isoDate(moment->date)) : std::nullopt;
    }
    case FieldType::DateTime: {
        const auto moment = momentOf(text, format);
        return moment ? std::optional<Value>(storedMoment(*moment, zone)) : std::nullopt;
    }
    case FieldType::MultiPicklist:
        return manyValues(field, text, format);
    case FieldType::Picklist: {
        auto kept = picklistValue(field, text, format);
        return kept ? std::optional<Value>(std::move(*kept)) : std::nullopt;
    }
    default:
        return mayBe(field, text) ? std::optional<Value>(std::string(text)) : std::nullopt;
    }
}

} // namespace stevedore::sandbox

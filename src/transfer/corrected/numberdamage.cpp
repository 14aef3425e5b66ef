// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/numberdamage.h"

#include "mapping/numberform.h"
#include "mapping/utf8.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <vector>

namespace stevedore {

namespace {

/// A number as text has it, no digit lost: 0.`digits` times ten to the `exponent`.
struct Decimal
{
    std::string digits; ///< no zeros at either end; empty for 0
    int exponent = 0;   ///< digits before the point
    bool negative = false;
    int given = 0;    ///< digits that the text has behind leading zeros
    int fraction = 0; ///< digits behind the point
    bool scientific = false;
    char sign = 0; ///< the decimal sign, if there is one in the text

    bool isSame(const Decimal& other) const
    {
        return digits == other.digits && exponent == other.exponent && negative == other.negative;
    }
};

void normalize(Decimal& number)
{
    const std::size_t first = std::min(number.digits.find_first_not_of('0'), number.digits.size());
    number.digits.erase(0, first);
    number.exponent -= int(first);
    number.given = int(number.digits.size());
    number.digits.erase(number.digits.find_last_not_of('0') + 1);
    if (number.digits.empty()) {
        number.exponent = 0;
        number.negative = false;
    }
}

/// Cuts "E+18" off; nothing if what is behind the E is no small number.
std::optional<int> takeExponent(std::string_view& text)
{
    const std::size_t at = text.find_first_of("eE");
    if (at == std::string_view::npos)
        return 0;
    std::string_view power = text.substr(at + 1);
    text = text.substr(0, at);
    const bool negative = power.starts_with('-');
    if (negative || power.starts_with('+'))
        power.remove_prefix(1);
    if (power.empty() || power.size() > 4 || !std::all_of(power.begin(), power.end(), isAsciiDigit))
        return std::nullopt;
    const int value = QByteArray(power.data(), qsizetype(power.size())).toInt();
    return negative ? -value : value;
}

std::optional<Decimal> readDecimal(std::string_view text, char sign)
{
    const bool scientific = text.find_first_of("eE") != std::string_view::npos;
    const std::optional<int> power = takeExponent(text);
    std::string plain;
    if (!power || !appendPlainNumber(text, sign, plain))
        return std::nullopt;
    Decimal out;
    out.scientific = scientific;
    out.negative = plain.starts_with('-');
    plain.erase(0, out.negative ? 1 : 0);
    const std::size_t point = std::min(plain.find('.'), plain.size());
    out.sign = point < plain.size() ? sign : char(0);
    out.exponent = int(point) + *power;
    out.fraction = point < plain.size() ? int(plain.size() - point - 1) : 0;
    out.digits = plain.erase(point, point < plain.size() ? 1 : 0);
    normalize(out);
    return out;
}

/// The numbers that a text may stand for: two if a sign in it may group or be the decimal sign.
std::vector<Decimal> readings(std::string_view text)
{
    std::vector<Decimal> out;
    for (const char sign : {'.', ','}) {
        const auto number = readDecimal(text, sign);
        if (number && (out.empty() || !out.front().isSame(*number)))
            out.push_back(*number);
    }
    return out;
}

/// With so many digits kept, rounded or cut.
Decimal shortened(Decimal number, int kept, bool round)
{
    if (kept >= int(number.digits.size()))
        return number;
    const bool up = round && kept >= 0 && number.digits[std::size_t(kept)] >= '5';
    number.digits.erase(std::size_t(std::max(kept, 0)));
    int at = kept - 1;
    if (up) {
        for (; at >= 0 && number.digits[std::size_t(at)] == '9'; --at)
            number.digits[std::size_t(at)] = '0';
        if (at >= 0) {
            ++number.digits[std::size_t(at)];
        } else {
            number.digits.insert(0, 1, '1');
            ++number.exponent;
        }
    }
    normalize(number);
    return number;
}

bool isShortened(const Decimal& before, const Decimal& after, int kept)
{
    return kept < int(before.digits.size()) &&
           (shortened(before, kept, true).isSame(after) || shortened(before, kept, false).isSame(after));
}

/// What a program shows that keeps numbers as doubles and writes all of their digits.
bool isDoubleOf(std::string_view before, std::string_view after)
{
    const double number = QByteArray(before.data(), qsizetype(before.size())).toDouble();
    return QByteArray::number(number, 'f', 0) == QByteArrayView(after.data(), qsizetype(after.size()));
}

/// Spreadsheets keep 15 digits, doubles about 17; what they show may have fewer.
bool isRounded(std::string_view beforeText, const Decimal& before, std::string_view afterText, const Decimal& after)
{
    constexpr int longNumber = 12;
    if (after.scientific)
        return isShortened(before, after, after.given);
    if (after.fraction < before.fraction && isShortened(before, after, before.exponent + after.fraction))
        return true;
    if (before.given < longNumber)
        return false;
    static constexpr std::array keptDigits{15, 16, 17};
    return std::any_of(keptDigits.begin(), keptDigits.end(),
                       [&](int kept) { return isShortened(before, after, kept); }) ||
           (before.given > 15 && before.sign == 0 && after.sign == 0 && isDoubleOf(beforeText, afterText));
}

/// How much stands in front that a number does not need: zeros, a plus.
int inFront(std::string_view text)
{
    int count = 0;
    if (text.starts_with('+')) {
        ++count;
        text.remove_prefix(1);
    } else if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    for (; text.size() > 1 && text[0] == '0' && isAsciiDigit(text[1]); text.remove_prefix(1))
        ++count;
    return count;
}

std::optional<DamageKind> sameNumber(std::string_view before, const std::vector<Decimal>& befores,
                                     std::string_view after, const std::vector<Decimal>& afters)
{
    const int frontBefore = inFront(before);
    const int frontAfter = inFront(after);
    if (frontBefore != frontAfter)
        // Zeros that were put in front are what people repair.
        return frontBefore > frontAfter ? std::optional(DamageKind::ZerosLost) : std::nullopt;
    if (befores.size() > 1 || afters.size() > 1)
        return DamageKind::NumberUnclear;
    const char signBefore = befores.front().sign;
    const char signAfter = afters.front().sign;
    return signBefore && signAfter && signBefore != signAfter ? DamageKind::DecimalComma : DamageKind::NumberForm;
}

} // namespace

bool isAnyNumber(std::string_view text)
{
    return !readings(text).empty();
}

std::optional<DamageKind> numberDamage(std::string_view before, std::string_view after)
{
    const std::vector<Decimal> befores = readings(before);
    const std::vector<Decimal> afters = readings(after);
    for (const Decimal& a : befores)
        for (const Decimal& b : afters)
            if (a.isSame(b))
                return sameNumber(before, befores, after, afters);
    for (const Decimal& a : befores)
        for (const Decimal& b : afters)
            if (a.negative == b.negative && isRounded(before, a, after, b))
                return DamageKind::Rounded;
    return std::nullopt;
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/numberform.h"

#include "mapping/utf8.h"

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

using namespace std::string_view_literals;

/// Reads the digits before the decimal sign, whose groups must all be parted by the same sign: the last group has three
/// digits, those before it two or three (India groups by two), the first one to three.
class WholePart
{
public:
    WholePart(char decimalSign, std::string& out) : m_grouping(decimalSign == '.' ? ","sv : "."sv), m_out(out) {}

    /// False at the first thing that is neither digit nor grouping sign; `text` then begins there.
    void read(std::string_view& text)
    {
        while (!text.empty()) {
            if (isAsciiDigit(text.front())) {
                m_out += text.front();
                ++m_inGroup;
                ++m_digits;
                text.remove_prefix(1);
                continue;
            }
            const std::string_view sign = groupingSign(text);
            if (sign.empty())
                return;
            beginGroup(sign);
            text.remove_prefix(sign.size());
        }
    }
    bool isGood() const { return m_good && (m_sign.empty() || m_inGroup == 3); }
    bool isEmpty() const { return m_digits == 0 && m_sign.empty(); }

private:
    std::string_view groupingSign(std::string_view text) const
    {
        static constexpr std::array others{" "sv, "'"sv, "\u00A0"sv, "\u202F"sv, "\u2009"sv, "\u2019"sv};
        if (text.starts_with(m_grouping))
            return m_grouping;
        const auto* const at = std::find_if(others.begin(), others.end(), [&](auto s) { return text.starts_with(s); });
        return at == others.end() ? std::string_view() : *at;
    }
    void beginGroup(std::string_view sign)
    {
        const int least = m_sign.empty() ? 1 : 2;
        m_good = m_good && m_inGroup >= least && m_inGroup <= 3 && (m_sign.empty() || m_sign == sign);
        m_sign = sign;
        m_inGroup = 0;
    }

    std::string_view m_grouping;
    std::string& m_out;
    std::string_view m_sign;
    int m_inGroup = 0;
    int m_digits = 0;
    bool m_good = true;
};

} // namespace

bool isPlainNumber(std::string_view text, char decimalSign)
{
    std::size_t at = !text.empty() && text.front() == '-' ? 1 : 0;
    const std::size_t begin = at;
    while (at < text.size() && isAsciiDigit(text[at]))
        ++at;
    if (at == begin)
        return false;
    if (at == text.size())
        return true;
    if (text[at] != '.' || decimalSign != '.' || at + 1 == text.size())
        return false;
    return std::all_of(text.begin() + std::ptrdiff_t(at) + 1, text.end(), isAsciiDigit);
}

bool appendPlainNumber(std::string_view text, char decimalSign, std::string& out)
{
    static constexpr std::string_view minusSign = "\u2212";
    if (text.starts_with('-') || text.starts_with(minusSign)) {
        out += '-';
        text.remove_prefix(text.front() == '-' ? 1 : minusSign.size());
    } else if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    WholePart whole(decimalSign, out);
    whole.read(text);
    if (!whole.isGood())
        return false;
    if (text.empty())
        return !whole.isEmpty();
    if (text.front() != decimalSign || text.size() < 2)
        return false;
    if (whole.isEmpty())
        out += '0';
    text.remove_prefix(1);
    out += '.';
    out += text;
    return std::all_of(text.begin(), text.end(), isAsciiDigit);
}

DigitCount countDigits(std::string_view plainNumber)
{
    DigitCount count;
    std::size_t at = plainNumber.starts_with('-') ? 1 : 0;
    while (at < plainNumber.size() && plainNumber[at] == '0')
        ++at;
    const std::size_t point = std::min(plainNumber.find('.'), plainNumber.size());
    count.before = point > at ? int(point - at) : 0;
    count.behind = point < plainNumber.size() ? int(plainNumber.size() - point - 1) : 0;
    return count;
}

} // namespace stevedore

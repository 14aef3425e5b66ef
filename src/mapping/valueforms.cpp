// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/valueforms.h"

#include "mapping/utf8.h"

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

using namespace std::string_view_literals;

enum Class : unsigned char { LocalClass = 1, LocalBeginClass = 2, LabelClass = 4 };

/// What each ASCII character may be part of: nearly all characters are ASCII, and a look-up is all they cost.
constexpr std::array<unsigned char, 128> asciiClasses = [] {
    std::array<unsigned char, 128> classes{};
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (isAsciiLetter(char(i)) || isAsciiDigit(char(i)))
            classes[i] = LocalClass | LocalBeginClass | LabelClass;
    }
    for (const char c : "!#$%&'*+-/=?^_`{|}~."sv)
        classes[std::size_t(c)] |= LocalClass;
    for (const char c : "+-_"sv)
        classes[std::size_t(c)] |= LocalBeginClass;
    for (const char c : "-_"sv)
        classes[std::size_t(c)] |= LabelClass;
    return classes;
}();

/// Whether the character at `at` is of an ASCII class, or a letter, digit or mark of another script; `at` moves behind
/// it.
bool takeCharacter(std::string_view text, std::size_t& at, Class wanted)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < asciiClasses.size()) {
        ++at;
        return (asciiClasses[byte] & wanted) != 0;
    }
    const char32_t c = nextCodePoint(text, at);
    return c != 0xFFFD && (QChar::isLetterOrNumber(c) || QChar::isMark(c));
}

bool takeAll(std::string_view text, std::size_t at, Class wanted)
{
    while (at < text.size()) {
        if (!takeCharacter(text, at, wanted))
            return false;
    }
    return true;
}

bool isLetterOrMark(char32_t c)
{
    if (c < 0x80)
        return isAsciiLetter(char(c));
    return QChar::isLetter(c) || QChar::isMark(c);
}

bool isLocalPart(std::string_view local)
{
    std::size_t at = 0;
    return !local.empty() && takeCharacter(local, at, LocalBeginClass) && takeAll(local, at, LocalClass);
}

bool isLabel(std::string_view label)
{
    if (label.empty() || label.front() == '-' || label.front() == '_' || label.back() == '-' || label.back() == '_')
        return false;
    return takeAll(label, 0, LabelClass);
}

bool isTopLevel(std::string_view label)
{
    std::size_t count = 0;
    for (std::size_t at = 0; at < label.size(); ++count) {
        if (!isLetterOrMark(nextCodePoint(label, at)))
            return false;
    }
    return count >= 2 && count <= 22;
}

/// Whether all labels but the last are good and there are at least two; `last` is the last one.
bool splitsIntoLabels(std::string_view host, std::string_view& last)
{
    bool parted = false;
    for (;;) {
        const std::size_t dot = host.find('.');
        if (dot == std::string_view::npos)
            break;
        if (!isLabel(host.substr(0, dot)))
            return false;
        parted = true;
        host.remove_prefix(dot + 1);
    }
    last = host;
    return parted;
}

} // namespace

bool isEmailForm(std::string_view text)
{
    const std::size_t sign = text.find('@');
    if (sign == std::string_view::npos || !isLocalPart(text.substr(0, sign)))
        return false;
    const std::string_view domain = text.substr(sign + 1);
    if (domain.size() < 4 || codePoints(domain) > 256)
        return false;
    std::string_view last;
    return splitsIntoLabels(domain, last) && isTopLevel(last);
}

bool isUrlForm(std::string_view text)
{
    static constexpr std::array schemes{"http://"sv, "https://"sv, "ftp://"sv};
    for (const std::string_view scheme : schemes) {
        const bool hasIt =
            text.size() >= scheme.size() && std::equal(scheme.begin(), scheme.end(), text.begin(),
                                                       [](char wanted, char c) { return wanted == asciiLower(c); });
        if (hasIt) {
            text.remove_prefix(scheme.size());
            break;
        }
    }
    std::string_view host = text.substr(0, std::min(text.find_first_of("/?#"sv), text.size()));
    const std::size_t colon = host.find(':');
    if (colon != std::string_view::npos) {
        const std::string_view port = host.substr(colon + 1);
        if (!std::all_of(port.begin(), port.end(), isAsciiDigit))
            return false;
        host = host.substr(0, colon);
    }
    std::string_view last;
    return splitsIntoLabels(host, last) && isLabel(last);
}

bool isRecordIdForm(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), isAsciiDigit);
}

} // namespace stevedore

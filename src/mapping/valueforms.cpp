// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/valueforms.h"

#include "mapping/utf8.h"

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

using namespace std::string_view_literals;

/// Letters, digits and marks of every script.
bool isWordCharacter(char32_t c)
{
    if (c < 0x80)
        return isAsciiLetter(char(c)) || isAsciiDigit(char(c));
    return c != 0xFFFD && (QChar::isLetterOrNumber(c) || QChar::isMark(c));
}

bool isLetterOrMark(char32_t c)
{
    if (c < 0x80)
        return isAsciiLetter(char(c));
    return QChar::isLetter(c) || QChar::isMark(c);
}

bool isLocalPart(std::string_view local)
{
    if (local.empty())
        return false;
    for (std::size_t at = 0; at < local.size();) {
        const bool first = at == 0;
        const char32_t c = nextCodePoint(local, at);
        if (isWordCharacter(c))
            continue;
        const std::string_view others = first ? "+-_"sv : "!#$%&'*+-/=?^_`{|}~."sv;
        if (c >= 0x80 || others.find(char(c)) == std::string_view::npos)
            return false;
    }
    return true;
}

bool isLabel(std::string_view label)
{
    if (label.empty() || label.front() == '-' || label.front() == '_' || label.back() == '-' || label.back() == '_')
        return false;
    for (std::size_t at = 0; at < label.size();) {
        const char32_t c = nextCodePoint(label, at);
        if (!isWordCharacter(c) && c != '-' && c != '_')
            return false;
    }
    return true;
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
        if (port.empty() || !isRecordIdForm(port))
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

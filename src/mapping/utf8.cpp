// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/utf8.h"

#include <algorithm>
#include <cstring>

namespace stevedore {

namespace {

constexpr bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

constexpr bool isAsciiSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// How many bytes of white space stand at the beginning; 0 if none.
std::size_t spaceAtBegin(std::string_view text)
{
    if (text.empty())
        return 0;
    if (static_cast<unsigned char>(text.front()) < 0x80U)
        return isAsciiSpace(text.front()) ? 1 : 0;
    std::size_t end = 0;
    return QChar::isSpace(nextCodePoint(text, end)) ? end : 0;
}

std::size_t spaceAtEnd(std::string_view text)
{
    if (text.empty())
        return 0;
    if (static_cast<unsigned char>(text.back()) < 0x80U)
        return isAsciiSpace(text.back()) ? 1 : 0;
    std::size_t begin = text.size() - 1;
    while (begin > 0 && text.size() - begin < 4 && isContinuation(text[begin]))
        --begin;
    std::size_t end = begin;
    return QChar::isSpace(nextCodePoint(text, end)) && end == text.size() ? end - begin : 0;
}

void appendAsciiLower(std::string_view text, std::string& out)
{
    const std::size_t before = out.size();
    out.resize(before + text.size());
    std::transform(text.begin(), text.end(), out.begin() + std::ptrdiff_t(before), asciiLower);
}

} // namespace

bool isAscii(std::string_view text)
{
    std::size_t i = 0;
    for (; i + 8 <= text.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data() + i, sizeof word);
        if ((word & 0x8080808080808080ULL) != 0)
            return false;
    }
    for (; i < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) >= 0x80U)
            return false;
    }
    return true;
}

std::string_view trimmedUtf8(std::string_view text)
{
    while (const std::size_t n = spaceAtBegin(text))
        text.remove_prefix(n);
    while (const std::size_t n = spaceAtEnd(text))
        text.remove_suffix(n);
    return text;
}

std::size_t codePoints(std::string_view text)
{
    std::size_t count = 0;
    for (const char c : text)
        count += isContinuation(c) ? 0U : 1U;
    return count;
}

char32_t nextCodePoint(std::string_view text, std::size_t& at)
{
    const auto lead = static_cast<unsigned char>(text[at++]);
    if (lead < 0x80U)
        return lead;
    const int following = lead >= 0xF0U ? 3 : lead >= 0xE0U ? 2 : 1;
    if (lead < 0xC2U || lead > 0xF4U)
        return 0xFFFD;
    char32_t code = lead & (0x3FU >> unsigned(following));
    for (int i = 0; i < following; ++i) {
        if (at >= text.size() || !isContinuation(text[at]))
            return 0xFFFD;
        code = (code << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3FU);
    }
    return code;
}

void appendLower(std::string_view text, std::string& out)
{
    if (!isAscii(text)) {
        out += toQt(text).toLower().toStdString();
        return;
    }
    appendAsciiLower(text, out);
}

void appendWords(std::string_view text, std::string& out)
{
    QString words = toQt(text).toLower();
    bool inWord = false;
    for (QChar& c : words) {
        const bool goesOn = c.isLetterOrNumber() || c.isMark() || c.isSurrogate();
        if (goesOn && !inWord)
            c = c.toTitleCase();
        inWord = goesOn || (inWord && (c == u'\'' || c == u'’'));
    }
    out += words.toStdString();
}

void appendFolded(std::string_view text, std::string& out)
{
    if (!isAscii(text)) {
        out += toQt(text).toCaseFolded().toStdString();
        return;
    }
    appendAsciiLower(text, out);
}

} // namespace stevedore

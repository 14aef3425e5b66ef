// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/text.h"

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>

namespace stevedore {

constexpr bool isAsciiDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isAsciiLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Whether every byte is below 0x80.
bool isAscii(std::string_view text);

/// Cuts white space, as Unicode has it, off both ends.
std::string_view trimmedUtf8(std::string_view text);

/// The number of code points. The documentation does not say what a "character" of a length limit is; code points
/// refuse the least.
std::size_t codePoints(std::string_view text);

/// The code point that begins at `at`, which moves behind it; U+FFFD for bytes that are no UTF-8.
char32_t nextCodePoint(std::string_view text, std::size_t& at);

/// Appends the lower-case form to `out`; the same in every locale.
void appendLower(std::string_view text, std::string& out);

/// Appends a form in which every word begins with a capital and goes on in small letters. A word ends at anything that
/// is no letter, mark or digit, but for an apostrophe.
void appendWords(std::string_view text, std::string& out);

/// Appends a form in which values that differ in case only are equal.
void appendFolded(std::string_view text, std::string& out);

inline std::string toStd(const QString& text)
{
    return text.toStdString();
}

inline QString toQt(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace stevedore

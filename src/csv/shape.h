// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"

#include <array>
#include <string_view>

namespace stevedore {

/// `text` that has white space at an end, without it.
std::string_view withoutEnds(std::string_view text);

/// `text` without white space at either end.
inline std::string_view trimmed(std::string_view text)
{
    // Nearly always there is none.
    return text.empty() || (text.front() > ' ' && text.back() > ' ') ? text : withoutEnds(text);
}

/// Which shapes a value, trimmed and not empty, has: bit n for ValueShape(n). Always Text.
unsigned shapesOf(std::string_view value);

inline bool hasShape(unsigned shapes, ValueShape shape)
{
    return (shapes >> unsigned(shape)) & 1U;
}

/// Whether the value is anything but text: what a header's name hardly ever is.
bool looksLikeData(std::string_view value);

} // namespace stevedore

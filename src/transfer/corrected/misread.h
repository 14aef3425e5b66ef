// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace stevedore {

/// UTF-8 that a program took for windows-1252, or for ISO-8859-1, and wrote as UTF-8 then ("MÃ¼ller"), turned back
/// ("Müller"). LibreOffice does that with every CSV, byte order mark or not, when it converts without being asked for
/// the encoding. What cannot have come about in this way is given back as it is.
std::string unmisread(std::string_view utf8);

/// Whether letters stand together in `after`, and not in `before`, as they do only in misread UTF-8. Some of it cannot
/// be turned back, because programs drop the bytes that are no letters.
bool seemsMisread(std::string_view before, std::string_view after);

/// What a byte order mark becomes in this way; it proves that a whole file was misread.
constexpr std::string_view misreadMark = "\xC3\xAF\xC2\xBB\xC2\xBF";

} // namespace stevedore

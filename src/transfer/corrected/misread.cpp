// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/corrected/misread.h"

#include "csv/encoding.h"
#include "mapping/utf8.h"

#include <QHash>
#include <QStringDecoder>

#include <optional>

namespace stevedore {

namespace {

/// The bytes of windows-1252 that are not the letter of the same number, by their letters.
const QHash<char32_t, char>& windowsBytes()
{
    static const QHash<char32_t, char> made = [] {
        QHash<char32_t, char> out;
        const auto table = ByteTable::forEncoding("windows-1252");
        for (int byte = 0x80; table && byte < 0xA0; ++byte) {
            const char from = char(byte);
            std::string text(16, '\0');
            text.resize(std::size_t(table->decode(&from, &from + 1, text.data()) - text.data()));
            std::size_t at = 0;
            out.insert(nextCodePoint(text, at), from);
        }
        return out;
    }();
    return made;
}

/// The byte that a letter was taken from, if it was one byte.
std::optional<char> byteOf(char32_t point)
{
    if (const auto known = windowsBytes().constFind(point); known != windowsBytes().cend())
        return *known;
    return point < 0x100 ? std::optional(char(point)) : std::nullopt;
}

std::optional<QByteArray> bytesOf(std::string_view utf8)
{
    QByteArray out;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto byte = byteOf(nextCodePoint(utf8, at));
        if (!byte)
            return std::nullopt;
        out += *byte;
    }
    return out;
}

/// Whether two letters follow each other that are the first two bytes of a character in UTF-8.
bool hasMisreadPair(std::string_view utf8)
{
    unsigned char before = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const auto byte = static_cast<unsigned char>(byteOf(nextCodePoint(utf8, at)).value_or(' '));
        if (before >= 0xC2 && before <= 0xF4 && byte >= 0x80 && byte < 0xC0)
            return true;
        before = byte;
    }
    return false;
}

} // namespace

std::string unmisread(std::string_view utf8)
{
    if (isAscii(utf8))
        return std::string(utf8);
    const auto bytes = bytesOf(utf8);
    if (!bytes)
        return std::string(utf8);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(*bytes);
    return decoder.hasError() ? std::string(utf8) : bytes->toStdString();
}

bool seemsMisread(std::string_view before, std::string_view after)
{
    return !isAscii(after) && hasMisreadPair(after) && !hasMisreadPair(before);
}

} // namespace stevedore

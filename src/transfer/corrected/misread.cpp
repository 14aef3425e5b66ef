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

/// The bytes that the letters were taken from, if each of them was one byte.
std::optional<QByteArray> bytesOf(std::string_view utf8)
{
    QByteArray out;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t point = nextCodePoint(utf8, at);
        if (const auto known = windowsBytes().constFind(point); known != windowsBytes().cend())
            out += *known;
        else if (point < 0x100)
            out += char(point);
        else
            return std::nullopt;
    }
    return out;
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

} // namespace stevedore

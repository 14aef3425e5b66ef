// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/encoding.h"

#include "base/hash.h"

#include <QString>
#include <QStringDecoder>

#include <cstdint>
#include <cstring>

namespace stevedore {

namespace {

bool isUtf8Name(const QByteArray& name)
{
    const QByteArray upper = name.trimmed().toUpper();
    // Plain ASCII is UTF-8 with every other byte invalid or, far more often, simply UTF-8.
    return upper == "UTF-8" || upper == "UTF8" || upper == "US-ASCII" || upper == "ASCII";
}

bool isControl(unsigned code)
{
    return code < 0x20 || code == 0x7F;
}

} // namespace

EncodingKind encodingKind(const QByteArray& name)
{
    if (isUtf8Name(name))
        return EncodingKind::Utf8;
    if (name.isEmpty() || !QStringDecoder(name.constData()).isValid())
        return EncodingKind::Unknown;
    return ByteTable::forEncoding(name) ? EncodingKind::SingleByte : EncodingKind::Other;
}

std::shared_ptr<const ByteTable> ByteTable::forEncoding(const QByteArray& name)
{
    if (isUtf8Name(name) || !QStringDecoder(name.constData()).isValid())
        return nullptr;
    auto table = std::make_shared<ByteTable>();
    return table->fill(name) ? table : nullptr;
}

bool ByteTable::fill(const QByteArray& name)
{
    // Encodings of several bytes are told apart by their behaviour, since their names are legion: a lead byte alone, or
    // an escape character, does not give one character, and doubled it does not give two equal ones.
    const bool windows = name.toUpper().startsWith("WINDOWS-") || name.toUpper().startsWith("CP125");
    QStringDecoder decoder(name.constData());
    int valid = 0;
    for (unsigned code = 0; code < 256; ++code) {
        const std::array<char, 2> pair{char(code), char(code)};
        decoder.resetState();
        const QString both = decoder.decode(QByteArrayView(pair.data(), 2));
        if (both.size() != 2 || both[0] != both[1])
            return false;
        QChar character = both[0];
        // The code pages of DOS, as ICU has them, shuffle a few control characters; all else has to be ASCII.
        if (code < 128 && isControl(code) && isControl(character.unicode()))
            character = QChar(code);
        if (code < 128 && character != QChar(code))
            return false;
        // ICU passes the bytes that windows-125x leaves open through as control characters; nobody means those.
        if (windows && character.unicode() >= 0x80 && character.unicode() < 0xA0)
            character = QChar(QChar::ReplacementCharacter);
        const QByteArray utf8 = QString(character).toUtf8();
        Entry& entry = m_entries[code];
        entry.length = static_cast<unsigned char>(utf8.size());
        std::memcpy(entry.bytes.data(), utf8.constData(), entry.length);
        entry.invalid = character == QChar(QChar::ReplacementCharacter);
        if (entry.invalid)
            m_invalidBytes += char(code);
        valid += code >= 128 && !entry.invalid ? 1 : 0;
    }
    return valid >= 32;
}

char* ByteTable::decode(const char* from, const char* to, char* out) const
{
    constexpr std::uint64_t highBits = 0x8080808080808080ULL;
    const auto one = [this, &out](char c) {
        const Entry& entry = m_entries[static_cast<unsigned char>(c)];
        std::memcpy(out, entry.bytes.data(), 4);
        out += entry.length;
    };
    while (to - from >= 8) {
        std::uint64_t word;
        std::memcpy(&word, from, 8);
        if (word & highBits) {
            for (int i = 0; i < 8; ++i)
                one(from[i]);
        } else {
            std::memcpy(out, from, 8);
            out += 8;
        }
        from += 8;
    }
    const std::string_view rest(from, std::size_t(to - from));
    const std::uint64_t word = littleEndianRest(rest);
    if ((word & highBits) == 0) {
        for (unsigned i = 0; i < 8; ++i)
            out[i] = char(word >> (8 * i));
        return out + rest.size();
    }
    for (; from != to; ++from)
        one(*from);
    return out;
}

} // namespace stevedore

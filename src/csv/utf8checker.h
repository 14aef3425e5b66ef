// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace stevedore {

/// Takes UTF-8 a byte at a time and tells what is not well-formed (RFC 3629).
class Utf8Checker
{
public:
    enum class Verdict {
        More,          ///< in the middle of a character
        Character,     ///< a character is complete
        Invalid,       ///< this byte cannot begin a character
        InvalidBefore, ///< the character begun before is broken off; this byte has to be taken again
    };

    bool midCharacter() const { return m_missing > 0; }
    /// The character that is complete.
    std::uint32_t code() const { return m_code; }
    void reset() { m_missing = 0; }

    Verdict take(unsigned char byte)
    {
        if (m_missing == 0)
            return begin(byte);
        if (byte < m_least || byte > m_most) {
            m_missing = 0;
            return Verdict::InvalidBefore;
        }
        m_least = 0x80;
        m_most = 0xBF;
        m_code = (m_code << 6) | (byte & 0x3FU);
        return --m_missing == 0 ? Verdict::Character : Verdict::More;
    }

private:
    Verdict begin(unsigned char byte)
    {
        m_least = 0x80;
        m_most = 0xBF;
        if (byte < 0x80) {
            m_code = byte;
            return Verdict::Character;
        }
        if (byte < 0xC2 || byte > 0xF4)
            return Verdict::Invalid;
        m_missing = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
        m_code = byte & (0x3FU >> m_missing);
        // Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
        if (byte == 0xE0)
            m_least = 0xA0;
        else if (byte == 0xED)
            m_most = 0x9F;
        else if (byte == 0xF0)
            m_least = 0x90;
        else if (byte == 0xF4)
            m_most = 0x8F;
        return Verdict::More;
    }

    int m_missing = 0;
    unsigned char m_least = 0x80;
    unsigned char m_most = 0xBF;
    std::uint32_t m_code = 0;
};

} // namespace stevedore

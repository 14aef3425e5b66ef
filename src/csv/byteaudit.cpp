// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/byteaudit.h"

#include "csv/index/bytemasks.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace stevedore {

namespace {

bool isAscii8(const char* p)
{
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    return (word & 0x8080808080808080ULL) == 0;
}

/// How many bytes from `p` on are certainly ASCII.
qint64 asciiRun(const char* p, qint64 size)
{
    qint64 i = 0;
    while (i + 8 <= size && isAscii8(p + i))
        i += 8;
    return i;
}

/// Where a character that `end` breaks off begins, else `end`; not before `begin`.
qint64 wholeCharacters(const char* block, qint64 begin, qint64 end)
{
    for (qint64 length = 1; length <= 3 && end - length >= begin; ++length) {
        const auto byte = static_cast<unsigned char>(block[end - length]);
        if (byte < 0x80)
            return end;
        if (byte >= 0xC0)
            return length < (byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4) ? end - length : end;
    }
    return end;
}

} // namespace

void ByteAudit::Places::forgetTaken()
{
    offsets.erase(offsets.begin(), offsets.begin() + std::ptrdiff_t(taken));
    taken = 0;
}

void ByteAudit::feed(const char* block, qint64 size, qint64 offset)
{
    m_zeros.forgetTaken();
    m_invalid.forgetTaken();
    findZeros(block, size, offset);
    if (m_text != Text::SingleByte)
        checkUtf8(block, size, offset);
    else if (!m_table->invalidBytes().empty())
        checkTable(block, size, offset);
}

void ByteAudit::finish()
{
    if (m_checker.midCharacter())
        m_invalid.offsets.push_back(m_begin);
    m_checker.reset();
}

void ByteAudit::findZeros(const char* block, qint64 size, qint64 offset)
{
    const char* p = block;
    const char* const end = block + size;
    while (p != end) {
        const void* const found = std::memchr(p, 0, std::size_t(end - p));
        if (!found)
            return;
        p = static_cast<const char*>(found);
        m_zeros.offsets.push_back(offset + (p - block));
        ++p;
    }
}

void ByteAudit::checkTable(const char* block, qint64 size, qint64 offset)
{
    // Looking for each of a few bytes is faster than looking at each byte.
    const std::string_view invalid = m_table->invalidBytes();
    const bool few = invalid.size() <= 16;
    if (few && std::none_of(invalid.begin(), invalid.end(),
                            [&](char byte) { return std::memchr(block, byte, std::size_t(size)); }))
        return;
    qint64 i = 0;
    while (i < size) {
        i += asciiRun(block + i, size - i);
        for (const qint64 stop = std::min(size, i + 8); i < stop; ++i) {
            if (m_table->isInvalid(static_cast<unsigned char>(block[i])))
                m_invalid.offsets.push_back(offset + i);
        }
    }
}

void ByteAudit::checkUtf8(const char* block, qint64 size, qint64 offset)
{
    constexpr qint64 window = 4096;
    for (qint64 i = 0; i < size;) {
        const qint64 end = std::min(i + window, size);
        if (!m_checker.midCharacter()) {
            const qint64 whole = wholeCharacters(block, i, end);
            if (whole > i && isClean(block + i, whole - i)) {
                i = whole;
                continue;
            }
        }
        for (; i < end; ++i)
            checkCharacter(static_cast<unsigned char>(block[i]), offset + i);
    }
}

bool ByteAudit::isClean(const char* text, qint64 size) const
{
    if (m_text == Text::Transcoded && std::memchr(text, 0xEF, std::size_t(size)))
        return false; // perhaps a U+FFFD
    return isWellFormedUtf8(text, std::size_t(size));
}

void ByteAudit::checkCharacter(unsigned char byte, qint64 offset)
{
    if (!m_checker.midCharacter())
        m_begin = offset;
    Utf8Checker::Verdict verdict = m_checker.take(byte);
    if (verdict == Utf8Checker::Verdict::InvalidBefore) {
        m_invalid.offsets.push_back(m_begin);
        m_begin = offset;
        verdict = m_checker.take(byte);
    }
    const bool replacement = verdict == Utf8Checker::Verdict::Character && m_checker.code() == 0xFFFD;
    if (verdict == Utf8Checker::Verdict::Invalid || (replacement && m_text == Text::Transcoded))
        m_invalid.offsets.push_back(m_begin);
}

} // namespace stevedore

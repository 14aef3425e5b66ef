// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/encoding.h"
#include "csv/row.h"
#include "csv/utf8checker.h"

#include <vector>

namespace stevedore {

/// Finds the bytes of a file that its encoding does not know, and zero bytes, block by block, and hands them out row by
/// row. Apart from the tokenizer because nearly every block has none, which shows far faster than a byte at a time.
class ByteAudit
{
public:
    enum class Text {
        Utf8,
        SingleByte,
        Transcoded, ///< UTF-8 of our own making, in which U+FFFD stands for what could not be decoded
    };
    /// `table` belongs to the caller; needed for SingleByte only.
    ByteAudit(Text text, const ByteTable* table) : m_text(text), m_table(table) {}

    void feed(const char* block, qint64 size, qint64 offset);
    /// The file ends here: a character that is not complete is an invalid one.
    void finish();

    /// Whether there is anything that was not yet handed out.
    bool foundAny() const { return m_zeros.rest() || m_invalid.rest(); }
    /// InvalidBytes and NulByte, for what stands before `offset` and was not yet handed out.
    RowFlags takeBefore(qint64 offset)
    {
        RowFlags flags;
        if (m_zeros.take(offset))
            flags |= RowFlag::NulByte;
        if (m_invalid.take(offset))
            flags |= RowFlag::InvalidBytes;
        return flags;
    }

private:
    struct Places
    {
        std::vector<qint64> offsets;
        std::size_t taken = 0;

        bool rest() const { return taken < offsets.size(); }
        bool take(qint64 before)
        {
            const std::size_t old = taken;
            while (taken < offsets.size() && offsets[taken] < before)
                ++taken;
            return taken != old;
        }
        void forgetTaken();
    };
    void findZeros(const char* block, qint64 size, qint64 offset);
    void checkTable(const char* block, qint64 size, qint64 offset);
    void checkUtf8(const char* block, qint64 size, qint64 offset);
    bool isClean(const char* text, qint64 size) const;
    void checkCharacter(unsigned char byte, qint64 offset);

    Text m_text;
    const ByteTable* m_table;
    Places m_zeros;
    Places m_invalid;
    Utf8Checker m_checker;
    qint64 m_begin = 0; ///< of the character that is being read
};

} // namespace stevedore

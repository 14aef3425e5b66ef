// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace stevedore {

/// How the bytes of a file in an encoding have to be handled.
enum class EncodingKind {
    Unknown,    ///< cannot be decoded on this machine
    Utf8,       ///< rows are read as they stand
    SingleByte, ///< ASCII and one byte a character: rows are found in the raw bytes, each decoded when it is read
    Other,      ///< has to be transcoded before rows can be found
};

EncodingKind encodingKind(const QByteArray& name);

/// What the 256 bytes of a single-byte encoding are in UTF-8.
class ByteTable
{
public:
    /// nullptr unless `name` is an encoding of kind SingleByte.
    static std::shared_ptr<const ByteTable> forEncoding(const QByteArray& name);

    bool isInvalid(unsigned char byte) const { return m_entries[byte].invalid; }
    std::string_view invalidBytes() const { return m_invalidBytes; }
    /// Writes the UTF-8 form to `out`, which has room for three bytes a byte and eight more; returns its end.
    char* decode(const char* from, const char* to, char* out) const;

private:
    struct Entry
    {
        std::array<char, 4> bytes{};
        unsigned char length = 0;
        bool invalid = false;
    };
    bool fill(const QByteArray& name);

    std::array<Entry, 256> m_entries{};
    std::string m_invalidBytes;
};

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/craftedzip.h"

#include <QtEndian>

#include <libdeflate.h>
#include <memory>

namespace stevedore::test {

namespace {

void put16(QByteArray& out, quint16 value)
{
    const quint16 little = qToLittleEndian(value);
    out.append(reinterpret_cast<const char*>(&little), 2);
}

void put32(QByteArray& out, quint32 value)
{
    const quint32 little = qToLittleEndian(value);
    out.append(reinterpret_cast<const char*>(&little), 4);
}

QByteArray deflate(const QByteArray& content)
{
    const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
        libdeflate_alloc_compressor(9), libdeflate_free_compressor);
    QByteArray out(qsizetype(libdeflate_deflate_compress_bound(compressor.get(), size_t(content.size()))),
                   Qt::Uninitialized);
    out.resize(qsizetype(libdeflate_deflate_compress(compressor.get(), content.constData(), size_t(content.size()),
                                                     out.data(), size_t(out.size()))));
    return out;
}

/// What a local header and a directory entry have in common: from "version needed" to the length of the extra field.
QByteArray described(const CraftedEntry& entry, qsizetype packed)
{
    QByteArray out;
    put16(out, 20);
    put16(out, entry.encrypted ? 1 : 0);
    put16(out, entry.method.value_or(entry.deflated ? 8 : 0));
    put32(out, 0x00210000); // 1980-01-01
    put32(out, entry.crc.value_or(libdeflate_crc32(0, entry.content.constData(), size_t(entry.content.size()))));
    put32(out, quint32(packed));
    put32(out, entry.size.value_or(quint32(entry.content.size())));
    put16(out, quint16(entry.name.size()));
    put16(out, 0);
    return out;
}

} // namespace

QByteArray craftedZip(const QList<CraftedEntry>& entries)
{
    QByteArray out;
    QByteArray directory;
    for (const CraftedEntry& entry : entries) {
        const QByteArray packed = entry.deflated ? deflate(entry.content) : entry.content;
        const QByteArray about = described(entry, packed.size());
        const qsizetype at = out.size();
        out += "PK\x03\x04" + about + entry.name + packed;
        directory += "PK\x01\x02";
        put16(directory, 0x031e); // made on Unix
        directory += about;
        put16(directory, 0); // comment
        put16(directory, 0); // disk
        put16(directory, 0);
        put32(directory, entry.unixMode << 16);
        put32(directory, quint32(at));
        directory += entry.name;
    }
    const qsizetype start = out.size();
    out += directory + "PK\x05\x06" + QByteArray(4, '\0');
    put16(out, quint16(entries.size()));
    put16(out, quint16(entries.size()));
    put32(out, quint32(directory.size()));
    put32(out, quint32(start));
    put16(out, 0);
    return out;
}

} // namespace stevedore::test

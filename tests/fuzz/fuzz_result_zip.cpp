// SPDX-License-Identifier: GPL-3.0-or-later
// A zip from outside: never more than was allowed, and whole or block by block it is the same or nothing. libdeflate
// takes codes that stand for nothing and zlib does not, so that block by block less is read; either way the check sum was
// compared.
#include "fuzz/require.h"
#include "transfer/zip.h"

#include <cstdint>

using namespace stevedore;
using test::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr qint64 mostBytes = 1024LL * 1024;
    const QByteArray zip(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto whole = readZip(zip, mostBytes, QByteArray(100, 'x'));
    QByteArray blocks;
    const auto unpacked = unpackZip(zip, mostBytes, [&](QByteArrayView block) {
        blocks.append(block);
        return Result<void>();
    });
    require(!whole || whole->size() <= mostBytes);
    require(!unpacked || blocks.size() <= mostBytes);
    require(!unpacked || (whole && *whole == blocks));
    return 0;
}

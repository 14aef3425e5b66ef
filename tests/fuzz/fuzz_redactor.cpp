// SPDX-License-Identifier: GPL-3.0-or-later
// Text of unknown origin for a log: a token, and what stands behind a name that gives it away, are gone whatever is
// around them. The first byte says where the text is cut in two.
#include "base/log.h"
#include "fuzz/require.h"

#include <cstdint>

using namespace stevedore;
using test::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data + 1), qsizetype(size - 1));
    const qsizetype at = data[0] % (text.size() + 1);
    const QString before = text.first(at);
    const QString behind = text.sliced(at);
    const QString hex = QStringLiteral("8cb99d1b27d3d1de55b32d81f5a21a7d");
    require(!redacted(before + QStringLiteral("1000.") + hex + QStringLiteral(".") + hex + behind).contains(hex));
    for (const char* name : {"access_token=", "\"refresh_token\":\"", "client_secret: ", "Bearer "})
        require(!redacted(before + QLatin1String(name) + hex + behind).contains(hex));
    return 0;
}

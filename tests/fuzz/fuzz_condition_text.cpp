// SPDX-License-Identifier: GPL-3.0-or-later
// The text of a condition: what is taken is written, and what is written is taken for the same. A failure points into
// the text.
#include "crm/condition/conditiontext.h"
#include "fuzz/require.h"

#include <cstdint>

using namespace stevedore;
using test::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), qsizetype(size));
    const auto read = conditionFromText(text);
    if (!read) {
        require(!read.error().sentence.isEmpty() && read.error().at >= 0 &&
                read.error().at + read.error().length <= text.size());
    } else {
        const QString written = conditionText(*read);
        const auto again = conditionFromText(written);
        require(again && *again == *read);
    }
    const Completions completions = completionsAt(text, text.size() / 2, ModuleMeta{});
    require(completions.from >= 0 && completions.from <= text.size() / 2);
    return 0;
}

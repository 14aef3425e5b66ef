// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/unpacker.h"

#include <string>
#include <string_view>
#include <vector>

namespace stevedore {

/// The texts that the cells of an Office Open XML workbook refer to by number. They are in memory all at once, since
/// cells refer to them in any order.
class SharedStrings
{
public:
    /// Fails for more than 1 GiB of them.
    Result<void> read(const UnpackWork& work, const QString& member);

    /// UTF-8; nothing if there is no such number.
    std::optional<std::string_view> at(qint64 number) const;

private:
    std::string m_text;
    std::vector<std::size_t> m_ends;
};

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>

#include <string_view>
#include <vector>

namespace stevedore {

/// Takes the records of an export, cell by cell.
class RowSink
{
public:
    RowSink() = default;
    virtual ~RowSink() = default;
    Q_DISABLE_COPY_MOVE(RowSink)

    virtual Result<void> head(const QStringList& names) = 0;
    /// Cells in UTF-8.
    virtual Result<void> row(const std::vector<std::string_view>& cells) = 0;
    virtual Result<void> finish() = 0;
};

} // namespace stevedore

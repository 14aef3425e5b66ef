// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/workbook.h"
#include "csv/container/xlsxparts.h"
#include "csv/container/xlsxsheet.h"

namespace stevedore {

/// An Office Open XML workbook (.xlsx, .xlsm).
class XlsxWorkbook final : public Workbook
{
public:
    using Workbook::Workbook;

    Result<QStringList> choices() override;

protected:
    Result<void> readSheet(const QString& name, SheetWriter& into) override;

private:
    Result<void> readParts();
    Result<void> readContext();

    std::optional<XlsxParts> m_parts;
    std::optional<XlsxContext> m_context;
};

} // namespace stevedore

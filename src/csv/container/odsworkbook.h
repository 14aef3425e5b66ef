// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/container/workbook.h"

#include <QXmlStreamReader>

namespace stevedore {

/// An OpenDocument spreadsheet (.ods).
class OdsWorkbook final : public Workbook
{
public:
    using Workbook::Workbook;

    Result<QStringList> choices() override;

protected:
    Result<void> readSheet(const QString& name, SheetWriter& into) override;

private:
    /// Calls `table` at each table with its name, until it returns false.
    Result<void> forTables(const std::function<Result<bool>(const QString&, QXmlStreamReader&)>& table);
    Result<void> checkUnprotected();
};

} // namespace stevedore

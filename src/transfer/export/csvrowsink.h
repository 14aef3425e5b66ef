// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvwriter.h"
#include "transfer/export/bytesink.h"
#include "transfer/export/rowsink.h"

namespace stevedore {

/// Writes records as CSV in the form of CsvWriter.
class CsvRowSink final : public RowSink
{
public:
    /// `safe`: with an apostrophe in front of what a spreadsheet would take for a formula; see spreadsheetSafe().
    CsvRowSink(ByteSink& behind, char delimiter, bool safe);

    Result<void> head(const QStringList& names) override;
    Result<void> row(const std::vector<std::string_view>& cells) override;
    Result<void> finish() override;

private:
    Result<void> flush();

    ByteSink& m_behind;
    std::string m_text;
    CsvWriter m_writer;
    bool m_safe;
};

} // namespace stevedore

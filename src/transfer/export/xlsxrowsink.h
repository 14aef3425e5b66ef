// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/durablefile.h"
#include "transfer/export/rowsink.h"

#include <memory>

namespace stevedore {

/// Rows of a workbook's sheet, the head included, and characters of a cell (Microsoft: Excel specifications and
/// limits).
constexpr qint64 mostXlsxRows = 1'048'576;
constexpr int mostXlsxCharacters = 32'767;

/// Writes records as a workbook with one sheet (ECMA-376). Every cell is a text, so that no id is rounded and nothing
/// is a formula; the head stays in sight and has a filter. Fails with FailureKind::Usage where a record does not fit.
class XlsxRowSink final : public RowSink
{
public:
    XlsxRowSink(DurableFile& file, const QString& sheetName);
    ~XlsxRowSink() override;

    Result<void> head(const QStringList& names) override;
    Result<void> row(const std::vector<std::string_view>& cells) override;
    Result<void> finish() override;

private:
    struct Archive;
    Result<void> addPart(const QString& name, const QByteArray& content);
    Result<void> write(const std::vector<std::string_view>& cells, bool isHead);
    Result<void> flush();

    std::unique_ptr<Archive> m_archive;
    QString m_sheetName;
    QByteArray m_text;
    qint64 m_rows = 0;
};

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/rowspane.h"
#include "pages/steppage.h"

namespace stevedore::ui {

class Strip;

/// Step 1: how the file is read, what is odd about it, its rows, and what is in its columns.
class FilePage final : public StepPage
{
    Q_OBJECT

public:
    explicit FilePage(QWidget* parent = nullptr);

    SourceModel* model() const { return m_rows->model(); }
    void setFile(const std::shared_ptr<const CsvFile>& file) { m_rows->setFile(file); }
    void setFacts(const FileFacts& facts);
    void setProfiles(const std::vector<ColumnProfile>& profiles) { m_rows->setProfiles(profiles); }
    void showRow(RowNumber row, int column = -1) { m_rows->showRow(row, column); }
    /// Ctrl+F and Ctrl+G.
    void startFind() { m_rows->startFind(); }
    void startRow() { m_rows->startRow(); }

Q_SIGNALS:
    void dialectChosen(const stevedore::Dialect& dialect);
    void sheetChosen(const QString& sheet);
    void otherFileWanted();
    void mappingWanted();

private:
    void fillStrip(const FileFacts& facts);
    void addLinks(const FileFacts& facts);
    void fillFoot(const FileFacts& facts);

    RowsPane* m_rows;
    Strip* m_strip;
    ReadingBar* m_reading;
};

} // namespace stevedore::ui

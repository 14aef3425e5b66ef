// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rowfinder.h"
#include "models/sourcemodel.h"
#include "pages/readingbar.h"
#include "pages/steppage.h"

namespace stevedore::ui {

class FillHeader;
class FindBar;
class Grid;
class LongGrid;
class ProfilePane;
class Strip;

/// Step 1: how the file is read, what is odd about it, its rows, and what is in its columns.
class FilePage final : public StepPage
{
    Q_OBJECT

public:
    explicit FilePage(QWidget* parent = nullptr);

    SourceModel* model() const { return m_model; }
    void setFile(const std::shared_ptr<const CsvFile>& file);
    void setFacts(const FileFacts& facts);
    void setProfiles(const std::vector<ColumnProfile>& profiles);
    /// Shows all rows if this one is not among those shown.
    void showRow(RowNumber row, int column = -1);
    /// Ctrl+F and Ctrl+G.
    void startFind();
    void startRow();

Q_SIGNALS:
    void dialectChosen(const stevedore::Dialect& dialect);
    void sheetChosen(const QString& sheet);
    void otherFileWanted();
    void mappingWanted();

private:
    void makeGrid();
    void bindFind();
    void fillStrip(const FileFacts& facts);
    void addLinks(const FileFacts& facts);
    void fillFoot(const FileFacts& facts);
    void showColumn(int column);
    double countedShare() const;
    void search(const RowQuery& query);
    void searchChanged();
    void fillFind();
    void stepHit(int direction);
    void showOnly(bool only);
    void fillList();
    void copy(bool withNames);
    void showMenu(QPoint at);

    SourceModel* m_model;
    RowFinder* m_finder;
    LongGrid* m_long;
    Grid* m_grid;
    FillHeader* m_head = nullptr;
    FindBar* m_find;
    ProfilePane* m_profile;
    Strip* m_strip;
    ReadingBar* m_reading;
    std::vector<ColumnProfile> m_profiles;
    FileFacts m_facts;
    QString m_findFailure;
    int m_column = 0;
    bool m_only = false;     ///< only the rows that were found are shown
    bool m_wantsHit = false; ///< the next hit found is shown
};

} // namespace stevedore::ui

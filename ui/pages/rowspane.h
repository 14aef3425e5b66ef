// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/rowfinder.h"
#include "models/sourcemodel.h"
#include "pages/readingbar.h"

#include <QWidget>

class QVBoxLayout;

namespace stevedore::ui {

class FillHeader;
class FindBar;
class Grid;
class LongGrid;
class ProfilePane;

/// The rows of a file with a search above and the profile of the current column beside them.
class RowsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit RowsPane(QWidget* parent = nullptr);

    SourceModel* model() const { return m_model; }
    Grid* grid() const { return m_grid; }
    /// Room above the rows, for a strip.
    QVBoxLayout* above() const { return m_above; }
    void setFile(const std::shared_ptr<const CsvFile>& file);
    void setFacts(const FileFacts& facts);
    void setProfiles(const std::vector<ColumnProfile>& profiles);
    /// Shows all rows if this one is not among those shown.
    void showRow(RowNumber row, int column = -1);
    /// Ctrl+F and Ctrl+G.
    void startFind();
    void startRow();

Q_SIGNALS:
    /// What was copied, or why it was not.
    void said(const QString& sentence);

private:
    void makeGrid();
    void bindFind();
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
    QVBoxLayout* m_above;
    std::vector<ColumnProfile> m_profiles;
    FileFacts m_facts;
    QString m_findFailure;
    int m_column = 0;
    bool m_only = false;     ///< only the rows that were found are shown
    bool m_wantsHit = false; ///< the next hit found is shown
};

} // namespace stevedore::ui

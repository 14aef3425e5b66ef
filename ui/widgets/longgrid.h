// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QScrollBar;

namespace stevedore::ui {

class Grid;
class WindowedModel;

/// A grid for tables of any length: its scroll bar counts rows of the whole table, and the model's window follows what
/// is shown.
class LongGrid final : public QWidget
{
    Q_OBJECT

public:
    explicit LongGrid(QWidget* parent = nullptr);

    Grid* grid() const { return m_grid; }
    /// Belongs to the caller and outlives the grid.
    void setModel(WindowedModel* model);
    /// The current cell becomes this one, in the middle if it was out of sight.
    void showPlace(qint64 place, int column);
    /// The place of the current cell, -1 if there is none.
    qint64 currentPlace() const { return m_currentPlace; }
    /// The place of the first row in sight.
    qint64 top() const;

Q_SIGNALS:
    void currentChanged();

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void fitBar();
    void scrolledByGrid();
    void scrollTo(qint64 top);
    void moveWindow(qint64 begin);
    void currentCellChanged();
    int rowsInSight() const;

    Grid* m_grid;
    QScrollBar* m_bar;
    WindowedModel* m_model = nullptr;
    qint64 m_currentPlace = -1;
    int m_currentColumn = 0;
    bool m_following = false; ///< what changes now is our own doing
};

} // namespace stevedore::ui

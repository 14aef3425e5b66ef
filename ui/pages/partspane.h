// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/partsmodel.h"
#include "models/partsorder.h"

#include <QWidget>

#include <array>

class QComboBox;
class QPoint;
class QPushButton;

namespace stevedore::ui {

class Grid;

/// The monitor: the parts as a table that can be sorted by each column, narrowed and copied, by mouse and by keyboard.
class PartsPane final : public QWidget
{
    Q_OBJECT

public:
    explicit PartsPane(QWidget* parent = nullptr);

    /// `now` is for what goes by the clock. The selection stays on its part.
    void setParts(const QList<PartSnapshot>& parts, const QDateTime& now);
    /// Makes the part the current one, and shows it even if the filter would not.
    void select(PartId part);
    /// nullptr: none is selected.
    const PartSnapshot* current() const;
    /// Whether the log of the current part is asked for.
    bool wantsLog() const;
    /// It gives way where room is short, and scrolls.
    bool hasHeightForWidth() const override { return false; }

Q_SIGNALS:
    void currentChanged();
    void logToggled(bool on);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeHead();
    void fitColumns();
    void placeProgress();
    void nameFilters();
    void showMenu(const QPoint& at);
    void sortBy(int column);
    void copy(bool all) const;

    PartsModel* m_parts;
    std::array<int, PartsModel::columns> m_widths{};
    PartsOrder* m_order;
    Grid* m_grid;
    QComboBox* m_filter;
    QPushButton* m_log;
};

} // namespace stevedore::ui

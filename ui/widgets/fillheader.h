// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace stevedore::ui {

/// Column heads that show, below the name, how full the column is (ShareRole).
class FillHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit FillHeader(QWidget* parent = nullptr);
    /// The column whose profile is shown beside the grid.
    void setChosen(int section);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    int m_chosen = -1;
};

} // namespace stevedore::ui

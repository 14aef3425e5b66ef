// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/snapshot.h"

#include <QWidget>

class QLabel;

namespace stevedore::ui {

class SplitBar;

/// How far the whole import is: one figure, its rows by where they are, one bar, and the pace.
class JobsSummary final : public QWidget
{
    Q_OBJECT

public:
    explicit JobsSummary(QWidget* parent = nullptr);
    void setSnapshot(const ImportSnapshot& snapshot, const QDateTime& now);
    /// Without the pace, where room is short.
    void setCompact(bool compact);

private:
    void fillCounts(const ImportSnapshot& snapshot);
    void fillPace(const ImportSnapshot& snapshot, const QDateTime& now);

    QLabel* m_percent;
    QLabel* m_counts;
    QLabel* m_pace;
    SplitBar* m_bar;
};

} // namespace stevedore::ui

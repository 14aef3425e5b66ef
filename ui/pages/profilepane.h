// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"

#include <QWidget>

class QLabel;
class QListView;
class QProgressBar;
class QPushButton;

namespace stevedore::ui {

class FrequentModel;
class Pane;

/// What is in one column of the file: how full, how different, how long, and the most frequent values as bars.
class ProfilePane final : public QWidget
{
    Q_OBJECT

public:
    explicit ProfilePane(QWidget* parent = nullptr);
    void setProfile(const QString& column, const ColumnProfile& profile);
    /// While the file is being read there is no profile yet; `share` of it, 0 to 1, has been counted.
    void setCounting(const QString& column, double share);

Q_SIGNALS:
    /// Rows with this value in the column are wanted; an empty one for those that are not filled.
    void valueChosen(const QString& value);

private:
    Pane* m_pane;
    QLabel* m_filled;
    QLabel* m_different;
    QLabel* m_shape;
    QLabel* m_samples;
    QLabel* m_note;
    QProgressBar* m_progress;
    QPushButton* m_empty;
    QListView* m_list;
    FrequentModel* m_values;
};

} // namespace stevedore::ui

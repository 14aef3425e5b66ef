// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/profile.h"

#include <QWidget>

class QLabel;
class QListView;

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
    /// While the file is being counted there is no profile yet.
    void setCounting(const QString& column);

private:
    Pane* m_pane;
    QLabel* m_filled;
    QLabel* m_different;
    QLabel* m_shape;
    QLabel* m_note;
    QListView* m_list;
    FrequentModel* m_values;
};

} // namespace stevedore::ui

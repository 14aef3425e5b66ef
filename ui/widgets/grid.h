// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

class QLabel;

namespace stevedore::ui {

/// The table of this program: rows of 28 pixels, hairlines below them, no other lines, figures in the vertical head,
/// and a Tab that leaves it. It can say something instead of rows.
class Grid final : public QTableView
{
    Q_OBJECT

public:
    explicit Grid(QWidget* parent = nullptr);

    /// Column heads with bars of how full the columns are (ShareRole of the head).
    void useFillHeader();
    /// The vertical head shows the row numbers; `title` stands above them.
    void showRowNumbers(const QString& title);
    /// Fits the row head to the largest number that the model will show.
    void fitRowNumbers(qint64 largest);
    /// Fits each column to what its head and first rows need, within reason.
    void fitColumns(int least = 64, int most = 240);
    /// Shown in the middle while the model has no rows.
    void setPlaceholder(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_placeholder;
    QLabel* m_corner = nullptr;
};

} // namespace stevedore::ui

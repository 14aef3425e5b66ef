// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QDateTime>
#include <QWidget>

class QPainter;

namespace stevedore::ui {

/// Parts against the clock: one line a part, one block a stage, and a line for now.
class Timeline final : public QWidget
{
    Q_OBJECT

public:
    struct Block
    {
        QDateTime from;
        QDateTime to; ///< invalid: it goes on
        Meaning meaning = Meaning::None;
        bool hatched = false; ///< nobody knows what happens
        bool operator==(const Block&) const = default;
    };
    struct Line
    {
        QString name;
        QList<Block> blocks;
        bool operator==(const Line&) const = default;
    };

    explicit Timeline(QWidget* parent = nullptr);
    /// `now` is drawn as a line unless `over`.
    void setLines(const QList<Line>& lines, const QDateTime& now, bool over);
    void setSelected(int line);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, 76}; }

Q_SIGNALS:
    void lineClicked(int line);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    struct Scale;
    Scale scale() const;
    void paintClock(QPainter& painter, const Scale& s) const;
    void paintLine(QPainter& painter, const Scale& s, int line) const;

    QList<Line> m_lines;
    QDateTime m_now;
    bool m_over = true;
    int m_selected = -1;
};

} // namespace stevedore::ui

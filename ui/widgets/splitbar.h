// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"

#include <QWidget>

namespace stevedore::ui {

/// One bar for a whole, in segments of a meaning each, in the order given.
class SplitBar final : public QWidget
{
    Q_OBJECT

public:
    struct Segment
    {
        Meaning meaning = Meaning::None;
        qint64 amount = 0;
        bool operator==(const Segment&) const = default;
    };

    explicit SplitBar(QWidget* parent = nullptr);
    void setSegments(const QList<Segment>& segments, qint64 whole);
    QSize sizeHint() const override { return {200, 10}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<Segment> m_segments;
    qint64 m_whole = 0;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/splitbar.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace stevedore::ui {

SplitBar::SplitBar(QWidget* parent) : QWidget(parent)
{
    setFixedHeight(10);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SplitBar::setSegments(const QList<Segment>& segments, qint64 whole)
{
    if (segments == m_segments && whole == m_whole)
        return;
    m_segments = segments;
    m_whole = whole;
    update();
}

void SplitBar::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(rect(), 3, 3);
    painter.setClipPath(clip);
    painter.fillRect(rect(), colours.track);
    if (m_whole <= 0)
        return;
    double x = 0;
    for (const Segment& segment : m_segments) {
        if (segment.amount <= 0)
            continue;
        // A single refused row of a million is still to be seen.
        const double width = std::max(2.0, double(segment.amount) / double(m_whole) * this->width());
        QRectF part(x, 0, width, height());
        if (layoutDirection() == Qt::RightToLeft)
            part.moveRight(this->width() - x);
        painter.fillRect(part, colours.tone(segment.meaning).solid);
        x += width;
    }
}

} // namespace stevedore::ui

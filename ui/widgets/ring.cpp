// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ring.h"

#include "widgets/theme.h"

#include <QPainter>

namespace stevedore::ui {

namespace {

constexpr int thickness = 14;

} // namespace

Ring::Ring(QWidget* parent) : QWidget(parent)
{
    setFixedSize(sizeHint());
}

void Ring::setShares(const QList<SplitBar::Segment>& segments, qint64 whole, const QString& figure,
                     const QString& caption)
{
    m_segments = segments;
    m_whole = whole;
    m_figure = figure;
    m_caption = caption;
    setAccessibleName(figure + QLatin1Char(' ') + caption);
    update();
}

void Ring::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double inset = thickness / 2.0 + 1;
    const QRectF circle = QRectF(rect()).adjusted(inset, inset, -inset, -inset);
    painter.setPen(QPen(colours.track, thickness, Qt::SolidLine, Qt::FlatCap));
    painter.drawEllipse(circle);
    double from = 90;
    for (const auto& segment : m_segments) {
        if (segment.amount <= 0 || m_whole <= 0)
            continue;
        const double span = std::max(360.0 * double(segment.amount) / double(m_whole), 3.0);
        painter.setPen(QPen(colours.tone(segment.meaning).solid, thickness, Qt::SolidLine, Qt::FlatCap));
        painter.drawArc(circle, int(from * 16), -int(span * 16));
        from -= span;
    }
    QFont big = font();
    big.setPixelSize(m_figure.size() > 6 ? 18 : 21);
    big.setWeight(QFont::DemiBold);
    painter.setFont(big);
    painter.setPen(colours.text);
    painter.drawText(rect().adjusted(0, -9, 0, -9), Qt::AlignCenter, m_figure);
    painter.setFont(captionFont(font()));
    painter.setPen(colours.dim);
    painter.drawText(rect().adjusted(0, 13, 0, 13), Qt::AlignCenter, m_caption);
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/paint.h"

#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace stevedore::ui::paint {

namespace {

constexpr int pillHeight = 19;
constexpr int pillPadding = 7;

} // namespace

void hairline(QPainter& painter, const QRect& cell, const QColor& colour)
{
    painter.fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), colour);
}

int pillWidth(const QFontMetrics& metrics, const QString& text)
{
    return metrics.horizontalAdvance(text) + 2 * pillPadding + 1;
}

void pill(QPainter& painter, const QRect& area, const QString& text, const Tone& tone, bool guess,
          Qt::LayoutDirection direction)
{
    if (text.isEmpty())
        return;
    const QFontMetrics metrics(painter.font());
    const int width = std::min(pillWidth(metrics, text), area.width());
    QRect box(area.left(), area.center().y() - pillHeight / 2, width, pillHeight);
    box = QStyle::visualRect(direction, area, box);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF outline = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5);
    if (guess) {
        painter.setPen(QPen(tone.solid, 1, Qt::DashLine));
        painter.setBrush(Qt::NoBrush);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(tone.soft);
    }
    painter.drawRoundedRect(outline, pillHeight / 2.0, pillHeight / 2.0);
    painter.setPen(tone.fore);
    const QRect inside = box.adjusted(pillPadding, 0, -pillPadding + 1, 0);
    painter.drawText(inside, Qt::AlignCenter | Qt::TextSingleLine,
                     metrics.elidedText(text, Qt::ElideRight, inside.width()));
    painter.restore();
}

void bar(QPainter& painter, const QRectF& track, double share, const QColor& fill, const QColor& ground,
         Qt::LayoutDirection direction)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(track, track.height() / 2, track.height() / 2);
    painter.fillPath(clip, ground);
    painter.setClipPath(clip);
    QRectF part = track;
    // What is there at all is seen, and what is not whole is never shown as whole.
    double width = track.width() * std::clamp(share, 0.0, 1.0);
    if (share > 0)
        width = std::max(width, 2.0);
    if (share < 1)
        width = std::min(width, track.width() - 2.0);
    part.setWidth(std::max(width, 0.0));
    if (direction == Qt::RightToLeft)
        part.moveRight(track.right());
    painter.fillRect(part, fill);
    painter.restore();
}

void block(QPainter& painter, const QRectF& box, const QColor& colour)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(box, 2, 2);
}

void hatched(QPainter& painter, const QRectF& box, const Tone& tone)
{
    const QRectF inside = box.adjusted(0.5, 0.5, -0.5, -0.5);
    painter.save();
    painter.setPen(QPen(tone.solid, 1));
    painter.setBrush(tone.soft);
    painter.drawRoundedRect(inside, 2, 2);
    painter.setClipRect(inside);
    painter.setPen(QPen(tone.solid, 1.5));
    constexpr double step = 5;
    for (double x = inside.left() - inside.height(); x < inside.right(); x += step)
        painter.drawLine(QPointF(x, inside.bottom()), QPointF(x + inside.height(), inside.top()));
    painter.restore();
}

void shape(QPainter& painter, const QRectF& box, Meaning meaning, const QColor& colour)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF c = box.center();
    const double r = box.width() / 2;
    switch (meaning) {
    case Meaning::In:
        painter.drawPolyline(
            QPolygonF({c + QPointF(-r * 0.8, 0), c + QPointF(-r * 0.15, r * 0.65), c + QPointF(r * 0.9, -r * 0.7)}));
        break;
    case Meaning::Refused:
        painter.drawLine(c + QPointF(-r * 0.65, -r * 0.65), c + QPointF(r * 0.65, r * 0.65));
        painter.drawLine(c + QPointF(-r * 0.65, r * 0.65), c + QPointF(r * 0.65, -r * 0.65));
        break;
    case Meaning::Attention:
        painter.drawPolygon(
            QPolygonF({c + QPointF(0, -r * 0.85), c + QPointF(r * 0.95, r * 0.75), c + QPointF(-r * 0.95, r * 0.75)}));
        break;
    case Meaning::AtCrm:
        painter.drawLine(c + QPointF(0, r * 0.8), c + QPointF(0, -r * 0.8));
        painter.drawPolyline(
            QPolygonF({c + QPointF(-r * 0.6, -r * 0.2), c + QPointF(0, -r * 0.8), c + QPointF(r * 0.6, -r * 0.2)}));
        break;
    case Meaning::Waiting:
    case Meaning::None:
        painter.drawEllipse(c, r * 0.6, r * 0.6);
        break;
    }
    painter.restore();
}

} // namespace stevedore::ui::paint

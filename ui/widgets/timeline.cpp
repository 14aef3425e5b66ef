// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/timeline.h"

#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <array>

namespace stevedore::ui {

namespace {

constexpr int lineStep = 15;
constexpr int clockHeight = 22;
constexpr int topMargin = 8;

/// Seconds between two marks of the clock, so that they stand about 100 pixels apart.
qint64 tickSeconds(double secondsPerPixel)
{
    constexpr std::array<qint64, 14> steps = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600};
    for (const qint64 step : steps) {
        if (double(step) >= secondsPerPixel * 90)
            return step;
    }
    return 86400;
}

} // namespace

/// Where things are: lines `first` to `last` are in sight; the clock runs from `begin` over `span` milliseconds.
struct Timeline::Scale
{
    int first = 0;
    int count = 0;
    QRectF area;
    qint64 begin = 0;
    double span = 1;

    double x(const QDateTime& time) const
    {
        return area.left() + double(time.toMSecsSinceEpoch() - begin) / span * area.width();
    }
};

Timeline::Timeline(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Timeline of the parts"));
}

QSize Timeline::sizeHint() const
{
    const int lines = std::clamp(int(m_lines.size()), 3, 9);
    return {400, topMargin + lines * lineStep + clockHeight + 4};
}

void Timeline::setLines(const QList<Line>& lines, const QDateTime& now, bool over)
{
    const bool grown = lines.size() != m_lines.size();
    m_lines = lines;
    m_now = now;
    m_over = over;
    if (grown)
        updateGeometry();
    update();
}

void Timeline::setSelected(int line)
{
    m_selected = line;
    update();
}

Timeline::Scale Timeline::scale() const
{
    Scale s;
    const int room = std::max(1, (height() - topMargin - clockHeight) / lineStep);
    s.count = std::min(room, int(m_lines.size()));
    // More lines than there is room for: keep the selected one, else the newest that has begun, in sight.
    int wanted = m_selected;
    QDateTime from;
    QDateTime to;
    for (int i = 0; i < m_lines.size(); ++i) {
        for (const Block& block : m_lines.at(i).blocks) {
            const QDateTime end = block.to.isValid() ? block.to : m_now;
            from = !from.isValid() ? block.from : std::min(from, block.from);
            to = !to.isValid() ? end : std::max(to, end);
            if (m_selected < 0)
                wanted = i;
        }
    }
    s.first = std::clamp(wanted - s.count + 2, 0, std::max(0, int(m_lines.size()) - s.count));
    const int names = fontMetrics().horizontalAdvance(QLocale().toString(std::max<qsizetype>(m_lines.size(), 10)));
    s.area = QRectF(names + 24, topMargin, std::max(10, width() - names - 40), s.count * lineStep);
    s.begin = from.isValid() ? from.toMSecsSinceEpoch() : 0;
    const qint64 length = from.isValid() ? from.msecsTo(to) : 0;
    // While it runs there is room after now, in growing steps so that the picture seldom jumps.
    double span = 10'000;
    while (span < double(length) * (m_over ? 1.0 : 1.05))
        span *= m_over ? 1.05 : 1.5;
    s.span = span;
    return s;
}

void Timeline::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    const Scale s = scale();
    paintClock(painter, s);
    for (int i = s.first; i < s.first + s.count; ++i)
        paintLine(painter, s, i);
    const Colours& colours = coloursOf(palette());
    if (m_over || !m_now.isValid() || s.begin == 0)
        return;
    const double x = std::min(s.x(m_now), s.area.right());
    painter.setPen(QPen(colours.refused.solid, 1.5));
    painter.drawLine(QPointF(x, 2), QPointF(x, s.area.bottom() + 3));
    painter.setBrush(colours.refused.solid);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.drawEllipse(QPointF(x, 4), 3, 3);
}

void Timeline::paintClock(QPainter& painter, const Scale& s) const
{
    if (s.begin == 0)
        return;
    const Colours& colours = coloursOf(palette());
    const qint64 step = tickSeconds(s.span / 1000 / s.area.width()) * 1000;
    const QString format = step < 60'000 ? QStringLiteral("HH:mm:ss") : QStringLiteral("HH:mm");
    painter.setFont(captionFont(font()));
    for (qint64 at = (s.begin / step) * step; double(at - s.begin) <= s.span; at += step) {
        if (at < s.begin)
            continue;
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(at);
        const double x = s.x(time);
        painter.setPen(colours.line);
        painter.drawLine(QPointF(x, topMargin - 2), QPointF(x, s.area.bottom() + 3));
        painter.setPen(colours.dim);
        painter.drawText(QRectF(x - 40, s.area.bottom() + 3, 80, 16), Qt::AlignCenter, time.toString(format));
    }
}

void Timeline::paintLine(QPainter& painter, const Scale& s, int line) const
{
    const Colours& colours = coloursOf(palette());
    const double y = s.area.top() + (line - s.first) * lineStep;
    if (line == m_selected)
        painter.fillRect(QRectF(4, y, width() - 8, lineStep), colours.selection);
    painter.setFont(captionFont(font()));
    painter.setPen(colours.dim);
    painter.drawText(QRectF(6, y, s.area.left() - 16, lineStep), Qt::AlignRight | Qt::AlignVCenter,
                     m_lines.at(line).name);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const Block& block : m_lines.at(line).blocks) {
        const double from = s.x(block.from);
        const double to = s.x(block.to.isValid() ? block.to : m_now);
        const QRectF box(from, y + 3, std::max(2.0, to - from - 1), lineStep - 6);
        if (block.hatched)
            paint::hatched(painter, box, colours.tone(block.meaning));
        else
            paint::block(painter, box, colours.tone(block.meaning).solid);
    }
    painter.restore();
}

void Timeline::mousePressEvent(QMouseEvent* event)
{
    const Scale s = scale();
    const int line = s.first + int((event->position().y() - s.area.top()) / lineStep);
    if (line >= s.first && line < s.first + s.count)
        Q_EMIT lineClicked(line);
}

} // namespace stevedore::ui

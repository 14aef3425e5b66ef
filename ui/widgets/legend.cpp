// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/legend.h"

#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QPainter>

namespace stevedore::ui {

Legend::Legend(const Entry& entry, QWidget* parent) : QWidget(parent), m_entry(entry)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Legend::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_entry.text) + 18, 18};
}

void Legend::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const QRectF box(mirrored ? width() - 10 : 0, 4, 10, 10);
    if (m_entry.hatched)
        paint::hatched(painter, box, colours.tone(m_entry.meaning));
    else
        paint::block(painter, box, colours.tone(m_entry.meaning).solid);
    painter.setPen(colours.dim);
    painter.drawText(rect().adjusted(mirrored ? 0 : 15, 0, mirrored ? -15 : 0, 0), Qt::AlignVCenter, m_entry.text);
}

} // namespace stevedore::ui

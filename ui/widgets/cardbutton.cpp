// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cardbutton.h"

#include "widgets/theme.h"

#include <QLayout>
#include <QPainter>

namespace stevedore::ui {

CardButton::CardButton(QWidget* parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize CardButton::sizeHint() const
{
    return layout() ? layout()->totalSizeHint() : QSize(40, 40);
}

void CardButton::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(underMouse() ? colours.ground : colours.pane);
    painter.setPen(hasFocus() ? QPen(colours.accent, 2) : QPen(colours.line, 1));
    const double inset = hasFocus() ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 6, 6);
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/railitem.h"

#include "widgets/icons.h"
#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace stevedore::ui {

RailItem::RailItem(const QString& icon, const QString& text, QWidget* parent) : QAbstractButton(parent), m_icon(icon)
{
    setText(text);
    setToolTip(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void RailItem::setNote(const QString& note, Meaning meaning)
{
    m_note = note;
    m_meaning = meaning;
    setAccessibleDescription(note);
    updateGeometry();
    update();
}

void RailItem::setFolded(bool folded)
{
    m_folded = folded;
    updateGeometry();
    update();
}

void RailItem::paintFolded(QPainter& painter)
{
    const Colours& colours = coloursOf(palette());
    const int top = m_note.isEmpty() ? height() / 2 - 8 : 5;
    painter.drawPixmap(width() / 2 - 8, top,
                       iconPixmap(m_icon, isChecked() ? colours.text : colours.dim, 16, devicePixelRatioF()));
    painter.setFont(captionFont(font()));
    painter.setPen(colours.tone(m_meaning).fore);
    const QString note = painter.fontMetrics().elidedText(m_note, Qt::ElideRight, width() - 2);
    painter.drawText(QRect(0, 22, width(), 16), Qt::AlignCenter, note);
}

void RailItem::paintEvent(QPaintEvent* event)
{
    Q_UNUSED(event)
    const Colours& colours = coloursOf(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75);
    painter.setPen(Qt::NoPen);
    if (isChecked() || underMouse()) {
        painter.setBrush(isChecked() ? colours.pane : colours.selection);
        painter.drawRoundedRect(box, 5, 5);
    }
    const auto place = [this](const QRect& r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    if (isChecked())
        painter.fillRect(place(QRect(0, 6, 3, height() - 12)), colours.accent);
    if (m_folded) {
        paintFolded(painter);
    } else {
        const auto start =
            int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine);
        const auto end =
            int(QStyle::visualAlignment(layoutDirection(), Qt::AlignRight) | Qt::AlignVCenter | Qt::TextSingleLine);
        const QPoint icon = place(QRect(11, height() / 2 - 8, 16, 16)).topLeft();
        painter.drawPixmap(icon, iconPixmap(m_icon, isChecked() ? colours.text : colours.dim, 16, devicePixelRatioF()));
        const QFont small = captionFont(font());
        const int noteWidth = m_note.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(m_note) + 6;
        painter.setFont(isChecked() ? boldFont(font()) : font());
        painter.setPen(colours.text);
        const int room = width() - 35 - noteWidth - 10;
        painter.drawText(place(QRect(35, 0, room, height())), start,
                         painter.fontMetrics().elidedText(text(), Qt::ElideMiddle, room));
        painter.setFont(small);
        painter.setPen(m_meaning == Meaning::None ? colours.dim : colours.tone(m_meaning).fore);
        painter.drawText(place(QRect(width() - noteWidth - 10, 0, noteWidth, height())), end, m_note);
    }
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(colours.accent, 1.5));
        painter.drawRoundedRect(box, 5, 5);
    }
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bardelegate.h"

#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QPainter>

namespace stevedore::ui {

void BarDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = coloursOf(option.palette);
    painter->save();
    painter->setFont(option.font);
    paint::hairline(*painter, option.rect, colours.line);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(colours.accent, 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    const QRect inside = option.rect.adjusted(12, 0, -12, -1);
    const auto place = [&](const QRect& r) { return QStyle::visualRect(option.direction, option.rect, r); };
    const auto start =
        int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine);
    const auto end =
        int(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter | Qt::TextSingleLine);
    const int figureWidth = std::max(44, option.fontMetrics.horizontalAdvance(index.data(FigureRole).toString()));
    const int barWidth = std::max(36, inside.width() / 5);
    const int textWidth = inside.width() - figureWidth - barWidth - 12;
    painter->setPen(colours.text);
    painter->drawText(place(QRect(inside.left(), inside.top(), textWidth, inside.height())), start,
                      option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, textWidth));
    painter->drawText(place(QRect(inside.right() - figureWidth, inside.top(), figureWidth, inside.height())), end,
                      index.data(FigureRole).toString());
    const QRect track = place(QRect(inside.left() + textWidth + 8, inside.center().y() - 2, barWidth, 6));
    paint::bar(*painter, track, index.data(ShareRole).toDouble(), colours.accent, colours.track, option.direction);
    painter->restore();
}

QSize BarDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    Q_UNUSED(option)
    Q_UNUSED(index)
    // The view makes it as wide as itself.
    return {120, space::row + 2};
}

} // namespace stevedore::ui

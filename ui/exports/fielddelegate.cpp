// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/fielddelegate.h"

#include "models/roles.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QPainter>

namespace stevedore::ui {

void FieldDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem box = option;
    initStyleOption(&box, index);
    const QString label = box.text;
    const QStyle* const style = box.widget ? box.widget->style() : QApplication::style();
    // Without a check box the text stands where the controls above it begin.
    const int inset = box.features.testFlag(QStyleOptionViewItem::HasCheckIndicator) ? space::tight : 8;
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const QRect text = style->subElementRect(QStyle::SE_ItemViewItemText, &box, box.widget)
                           .adjusted(isMirrored ? 8 : inset, 0, isMirrored ? -inset : -8, 0);
    box.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &box, painter, box.widget);

    const Colours& colours = coloursOf(option.palette);
    const int side = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter);
    painter->save();
    painter->setFont(box.font);
    painter->setPen(index.data(DimRole).toBool() ? colours.dim : colours.text);
    const int width = std::min(box.fontMetrics.horizontalAdvance(label) + 2, text.width());
    const QRect first(text.left(), text.top(), width, text.height());
    painter->drawText(QStyle::visualRect(option.direction, text, first), side,
                      box.fontMetrics.elidedText(label, Qt::ElideMiddle, width));
    const int left = width + space::between;
    const QRect rest = text.adjusted(left, 0, 0, 0);
    if (rest.width() > 40) {
        painter->setFont(captionFont(box.font));
        painter->setPen(colours.dim);
        painter->drawText(
            QStyle::visualRect(option.direction, text, rest), side,
            painter->fontMetrics().elidedText(index.data(DetailRole).toString(), Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

QSize FieldDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), space::row};
}

} // namespace stevedore::ui

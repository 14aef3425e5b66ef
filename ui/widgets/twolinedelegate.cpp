// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/twolinedelegate.h"

#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QPainter>

namespace stevedore::ui {

namespace {

constexpr int lineHeight = 48;
constexpr int shapeSize = 12;

} // namespace

void TwoLineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colours& colours = coloursOf(option.palette);
    const Meaning meaning = index.data(ToneRole).value<Meaning>();
    const Tone& tone = colours.tone(meaning);
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, colours.selection);
    paint::hairline(*painter, option.rect, colours.line);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(colours.accent, 2));
        painter->drawRect(option.rect.adjusted(1, 1, -1, -1));
    }
    const auto mirrored = [&](const QRect& r) { return QStyle::visualRect(option.direction, option.rect, r); };
    const auto start =
        int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine);
    const auto end =
        int(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter | Qt::TextSingleLine);
    const QRect inside = option.rect.adjusted(12, 6, -12, -7);
    QFont figureFont = option.font;
    figureFont.setPixelSize(15);
    const QString figure = index.data(FigureRole).toString();
    const int figureWidth = QFontMetrics(figureFont).horizontalAdvance(figure) + 2;
    const int textLeft = inside.left() + shapeSize + 8;
    const int textWidth = inside.right() - textLeft - figureWidth - 8;
    paint::shape(*painter, mirrored(QRect(inside.left(), inside.top() + 3, shapeSize, shapeSize)), meaning, tone.fore);

    painter->setFont(option.font);
    painter->setPen(colours.text);
    const QFontMetrics& metrics = option.fontMetrics;
    painter->drawText(mirrored(QRect(textLeft, inside.top(), textWidth, 18)), start,
                      metrics.elidedText(index.data().toString(), Qt::ElideRight, textWidth));
    QFont small = option.font;
    small.setPixelSize(12);
    painter->setFont(small);
    painter->setPen(colours.dim);
    painter->drawText(mirrored(QRect(textLeft, inside.top() + 18, textWidth, 17)), start,
                      QFontMetrics(small).elidedText(index.data(DetailRole).toString(), Qt::ElideRight, textWidth));
    painter->setFont(figureFont);
    painter->setPen(tone.fore);
    painter->drawText(mirrored(QRect(inside.right() - figureWidth + 1, inside.top(), figureWidth, inside.height())),
                      end, figure);
    painter->restore();
}

QSize TwoLineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {option.fontMetrics.horizontalAdvance(index.data().toString()) / 2 + 80, lineHeight};
}

} // namespace stevedore::ui

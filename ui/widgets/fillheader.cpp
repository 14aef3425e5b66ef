// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/fillheader.h"

#include "widgets/paint.h"
#include "widgets/theme.h"

#include <QPainter>

namespace stevedore::ui {

FillHeader::FillHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setHighlightSections(false);
    setMinimumSectionSize(48);
    setFocusPolicy(Qt::NoFocus);
}

void FillHeader::setChosen(int section)
{
    m_chosen = section;
    viewport()->update();
}

void FillHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const Colours& colours = coloursOf(palette());
    painter->save();
    painter->fillRect(rect, section == m_chosen ? colours.selection : colours.pane);
    paint::hairline(*painter, rect, colours.line);
    painter->setPen(section == m_chosen ? colours.text : colours.dim);
    const QRect text = rect.adjusted(10, 3, -8, -14);
    const QString name = model()->headerData(section, Qt::Horizontal).toString();
    const auto alignment = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    painter->drawText(text, int(alignment | Qt::AlignVCenter | Qt::TextSingleLine),
                      painter->fontMetrics().elidedText(name, Qt::ElideRight, text.width()));
    const QVariant share = model()->headerData(section, Qt::Horizontal, ShareRole);
    const QRectF track(rect.left() + 10, rect.bottom() - 10, rect.width() - 20, 5);
    if (share.isValid())
        paint::bar(*painter, track, share.toDouble(), colours.waiting.solid, colours.track, layoutDirection());
    painter->restore();
}

} // namespace stevedore::ui

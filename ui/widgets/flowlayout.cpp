// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flowlayout.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QWidget>

namespace stevedore::ui {

namespace {

constexpr int controlHeight = 30;

} // namespace

void askForRoom(QWidget* widget)
{
    for (; widget && !widget->isWindow(); widget = widget->parentWidget())
        widget->updateGeometry();
}

FlowLayout::FlowLayout(int gap) : m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem* item)
{
    m_items.append(item);
    invalidate();
    askForRoom(parentWidget());
}

QLayoutItem* FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

void FlowLayout::clear()
{
    while (QLayoutItem* item = takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            // The widget may be the one whose signal led here, so it goes later; it is out of reach at once.
            widget->hide();
            widget->setParent(nullptr);
            widget->deleteLater();
        }
        delete item;
    }
    invalidate();
}

void FlowLayout::setGeometry(const QRect& area)
{
    QLayout::setGeometry(area);
    place(area, true);
}

QSize FlowLayout::sizeHint() const
{
    int width = 0;
    int height = 0;
    for (const QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        width += item->sizeHint().width() + m_gap;
        height = std::max(height, item->sizeHint().height());
    }
    return {width, height};
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem* item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size;
}

int FlowLayout::place(const QRect& area, bool really) const
{
    const Qt::LayoutDirection direction = parentWidget() ? parentWidget()->layoutDirection() : Qt::LeftToRight;
    int x = area.left();
    int y = area.top();
    int line = 0;
    for (QLayoutItem* item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize wanted(std::min(item->sizeHint().width(), area.width()), item->sizeHint().height());
        if (x > area.left() && x + wanted.width() > area.left() + area.width()) {
            x = area.left();
            y += line + m_gap;
            line = 0;
        }
        if (really)
            item->setGeometry(QStyle::visualRect(direction, area, QRect(QPoint(x, y), wanted)));
        x += wanted.width() + m_gap;
        line = std::max(line, wanted.height());
    }
    return y + line - area.top();
}

FlowLayout* flowOf(const QList<QWidget*>& controls)
{
    auto* flow = new FlowLayout(space::between);
    flow->setContentsMargins(0, 0, 0, 0);
    for (QWidget* control : controls) {
        auto* box = new QWidget;
        auto* line = new QHBoxLayout(box);
        line->setContentsMargins(0, 0, 0, 0);
        line->addWidget(control, 0, Qt::AlignVCenter);
        box->setMinimumHeight(controlHeight);
        flow->addWidget(box);
    }
    return flow;
}

} // namespace stevedore::ui

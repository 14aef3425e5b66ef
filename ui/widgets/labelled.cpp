// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/labelled.h"

#include "widgets/theme.h"

#include <QBoxLayout>
#include <QLabel>

namespace stevedore::ui {

namespace {

QWidget* labelled(const QString& name, QWidget* control, QBoxLayout::Direction direction)
{
    const bool isBeside = direction == QBoxLayout::LeftToRight;
    auto* box = new QWidget;
    auto* line = new QBoxLayout(direction, box);
    line->setContentsMargins(0, 0, isBeside ? space::between : 0, 0);
    line->setSpacing(isBeside ? space::between : space::tight);
    QLabel* label = plainLabel(name, "dim");
    label->setBuddy(control);
    control->setAccessibleName(name);
    line->addWidget(label);
    line->addWidget(control);
    return box;
}

} // namespace

QWidget* labelledBeside(const QString& name, QWidget* control)
{
    return labelled(name, control, QBoxLayout::LeftToRight);
}

QWidget* labelledBelow(const QString& name, QWidget* control)
{
    return labelled(name, control, QBoxLayout::TopToBottom);
}

} // namespace stevedore::ui

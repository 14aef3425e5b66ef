// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pane.h"

#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>

namespace stevedore::ui {

Pane::Pane(const QString& title, QWidget* parent) : QFrame(parent), m_headBox(new QWidget), m_hairline(new QFrame)
{
    setProperty("pane", true);
    m_title = plainLabel({}, "heading");
    m_title->setWordWrap(true);
    m_head = new QHBoxLayout(m_headBox);
    m_head->setContentsMargins(space::inner, 8, space::inner, 8);
    m_head->setSpacing(space::between);
    m_head->addWidget(m_title, 1);
    m_headBox->setMinimumHeight(36);
    m_hairline->setProperty("hairline", true);
    m_body = new QVBoxLayout(this);
    m_body->setContentsMargins(1, 1, 1, 1);
    m_body->setSpacing(0);
    m_body->addWidget(m_headBox);
    m_body->addWidget(m_hairline);
    setTitle(title);
}

void Pane::setTitle(const QString& title)
{
    m_title->setText(title);
    m_headBox->setVisible(!title.isEmpty());
    m_hairline->setVisible(!title.isEmpty());
    if (!title.isEmpty())
        setAccessibleName(title);
}

QBoxLayout* Pane::addPadded()
{
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(space::inner, space::inner, space::inner, space::inner);
    layout->setSpacing(space::between);
    m_body->addLayout(layout);
    return layout;
}

} // namespace stevedore::ui

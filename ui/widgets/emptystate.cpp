// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emptystate.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace stevedore::ui {

EmptyState::EmptyState(const QString& icon, Meaning meaning, QWidget* parent)
    : QWidget(parent), m_icon(icon), m_meaning(meaning), m_picture(new QLabel), m_fact(plainLabel({}, "title")),
      m_rest(plainLabel({}, "dim")), m_buttons(new QVBoxLayout)
{
    for (QLabel* label : {m_picture, m_fact, m_rest}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    m_buttons->setSpacing(space::between);
    m_buttons->setAlignment(Qt::AlignHCenter);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(space::edge, space::edge, space::edge, space::edge);
    all->setSpacing(space::between);
    all->addStretch(2);
    all->addWidget(m_picture);
    all->addWidget(m_fact);
    all->addWidget(m_rest);
    all->addSpacing(space::tight);
    all->addLayout(m_buttons);
    all->addStretch(3);
    paintIcon();
}

void EmptyState::say(const QString& fact, const QString& rest)
{
    m_fact->setText(fact);
    m_rest->setText(rest);
    m_rest->setVisible(!rest.isEmpty());
}

QPushButton* EmptyState::addButton(const QString& text, bool primary)
{
    auto* button = new QPushButton(text);
    button->setProperty("primary", primary);
    m_buttons->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

void EmptyState::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        paintIcon();
    QWidget::changeEvent(event);
}

void EmptyState::paintIcon()
{
    const Colours& colours = coloursOf(palette());
    m_picture->setPixmap(iconPixmap(m_icon, m_meaning == Meaning::None ? colours.dim : colours.tone(m_meaning).fore, 40,
                                    devicePixelRatioF()));
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/strip.h"

#include "widgets/flowlayout.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

Strip::Strip(QWidget* parent)
    : QFrame(parent), m_fact(plainLabel({}, "fact")), m_rest(plainLabel({}, "")), m_linkBox(new QWidget),
      m_links(new FlowLayout(space::between))
{
    setProperty("strip", u"attention"_s);
    m_fact->setWordWrap(true);
    m_rest->setWordWrap(true);
    m_linkBox->setLayout(m_links);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    m_linkBox->setSizePolicy(policy);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(space::inner, 9, space::inner, 9);
    lines->setSpacing(space::tight);
    lines->addWidget(m_fact);
    lines->addWidget(m_rest);
    lines->addWidget(m_linkBox);
    hide();
}

void Strip::setFailed(bool failed)
{
    setRole(this, "strip", failed ? u"refused"_s : u"attention"_s);
}

void Strip::setPlain()
{
    setRole(this, "strip", u"plain"_s);
}

void Strip::say(const QString& fact, const QString& rest)
{
    m_links->clear();
    m_linkBox->hide();
    m_fact->setText(fact);
    m_fact->setVisible(!fact.isEmpty());
    m_rest->setText(rest);
    m_rest->setVisible(!rest.isEmpty());
    setAccessibleName(fact);
    setAccessibleDescription(rest);
    setVisible(!fact.isEmpty() || !rest.isEmpty());
    askForRoom(m_rest);
}

QPushButton* Strip::addLink(const QString& text)
{
    QPushButton* button = linkButton(text);
    m_links->addWidget(button);
    m_linkBox->show();
    askForRoom(m_linkBox);
    return button;
}

QPushButton* Strip::addButton(const QString& text)
{
    auto* button = new QPushButton(text);
    m_links->addWidget(button);
    m_linkBox->show();
    askForRoom(m_linkBox);
    return button;
}

QPushButton* linkButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

} // namespace stevedore::ui

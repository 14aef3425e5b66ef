// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/footbar.h"

#include "widgets/elidedlabel.h"
#include "widgets/textlabel.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

FootBar::FootBar(QWidget* parent)
    : QWidget(parent), m_sentence(new TextLabel), m_note(new ElidedLabel), m_actions(new QHBoxLayout),
      m_primary(new QPushButton)
{
    setProperty("surface", u"pane"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* hairline = new QFrame;
    hairline->setProperty("hairline", true);
    m_sentence->setTextFormat(Qt::RichText);
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(u"footSentence"_s);
    m_primary->setProperty("primary", true);
    m_primary->setObjectName(u"primary"_s);
    m_primary->setDefault(true);
    m_primary->hide();
    m_actions->setSpacing(10);
    m_actions->addWidget(m_primary);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::edge, 9, space::edge, 9);
    line->setSpacing(space::panes);
    line->addWidget(m_sentence, 1);
    line->addLayout(m_actions);
    m_note->setProperty("role", u"caption"_s);
    m_note->setObjectName(u"footNote"_s);
    // Under the actions, too: it is what somebody reads before pressing them, and there it has the room.
    m_note->setContentsMargins(space::edge, 0, space::edge, 8);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(hairline);
    all->addLayout(line);
    all->addWidget(m_note);
    setMinimumHeight(51);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void FootBar::say(const QString& fact, const QString& rest)
{
    // Both parts may hold names from files and servers, so they are escaped and stay plain.
    const QString space = fact.isEmpty() || rest.isEmpty() ? QString() : u" "_s;
    const QString dim = palette().color(QPalette::PlaceholderText).name();
    m_sentence->setText(
        u"<b>%1</b>%2<span style=\"color:%3\">%4</span>"_s.arg(fact.toHtmlEscaped(), space, dim, rest.toHtmlEscaped()));
    m_sentence->setAccessibleName(fact + space + rest);
}

void FootBar::setNote(const QString& text)
{
    m_note->say(text);
}

QPushButton* FootBar::addSecondary(const QString& text, const QString& objectName)
{
    auto* button = new QPushButton(text);
    button->setObjectName(objectName);
    m_actions->insertWidget(m_actions->count() - 1, button);
    return button;
}

void FootBar::addControl(QWidget* control)
{
    m_actions->insertWidget(0, control);
}

void FootBar::setPrimary(const QString& text, bool enabled)
{
    m_primary->setText(text);
    m_primary->setEnabled(enabled);
    m_primary->setVisible(!text.isEmpty());
}

} // namespace stevedore::ui

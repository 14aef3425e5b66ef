// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rail.h"

#include "widgets/cardbutton.h"
#include "widgets/railitem.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int openWidth = 204;
constexpr int foldedWidth = 60;
constexpr int mostRecent = 9;

} // namespace

Rail::Rail(QWidget* parent)
    : QWidget(parent), m_card(new CardButton), m_org(plainLabel({}, "heading")), m_detail(plainLabel({}, "dim")),
      m_kind(plainLabel({}, "badge")), m_state(plainLabel({}, "dim")), m_recent(plainLabel(tr("RECENT"), "caption")),
      m_list(new QVBoxLayout)
{
    setProperty("surface", u"rail"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(openWidth);
    auto* card = new QVBoxLayout(m_card);
    card->setContentsMargins(10, 9, 10, 9);
    card->setSpacing(3);
    card->addWidget(m_org);
    card->addWidget(m_detail);
    card->addWidget(m_kind, 0, Qt::AlignLeft);
    card->addWidget(m_state);
    for (QLabel* label : {m_org, m_detail, m_kind, m_state})
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_card->setObjectName(u"connectionCard"_s);
    connect(m_card, &CardButton::clicked, this, [this] { Q_EMIT placeChosen(Connections); });
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(8, 12, 8, 10);
    all->setSpacing(2);
    all->addWidget(m_card);
    all->addSpacing(12);
    all->addWidget(addPlace(Imports, u"import"_s, tr("Imports"), u"railImports"_s));
    all->addWidget(addPlace(Exports, u"export"_s, tr("Exports"), u"railExports"_s));
    all->addWidget(addPlace(Connections, u"connection"_s, tr("Connections"), u"railConnections"_s));
    all->addSpacing(14);
    m_recent->setContentsMargins(10, 0, 0, 4);
    all->addWidget(m_recent);
    m_list->setSpacing(2);
    all->addLayout(m_list);
    all->addStretch(1);
    all->addWidget(addPlace(Settings, u"settings"_s, tr("Settings"), u"railSettings"_s));
    all->addWidget(addPlace(Help, u"help"_s, tr("Help"), u"railHelp"_s));
    m_places[Help]->setNote(u"F1"_s, Meaning::None);
    setConnection({});
    setImports({});
}

RailItem* Rail::addPlace(Place place, const QString& icon, const QString& name, const QString& objectName)
{
    auto* item = new RailItem(icon, name);
    item->setObjectName(objectName);
    m_places[place] = item;
    connect(item, &RailItem::clicked, this, [this, place, item] {
        // The owner decides where the window is; a click alone does not move the mark.
        item->setChecked(!item->isChecked());
        Q_EMIT placeChosen(place);
    });
    return item;
}

void Rail::setConnection(const RailConnection& connection)
{
    m_connection = connection;
    fillCard();
}

void Rail::fillCard()
{
    const RailConnection& c = m_connection;
    const bool none = c.org.isEmpty();
    const QString org = none ? tr("No connection") : c.org;
    const int room = openWidth - 40;
    m_org->setText(m_folded ? org.left(1).toUpper() : m_org->fontMetrics().elidedText(org, Qt::ElideRight, room - 6));
    m_org->setAlignment(m_folded ? Qt::AlignCenter : Qt::AlignLeft);
    m_detail->setText(m_detail->fontMetrics().elidedText(c.detail, Qt::ElideMiddle, room));
    m_detail->setVisible(!m_folded && !c.detail.isEmpty());
    m_kind->setText(c.kind.toUpper());
    setRole(m_kind, "role", c.production ? u"badge-attention"_s : u"badge"_s);
    m_kind->setVisible(!m_folded && !c.kind.isEmpty());
    m_state->setText(none && c.state.isEmpty() ? tr("Click to add one") : c.state);
    setRole(m_state, "role", c.meaning == Meaning::Refused ? u"refused"_s : u"dim"_s);
    m_state->setVisible(!m_folded);
    const QString whole = QStringList({org, c.detail, c.kind, m_state->text()}).join(u", "_s);
    m_card->setToolTip(whole);
    m_card->setAccessibleName(tr("Connection: %1").arg(whole));
    m_card->updateGeometry();
}

void Rail::setImports(const QList<RailImport>& imports)
{
    const QList<RailImport> shown = imports.mid(0, mostRecent);
    m_recent->setVisible(!shown.isEmpty() && !m_folded);
    m_places[Imports]->setNote(imports.isEmpty() ? QString() : QString::number(imports.size()), Meaning::None);
    while (m_items.size() > shown.size())
        m_items.takeLast()->deleteLater();
    while (m_items.size() < shown.size()) {
        auto* item = new RailItem(u"file"_s, {});
        const qsizetype at = m_items.size();
        connect(item, &RailItem::clicked, this, [this, item, at] {
            item->setChecked(!item->isChecked());
            if (at < m_shown.size())
                Q_EMIT importChosen(m_shown.at(at).id);
        });
        item->setFolded(m_folded);
        m_list->addWidget(item);
        m_items.append(item);
    }
    m_shown = shown;
    for (qsizetype i = 0; i < shown.size(); ++i) {
        const RailImport& import = shown.at(i);
        RailItem* item = m_items.at(i);
        item->setText(import.name);
        item->setToolTip(import.name);
        item->setAccessibleName(tr("Import %1").arg(import.name));
        item->setNote(import.note, import.meaning);
        item->setChecked(import.id == m_current && m_current.value > 0);
    }
}

void Rail::setPlace(Place place, ImportId current)
{
    m_current = current;
    for (const auto& [which, item] : m_places)
        item->setChecked(which == place);
    for (qsizetype i = 0; i < m_items.size(); ++i)
        m_items.at(i)->setChecked(place == Imports && current.value > 0 && m_shown.at(i).id == current);
}

void Rail::setFolded(bool folded)
{
    if (folded == m_folded)
        return;
    m_folded = folded;
    setFixedWidth(folded ? foldedWidth : openWidth);
    m_recent->setVisible(!folded && !m_shown.isEmpty());
    for (const auto& [place, item] : m_places)
        item->setFolded(folded);
    m_places[Help]->setNote(folded ? QString() : u"F1"_s, Meaning::None);
    for (RailItem* item : std::as_const(m_items))
        item->setFolded(folded);
    fillCard();
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/connectionspage.h"

#include "pages/connectionform.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

ConnectionsPage::ConnectionsPage(QWidget* parent)
    : QWidget(parent), m_strip(new Strip), m_cards(new QVBoxLayout), m_secrets(new Strip), m_form(new ConnectionForm)
{
    setProperty("surface", u"ground"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* inside = new QWidget;
    inside->setProperty("clear", true);
    auto* lines = new QVBoxLayout(inside);
    lines->setContentsMargins(space::edge + 12, space::edge, space::edge + 12, space::edge);
    lines->setSpacing(space::panes);
    auto* top = new QHBoxLayout;
    top->addWidget(plainLabel(tr("Connections"), "title"), 1);
    auto* file = new QPushButton(tr("Add from a connection file…"));
    file->setObjectName(u"addConnectionFile"_s);
    top->addWidget(file);
    lines->addLayout(top);
    lines->addWidget(m_strip);
    lines->addWidget(m_secrets);
    m_cards->setSpacing(space::inner);
    lines->addLayout(m_cards);
    lines->addWidget(m_form);
    lines->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(inside);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    connect(file, &QPushButton::clicked, this, &ConnectionsPage::fileWanted);
}

void ConnectionsPage::setSecrets(const SecretsFacts& secrets)
{
    using Place = SecretsFacts::Place;
    m_secrets->say({}, {});
    switch (secrets.place) {
    case Place::Unsaid:
        m_form->setSecretsText({});
        break;
    case Place::KeyStore:
        m_form->setSecretsText(
            tr("Secrets go into the key store of this computer; while that is unlocked, every program "
               "that you run can read it."));
        break;
    case Place::File:
        m_form->setSecretsText(tr("Secrets go into a file that only you can read."));
        m_secrets->setPlain();
        m_secrets->say(
            tr("Secrets are kept in a file"),
            tr("No key store answers on this computer. Only you can read the file, but it is not encrypted."));
        connect(m_secrets->addButton(tr("Delete the file, keep secrets until the program ends")), &QPushButton::clicked,
                this, [this] { Q_EMIT secretsFileWanted(false); });
        break;
    case Place::Memory:
        m_form->setSecretsText(tr("Secrets are kept until the program ends."));
        m_secrets->setFailed(false);
        m_secrets->say(
            tr("This computer has no key store that answers"),
            tr("A sign-in lasts until the program ends. Start a key store (such as GNOME Keyring or KWallet) "
               "and then this program again, or keep secrets in a file that only you can read. The system says: %1.")
                .arg(secrets.reason));
        QPushButton* keep = m_secrets->addButton(tr("Keep secrets in a file…"));
        keep->setObjectName(u"keepSecretsInFile"_s);
        connect(keep, &QPushButton::clicked, this, [this] { Q_EMIT secretsFileWanted(true); });
        break;
    }
}

void ConnectionsPage::setConnections(const QList<Connection>& connections)
{
    m_connections = connections;
    fillCards();
}

void ConnectionsPage::setFacts(const ConnectionFacts& facts)
{
    if (facts == m_facts)
        return;
    m_facts = facts;
    fillCards();
}

void ConnectionsPage::setFailure(const QString& sentence)
{
    m_strip->setFailed(true);
    m_strip->say(sentence, {});
}

void ConnectionsPage::fillCards()
{
    while (QLayoutItem* item = m_cards->takeAt(0)) {
        if (QWidget* card = item->widget()) {
            card->hide();
            card->deleteLater();
        }
        delete item;
    }
    for (const Connection& connection : std::as_const(m_connections))
        m_cards->addWidget(makeCard(connection));
    if (m_connections.isEmpty()) {
        QLabel* none = plainLabel(tr("No connection yet. Add one below, or start with the sample on the first page: it "
                                     "brings a CRM of its own."),
                                  "dim");
        none->setWordWrap(true);
        m_cards->addWidget(none);
    }
}

QWidget* ConnectionsPage::makeCard(const Connection& connection)
{
    const bool current = m_facts.name == connection.name;
    auto* pane = new Pane;
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::inner, space::inner, space::inner, space::inner);
    line->setSpacing(space::between);
    auto* texts = new QVBoxLayout;
    texts->setSpacing(space::tight);
    auto* head = new QHBoxLayout;
    head->setSpacing(space::between);
    head->addWidget(plainLabel(connection.name, "heading"));
    head->addWidget(plainLabel(kindName(connection.kind).toUpper(),
                               connection.kind == ConnectionKind::Production ? "badge-attention" : "badge"));
    head->addStretch(1);
    texts->addLayout(head);
    texts->addWidget(plainLabel(connection.apiUrl.host(), "dim"));
    QLabel* state =
        plainLabel(current ? m_facts.text : tr("Not in use"), current && m_facts.failed ? "refused" : "dim");
    state->setWordWrap(true);
    texts->addWidget(state);
    line->addLayout(texts, 1);
    auto* use = new QPushButton(current ? tr("Test again") : tr("Use this one"));
    auto* remove = new QPushButton(tr("Remove…"));
    use->setObjectName(u"use:"_s + connection.name);
    remove->setObjectName(u"remove:"_s + connection.name);
    use->setEnabled(!(current && m_facts.working));
    line->addWidget(use, 0, Qt::AlignTop);
    line->addWidget(remove, 0, Qt::AlignTop);
    pane->body()->addLayout(line);
    const QString name = connection.name;
    connect(use, &QPushButton::clicked, this, [this, name] { Q_EMIT useWanted(name); });
    connect(remove, &QPushButton::clicked, this, [this, name] { Q_EMIT removeWanted(name); });
    return pane;
}

} // namespace stevedore::ui

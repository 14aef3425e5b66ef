// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/connectionspage.h"

#include "widgets/flowlayout.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>

#include <array>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct Centre
{
    const char* name;
    const char16_t* domain;
};
/// The data centres and the ends of their addresses (Zoho CRM API v8, multi-DC).
constexpr std::array<Centre, 8> centres = {
    {{QT_TRANSLATE_NOOP("stevedore::ui::ConnectionsPage", "United States"), u"com"},
     {QT_TRANSLATE_NOOP("stevedore::ui::ConnectionsPage", "Europe"), u"eu"},
     {QT_TRANSLATE_NOOP("stevedore::ui::ConnectionsPage", "India"), u"in"},
     {QT_TRANSLATE_NOOP("stevedore::ui::ConnectionsPage", "Australia"), u"com.au"},
     {QT_TRANSLATE_NOOP("stevedore::ui::ConnectionsPage", "Japan"), u"jp"},
     {QT_TRANSLATE_NOOP("stevedore::ui::ConnectionsPage", "China"), u"com.cn"},
     {QT_TRANSLATE_NOOP("stevedore::ui::ConnectionsPage", "Saudi Arabia"), u"sa"},
     {QT_TRANSLATE_NOOP("stevedore::ui::ConnectionsPage", "Canada"), u"ca"}}};

QUrl address(const QString& host, const QString& domain)
{
    // Canada's hosts are the only ones under another name.
    if (domain == u"ca")
        return QUrl(u"https://%1.zohocloud.ca"_s.arg(host));
    return QUrl(u"https://%1.%2.%3"_s.arg(host, host == u"accounts" ? u"zoho"_s : u"zohoapis"_s, domain));
}

} // namespace

ConnectionsPage::ConnectionsPage(QWidget* parent)
    : QWidget(parent), m_strip(new Strip), m_cards(new QVBoxLayout), m_name(new QLineEdit), m_kind(new QComboBox),
      m_centre(new QComboBox), m_clientId(new QLineEdit), m_clientSecret(new QLineEdit), m_refreshToken(new QLineEdit),
      m_add(new QPushButton(tr("Add and sign in"))), m_missing(plainLabel({}, "dim"))
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
    m_cards->setSpacing(space::inner);
    lines->addLayout(m_cards);
    m_form = makeForm();
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

QWidget* ConnectionsPage::makeForm()
{
    for (const Centre& centre : centres)
        m_centre->addItem(tr(centre.name), QString::fromUtf16(centre.domain));
    for (const ConnectionKind kind : {ConnectionKind::Production, ConnectionKind::Sandbox, ConnectionKind::Developer})
        m_kind->addItem(kindName(kind), int(kind));
    m_clientSecret->setEchoMode(QLineEdit::Password);
    m_refreshToken->setEchoMode(QLineEdit::Password);
    auto* pane = new Pane(tr("Add by hand"));
    auto* form = new QFormLayout;
    form->setContentsMargins(space::inner, space::inner, space::inner, space::inner);
    form->setSpacing(space::between);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto row = [form](const QString& text, QWidget* control, const QString& name) {
        control->setObjectName(name);
        control->setAccessibleName(text);
        control->setMaximumWidth(420);
        form->addRow(plainLabel(text, "dim"), control);
    };
    row(tr("Name"), m_name, u"connectionName"_s);
    row(tr("Kind"), m_kind, u"connectionKind"_s);
    row(tr("Data centre"), m_centre, u"connectionCentre"_s);
    row(tr("Client id"), m_clientId, u"connectionClientId"_s);
    row(tr("Client secret"), m_clientSecret, u"connectionSecret"_s);
    row(tr("Refresh token"), m_refreshToken, u"connectionToken"_s);
    QLabel* note = plainLabel(tr("Client id, secret and token come from the API console of the data centre. They are "
                                 "kept on this computer in a folder that only you can read."),
                              "dim");
    note->setWordWrap(true);
    form->addRow(note);
    auto* end = new QHBoxLayout;
    end->addWidget(m_add);
    end->addWidget(m_missing, 1);
    form->addRow(end);
    m_add->setObjectName(u"addConnection"_s);
    pane->body()->addLayout(form);
    for (QLineEdit* edit : {m_name, m_clientId, m_clientSecret, m_refreshToken})
        connect(edit, &QLineEdit::textChanged, this, &ConnectionsPage::fillMissing);
    connect(m_add, &QPushButton::clicked, this, &ConnectionsPage::takeForm);
    fillMissing();
    return pane;
}

void ConnectionsPage::fillMissing()
{
    QStringList missing;
    const std::array<std::pair<QLineEdit*, QString>, 4> wanted = {{{m_name, tr("name")},
                                                                   {m_clientId, tr("client id")},
                                                                   {m_clientSecret, tr("client secret")},
                                                                   {m_refreshToken, tr("refresh token")}}};
    for (const auto& [edit, what] : wanted) {
        if (edit->text().trimmed().isEmpty())
            missing.append(what);
    }
    m_add->setEnabled(missing.isEmpty());
    m_missing->setText(missing.isEmpty() ? QString() : tr("Still wanted: %1").arg(missing.join(u", "_s)));
}

void ConnectionsPage::takeForm()
{
    Connection connection;
    const QString domain = m_centre->currentData().toString();
    connection.name = m_name->text().trimmed();
    connection.kind = ConnectionKind(m_kind->currentData().toInt());
    connection.accountsUrl = address(u"accounts"_s, domain);
    connection.apiUrl = address(connection.kind == ConnectionKind::Sandbox     ? u"sandbox"_s
                                : connection.kind == ConnectionKind::Developer ? u"developer"_s
                                                                               : u"www"_s,
                                domain);
    connection.uploadUrl = address(u"content"_s, domain);
    connection.clientId = m_clientId->text().trimmed();
    connection.clientSecret = m_clientSecret->text().trimmed();
    connection.refreshToken = m_refreshToken->text().trimmed();
    m_clientSecret->clear();
    m_refreshToken->clear();
    Q_EMIT addWanted(connection);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/connectionform.h"

#include "crm/signin/authorizeurl.h"
#include "crm/signin/datacentres.h"
#include "widgets/flowlayout.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int widest = 420;

QLineEdit* secretEdit()
{
    auto* edit = new QLineEdit;
    edit->setEchoMode(QLineEdit::Password);
    return edit;
}

QLineEdit* shownText()
{
    auto* edit = new QLineEdit;
    edit->setReadOnly(true);
    return edit;
}

} // namespace

ConnectionForm::ConnectionForm(QWidget* parent)
    : QWidget(parent), m_ways(new QButtonGroup(this)), m_rows(new QFormLayout), m_name(new QLineEdit),
      m_centre(new QComboBox), m_kind(new QComboBox), m_localAddress(new QLineEdit), m_clientId(new QLineEdit),
      m_clientSecret(secretEdit()), m_code(secretEdit()), m_refreshToken(secretEdit()), m_scopes(shownText()),
      m_uploadHost(new QLineEdit), m_port(new QSpinBox), m_moreLink(linkButton(tr("More"))),
      m_note(plainLabel({}, "dim")), m_state(plainLabel({}, "dim")), m_page(shownText()), m_add(new QPushButton),
      m_cancel(new QPushButton(tr("Cancel"))), m_openAgain(linkButton(tr("Open the browser again")))
{
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    auto* pane = new Pane(tr("Add a connection"));
    QBoxLayout* lines = pane->addPadded();
    lines->setSpacing(space::inner);
    lines->addWidget(makeWays());
    m_rows->setSpacing(space::between);
    m_rows->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    lines->addLayout(m_rows);
    makeRows();
    makeMore();
    m_note->setWordWrap(true);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    lines->addWidget(m_note);
    makeEnd(pane);
    all->addWidget(pane);
    fillRows();
}

QWidget* ConnectionForm::makeWays()
{
    auto* box = new QWidget;
    auto* line = new FlowLayout(space::panes);
    box->setLayout(line);
    const std::initializer_list<std::pair<Way, QString>> ways = {
        {Browser, tr("Sign in with the browser")}, {Code, tr("Code of a self client")}, {Token, tr("Refresh token")}};
    for (const auto& [way, text] : ways) {
        auto* button = new QRadioButton(text);
        button->setObjectName(u"signInWay%1"_s.arg(int(way)));
        button->setChecked(way == Browser);
        m_ways->addButton(button, way);
        line->addWidget(button);
    }
    connect(m_ways, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            fillRows();
    });
    return box;
}

void ConnectionForm::makeRows()
{
    for (const DataCentre& centre : dataCentres())
        m_centre->addItem(centre.name(), QString(centre.word));
    m_centre->addItem(tr("This computer (local CRM)"), QString());
    for (const ConnectionKind kind : {ConnectionKind::Production, ConnectionKind::Sandbox, ConnectionKind::Developer})
        m_kind->addItem(kindName(kind), int(kind));
    m_localAddress->setPlaceholderText(u"http://127.0.0.1:8765"_s);
    m_scopes->setText(signInScopes().join(u','));
    m_scopes->setCursorPosition(0);
    const auto row = [this](const QString& text, QWidget* control, const QString& name) {
        control->setObjectName(name);
        control->setAccessibleName(text);
        control->setMaximumWidth(widest);
        QLabel* label = plainLabel(text, "dim");
        label->setBuddy(control);
        m_rows->addRow(label, control);
        if (auto* edit = qobject_cast<QLineEdit*>(control))
            connect(edit, &QLineEdit::textChanged, this, &ConnectionForm::fillEnd);
    };
    row(tr("Name"), m_name, u"connectionName"_s);
    row(tr("Data centre"), m_centre, u"connectionCentre"_s);
    row(tr("Kind"), m_kind, u"connectionKind"_s);
    row(tr("Address"), m_localAddress, u"connectionAddress"_s);
    row(tr("Client id"), m_clientId, u"connectionClientId"_s);
    row(tr("Client secret"), m_clientSecret, u"connectionSecret"_s);
    row(tr("Scopes for the code"), m_scopes, u"connectionScopes"_s);
    row(tr("Code"), m_code, u"connectionCode"_s);
    row(tr("Refresh token"), m_refreshToken, u"connectionToken"_s);
    row(tr("Upload host"), m_uploadHost, u"connectionUploadHost"_s);
    row(tr("Redirect port"), m_port, u"connectionPort"_s);
    connect(m_centre, &QComboBox::currentIndexChanged, this, &ConnectionForm::fillRows);
}

void ConnectionForm::makeMore()
{
    m_port->setRange(0, 65'535);
    m_port->setValue(registeredPort);
    m_port->setSpecialValueText(tr("Any that is free"));
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    m_moreLink->setObjectName(u"connectionMore"_s);
    m_rows->addRow(m_moreLink);
    connect(m_port, &QSpinBox::valueChanged, this, &ConnectionForm::fillNote);
    connect(m_moreLink, &QPushButton::clicked, this, [this] {
        m_more = !m_more;
        fillRows();
    });
}

void ConnectionForm::makeEnd(QWidget* pane)
{
    auto* lines = qobject_cast<Pane*>(pane)->addPadded();
    lines->setSpacing(space::between);
    m_state->setWordWrap(true);
    m_state->setObjectName(u"signInState"_s);
    m_page->setObjectName(u"signInPage"_s);
    m_page->setAccessibleName(tr("Address to open in a browser"));
    auto* box = new QWidget;
    auto* line = new FlowLayout(space::between);
    box->setLayout(line);
    m_add->setObjectName(u"addConnection"_s);
    m_add->setProperty("primary", true);
    m_cancel->setObjectName(u"cancelSignIn"_s);
    m_openAgain->setObjectName(u"openBrowserAgain"_s);
    for (QPushButton* button : {m_add, m_cancel, m_openAgain})
        line->addWidget(button);
    lines->addWidget(m_state);
    lines->addWidget(m_page);
    lines->addWidget(box);
    connect(m_add, &QPushButton::clicked, this, &ConnectionForm::take);
    connect(m_cancel, &QPushButton::clicked, this, &ConnectionForm::cancelWanted);
    connect(m_openAgain, &QPushButton::clicked, this, &ConnectionForm::openAgainWanted);
}

ConnectionForm::Way ConnectionForm::way() const
{
    return Way(m_ways->checkedId());
}

bool ConnectionForm::isLocal() const
{
    return m_centre->currentData().toString().isEmpty();
}

void ConnectionForm::fillRows()
{
    const bool browser = way() == Browser;
    m_rows->setRowVisible(m_kind, !isLocal());
    m_rows->setRowVisible(m_localAddress, isLocal());
    m_rows->setRowVisible(m_scopes, way() == Code);
    m_rows->setRowVisible(m_code, way() == Code);
    m_rows->setRowVisible(m_refreshToken, way() == Token);
    m_rows->setRowVisible(m_uploadHost, m_more);
    m_rows->setRowVisible(m_port, m_more && browser);
    m_moreLink->setText(m_more ? tr("Less") : tr("More"));
    const DataCentre* const centre = dataCentreOf(m_centre->currentData().toString());
    m_uploadHost->setPlaceholderText(centre ? centre->uploadUrl().toString() : tr("That of the address"));
    m_clientSecret->setPlaceholderText(browser ? tr("If the client has one") : QString());
    fillNote();
    fillEnd();
}

void ConnectionForm::fillNote()
{
    QString first;
    switch (way()) {
    case Browser:
        first = m_port->value() == 0
                    ? tr("The client needs http://127.0.0.1/callback as a redirect address, with any port.")
                    : tr("Register a client for mobile or desktop apps in the API console of the data centre, with the "
                         "redirect address %1.")
                          .arg(u"http://127.0.0.1:%1%2"_s.arg(QString::number(m_port->value()), redirectPath));
        break;
    case Code:
        first = tr("Make the code in the API console of the data centre, under the self client, with the scopes above. "
                   "It lives for a few minutes and is good once.");
        break;
    case Token:
        first = tr("For a refresh token that was made for this client before, with all scopes that imports need.");
        break;
    }
    m_note->setText(m_secretsText.isEmpty() ? first : first + u' ' + m_secretsText);
}

void ConnectionForm::setSecretsText(const QString& sentence)
{
    m_secretsText = sentence;
    fillNote();
}

QStringList ConnectionForm::missing() const
{
    QStringList out;
    const auto want = [&out](const QLineEdit* edit, const QString& what) {
        if (edit->text().trimmed().isEmpty())
            out.append(what);
    };
    want(m_name, tr("name"));
    if (isLocal())
        want(m_localAddress, tr("address"));
    want(m_clientId, tr("client id"));
    if (way() != Browser)
        want(m_clientSecret, tr("client secret"));
    if (way() == Code)
        want(m_code, tr("code"));
    if (way() == Token)
        want(m_refreshToken, tr("refresh token"));
    return out;
}

void ConnectionForm::fillEnd()
{
    using Step = SignInFacts::Step;
    const bool busy = m_facts.step == Step::Browser || m_facts.step == Step::Code;
    const QStringList wanted = missing();
    for (QWidget* control :
         std::initializer_list<QWidget*>{m_name, m_centre, m_kind, m_localAddress, m_clientId, m_clientSecret, m_code,
                                         m_refreshToken, m_uploadHost, m_port})
        control->setEnabled(!busy);
    for (QAbstractButton* button : m_ways->buttons())
        button->setEnabled(!busy);
    m_add->setText(way() == Browser ? tr("Sign in with the browser") : tr("Add and sign in"));
    m_add->setVisible(!busy);
    m_add->setEnabled(wanted.isEmpty());
    m_cancel->setVisible(busy);
    m_openAgain->setVisible(m_facts.step == Step::Browser);
    m_page->setVisible(m_facts.step == Step::Browser && !m_facts.page.isEmpty());
    m_page->setText(m_facts.page.toString(QUrl::FullyEncoded));
    m_page->setCursorPosition(0);
    QString text = m_facts.text;
    if (m_facts.step == Step::Browser)
        text =
            m_facts.page.isEmpty()
                ? tr("Waiting for the browser: sign in on the CRM's page and allow access there. The answer is waited "
                     "for five minutes.")
                : tr("No browser could be opened. Open this address in a browser on this computer, sign in and allow "
                     "access there. The answer is waited for five minutes.");
    else if (m_facts.step == Step::Code)
        text = tr("The CRM is being asked for access.");
    else if (m_facts.step == Step::None && !wanted.isEmpty())
        text = tr("Still wanted: %1").arg(wanted.join(u", "_s));
    setRole(m_state, "role",
            m_facts.step == Step::Refused ? u"refused"_s
            : m_facts.step == Step::Done  ? u"in"_s
                                          : u"dim"_s);
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void ConnectionForm::setFacts(const SignInFacts& facts)
{
    m_facts = facts;
    if (facts.step == SignInFacts::Step::Done) {
        m_name->clear();
        m_clientSecret->clear();
    }
    fillEnd();
    // In a small window the end of the form is out of sight; where it is comes out with the next layout.
    if (facts.step != SignInFacts::Step::None)
        QMetaObject::invokeMethod(this, &ConnectionForm::showEnd, Qt::QueuedConnection);
}

void ConnectionForm::showEnd()
{
    for (QWidget* around = parentWidget(); around; around = around->parentWidget()) {
        if (auto* scroll = qobject_cast<QScrollArea*>(around)) {
            scroll->ensureWidgetVisible(m_add->parentWidget());
            scroll->ensureWidgetVisible(m_state);
        }
    }
}

SignInRequest ConnectionForm::request() const
{
    SignInRequest out;
    out.name = m_name->text().trimmed();
    out.kind = isLocal() ? ConnectionKind::LocalSandbox : ConnectionKind(m_kind->currentData().toInt());
    out.dataCentre = m_centre->currentData().toString();
    out.localAddress = QUrl(m_localAddress->text().trimmed(), QUrl::StrictMode);
    out.clientId = m_clientId->text().trimmed();
    out.clientSecret = m_clientSecret->text().trimmed();
    out.port = quint16(m_port->value());
    const QString upload = m_uploadHost->text().trimmed();
    if (!upload.isEmpty())
        out.uploadUrl = QUrl(upload.contains(u"://") ? upload : u"https://"_s + upload, QUrl::StrictMode);
    if (way() == Code)
        out.code = m_code->text().trimmed();
    return out;
}

void ConnectionForm::take()
{
    const SignInRequest asked = request();
    const QString token = m_refreshToken->text().trimmed();
    m_code->clear();
    m_refreshToken->clear();
    if (way() == Token) {
        m_clientSecret->clear();
        Q_EMIT tokenGiven(asked, token);
    } else {
        Q_EMIT signInWanted(asked);
    }
}

} // namespace stevedore::ui

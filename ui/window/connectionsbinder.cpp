// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/connectionsbinder.h"

#include "crm/keychain/secretvault.h"
#include "crm/trust.h"
#include "pages/connectionspage.h"
#include "widgets/prompts.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

ConnectionsBinder::ConnectionsBinder(Engine& engine, Prompts& prompts, ConnectionsPage& page)
    : m_engine(engine), m_prompts(prompts), m_page(page)
{
    page.setConnections(engine.connections());
    ConnectionForm& form = page.form();
    connect(&page, &ConnectionsPage::useWanted, this, [this](const QString& name) {
        const auto begun = m_engine.connectTo(name);
        m_page.setFailure(begun ? QString() : begun.error().sentence);
    });
    connect(&page, &ConnectionsPage::fileWanted, this, &ConnectionsBinder::addFile);
    connect(&page, &ConnectionsPage::removeWanted, this, &ConnectionsBinder::remove);
    connect(&page, &ConnectionsPage::secretsFileWanted, this, &ConnectionsBinder::setSecretsFile);
    connect(&form, &ConnectionForm::signInWanted, this, &ConnectionsBinder::signIn);
    connect(&form, &ConnectionForm::openAgainWanted, this, &ConnectionsBinder::openBrowser);
    connect(&form, &ConnectionForm::cancelWanted, this, [this] { m_engine.cancelSignIn(); });
    connect(&form, &ConnectionForm::tokenGiven, this, [this](const SignInRequest& request, const QString& token) {
        auto connection = connectionFor(request);
        if (connection) {
            connection->refreshToken = token;
            add(*connection);
        } else {
            signedIn(connection);
        }
    });
}

void ConnectionsBinder::add(const Connection& connection)
{
    if (auto saved = m_engine.saveConnection(connection); !saved)
        m_page.setFailure(saved.error().sentence);
    signedIn(connection);
}

void ConnectionsBinder::addFile()
{
    const auto path = m_prompts.openFile(&m_page, tr("Choose a connection file"), tr("Connection files (*.json)"));
    if (!path)
        return;
    const auto connection = readConnectionFile(*path);
    if (connection)
        add(*connection);
    else
        m_page.setFailure(connection.error().sentence);
}

void ConnectionsBinder::remove(const QString& name)
{
    if (!m_prompts.confirm(
            &m_page, tr("Remove the connection %1?").arg(name),
            tr("Its secrets are deleted from this computer. The imports made with it stay in the journal."),
            tr("Remove %1").arg(name), tr("Keep it")))
        return;
    if (auto removed = m_engine.removeConnection(name); !removed)
        m_page.setFailure(removed.error().sentence);
    m_page.setConnections(m_engine.connections());
}

void ConnectionsBinder::signIn(const SignInRequest& request)
{
    m_authorizePage.clear();
    m_page.form().setFacts({SignInFacts::Step::Code, {}, {}});
    m_engine.signIn(
        request, this,
        [this](const QUrl& page) {
            m_authorizePage = page;
            openBrowser();
        },
        [this](const Result<Connection>& connection) { signedIn(connection); });
}

void ConnectionsBinder::openBrowser()
{
    const bool opened = isSecureAddress(m_authorizePage) && m_prompts.openAddress(&m_page, m_authorizePage);
    m_page.form().setFacts({SignInFacts::Step::Browser, {}, opened ? QUrl() : m_authorizePage});
}

void ConnectionsBinder::signedIn(const Result<Connection>& connection)
{
    using Step = SignInFacts::Step;
    if (!connection) {
        const bool left = connection.error().kind == FailureKind::Cancelled;
        m_page.form().setFacts({left ? Step::None : Step::Refused, connection.error().sentence, {}});
        return;
    }
    m_page.form().setFacts({Step::Done, tr("%1 was added.").arg(connection->name), {}});
    m_page.setConnections(m_engine.connections());
    // It is there, and can be used once nothing runs elsewhere.
    if (const auto begun = m_engine.connectTo(*connection); !begun)
        m_page.setFailure(begun.error().sentence);
}

void ConnectionsBinder::useVault(SecretVault& vault)
{
    m_vault = &vault;
    connect(&vault, &SecretVault::placeChanged, this, &ConnectionsBinder::fillSecrets);
    connect(&vault, &SecretVault::failed, &m_page, &ConnectionsPage::setFailure);
    fillSecrets();
}

void ConnectionsBinder::fillSecrets()
{
    SecretsFacts facts;
    switch (m_vault->place()) {
    case SecretVault::Place::Looking:
        break;
    case SecretVault::Place::KeyStore:
        facts.place = SecretsFacts::Place::KeyStore;
        break;
    case SecretVault::Place::File:
        facts.place = SecretsFacts::Place::File;
        break;
    case SecretVault::Place::Memory:
        facts.place = SecretsFacts::Place::Memory;
        break;
    }
    facts.reason = m_vault->reason();
    m_page.setSecrets(facts);
}

void ConnectionsBinder::setSecretsFile(bool on)
{
    if (on &&
        !m_prompts.confirm(&m_page, tr("Keep secrets in a file?"),
                           tr("Client secrets and refresh tokens are written unencrypted below the home folder of "
                              "the journal. Only you can read the file, and every program that you run."),
                           tr("Keep them in a file"), tr("Until the program ends only")))
        return;
    const auto set = m_vault->setMayUseFile(on);
    if (!set)
        m_page.setFailure(set.error().sentence);
    QSettings().setValue(secretsInFileSetting, on && set);
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/connectionform.h"
#include "transfer/engine.h"

namespace stevedore {
class SecretVault;
}

namespace stevedore::ui {

class ConnectionsPage;
class Prompts;

/// Where the user's word is kept that secrets may be written to a file; a truth value and no secret.
inline constexpr QLatin1StringView secretsInFileSetting{"secrets/in-file"};

/// Binds the connections page to the engine: adding, signing in, using, removing, and where secrets are kept.
class ConnectionsBinder final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the binder.
    ConnectionsBinder(Engine& engine, Prompts& prompts, ConnectionsPage& page);

    /// Shows on the page what becomes of secrets and lets the user change it. `vault` must outlive the binder.
    void useVault(SecretVault& vault);

private:
    void add(const Connection& connection);
    void addFile();
    void remove(const QString& name);
    void signIn(const SignInRequest& request);
    void signedIn(const Result<Connection>& connection);
    void openBrowser();
    void fillSecrets();
    void setSecretsFile(bool on);

    Engine& m_engine;
    Prompts& m_prompts;
    ConnectionsPage& m_page;
    SecretVault* m_vault = nullptr;
    QUrl m_authorizePage;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"

#include <QWidget>

class QVBoxLayout;

namespace stevedore::ui {

class ConnectionForm;
class Strip;

/// How the connection that is in use stands, for its card.
struct ConnectionFacts
{
    QString name; ///< of the one in use; empty if none
    QString text; ///< "Example Ltd, signed in as a.user@example.eu"
    bool working = false;
    bool failed = false;
    bool operator==(const ConnectionFacts&) const = default;
};

/// Where secrets are kept.
struct SecretsFacts
{
    enum class Place { Unsaid, KeyStore, File, Memory };
    Place place = Place::Unsaid;
    QString reason; ///< why there is no key store, in its own words
    bool operator==(const SecretsFacts&) const = default;
};

/// The known connections as cards; adding one from a file or with the form. Says where secrets are kept if that is not
/// the key store.
class ConnectionsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionsPage(QWidget* parent = nullptr);

    void setConnections(const QList<Connection>& connections);
    void setFacts(const ConnectionFacts& facts);
    void setFailure(const QString& sentence);
    void setSecrets(const SecretsFacts& secrets);
    ConnectionForm& form() { return *m_form; }

Q_SIGNALS:
    void useWanted(const QString& name);
    void removeWanted(const QString& name);
    void fileWanted();
    /// Keep secrets in a file, or no longer.
    void secretsFileWanted(bool on);

private:
    void fillCards();
    QWidget* makeCard(const Connection& connection);

    QList<Connection> m_connections;
    ConnectionFacts m_facts;
    Strip* m_strip;
    QVBoxLayout* m_cards;
    Strip* m_secrets;
    ConnectionForm* m_form;
};

} // namespace stevedore::ui

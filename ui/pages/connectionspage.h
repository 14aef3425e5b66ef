// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace stevedore::ui {

class Pane;
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

/// The known connections as cards; adding one from a file or by hand.
class ConnectionsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectionsPage(QWidget* parent = nullptr);

    void setConnections(const QList<Connection>& connections);
    void setFacts(const ConnectionFacts& facts);
    void setFailure(const QString& sentence);

Q_SIGNALS:
    void useWanted(const QString& name);
    void removeWanted(const QString& name);
    void fileWanted();
    void addWanted(const stevedore::Connection& connection);

private:
    QWidget* makeForm();
    void fillCards();
    QWidget* makeCard(const Connection& connection);
    void takeForm();
    void fillMissing();

    QList<Connection> m_connections;
    ConnectionFacts m_facts;
    Strip* m_strip;
    QVBoxLayout* m_cards;
    QWidget* m_form;
    QLineEdit* m_name;
    QComboBox* m_kind;
    QComboBox* m_centre;
    QLineEdit* m_clientId;
    QLineEdit* m_clientSecret;
    QLineEdit* m_refreshToken;
    QPushButton* m_add;
    QLabel* m_missing;
};

} // namespace stevedore::ui

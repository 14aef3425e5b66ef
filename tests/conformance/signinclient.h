// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conformance/testserver.h"

#include <QMap>
#include <QUrlQuery>

namespace stevedore::sandbox {

/// Positions among the users of the built-in org that can sign in.
constexpr int colleague = 1; ///< may do what the first may
constexpr int viewer = 4;    ///< may read only

using Form = QMap<QString, QString>;

/// Percent-encoded, for a query or an urlencoded body.
QByteArray encoded(const Form& form);

/// Sends these lines and this body as they are, and reads the answer as it comes: the HTTP library of send() decodes
/// percent-encoded headers. Of the headers, Host is added if there is none.
Reply rawSend(TestServer& server, const QByteArray& requestLine, const QHash<QByteArray, QByteArray>& headers,
              const QByteArray& body = {});

/// A client that signs in at a server, and the browser and the person that it needs for that.
class SignInClient
{
public:
    explicit SignInClient(TestServer& server) : m_server(server), m_client(server.server().client()) {}

    const Client& client() const { return m_client; }
    QString redirectUri() const { return QStringLiteral("http://127.0.0.1:53682/callback"); }
    /// A good authorize request, offline, with these changes; a null value takes a parameter away.
    Form authorizeForm(const Form& changes = {}) const;
    Reply page(const Form& authorize);
    Reply decide(const QString& ticket, const QString& decision, const QString& user,
                 const QHash<QByteArray, QByteArray>& headers = {});
    /// Allows the request as the n-th of the page's users; what the redirect's query has. Empty if there is none.
    QUrlQuery allow(const Form& changes = {}, int user = 0);

    Reply post(const QString& path, const Form& form);
    /// Exchanges a code for tokens.
    QJsonObject exchange(const QString& code, const Form& changes = {});
    /// allow() and exchange().
    QJsonObject signIn(const Form& changes = {}, int user = 0);
    /// An access token of the n-th user, for all that the connection file's own is good for.
    QString accessToken(int user);
    QJsonObject refresh(const QString& refreshToken);
    /// The status of a call with this access token, and the code if it is refused: "200" or "401 INVALID_TOKEN".
    QString tryToken(const QString& accessToken, const QString& scheme = QStringLiteral("Zoho-oauthtoken"));

private:
    TestServer& m_server;
    Client m_client;
};

/// The form's ticket, and the ids of the users to choose from.
QString ticketOf(const Reply& page);
QStringList usersOf(const Reply& page);

} // namespace stevedore::sandbox

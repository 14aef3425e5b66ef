// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"

#include <QLatin1StringView>

namespace stevedore {

/// Where the browser comes back to: http://127.0.0.1:PORT/callback.
inline constexpr QLatin1StringView redirectPath{"/callback"};
/// The port that people are told to register: the vendor compares the redirect address to the letter ("identical to the
/// registered one"), and whether it overlooks the port of a loopback address is not documented.
inline constexpr quint16 registeredPort = 53682;

/// A new connection, as a person describes it.
struct SignInRequest
{
    QString name;
    ConnectionKind kind = ConnectionKind::Production;
    QString dataCentre; ///< word of the table; not for a local sandbox
    QUrl localAddress;  ///< of a local sandbox: all three addresses
    QString clientId;
    QString clientSecret; ///< may be empty: PKCE stands in for it where the CRM lets it
    QUrl uploadUrl;       ///< empty: that of the data centre
    QString code;         ///< of a self client; empty: the browser is asked
    quint16 port = 0;     ///< for the browser's answer; 0: any that is free

    bool operator==(const SignInRequest&) const = default;
};

/// The connection, still without a refresh token. Fails with FailureKind::Usage and names what is missing or wrong. Its
/// upload address must be a host of the table, or for a local sandbox on this computer.
Result<Connection> connectionFor(const SignInRequest& request);

} // namespace stevedore

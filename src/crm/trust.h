// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

#include <optional>

namespace stevedore {

struct Connection;

/// https with a host, no user info; or plain http to the loopback interface.
bool isSecureAddress(const QUrl& url);
/// At this computer itself: 127.0.0.0/8, ::1 or localhost, no user info.
bool isLoopbackAddress(const QUrl& url);

/// Whether an access token may be sent there: the connection's own hosts, or for a real org the hosts of the table
/// (signin/datacentres.h) over https on the default port.
bool mayReceiveToken(const QUrl& url, const Connection& connection);

/// Whether a result may be fetched from an address that the server names, without a token if need be: a secure one, and
/// for an org elsewhere none at this computer.
bool mayFetchFrom(const QUrl& url, const Connection& connection);

/// The accounts server that a redirect of the authorize page names, for a sign-in that began at `connection`. Nothing
/// if it is not one that the code may go to: one of the table, and the one that `location` means if the table knows
/// that; for a local sandbox one on this computer. Both may be empty: then it is the one that was asked.
std::optional<QUrl> namedAccounts(const QString& accountsServer, const QString& location, const Connection& connection);

/// The API address that a token answer names. Nothing if it is not where the connection's calls may go: its own, or in
/// the data centre of its accounts server the one for its kind.
std::optional<QUrl> namedApi(const QString& apiDomain, const Connection& connection);

} // namespace stevedore

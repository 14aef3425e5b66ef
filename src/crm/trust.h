// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace stevedore {

struct Connection;

/// https with a host, no user info; or plain http to the loopback interface.
bool isSecureAddress(const QUrl& url);

/// Whether an access token may be sent there: the connection's own hosts, or for a real org the CRM's own domains over
/// https on the default port.
bool mayReceiveToken(const QUrl& url, const Connection& connection);

} // namespace stevedore

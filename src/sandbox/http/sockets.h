// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace stevedore::sandbox {

/// Shuts the accepted connection of this process that goes from `localPort` to `remotePort` on loopback, after having
/// sent `first` on it; nothing that is written to it later gets through. The HTTP library does not tell a handler its
/// socket. POSIX; elsewhere it does nothing.
void cutConnection(int localPort, int remotePort, const QByteArray& first);

/// Lets a port be bound again at once after its server has gone, but never by two servers together (which the HTTP
/// library's own choice of options would allow). Does nothing where the system forbids that anyway.
void keepPortExclusive(int socket);

} // namespace stevedore::sandbox

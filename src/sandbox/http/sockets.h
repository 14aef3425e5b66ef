// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stevedore::sandbox {

/// Shuts the accepted connection of this process that goes from `localPort` to `remotePort` on loopback, so that not a
/// byte of the answer gets through. The HTTP library does not tell a handler its socket. POSIX; elsewhere it does
/// nothing and the answer goes out.
void dropConnection(int localPort, int remotePort);

/// Lets a listening socket take its port again at once after a restart, and keeps the port to one process: the HTTP
/// library's own options would let a second server share it in silence.
void keepPortExclusive(int socket);

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/sockets.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace stevedore::sandbox {

#ifdef Q_OS_UNIX

namespace {

int portOf(const sockaddr_in& address)
{
    return address.sin_family == AF_INET ? ntohs(address.sin_port) : 0;
}

/// All of it, or as much as the other side takes.
void sendAll(int socket, const QByteArray& bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count =
            send(socket, bytes.constData() + sent, static_cast<std::size_t>(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return;
        sent += count;
    }
}

} // namespace

void cutConnection(int localPort, int remotePort, const QByteArray& first)
{
    const long most = sysconf(_SC_OPEN_MAX);
    for (int descriptor = 3; descriptor < (most > 0 && most < 65536 ? most : 65536); ++descriptor) {
        sockaddr_in local{};
        sockaddr_in remote{};
        socklen_t localSize = sizeof local;
        socklen_t remoteSize = sizeof remote;
        if (getsockname(descriptor, reinterpret_cast<sockaddr*>(&local), &localSize) != 0 ||
            getpeername(descriptor, reinterpret_cast<sockaddr*>(&remote), &remoteSize) != 0)
            continue;
        if (portOf(local) != localPort || portOf(remote) != remotePort)
            continue;
        sendAll(descriptor, first);
        shutdown(descriptor, SHUT_RDWR);
    }
}

void keepPortExclusive(int socket)
{
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

#else

void cutConnection(int, int, const QByteArray&) {}
void keepPortExclusive(int) {}

#endif

} // namespace stevedore::sandbox

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

} // namespace

void dropConnection(int localPort, int remotePort)
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
        if (portOf(local) == localPort && portOf(remote) == remotePort)
            shutdown(descriptor, SHUT_RDWR);
    }
}

void keepPortExclusive(int socket)
{
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

#else

void dropConnection(int, int) {}
void keepPortExclusive(int) {}

#endif

} // namespace stevedore::sandbox

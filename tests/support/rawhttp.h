// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpSocket>
#include <QTest>
#include <QUrl>

namespace stevedore::test {

/// Sends these bytes to a port of 127.0.0.1 and gives back all that comes until the other side closes.
inline QByteArray sendRaw(quint16 port, const QByteArray& bytes)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    socket.write(bytes);
    QByteArray answer;
    (void)QTest::qWaitFor(
        [&] {
            answer += socket.readAll();
            return socket.state() == QTcpSocket::UnconnectedState;
        },
        10'000);
    return answer + socket.readAll();
}

/// A GET as a browser sends it.
inline QByteArray browse(const QUrl& url)
{
    const QByteArray target = url.path(QUrl::FullyEncoded).toLatin1() +
                              (url.hasQuery() ? '?' + url.query(QUrl::FullyEncoded).toLatin1() : QByteArray());
    return sendRaw(quint16(url.port()), "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" +
                                            QByteArray::number(url.port()) + "\r\nConnection: close\r\n\r\n");
}

} // namespace stevedore::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onceserver.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QTcpSocket>

#include <algorithm>

namespace stevedore::test {

OnceServer::OnceServer(const QByteArray& certificate, const QByteArray& key)
{
    if (certificate.isEmpty()) {
        m_server = std::make_unique<QTcpServer>();
    } else {
        auto secure = std::make_unique<QSslServer>();
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setLocalCertificate(QSslCertificate(certificate));
        configuration.setPrivateKey(QSslKey(key, QSsl::Ec));
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        secure->setSslConfiguration(configuration);
        m_server = std::move(secure);
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, [this] { take(); });
    m_server->listen(QHostAddress::LocalHost);
}

int OnceServer::whole() const
{
    return int(std::count_if(connections.begin(), connections.end(), [](const auto& one) { return one->whole; }));
}

void OnceServer::take()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        auto connection = std::make_shared<Connection>();
        const auto more = [this, socket, connection] {
            if (connection->request.isEmpty() && socket->bytesAvailable() > 0)
                connections.append(connection);
            read(socket, *connection);
        };
        connect(socket, &QTcpSocket::readyRead, this, more);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (cutRequest == 0)
            socket->abort();
        else
            more();
    }
}

void OnceServer::read(QTcpSocket* socket, Connection& connection) const
{
    connection.request += socket->readAll();
    if (cutRequest >= 0 && connection.request.size() >= cutRequest) {
        socket->abort();
        return;
    }
    const qsizetype end = connection.request.indexOf("\r\n\r\n");
    if (end < 0 || connection.whole)
        return;
    const QByteArray head = connection.request.left(end).toLower();
    const qsizetype at = head.indexOf("content-length: ");
    const qsizetype length = at < 0 ? 0 : head.mid(at + 16, head.indexOf('\r', at) - at - 16).toLongLong();
    if (connection.request.size() < end + 4 + length)
        return;
    connection.whole = true;
    socket->write(cutAnswer < 0 ? answer : answer.left(cutAnswer));
    if (cutAnswer >= 0)
        socket->disconnectFromHost();
}

} // namespace stevedore::test

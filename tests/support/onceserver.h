// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslServer>
#include <QSslSocket>

#include <functional>
#include <memory>

namespace stevedore::test {

/// A server that takes connections plain or over TLS, notes every byte that arrived on each, and can break them at any
/// byte of the request or of its answer.
class OnceServer final : public QObject
{
public:
    struct Connection
    {
        QByteArray request;
        bool whole = false; ///< the whole request has arrived
    };

    /// `certificate` and `key`, PEM, make it a TLS server.
    explicit OnceServer(const QByteArray& certificate = {}, const QByteArray& key = {});

    quint16 port() const { return m_server->serverPort(); }

    QByteArray answer;      ///< sent once the request is whole
    qint64 cutRequest = -1; ///< breaks the connection once so many bytes of the request are there
    qint64 cutAnswer = -1;  ///< breaks it behind so many bytes of the answer
    /// Connections on which at least a byte arrived.
    QList<std::shared_ptr<Connection>> connections;
    int whole() const;

private:
    void take();
    void read(QTcpSocket* socket, Connection& connection) const;

    std::unique_ptr<QTcpServer> m_server;
};

} // namespace stevedore::test

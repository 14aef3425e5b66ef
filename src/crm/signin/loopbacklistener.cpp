// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/loopbacklistener.h"

#include "base/planted.h"
#include "crm/signin/loopbackpage.h"
#include "crm/signin/signinrequest.h"

#include <QPointer>
#include <QTcpSocket>

namespace stevedore {

namespace {

/// Says the last word and lets the socket go by itself, whatever becomes of the listener.
void answer(QTcpSocket* socket, const QByteArray& page)
{
    socket->setParent(nullptr);
    QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    socket->write(page);
    socket->flush();
    socket->disconnectFromHost();
    if (socket->state() == QTcpSocket::UnconnectedState)
        socket->deleteLater();
}

void drop(QTcpSocket* socket)
{
    socket->disconnect();
    socket->abort();
    socket->deleteLater();
}

} // namespace

LoopbackListener::LoopbackListener(Clock& clock, QByteArray state) : m_clock(clock), m_state(std::move(state))
{
    m_server.setMaxPendingConnections(mostConnections);
    connect(&m_server, &QTcpServer::newConnection, this, &LoopbackListener::accept);
}

LoopbackListener::~LoopbackListener()
{
    for (QTcpSocket* socket : std::as_const(m_open))
        drop(socket);
}

Result<void> LoopbackListener::listen(quint16 port, const Callback& callback)
{
    const auto address =
        STEVEDORE_PLANTED_BUG("listens-at-all-addresses") ? QHostAddress::Any : QHostAddress::LocalHost;
    if (!m_server.listen(QHostAddress(address), port))
        return fail(FailureKind::Usage,
                    tr("Port %1 of this computer is used by another program, so the browser's answer could not be "
                       "received. Close that program, or choose another port and register its address for the client.")
                        .arg(port),
                    m_server.errorString());
    m_callback = callback;
    m_clock.callAfter(waitTime, this, [this] {
        finish(fail(FailureKind::SignIn,
                    tr("No answer came from the browser within five minutes. Nothing was saved; start the sign-in "
                       "again. If the CRM's page showed an error, check that %1 is registered for the client.")
                        .arg(redirectUri().toString())));
    });
    return {};
}

QUrl LoopbackListener::redirectUri() const
{
    QUrl uri;
    uri.setScheme(QStringLiteral("http"));
    uri.setHost(QStringLiteral("127.0.0.1"));
    uri.setPort(m_server.serverPort());
    uri.setPath(redirectPath);
    return uri;
}

void LoopbackListener::accept()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        if (m_open.size() >= mostConnections) {
            drop(socket);
            continue;
        }
        m_open.append(socket);
        socket->setReadBufferSize(mostHead + 1);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_open.removeOne(socket);
            socket->deleteLater();
        });
        m_clock.callAfter(headTime, this, [this, slow = QPointer<QTcpSocket>(socket)] {
            if (slow && m_open.removeOne(slow))
                drop(slow);
        });
        if (socket->bytesAvailable() > 0)
            read(socket);
    }
}

void LoopbackListener::read(QTcpSocket* socket)
{
    const QByteArray seen = socket->peek(mostHead + 1);
    const qsizetype end = seen.indexOf("\r\n\r\n");
    if (end < 0 && seen.size() <= mostHead)
        return;
    m_open.removeOne(socket);
    socket->disconnect(this);
    if (end < 0) {
        answer(socket, tooLongPage());
        return;
    }
    const QByteArray host = "127.0.0.1:" + QByteArray::number(m_server.serverPort());
    const LoopbackRequest request = judgeLoopbackRequest(seen.left(end), host, m_state);
    answer(socket, loopbackPage(request));
    if (request.kind == LoopbackRequest::Kind::Answer)
        finish(request.answer);
}

void LoopbackListener::finish(const Result<LoopbackAnswer>& result)
{
    if (!m_callback)
        return;
    m_state.clear();
    // Connections that the system has taken but we have not are refused as well.
    while (QTcpSocket* socket = m_server.nextPendingConnection())
        drop(socket);
    m_server.close();
    const QList<QTcpSocket*> open = std::exchange(m_open, {});
    for (QTcpSocket* socket : open)
        drop(socket);
    // Whoever is called may delete the listener.
    const Callback callback = std::exchange(m_callback, {});
    callback(result);
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "crm/signin/loopbackrequest.h"

#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <functional>

namespace stevedore {

/// Waits at 127.0.0.1, and at no other address, for the browser to come back from the authorize page. Takes one answer
/// with the right state and closes; all else is told so and changes nothing. A head may have 8 KiB and take ten
/// seconds; at most 16 connections are open at a time.
class LoopbackListener final : public QObject
{
    Q_OBJECT

public:
    using Callback = std::function<void(const Result<LoopbackAnswer>&)>;

    static constexpr qsizetype mostHead = 8192;
    static constexpr int mostConnections = 16;
    static constexpr std::chrono::seconds headTime{10};
    static constexpr std::chrono::minutes waitTime{5};

    /// `clock` must outlive the listener.
    LoopbackListener(Clock& clock, QByteArray state);
    ~LoopbackListener() override;

    /// Port 0: any that is free. Calls back once: with the answer, or after five minutes with a failure.
    Result<void> listen(quint16 port, const Callback& callback);
    bool isListening() const { return m_server.isListening(); }
    QHostAddress address() const { return m_server.serverAddress(); }
    /// http://127.0.0.1:PORT/callback
    QUrl redirectUri() const;

private:
    void accept();
    void read(QTcpSocket* socket);
    void finish(const Result<LoopbackAnswer>& result);

    Clock& m_clock;
    QByteArray m_state;
    QTcpServer m_server;
    Callback m_callback;
    QList<QTcpSocket*> m_open; ///< those that have not been answered
};

} // namespace stevedore

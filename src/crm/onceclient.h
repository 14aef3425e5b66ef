// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/httpclient.h"

#include <map>

namespace stevedore {

/// Sends requests that must never be repeated: the one place from which "create job" and records leave. Each has a
/// connection of its own, over which its bytes are written once; nothing here or below tries again, follows a redirect
/// or reuses a connection. (QNetworkAccessManager sends a POST again when the connection closes too early.)
class OnceClient final : public QObject
{
    Q_OBJECT

public:
    /// What must not change until the request has left: let go of once the system has its bytes.
    using Held = std::shared_ptr<void>;
    /// Makes the attempt durable; a failure keeps the request from being sent. May return nothing to hold.
    using Intent = std::function<Result<Held>()>;
    using Callback = HttpClient::Callback;

    OnceClient();
    ~OnceClient() override;

    /// Connects (and finishes TLS) first, then calls `intent`, then writes, then lets go of what `intent` returned.
    /// Calls back exactly once on this thread, unless `context` is gone or this is. What the failure proves: NotSent if
    /// `intent` was not reached or failed, Incomplete if the system never took the last byte, None otherwise. The
    /// request's timeout counts from the last byte sent.
    void send(const HttpRequest& request, const Intent& intent, QObject* context, const Callback& callback);

Q_SIGNALS:
    void exchanged(const stevedore::RequestLine& line);

private:
    class Exchange;

    std::map<quint64, std::unique_ptr<Exchange>> m_exchanges;
    quint64 m_next = 1;
};

} // namespace stevedore

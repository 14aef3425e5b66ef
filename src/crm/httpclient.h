// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QUrl>

#include <chrono>
#include <functional>

class QNetworkAccessManager;
class QNetworkReply;

namespace stevedore {

struct HttpRequest
{
    QByteArray verb = "GET";
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body; ///< sent with POST, PUT and PATCH
    /// Without a byte moving either way for this long, the request is given up.
    std::chrono::seconds timeout{60};
    /// An answer with a longer body, unpacked, is given up.
    qint64 mostReplyBytes = 32LL * 1024 * 1024;
    /// Its own connection, so that no half-closed one is reused: for requests that must not be repeated.
    bool ownConnection = false;
    qint64 tag = 0; ///< whose request it is; comes back in its RequestLine
};

/// What a log may say of a request: no header, no query, no body.
struct RequestLine
{
    qint64 tag = 0;
    QByteArray verb;
    QString host;
    QString path;
    int status = 0; ///< 0: no whole answer
    qint64 ms = 0;
    qint64 sent = 0;     ///< bytes of the body
    qint64 received = 0; ///< bytes of the answer's body

    /// "POST www.zohoapis.eu/crm/bulk/v8/write 201 in 340 ms, 812 bytes out, 190 in"
    QString text() const;
};

/// A whole reply. Its length is proven where the server announced one.
struct HttpReply
{
    int status = 0;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case
    QByteArray body;

    QByteArray header(QByteArrayView name) const;
};

/// How a request ended that did not end with a whole reply.
struct HttpFailure
{
    enum class Proof {
        NotSent,    ///< no connection was made, or not one byte of the body was taken: the server cannot have acted
        Incomplete, ///< less than the whole body was handed over: the server cannot have acted
        None,       ///< the whole request may have arrived
    };
    Proof proof = Proof::None;
    Failure failure;
};

using HttpOutcome = tl::expected<HttpReply, HttpFailure>;

/// Sends requests over HTTP/1.1, never follows a redirect, never repeats one, keeps no cookies and no cache.
/// Requests with a body leave through OnceDevice, so the library below cannot repeat them either.
class HttpClient final : public QObject
{
    Q_OBJECT

public:
    using Callback = std::function<void(const HttpOutcome&)>;
    using Progress = std::function<void(qint64 sent, qint64 total)>;

    HttpClient();
    ~HttpClient() override;

    /// Calls back exactly once on this thread unless `context` is gone or the request was dropped. Returns a number for
    /// drop().
    quint64 send(const HttpRequest& request, QObject* context, const Callback& callback, const Progress& upload = {});
    /// Forgets a request: no callback comes any more and the connection is closed. Not for requests that must not be
    /// repeated: dropping such a one leaves its outcome unknown.
    void drop(quint64 number);

Q_SIGNALS:
    void exchanged(const stevedore::RequestLine& line);

private:
    struct Exchange;
    void finished(quint64 number);

    QNetworkAccessManager* newManager();

    QNetworkAccessManager* m_shared = nullptr;
    QHash<quint64, std::shared_ptr<Exchange>> m_exchanges;
    quint64 m_next = 1;
};

} // namespace stevedore

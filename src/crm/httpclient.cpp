// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that may send a request with a body.
#include "crm/httpclient.h"

#include "base/log.h"
#include "base/planted.h"
#include "crm/oncedevice.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

#include <memory>

namespace stevedore {

namespace {

struct HttpClientText
{
    Q_DECLARE_TR_FUNCTIONS(HttpClient)
};

QString sentenceFor(QNetworkReply::NetworkError error, const QUrl& url, const QString& text)
{
    const QString host = url.port() > 0 ? QStringLiteral("%1:%2").arg(url.host()).arg(url.port()) : url.host();
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return HttpClientText::tr(
                   "Nothing answers at %1. Check that the server runs and the address is right, then try again.")
            .arg(host);
    case QNetworkReply::HostNotFoundError:
        return HttpClientText::tr(
                   "The name %1 is not known. Check the connection to the internet and the address, then try again.")
            .arg(host);
    case QNetworkReply::SslHandshakeFailedError:
        return HttpClientText::tr("No safe connection to %1 could be made: %2. Nothing was sent.").arg(host, text);
    default:
        return HttpClientText::tr("The connection to %1 broke: %2.").arg(host, text);
    }
}

bool neverConnected(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::HostNotFoundError ||
           error == QNetworkReply::SslHandshakeFailedError || error == QNetworkReply::ProxyConnectionRefusedError ||
           error == QNetworkReply::ProxyNotFoundError || error == QNetworkReply::ProxyAuthenticationRequiredError;
}

} // namespace

QByteArray HttpReply::header(QByteArrayView name) const
{
    for (const auto& [key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

QString RequestLine::text() const
{
    const QString outcome = status > 0 ? QString::number(status) : QStringLiteral("without an answer");
    return QStringLiteral("%1 %2%3 %4 in %5 ms, %6 bytes out, %7 in")
        .arg(QString::fromLatin1(verb), host, path, outcome)
        .arg(ms)
        .arg(sent)
        .arg(received);
}

struct HttpClient::Exchange
{
    HttpRequest request;
    Callback callback;
    QPointer<QObject> context;
    QNetworkReply* reply = nullptr;
    QNetworkAccessManager* ownManager = nullptr;
    std::unique_ptr<OnceDevice> body;
    QTimer idle;
    QElapsedTimer clock;
    bool timedOut = false;
    bool tooLarge = false;

    ~Exchange()
    {
        if (reply)
            reply->deleteLater();
        if (ownManager)
            ownManager->deleteLater();
    }
};

HttpClient::HttpClient() : m_shared(newManager()) {}

HttpClient::~HttpClient()
{
    for (const auto& exchange : std::as_const(m_exchanges)) {
        exchange->reply->disconnect(this);
        exchange->reply->abort();
    }
}

QNetworkAccessManager* HttpClient::newManager()
{
    auto* manager = new QNetworkAccessManager(this);
    manager->setRedirectPolicy(STEVEDORE_PLANTED_BUG("redirect-followed") ? QNetworkRequest::NoLessSafeRedirectPolicy
                                                                          : QNetworkRequest::ManualRedirectPolicy);
    manager->setAutoDeleteReplies(false);
    return manager;
}

quint64 HttpClient::send(const HttpRequest& request, QObject* context, const Callback& callback, const Progress& upload)
{
    const quint64 number = m_next++;
    auto exchange = std::make_shared<Exchange>();
    exchange->request = request;
    exchange->callback = callback;
    exchange->context = context;

    QNetworkRequest wire(request.url);
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    wire.setDecompressedSafetyCheckThreshold(100LL * 1024 * 1024);
    for (const auto& [name, value] : request.headers)
        wire.setRawHeader(name, value);

    QNetworkAccessManager* manager = m_shared;
    if (request.ownConnection) {
        exchange->ownManager = newManager();
        manager = exchange->ownManager;
    }
    const bool hasBody = request.verb == "POST" || request.verb == "PUT" || request.verb == "PATCH";
    if (hasBody) {
        wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        wire.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        exchange->body = std::make_unique<OnceDevice>(request.body);
        exchange->reply = manager->sendCustomRequest(wire, request.verb, exchange->body.get());
    } else if (request.verb == "GET") {
        exchange->reply = manager->get(wire);
    } else {
        exchange->reply = manager->sendCustomRequest(wire, request.verb);
    }
    exchange->clock.start();

    // Our own timer, not setTransferTimeout(): that one ends like an abort and cannot be told apart from it.
    exchange->idle.setSingleShot(true);
    exchange->idle.setInterval(request.timeout);
    QNetworkReply* reply = exchange->reply;
    Exchange* raw = exchange.get();
    connect(&exchange->idle, &QTimer::timeout, reply, [raw] {
        raw->timedOut = true;
        raw->reply->abort();
    });
    connect(reply, &QNetworkReply::uploadProgress, this, [raw, upload](qint64 sent, qint64 total) {
        raw->idle.start();
        // Qt's last call is (0, 0); it tells nothing.
        if (upload && raw->context && total > 0)
            upload(sent, total);
    });
    connect(reply, &QNetworkReply::downloadProgress, this, [raw](qint64 received, qint64) {
        raw->idle.start();
        if (received > raw->request.mostReplyBytes) {
            raw->tooLarge = true;
            raw->reply->abort();
        }
    });
    connect(reply, &QNetworkReply::finished, this, [this, number] { finished(number); });
    exchange->idle.start();
    m_exchanges.insert(number, exchange);
    return number;
}

void HttpClient::drop(quint64 number)
{
    const auto exchange = m_exchanges.take(number);
    if (!exchange)
        return;
    exchange->reply->disconnect(this);
    exchange->idle.stop();
    exchange->reply->abort();
}

void HttpClient::finished(quint64 number)
{
    const auto exchange = m_exchanges.take(number);
    if (!exchange)
        return;
    exchange->idle.stop();
    QNetworkReply* reply = exchange->reply;
    const QUrl url = exchange->request.url;
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();

    HttpReply whole;
    whole.status = status;
    if (reply->isOpen())
        whole.body = reply->readAll();
    for (const auto& [name, value] : reply->rawHeaderPairs())
        whole.headers.append({name.toLower(), value});

    const QByteArray announced = whole.header("content-length");
    const bool encoded = !whole.header("content-encoding").isEmpty();
    const bool cut = !encoded && !announced.isEmpty() && announced.toLongLong() != whole.body.size();
    // An HTTP error status is an error to Qt as well; what counts here is whether the exchange came to its end.
    const bool broken =
        status == 0 || cut || exchange->timedOut || exchange->tooLarge ||
        reply->error() == QNetworkReply::ContentReSendError || reply->error() == QNetworkReply::ProtocolFailure ||
        (reply->error() != QNetworkReply::NoError && reply->error() < QNetworkReply::ContentAccessDenied);
    HttpOutcome outcome = whole;
    if (broken) {
        HttpFailure failure;
        const qint64 handedOver = exchange->body ? exchange->body->handedOver() : 0;
        if (neverConnected(reply->error()) && handedOver == 0)
            failure.proof = HttpFailure::Proof::NotSent;
        else if (exchange->body && handedOver < exchange->request.body.size())
            failure.proof = HttpFailure::Proof::Incomplete;
        const QString host = url.host();
        QString sentence;
        if (exchange->timedOut)
            sentence = HttpClientText::tr("%1 did not answer for %2 seconds.")
                           .arg(host)
                           .arg(exchange->request.timeout.count());
        else if (exchange->tooLarge)
            sentence = HttpClientText::tr("%1 sent more than can be right; the answer was given up.").arg(host);
        else if (cut)
            sentence = HttpClientText::tr("The answer of %1 was cut off.").arg(host);
        else
            sentence = sentenceFor(reply->error(), url, reply->errorString());
        failure.failure = Failure{FailureKind::Network,
                                  sentence,
                                  QStringLiteral("%1 (%2), status %3, body handed over %4 of %5")
                                      .arg(reply->errorString())
                                      .arg(int(reply->error()))
                                      .arg(status)
                                      .arg(handedOver)
                                      .arg(exchange->request.body.size()),
                                  {}};
        outcome = tl::unexpected<HttpFailure>(failure);
    }
    const RequestLine line{exchange->request.tag,
                           exchange->request.verb,
                           url.host(),
                           url.path(),
                           outcome ? status : 0,
                           exchange->clock.elapsed(),
                           exchange->request.body.size(),
                           outcome ? outcome->body.size() : 0};
    qCInfo(logHttp).noquote() << number << line.text();
    if (STEVEDORE_PLANTED_BUG("token-in-the-log"))
        qCWarning(logHttp) << exchange->request.headers;
    Q_EMIT exchanged(line);
    if (exchange->context)
        exchange->callback(outcome);
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/onceclient.h"

#include "base/log.h"
#include "base/planted.h"
#include "crm/replyreader.h"

#include <QElapsedTimer>
#include <QSslSocket>
#include <QTimer>

namespace stevedore {

namespace {

constexpr std::chrono::seconds connectTimeout{30};
/// An answer to "create job" or to a hundred records has a few KB.
constexpr qint64 mostReplyBytes = 16LL * 1024 * 1024;
/// What a socket takes at once without being told (tcp(7), tcp_wmem); a larger request wants more room, so that it
/// leaves in one piece.
constexpr qsizetype usualSendBuffer = qsizetype(16) * 1024;

QByteArray hostHeader(const QUrl& url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    return url.port() > 0 ? host + ':' + QByteArray::number(url.port()) : host;
}

QByteArray wireBytes(const HttpRequest& request)
{
    QByteArray path = request.url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (request.url.hasQuery())
        path += '?' + request.url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray out = request.verb + ' ' + path + " HTTP/1.1\r\nHost: " + hostHeader(request.url) + "\r\n";
    for (const auto& [name, value] : request.headers)
        out += name + ": " + value + "\r\n";
    // Identity: what is read here is the reply as it was sent.
    out += "User-Agent: Stevedore\r\nAccept-Encoding: identity\r\nConnection: close\r\nContent-Length: " +
           QByteArray::number(request.body.size()) + "\r\n\r\n";
    return out + request.body;
}

} // namespace

/// One request on its own socket, from the connection to the callback.
class OnceClient::Exchange final : public QObject
{
public:
    Exchange(const HttpRequest& request, Intent intent, QObject* context, Callback callback,
             std::function<void(const RequestLine&)> noted, std::function<void()> done)
        : m_request(request), m_intent(std::move(intent)), m_context(context), m_callback(std::move(callback)),
          m_noted(std::move(noted)), m_done(std::move(done)), m_secure(request.url.scheme() == QLatin1String("https")),
          m_reader(mostReplyBytes)
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] { timedOut(); });
        connect(&m_socket, &QSslSocket::errorOccurred, this, [this] { brokeOff(); });
        connect(&m_socket, &QSslSocket::disconnected, this, [this] { brokeOff(); });
        connect(&m_socket, &QSslSocket::readyRead, this, [this] { received(); });
        if (m_secure) {
            connect(&m_socket, &QSslSocket::encrypted, this, [this] { connected(); });
            connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, [this] { noteWritten(); });
        } else {
            connect(&m_socket, &QSslSocket::connected, this, [this] { connected(); });
            connect(&m_socket, &QSslSocket::bytesWritten, this, [this] { noteWritten(); });
        }
    }

    /// The socket says that it is disconnected while it is destroyed, when most of this is gone already.
    ~Exchange() override { m_socket.disconnect(this); }
    Q_DISABLE_COPY_MOVE(Exchange)

    void start()
    {
        m_clock.start();
        m_timer.start(connectTimeout);
        const QString host = m_request.url.host();
        if (m_secure)
            m_socket.connectToHostEncrypted(host, quint16(m_request.url.port(443)));
        else
            m_socket.connectToHost(host, quint16(m_request.url.port(80)));
    }

private:
    enum class Stage { Connecting, Sending, Waiting, Over };

    void connected()
    {
        if (!m_context) {
            // Nobody is there any more to make the attempt durable.
            over();
            return;
        }
        const QByteArray bytes = wireBytes(m_request);
        if (bytes.size() > usualSendBuffer)
            m_socket.setSocketOption(QAbstractSocket::SendBufferSizeSocketOption, bytes.size());
        const bool early = STEVEDORE_PLANTED_BUG("intent-after-send");
        if (early) {
            m_socket.write(bytes);
            m_socket.flush();
        }
        auto held = m_intent();
        if (!held) {
            fail(HttpFailure::Proof::NotSent, held.error());
            return;
        }
        m_held = *std::exchange(held, Held());
        if (STEVEDORE_PLANTED_BUG("hold-dropped-early"))
            m_held.reset();
        m_stage = Stage::Sending;
        m_timer.start(m_request.timeout);
        if (!early)
            m_socket.write(bytes);
        // Now, not when the event loop comes round to it: between the intent and the bytes nothing may happen.
        m_socket.flush();
        m_held.reset();
    }

    /// Only when nothing is left in any buffer of ours has the system taken the last byte. Said too early it makes
    /// doubt where there need be none, never the other way round.
    void noteWritten()
    {
        if (m_stage != Stage::Sending)
            return;
        m_timer.start(m_request.timeout);
        if (m_socket.bytesToWrite() == 0 && m_socket.encryptedBytesToWrite() == 0)
            m_stage = Stage::Waiting;
    }

    void received()
    {
        if (m_stage == Stage::Connecting || m_stage == Stage::Over)
            return;
        if (m_reader.feed(m_socket.readAll()) != ReplyReader::State::More)
            finish();
    }

    void brokeOff()
    {
        if (m_stage == Stage::Over)
            return;
        const QString text = m_socket.errorString();
        const QString host = m_request.url.authority();
        if (m_stage == Stage::Connecting) {
            fail(HttpFailure::Proof::NotSent,
                 {FailureKind::Network,
                  OnceClient::tr("No connection to %1 could be made: %2. Nothing was sent.").arg(host, text),
                  QString::number(int(m_socket.error())),
                  {}});
            return;
        }
        // What came before the end counts.
        m_reader.feed(m_socket.readAll());
        m_reader.end();
        finish();
    }

    void timedOut()
    {
        const QString host = m_request.url.authority();
        if (m_stage == Stage::Connecting)
            fail(HttpFailure::Proof::NotSent,
                 {FailureKind::Network,
                  OnceClient::tr("No connection to %1 could be made within %2 seconds. Nothing was "
                                 "sent.")
                      .arg(host)
                      .arg(connectTimeout.count()),
                  {},
                  {}});
        else
            fail(proofNow(),
                 {FailureKind::Network,
                  OnceClient::tr("%1 did not answer for %2 seconds.").arg(host).arg(m_request.timeout.count()),
                  {},
                  {}});
    }

    HttpFailure::Proof proofNow() const
    {
        if (STEVEDORE_PLANTED_BUG("broken-means-not-done"))
            return HttpFailure::Proof::Incomplete;
        return m_stage == Stage::Sending ? HttpFailure::Proof::Incomplete : HttpFailure::Proof::None;
    }

    void finish()
    {
        if (m_reader.state() == ReplyReader::State::Whole) {
            answer(m_reader.reply());
            return;
        }
        fail(proofNow(),
             {FailureKind::Network,
              OnceClient::tr("The connection to %1 broke before its answer was whole.").arg(m_request.url.authority()),
              QStringLiteral("%1; %2").arg(m_reader.why(), m_socket.errorString()),
              {}});
    }

    void fail(HttpFailure::Proof proof, const Failure& failure)
    {
        answer(tl::unexpected<HttpFailure>(HttpFailure{proof, failure}));
    }

    void answer(const HttpOutcome& outcome)
    {
        m_stage = Stage::Over;
        m_held.reset();
        m_timer.stop();
        m_socket.disconnect(this);
        m_socket.abort();
        const RequestLine line{m_request.tag,
                               m_request.verb,
                               m_request.url.host(),
                               m_request.url.path(),
                               outcome ? outcome->status : 0,
                               m_clock.elapsed(),
                               m_request.body.size(),
                               outcome ? outcome->body.size() : 0};
        qCInfo(logHttp).noquote() << "once" << line.text();
        m_noted(line);
        if (m_context)
            m_callback(outcome);
        over();
    }

    void over()
    {
        m_stage = Stage::Over;
        m_done();
    }

    HttpRequest m_request;
    Intent m_intent;
    Held m_held;
    QPointer<QObject> m_context;
    Callback m_callback;
    std::function<void(const RequestLine&)> m_noted;
    std::function<void()> m_done;
    bool m_secure;
    QSslSocket m_socket;
    QTimer m_timer;
    QElapsedTimer m_clock;
    ReplyReader m_reader;
    Stage m_stage = Stage::Connecting;
};

OnceClient::OnceClient() = default;
OnceClient::~OnceClient() = default;

void OnceClient::send(const HttpRequest& request, const Intent& intent, QObject* context, const Callback& callback)
{
    const quint64 number = m_next++;
    // Not at once: the exchange calls this from inside its own signal.
    const auto done = [this, number] {
        QMetaObject::invokeMethod(
            this, [this, number] { m_exchanges.erase(number); }, Qt::QueuedConnection);
    };
    const auto noted = [this](const RequestLine& line) { Q_EMIT exchanged(line); };
    auto exchange = std::make_unique<Exchange>(request, intent, context, callback, noted, done);
    Exchange* raw = exchange.get();
    m_exchanges.emplace(number, std::move(exchange));
    raw->start();
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/listener.h"

#include "sandbox/http/intake.h"
#include "sandbox/http/sockets.h"

#include <QFile>

#include <httplib.h>
#include <thread>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t threads = 64;
constexpr std::size_t mostPayload =
    std::size_t(64) * 1024 * 1024; // above the 25 MB that the API itself refuses with its own answer
constexpr std::size_t sendBytes = std::size_t(256) * 1024;

void setFile(httplib::Response& raw, const Answer& answer)
{
    const auto file = std::make_shared<QFile>(answer.file);
    if (!file->open(QIODevice::ReadOnly)) {
        raw.status = 500;
        return;
    }
    raw.set_content_provider(static_cast<std::size_t>(file->size()), answer.contentType.toStdString(),
                             [file](std::size_t offset, std::size_t length, httplib::DataSink& sink) {
                                 if (!file->seek(static_cast<qint64>(offset)))
                                     return false;
                                 const QByteArray block = file->read(static_cast<qint64>(std::min(length, sendBytes)));
                                 return !block.isEmpty() &&
                                        sink.write(block.constData(), static_cast<std::size_t>(block.size()));
                             });
}

void fill(httplib::Response& raw, const Answer& answer)
{
    raw.status = answer.status;
    for (const auto& [name, value] : answer.headers)
        raw.set_header(name.toStdString(), value.toStdString());
    if (!answer.file.isEmpty())
        setFile(raw, answer);
    else if (!answer.body.isEmpty())
        raw.set_content(answer.body.toStdString(), answer.contentType.toStdString());
}

/// The first bytes of the answer as they would go over the wire.
QByteArray firstBytes(const Answer& answer, qint64 count)
{
    QByteArray body = answer.body;
    QFile file(answer.file);
    if (!answer.file.isEmpty() && file.open(QIODevice::ReadOnly))
        body = file.read(count);
    const qint64 length = answer.file.isEmpty() ? body.size() : file.size();
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + " Cut\r\nContent-Type: " + answer.contentType +
                       "\r\nContent-Length: " + QByteArray::number(length) + "\r\n";
    for (const auto& [name, value] : answer.headers)
        bytes += name + ": " + value + "\r\n";
    bytes += "\r\n" + body;
    return bytes.left(static_cast<qsizetype>(std::min<qint64>(count, bytes.size())));
}

} // namespace

class Listener::Impl
{
public:
    Impl(const QString& folder, Handler wanted) : intake(folder), handler(std::move(wanted)) { addRoutes(); }

    void addRoutes();
    void respond(const httplib::Request& raw, httplib::Response& response, ApiResult<Request> request) const;

    Intake intake;
    Handler handler;
    httplib::Server http;
    std::thread thread;
    int port = 0;
};

void Listener::Impl::respond(const httplib::Request& raw, httplib::Response& response, ApiResult<Request> request) const
{
    if (!request || request->unreadable)
        response.set_header("Connection", "close"); // where its body ends is not known
    const Answer answer = request ? handler(std::move(*request)) : errorAnswer(request.error());
    if (answer.cutAfter)
        cutConnection(port, raw.remote_port, firstBytes(answer, *answer.cutAfter));
    else
        fill(response, answer);
}

void Listener::Impl::addRoutes()
{
    const auto plain = [this](const httplib::Request& raw, httplib::Response& response) {
        respond(raw, response, Intake::head(raw));
    };
    const auto withBody = [this](const httplib::Request& raw, httplib::Response& response,
                                 const httplib::ContentReader& body) {
        respond(raw, response, intake.whole(raw, body));
    };
    http.Get(".*", plain).Options(".*", plain);
    http.Post(".*", withBody).Put(".*", withBody).Patch(".*", withBody).Delete(".*", withBody);
    // The library answers these by itself, without a body: too much payload, a request that is none.
    http.set_error_handler([](const httplib::Request&, httplib::Response& response) {
        if (!response.body.empty())
            return;
        if (response.status == 413)
            fill(response, errorAnswer({413, u"FILE_TOO_LARGE"_s, u"File size too large to process"_s, {}}));
        else
            fill(response, errorAnswer({response.status, u"INVALID_REQUEST"_s, u"The request cannot be read."_s, {}}));
    });
    http.set_tcp_nodelay(true);
    http.set_socket_options([](socket_t socket) { keepPortExclusive(static_cast<int>(socket)); });
    http.set_keep_alive_max_count(100'000);
    http.set_keep_alive_timeout(30);
    http.set_payload_max_length(mostPayload);
    http.new_task_queue = [] { return new httplib::ThreadPool(threads); };
}

Listener::Listener(const QString& folder, Handler handler) : m_impl(std::make_unique<Impl>(folder, std::move(handler)))
{
}

Listener::~Listener()
{
    stop();
}

bool Listener::bind(int port)
{
    const std::string host = "127.0.0.1";
    if (port == 0)
        m_impl->port = m_impl->http.bind_to_any_port(host);
    else
        m_impl->port = m_impl->http.bind_to_port(host, port) ? port : -1;
    return m_impl->port > 0;
}

void Listener::listen()
{
    m_impl->thread = std::thread([this] { m_impl->http.listen_after_bind(); });
}

void Listener::stop()
{
    if (!m_impl->thread.joinable())
        return;
    while (!m_impl->http.is_running()) // a stop before the loop has begun would be forgotten by the library
        std::this_thread::yield();
    m_impl->http.stop();
    m_impl->thread.join();
}

QString Listener::url() const
{
    return m_impl->port > 0 ? u"http://127.0.0.1:%1"_s.arg(m_impl->port) : QString();
}

} // namespace stevedore::sandbox

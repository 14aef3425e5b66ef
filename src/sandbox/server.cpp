// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/server.h"

#include "sandbox/gate.h"
#include "sandbox/http/sockets.h"

#include <QDir>
#include <QLockFile>

#include <httplib.h>
#include <thread>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t threads = 64;
constexpr std::size_t mostPayload = 64 * 1024 * 1024; // above the 25 MB that the API itself refuses with its own answer

Request requestFrom(const httplib::Request& raw)
{
    Request request;
    request.method = QString::fromStdString(raw.method);
    request.segments = QString::fromStdString(raw.path).split(u'/', Qt::SkipEmptyParts);
    for (const auto& [name, value] : raw.params)
        if (!name.empty())
            request.parameters.insert(QString::fromStdString(name), QString::fromStdString(value));
    for (const auto& [name, value] : raw.headers)
        request.headers.insert(QString::fromStdString(name).toLower(), QString::fromStdString(value));
    request.body = QByteArray::fromStdString(raw.body);
    for (const auto& [name, file] : raw.files)
        request.parts.push_back({QString::fromStdString(name), QString::fromStdString(file.filename),
                                 QByteArray::fromStdString(file.content)});
    return request;
}

void fill(httplib::Response& raw, const Answer& answer)
{
    raw.status = answer.status;
    for (const auto& [name, value] : answer.headers)
        raw.set_header(name.toStdString(), value.toStdString());
    if (!answer.body.isEmpty())
        raw.set_content(answer.body.toStdString(), answer.contentType.toStdString());
}

} // namespace

class Server::Impl
{
public:
    explicit Impl(const Options& wanted) : options(wanted) {}

    bool open();
    void listen();

    Options options;
    QString trouble;
    QString baseUrl;
    int port = 0;
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<Store> store;
    std::unique_ptr<Gate> gate;
    httplib::Server http;
    std::thread thread;
};

bool Server::Impl::open()
{
    if (!QDir().mkpath(options.dataFolder)) {
        trouble = u"The folder %1 cannot be made."_s.arg(options.dataFolder);
        return false;
    }
    lock = std::make_unique<QLockFile>(options.dataFolder + u"/sandbox.lock"_s);
    lock->setStaleLockTime(0); // a lock is stale when its process has gone, not when it is old
    if (!lock->tryLock(0)) {
        trouble = u"Another stevedore-sandbox is using the data folder %1."_s.arg(options.dataFolder);
        return false;
    }
    try {
        store = std::make_unique<Store>(options.dataFolder);
        gate = std::make_unique<Gate>(*store, options, [this] { return baseUrl; });
    } catch (const SqlError& error) {
        trouble =
            u"The database in %1 cannot be opened: %2."_s.arg(options.dataFolder, QString::fromUtf8(error.what()));
        return false;
    }
    return true;
}

void Server::Impl::listen()
{
    const auto handle = [this](const httplib::Request& request, httplib::Response& response) {
        const Answer answer = gate->answer(requestFrom(request));
        fill(response, answer);
        if (answer.drop)
            dropConnection(port, request.remote_port);
    };
    http.Get(".*", handle).Post(".*", handle).Put(".*", handle).Patch(".*", handle).Delete(".*", handle);
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

Server::Server(const Options& options) : m_impl(std::make_unique<Impl>(options))
{
    m_impl->open();
}

Server::~Server()
{
    stop();
}

bool Server::start()
{
    if (!m_impl->gate)
        return false;
    m_impl->listen();
    const std::string host = "127.0.0.1";
    m_impl->port = m_impl->options.port;
    if (m_impl->port == 0)
        m_impl->port = m_impl->http.bind_to_any_port(host);
    else if (!m_impl->http.bind_to_port(host, m_impl->port))
        m_impl->port = -1;
    if (m_impl->port <= 0) {
        m_impl->gate.reset(); // its jobs must not run behind a server that nobody can ask
        m_impl->trouble = u"Port %1 of 127.0.0.1 is in use."_s.arg(m_impl->options.port);
        return false;
    }
    m_impl->baseUrl = u"http://127.0.0.1:%1"_s.arg(m_impl->port);
    m_impl->thread = std::thread([this] { m_impl->http.listen_after_bind(); });
    return true;
}

void Server::stop()
{
    if (m_impl->thread.joinable()) {
        while (!m_impl->http.is_running()) // a stop before the loop has begun would be forgotten by the library
            std::this_thread::yield();
        m_impl->http.stop();
        m_impl->thread.join();
    }
    m_impl->gate.reset();
    m_impl->store.reset();
    m_impl->lock.reset();
}

QString Server::trouble() const
{
    return m_impl->trouble;
}

QString Server::baseUrl() const
{
    return m_impl->baseUrl;
}

Client Server::client() const
{
    return m_impl->gate ? m_impl->gate->tokens().client() : Client();
}

QString Server::databasePath() const
{
    return m_impl->options.dataFolder + u"/crm.sqlite"_s;
}

Clock& Server::clock()
{
    return m_impl->store->clock();
}

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of a connection to the local CRM, through the HTTP library to the intake of a request.
#include "sandbox/http/intake.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <httplib.h>

using namespace stevedore::sandbox;

namespace {

/// The server's half of a connection whose other half has said these bytes and no more.
class Bytes : public httplib::Stream
{
public:
    Bytes(const char* data, std::size_t size) : m_data(data), m_size(size) {}

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* to, std::size_t size) override
    {
        const std::size_t count = std::min(size, m_size - m_at);
        std::copy_n(m_data + m_at, count, to);
        m_at += count;
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char*, std::size_t size) override { return static_cast<ssize_t>(size); }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return 0; }

private:
    const char* m_data;
    std::size_t m_size;
    std::size_t m_at = 0;
};

class Library : public httplib::Server
{
public:
    explicit Library(const QString& folder) : m_intake(folder)
    {
        const auto plain = [](const httplib::Request& raw, httplib::Response&) { Intake::head(raw); };
        const auto withBody = [this](const httplib::Request& raw, httplib::Response&,
                                     const httplib::ContentReader& body) { take(raw, body); };
        Get(".*", plain).Options(".*", plain);
        Post(".*", withBody).Put(".*", withBody).Patch(".*", withBody).Delete(".*", withBody);
        set_payload_max_length(64 * 1024 * 1024);
    }

    void answer(Bytes& connection)
    {
        bool closed = false;
        process_request(connection, true, closed, nullptr);
    }

private:
    void take(const httplib::Request& raw, const httplib::ContentReader& body)
    {
        const auto request = m_intake.whole(raw, body);
        if (!request)
            return;
        for (const Part& part : request->parts) {
            if (part.path.isEmpty())
                continue;
            if (QFile(part.path).size() != part.size)
                abort();
            QFile::remove(part.path);
        }
    }

    Intake m_intake;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const QTemporaryDir folder(QStringLiteral("/dev/shm/intake-XXXXXX"));
    static Library library(folder.path());
    Bytes connection(reinterpret_cast<const char*>(data), size);
    library.answer(connection);
    if (!QDir(folder.path()).isEmpty()) // whatever comes in, nothing is left behind
        abort();
    return 0;
}

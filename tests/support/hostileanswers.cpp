// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostileanswers.h"

#include <QRegularExpression>
#include <QTcpSocket>

#include <libdeflate.h>
#include <memory>

namespace stevedore::test {

namespace {

using Verdict = HostileAnswer::Verdict;

/// The network library takes seconds for a megabyte.
constexpr qsizetype headerBytes = qsizetype(40) * 1024;
constexpr qsizetype longText = qsizetype(1024) * 1024;

QByteArray gzip(const QByteArray& content)
{
    const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
        libdeflate_alloc_compressor(6), libdeflate_free_compressor);
    QByteArray out(qsizetype(libdeflate_gzip_compress_bound(compressor.get(), size_t(content.size()))),
                   Qt::Uninitialized);
    out.resize(qsizetype(libdeflate_gzip_compress(compressor.get(), content.constData(), size_t(content.size()),
                                                  out.data(), size_t(out.size()))));
    return out;
}

QByteArray counted(const CrmAnswer& answer, const QByteArray& length)
{
    return "HTTP/1.1 " + QByteArray::number(answer.status) + " X\r\nConnection: close\r\nContent-Type: " + answer.type +
           "\r\n" + length + "\r\n" + answer.body;
}

QByteArray lengthLine(qsizetype bytes)
{
    return "Content-Length: " + QByteArray::number(bytes) + "\r\n";
}

QByteArray chunked(const CrmAnswer& answer, qsizetype upTo, const QByteArray& last)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(answer.status) +
                     " X\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Type: " + answer.type +
                     "\r\n\r\n";
    for (qsizetype at = 0; at < upTo; at += 13) {
        const QByteArray piece = answer.body.mid(at, std::min<qsizetype>(13, upTo - at));
        out += QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n";
    }
    return out + last;
}

QByteArray withBody(const CrmAnswer& honest, const QByteArray& body, const QByteArray& type = "application/json")
{
    return CrmAnswer{honest.status, body, type}.bytes();
}

QByteArray withStatus(int status, const QByteArray& body, const QByteArray& type = "application/json",
                      const QByteArray& headers = {})
{
    return CrmAnswer{status, body, type}.bytes(headers);
}

QByteArray inserted(QByteArray body, const QByteArray& what)
{
    return body.insert(body.size() / 2, what);
}

QByteArray errorObject(const QByteArray& message)
{
    return R"({"status":"error","code":"INTERNAL_ERROR","message":")" + message + R"(","details":{}})";
}

using Make = std::function<QByteArray(const CrmAnswer&, const QByteArray&)>;

Make body(const QByteArray& bytes, const QByteArray& type = "application/json")
{
    return [=](const CrmAnswer& honest, const QByteArray&) { return withBody(honest, bytes, type); };
}

Make status(int code, const QByteArray& bytes, const QByteArray& type = "application/json")
{
    return [=](const CrmAnswer&, const QByteArray&) { return withStatus(code, bytes, type); };
}

Make raw(const QByteArray& bytes)
{
    return [=](const CrmAnswer&, const QByteArray&) { return bytes; };
}

Make from(const std::function<QByteArray(const CrmAnswer&)>& make)
{
    return [=](const CrmAnswer& honest, const QByteArray&) { return make(honest); };
}

Make redirect(int code)
{
    return [=](const CrmAnswer&, const QByteArray& elsewhere) {
        return withStatus(code, {}, "text/plain", "Location: " + elsewhere + "/stolen\r\n");
    };
}

/// Bodies that are not what was asked for.
QList<HostileAnswer> strangeBodies()
{
    const auto never = Verdict::Never;
    return {
        {"cut at a quarter", never, from([](auto& h) { return withBody(h, h.body.left(h.body.size() / 4), h.type); })},
        {"cut in the middle", never, from([](auto& h) { return withBody(h, h.body.left(h.body.size() / 2), h.type); })},
        {"last byte missing", never, from([](auto& h) { return withBody(h, h.body.chopped(1), h.type); })},
        {"empty", never, body({})},
        {"HTML with 200", never, body("<html><body>Sign in</body></html>", "text/html")},
        {"an array", never, body("[]")},
        {"a number", never, body("7")},
        {"a text", never, body("\"success\"")},
        {"null", never, body("null")},
        {"true", never, body("true")},
        {"an empty object", never, body("{}")},
        {"an empty list of data", never, body(R"({"data":[]})")},
        {"numbers in data", never, body(R"({"data":[7]})")},
        {"null in every key", never,
         body(
             R"({"status":null,"details":null,"data":null,"org":null,"users":null,"modules":null,"fields":null,"id":null,"access_token":null})")},
        {"success and nothing else", never, body(R"({"status":"success","code":"SUCCESS","details":{}})")},
        {"success with a list as id", never, body(R"({"status":"success","details":{"id":["1"],"file_id":{"a":1}}})")},
        {"success with ids that are none", never,
         body(R"({"status":"success","details":{"id":"../../etc","file_id":"a\r\nX: y"}})")},
        {"success with ids below nothing", never, body(R"({"status":"success","details":{"id":-1,"file_id":-1}})")},
        {"success with ids beyond all numbers", never,
         body(R"({"status":"success","details":{"id":1e300,"file_id":18446744073709551616}})")},
        {"an error with 200", never, body(errorObject("x"))},
        {"not UTF-8", never, from([](auto& h) { return withBody(h, inserted(h.body, "\xff\xfe\xc0"), h.type); })},
        {"a NUL inside", never,
         from([](auto& h) { return withBody(h, inserted(h.body, QByteArray(1, '\0')), h.type); })},
        {"more behind it", never, from([](auto& h) { return withBody(h, h.body + "}{", h.type); })},
        {"nested without end", never, body(QByteArray(100'000, '['))},
        {"nothing, said with 204", never, status(204, {})},
        {"ids as numbers", Verdict::Works, from([](auto& h) { return withBody(h, idsAsNumbers(h.body), h.type); })},
    };
}

/// What the protocol itself may be lied with.
QList<HostileAnswer> strangeWire()
{
    const auto never = Verdict::Never;
    return {
        {"length too long", never, from([](auto& h) { return counted(h, lengthLine(h.body.size() + 5)); })},
        {"length too short", never, from([](auto& h) { return counted(h, lengthLine(h.body.size() - 5)); })},
        {"length below nothing", never, from([](auto& h) { return counted(h, "Content-Length: -5\r\n"); })},
        {"length of letters", never, from([](auto& h) { return counted(h, "Content-Length: many\r\n"); })},
        {"length beyond reason", never,
         from([](auto& h) { return counted(h, "Content-Length: 9223372036854775807\r\n"); })},
        {"two lengths", never,
         from([](auto& h) { return counted(h, lengthLine(h.body.size()) + lengthLine(h.body.size() - 9)); })},
        {"chunks of nonsense", never,
         raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{\"status\":\"success\"}\r\n0\r\n\r\n")},
        {"chunks that end too early", never, from([](auto& h) { return chunked(h, h.body.size() / 2, {}); })},
        {"chunks cut, but ended", never, from([](auto& h) { return chunked(h, h.body.size() / 2, "0\r\n\r\n"); })},
        {"said to be gzip", never,
         from([](auto& h) { return counted(h, "Content-Encoding: gzip\r\n" + lengthLine(h.body.size())); })},
        {"gzip, cut", never, from([](auto& h) {
             const CrmAnswer cut{h.status, gzip(h.body).left(gzip(h.body).size() / 2), h.type};
             return counted(cut, "Content-Encoding: gzip\r\n" + lengthLine(cut.body.size()));
         })},
        {"another protocol", never, raw("SSH-2.0-OpenSSH_9.2p1\r\n\r\n{\"status\":\"success\"}")},
        {"upgrade", never, raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")},
        {"only 100 Continue", never, raw("HTTP/1.1 100 Continue\r\n\r\n")},
        {"no status line", never, from([](auto& h) { return h.body; })},
        {"a header without end", never, raw("HTTP/1.1 200 OK\r\nX: " + QByteArray(headerBytes, 'x'))},
        {"a header of 40 KB", Verdict::Either,
         from([](auto& h) { return h.bytes("X-Long: " + QByteArray(headerBytes, 'x') + "\r\n"); })},
        {"in chunks", Verdict::Works, from([](auto& h) { return chunked(h, h.body.size(), "0\r\n\r\n"); })},
        // Nothing proves that such an answer is whole, and the network library now and then takes it for a broken one.
        {"without a length", Verdict::Either, from([](auto& h) { return counted(h, {}); })},
    };
}

/// Statuses that are not a success, whatever stands below them.
QList<HostileAnswer> strangeStatus()
{
    const auto never = Verdict::Never;
    return {
        {"redirect elsewhere", never, redirect(302)},
        {"redirect elsewhere with the same verb", never, redirect(307)},
        {"500 with the honest body", never, from([](auto& h) { return withStatus(500, h.body, h.type); })},
        {"503 of a proxy", never, status(503, "<html>busy</html>", "text/html")},
        {"429 of a proxy", never, status(429, "slow down", "text/plain")},
        {"403 of a proxy", never, status(403, "<html>Blocked</html>", "text/html")},
        {"status 999", never, from([](auto& h) { return withStatus(999, h.body, h.type); })},
        {"a refusal with a long and wild text", Verdict::Refusal,
         status(400, errorObject(QByteArray(longText, 'A') + R"(\u001b[31m\n\u202egnol\u0000<b>)"))},
    };
}

} // namespace

const QList<HostileAnswer>& hostileAnswers()
{
    static const QList<HostileAnswer> all = strangeBodies() + strangeWire() + strangeStatus();
    return all;
}

QByteArray idsAsNumbers(const QByteArray& json)
{
    static const QRegularExpression id(QStringLiteral("\"(\\d{9,19})\""));
    return json.startsWith("PK") ? json : QString::fromUtf8(json).replace(id, QStringLiteral("\\1")).toUtf8();
}

ForeignHost::ForeignHost() : answer("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")
{
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket* socket = nextPendingConnection()) {
            ++connections;
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
                received += socket->readAll();
                if (!received.endsWith("\r\n\r\n"))
                    return;
                socket->write(answer);
                socket->disconnectFromHost();
            });
        }
    });
}

QByteArray ForeignHost::url() const
{
    return "http://127.0.0.1:" + QByteArray::number(serverPort());
}

bool ForeignHost::sawSecret() const
{
    const QByteArray low = received.toLower();
    return low.contains("authorization") || low.contains("accesstoken") || low.contains("refreshtoken") ||
           low.contains("clientsecret");
}

} // namespace stevedore::test

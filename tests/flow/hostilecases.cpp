// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/hostilecases.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore::test {

using namespace Qt::StringLiterals;

namespace {

using End = HostileCase::End;

HostileCase address(const QByteArray& name, End end, const std::function<QJsonValue(HostileJourney&)>& url)
{
    return {"address: " + name, CrmCall::Job, end, [=](HostileJourney& journey) {
                journey.crm.changeJob = [&journey, url](QJsonObject& job) {
                    job[u"result"_s] = QJsonObject{{u"download_url"_s, url(journey)}};
                };
            }};
}

HostileCase fixedAddress(const QByteArray& name, const QString& url, End end = End::Nothing)
{
    return address(name, end, [=](HostileJourney&) { return QJsonValue(url); });
}

HostileCase job(const QByteArray& name, End end, const std::function<void(QJsonObject&)>& change)
{
    return {"job: " + name, CrmCall::Job, end, [=](HostileJourney& journey) { journey.crm.changeJob = change; }};
}

/// A job that is over without a result, and what is said of its rows.
HostileCase ended(const QByteArray& name, End end, const QJsonValue& added, const QJsonValue& total,
                  const QString& state = u"FAILED"_s)
{
    return job("no result, " + name, end, [=](QJsonObject& details) {
        QJsonObject resource = details[u"resource"][0].toObject();
        QJsonObject file = resource[u"file"].toObject();
        file[u"added_count"_s] = added;
        file[u"total_count"_s] = total;
        resource[u"file"_s] = file;
        details[u"resource"_s] = QJsonArray{resource};
        details[u"status"_s] = state;
        details.remove(u"result"_s);
    });
}

HostileCase key(const QByteArray& name, const QString& key, const QJsonValue& value, End end = End::Nothing)
{
    return job(name, end, [=](QJsonObject& details) { details[key] = value; });
}

} // namespace

std::function<void(HostileJourney&)> answering(CrmCall call, const QByteArray& body, int status)
{
    return [=](HostileJourney& journey) {
        journey.replace(call, {{}, {}, [=](const CrmAnswer&, const QByteArray&) {
                                   return CrmAnswer{status, body}.bytes();
                               }});
    };
}

QList<HostileCase> hostileAddresses()
{
    const auto there = [](const QString& form) {
        return [=](HostileJourney& journey) {
            // Whoever comes gets what was asked for, so that only the client's own rules keep it away.
            journey.foreign.answer = CrmAnswer{200, "PK\x03\x04"}.bytes();
            return QJsonValue(form.arg(journey.foreign.serverPort()));
        };
    };
    return {
        address("at a foreign host", End::Nothing, there(u"http://127.0.0.1:%1/r.zip"_s)),
        address("a foreign host in two slashes", End::All, there(u"//127.0.0.1:%1/r.zip"_s)),
        address("a foreign host in three slashes", End::All, there(u"///127.0.0.1:%1/r.zip"_s)),
        // Paths at our own host, as they stand.
        address("a foreign host in backslashes", End::Truth, there(u"\\\\127.0.0.1:%1\\r.zip"_s)),
        address("a foreign host behind a user", End::Nothing, there(u"http://127.0.0.1@127.0.0.1:%1/r.zip"_s)),
        address("a foreign host behind blanks", End::Truth, there(u" \thttp://127.0.0.1:%1/r.zip"_s)),
        address("a host that begins like ours", End::Nothing, there(u"http://127.0.0.1.evil.example:%1/r.zip"_s)),
        address("another scheme", End::Nothing, there(u"ftp://127.0.0.1:%1/r.zip"_s)),
        address("a scheme in capitals", End::Nothing, there(u"HTTP://127.0.0.1:%1/r.zip"_s)),
        address("ours, with a user", End::Nothing,
                [](HostileJourney& journey) {
                    QUrl url = journey.crm.url(u"/v8/r.zip"_s);
                    url.setUserName(u"a"_s);
                    return QJsonValue(url.toString());
                }),
        address("ours, whole", End::All,
                [](HostileJourney& journey) { return QJsonValue(journey.crm.url(u"/v8/r.zip"_s).toString()); }),
        fixedAddress("plain http elsewhere", u"http://download.example/r.zip"_s),
        fixedAddress("a file", u"file:///etc/passwd"_s),
        fixedAddress("a script", u"javascript:alert(1)"_s),
        fixedAddress("data", u"data:application/zip;base64,UEsDBA=="_s),
        fixedAddress("a port that is none", u"http://127.0.0.1:99999/r.zip"_s),
        fixedAddress("a line break", u"/v8/r.zip\r\nX-Evil: 1"_s),
        fixedAddress("a climbing path", u"/../../oauth/v2/token"_s),
        fixedAddress("a climbing path, encoded", u"/%2e%2e/%2e%2e/crm/v8/org"_s),
        fixedAddress("64 KB of it", u"/v8/"_s + QString(64 * 1024, u'a') + u".zip"_s, End::Truth),
        fixedAddress("empty", QString()),
        address("a number", End::Nothing, [](HostileJourney&) { return QJsonValue(7); }),
        address("a list", End::Nothing, [](HostileJourney&) { return QJsonValue(QJsonArray{u"/v8/r.zip"_s}); }),
        {"address: sent round in a ring", CrmCall::Result, End::Nothing,
         [](HostileJourney& journey) {
             journey.replace(CrmCall::Result, {{}, {}, [](const CrmAnswer&, const QByteArray&) {
                                                   return CrmAnswer{302, {}}.bytes("Location: /v8/again.zip\r\n");
                                               }});
         }},
    };
}

QList<HostileCase> hostileJobs()
{
    const QString wild = QString(500'000, u'A') + QChar(0x202e) + u"\x1b[31m"_s;
    return {
        key("a state nobody knows", u"status"_s, u"PONDERING"_s, End::Waits),
        key("in progress for ever", u"status"_s, u"INPROGRESS"_s, End::Waits),
        key("never begun", u"status"_s, u"ADDED"_s, End::Waits),
        key("a state of 500 KB", u"status"_s, wild, End::Waits),
        key("a state in small letters", u"status"_s, u"completed"_s, End::All),
        key("a state that is a number", u"status"_s, 7),
        key("a state that is a list", u"status"_s, QJsonArray{u"COMPLETED"_s}),
        key("no state", u"status"_s, QJsonValue()),
        key("another id", u"id"_s, u"4876876000000999999"_s),
        key("an id below nothing", u"id"_s, -1),
        key("an id that is a list", u"id"_s, QJsonArray{1}),
        key("no resource", u"resource"_s, QJsonValue(), End::All),
        key("a resource that is a text", u"resource"_s, u"Contacts"_s, End::All),
        key("another module", u"resource"_s,
            QJsonArray{QJsonObject{{u"module"_s, QJsonObject{{u"api_name"_s, wild}}}}}),
        key("another file", u"resource"_s,
            QJsonArray{QJsonObject{{u"file"_s, QJsonObject{{u"name"_s, wild + u".csv"_s}}}}}),
        key("a result that is a text", u"result"_s, u"/v8/r.zip"_s),
        job("failed with a result", End::All, [](QJsonObject& details) { details[u"status"_s] = u"FAILED"_s; }),
        job("failed with a long and wild text", End::Nothing,
            [=](QJsonObject& details) {
                details[u"status"_s] = u"FAILED"_s;
                details[u"result"_s] = QJsonObject{{u"error_message"_s, QJsonObject{{u"message"_s, wild}}}};
            }),
        ended("counts as they should be", End::Refused, 0, 3),
        ended("counts as texts", End::Nothing, u"3"_s, u"3"_s),
        ended("what was added as a text", End::Nothing, u"3"_s, 3),
        ended("what was added below nothing", End::Nothing, -3, 3),
        ended("what was added as a fraction", End::Nothing, 2.5, 3),
        ended("what was added beyond all numbers", End::Nothing, 1e300, 3),
        ended("nothing said of what was added", End::Nothing, QJsonValue(), 3),
        ended("fewer rows than were sent", End::Nothing, 0, 1),
        ended("more rows than were sent", End::Nothing, 0, 1e15),
        ended("rows below nothing", End::Nothing, 0, -3),
        ended("nothing at all", End::Nothing, 0, 0),
        ended("skipped without counts", End::Nothing, QJsonValue(), QJsonValue(), u"SKIPPED"_s),
        ended("completed without counts", End::Nothing, QJsonValue(), QJsonValue(), u"COMPLETED"_s),
    };
}

QList<HostileCase> hostileSignIns()
{
    const auto token = [](const QByteArray& value, const QByteArray& more = R"(,"expires_in":3600)") {
        return answering(CrmCall::Token, R"({"access_token":)" + value + more + "}");
    };
    const auto org = [](const QByteArray& zgid) {
        return answering(CrmCall::Org, R"({"org":[{"id":"1","zgid":)" + zgid + R"(,"company_name":"C"}]})");
    };
    return {
        {"token: a line break", CrmCall::Token, End::Nothing, token(R"("1000.a\r\nX-Evil: 1")")},
        {"token: another request in it", CrmCall::Token, End::Nothing,
         token(R"("a\r\nContent-Length: 0\r\n\r\nPOST /crm/bulk/v8/write HTTP/1.1\r\n")")},
        {"token: a NUL, said in letters", CrmCall::Token, End::Nothing, token(R"("1000.a\u0000b")")},
        {"token: beyond ASCII", CrmCall::Token, End::Nothing, token("\"1000.\xc3\xa4\"")},
        {"token: of 1 MB", CrmCall::Token, End::Nothing, token('"' + QByteArray(1024 * 1024, 'a') + '"')},
        {"token: a number", CrmCall::Token, End::Nothing, token("1000")},
        {"token: expired before it came", CrmCall::Token, End::All, token(R"("1000.a")", R"(,"expires_in":-5)")},
        {"token: lives for ever", CrmCall::Token, End::All, token(R"("1000.a")", R"(,"expires_in":1e300)")},
        {"token: for a foreign host", CrmCall::Token, End::All,
         [](HostileJourney& journey) {
             journey.replace(CrmCall::Token, {{}, {}, [](const CrmAnswer&, const QByteArray& elsewhere) {
                                                  return CrmAnswer{200, R"({"access_token":"1000.accesstoken",)"
                                                                        R"("api_domain":")" +
                                                                            elsewhere + "\"}"}
                                                      .bytes();
                                              }});
         }},
        {"token: an error of 1 MB", CrmCall::Token, End::Nothing,
         answering(CrmCall::Token, R"({"error":"\u202e)" + QByteArray(1024 * 1024, 'e') + "\"}")},
        {"org: a line break", CrmCall::Org, End::Nothing, org(R"("7\r\nX-Evil: 1")")},
        {"org: none", CrmCall::Org, End::Nothing, answering(CrmCall::Org, R"({"org":[]})")},
        {"org: below nothing", CrmCall::Org, End::Nothing, org("-7")},
        {"org: of 1 MB", CrmCall::Org, End::Nothing, org('"' + QByteArray(1024 * 1024, '7') + '"')},
    };
}

} // namespace stevedore::test

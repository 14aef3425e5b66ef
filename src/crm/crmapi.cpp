// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/crmapi.h"

#include "base/planted.h"
#include "base/text.h"
#include "crm/apifailure.h"
#include "crm/httpdate.h"
#include "crm/jsonvalue.h"
#include "crm/metadatajson.h"
#include "crm/trust.h"

#include <QUrlQuery>
#include <QUuid>

namespace stevedore {

namespace {

constexpr int mostRedirects = 5;
/// Of a result: a page of a bulk read has 200,000 records.
constexpr qint64 mostResultBytes = 512LL * 1024 * 1024;

QByteArray authorization(const QByteArray& token)
{
    // The scheme is the vendor's own, not "Bearer".
    return "Zoho-oauthtoken " + token;
}

QUrl withPath(QUrl base, const QString& path)
{
    QString prefix = base.path();
    while (prefix.endsWith(QLatin1Char('/')))
        prefix.chop(1);
    base.setPath(prefix + path);
    return base;
}

} // namespace

CrmApi::CrmApi(HttpClient& http, Session& session) : m_http(http), m_session(session)
{
    connect(&http, &HttpClient::exchanged, this, &CrmApi::exchanged);
    connect(&m_once, &OnceClient::exchanged, this, &CrmApi::exchanged);
}

HttpRequest CrmApi::request(const QByteArray& verb, const QString& path)
{
    HttpRequest out;
    out.verb = verb;
    out.url = withPath(m_session.apiBase(), path);
    out.headers.emplaceBack("Accept", "application/json");
    out.tag = std::exchange(m_tag, 0);
    return out;
}

void CrmApi::note(const HttpOutcome& outcome, const QElapsedTimer& sinceSent)
{
    if (!outcome)
        return;
    // Within a second the date's own coarseness counts, not the clocks. It was written somewhere in between: of an
    // answer that took long, as downloads do, it says little.
    constexpr qint64 mostMs = 2000;
    const auto date = STEVEDORE_PLANTED_BUG("crm-clock-ignored") ? QDateTime() : httpDate(outcome->header("date"));
    const qint64 ahead = QDateTime::currentDateTimeUtc().msecsTo(date);
    if (date.isValid() && sinceSent.elapsed() < mostMs)
        m_ahead = std::chrono::milliseconds(std::abs(ahead) < mostMs ? 0 : ahead);
    bool ok = false;
    const qint64 credits = outcome->header("x-api-credits-remaining").toLongLong(&ok);
    if (ok)
        Q_EMIT creditsLeft(credits);
}

void CrmApi::call(const HttpRequest& request, bool repeat, QObject* context, const Answer& answer,
                  const HttpClient::Progress& progress)
{
    m_session.token(context, [=, this](const Result<QByteArray>& token) {
        if (!token) {
            answer(tl::unexpected<HttpFailure>(HttpFailure{HttpFailure::Proof::NotSent, token.error()}));
            return;
        }
        HttpRequest signedRequest = request;
        signedRequest.headers.emplaceBack("Authorization", authorization(*token));
        QElapsedTimer sinceSent;
        sinceSent.start();
        m_http.send(
            signedRequest, context,
            [=, this, used = *token](const HttpOutcome& outcome) {
                note(outcome, sinceSent);
                if (outcome && isStaleToken(*outcome)) {
                    m_session.tokenRefused(used);
                    if (repeat) {
                        call(request, false, context, answer, progress);
                        return;
                    }
                }
                answer(outcome);
            },
            progress);
    });
}

template <typename T>
void CrmApi::get(const QString& path, const QString& query, const QString& what,
                 std::function<std::optional<T>(const QByteArray&)> read, QObject* context, const Callback<T>& callback)
{
    HttpRequest wire = request("GET", path);
    wire.url.setQuery(query);
    call(wire, true, context, [=](const HttpOutcome& outcome) {
        if (!outcome) {
            callback(fail(outcome.error().failure));
            return;
        }
        if (outcome->status < 200 || outcome->status > 299) {
            callback(fail(failureOf(*outcome, what)));
            return;
        }
        // There is nothing only where the status says so.
        const bool nothing = outcome->status == 204;
        if (auto value = nothing || !outcome->body.isEmpty() ? read(outcome->body) : std::nullopt)
            callback(*value);
        else
            callback(fail(FailureKind::Server, tr("%1: the CRM's answer is not understood. Try again later.").arg(what),
                          QStringLiteral("HTTP %1, %2 bytes").arg(outcome->status).arg(outcome->body.size())));
    });
}

void CrmApi::org(QObject* context, const Callback<Org>& callback)
{
    get<Org>(QStringLiteral("/crm/v8/org"), {}, tr("The org could not be read"), orgFromJson, context, callback);
}

void CrmApi::currentUser(QObject* context, const Callback<CrmUser>& callback)
{
    get<CrmUser>(QStringLiteral("/crm/v8/users"), QStringLiteral("type=CurrentUser"), tr("The user could not be read"),
                 currentUserFromJson, context, callback);
}

void CrmApi::modules(QObject* context, const Callback<QList<ModuleInfo>>& callback)
{
    get<QList<ModuleInfo>>(QStringLiteral("/crm/v8/settings/modules"), {}, tr("The modules could not be read"),
                           modulesFromJson, context, callback);
}

void CrmApi::metadata(const QString& path, const QString& query, QObject* context, const Callback<QByteArray>& callback)
{
    get<QByteArray>(
        path, query, tr("The org's rules could not be read"),
        [](const QByteArray& body) { return std::optional(body); }, context, callback);
}

void CrmApi::moduleMeta(const ModuleInfo& module, QObject* context, const Callback<ModuleMeta>& callback)
{
    const QString query = QStringLiteral("module=") + QString::fromLatin1(QUrl::toPercentEncoding(module.apiName));
    const QString what = tr("The fields of %1 could not be read").arg(module.plural);
    const auto withLayouts = [=](const QList<Field>& fields, const Result<QList<Layout>>& layouts) {
        // Without the right to read layouts the fields still say what the system itself requires.
        if (!layouts && layouts.error().kind != FailureKind::Permission &&
            layouts.error().kind != FailureKind::Refused) {
            callback(fail(layouts.error()));
            return;
        }
        callback(ModuleMeta{module, fields, layouts.value_or(QList<Layout>())}.forLayout({}));
    };
    const std::function<std::optional<QList<Layout>>(const QByteArray&)> read = [](const QByteArray& body) {
        const auto object = objectOf(body);
        const bool said = body.isEmpty() || (object && object->value(QLatin1String("layouts")).isArray());
        return said ? std::optional(layoutsFromJson(body)) : std::nullopt;
    };
    get<QList<Field>>(QStringLiteral("/crm/v8/settings/fields"), query, what, fieldsFromJson, context,
                      [=, this](const Result<QList<Field>>& fields) {
                          if (!fields) {
                              callback(fail(fields.error()));
                              return;
                          }
                          get<QList<Layout>>(QStringLiteral("/crm/v8/settings/layouts"), query, what, read, context,
                                             [=, known = *fields](const Result<QList<Layout>>& layouts) {
                                                 withLayouts(known, layouts);
                                             });
                      });
}

void CrmApi::upload(const QByteArray& zip, const QString& fileName, const QString& zgid, QObject* context,
                    const Callback<QString>& callback, const HttpClient::Progress& progress)
{
    const QByteArray boundary = "stevedore-" + QUuid::createUuid().toByteArray(QUuid::Id128);
    HttpRequest wire;
    wire.verb = "POST";
    wire.tag = std::exchange(m_tag, 0);
    wire.url = withPath(m_session.connection().uploadUrl, QStringLiteral("/crm/v8/upload"));
    wire.headers = {{"Accept", "application/json"},
                    {"Content-Type", "multipart/form-data; boundary=" + boundary},
                    {"feature", "bulk-write"},
                    {"X-CRM-ORG", zgid.toLatin1()}};
    wire.body = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName.toUtf8() +
                "\"\r\nContent-Type: application/zip\r\n\r\n" + zip + "\r\n--" + boundary + "--\r\n";
    const QString what = tr("The file could not be uploaded");
    call(
        wire, true, context,
        [=](const HttpOutcome& outcome) {
            if (!outcome) {
                callback(fail(outcome.error().failure));
                return;
            }
            if (outcome->status < 200 || outcome->status > 299) {
                callback(fail(failureOf(*outcome, what)));
                return;
            }
            if (const auto id = uploadedFileId(outcome->body))
                callback(*id);
            else
                callback(fail(failureOf(*outcome, what)));
        },
        progress);
}

void CrmApi::once(HttpRequest wire, const Intent& intent, QObject* context, const Answer& answer)
{
    // A job is created within seconds; giving up too early would only make doubt.
    wire.timeout = std::chrono::seconds(600);
    m_session.token(context, [=, this](const Result<QByteArray>& token) {
        if (!token) {
            answer(tl::unexpected<HttpFailure>(HttpFailure{HttpFailure::Proof::NotSent, token.error()}));
            return;
        }
        HttpRequest signedRequest = wire;
        signedRequest.headers.emplaceBack("Authorization", authorization(*token));
        QElapsedTimer sinceSent;
        sinceSent.start();
        m_once.send(signedRequest, intent, context, [=, this, used = *token](const HttpOutcome& outcome) {
            note(outcome, sinceSent);
            if (outcome && isStaleToken(*outcome))
                m_session.tokenRefused(used);
            answer(outcome);
        });
    });
}

void CrmApi::createWriteJob(const WriteJobRequest& job, const Intent& intent, QObject* context,
                            const std::function<void(const CreateVerdict&)>& callback)
{
    HttpRequest wire = request("POST", QStringLiteral("/crm/bulk/v8/write"));
    wire.headers.emplaceBack("Content-Type", "application/json");
    wire.body = writeJobBody(job);
    once(wire, intent, context, [=](const HttpOutcome& outcome) { callback(createVerdict(outcome)); });
}

void CrmApi::sendRecords(const QString& operation, const QString& module, const QList<QJsonObject>& records,
                         const QString& findBy, const Intent& intent, QObject* context,
                         const std::function<void(const RecordsVerdict&)>& callback)
{
    const bool upsert = operation == QLatin1String("upsert");
    const QString path = QStringLiteral("/crm/v8/") + module + (upsert ? QStringLiteral("/upsert") : QString());
    HttpRequest wire = request(operation == QLatin1String("update") ? "PUT" : "POST", path);
    wire.headers.emplaceBack("Content-Type", "application/json");
    wire.body = recordsBody(records, upsert ? findBy : QString());
    const qsizetype count = records.size();
    once(wire, intent, context, [=](const HttpOutcome& outcome) { callback(recordsVerdict(outcome, count)); });
}

void CrmApi::deleteRecords(const QString& module, const QStringList& ids, const Intent& intent, QObject* context,
                           const std::function<void(const RecordsVerdict&)>& callback)
{
    HttpRequest wire = request("DELETE", QStringLiteral("/crm/v8/") + module);
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("ids"), ids.join(QLatin1Char(',')));
    query.addQueryItem(QStringLiteral("wf_trigger"), QStringLiteral("false"));
    wire.url.setQuery(query);
    once(wire, intent, context,
         [callback, count = ids.size()](const HttpOutcome& outcome) { callback(recordsVerdict(outcome, count)); });
}

void CrmApi::jobDetails(const QString& jobId, QObject* context, const Callback<JobDetails>& callback)
{
    get<JobDetails>(QStringLiteral("/crm/bulk/v8/write/") + jobId, {}, tr("The job could not be looked up"),
                    jobDetailsFromJson, context, callback);
}

void CrmApi::download(const QString& url, QObject* context, const Callback<QByteArray>& callback)
{
    // "//v8/..." is a path with a slash too many here, not an address without a scheme.
    QString text = url;
    while (text.startsWith(QLatin1String("//")))
        text.remove(0, 1);
    const QUrl given(text, QUrl::StrictMode);
    if (!given.isRelative()) {
        fetch({given}, mostRedirects, context, callback);
        return;
    }
    QString path = given.path();
    if (!path.startsWith(QLatin1Char('/')))
        path.prepend(QLatin1Char('/'));
    // The base of a relative address is not documented: the API host first, as the vendor's client does, then the same
    // below /crm, then the upload host.
    QList<QUrl> candidates{withPath(m_session.apiBase(), path),
                           withPath(m_session.apiBase(), QStringLiteral("/crm") + path),
                           withPath(m_session.connection().uploadUrl, path)};
    for (QUrl& candidate : candidates)
        candidate.setQuery(given.query());
    fetch(candidates, mostRedirects, context, callback);
}

void CrmApi::fetch(const QList<QUrl>& candidates, int hops, QObject* context, const Callback<QByteArray>& callback)
{
    const QString what = tr("The result could not be fetched");
    const QUrl& url = candidates.first();
    if (!mayFetchFrom(url, m_session.connection())) {
        callback(fail(FailureKind::Refused,
                      tr("%1: the CRM names an address that is not safe (%2).").arg(what, shownValue(url.host()))));
        return;
    }
    const Answer answer = [=, this](const HttpOutcome& outcome) {
        if (!outcome) {
            callback(fail(outcome.error().failure));
            return;
        }
        const QUrl target = url.resolved(QUrl(QString::fromUtf8(outcome->header("location"))));
        if (outcome->status >= 300 && outcome->status < 400 && hops > 0 && !outcome->header("location").isEmpty()) {
            fetch({target}, hops - 1, context, callback);
            return;
        }
        if (outcome->status == 200 && outcome->body.startsWith("PK")) {
            callback(outcome->body);
            return;
        }
        // Who says in the documented form that it is gone knows it; other addresses would only say it less clearly.
        const auto error = apiErrorOf(outcome->body);
        if (error && error->code == QLatin1String("RESOURCE_NOT_FOUND")) {
            callback(fail(failureOf(*outcome, what)));
            return;
        }
        const bool elsewhere = outcome->status == 404 || (outcome->status == 400 && apiErrorOf(outcome->body));
        if (elsewhere && candidates.size() > 1) {
            fetch(candidates.mid(1), hops, context, callback);
            return;
        }
        callback(fail(failureOf(*outcome, what)));
    };
    HttpRequest wire;
    wire.url = url;
    wire.tag = std::exchange(m_tag, 0);
    wire.timeout = std::chrono::seconds(120);
    wire.mostReplyBytes = mostResultBytes;
    if (mayReceiveToken(url, m_session.connection()) || STEVEDORE_PLANTED_BUG("token-to-any-download-host"))
        call(wire, true, context, answer);
    else
        m_http.send(wire, context, answer);
}

} // namespace stevedore

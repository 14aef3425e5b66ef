// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/signinclient.h"

#include <QRegularExpression>
#include <QTcpSocket>
#include <QUrl>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

Form changed(Form form, const Form& changes)
{
    for (auto it = changes.cbegin(); it != changes.cend(); ++it)
        form.insert(it.key(), it.value());
    form.removeIf([](const auto& pair) { return pair.value().isNull(); });
    return form;
}

} // namespace

QByteArray encoded(const Form& form)
{
    QByteArrayList pairs;
    for (auto it = form.cbegin(); it != form.cend(); ++it)
        pairs.append(QUrl::toPercentEncoding(it.key()) + '=' + QUrl::toPercentEncoding(it.value()));
    return pairs.join('&');
}

Reply rawSend(TestServer& server, const QByteArray& requestLine, const QHash<QByteArray, QByteArray>& headers,
              const QByteArray& body)
{
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, static_cast<quint16>(QUrl(server.server().baseUrl()).port()));
    QByteArray request = requestLine + " HTTP/1.1\r\nConnection: close\r\n";
    if (!headers.contains("Host"))
        request += "Host: 127.0.0.1\r\n";
    for (auto it = headers.cbegin(); it != headers.cend(); ++it)
        request += it.key() + ": " + it.value() + "\r\n";
    socket.write(request + "\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(3000))
        answer += socket.readAll();
    Reply reply;
    const qsizetype end = answer.indexOf("\r\n\r\n");
    QByteArrayList lines = answer.left(end).split('\n');
    reply.status = lines.takeFirst().mid(9, 3).toInt();
    for (const QByteArray& line : lines)
        reply.headers.insert(line.left(line.indexOf(':')).toLower(), line.mid(line.indexOf(':') + 1).trimmed());
    reply.body = answer.mid(end + 4);
    return reply;
}

Form SignInClient::authorizeForm(const Form& changes) const
{
    return changed({{u"response_type"_s, u"code"_s},
                    {u"client_id"_s, m_client.id},
                    {u"redirect_uri"_s, redirectUri()},
                    {u"scope"_s, u"ZohoCRM.modules.ALL,ZohoCRM.org.READ,ZohoCRM.users.READ"_s},
                    {u"access_type"_s, u"offline"_s},
                    {u"state"_s, u"a state&more"_s}},
                   changes);
}

Reply SignInClient::page(const Form& authorize)
{
    return m_server.send("GET", u"/oauth/v2/auth?"_s + QString::fromLatin1(encoded(authorize)), {}, {}, false);
}

Reply SignInClient::decide(const QString& ticket, const QString& decision, const QString& user,
                           const QHash<QByteArray, QByteArray>& headers)
{
    const QByteArray body = encoded({{u"ticket"_s, ticket}, {u"decision"_s, decision}, {u"user"_s, user}});
    QHash<QByteArray, QByteArray> all = headers;
    all.insert("Content-Type", "application/x-www-form-urlencoded");
    all.insert("Content-Length", QByteArray::number(body.size()));
    return rawSend(m_server, "POST /oauth/v2/auth/decision", all, body);
}

QUrlQuery SignInClient::allow(const Form& changes, int user)
{
    const Reply shown = page(authorizeForm(changes));
    const Reply reply = decide(ticketOf(shown), u"allow"_s, usersOf(shown).value(user));
    return QUrlQuery(QUrl(QString::fromLatin1(reply.headers.value("location"))));
}

Reply SignInClient::post(const QString& path, const Form& form)
{
    return m_server.send("POST", path, encoded(form), "application/x-www-form-urlencoded", false);
}

QJsonObject SignInClient::exchange(const QString& code, const Form& changes)
{
    const Form form{{u"grant_type"_s, u"authorization_code"_s},
                    {u"client_id"_s, m_client.id},
                    {u"client_secret"_s, m_client.secret},
                    {u"redirect_uri"_s, redirectUri()},
                    {u"code"_s, code}};
    return post(u"/oauth/v2/token"_s, changed(form, changes)).json();
}

QJsonObject SignInClient::signIn(const Form& changes, int user)
{
    return exchange(allow(changes, user).queryItemValue(u"code"_s));
}

QString SignInClient::accessToken(int user)
{
    return signIn({{u"scope"_s, Options().scopes}}, user)[u"access_token"].toString();
}

QJsonObject SignInClient::refresh(const QString& refreshToken)
{
    return post(u"/oauth/v2/token"_s, {{u"grant_type"_s, u"refresh_token"_s},
                                       {u"client_id"_s, m_client.id},
                                       {u"client_secret"_s, m_client.secret},
                                       {u"refresh_token"_s, refreshToken}})
        .json();
}

QString SignInClient::tryToken(const QString& accessToken, const QString& scheme)
{
    const Reply reply = m_server.send("GET", u"/crm/v8/org"_s, {}, {}, false,
                                      {{"Authorization", (scheme + u' ' + accessToken).toUtf8()}});
    return (QString::number(reply.status) + u' ' + reply.code()).trimmed();
}

QString ticketOf(const Reply& page)
{
    static const QRegularExpression field(u"name=\"ticket\" value=\"(\\w+)\""_s);
    return field.match(QString::fromUtf8(page.body)).captured(1);
}

QStringList usersOf(const Reply& page)
{
    static const QRegularExpression option(u"<option value=\"(\\d+)\""_s);
    QStringList ids;
    for (const auto& match : option.globalMatch(QString::fromUtf8(page.body)))
        ids.append(match.captured(1));
    return ids;
}

} // namespace stevedore::sandbox

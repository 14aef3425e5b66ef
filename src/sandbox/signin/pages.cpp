// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/pages.h"

#include "sandbox/signin/scopes.h"

#include <QFile>
#include <QUrl>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

using Values = QHash<QString, QString>;

QString piece(const QString& name)
{
    QFile file(u":/sandbox/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// {{name}} becomes the value with its HTML escaped, {{&name}} the value itself. One pass: values are not looked at.
QString filled(const QString& text, const Values& values)
{
    QString result;
    qsizetype at = 0;
    for (;;) {
        const qsizetype open = text.indexOf(u"{{"_s, at);
        const qsizetype close = open < 0 ? -1 : text.indexOf(u"}}"_s, open);
        if (close < 0)
            return result + text.mid(at);
        result += text.mid(at, open - at);
        const QString name = text.mid(open + 2, close - open - 2);
        result += name.startsWith(u'&') ? values.value(name.mid(1)) : values.value(name).toHtmlEscaped();
        at = close + 2;
    }
}

Answer htmlAnswer(const QString& title, const QString& content, int status, const QString& redirectSource = {})
{
    Answer answer;
    answer.status = status;
    answer.contentType = "text/html;charset=UTF-8";
    answer.body = filled(piece(u"signin.html"_s), {{u"title"_s, title}, {u"content"_s, content}}).toUtf8();
    const QString policy =
        u"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "_s +
        redirectSource;
    answer.headers = {{"Content-Security-Policy", policy.trimmed().toLatin1()},
                      {"X-Frame-Options", "DENY"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "same-origin"}, // "no-referrer" would make the form's Origin "null"
                      {"Cache-Control", "no-store"}};
    return answer;
}

QString scopeItems(const QString& scopes)
{
    QString items;
    for (const QString& scope : scopesOf(scopes))
        items += filled(u"<li>{{words}} <code>{{scope}}</code></li>\n"_s,
                        {{u"words"_s, scopeInWords(scope)}, {u"scope"_s, scope}});
    return items;
}

QString userItems(const Org& org)
{
    QString items;
    for (const User& user : org.users)
        if (user.isActive())
            items += filled(u"<option value=\"{{id}}\"{{&selected}}>{{name}} ({{email}})</option>\n"_s,
                            {{u"id"_s, QString::number(user.id)},
                             {u"selected"_s, items.isEmpty() ? u" selected"_s : QString()},
                             {u"name"_s, user.fullName()},
                             {u"email"_s, user.email}});
    return items;
}

} // namespace

Answer consentPage(const Org& org, const ConsentPage& page)
{
    const Values values{{u"org"_s, org.companyName},
                        {u"action"_s, page.action},
                        {u"ticket"_s, page.ticket},
                        {u"client"_s, page.clientName},
                        {u"clientId"_s, page.clientId},
                        {u"way"_s, page.way},
                        {u"scopes"_s, scopeItems(page.scopes)},
                        {u"users"_s, userItems(org)}};
    return htmlAnswer(u"Sign in to "_s + org.companyName, filled(piece(u"signin-consent.html"_s), values), 200,
                      page.redirectSource);
}

Answer deviceCodePage(const QString& trouble)
{
    const QString notice =
        trouble.isEmpty() ? QString()
                          : filled(u"<p class=\"trouble\" role=\"alert\">{{trouble}}</p>"_s, {{u"trouble"_s, trouble}});
    return htmlAnswer(u"Connect a device"_s, filled(piece(u"signin-device.html"_s), {{u"notice"_s, notice}}),
                      trouble.isEmpty() ? 200 : 400);
}

Answer messagePage(const QString& title, const QString& sentence, int status)
{
    const QString content =
        filled(u"<h1>{{title}}</h1>\n<p>{{sentence}}</p>"_s, {{u"title"_s, title}, {u"sentence"_s, sentence}});
    return htmlAnswer(title, content, status);
}

bool isFromElsewhere(const Request& request)
{
    const QString origin = request.header(u"origin"_s);
    if (origin.isEmpty())
        return false;
    static const QStringList loopback{u"127.0.0.1"_s, u"localhost"_s, u"::1"_s};
    return origin != u"http://"_s + request.header(u"host"_s) || !loopback.contains(QUrl(origin).host());
}

} // namespace stevedore::sandbox

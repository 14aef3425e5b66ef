// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/redirecturi.h"

#include <QRegularExpression>
#include <QUrl>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

QString redirectUriTrouble(const QString& uri, const QStringList& registered)
{
    if (uri.isEmpty())
        return u"The request has no redirect_uri."_s;
    // No user name, no fragment, nothing that a browser or a header reads in another way than this program does.
    static const QRegularExpression form(
        uR"(\Ahttps?://(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:[0-9]{1,5})?([/?][!$&'()*+,\-./0-9:;=?@A-Z_a-z~%]*)?\z)"_s,
        QRegularExpression::CaseInsensitiveOption);
    const QUrl url(uri, QUrl::StrictMode);
    if (!form.match(uri).hasMatch() || !url.isValid())
        return u"The redirect_uri is not a plain http:// or https:// address."_s;
    if (!registered.isEmpty())
        return registered.contains(uri) ? QString() : u"The redirect_uri is not one that the client has registered."_s;
    static const QStringList loopback{u"127.0.0.1"_s, u"localhost"_s, u"::1"_s};
    if (url.scheme() != u"http"_s || !loopback.contains(url.host()))
        return u"The redirect_uri is not an http:// address of this machine (127.0.0.1, localhost or [::1])."_s;
    return {};
}

QByteArray withParameters(const QString& uri, const QList<std::pair<QString, QString>>& parameters)
{
    QByteArray text = uri.toLatin1();
    char separator = text.contains('?') ? '&' : '?';
    for (const auto& [name, value] : parameters) {
        if (!text.endsWith('?') && !text.endsWith('&'))
            text += separator;
        separator = '&';
        text += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return text;
}

QString policySource(const QString& uri)
{
    const QUrl url(uri, QUrl::StrictMode);
    if (url.host().contains(u':')) // a policy has no way to name an IPv6 address
        return url.scheme() + u':';
    return url.scheme() + u"://"_s + url.host() + (url.port() >= 0 ? u":%1"_s.arg(url.port()) : QString());
}

} // namespace stevedore::sandbox

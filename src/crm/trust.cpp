// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/trust.h"

#include "base/planted.h"
#include "crm/connection.h"
#include "crm/signin/datacentres.h"

#include <QHostAddress>

#include <algorithm>

namespace stevedore {

namespace {

bool isLoopback(const QString& host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

bool sameOrigin(const QUrl& a, const QUrl& b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port(443) == b.port(443);
}

/// An address that a server names. Nothing beyond plain ASCII: what is folded into it would be another text than the
/// one that was said.
QUrl named(const QString& text)
{
    const bool plain = std::all_of(text.begin(), text.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; });
    return plain ? QUrl(text, QUrl::StrictMode) : QUrl();
}

} // namespace

bool isSecureAddress(const QUrl& url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    return url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopback(url.host()));
}

bool isLoopbackAddress(const QUrl& url)
{
    return isSecureAddress(url) && isLoopback(url.host());
}

bool mayReceiveToken(const QUrl& url, const Connection& connection)
{
    if (!isSecureAddress(url))
        return false;
    for (const QUrl& own : {connection.apiUrl, connection.uploadUrl, connection.accountsUrl}) {
        if (sameOrigin(url, own))
            return true;
    }
    const bool realOrg = isTableHost(connection.apiUrl.host());
    return realOrg && url.scheme() == QLatin1String("https") && url.port(443) == 443 && isTableHost(url.host());
}

bool mayFetchFrom(const QUrl& url, const Connection& connection)
{
    return isSecureAddress(url) && (!isLoopback(url.host()) || isLoopback(connection.apiUrl.host()));
}

std::optional<QUrl> namedAccounts(const QString& accountsServer, const QString& location, const Connection& connection)
{
    const QUrl server = named(accountsServer);
    if (connection.kind == ConnectionKind::LocalSandbox) {
        if (accountsServer.isEmpty())
            return connection.accountsUrl;
        if (!isLoopbackAddress(server))
            return std::nullopt;
        return server.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
    }
    if (STEVEDORE_PLANTED_BUG("accounts-server-unchecked") && isSecureAddress(server))
        return server;
    const DataCentre* const meant = dataCentreOf(location);
    const DataCentre* const place = accountsServer.isEmpty() ? meant ? meant
                                                               : location.isEmpty()
                                                                   ? dataCentreOfAccounts(connection.accountsUrl)
                                                                   : nullptr
                                                             : dataCentreOfAccounts(server);
    if (!place || (meant && meant != place))
        return std::nullopt;
    return place->accountsUrl();
}

std::optional<QUrl> namedApi(const QString& apiDomain, const Connection& connection)
{
    const QUrl domain = named(apiDomain);
    if (!isSecureAddress(domain))
        return std::nullopt;
    if (sameOrigin(domain, connection.apiUrl))
        return connection.apiUrl;
    if (connection.kind == ConnectionKind::LocalSandbox)
        return sameOrigin(domain, connection.accountsUrl) ? std::optional(connection.accountsUrl) : std::nullopt;
    const DataCentre* const place = dataCentreOfAccounts(connection.accountsUrl);
    if (!place || !isPlainOrigin(domain) || domain.host() != place->apiUrl(connection.kind).host())
        return std::nullopt;
    return place->apiUrl(connection.kind);
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/trust.h"

#include "crm/connection.h"

#include <QHostAddress>

#include <array>

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

// The domains of the data centres (Zoho CRM API v8, Multi-DC); anything below them is the vendor's.
constexpr std::array domains{"zoho.com",        "zoho.eu",         "zoho.in",     "zoho.com.au",  "zoho.jp",
                             "zoho.com.cn",     "zoho.sa",         "zoho.uk",     "zohocloud.ca", "zohoapis.com",
                             "zohoapis.eu",     "zohoapis.in",     "zohoapis.jp", "zohoapis.ca",  "zohoapis.sa",
                             "zohoapis.com.au", "zohoapis.com.cn", "zohoapis.uk"};

bool isVendorHost(const QString& host)
{
    for (const char* domain : domains) {
        const QLatin1String d(domain);
        if (host == d || (host.endsWith(d) && host.at(host.size() - d.size() - 1) == QLatin1Char('.')))
            return true;
    }
    return false;
}

} // namespace

bool isSecureAddress(const QUrl& url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty())
        return false;
    return url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isLoopback(url.host()));
}

bool mayReceiveToken(const QUrl& url, const Connection& connection)
{
    if (!isSecureAddress(url))
        return false;
    for (const QUrl& own : {connection.apiUrl, connection.uploadUrl, connection.accountsUrl}) {
        if (sameOrigin(url, own))
            return true;
    }
    const bool realOrg = isVendorHost(connection.apiUrl.host());
    return realOrg && url.scheme() == QLatin1String("https") && url.port(443) == 443 && isVendorHost(url.host());
}

} // namespace stevedore

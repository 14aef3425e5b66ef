// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses that a server names: a token goes only to https, without a user in it, to a host of the data centres or to
// the connection's own, whatever the text looks like.
#include "crm/connection.h"
#include "crm/trust.h"
#include "fuzz/require.h"

#include <algorithm>
#include <cstdint>

using namespace stevedore;
using test::require;

namespace {

/// A second, plain reading: what stands between "://" and the next '/', '?' or '#'.
QByteArray authorityOf(const QByteArray& url)
{
    const qsizetype begin = url.indexOf("://");
    if (begin < 0)
        return {};
    const QByteArray rest = url.mid(begin + 3);
    const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?' || c == '#'; });
    return rest.first(end - rest.begin()).toLower();
}

bool isVendorHost(const QByteArray& authority)
{
    QByteArray host = authority.endsWith(":443") ? authority.chopped(4) : authority;
    static const QList<QByteArray> domains{"zoho.com",        "zoho.eu",         "zoho.in",     "zoho.com.au",
                                           "zoho.jp",         "zohocloud.ca",    "zoho.sa",     "zoho.com.cn",
                                           "zohoapis.com",    "zohoapis.eu",     "zohoapis.in", "zohoapis.jp",
                                           "zohoapis.com.au", "zohoapis.com.cn", "zohoapis.ca", "zohoapis.sa",
                                           "zohoapis.uk",     "zoho.uk",         "zohoapis.ae", "zoho.ae"};
    return std::any_of(domains.begin(), domains.end(),
                       [&](const QByteArray& domain) { return host == domain || host.endsWith('.' + domain); });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    const QString text = QString::fromUtf8(bytes);
    Connection connection;
    connection.accountsUrl = QUrl(QStringLiteral("https://accounts.zoho.eu"));
    connection.apiUrl = QUrl(QStringLiteral("https://www.zohoapis.eu"));
    connection.uploadUrl = QUrl(QStringLiteral("https://content.zohoapis.eu"));
    for (const auto& answer : {namedAccounts(text, {}, connection), namedApi(text, connection)}) {
        if (!answer || *answer == connection.accountsUrl || *answer == connection.apiUrl)
            continue;
        require(answer->scheme() == QLatin1String("https") && answer->userInfo().isEmpty());
        require(isVendorHost(answer->authority().toLatin1().toLower()));
    }
    const QUrl url(text, QUrl::StrictMode);
    if (mayReceiveToken(url, connection)) {
        require(url.scheme() == QLatin1String("https") && url.userInfo().isEmpty());
        require(isVendorHost(authorityOf(url.toEncoded())));
    }
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/authorizeurl.h"

#include <QUrlQuery>

namespace stevedore {

using namespace Qt::StringLiterals;

QStringList signInScopes()
{
    return {u"ZohoCRM.modules.ALL"_s,
            u"ZohoCRM.bulk.CREATE"_s,
            u"ZohoCRM.bulk.READ"_s,
            u"ZohoFiles.files.ALL"_s,
            u"ZohoCRM.coql.READ"_s,
            u"ZohoCRM.settings.modules.READ"_s,
            u"ZohoCRM.settings.fields.READ"_s,
            u"ZohoCRM.settings.layouts.READ"_s,
            u"ZohoCRM.org.READ"_s,
            u"ZohoCRM.users.READ"_s};
}

QUrl authorizeUrl(const QUrl& accounts, const AuthorizeQuery& query)
{
    QUrlQuery items;
    const auto add = [&items](const QString& key, const QString& value) {
        items.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add(u"response_type"_s, u"code"_s);
    add(u"client_id"_s, query.clientId);
    add(u"redirect_uri"_s, query.redirectUri.toString());
    add(u"scope"_s, signInScopes().join(u','));
    add(u"access_type"_s, u"offline"_s);
    add(u"prompt"_s, u"consent"_s);
    add(u"state"_s, QString::fromLatin1(query.state));
    add(u"code_challenge"_s, QString::fromLatin1(query.challenge));
    add(u"code_challenge_method"_s, u"S256"_s);
    QUrl url = accounts;
    url.setPath(u"/oauth/v2/auth"_s);
    url.setQuery(items);
    return url;
}

} // namespace stevedore

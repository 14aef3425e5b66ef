// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/companyrules.h"

#include "sandbox/http/http.h"
#include "sandbox/org/edition.h"
#include "sandbox/org/savedfield.h"

#include <QTimeZone>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

QString takeCompany(const SavedFile& file, Org& org)
{
    if (file.items.isEmpty())
        return u"%1 has an empty \"org\"; save it again."_s.arg(file.name);
    const QJsonObject json = file.items.first();
    const auto take = [&json](const QString& key, QString& into) { into = json[key].toString(into); };
    org.id = idOf(json[u"id"]) ? idOf(json[u"id"]) : org.id;
    take(u"zgid"_s, org.zgid);
    take(u"company_name"_s, org.companyName);
    take(u"type"_s, org.type);
    take(u"time_zone"_s, org.timeZone);
    take(u"iso_code"_s, org.isoCode);
    take(u"currency_locale"_s, org.currencyLocale);
    take(u"currency"_s, org.currency);
    take(u"country_code"_s, org.countryCode);
    take(u"primary_email"_s, org.primaryEmail);
    if (!QTimeZone(org.timeZone.toUtf8()).isValid())
        return u"%1 has a time_zone \"%2\" that this computer does not know; write one such as Europe/Berlin."_s.arg(
            file.name, quotable(org.timeZone));
    const QJsonObject license = json[u"license_details"].toObject();
    const int licences = std::clamp(license[u"users_license_purchased"].toInt(org.licences), 1, 100'000);
    // A trial, above all, has a word of its own; what it may do is not documented.
    if (const QString edition = license[u"paid_type"].toString(); limitsOf(edition, licences))
        org.edition = edition;
    org.licences = licences;
    return {};
}

QString takeUsers(const SavedFile& file, Org& org)
{
    std::vector<User> users;
    for (const QJsonObject& item : file.items) {
        users.push_back(userFromAnswer(item));
        if (!users.back().id || users.back().email.isEmpty())
            return u"%1 has a user without id or email; save it again."_s.arg(file.name);
    }
    // The first is the one whose token the connection file has.
    const auto mayAll = [](const User& user) { return user.isActive() && user.profile == u"Administrator"_s; };
    auto first = std::find_if(users.begin(), users.end(), mayAll);
    if (first == users.end())
        first = std::find_if(users.begin(), users.end(), [](const User& user) { return user.isActive(); });
    if (first == users.end())
        return u"%1 has no active user, so nobody could sign in; save it again with type=AllUsers."_s.arg(file.name);
    std::rotate(users.begin(), first, first + 1);
    org.users = std::move(users);
    return {};
}

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/datacentres.h"

#include <QCoreApplication>

#include <algorithm>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

constexpr const char* context = "DataCentre";

constexpr auto places = std::to_array<DataCentre>({
    {"us"_L1, QT_TRANSLATE_NOOP("DataCentre", "United States"), "accounts.zoho.com"_L1, "zohoapis.com"_L1,
     "content.zohoapis.com"_L1, "zoho.com"_L1},
    {"eu"_L1, QT_TRANSLATE_NOOP("DataCentre", "Europe"), "accounts.zoho.eu"_L1, "zohoapis.eu"_L1,
     "content.zohoapis.eu"_L1, "zoho.eu"_L1},
    {"in"_L1, QT_TRANSLATE_NOOP("DataCentre", "India"), "accounts.zoho.in"_L1, "zohoapis.in"_L1,
     "content.zohoapis.in"_L1, "zoho.in"_L1},
    {"au"_L1, QT_TRANSLATE_NOOP("DataCentre", "Australia"), "accounts.zoho.com.au"_L1, "zohoapis.com.au"_L1,
     "content.zohoapis.com.au"_L1, "zoho.com.au"_L1},
    {"jp"_L1, QT_TRANSLATE_NOOP("DataCentre", "Japan"), "accounts.zoho.jp"_L1, "zohoapis.jp"_L1,
     "content.zohoapis.jp"_L1, "zoho.jp"_L1},
    {"cn"_L1, QT_TRANSLATE_NOOP("DataCentre", "China"), "accounts.zoho.com.cn"_L1, "zohoapis.com.cn"_L1,
     "content.zohoapis.com.cn"_L1, "zoho.com.cn"_L1},
    // Canada's are the only ones under a name of their own.
    {"ca"_L1, QT_TRANSLATE_NOOP("DataCentre", "Canada"), "accounts.zohocloud.ca"_L1, "zohoapis.ca"_L1,
     "upload.zohocloud.ca"_L1, "zohocloud.ca"_L1},
    {"sa"_L1, QT_TRANSLATE_NOOP("DataCentre", "Saudi Arabia"), "accounts.zoho.sa"_L1, "zohoapis.sa"_L1,
     "files.zoho.sa"_L1, "zoho.sa"_L1},
    // Only its accounts server is documented; the rest follows the others, and the token answer corrects the API's.
    {"uk"_L1, QT_TRANSLATE_NOOP("DataCentre", "United Kingdom"), "accounts.zoho.uk"_L1, "zohoapis.uk"_L1,
     "content.zohoapis.uk"_L1, "zoho.uk"_L1},
});

/// What may stand before the two domains of a data centre: calls, uploads and downloads, accelerated or not.
constexpr std::array apiLabels{"www"_L1, "sandbox"_L1, "developer"_L1, "content"_L1};
constexpr std::array fileLabels{"content"_L1,  "upload"_L1,        "upload-accl"_L1,
                                "download"_L1, "download-accl"_L1, "files"_L1};

QUrl secure(const QString& host)
{
    return QUrl("https://"_L1 + host);
}

template <typename Labels>
bool isBelow(const QString& host, const Labels& labels, QLatin1StringView domain)
{
    return std::any_of(labels.begin(), labels.end(),
                       [&](QLatin1StringView label) { return host == label + u'.' + domain; });
}

} // namespace

QString DataCentre::name() const
{
    return QCoreApplication::translate(context, englishName);
}

QUrl DataCentre::accountsUrl() const
{
    return secure(accounts);
}

QUrl DataCentre::apiUrl(ConnectionKind kind) const
{
    const QLatin1StringView label = kind == ConnectionKind::Sandbox     ? "sandbox."_L1
                                    : kind == ConnectionKind::Developer ? "developer."_L1
                                                                        : "www."_L1;
    return secure(label + apiDomain);
}

QUrl DataCentre::uploadUrl() const
{
    return secure(upload);
}

const std::array<DataCentre, 9>& dataCentres()
{
    return places;
}

const DataCentre* dataCentreOf(QStringView word)
{
    const auto* const it =
        std::find_if(places.begin(), places.end(), [&](const DataCentre& p) { return p.word == word; });
    return it == places.end() ? nullptr : it;
}

const DataCentre* dataCentreOfAccounts(const QUrl& url)
{
    if (!isPlainOrigin(url))
        return nullptr;
    const QString host = url.host();
    const auto* const it =
        std::find_if(places.begin(), places.end(), [&](const DataCentre& p) { return p.accounts == host; });
    return it == places.end() ? nullptr : it;
}

bool isPlainOrigin(const QUrl& url)
{
    return url.isValid() && url.scheme() == "https"_L1 && !url.host().isEmpty() && url.userInfo().isEmpty() &&
           url.port(443) == 443 && (url.path().isEmpty() || url.path() == "/"_L1) && !url.hasQuery() &&
           !url.hasFragment();
}

bool isTableHost(const QString& host)
{
    return std::any_of(places.begin(), places.end(), [&](const DataCentre& place) {
        return host == place.accounts || host == place.upload || isBelow(host, apiLabels, place.apiDomain) ||
               isBelow(host, fileLabels, place.files);
    });
}

} // namespace stevedore

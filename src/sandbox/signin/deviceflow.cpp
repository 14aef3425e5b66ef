// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/deviceflow.h"

#include "sandbox/signin/authorize.h"
#include "sandbox/signin/pages.h"
#include "sandbox/signin/tokenanswers.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

Answer pollAnswer(Devices::Poll poll, const QString& location)
{
    switch (poll) {
    case Devices::Poll::Unknown:
        return tokenError(u"invalid_code"_s);
    case Devices::Poll::TooSoon:
        return tokenError(u"slow_down"_s);
    case Devices::Poll::Denied:
        return tokenError(u"access_denied"_s);
    case Devices::Poll::Expired:
        return tokenError(u"expired"_s);
    case Devices::Poll::OtherDataCentre:
        return tokenError(u"other_dc"_s, 200, {{u"user_location"_s, location}});
    case Devices::Poll::Pending:
        break;
    }
    return tokenError(u"authorization_pending"_s);
}

} // namespace

DeviceFlow::DeviceFlow(Store& store, const Options& options, Grants& grants, std::function<QString()> baseUrl)
    : m_store(store), m_options(options), m_grants(grants), m_baseUrl(std::move(baseUrl)), m_devices(store, grants),
      m_tickets(store.clock())
{
}

void DeviceFlow::addTo(Router& router)
{
    const QString root = u"oauth/v3/device"_s;
    router.addOpen(u"POST"_s, root + u"/code"_s, [this](const Request& r) { return code(r); });
    router.addOpen(u"POST"_s, root + u"/token"_s, [this](const Request& r) { return token(r); });
    router.addOpen(u"GET"_s, root, [this](const Request& r) { return page(r); });
    router.addOpen(u"POST"_s, root + u"/decision"_s, [this](const Request& r) { return decide(r); });
}

Answer DeviceFlow::code(const Request& request)
{
    const auto client = m_grants.clientById(request.parameter(u"client_id"_s));
    if (!client)
        return tokenError(u"invalid_client"_s);
    const auto scopes = checkedScopes(request.parameter(u"scope"_s));
    if (request.parameter(u"grant_type"_s) != u"device_request"_s || !scopes)
        return tokenError(u"invalid_request"_s, 400);
    const auto codes = m_devices.make({client->id, 0, *scopes, request.parameter(u"access_type"_s) == u"offline"_s,
                                       request.parameter(u"prompt"_s) == u"consent"_s});
    const QString page = m_baseUrl() + u"/oauth/v3/device"_s;
    return jsonAnswer({{u"user_code"_s, codes.userCode},
                       {u"device_code"_s, codes.deviceCode},
                       {u"verification_url"_s, page},
                       {u"verification_uri_complete"_s, page + u"?user_code="_s + codes.userCode},
                       {u"interval"_s, Devices::pollMs},
                       {u"expires_in"_s, Devices::lifeMs}});
}

Answer DeviceFlow::token(const Request& request)
{
    if (const auto trouble = clientTrouble(request, m_grants, m_options))
        return *trouble;
    if (request.parameter(u"grant_type"_s) != u"device_token"_s)
        return tokenError(u"invalid_request"_s, 400);
    const auto issued =
        m_devices.poll(request.parameter(u"code"_s), request.parameter(u"client_id"_s), !request.foreign);
    return issued ? tokensAnswer(*issued, m_baseUrl(), m_options) : pollAnswer(issued.error(), m_options.location);
}

Answer DeviceFlow::page(const Request& request)
{
    const QString userCode = request.parameters.value(u"user_code"_s);
    if (userCode.isEmpty())
        return deviceCodePage();
    const auto waiting = m_devices.waiting(userCode);
    if (!waiting)
        return deviceCodePage(u"No device is waiting under that code. Codes are good for five minutes."_s);
    const KnownClient client = m_grants.clientById(waiting->consent.clientId).value_or(KnownClient());
    return consentPage(
        m_store.org(),
        {u"/oauth/v3/device/decision"_s,
         m_tickets.keep(waiting->deviceCode),
         client.name,
         client.id,
         waiting->consent.scopes,
         u"Allow it only if you started this yourself, on the device that shows %1."_s.arg(userCode.left(40).toUpper()),
         {}});
}

Answer DeviceFlow::decide(const Request& request)
{
    if (isFromElsewhere(request))
        return messagePage(u"Not from here"_s, u"This decision was sent by a page of another site."_s, 403);
    const auto deviceCode = m_tickets.take(request.parameter(u"ticket"_s));
    const bool allowed = request.parameter(u"decision"_s) == u"allow"_s;
    const User* user = m_store.org().userById(idOf(request.parameter(u"user"_s)));
    if (deviceCode && allowed && (!user || !user->isActive()))
        return messagePage(u"Not connected"_s, u"There is no active user of that id."_s, 400);
    if (!deviceCode || !m_devices.decide(*deviceCode, allowed ? std::optional(user->id) : std::nullopt))
        return deviceCodePage(u"The page is too old or has been answered already."_s);
    return allowed ? messagePage(u"Device connected"_s, u"Go on at the device. You can close this page."_s)
                   : messagePage(u"Device not connected"_s, u"You have refused. You can close this page."_s);
}

} // namespace stevedore::sandbox

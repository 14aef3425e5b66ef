// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/router.h"
#include "sandbox/signin/devices.h"
#include "sandbox/signin/tickets.h"

namespace stevedore::sandbox {

/// Sign-in of devices without a browser ("Non-browser applications"): POST /oauth/v3/device/code ("Initiation
/// request"), the page /oauth/v3/device where the user types the code and decides, and POST /oauth/v3/device/token
/// ("Polling request"), at most once in 30 seconds.
///
/// The documentation does not say how a wrong device code is refused: invalid_code. An unknown grant_type or scope is
/// invalid_request.
class DeviceFlow
{
public:
    DeviceFlow(Store& store, const Options& options, Grants& grants, std::function<QString()> baseUrl);

    void addTo(Router& router);

private:
    Answer code(const Request& request);
    Answer token(const Request& request);
    Answer page(const Request& request);
    Answer decide(const Request& request);

    Store& m_store;
    const Options& m_options;
    Grants& m_grants;
    std::function<QString()> m_baseUrl;
    Devices m_devices;
    Tickets<QString> m_tickets; ///< for device codes
};

} // namespace stevedore::sandbox

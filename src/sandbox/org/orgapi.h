// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/router.h"
#include "sandbox/org/org.h"

namespace stevedore::sandbox {

/// The company, its users and its modules: org, users, settings/modules.
class OrgApi
{
public:
    explicit OrgApi(const Org& org);
    void addTo(Router& router);

private:
    Answer users(const Request& request) const;
    Answer user(const Request& request) const;
    Answer countUsers(const Request& request) const;
    Answer modules(const Request& request) const;
    Answer module(const Request& request) const;

    const Org& m_org;
    std::vector<Module> m_others; ///< listed, but out of the API's reach
};

} // namespace stevedore::sandbox

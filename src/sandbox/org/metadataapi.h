// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/router.h"

namespace stevedore::sandbox {

/// org, users, settings/modules, settings/fields, settings/layouts, pick_list_values.
class MetadataApi
{
public:
    explicit MetadataApi(const Org& org) : m_org(org) {}
    void addTo(Router& router);

private:
    Answer org() const;
    Answer users(const Request& request) const;
    Answer modules() const;
    Answer moduleByName(const Request& request) const;
    Answer fields(const Request& request) const;
    Answer field(const Request& request) const;
    Answer picklist(const Request& request) const;
    Answer layouts(const Request& request) const;
    ApiResult<const Module*> moduleOf(const Request& request) const;

    const Org& m_org;
};

} // namespace stevedore::sandbox

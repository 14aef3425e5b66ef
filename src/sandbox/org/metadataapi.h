// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/router.h"
#include "sandbox/org/org.h"

namespace stevedore::sandbox {

/// What a module is made of: settings/fields, pick_list_values, settings/layouts, settings/custom_views.
class MetadataApi
{
public:
    explicit MetadataApi(const Org& org) : m_org(org) {}
    void addTo(Router& router);

private:
    using ForModule = Answer (MetadataApi::*)(const Module& module, const Request& request) const;

    /// Calls of settings name their module in a parameter.
    Answer forModule(const Request& request, ForModule call) const;
    Answer fields(const Module& module, const Request& request) const;
    Answer field(const Module& module, const Request& request) const;
    Answer picklist(const Module& module, const Request& request) const;
    Answer layouts(const Module& module, const Request& request) const;
    Answer layout(const Module& module, const Request& request) const;
    Answer views(const Module& module, const Request& request) const;
    Answer view(const Module& module, const Request& request) const;

    const Org& m_org;
};

} // namespace stevedore::sandbox

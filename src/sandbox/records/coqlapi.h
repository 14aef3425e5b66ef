// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/router.h"

namespace stevedore::sandbox {

/// POST /crm/v8/coql
class CoqlApi
{
public:
    /// `charge` takes credits beyond the one that every call costs; false if there are none left.
    CoqlApi(Store& store, std::function<bool(int credits)> charge) : m_store(store), m_charge(std::move(charge)) {}
    void addTo(Router& router);

private:
    Answer query(const Request& request);

    Store& m_store;
    std::function<bool(int)> m_charge;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/limits.h"
#include "sandbox/http/router.h"
#include "sandbox/records/coqlparser.h"

namespace stevedore::sandbox {

/// POST /crm/v8/coql
class CoqlApi
{
public:
    CoqlApi(Store& store, Limits& limits) : m_store(store), m_limits(limits) {}
    void addTo(Router& router);

private:
    Answer query(const Request& request);
    Answer records(const CoqlQuery& query);
    Answer count(const CoqlQuery& query);

    Store& m_store;
    Limits& m_limits;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/store.h"
#include "sandbox/http/router.h"

namespace stevedore::sandbox {

/// Insert, update, upsert, get, delete and count of the Records API.
class RecordsApi
{
public:
    /// `charge` takes credits beyond the one that every call costs; false if there are none left.
    RecordsApi(Store& store, std::function<bool(int credits)> charge);
    void addTo(Router& router);

private:
    enum class Verb { Insert, Update, Upsert };

    Answer write(const Request& request, Verb verb);
    Answer list(const Request& request);
    Answer one(const Request& request);
    Answer remove(const Request& request);
    Answer count(const Request& request);
    ApiResult<const Module*> moduleOf(const Request& request) const;

    Store& m_store;
    std::function<bool(int)> m_charge;
};

} // namespace stevedore::sandbox

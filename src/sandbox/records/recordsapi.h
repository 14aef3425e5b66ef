// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/recordstates.h"
#include "sandbox/http/limits.h"
#include "sandbox/http/router.h"
#include "sandbox/options.h"

namespace stevedore::sandbox {

/// Insert, update, upsert, get, delete and count of the Records API.
class RecordsApi
{
public:
    RecordsApi(Store& store, const Options& options, Limits& limits, const RecordStates& states);
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
    const Options& m_options;
    Limits& m_limits;
    const RecordStates& m_states;
    std::mutex m_countsMutex;
    std::map<const Module*, std::pair<qint64, qint64>> m_counts; // when, and how many
};

} // namespace stevedore::sandbox

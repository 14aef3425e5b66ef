// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/recordstates.h"
#include "sandbox/http/limits.h"
#include "sandbox/http/router.h"
#include "sandbox/options.h"
#include "sandbox/records/recordcount.h"

namespace stevedore::sandbox {

/// Insert, update, upsert, get, delete and count of the Records API.
class RecordsApi
{
public:
    RecordsApi(Store& store, const Options& options, Limits& limits, const RecordStates& states);
    void addTo(Router& router);

private:
    enum class Verb { Insert, Update, Upsert };

    /// The call of a handler for the module in the path.
    using ForModule = std::function<Answer(const Module& module, const Request& request)>;
    Route::Handler forModule(ForModule call) const;

    Answer write(const Module& module, const Request& request, Verb verb);
    Answer remove(const Module& module, const Request& request);

    Store& m_store;
    const Options& m_options;
    Limits& m_limits;
    const RecordStates& m_states;
    RecordCount m_count;
};

} // namespace stevedore::sandbox

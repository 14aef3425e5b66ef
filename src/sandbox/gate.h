// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/credits.h"
#include "sandbox/org/metadataapi.h"
#include "sandbox/read/bulkreadapi.h"
#include "sandbox/records/coqlapi.h"
#include "sandbox/records/recordsapi.h"
#include "sandbox/trouble/wire.h"
#include "sandbox/write/bulkwriteapi.h"

namespace stevedore::sandbox {

/// All calls behind one door: finds the route, checks token, scopes and credits, and lets the call in.
class Gate
{
public:
    Gate(Store& store, const Options& options, std::function<QString()> baseUrl);

    /// May be called by any thread.
    Answer answer(Request request);
    Tokens& tokens() { return m_tokens; }

private:
    void addRoutes();
    Answer guarded(const Route& route, Request& request);
    void carryOut(qint64 jobId);
    void notify(const Job& job);

    Store& m_store;
    const Options& m_options;
    std::function<QString()> m_baseUrl;
    Faults m_faults;
    Wire m_wire;
    Tokens m_tokens;
    Credits m_credits;
    Router m_router;
    MetadataApi m_metadata;
    RecordsApi m_records;
    CoqlApi m_coql;
    JobQueue m_queue; // last but one: its threads use what is above
    BulkWriteApi m_bulkWrite;
    BulkReadApi m_bulkRead;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/limits.h"
#include "sandbox/org/metadataapi.h"
#include "sandbox/org/orgapi.h"
#include "sandbox/read/bulkreadapi.h"
#include "sandbox/records/coqlapi.h"
#include "sandbox/records/massdelete.h"
#include "sandbox/records/recordsapi.h"
#include "sandbox/signin/signin.h"
#include "sandbox/trouble/control.h"
#include "sandbox/trouble/stuckjobs.h"
#include "sandbox/write/bulkwriteapi.h"

namespace stevedore::sandbox {

/// All calls behind one door: finds the route, makes the trouble that was asked for, checks token, scopes and limits,
/// and lets the call in.
class Gate
{
public:
    /// `baseUrl` is asked when a call needs it: the port is known only after the gate is made.
    Gate(Store& store, Options& options, Scenario& scenario, std::function<QString()> baseUrl);

    /// May be called by any thread.
    Answer answer(Request request);
    SignIn& signIn() { return m_signIn; }

private:
    void addRoutes();
    Answer carriedOut(const Route& route, Request& request, std::chrono::milliseconds hold);
    Answer guarded(const Route& route, Request& request, std::chrono::milliseconds hold);
    void carryOut(qint64 jobId);
    void notify(const Job& job);

    Store& m_store;
    Options& m_options;
    std::function<QString()> m_baseUrl;
    Scenario& m_scenario;
    Wire m_wire;
    RecordStates m_states;
    SignIn m_signIn;
    Limits m_limits;
    Router m_router;
    StuckJobs m_stuck;
    Control m_control;
    OrgApi m_orgApi;
    MetadataApi m_metadata;
    RecordsApi m_records;
    CoqlApi m_coql;
    MassDelete m_massDelete;
    JobQueue m_queue; // after all that its threads use
    BulkWriteApi m_bulkWrite;
    BulkReadApi m_bulkRead;
};

} // namespace stevedore::sandbox

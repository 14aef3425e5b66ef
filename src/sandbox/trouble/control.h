// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/recordstates.h"
#include "sandbox/http/router.h"
#include "sandbox/options.h"
#include "sandbox/trouble/scenario.h"
#include "sandbox/trouble/wire.h"

namespace stevedore::sandbox {

/// Calls that the CRM does not have, to steer a rehearsal while it runs:
///   GET  /sandbox/wire                what came in, and how often
///   GET, POST /sandbox/scenario       trouble on request; see trouble/rule.h
///   GET, POST /sandbox/quirks         {"on": [names], "off": [names]}
///   POST /sandbox/clock               {"advance_seconds": N}
///   POST /sandbox/record-states       {"module", "ids": [..], "state": "locked" | "waiting" | "blocked" | "none"}
///   GET  /sandbox/workflows           rules that calls have set off
/// They take no token, and refuse what comes from a web page or by another name than this machine's own.
class Control
{
public:
    Control(Store& store, Options& options, Scenario& scenario, Wire& wire, RecordStates& states);
    void addTo(Router& router);

private:
    Answer quirks(const Request& request);
    Answer replaceScenario(const Request& request);
    Answer advanceClock(const Request& request);
    Answer setStates(const Request& request);
    Answer workflows();

    Store& m_store;
    Options& m_options;
    Scenario& m_scenario;
    Wire& m_wire;
    RecordStates& m_states;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/recordstates.h"
#include "sandbox/http/router.h"
#include "sandbox/jobqueue.h"
#include "sandbox/options.h"

#include <QJsonArray>

namespace stevedore::sandbox {

/// "Mass delete records": up to 500 by id at once, or up to 50,000 of a view in the background, one such job at a time;
/// and "Get mass delete status".
class MassDelete
{
public:
    MassDelete(Store& store, const Options& options, const RecordStates& states);
    void addTo(Router& router);

private:
    Answer remove(const Request& request);
    Answer removeIds(const Request& request, const Module& module, const QJsonArray& ids);
    Answer schedule(const Request& request, const Module& module, const QJsonValue& view);
    Answer status(const Request& request);
    void carryOut(qint64 jobId);
    std::vector<qint64> idsOf(const Module& module, qint64 viewId);
    void save(qint64 jobId, const char* state, qint64 deleted, qint64 failed);

    Store& m_store;
    const Options& m_options;
    const RecordStates& m_states;
    JobQueue m_queue; // last: its thread uses what is above
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/sendingplan.h"

#include "transfer/partplan.h"
#include "transfer/recordrows.h"

namespace stevedore {

ResendPlan sendingPlan(RowCount rows, qint64 mostRows, const Mapping& mapping, const ModuleMeta& meta)
{
    return sendingPlan(rows, mostRows, whyNotRecords(mapping, meta));
}

ResendPlan sendingPlan(RowCount rows, qint64 mostRows, const QString& whyNotRecords)
{
    ResendPlan plan;
    plan.rows = rows.value;
    plan.jobs = int((plan.rows + mostRows - 1) / mostRows);
    plan.jobCredits = plan.jobs * creditsPerJob;
    plan.calls = int((plan.rows + mostRecordsInCall - 1) / mostRecordsInCall);
    plan.recordCredits = int(plan.rows / mostRecordsInCall) * creditsForRecords(mostRecordsInCall) +
                         creditsForRecords(plan.rows % mostRecordsInCall);
    plan.whyNotRecords = whyNotRecords;
    plan.recordsPossible = whyNotRecords.isEmpty();
    plan.cheaper = plan.recordsPossible && plan.recordCredits < plan.jobCredits ? Route::Records : Route::Job;
    return plan;
}

Mapping updatingBy(Mapping mapping, const QString& field)
{
    mapping.operation = Operation::Upsert;
    mapping.findBy = field;
    mapping.eraseEmpty = false;
    return mapping;
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/dryrunner.h"

#include "transfer/dryrun/comparison.h"
#include "transfer/pacing.h"
#include "transfer/partplan.h"
#include "transfer/poolwork.h"

#include <algorithm>

namespace stevedore {

namespace {

/// Refusals that name a field, not the query: without the fields of parents it may pass (Bulk read, Create job).
bool isAboutFields(const Failure& failure)
{
    return failure.code == QLatin1String("FIELD_NOT_AVAILABLE") ||
           failure.code == QLatin1String("FIELD_NOT_SUPPORTED") || failure.code == QLatin1String("JOIN_LIMIT_EXCEEDED");
}

/// Rows that are sent and not refused.
RowSet comparedRows(const DryRunRequest& request)
{
    std::vector<RowNumber> without = request.refused;
    without.insert(without.end(), request.fixes.leftOut.begin(), request.fixes.leftOut.end());
    std::sort(without.begin(), without.end());
    without.erase(std::unique(without.begin(), without.end()), without.end());
    return rowsWithout(request.file->knownRows(), without);
}

} // namespace

DryRunner::DryRunner(const ReadTools& tools, QString scratchFolder, QList<QTimeZone> zones, DryRunRequest request)
    : m_tools(tools), m_scratch(std::move(scratchFolder)), m_zones(std::move(zones)), m_request(std::move(request)),
      m_source(std::make_shared<const PackSource>(
          PackSource{m_request.file, m_request.mapping, m_request.meta, m_request.fixes}))
{
    m_report.operation = m_request.mapping.operation;
    for (const RowNumber row : m_request.refused)
        if (!m_request.fixes.leftOut.contains(row))
            m_report.rows[std::size_t(DryRunKind::Refused)].push_back(row);
}

DryRunner::~DryRunner()
{
    *m_cancel = true;
}

void DryRunner::start(const std::function<void(const DryRunProgress&)>& progress, const Done& done)
{
    m_progress = progress;
    m_done = done;
    makePlan(true);
}

void DryRunner::stop(const Failure& why)
{
    *m_cancel = true;
    m_coql.reset();
    m_bulk.reset();
    QMetaObject::invokeMethod(
        this, [this, why] { finish(fail(why)); }, Qt::QueuedConnection);
}

Result<DryRunner::Planned> DryRunner::plan(const DryRunRequest& request, const PackSource& source,
                                           const QString& scratchFolder, bool dotted, const CancelFlag& cancel)
{
    Planned out;
    out.rows = comparedRows(request);
    if (request.mapping.operation == Operation::Insert && request.mapping.findBy.isEmpty())
        return out;
    const auto plan = planComparison(source, dotted);
    if (!plan)
        return fail(plan.error());
    out.plan = *plan;
    auto queries = coqlQueries(source, *plan, out.rows, cancel);
    if (!queries)
        return fail(queries.error());
    out.queries = *queries;
    auto store = RecordsFile::make(scratchFolder);
    if (!store)
        return fail(store.error());
    out.store = *store;
    return out;
}

void DryRunner::makePlan(bool dotted)
{
    m_dotted = dotted;
    runOnPool(
        m_tools.pool, this,
        [request = m_request, source = m_source, scratch = m_scratch, dotted, cancel = m_cancel] {
            return plan(request, *source, scratch, dotted, *cancel);
        },
        [this](const Result<Planned>& result) { planned(result); });
}

void DryRunner::planned(const Result<Planned>& result)
{
    if (m_over || *m_cancel)
        return;
    if (!result) {
        finish(fail(result.error()));
        return;
    }
    m_plan = *result;
    m_report.unread = m_plan.plan.unread;
    m_report.readAt = m_tools.clock.now();
    if (!m_plan.store) {
        m_report.rows[std::size_t(DryRunKind::New)] = m_plan.rows.rows();
        finish(std::make_shared<const DryRun>(nullptr, m_report, std::array<std::vector<qint64>, dryRunKinds>()));
        return;
    }
    if (m_plan.rows.isEmpty() || (m_plan.queries && m_plan.queries->isEmpty()))
        compare(0);
    else if (m_plan.queries && m_dotted)
        query();
    else
        readInBulk();
}

void DryRunner::query()
{
    m_report.route = DryRunReport::Route::Coql;
    QStringList columns = m_plan.plan.fields();
    if (!columns.contains(QStringLiteral("id")))
        columns.prepend(QStringLiteral("id"));
    m_coql = std::make_unique<CoqlReader>(m_tools, *m_plan.queries, columns, m_plan.store);
    m_coql->start([this](qint64 records, const QString& waitingFor) { tellReading(records, waitingFor); },
                  [this](const Result<void>& result) {
                      m_report.credits += m_coql->credits();
                      if (result) {
                          compare(m_coql->records());
                          return;
                      }
                      // A query that COQL does not take, or may not be asked: bulk read may be.
                      const FailureKind kind = result.error().kind;
                      if (kind != FailureKind::Refused && kind != FailureKind::Permission) {
                          finish(fail(result.error()));
                          return;
                      }
                      const auto store = RecordsFile::make(m_scratch);
                      if (!store) {
                          finish(fail(store.error()));
                          return;
                      }
                      m_plan.store = *store;
                      readInBulk();
                  });
}

void DryRunner::readInBulk()
{
    m_report.route = DryRunReport::Route::BulkRead;
    const ReadJobRequest request{m_request.mapping.module, m_plan.plan.fields()};
    m_bulk = std::make_unique<BulkReader>(m_tools, request, m_plan.store);
    m_bulk->start([this](qint64 records, const QString& waitingFor) { tellReading(records, waitingFor); },
                  [this](const Result<void>& result) { readBulkDone(result); });
}

void DryRunner::readBulkDone(const Result<void>& result)
{
    m_report.credits += m_bulk->credits();
    if (result) {
        compare(m_bulk->records());
        return;
    }
    if (m_dotted && m_plan.plan.hasDotted() && isAboutFields(result.error())) {
        makePlan(false);
        return;
    }
    finish(fail(result.error()));
}

void DryRunner::compare(qint64 records)
{
    m_report.records = records;
    auto basis = std::make_shared<CompareBasis>();
    basis->source = m_source;
    basis->plan = m_plan.plan;
    basis->zones = m_zones;
    basis->store = m_plan.store;
    runOnPool(
        m_tools.pool, this,
        [basis, rows = m_plan.rows, report = m_report, compared = m_compared, cancel = m_cancel,
         records]() mutable -> Result<std::shared_ptr<const DryRun>> {
            const auto file = basis->store->open(records, *cancel);
            if (!file)
                return fail(file.error());
            basis->records = *file;
            if (auto found = basis->findPlaces(); !found)
                return fail(found.error());
            for (std::size_t i = 0; *file && i < basis->places.size(); ++i)
                if (const QString& name = basis->plan.asked[qsizetype(i)]; !name.isEmpty() && basis->places[i] < 0)
                    report.unread.append(basis->plan.columns[i]->field);
            return compareRows(
                basis, rows, report, [compared](qint64 done, qint64) { *compared = done; }, *cancel);
        },
        [this](const Result<std::shared_ptr<const DryRun>>& result) { finish(result); });
    tellComparing();
}

/// Looks at the number now and then: what works on the pool must not know this object, which may be gone.
void DryRunner::tellComparing()
{
    if (m_over)
        return;
    m_progress({true, *m_compared, m_plan.rows.count().value, {}});
    m_tools.clock.callAfter(notifyEvery, this, [this] { tellComparing(); });
}

void DryRunner::tellReading(qint64 records, const QString& waitingFor) const
{
    m_progress({false, records, -1, waitingFor});
}

void DryRunner::finish(const Result<std::shared_ptr<const DryRun>>& result)
{
    if (!std::exchange(m_over, true))
        m_done(result);
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/bulkreader.h"
#include "transfer/coqlreader.h"
#include "transfer/dryrun/dryrun.h"

#include <QObject>

namespace stevedore {

/// What a dry run is made of.
struct DryRunRequest
{
    std::shared_ptr<const CsvFile> file; ///< indexed
    Mapping mapping;
    ModuleMeta meta;
    Fixes fixes = {};
    std::vector<RowNumber> refused = {}; ///< CheckReport::errorRows
};

struct DryRunProgress
{
    bool comparing = false; ///< else reading from the CRM
    qint64 done = 0;        ///< records read, or rows compared
    qint64 total = -1;      ///< -1: not known
    QString waitingFor;     ///< translated sentence while something delays it
};

/// Carries out one dry run: reads what the CRM has by the cheaper way, then compares on the pool. Deleting it ends it.
class DryRunner final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Result<std::shared_ptr<const DryRun>>&)>;

    DryRunner(const ReadTools& tools, QString scratchFolder, QList<QTimeZone> zones, DryRunRequest request);
    ~DryRunner() override;

    /// `done` is called once, later, on this thread.
    void start(const std::function<void(const DryRunProgress&)>& progress, const Done& done);
    /// `done` is called with `why`, soon; nothing else happens any more.
    void stop(const Failure& why);

private:
    struct Planned
    {
        ComparePlan plan;
        RowSet rows;
        std::optional<QStringList> queries;
        std::shared_ptr<RecordsFile> store;
    };
    static Result<Planned> plan(const DryRunRequest& request, const PackSource& source, const QString& scratchFolder,
                                bool dotted, const CancelFlag& cancel);

    void makePlan(bool dotted);
    void planned(const Result<Planned>& result);
    void query();
    void readInBulk();
    void readBulkDone(const Result<void>& result);
    void compare(qint64 records);
    void tellComparing();
    void tellReading(qint64 records, const QString& waitingFor) const;
    void finish(const Result<std::shared_ptr<const DryRun>>& result);

    ReadTools m_tools;
    QString m_scratch;
    QList<QTimeZone> m_zones;
    DryRunRequest m_request;
    std::shared_ptr<const PackSource> m_source;
    std::function<void(const DryRunProgress&)> m_progress;
    Done m_done;
    std::shared_ptr<CancelFlag> m_cancel = std::make_shared<CancelFlag>(false);
    std::shared_ptr<std::atomic<qint64>> m_compared = std::make_shared<std::atomic<qint64>>(0);
    Planned m_plan;
    DryRunReport m_report;
    std::unique_ptr<CoqlReader> m_coql;
    std::unique_ptr<BulkReader> m_bulk;
    bool m_dotted = true;
    bool m_over = false;
};

} // namespace stevedore

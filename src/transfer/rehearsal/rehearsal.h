// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/tokenstore.h"
#include "transfer/localcrm.h"
#include "transfer/rehearsal/keys.h"
#include "transfer/rehearsal/report.h"
#include "transfer/rehearsal/rules.h"
#include "transfer/rehearsal/seeder.h"

#include <QTemporaryDir>
#include <QThreadPool>

namespace stevedore {

class Engine;
class LocalCrm;

/// Sends a whole import to a local CRM that has the org's own rules, through an engine of its own, and says what became
/// of every row. Of the real org only metadata is read; the real imports are not touched. All that it makes lies in one
/// folder below the engine's home, which is gone with this object.
class Rehearsal final : public QObject
{
    Q_OBJECT

public:
    using Progress = std::function<void(const RehearsalProgress&)>;
    using Done = std::function<void(const Result<RehearsalReport>&)>;

    /// `engine` is connected, and outlives this as `clock` does.
    Rehearsal(Engine& engine, Clock& clock, RehearsalPlan plan);
    /// Ends whatever runs.
    ~Rehearsal() override;

    /// Answers once, later, unless this is gone by then.
    void start(const Progress& progress, const Done& done);
    /// Ends it at once; the answer is FailureKind::Cancelled.
    void cancel();

private:
    struct Local;

    void saveRules();
    void startCrm(const SavedRules& rules);
    void readKeys();
    void makeRecords(std::size_t at); ///< of one of the groups found, then of those behind it
    void makeRecordsOf(std::size_t at, const ModuleMeta& meta);
    void made(std::size_t at, const ModuleInfo& module, const Result<Seeder::Made>& records);
    Result<void> dropColumns(const std::vector<int>& columns, const QString& why);
    void connectSecond();
    Result<void> startSecond();
    void watchSecond();
    void collect();
    void tell(RehearsalProgress::Step step, qint64 done, qint64 total);
    void end(const Result<RehearsalReport>& result);
    void cleanUp();

    Engine& m_engine;
    Clock& m_clock;
    RehearsalPlan m_plan;
    QTemporaryDir m_folder;
    std::shared_ptr<CancelFlag> m_cancelled = std::make_shared<CancelFlag>(false);
    QThreadPool m_pool;
    MemoryTokenStore m_tokens;
    std::unique_ptr<LocalCrm> m_crm;
    std::unique_ptr<Local> m_local; ///< for calls that the engine does not make
    std::unique_ptr<Engine> m_second;
    Connection m_connection;
    FoundKeys m_found;
    ImportId m_import;
    RehearsalReport m_report;
    Progress m_progress;
    Done m_done;
};

} // namespace stevedore

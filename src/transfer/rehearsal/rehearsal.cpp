// SPDX-License-Identifier: GPL-3.0-or-later
// The local CRM, the engine on it, and the end. What is prepared for rows to find is in records.cpp.
#include "transfer/rehearsal/rehearsal.h"

#include "base/text.h"
#include "transfer/engine.h"
#include "transfer/rehearsal/layoutrule.h"
#include "transfer/rehearsal/rehearsal_p.h"

#include <QDir>

#include <algorithm>

namespace stevedore {

namespace {

/// Of one step that fails; the local CRM is beside us, so it is not going to come back.
constexpr int mostTries = 3;

/// What a rehearsal left whose program was killed.
void removeOldFolders(const QString& home, const QDateTime& now)
{
    const QFileInfoList found = QDir(home).entryInfoList({QStringLiteral("rehearsal-*")}, QDir::Dirs);
    for (const QFileInfo& folder : found) {
        if (folder.lastModified().daysTo(now) > 1)
            QDir(folder.filePath()).removeRecursively();
    }
}

} // namespace

Rehearsal::Rehearsal(Engine& engine, Clock& clock, RehearsalPlan plan)
    : m_engine(engine), m_clock(clock), m_plan(std::move(plan)),
      m_folder(engine.home() + QStringLiteral("/rehearsal-XXXXXX"))
{
    m_plan.meta = m_plan.meta.forLayout(m_plan.mapping.layout);
}

Rehearsal::~Rehearsal()
{
    m_done = {};
    cleanUp();
}

void Rehearsal::cleanUp()
{
    *m_cancelled = true;
    m_second.reset();
    m_local.reset();
    m_crm.reset();
    m_pool.waitForDone();
    m_folder.remove();
}

void Rehearsal::start(const Progress& progress, const Done& done)
{
    m_progress = progress;
    m_done = done;
    removeOldFolders(m_engine.home(), m_clock.now());
    m_report.rows = m_plan.file->knownRows();
    m_report.assumptions = {assumptionOf(m_plan.mapping)};
    if (m_folder.isValid())
        saveRules();
    else
        end(fail(FailureKind::Disk,
                 tr("A folder for the rehearsal could not be made: %1.").arg(m_folder.errorString())));
}

void Rehearsal::cancel()
{
    end(fail(FailureKind::Cancelled, tr("The rehearsal was stopped.")));
}

void Rehearsal::end(const Result<RehearsalReport>& result)
{
    *m_cancelled = true;
    // Queued: this may be called by what is cleaned up.
    QMetaObject::invokeMethod(
        this,
        [this, result] {
            cleanUp();
            if (const auto done = std::exchange(m_done, {}))
                done(result);
        },
        Qt::QueuedConnection);
}

void Rehearsal::tell(RehearsalProgress::Step step, qint64 done, qint64 total)
{
    if (!*m_cancelled)
        m_progress({step, done, total});
}

void Rehearsal::saveRules()
{
    tell(RehearsalProgress::Step::Rules, 0, 0);
    QStringList modules{m_plan.mapping.module};
    m_found.groups = keyGroups(m_plan.mapping, m_plan.meta);
    for (const KeyGroup& group : m_found.groups) {
        if (!modules.contains(group.module))
            modules.append(group.module);
    }
    m_engine.saveRules(modules, m_folder.filePath(QStringLiteral("rules")), this,
                       [this](const Result<SavedRules>& saved) {
                           if (*m_cancelled)
                               return;
                           if (saved)
                               startCrm(*saved);
                           else
                               end(fail(saved.error()));
                       });
}

void Rehearsal::startCrm(const SavedRules& rules)
{
    const QString layouts = QStringLiteral("rules/%1.layouts.json").arg(m_plan.mapping.module);
    if (auto kept = keepLayout(m_folder.filePath(layouts), m_plan.mapping.layout); !kept) {
        end(fail(kept.error()));
        return;
    }
    std::vector<int> owners;
    for (const ColumnMapping* const column : m_plan.mapping.feeds()) {
        const Field* field = m_plan.meta.field(column->field);
        if (field && field->type == FieldType::Owner && !rules.users)
            owners.push_back(column->column);
    }
    if (auto dropped = dropColumns(owners, tr("The connection may not read the org's users")); !dropped) {
        end(fail(dropped.error()));
        return;
    }
    m_crm = std::make_unique<LocalCrm>(m_plan.program, m_folder.filePath(QStringLiteral("crm")));
    // What a rehearsal costs is nobody's concern.
    m_crm->setOptions({QStringLiteral("--metadata"), m_folder.filePath(QStringLiteral("rules")),
                       QStringLiteral("--credits"), QStringLiteral("2000000000"), QStringLiteral("--concurrent-calls"),
                       QStringLiteral("100")});
    m_crm->start([this](const Result<Connection>& connection) {
        if (*m_cancelled)
            return;
        if (!connection) {
            end(fail(connection.error()));
            return;
        }
        m_connection = *connection;
        m_local = std::make_unique<Local>(m_clock, m_tokens, m_connection);
        readKeys();
    });
}

void Rehearsal::connectSecond()
{
    if (!m_found.beyond.empty()) {
        m_report.assumptions.append(tr("The file updates more than %1 records: %2 rows of others were left out.")
                                        .arg(grouped(m_plan.mostRecords), grouped(qint64(m_found.beyond.size()))));
        for (const RowNumber row : m_found.beyond)
            m_plan.fixes.leftOut.insert(row);
    }
    m_second = std::make_unique<Engine>(m_folder.filePath(QStringLiteral("home")), m_clock, m_tokens);
    if (auto opened = m_second->open(); !opened) {
        end(fail(opened.error()));
        return;
    }
    m_second->setPace({std::chrono::milliseconds(50), std::chrono::milliseconds(2000), mostRowsInPart, mostTries});
    connect(m_second.get(), &Engine::connectionChanged, this, [this] {
        const ConnectionStatus& status = m_second->connection();
        if (*m_cancelled || m_import.value != 0)
            return;
        if (status.state == ConnectionStatus::State::Failed) {
            end(fail(status.failure));
        } else if (status.state == ConnectionStatus::State::Ready) {
            if (auto started = startSecond(); !started)
                end(fail(started.error()));
        }
    });
    m_second->connectTo(m_connection);
}

Result<void> Rehearsal::startSecond()
{
    const CsvFile& file = *m_plan.file;
    const auto id = m_second->createImport({file.path(), file.dialect(), file.fingerprint()});
    if (!id)
        return fail(id.error());
    m_import = *id;
    if (auto set = m_second->setMapping(*id, m_plan.mapping, m_plan.meta, m_report.rows); !set)
        return set;
    std::vector<Fix> fixes;
    for (const auto& [row, cells] : m_plan.fixes.cells.asKeyValueRange()) {
        for (const auto& [column, value] : cells.asKeyValueRange())
            fixes.push_back({row, column, value});
    }
    if (auto added = m_second->addFixes(*id, fixes); !added)
        return added;
    const std::vector<RowNumber> leftOut(m_plan.fixes.leftOut.begin(), m_plan.fixes.leftOut.end());
    if (auto set = m_second->setLeftOut(*id, leftOut, true); !set)
        return set;
    watchSecond();
    return m_second->start(*id, m_plan.file, m_plan.meta, m_plan.heldBack);
}

void Rehearsal::watchSecond()
{
    connect(m_second.get(), &Engine::importChanged, this, [this] {
        if (const auto snapshot = m_second->snapshot(m_import))
            tell(RehearsalProgress::Step::Sending, snapshot->fates.settled(), snapshot->record.rowCount);
    });
    connect(m_second.get(), &Engine::importResting, this, [this] {
        if (!*m_cancelled)
            collect();
    });
}

void Rehearsal::collect()
{
    const auto snapshot = m_second->snapshot(m_import);
    const auto rows = m_second->refusedRows(m_import, std::nullopt);
    const auto failure = m_second->lastFailure(m_import);
    if (!snapshot || !rows) {
        end(fail(snapshot ? rows.error() : snapshot.error()));
        return;
    }
    if (snapshot->record.state != ImportState::Finished) {
        end(fail(failure.value_or(Failure{FailureKind::Server, snapshot->record.failure, {}, {}})));
        return;
    }
    m_report.fates = snapshot->fates;
    m_report.causes = m_second->causes(m_import);
    std::copy_if(rows->begin(), rows->end(), std::back_inserter(m_report.refused),
                 [](const RefusedRow& row) { return row.fate == Fate::Refused || row.fate == Fate::Unprocessed; });
    end(m_report);
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
// The check, and the repairs of many cells: what the session runs on the pool.
#include "models/weighing.h"
#include "transfer/poolwork.h"
#include "window/importsession.h"
#include "window/readcells.h"

namespace stevedore::ui {

double ImportSession::checkShare() const
{
    return m_checkProgress ? double(m_checkProgress->load()) / 1000 : 0;
}

void ImportSession::check()
{
    if (!m_meta || !m_loader.isIndexed() || m_mapping.columns.empty())
        return;
    if (m_checkCancel)
        *m_checkCancel = true;
    m_checkCancel = std::make_shared<CancelFlag>(false);
    m_checkProgress = std::make_shared<std::atomic<int>>(0);
    m_checking = true;
    m_checkedMeta = m_meta;
    m_recheck.stop();
    m_checkTick.start();
    const quint64 mine = ++m_checkLife;
    const auto made = std::make_shared<CheckBase>(CheckBase{{}, m_mapping, m_corrections.fixes()});
    using Report = Result<CheckReport>;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [file = m_loader.file(), made, meta = *m_meta, earlier = m_checked, cancel = m_checkCancel,
         progress = m_checkProgress]() -> Report {
            const auto note = [progress](qint64 done, qint64 total) {
                *progress = total > 0 ? int(done * 1000 / total) : 0;
            };
            if (earlier)
                return recheckRows(file, made->mapping, meta, made->fixes, *earlier, note, *cancel);
            return checkRows(file, made->mapping, meta, made->fixes, note, *cancel);
        },
        [this, mine, made](Report report) {
            if (mine == m_checkLife)
                checked(std::move(report), made);
        });
    Q_EMIT checkChanged();
}

void ImportSession::checked(Result<CheckReport> report, const std::shared_ptr<CheckBase>& made)
{
    m_checking = false;
    m_checkTick.stop();
    if (report) {
        made->report = std::move(*report);
        m_checked = made;
        m_report = std::shared_ptr<const CheckReport>(made, &made->report);
    } else if (report.error().kind != FailureKind::Cancelled) {
        Q_EMIT failed(report.error().sentence);
    }
    Q_EMIT checkChanged();
}

void ImportSession::correctionsChanged()
{
    // A report that is shown is kept true; after sending, the CRM's own answers count.
    if (m_report && !isSent()) {
        m_checkProgress.reset();
        m_recheck.start();
        Q_EMIT checkChanged();
    }
}

/// The file or the fields are others: an earlier check says nothing of them.
void ImportSession::forgetCheck()
{
    if (m_checkCancel)
        *m_checkCancel = true;
    ++m_checkLife;
    m_checking = false;
    m_recheck.stop();
    m_checkTick.stop();
    m_report.reset();
    m_checked.reset();
    m_checkedMeta.reset();
}

/// The mapping is another one: what is known of the rows is not true any more. Who has had them checked wants to know
/// what becomes of them now.
void ImportSession::checkAgain()
{
    if (!m_checked && !m_checking)
        return;
    if (m_checkCancel)
        *m_checkCancel = true;
    ++m_checkLife;
    m_checking = false;
    m_checkTick.stop();
    m_checkProgress.reset();
    m_report.reset();
    if (whyNotCheck().isEmpty() && !isSent())
        m_recheck.start();
    else
        m_recheck.stop();
    Q_EMIT checkChanged();
}

void ImportSession::findRepairs(const Trouble& asked, const std::vector<RowNumber>& rows)
{
    Trouble trouble = asked;
    trouble.mayRemap = !isSent();
    if (m_offersCancel)
        *m_offersCancel = true;
    m_offersCancel = std::make_shared<CancelFlag>(false);
    const quint64 mine = ++m_offersLife;
    if (!m_meta || !m_loader.file() || !m_otherFile.isEmpty())
        return;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [file = m_loader.file(), rows, trouble, fixes = m_corrections.fixes(), mapping = m_mapping,
         meta = m_meta->forLayout(m_mapping.layout), cancel = m_offersCancel] {
            CellValues values = readCells(file, rows, trouble.column, fixes, *cancel);
            const ValueCounts counts = mostFrequent(values);
            if (trouble.column < 0) {
                for (const RowNumber row : rows)
                    values.push_back({row, -1, {}});
            }
            return std::pair(weighed(repairsFor(trouble, values, mapping, meta), file, fixes, mapping, *cancel),
                             counts);
        },
        [this, mine, trouble](const std::pair<QList<Repair>, ValueCounts>& found) {
            if (mine == m_offersLife)
                Q_EMIT offersReady(trouble, found.first, found.second);
        });
}

void ImportSession::apply(const Repair& repair, const std::vector<RowNumber>& rows)
{
    if (repair.kind == Repair::Kind::LeaveOut) {
        m_corrections.leaveOut(rows, repair.doneText(qint64(rows.size())));
        return;
    }
    if (repair.remapping) {
        remap(repair);
        return;
    }
    if (!m_loader.file())
        return;
    const ImportId id = m_id;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [file = m_loader.file(), rows, repair, fixes = m_corrections.fixes(), cancel = m_repairCancel] {
            CellValues changed;
            for (Fix& cell : readCells(file, rows, repair.column, fixes, *cancel)) {
                QString after = repair.applied(cell.value);
                if (after != cell.value)
                    changed.push_back({cell.row, cell.column, std::move(after)});
            }
            return changed;
        },
        [this, id, repair](const CellValues& changed) {
            if (id == m_id)
                m_corrections.change(changed, repair.doneText(qint64(changed.size())));
        });
}

void ImportSession::remap(const Repair& repair)
{
    Mapping mapping = m_mapping;
    for (ColumnMapping& column : mapping.columns) {
        if (column == repair.remapping->before)
            column = repair.remapping->after;
    }
    changeMapping(mapping, repair.doneText(repair.rows));
}

void ImportSession::edit(RowNumber row, int column, const QString& value)
{
    const QString name = m_loader.file() ? m_loader.file()->columns().value(column) : QString();
    m_corrections.change({{row, column, value}}, tr("Changed %1 in row %2").arg(name).arg(row.value));
}

} // namespace stevedore::ui

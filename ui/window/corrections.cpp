// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/corrections.h"

#include <QUndoCommand>

namespace stevedore::ui {

namespace {

/// So many cells are stored between two turns of the event loop.
constexpr std::size_t storedAtOnce = 500;

} // namespace

/// Lays values over cells; takes each back to what it was before.
class CellsCommand final : public QUndoCommand
{
public:
    CellsCommand(Corrections& corrections, const std::vector<Fix>& cells, const QString& sentence)
        : QUndoCommand(sentence), m_corrections(corrections), m_after(cells)
    {
        for (const Fix& cell : cells) {
            if (const QString* before = corrections.value(cell.row, cell.column))
                m_before.push_back({cell.row, cell.column, *before});
            else
                m_bare.push_back(cell);
        }
    }
    void redo() override { m_corrections.lay(m_after, {}); }
    void undo() override { m_corrections.lay(m_before, m_bare); }

private:
    Corrections& m_corrections;
    std::vector<Fix> m_after;
    std::vector<Fix> m_before;
    std::vector<Fix> m_bare; ///< cells that showed the source
};

class LeaveOutCommand final : public QUndoCommand
{
public:
    LeaveOutCommand(Corrections& corrections, std::vector<RowNumber> rows, const QString& sentence)
        : QUndoCommand(sentence), m_corrections(corrections), m_rows(std::move(rows))
    {
    }
    void redo() override { m_corrections.setLeftOut(m_rows, true); }
    void undo() override { m_corrections.setLeftOut(m_rows, false); }

private:
    Corrections& m_corrections;
    std::vector<RowNumber> m_rows;
};

Corrections::Corrections(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &Corrections::storeSome);
}

Corrections::~Corrections()
{
    // Nobody is there any more to be told of a failure.
    (void)flush();
}

void Corrections::load(ImportId id)
{
    clear();
    m_id = id;
    m_fixes = m_engine.fixes(id);
    Q_EMIT changed();
}

void Corrections::clear()
{
    if (auto kept = flush(); !kept)
        Q_EMIT failed(kept.error().sentence);
    m_writes.clear();
    m_timer.stop();
    m_undo.clear();
    m_fixes = {};
    m_id = {};
}

void Corrections::change(const std::vector<Fix>& cells, const QString& sentence)
{
    if (!cells.empty())
        m_undo.push(new CellsCommand(*this, cells, sentence)); // the stack owns it
}

void Corrections::leaveOut(const std::vector<RowNumber>& rows, const QString& sentence)
{
    std::vector<RowNumber> fresh;
    for (const RowNumber row : rows) {
        if (!m_fixes.leftOut.contains(row))
            fresh.push_back(row);
    }
    if (!fresh.empty())
        m_undo.push(new LeaveOutCommand(*this, fresh, sentence));
}

void Corrections::lay(const std::vector<Fix>& set, const std::vector<Fix>& removed)
{
    for (const Fix& fix : set)
        m_fixes.set(fix);
    for (const Fix& fix : removed) {
        const auto row = m_fixes.cells.find(fix.row);
        if (row == m_fixes.cells.end())
            continue;
        row->remove(fix.column);
        if (row->isEmpty())
            m_fixes.cells.erase(row);
    }
    for (std::size_t i = 0; i < set.size(); i += storedAtOnce)
        enqueue(
            {{set.begin() + std::ptrdiff_t(i), set.begin() + std::ptrdiff_t(std::min(i + storedAtOnce, set.size()))},
             {},
             {},
             false});
    for (std::size_t i = 0; i < removed.size(); i += storedAtOnce)
        enqueue({{},
                 {removed.begin() + std::ptrdiff_t(i),
                  removed.begin() + std::ptrdiff_t(std::min(i + storedAtOnce, removed.size()))},
                 {},
                 false});
    Q_EMIT changed();
}

void Corrections::setLeftOut(const std::vector<RowNumber>& rows, bool leftOut)
{
    for (const RowNumber row : rows) {
        if (leftOut)
            m_fixes.leftOut.insert(row);
        else
            m_fixes.leftOut.remove(row);
    }
    for (std::size_t i = 0; i < rows.size(); i += storedAtOnce)
        enqueue(
            {{},
             {},
             {rows.begin() + std::ptrdiff_t(i), rows.begin() + std::ptrdiff_t(std::min(i + storedAtOnce, rows.size()))},
             leftOut});
    Q_EMIT changed();
}

void Corrections::enqueue(Write write)
{
    m_writes.push_back(std::move(write));
    m_timer.start();
}

/// What could not be stored stays the next to be stored: nothing may be sent without it.
Result<void> Corrections::storeOne()
{
    const Write& write = m_writes.front();
    auto stored = !write.set.empty()       ? m_engine.addFixes(m_id, write.set)
                  : !write.removed.empty() ? m_engine.removeFixes(m_id, write.removed)
                                           : m_engine.setLeftOut(m_id, write.rows, write.leftOut);
    if (stored)
        m_writes.pop_front();
    return stored;
}

void Corrections::storeSome()
{
    if (m_writes.empty()) {
        m_timer.stop();
        Q_EMIT stored();
        return;
    }
    if (auto kept = storeOne(); !kept) {
        // Tried again with the next change, and before anything is sent.
        m_timer.stop();
        Q_EMIT failed(kept.error().sentence);
    }
}

Result<void> Corrections::flush()
{
    if (m_writes.empty())
        return {};
    while (!m_writes.empty()) {
        if (auto kept = storeOne(); !kept)
            return kept;
    }
    m_timer.stop();
    Q_EMIT stored();
    return {};
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/doubtanswers.h"

#include "base/rowset.h"
#include "transfer/engine.h"
#include "transfer/poolwork.h"

#include <algorithm>

namespace stevedore::ui {

namespace {

std::optional<PartRecord> partOf(const Engine& engine, ImportId import, PartId part)
{
    const auto snapshot = engine.snapshot(import);
    if (!snapshot)
        return std::nullopt;
    const auto it = std::find_if(snapshot->parts.begin(), snapshot->parts.end(),
                                 [part](const PartSnapshot& p) { return p.record.id == part; });
    return it == snapshot->parts.end() ? std::nullopt : std::optional(it->record);
}

/// The rows of the part that are in doubt. Reads the journal.
Result<std::vector<RowNumber>> doubtfulRows(const Engine& engine, ImportId import, const PartRecord& part)
{
    const auto open = engine.refusedRows(import, std::nullopt);
    if (!open)
        return fail(open.error());
    const RowSet inPart = RowSet::decoded(part.rows).value_or(RowSet());
    std::vector<RowNumber> rows;
    for (const RefusedRow& row : *open) {
        if (row.fate == Fate::Unknown && inPart.contains(row.row))
            rows.push_back(row.row);
    }
    return rows;
}

} // namespace

DoubtAnswers::DoubtAnswers(Engine& engine, QObject* parent) : QObject(parent), m_engine(engine)
{
    connect(&engine, &Engine::importResting, this, &DoubtAnswers::sendWaiting);
}

void DoubtAnswers::answer(ImportId import, PartId part, bool isThere)
{
    if (isThere) {
        m_engine.answerDoubt(part, true, this, [this, import](const Result<qint64>& left) {
            if (left)
                Q_EMIT answered(import);
            else
                Q_EMIT failed(left.error().sentence);
        });
        return;
    }
    if (m_engine.connection().state != ConnectionStatus::State::Ready) {
        Q_EMIT failed(
            tr("There is no connection to the CRM, so nothing can be sent again. Connect first, then answer."));
        return;
    }
    const auto record = partOf(m_engine, import, part);
    if (!record || m_asking.contains(part))
        return;
    m_asking.insert(part);
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [engine = &m_engine, import, record = *record] { return doubtfulRows(*engine, import, record); },
        [this, import, record = *record](const Result<std::vector<RowNumber>>& rows) {
            m_asking.remove(record.id);
            if (rows)
                notThere(import, record, *rows);
            else
                Q_EMIT failed(rows.error().sentence);
        });
}

void DoubtAnswers::notThere(ImportId import, const PartRecord& part, const std::vector<RowNumber>& rows)
{
    const auto taken = [this, import, rows, route = part.route](const Result<qint64>& left) {
        if (!left) {
            Q_EMIT failed(left.error().sentence);
            return;
        }
        m_waiting[import].append({rows, route});
        sendWaiting(import);
        Q_EMIT answered(import);
    };
    m_engine.answerDoubt(part.id, false, this, taken);
}

void DoubtAnswers::sendWaiting(ImportId import)
{
    const auto snapshot = m_engine.snapshot(import);
    if (!m_waiting.contains(import) || !snapshot || !isAtEnd(snapshot->record.state))
        return;
    // One route at a time; the other waits for the next rest.
    QList<Waiting>& waiting = m_waiting[import];
    const Route route = waiting.first().route;
    std::vector<RowNumber> rows;
    for (const Waiting& one : std::as_const(waiting)) {
        if (one.route == route)
            rows.insert(rows.end(), one.rows.begin(), one.rows.end());
    }
    waiting.removeIf([route](const Waiting& one) { return one.route == route; });
    if (waiting.isEmpty())
        m_waiting.remove(import);
    if (const auto sent = m_engine.resend(import, rows, route); !sent)
        Q_EMIT failed(tr("The rows could not be sent again: %1 They stand among the results as not worked on.")
                          .arg(sent.error().sentence));
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that wait for their first sending because only a sample was sent.
#include "journal/database.h"
#include "journal/journal.h"
#include "journal/steps.h"

#include <QCoreApplication>

#include <algorithm>

namespace stevedore {

namespace {

struct WaitingText
{
    Q_DECLARE_TR_FUNCTIONS(Waiting)
};

/// The rows that were left out before any part held them, and whose fate says nothing else.
Result<std::vector<RowNumber>> leftOutUnsentIn(Database& db, ImportId import, const std::vector<RowNumber>& rows)
{
    auto query = db.prepare(QStringLiteral(
        "select 1 from outcome where import = ? and row = ? and part = -1 and fate = ? and errors = ''"));
    if (!query)
        return fail(query.error());
    std::vector<RowNumber> out;
    for (const RowNumber row : rows) {
        query->bindValue(0, import.value);
        query->bindValue(1, row.value);
        query->bindValue(2, int(Fate::LeftOut));
        if (!query->exec())
            return fail(db.failureOf(*query));
        if (query->next())
            out.push_back(row);
        query->finish();
    }
    return out;
}

Result<void> forgetFatesIn(Database& db, ImportId import, const std::vector<RowNumber>& rows)
{
    auto forget = db.prepare(QStringLiteral("delete from outcome where import = ? and row = ?"));
    if (!forget)
        return fail(forget.error());
    for (const RowNumber row : rows) {
        forget->bindValue(0, import.value);
        forget->bindValue(1, row.value);
        if (!forget->exec())
            return fail(db.failureOf(*forget));
    }
    return {};
}

std::vector<RowNumber> difference(const std::vector<RowNumber>& all, const std::vector<RowNumber>& some)
{
    std::vector<RowNumber> out;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(out));
    return out;
}

/// Of parts as they are planned: one behind the other.
RowSet rowsOf(const std::vector<PartRecord>& parts)
{
    RowSet out;
    for (const PartRecord& part : parts) {
        const RowSet rows = RowSet::decoded(part.rows).value_or(RowSet());
        for (const auto& [from, to] : rows.ranges())
            out.append(from, to);
    }
    return out;
}

} // namespace

Result<RowSet> waitingRowsIn(Database& db, ImportId import)
{
    auto query = db.run(QStringLiteral("select waiting, row_count from import where id = ?"), {import.value});
    if (!query)
        return fail(query.error());
    const auto rows = query->next() ? RowSet::decoded(query->value(0).toByteArray()) : std::nullopt;
    // None beyond the last one of the source: memory is made for each.
    if (!rows || (!rows->isEmpty() && rows->last().value > query->value(1).toLongLong()))
        return fail(FailureKind::Journal, WaitingText::tr("The rows that wait cannot be read from the journal."));
    return *rows;
}

Result<void> setWaitingRowsIn(Database& db, ImportId import, const RowSet& rows)
{
    const QByteArray encoded = rows.encoded();
    auto done = db.run(QStringLiteral("update import set waiting = ? where id = ?"),
                       {encoded.isNull() ? QByteArray("") : encoded, import.value});
    if (!done)
        return fail(done.error());
    return {};
}

Result<std::vector<RowNumber>> leaveOutWaitingIn(Database& db, ImportId import, const std::vector<RowNumber>& rows,
                                                 bool leftOut)
{
    const auto waiting = waitingRowsIn(db, import);
    if (!waiting || waiting->isEmpty())
        return waiting ? Result<std::vector<RowNumber>>(rows) : fail(waiting.error());
    std::vector<RowNumber> mine;
    if (leftOut) {
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(mine),
                     [&](RowNumber row) { return waiting->contains(row); });
        std::vector<OutcomeRecord> fates;
        fates.reserve(mine.size());
        for (const RowNumber row : mine)
            fates.push_back({row, Fate::LeftOut, {}, {}});
        if (auto settled = settleRowsIn(db, import, PartId(-1), fates); !settled)
            return fail(settled.error());
    } else {
        auto unsent = leftOutUnsentIn(db, import, rows);
        if (!unsent)
            return unsent;
        mine = std::move(*unsent);
        if (auto forgotten = forgetFatesIn(db, import, mine); !forgotten)
            return fail(forgotten.error());
    }
    if (auto set = setWaitingRowsIn(db, import, leftOut ? waiting->without(mine) : waiting->with(mine)); !set)
        return fail(set.error());
    return difference(rows, mine);
}

Result<RowSet> Journal::waitingRows(ImportId import)
{
    return waitingRowsIn(*m_db, import);
}

Result<std::vector<PartRecord>> Journal::addFirstParts(const ImportRecord& import, const std::vector<PartRecord>& parts,
                                                       const std::vector<OutcomeRecord>& held,
                                                       const RowSet& waiting) const
{
    const auto db = newConnection();
    if (!db)
        return fail(db.error());
    const WriteTurn turn(m_turns, WriteTurn::Background);
    std::vector<PartRecord> stored = parts;
    auto done = (*db)->transaction([&]() -> Result<void> {
        // A second plan of the first round is refused by the numbers of its parts, which exist then.
        if (!parts.empty() && parts.front().round > 1) {
            const auto before = waitingRowsIn(**db, import.id);
            if (!before)
                return fail(before.error());
            if (*before != rowsOf(parts).with(waiting.rows()))
                return fail(FailureKind::Usage,
                            WaitingText::tr("Some of these rows do not wait any more; they were sent already."));
        }
        if (auto inserted = insertPartsIn(**db, import, stored); !inserted)
            return inserted;
        if (auto set = setWaitingRowsIn(**db, import.id, waiting); !set)
            return set;
        return settleRowsIn(**db, import.id, PartId(-1), held);
    });
    if (!done)
        return fail(done.error());
    return stored;
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
// Fates of rows are stored: leases, outcomes, counts. They are read in fateviews.cpp.
#include "journal/database.h"
#include "journal/journal.h"
#include "journal/rowpiece.h"
#include "journal/steps.h"
#include "journal/values.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace stevedore {

namespace {

/// The row is in a part that is not at its end.
constexpr int leased = 0;
/// A few milliseconds of writing.
constexpr std::size_t rowsInTransaction = 1000;

/// Adds to the counts of an import; `changes` maps a stored fate to a difference.
Result<void> addCounts(Database& db, ImportId import, const QHash<int, qint64>& changes)
{
    for (auto it = changes.begin(); it != changes.end(); ++it) {
        if (it.value() == 0)
            continue;
        auto done = db.run(QStringLiteral("insert into fate_count (import, fate, rows) values (?, ?, ?) on conflict "
                                          "(import, fate) do update set rows = rows + excluded.rows"),
                           {import.value, it.key(), it.value()});
        if (!done)
            return fail(done.error());
    }
    return {};
}

/// Puts the rows of a part into a table of the connection's own, so that a few statements do for all of them. Those
/// begin with it (cross join): the planner has no statistics and would rather walk through all rows of the import.
Result<void> listRows(Database& db, const PartRecord& part)
{
    const auto rows = RowSet::decoded(part.rows);
    if (!rows)
        return fail(FailureKind::Journal,
                    QCoreApplication::translate("Journal", "The journal holds a part whose rows cannot be read."));
    for (const char* sql : {"create temp table if not exists taking (row integer primary key)", "delete from taking"}) {
        if (auto done = db.run(QLatin1String(sql)); !done)
            return fail(done.error());
    }
    auto insert = db.prepare(QStringLiteral("insert into taking (row) values (?)"));
    if (!insert)
        return fail(insert.error());
    for (const RowNumber row : rows->rows()) {
        insert->bindValue(0, row.value);
        if (!insert->exec())
            return fail(db.failureOf(*insert));
    }
    return {};
}

/// The rows of `outcomes`, ascending.
std::vector<RowNumber> sortedRows(const std::vector<OutcomeRecord>& outcomes)
{
    std::vector<RowNumber> rows;
    rows.reserve(outcomes.size());
    for (const OutcomeRecord& outcome : outcomes)
        rows.push_back(outcome.row);
    if (!std::is_sorted(rows.begin(), rows.end()))
        std::sort(rows.begin(), rows.end());
    return rows;
}

/// Counts down the fates that the rows have so far, takes them out of the pieces, and answers with those that have a
/// row of their own. One question for all between the first and the last row, because most have none.
Result<std::vector<RowNumber>> takeAwayFates(Database& db, ImportId import, const std::vector<RowNumber>& rows,
                                             QHash<int, qint64>& changes)
{
    auto before =
        db.run(QStringLiteral("select row, fate from outcome where import = ? and row between ? and ? order by row"),
               {import.value, rows.front().value, rows.back().value});
    if (!before)
        return fail(before.error());
    std::vector<RowNumber> known;
    while (before->next()) {
        const RowNumber row(before->value(0).toLongLong());
        if (!std::binary_search(rows.begin(), rows.end(), row))
            continue;
        --changes[before->value(1).toInt()];
        known.push_back(row);
    }
    std::vector<RowNumber> others;
    std::set_difference(rows.begin(), rows.end(), known.begin(), known.end(), std::back_inserter(others));
    const auto taken = takeFromPiecesIn(db, import, others);
    if (!taken)
        return fail(taken.error());
    for (const SettledRow& row : *taken)
        --changes[int(row.outcome.fate)];
    return known;
}

Result<void> storeRows(Database& db, ImportId import, const std::vector<SettledRow>& rows)
{
    auto store = db.prepare(
        QStringLiteral("insert into outcome (import, row, part, fate, record_id, errors) values (?, ?, ?, ?, ?, ?) "
                       "on conflict (import, row) do update set part = excluded.part, fate = excluded.fate, record_id "
                       "= excluded.record_id, errors = excluded.errors"));
    if (!store)
        return fail(store.error());
    store->bindValue(0, import.value);
    for (const auto& [part, outcome] : rows) {
        store->bindValue(1, outcome.row.value);
        store->bindValue(2, part.value);
        store->bindValue(3, int(outcome.fate));
        store->bindValue(4, text(outcome.recordId));
        store->bindValue(5, text(outcome.errors));
        if (!store->exec())
            return fail(db.failureOf(*store));
    }
    return {};
}

Result<void> removeRows(Database& db, ImportId import, const std::vector<RowNumber>& rows)
{
    auto remove = db.prepare(QStringLiteral("delete from outcome where import = ? and row = ?"));
    if (!remove)
        return fail(remove.error());
    remove->bindValue(0, import.value);
    for (const RowNumber row : rows) {
        remove->bindValue(1, row.value);
        if (!remove->exec())
            return fail(db.failureOf(*remove));
    }
    return {};
}

/// Those of the listed rows that lie in pieces get rows of their own, so that what is done to all of them is done to
/// them, too.
Result<void> spreadListedRows(Database& db, ImportId import)
{
    auto others = db.run(QStringLiteral("select t.row from taking t where not exists (select 1 from outcome o where "
                                        "o.import = ? and o.row = t.row) order by t.row"),
                         {import.value});
    if (!others)
        return fail(others.error());
    std::vector<RowNumber> rows;
    while (others->next())
        rows.emplace_back(others->value(0).toLongLong());
    others->finish();
    const auto taken = takeFromPiecesIn(db, import, rows);
    return taken ? storeRows(db, import, *taken) : fail(taken.error());
}

} // namespace

Result<void> leaseRowsIn(Database& db, const PartRecord& part)
{
    if (auto listed = listRows(db, part); !listed)
        return listed;
    if (auto spread = spreadListedRows(db, part.import); !spread)
        return spread;
    auto fates = db.run(QStringLiteral("select o.fate, count(*) from taking t cross join outcome o on o.import = ? and "
                                       "o.row = t.row group by o.fate"),
                        {part.import.value});
    if (!fates)
        return fail(fates.error());
    QHash<int, qint64> changes;
    while (fates->next()) {
        if (fates->value(0).toInt() == leased)
            return fail(FailureKind::Usage,
                        QCoreApplication::translate(
                            "Journal", "Some of these rows are being sent already. Wait for their answer."));
        changes[fates->value(0).toInt()] -= fates->value(1).toLongLong();
        changes[leased] += fates->value(1).toLongLong();
    }
    fates->finish();
    auto kept =
        db.run(QStringLiteral("insert or replace into past_outcome select o.* from taking t cross join outcome o on "
                              "o.import = ? and o.row = t.row"),
               {part.import.value});
    if (!kept)
        return fail(kept.error());
    auto taken = db.run(QStringLiteral("update outcome set fate = 0, part = ?, record_id = '', errors = '' where "
                                       "import = ? and row in (select row from taking)"),
                        {part.id.value, part.import.value});
    if (!taken)
        return fail(taken.error());
    return addCounts(db, part.import, changes);
}

Result<void> settleRowsIn(Database& db, ImportId import, PartId part, const std::vector<OutcomeRecord>& outcomes)
{
    if (outcomes.empty())
        return {};
    QHash<int, qint64> changes;
    const auto known = takeAwayFates(db, import, sortedRows(outcomes), changes);
    if (!known)
        return fail(known.error());
    std::vector<OutcomeRecord> in;
    std::vector<SettledRow> others;
    std::vector<RowNumber> moved;
    for (const OutcomeRecord& outcome : outcomes) {
        ++changes[int(outcome.fate)];
        if (!fitsPiece(outcome)) {
            others.push_back({part, outcome});
            continue;
        }
        in.push_back(outcome);
        if (std::binary_search(known->begin(), known->end(), outcome.row))
            moved.push_back(outcome.row);
    }
    if (auto removed = removeRows(db, import, moved); !removed)
        return removed;
    if (auto stored = storeRows(db, import, others); !stored)
        return stored;
    if (auto added = addPieceIn(db, import, part, std::move(in)); !added)
        return added;
    return addCounts(db, import, changes);
}

Result<void> Journal::storeOutcomes(const PartRecord& part, const std::vector<OutcomeRecord>& outcomes) const
{
    auto db = newConnection();
    if (!db)
        return fail(db.error());
    // Rows that are in take one piece, however many they are; the others are written one by one.
    std::vector<OutcomeRecord> in;
    std::vector<OutcomeRecord> some;
    for (const OutcomeRecord& outcome : outcomes) {
        if (fitsPiece(outcome)) {
            in.push_back(outcome);
            continue;
        }
        some.push_back(outcome);
        if (some.size() < rowsInTransaction)
            continue;
        const WriteTurn turn(m_turns, WriteTurn::Background);
        auto done = (*db)->transaction([&] { return settleRowsIn(**db, part.import, part.id, some); });
        if (!done)
            return done;
        some.clear();
    }
    in.insert(in.end(), some.begin(), some.end());
    const WriteTurn turn(m_turns, WriteTurn::Background);
    return (*db)->transaction([&]() -> Result<void> {
        if (auto settled = settleRowsIn(**db, part.import, part.id, in); !settled)
            return settled;
        return updatePartIn(**db, part);
    });
}

} // namespace stevedore

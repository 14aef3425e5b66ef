// SPDX-License-Identifier: GPL-3.0-or-later
// Fates of rows: leases, outcomes, counts, history.
#include "journal/database.h"
#include "journal/journal.h"
#include "journal/steps.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

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

Result<std::vector<RowNumber>> rowsOf(Database& db, const QString& sql, ImportId id)
{
    auto query = db.run(sql, {id.value});
    if (!query)
        return fail(query.error());
    std::vector<RowNumber> out;
    while (query->next())
        out.emplace_back(query->value(0).toLongLong());
    return out;
}

QVariant text(const QString& value)
{
    return value.isNull() ? QString(QLatin1String("")) : value;
}

/// Counts down the fates that the rows have so far. One question for all between the first and the last row, because
/// most have none.
Result<void> takeAwayFates(Database& db, ImportId import, const std::vector<OutcomeRecord>& outcomes,
                           QHash<int, qint64>& changes)
{
    const auto byRow = [](const OutcomeRecord& a, const OutcomeRecord& b) { return a.row < b.row; };
    const auto [first, last] = std::minmax_element(outcomes.begin(), outcomes.end(), byRow);
    auto before = db.run(QStringLiteral("select row, fate from outcome where import = ? and row between ? and ?"),
                         {import.value, first->row.value, last->row.value});
    if (!before)
        return fail(before.error());
    if (!before->next())
        return {};
    QSet<qint64> rows;
    for (const OutcomeRecord& outcome : outcomes)
        rows.insert(outcome.row.value);
    do {
        if (rows.contains(before->value(0).toLongLong()))
            --changes[before->value(1).toInt()];
    } while (before->next());
    return {};
}

} // namespace

Result<void> leaseRowsIn(Database& db, const PartRecord& part)
{
    if (auto listed = listRows(db, part); !listed)
        return listed;
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
    if (auto counted = takeAwayFates(db, import, outcomes, changes); !counted)
        return counted;
    auto store = db.prepare(
        QStringLiteral("insert into outcome (import, row, part, fate, record_id, errors) values (?, ?, ?, ?, ?, ?) "
                       "on conflict (import, row) do update set part = excluded.part, fate = excluded.fate, record_id "
                       "= excluded.record_id, errors = excluded.errors"));
    if (!store)
        return fail(store.error());
    store->bindValue(0, import.value);
    store->bindValue(2, part.value);
    for (const OutcomeRecord& outcome : outcomes) {
        store->bindValue(1, outcome.row.value);
        store->bindValue(3, int(outcome.fate));
        store->bindValue(4, text(outcome.recordId));
        store->bindValue(5, text(outcome.errors));
        if (!store->exec())
            return fail(db.failureOf(*store));
        ++changes[int(outcome.fate)];
    }
    return addCounts(db, import, changes);
}

Result<void> Journal::storeOutcomes(const PartRecord& part, const std::vector<OutcomeRecord>& outcomes) const
{
    auto db = newConnection();
    if (!db)
        return fail(db.error());
    for (std::size_t from = 0;;) {
        const std::size_t to = std::min(from + rowsInTransaction, outcomes.size());
        const std::vector<OutcomeRecord> some(outcomes.begin() + std::ptrdiff_t(from),
                                              outcomes.begin() + std::ptrdiff_t(to));
        const bool last = to == outcomes.size();
        const WriteTurn turn(m_turns, WriteTurn::Background);
        auto done = (*db)->transaction([&]() -> Result<void> {
            if (auto settled = settleRowsIn(**db, part.import, part.id, some); !settled)
                return settled;
            return last ? updatePartIn(**db, part) : Result<void>();
        });
        if (!done || last)
            return done;
        from = to;
    }
}

Result<std::vector<OutcomeRecord>> Journal::outcomes(ImportId import, PartId part) const
{
    auto db = newConnection();
    if (!db)
        return fail(db.error());
    auto query = (*db)->run(QStringLiteral("select row, fate, record_id, errors from outcome where import = ? and part "
                                           "= ? and fate <> 0 order by row"),
                            {import.value, part.value});
    if (!query)
        return fail(query.error());
    std::vector<OutcomeRecord> out;
    while (query->next())
        out.push_back({RowNumber(query->value(0).toLongLong()), Fate(query->value(1).toInt()),
                       query->value(2).toString(), query->value(3).toString()});
    return out;
}

Result<FateCounts> Journal::fateCounts(ImportId id)
{
    auto query = m_db->run(QStringLiteral("select fate, rows from fate_count where import = ?"), {id.value});
    if (!query)
        return fail(query.error());
    FateCounts counts;
    const QHash<int, qint64*> places{{int(Fate::Added), &counts.added},
                                     {int(Fate::Updated), &counts.updated},
                                     {int(Fate::Skipped), &counts.skipped},
                                     {int(Fate::Refused), &counts.refused},
                                     {int(Fate::Unprocessed), &counts.unprocessed},
                                     {int(Fate::Unknown), &counts.unknown},
                                     {int(Fate::LeftOut), &counts.leftOut},
                                     {int(Fate::Deleted), &counts.deleted}};
    while (query->next()) {
        if (qint64* place = places.value(query->value(0).toInt(), nullptr))
            *place = query->value(1).toLongLong();
    }
    return counts;
}

Result<std::vector<WrittenRow>> Journal::writtenRows(ImportId id) const
{
    auto db = newConnection();
    if (!db)
        return fail(db.error());
    auto query = (*db)->run(
        QStringLiteral(
            "select row, fate, record_id, part from outcome where import = ? and fate in (1, 2) order by row"),
        {id.value});
    if (!query)
        return fail(query.error());
    std::vector<WrittenRow> out;
    while (query->next())
        out.push_back({RowNumber(query->value(0).toLongLong()), Fate(query->value(1).toInt()),
                       query->value(2).toString(), PartId(query->value(3).toLongLong())});
    return out;
}

Result<std::vector<ErrorGroup>> Journal::errorGroups(ImportId id)
{
    auto query = m_db->run(QStringLiteral("select errors, count(*) from outcome where import = ? and fate > 3 and fate "
                                          "in (4, 5) group by errors order by 2 desc, 1"),
                           {id.value});
    if (!query)
        return fail(query.error());
    std::vector<ErrorGroup> out;
    while (query->next())
        out.push_back({query->value(0).toString(), query->value(1).toLongLong()});
    return out;
}

Result<std::vector<OpenRow>> Journal::openRows(ImportId id) const
{
    auto db = newConnection();
    if (!db)
        return fail(db.error());
    auto query = (*db)->run(
        QStringLiteral(
            "select o.row, o.fate, o.errors, "
            "exists (select 1 from fix f where f.import = o.import and f.row = o.row and f.after_part = o.part) "
            "from outcome o where o.import = ? and o.fate between 4 and 7 order by o.row"),
        {id.value});
    if (!query)
        return fail(query.error());
    std::vector<OpenRow> out;
    while (query->next())
        out.push_back({RowNumber(query->value(0).toLongLong()), Fate(query->value(1).toInt()),
                       query->value(2).toString(), query->value(3).toBool()});
    return out;
}

Result<std::vector<RowNumber>> Journal::readyRows(ImportId id)
{
    return rowsOf(
        *m_db,
        QStringLiteral("select distinct f.row from fix f cross join outcome o on o.import = f.import and o.row = "
                       "f.row and o.part = f.after_part "
                       "where f.import = ? and o.fate in (4, 5) order by f.row"),
        id);
}

Result<std::vector<RowNumber>> Journal::resendableRows(ImportId id)
{
    return rowsOf(*m_db,
                  QStringLiteral("select row from outcome indexed by outcome_out where import = ? and fate > 3 and "
                                 "fate in (4, 5) order by row"),
                  id);
}

Result<std::vector<AttemptRecord>> Journal::history(ImportId id, RowNumber row)
{
    auto query = m_db->run(
        QStringLiteral("select p.round, p.number, p.route, p.job_id, p.done_at, o.fate, o.record_id, o.errors from "
                       "(select * from past_outcome where import = ? and row = ? union all select * from outcome where "
                       "import = ? and row = ? and fate <> 0) o "
                       "left join part p on p.id = o.part order by o.part"),
        {id.value, row.value, id.value, row.value});
    if (!query)
        return fail(query.error());
    std::vector<AttemptRecord> out;
    while (query->next()) {
        AttemptRecord attempt;
        attempt.round = query->value(0).toInt();
        attempt.part = query->value(1).toInt();
        attempt.route = query->value(2).isNull() ? Route::Job : Route(query->value(2).toInt());
        attempt.jobId = query->value(3).toString();
        attempt.at = QDateTime::fromString(query->value(4).toString(), Qt::ISODateWithMs);
        attempt.outcome = {row, Fate(query->value(5).toInt()), query->value(6).toString(), query->value(7).toString()};
        out.push_back(attempt);
    }
    return out;
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
// Fixes and rows that are left out.
#include "journal/database.h"
#include "journal/journal.h"
#include "journal/steps.h"

#include <algorithm>

namespace stevedore {

namespace {

// As the statements below have them.
static_assert(int(Fate::LeftOut) == 7 && int(Fate::Refused) == 4 && int(Fate::Unprocessed) == 5);

/// The statement, which wants an import and a row, for each of the rows.
Result<void> forEachRow(Database& db, const QString& sql, ImportId import, const std::vector<RowNumber>& rows)
{
    auto statement = db.prepare(sql);
    if (!statement)
        return fail(statement.error());
    for (const RowNumber row : rows) {
        statement->bindValue(0, import.value);
        statement->bindValue(1, row.value);
        if (!statement->exec())
            return fail(db.failureOf(*statement));
    }
    return {};
}

/// What is done with the rows of an import that are to be left out, or not any more.
QString leavingOut(bool draft, bool leftOut)
{
    if (draft)
        return QStringLiteral("insert or ignore into left_out (import, row) values (?, ?)");
    if (leftOut)
        return QStringLiteral("update outcome set fate = 7 where import = ? and row = ? and fate in (4, 5)");
    // A refusal always has a code; without one the row was never looked at.
    return QStringLiteral(
        "update outcome set fate = case errors when '' then 5 else 4 end where import = ? and row = ? "
        "and fate = 7");
}

} // namespace

Result<std::vector<FixRecord>> Journal::fixes(ImportId id)
{
    auto query =
        m_db->run(QStringLiteral("select row, col, value from fix where import = ? order by row, col"), {id.value});
    if (!query)
        return fail(query.error());
    std::vector<FixRecord> out;
    while (query->next())
        out.push_back({RowNumber(query->value(0).toLongLong()), query->value(1).toInt(), query->value(2).toString()});
    return out;
}

Result<void> Journal::addFixes(ImportId id, const std::vector<FixRecord>& fixes)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db->transaction([&]() -> Result<void> {
        auto store = m_db->prepare(QStringLiteral(
            "insert into fix (import, row, col, value, after_part) values (?, ?, ?, ?, "
            "coalesce((select part from outcome where import = ? and row = ?), 0)) "
            "on conflict (import, row, col) do update set value = excluded.value, after_part = excluded.after_part"));
        if (!store)
            return fail(store.error());
        for (const FixRecord& fix : fixes) {
            store->bindValue(0, id.value);
            store->bindValue(1, fix.row.value);
            store->bindValue(2, fix.column);
            store->bindValue(3, fix.value.isNull() ? QString(QLatin1String("")) : fix.value);
            store->bindValue(4, id.value);
            store->bindValue(5, fix.row.value);
            if (!store->exec())
                return fail(m_db->failureOf(*store));
        }
        return {};
    });
}

Result<void> Journal::removeFixes(ImportId id, const std::vector<FixRecord>& cells)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db->transaction([&]() -> Result<void> {
        auto remove = m_db->prepare(QStringLiteral("delete from fix where import = ? and row = ? and col = ?"));
        if (!remove)
            return fail(remove.error());
        for (const FixRecord& cell : cells) {
            remove->bindValue(0, id.value);
            remove->bindValue(1, cell.row.value);
            remove->bindValue(2, cell.column);
            if (!remove->exec())
                return fail(m_db->failureOf(*remove));
        }
        return {};
    });
}

Result<std::vector<RowNumber>> Journal::leftOut(ImportId id)
{
    auto query = m_db->run(QStringLiteral("select row from left_out where import = ? union select row from outcome "
                                          "where import = ? and fate > 3 and fate = 7 order by 1"),
                           {id.value, id.value});
    if (!query)
        return fail(query.error());
    std::vector<RowNumber> out;
    while (query->next())
        out.emplace_back(query->value(0).toLongLong());
    return out;
}

Result<void> Journal::setLeftOut(ImportId id, const std::vector<RowNumber>& rows, bool leftOut)
{
    const auto record = import(id);
    if (!record)
        return fail(record.error());
    const bool draft = record->state == ImportState::Draft;
    std::vector<RowNumber> sorted = rows;
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db->transaction([&]() -> Result<void> {
        // Taken back, it is not remembered as left out either, whatever its fate is now.
        if (!leftOut) {
            auto forgotten =
                forEachRow(*m_db, QStringLiteral("delete from left_out where import = ? and row = ?"), id, sorted);
            if (!forgotten)
                return forgotten;
        }
        if (draft && !leftOut)
            return {};
        const auto others =
            draft ? Result<std::vector<RowNumber>>(sorted) : leaveOutWaitingIn(*m_db, id, sorted, leftOut);
        if (!others)
            return fail(others.error());
        if (auto done = forEachRow(*m_db, leavingOut(draft, leftOut), id, *others); !done)
            return done;
        if (draft)
            return {};
        // Few imports leave out so many rows that counting them again would be felt.
        auto recounted = m_db->run(QStringLiteral("insert or replace into fate_count (import, fate, rows) "
                                                  "select ?, f.fate, (select count(*) from outcome o where o.import = "
                                                  "? and o.fate = f.fate and o.fate > 3) "
                                                  "from (select 4 as fate union select 5 union select 7) f"),
                                   {id.value, id.value});
        if (!recounted)
            return fail(recounted.error());
        return {};
    });
}

} // namespace stevedore

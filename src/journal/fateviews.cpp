// SPDX-License-Identifier: GPL-3.0-or-later
// What the journal says of rows: outcomes, counts, reasons, history.
#include "base/planted.h"
#include "journal/database.h"
#include "journal/journal.h"
#include "journal/steps.h"
#include "journal/values.h"

#include <QHash>

#include <algorithm>

namespace stevedore {

namespace {

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

} // namespace

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
        out.push_back({RowNumber(query->value(0).toLongLong()), fateFrom(query->value(1)), query->value(2).toString(),
                       query->value(3).toString()});
    if (auto appended = appendPiecesIn(**db, import, part, out); !appended)
        return fail(appended.error());
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    return out;
}

Result<FateCounts> Journal::fateCounts(ImportId id)
{
    auto query = m_db->run(QStringLiteral("select fate, rows from fate_count where import = ?"), {id.value});
    if (!query)
        return fail(query.error());
    FateCounts counts;
    const QHash<int, qint64*> places{
        {int(Fate::Added), &counts.added},
        {int(Fate::Updated), &counts.updated},
        {int(Fate::Skipped), STEVEDORE_PLANTED_BUG("skipped-counted-as-added") ? &counts.added : &counts.skipped},
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

Result<std::vector<WrittenRow>> Journal::rowsIn(ImportId id, const QSet<Fate>& fates) const
{
    auto db = newConnection();
    if (!db)
        return fail(db.error());
    QStringList wanted;
    for (const Fate fate : fates)
        wanted.append(QString::number(int(fate)));
    auto query =
        (*db)->run(QStringLiteral("select row, fate, record_id, part from outcome where import = ? and fate in (%1)")
                       .arg(wanted.join(QLatin1Char(','))),
                   {id.value});
    if (!query)
        return fail(query.error());
    std::vector<WrittenRow> out;
    while (query->next())
        out.push_back({RowNumber(query->value(0).toLongLong()), fateFrom(query->value(1)), query->value(2).toString(),
                       PartId(query->value(3).toLongLong())});
    const auto pieces = eachPieceIn(**db, id, [&](PartId part, const std::vector<OutcomeRecord>& rows) {
        for (const OutcomeRecord& row : rows)
            if (fates.contains(row.fate))
                out.push_back({row.row, row.fate, row.recordId, part});
    });
    if (!pieces)
        return fail(pieces.error());
    std::sort(out.begin(), out.end(), [](const WrittenRow& a, const WrittenRow& b) { return a.row < b.row; });
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
        out.push_back({RowNumber(query->value(0).toLongLong()), fateFrom(query->value(1)), query->value(2).toString(),
                       query->value(3).toBool()});
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
    const auto in = findInPiecesIn(*m_db, id, row);
    if (!in)
        return fail(in.error());
    const SettledRow last = in->value_or(SettledRow{});
    auto query = m_db->run(
        QStringLiteral(
            "select p.round, p.number, p.route, p.job_id, p.done_at, o.fate, o.record_id, o.errors, p.id from "
            "(select part, fate, record_id, errors from past_outcome where import = ? and row = ? "
            "union all select part, fate, record_id, errors from outcome where import = ? and row = ? and "
            "fate <> 0 union all select ?, ?, ?, '' where ?) o "
            "left join part p on p.id = o.part order by o.part"),
        {id.value, row.value, id.value, row.value, last.part.value, int(last.outcome.fate), text(last.outcome.recordId),
         in->has_value()});
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
        attempt.partId = PartId(query->value(8).toLongLong());
        attempt.outcome = {row, fateFrom(query->value(5)), query->value(6).toString(), query->value(7).toString()};
        out.push_back(attempt);
    }
    return out;
}

} // namespace stevedore

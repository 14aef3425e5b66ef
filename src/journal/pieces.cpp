// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that are in, which lie in pieces.
#include "journal/database.h"
#include "journal/rowpiece.h"
#include "journal/steps.h"

#include <QCoreApplication>

#include <algorithm>

namespace stevedore {

namespace {

Unexpected damaged()
{
    return fail(FailureKind::Journal,
                QCoreApplication::translate("Journal", "The journal holds fates that cannot be read. Keep a copy of "
                                                       "its folder, then go on with another one (--home)."));
}

/// Replaces what a piece holds; it goes away if that is nothing.
Result<void> replaceIn(Database& db, qint64 piece, const std::vector<OutcomeRecord>& rows)
{
    const auto done = rows.empty()
                          ? db.run(QStringLiteral("delete from piece where id = ?"), {piece})
                          : db.run(QStringLiteral("update piece set first = ?, last = ?, content = ? where id = ?"),
                                   {rows.front().row.value, rows.back().row.value, pieceOf(rows), piece});
    return done ? Result<void>() : fail(done.error());
}

struct Piece
{
    qint64 id = 0;
    PartId part;
    std::vector<OutcomeRecord> rows;
};

Result<Piece> readPiece(Database& db, qint64 id)
{
    auto query = db.run(QStringLiteral("select part, content from piece where id = ?"), {id});
    if (!query)
        return fail(query.error());
    if (!query->next())
        return damaged();
    auto rows = rowsOfPiece(query->value(1).toByteArray());
    if (!rows)
        return damaged();
    return Piece{id, PartId(query->value(0).toLongLong()), std::move(*rows)};
}

/// Pieces that one of the rows (ascending) may be in.
Result<std::vector<qint64>> piecesAround(Database& db, ImportId import, const std::vector<RowNumber>& rows)
{
    std::vector<qint64> out;
    if (rows.empty())
        return out;
    auto query =
        db.run(QStringLiteral("select id, first, last from piece where import = ? and first <= ? and last >= ?"),
               {import.value, rows.back().value, rows.front().value});
    if (!query)
        return fail(query.error());
    while (query->next()) {
        const auto at = std::lower_bound(rows.begin(), rows.end(), RowNumber(query->value(1).toLongLong()));
        if (at != rows.end() && at->value <= query->value(2).toLongLong())
            out.push_back(query->value(0).toLongLong());
    }
    return out;
}

} // namespace

Result<void> addPieceIn(Database& db, ImportId import, PartId part, std::vector<OutcomeRecord> rows)
{
    if (rows.empty())
        return {};
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
    auto added = db.run(QStringLiteral("insert into piece (import, part, first, last, content) values (?, ?, ?, ?, ?)"),
                        {import.value, part.value, rows.front().row.value, rows.back().row.value, pieceOf(rows)});
    return added ? Result<void>() : fail(added.error());
}

Result<std::vector<SettledRow>> takeFromPiecesIn(Database& db, ImportId import, const std::vector<RowNumber>& rows)
{
    const auto around = piecesAround(db, import, rows);
    if (!around)
        return fail(around.error());
    std::vector<SettledRow> taken;
    for (const qint64 id : *around) {
        auto piece = readPiece(db, id);
        if (!piece)
            return fail(piece.error());
        const auto kept = std::stable_partition(piece->rows.begin(), piece->rows.end(), [&](const auto& outcome) {
            return !std::binary_search(rows.begin(), rows.end(), outcome.row);
        });
        if (kept == piece->rows.end())
            continue;
        for (auto one = kept; one != piece->rows.end(); ++one)
            taken.push_back({piece->part, *one});
        piece->rows.erase(kept, piece->rows.end());
        if (auto replaced = replaceIn(db, id, piece->rows); !replaced)
            return fail(replaced.error());
    }
    return taken;
}

Result<std::optional<SettledRow>> findInPiecesIn(Database& db, ImportId import, RowNumber row)
{
    const auto around = piecesAround(db, import, {row});
    if (!around)
        return fail(around.error());
    for (const qint64 id : *around) {
        const auto piece = readPiece(db, id);
        if (!piece)
            return fail(piece.error());
        const auto at = std::lower_bound(piece->rows.begin(), piece->rows.end(), row,
                                         [](const auto& outcome, RowNumber wanted) { return outcome.row < wanted; });
        if (at != piece->rows.end() && at->row == row)
            return std::optional(SettledRow{piece->part, *at});
    }
    return std::optional<SettledRow>();
}

Result<void> eachPieceIn(Database& db, ImportId import,
                         const std::function<void(PartId, const std::vector<OutcomeRecord>&)>& take)
{
    auto query = db.run(QStringLiteral("select part, content from piece where import = ?"), {import.value});
    if (!query)
        return fail(query.error());
    while (query->next()) {
        const auto rows = rowsOfPiece(query->value(1).toByteArray());
        if (!rows)
            return damaged();
        take(PartId(query->value(0).toLongLong()), *rows);
    }
    return {};
}

Result<void> appendPiecesIn(Database& db, ImportId import, PartId part, std::vector<OutcomeRecord>& rows)
{
    auto query = db.run(QStringLiteral("select id from piece where import = ? and part = ? order by first"),
                        {import.value, part.value});
    if (!query)
        return fail(query.error());
    std::vector<qint64> ids;
    while (query->next())
        ids.push_back(query->value(0).toLongLong());
    for (const qint64 id : ids) {
        auto piece = readPiece(db, id);
        if (!piece)
            return fail(piece.error());
        rows.insert(rows.end(), piece->rows.begin(), piece->rows.end());
    }
    return {};
}

} // namespace stevedore

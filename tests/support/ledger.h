// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/rowset.h"
#include "journal/records.h"
#include "journal/rowpiece.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>

#include <map>

namespace stevedore::test {

/// The rows of an import that lie in pieces, with their part; `db` is open.
inline std::vector<std::pair<qint64, OutcomeRecord>> rowsInPieces(const QSqlDatabase& db, ImportId import)
{
    std::vector<std::pair<qint64, OutcomeRecord>> out;
    QSqlQuery query(db);
    query.exec(QStringLiteral("select part, content from piece where import = %1").arg(import.value));
    while (query.next()) {
        const auto rows = rowsOfPiece(query.value(1).toByteArray());
        // What cannot be read is missing, and is told as lost.
        for (const OutcomeRecord& row : rows.value_or(std::vector<OutcomeRecord>()))
            out.emplace_back(query.value(0).toLongLong(), row);
    }
    return out;
}

/// What the journal of a home folder says of each row of an import, read with SQL and not by the program. Empty if each
/// row is in exactly one state: waiting, in one part that is not at its end, or with a fate. Else the first rows that
/// are not.
inline QString ledgerTrouble(const QString& home, ImportId import, qint64 rowCount)
{
    std::map<qint64, int> states;
    const auto add = [&](const QByteArray& rows) {
        for (const RowNumber row : RowSet::decoded(rows).value_or(RowSet()).rows())
            ++states[row.value];
    };
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("ledger"));
        db.setDatabaseName(home + QStringLiteral("/journal.sqlite"));
        if (!db.open())
            return QStringLiteral("no journal");
        QSqlQuery query(db);
        query.exec(QStringLiteral("select waiting from import where id = %1").arg(import.value));
        while (query.next())
            add(query.value(0).toByteArray());
        QHash<qint64, bool> open;
        query.exec(QStringLiteral("select id, rows, stage from part where import = %1").arg(import.value));
        while (query.next()) {
            const PartStage stage = PartStage(query.value(2).toInt());
            const bool over = stage == PartStage::Done || stage == PartStage::Failed || stage == PartStage::Doubt ||
                              stage == PartStage::Repeated;
            open.insert(query.value(0).toLongLong(), !over);
            if (!over)
                add(query.value(1).toByteArray());
        }
        // Fates of a part that is not at its end yet are stored in steps; the part speaks for its rows until then.
        query.exec(QStringLiteral("select row, part from outcome where import = %1 and fate <> 0").arg(import.value));
        while (query.next()) {
            if (!open.value(query.value(1).toLongLong()))
                ++states[query.value(0).toLongLong()];
        }
        for (const auto& [part, row] : rowsInPieces(db, import)) {
            if (!open.value(part))
                ++states[row.row.value];
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("ledger"));
    QStringList wrong;
    for (qint64 row = 1; row <= rowCount && wrong.size() < 10; ++row) {
        const auto found = states.find(row);
        if (found == states.end() || found->second != 1)
            wrong.append(QStringLiteral("row %1 in %2 states").arg(row).arg(found == states.end() ? 0 : found->second));
    }
    if (states.size() > size_t(rowCount))
        wrong.append(QStringLiteral("more rows than there are"));
    return wrong.join(QStringLiteral(", "));
}

/// The record ids that the journal has of an import's rows, read with SQL and not by the program.
inline std::map<qint64, QString> recordIds(const QString& home, ImportId import)
{
    std::map<qint64, QString> out;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("ids"));
        db.setDatabaseName(home + QStringLiteral("/journal.sqlite"));
        if (db.open()) {
            QSqlQuery query(db);
            query.exec(QStringLiteral("select row, record_id from outcome where import = %1").arg(import.value));
            while (query.next())
                out[query.value(0).toLongLong()] = query.value(1).toString();
            for (const auto& [part, row] : rowsInPieces(db, import))
                out[row.row.value] = row.recordId;
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("ids"));
    return out;
}

/// How many times the journal says that a job was about to be created.
inline int intents(const QString& home)
{
    int out = 0;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("intents"));
        db.setDatabaseName(home + QStringLiteral("/journal.sqlite"));
        if (db.open()) {
            QSqlQuery query(db);
            query.exec(QStringLiteral("select count(*) from event where kind = 'stage' and text like 'stage 5%'"));
            out = query.next() ? query.value(0).toInt() : 0;
        }
    }
    QSqlDatabase::removeDatabase(QStringLiteral("intents"));
    return out;
}

} // namespace stevedore::test

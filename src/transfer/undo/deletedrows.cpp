// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/undo/deletedrows.h"

#include "transfer/errortext.h"

#include <QSet>

namespace stevedore {

std::vector<OutcomeRecord> deletedRows(const std::vector<RowNumber>& rows, const QStringList& ids,
                                       const QList<RecordAnswer>& answers, bool repeated)
{
    QSet<QString> named;
    for (const RecordAnswer& answer : answers)
        if (answer.success)
            named.insert(answer.id);
    std::vector<OutcomeRecord> out;
    out.reserve(rows.size());
    for (qsizetype i = 0; i < ids.size(); ++i) {
        const RecordAnswer& answer = answers[i];
        const RowNumber row = rows[std::size_t(i)];
        const bool gone = answer.code == QLatin1String("INVALID_DATA");
        if (named.contains(ids[i]) || (answer.success && answer.id.isEmpty()))
            out.push_back({row, Fate::Deleted, ids[i], {}});
        else if (answer.success)
            // It speaks of another record than the one that was asked for.
            out.push_back({row, Fate::Unprocessed, {}, {}});
        else if (gone)
            out.push_back({row, repeated ? Fate::Deleted : Fate::Skipped, ids[i], {}});
        else
            out.push_back({row,
                           Fate::Refused,
                           {},
                           errorText({{answer.code.isEmpty() ? QStringLiteral("CANNOT_PROCESS") : answer.code, {}}})});
    }
    return out;
}

} // namespace stevedore

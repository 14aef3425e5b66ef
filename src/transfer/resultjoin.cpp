// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/resultjoin.h"

#include <QHash>

namespace stevedore {

namespace {

/// The echoed values of a row as one text to compare and to look up.
QString keyOf(const std::vector<QString>& echo)
{
    QString key;
    for (const QString& value : echo) {
        key += comparable(value);
        key += QChar(0x1F);
    }
    return key;
}

OutcomeRecord outcomeOf(RowNumber row, const ResultRow& result)
{
    return {row, fateFrom(result.status, result.errors), result.recordId, result.errors};
}

bool sameOutcome(const ResultRow& a, const ResultRow& b)
{
    return fateFrom(a.status, a.errors) == fateFrom(b.status, b.errors) && a.errors == b.errors &&
           a.recordId == b.recordId;
}

bool positionsAgree(const std::vector<QString>& sent, const std::vector<QString>& result)
{
    return sent == result;
}

/// What became of the rows whose echoed values are the same: one row each, or all with one outcome. Else nothing.
const ResultRow* commonOutcome(const std::vector<std::size_t>& indexes, const std::vector<ResultRow>& rows,
                               qsizetype sentRows)
{
    if (indexes.empty() || qsizetype(indexes.size()) != sentRows)
        return nullptr;
    for (const std::size_t index : indexes) {
        if (!sameOutcome(rows[indexes.front()], rows[index]))
            return nullptr;
    }
    return &rows[indexes.front()];
}

} // namespace

Fate fateFrom(const QString& status, const QString& errors)
{
    const QString word = status.trimmed().toLower();
    if (word == QLatin1String("added"))
        return Fate::Added;
    if (word == QLatin1String("updated"))
        return Fate::Updated;
    if (word == QLatin1String("skipped"))
        return errors.trimmed().isEmpty() ? Fate::Skipped : Fate::Refused;
    if (word == QLatin1String("unprocessed"))
        return Fate::Unprocessed;
    return Fate::Unknown;
}

QString comparable(const QString& value)
{
    return value.simplified().toCaseFolded();
}

std::vector<OutcomeRecord> joinResult(const SentTable& sent, const ResultTable& result)
{
    std::vector<QString> sentKeys;
    sentKeys.reserve(sent.echo.size());
    for (const auto& echo : sent.echo)
        sentKeys.push_back(keyOf(echo));
    std::vector<QString> resultKeys;
    resultKeys.reserve(result.rows.size());
    for (const ResultRow& row : result.rows)
        resultKeys.push_back(keyOf(row.echo));

    std::vector<OutcomeRecord> out;
    out.reserve(sent.rows.size());
    if (!result.columns.isEmpty() && positionsAgree(sentKeys, resultKeys)) {
        for (std::size_t i = 0; i < sent.rows.size(); ++i)
            out.push_back(outcomeOf(sent.rows[i], result.rows[i]));
        return out;
    }
    QHash<QString, std::vector<std::size_t>> byKey;
    for (std::size_t i = 0; i < resultKeys.size(); ++i)
        byKey[resultKeys[i]].push_back(i);
    QHash<QString, qsizetype> sentCount;
    for (const QString& key : sentKeys)
        ++sentCount[key];
    for (std::size_t i = 0; i < sent.rows.size(); ++i) {
        const ResultRow* row = result.columns.isEmpty()
                                   ? nullptr
                                   : commonOutcome(byKey.value(sentKeys[i]), result.rows, sentCount.value(sentKeys[i]));
        out.push_back(row ? outcomeOf(sent.rows[i], *row) : OutcomeRecord{sent.rows[i], Fate::Unknown, {}, {}});
    }
    return out;
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/join/recordjoin.h"

#include "transfer/join/recordvalue.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace stevedore {

namespace {

/// Fields of one Get records call (Zoho CRM API v8, Get records).
constexpr int mostFieldsInCall = 50;

/// A skipped row may name a record, too, but wrote nothing to it.
bool wroteRecord(const RowOutcome& outcome)
{
    return (outcome.fate == Fate::Added || outcome.fate == Fate::Updated) && !outcome.recordId.isEmpty();
}

class Settler
{
public:
    Settler(JoinedPart& part, const SentValues& sent, const QHash<QString, QJsonObject>& records)
        : m_part(part), m_sent(sent), m_records(records)
    {
    }

    qint64 run()
    {
        const qint64 before = open();
        std::vector<JoinGroup> groups;
        groups.swap(m_part.groups);
        const auto same = [this](std::size_t a, std::size_t b) { return a == b || valuesOf(a) == valuesOf(b); };
        for (JoinGroup& group : groups) {
            const bool known = std::all_of(group.rows.begin(), group.rows.end(),
                                           [&](std::size_t row) { return m_sent.rows.contains(numberOf(row)); });
            JoinGroup narrowed = group;
            if (known)
                narrow(narrowed);
            // Records that contradict each other show that somebody else has changed them.
            if (!known || !placeGroup(std::move(narrowed), same, m_part))
                m_part.groups.push_back(std::move(group));
        }
        return before - open();
    }

private:
    RowNumber numberOf(std::size_t row) const { return m_part.outcomes[row].row; }
    const std::vector<std::string>& valuesOf(std::size_t row) const { return m_sent.rows.at(numberOf(row)); }
    qint64 open() const
    {
        return std::count_if(m_part.reasons.begin(), m_part.reasons.end(), [](JoinReason reason) {
            return reason == JoinReason::NotSeparable || reason == JoinReason::NoRecord;
        });
    }
    void narrow(JoinGroup& group) const;
    bool mayBe(std::size_t row, const RowOutcome& outcome) const;

    JoinedPart& m_part;
    const SentValues& m_sent;
    const QHash<QString, QJsonObject>& m_records;
};

void Settler::narrow(JoinGroup& group) const
{
    const std::size_t count = group.rows.size();
    const bool anyRead = std::any_of(group.outcomes.begin(), group.outcomes.end(), [&](const RowOutcome& outcome) {
        return wroteRecord(outcome) && m_records.contains(outcome.recordId);
    });
    if (!anyRead || count * count > mostPairsInGroup)
        return;
    if (group.allowed.empty()) {
        std::vector<int> all(count);
        std::iota(all.begin(), all.end(), 0);
        group.allowed.assign(count, all);
    }
    for (std::size_t i = 0; i < count; ++i)
        std::erase_if(group.allowed[i], [&](int k) { return !mayBe(group.rows[i], group.outcomes[std::size_t(k)]); });
}

bool Settler::mayBe(std::size_t row, const RowOutcome& outcome) const
{
    if (!wroteRecord(outcome) || m_part.repeatedIds.contains(outcome.recordId))
        return true;
    const auto record = m_records.constFind(outcome.recordId);
    if (record == m_records.cend())
        return true;
    const std::vector<std::string>& values = valuesOf(row);
    for (qsizetype i = 0; i < m_sent.fields.size(); ++i)
        if (differsForCertain(values[std::size_t(i)], record->value(m_sent.fields[i].apiName), m_sent.fields[i]))
            return false;
    return true;
}

} // namespace

std::vector<RowNumber> openRows(const JoinedPart& part)
{
    std::set<RowNumber> rows;
    for (const JoinGroup& group : part.groups)
        for (const std::size_t row : group.rows)
            rows.insert(part.outcomes[row].row);
    return {rows.begin(), rows.end()};
}

QStringList recordsToRead(const JoinedPart& part)
{
    QStringList ids;
    for (const JoinGroup& group : part.groups)
        for (const RowOutcome& outcome : group.outcomes)
            if (wroteRecord(outcome) && !part.repeatedIds.contains(outcome.recordId))
                ids.append(outcome.recordId);
    return ids;
}

QStringList fieldsToRead(const QList<Field>& fields)
{
    QStringList names;
    for (const Field& field : fields)
        if (isComparable(field.type) && names.size() < mostFieldsInCall)
            names.append(field.apiName);
    return names;
}

qint64 settleByRecords(JoinedPart& part, const SentValues& sent, const QHash<QString, QJsonObject>& records)
{
    const qint64 settled = Settler(part, sent, records).run();
    describeJoin(part);
    return settled;
}

} // namespace stevedore

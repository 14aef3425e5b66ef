// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/resultjoin.h"

#include "transfer/join/echo.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace stevedore {

namespace {

/// Rows that nothing tells apart, on both sides.
struct EchoClass
{
    std::vector<std::size_t> sent;
    std::vector<std::size_t> results;
};

bool isIn(Fate fate)
{
    return fate == Fate::Added || fate == Fate::Updated;
}

/// True ones have 19 digits.
constexpr std::size_t mostIdDigits = 64;

bool isId(const std::string& text)
{
    return !text.empty() && text.size() <= mostIdDigits &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

QString tr(const char* text)
{
    return QCoreApplication::translate("Join", text);
}

class Joiner
{
public:
    Joiner(const SentTable& sent, const ResultTable& result, const std::optional<JobCounts>& counts)
        : m_sent(sent), m_result(result), m_counts(counts)
    {
    }

    JoinedPart run()
    {
        m_part.outcomes.reserve(m_sent.rows.size());
        for (const RowNumber row : m_sent.rows)
            m_part.outcomes.push_back({row, Fate::Unknown, {}, {}});
        m_part.reasons.assign(m_sent.rows.size(), JoinReason::NoEcho);
        readOutcomes();
        m_part.counts = whatCountsSay();
        m_intact = m_part.counts.isEmpty();
        if (!m_result.columns.isEmpty()) {
            makeClasses();
            const bool agrees = std::all_of(m_classes.begin(), m_classes.end(),
                                            [](const EchoClass& one) { return one.sent.size() == one.results.size(); });
            agrees ? joinEqual() : joinAlike();
        }
        describeJoin(m_part);
        return std::move(m_part);
    }

private:
    void readOutcomes();
    void doubtDoubledIds();
    QString whatCountsSay() const;
    void makeClasses();
    void joinEqual();
    void joinAlike();
    std::vector<std::vector<int>> senders() const;
    void place(const std::vector<int>& classes, const std::vector<std::vector<int>>& senders);
    void leaveOpen(const std::vector<std::size_t>& rows, JoinReason reason);
    JoinGroup groupOf(const std::vector<std::size_t>& rows, const std::vector<std::size_t>& results) const;

    const SentTable& m_sent;
    const ResultTable& m_result;
    const std::optional<JobCounts>& m_counts;
    std::vector<RowOutcome> m_outcomes; ///< of the result's rows
    std::unordered_map<std::string, int> m_places;
    std::vector<std::string_view> m_keys; ///< normal forms of the classes
    std::vector<EchoClass> m_classes;
    JoinedPart m_part;
    bool m_intact = true;
};

void Joiner::readOutcomes()
{
    m_outcomes.reserve(m_result.rows.size());
    for (const ResultRow& row : m_result.rows) {
        RowOutcome& outcome = m_outcomes.emplace_back();
        outcome.errors = QString::fromStdString(row.errors);
        outcome.fate = fateFrom(QString::fromStdString(row.status), outcome.errors);
        outcome.recordId = QString::fromStdString(row.recordId).trimmed();
        if (outcome.fate == Fate::Unknown)
            outcome.reason = JoinReason::UnknownWord;
        else if (isIn(outcome.fate) && !isId(outcome.recordId.toStdString()))
            outcome = {Fate::Unknown, {}, outcome.errors, JoinReason::IdMissing};
    }
    doubtDoubledIds();
}

/// A record can be updated again, but not added again.
void Joiner::doubtDoubledIds()
{
    std::unordered_set<std::string_view> seen;
    seen.reserve(m_outcomes.size());
    for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
        if (m_outcomes[i].recordId.isEmpty())
            continue;
        if (!seen.insert(m_result.rows[i].recordId).second)
            m_part.repeatedIds.insert(m_outcomes[i].recordId);
    }
    if (m_part.repeatedIds.isEmpty())
        return;
    QHash<QString, int> added;
    for (const RowOutcome& outcome : m_outcomes)
        if (outcome.fate == Fate::Added)
            ++added[outcome.recordId];
    for (RowOutcome& outcome : m_outcomes)
        if (outcome.fate == Fate::Added && added.value(outcome.recordId) > 1)
            outcome = {Fate::Unknown, {}, outcome.errors, JoinReason::IdTwice};
}

QString Joiner::whatCountsSay() const
{
    if (m_sent.rows.size() != m_result.rows.size())
        return tr("The CRM's result has %1 rows for the %2 that were sent.")
            .arg(m_result.rows.size())
            .arg(m_sent.rows.size());
    if (!m_counts)
        return {};
    JobCounts own;
    qint64 others = 0;
    for (const ResultRow& row : m_result.rows) {
        const Fate fate = fateFrom(QString::fromStdString(row.status), {});
        own.added += fate == Fate::Added;
        own.updated += fate == Fate::Updated;
        own.skipped += fate == Fate::Skipped;
        others += fate == Fate::Unprocessed || fate == Fate::Unknown;
    }
    if (own.added == m_counts->added && own.updated == m_counts->updated && own.skipped <= m_counts->skipped &&
        m_counts->skipped <= own.skipped + others)
        return {};
    return tr("The CRM's result says other numbers than its job: %1 rows added instead of %2, %3 updated instead of "
              "%4, "
              "%5 skipped instead of %6.")
        .arg(own.added)
        .arg(m_counts->added)
        .arg(own.updated)
        .arg(m_counts->updated)
        .arg(own.skipped)
        .arg(m_counts->skipped);
}

void Joiner::makeClasses()
{
    m_places.reserve(m_sent.echo.size() * 2);
    const auto classOf = [&](const std::string& echo) -> EchoClass& {
        const auto [at, isNew] = m_places.try_emplace(normalEcho(echo), int(m_classes.size()));
        if (isNew) {
            m_classes.emplace_back();
            m_keys.push_back(at->first);
        }
        return m_classes[std::size_t(at->second)];
    };
    for (std::size_t i = 0; i < m_sent.echo.size(); ++i)
        classOf(m_sent.echo[i]).sent.push_back(i);
    for (std::size_t i = 0; i < m_result.rows.size(); ++i)
        classOf(m_result.rows[i].echo).results.push_back(i);
}

/// Every echo came back as often as it was sent. Then each came from its own class: if one of them had been cut or
/// rewritten to another, that other would be there once too often.
void Joiner::joinEqual()
{
    for (const EchoClass& one : m_classes) {
        if (one.sent.size() == 1 || m_intact)
            placeGroup(
                groupOf(one.sent, one.results), [](auto, auto) { return false; }, m_part);
        else
            leaveOpen(one.sent, JoinReason::CountsDisagree);
    }
}

/// For each class, the classes from which its results may have come.
std::vector<std::vector<int>> Joiner::senders() const
{
    std::vector<std::string_view> sent;
    std::vector<int> places;
    for (std::size_t i = 0; i < m_classes.size(); ++i) {
        if (m_classes[i].sent.empty())
            continue;
        sent.push_back(m_keys[i]);
        places.push_back(int(i));
    }
    const EchoIndex index(sent, std::size_t(m_result.columns.size()));
    std::vector<std::vector<int>> out(m_classes.size());
    for (std::size_t i = 0; i < m_classes.size(); ++i) {
        if (m_classes[i].results.empty())
            continue;
        for (const int sender : index.sendersOf(m_keys[i]))
            out[i].push_back(places[std::size_t(sender)]);
    }
    return out;
}

/// Something came back otherwise than it was sent, or did not come back: classes are joined to all those with which
/// they may be mixed up.
void Joiner::joinAlike()
{
    const auto from = senders();
    std::vector<int> roots(m_classes.size());
    std::iota(roots.begin(), roots.end(), 0);
    const auto rootOf = [&](int i) {
        while (roots[std::size_t(i)] != i)
            i = roots[std::size_t(i)] = roots[std::size_t(roots[std::size_t(i)])];
        return i;
    };
    for (int i = 0; i < int(from.size()); ++i)
        for (const int sender : from[std::size_t(i)])
            roots[std::size_t(rootOf(i))] = rootOf(sender);
    std::vector<std::vector<int>> clusters(m_classes.size());
    for (int i = 0; i < int(roots.size()); ++i)
        clusters[std::size_t(rootOf(i))].push_back(i);
    for (const auto& cluster : clusters) {
        std::size_t sent = 0;
        std::size_t results = 0;
        for (const int one : cluster) {
            sent += m_classes[std::size_t(one)].sent.size();
            results += m_classes[std::size_t(one)].results.size();
        }
        m_intact = m_intact && sent == results;
    }
    for (const auto& cluster : clusters)
        place(cluster, from);
}

void Joiner::place(const std::vector<int>& classes, const std::vector<std::vector<int>>& senders)
{
    std::vector<std::size_t> rows;
    std::vector<std::size_t> results;
    std::unordered_map<int, std::vector<int>> outcomesOf; // of a class: places in `results`
    std::size_t pairs = 0;
    for (const int one : classes) {
        const EchoClass& own = m_classes[std::size_t(one)];
        rows.insert(rows.end(), own.sent.begin(), own.sent.end());
        for (const int sender : senders[std::size_t(one)]) {
            pairs += own.results.size() * m_classes[std::size_t(sender)].sent.size();
            for (std::size_t i = 0; i < own.results.size(); ++i)
                outcomesOf[sender].push_back(int(results.size() + i));
        }
        results.insert(results.end(), own.results.begin(), own.results.end());
    }
    if (rows.size() != results.size()) {
        leaveOpen(rows, results.empty() ? JoinReason::NoSuchRow : JoinReason::NotBalanced);
        return;
    }
    if (rows.size() > 1 && !m_intact) {
        leaveOpen(rows, JoinReason::CountsDisagree);
        return;
    }
    JoinGroup group = groupOf(rows, results);
    const bool worthwhile = rows.size() > 1 && pairs < rows.size() * rows.size() && pairs < mostPairsInGroup;
    for (const int one : classes)
        for (std::size_t i = 0; worthwhile && i < m_classes[std::size_t(one)].sent.size(); ++i)
            group.allowed.push_back(outcomesOf[one]);
    if (!placeGroup(
            std::move(group), [](auto, auto) { return false; }, m_part))
        leaveOpen(rows, JoinReason::NotBalanced);
}

void Joiner::leaveOpen(const std::vector<std::size_t>& rows, JoinReason reason)
{
    for (const std::size_t row : rows)
        m_part.reasons[row] = reason;
}

JoinGroup Joiner::groupOf(const std::vector<std::size_t>& rows, const std::vector<std::size_t>& results) const
{
    JoinGroup group{rows, {}, {}, false};
    group.outcomes.reserve(results.size());
    for (const std::size_t result : results)
        group.outcomes.push_back(m_outcomes[result]);
    return group;
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

JoinedPart joinResult(const SentTable& sent, const ResultTable& result, const std::optional<JobCounts>& counts)
{
    return Joiner(sent, result, counts).run();
}

} // namespace stevedore

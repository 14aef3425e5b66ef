// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/resultjoin.h"

#include "base/planted.h"
#include "transfer/join/echo.h"
#include "transfer/join/textnumbers.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace stevedore {

namespace {

constexpr int nobody = -1;

/// Rows of one side that nothing tells apart, in order. Nearly always it is one: chains rather than lists of their own.
struct Chain
{
    int first = nobody;
    int last = nobody;
    std::size_t size = 0;
};

class Chains
{
public:
    explicit Chains(std::size_t rows) : m_next(rows, nobody) {}

    void append(Chain& chain, std::size_t row)
    {
        (chain.size == 0 ? chain.first : m_next[std::size_t(chain.last)]) = int(row);
        chain.last = int(row);
        ++chain.size;
    }
    void appendTo(std::vector<std::size_t>& rows, const Chain& chain) const
    {
        for (int row = chain.first; row != nobody; row = m_next[std::size_t(row)])
            rows.push_back(std::size_t(row));
    }

private:
    std::vector<int> m_next;
};

/// Rows that nothing tells apart, on both sides.
struct EchoClass
{
    Chain sent;
    Chain results;
};

bool isIn(Fate fate)
{
    return fate == Fate::Added || fate == Fate::Updated;
}

/// True ones have 19 digits.
constexpr qsizetype mostIdDigits = 64;

bool isId(const QString& text)
{
    return !text.isEmpty() && text.size() <= mostIdDigits &&
           std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// The same as fateFrom() of texts, which in most rows need not be made: the words are nearly always the plain ones.
Fate fateOf(const ResultRow& row, bool withErrors)
{
    const std::string_view word = row.status;
    const bool errors = withErrors && !row.errors.empty();
    if (word == "ADDED" || word == "added")
        return Fate::Added;
    if (word == "UPDATED" || word == "updated")
        return Fate::Updated;
    return fateFrom(QString::fromStdString(row.status), errors ? QString::fromStdString(row.errors) : QString());
}

struct ResultJoinText
{
    Q_DECLARE_TR_FUNCTIONS(ResultJoin)
};

std::size_t bytesOf(const SentTable& sent)
{
    std::size_t bytes = 0;
    for (const std::string& echo : sent.echo)
        bytes += echo.size();
    return bytes;
}

class Joiner
{
public:
    Joiner(const SentTable& sent, const ResultTable& result, const std::optional<JobCounts>& counts)
        : m_sent(sent), m_result(result), m_counts(counts),
          m_keys(sent.rows.size() + result.rows.size(), bytesOf(sent)), m_sentChains(sent.rows.size()),
          m_resultChains(result.rows.size())
    {
    }

    JoinedPart run()
    {
        m_part.outcomes.reserve(m_sent.rows.size());
        for (const RowNumber row : m_sent.rows)
            m_part.outcomes.push_back({row, Fate::Unknown, {}, {}});
        m_part.reasons.assign(m_sent.rows.size(), JoinReason::NoEcho);
        readOutcomes();
        for (std::size_t i = 0;
             STEVEDORE_PLANTED_BUG("joined-by-position") && i < std::min(m_outcomes.size(), m_part.outcomes.size());
             ++i)
            placeAlone(m_part, i, m_outcomes[i]);
        m_part.counts = whatCountsSay();
        m_intact = m_intact && m_part.counts.isEmpty();
        if (!m_result.columns.isEmpty() && !STEVEDORE_PLANTED_BUG("joined-by-position")) {
            makeClasses();
            const bool agrees = std::all_of(m_classes.begin(), m_classes.end(),
                                            [](const EchoClass& one) { return one.sent.size == one.results.size; });
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
    TextNumbers m_keys;                 ///< normal forms of the classes
    std::vector<EchoClass> m_classes;
    Chains m_sentChains;
    Chains m_resultChains;
    JoinedPart m_part;
    bool m_intact = true;
};

void Joiner::readOutcomes()
{
    m_outcomes.reserve(m_result.rows.size());
    for (const ResultRow& row : m_result.rows) {
        RowOutcome& outcome = m_outcomes.emplace_back();
        outcome.errors = QString::fromStdString(row.errors);
        outcome.fate = fateOf(row, true);
        outcome.recordId = QString::fromStdString(row.recordId).trimmed();
        if (outcome.fate == Fate::Unknown)
            outcome.reason = JoinReason::UnknownWord;
        else if (isIn(outcome.fate) && !isId(outcome.recordId))
            outcome = {Fate::Unknown, {}, outcome.errors, JoinReason::IdMissing};
    }
    doubtDoubledIds();
}

/// A record can be updated again, but not added again.
void Joiner::doubtDoubledIds()
{
    constexpr std::size_t usualDigits = 19;
    TextNumbers seen(m_outcomes.size(), m_outcomes.size() * usualDigits);
    for (std::size_t i = 0; i < m_outcomes.size(); ++i) {
        if (m_outcomes[i].recordId.isEmpty())
            continue;
        if (!seen.of(m_result.rows[i].recordId).second)
            m_part.repeatedIds.insert(m_outcomes[i].recordId);
    }
    if (m_part.repeatedIds.isEmpty())
        return;
    QHash<QString, int> added;
    for (const RowOutcome& outcome : m_outcomes)
        if (outcome.fate == Fate::Added)
            ++added[outcome.recordId];
    for (RowOutcome& outcome : m_outcomes) {
        if (outcome.fate != Fate::Added || added.value(outcome.recordId) < 2)
            continue;
        outcome = {Fate::Unknown, {}, outcome.errors, JoinReason::IdTwice};
        // A row that was written twice hides one that was left out.
        m_intact = false;
    }
}

QString Joiner::whatCountsSay() const
{
    if (m_sent.rows.size() != m_result.rows.size())
        return ResultJoinText::tr("The CRM's result has %1 rows for the %2 that were sent.")
            .arg(m_result.rows.size())
            .arg(m_sent.rows.size());
    if (!m_counts)
        return {};
    JobCounts own;
    qint64 others = 0;
    for (const ResultRow& row : m_result.rows) {
        const Fate fate = fateOf(row, false);
        own.added += fate == Fate::Added;
        own.updated += fate == Fate::Updated;
        own.skipped += fate == Fate::Skipped;
        others += fate == Fate::Unprocessed || fate == Fate::Unknown;
    }
    if (own.added == m_counts->added && own.updated == m_counts->updated && own.skipped <= m_counts->skipped &&
        m_counts->skipped <= own.skipped + others)
        return {};
    return ResultJoinText::tr(
               "The CRM's result says other numbers than its job: %1 rows added instead of %2, %3 updated instead of "
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
    m_classes.reserve(m_sent.rows.size());
    std::string normal;
    const auto classOf = [&](const std::string& echo) -> EchoClass& {
        normaliseEcho(echo, normal);
        const auto [number, isNew] = m_keys.of(normal);
        if (isNew)
            m_classes.emplace_back();
        return m_classes[std::size_t(number)];
    };
    for (std::size_t i = 0; i < m_sent.echo.size(); ++i)
        m_sentChains.append(classOf(m_sent.echo[i]).sent, i);
    for (std::size_t i = 0; i < m_result.rows.size(); ++i)
        m_resultChains.append(classOf(m_result.rows[i].echo).results, i);
}

/// Every echo came back as often as it was sent. Then each came from its own class: if one of them had been cut or
/// rewritten to another, that other would be there once too often.
void Joiner::joinEqual()
{
    for (const EchoClass& one : m_classes) {
        if (one.sent.size == 1) {
            placeAlone(m_part, std::size_t(one.sent.first), m_outcomes[std::size_t(one.results.first)]);
            continue;
        }
        std::vector<std::size_t> rows;
        std::vector<std::size_t> results;
        m_sentChains.appendTo(rows, one.sent);
        m_resultChains.appendTo(results, one.results);
        if (m_intact)
            placeGroup(
                groupOf(rows, results), [](auto, auto) { return false; }, m_part);
        else
            leaveOpen(rows, JoinReason::CountsDisagree);
    }
}

/// For each class, the classes from which its results may have come.
std::vector<std::vector<int>> Joiner::senders() const
{
    std::vector<std::string_view> sent;
    std::vector<int> places;
    for (std::size_t i = 0; i < m_classes.size(); ++i) {
        if (m_classes[i].sent.size == 0)
            continue;
        sent.push_back(m_keys.text(int(i)));
        places.push_back(int(i));
    }
    const EchoIndex index(sent, std::size_t(m_result.columns.size()));
    std::vector<std::vector<int>> out(m_classes.size());
    for (std::size_t i = 0; i < m_classes.size(); ++i) {
        if (m_classes[i].results.size == 0)
            continue;
        for (const int sender : index.sendersOf(m_keys.text(int(i))))
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
            sent += m_classes[std::size_t(one)].sent.size;
            results += m_classes[std::size_t(one)].results.size;
        }
        m_intact = m_intact && sent == results;
    }
    for (const auto& cluster : clusters)
        if (!cluster.empty())
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
        m_sentChains.appendTo(rows, own.sent);
        for (const int sender : senders[std::size_t(one)]) {
            pairs += own.results.size * m_classes[std::size_t(sender)].sent.size;
            for (std::size_t i = 0; i < own.results.size; ++i)
                outcomesOf[sender].push_back(int(results.size() + i));
        }
        m_resultChains.appendTo(results, own.results);
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
        for (std::size_t i = 0; worthwhile && i < m_classes[std::size_t(one)].sent.size; ++i)
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
        return STEVEDORE_PLANTED_BUG("unprocessed-ignored") ? Fate::Skipped : Fate::Unprocessed;
    return Fate::Unknown;
}

JoinedPart joinResult(const SentTable& sent, const ResultTable& result, const std::optional<JobCounts>& counts)
{
    return Joiner(sent, result, counts).run();
}

} // namespace stevedore

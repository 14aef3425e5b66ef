// SPDX-License-Identifier: GPL-3.0-or-later
// Random parts, as a server may answer for them, against the truth: no row ever gets another row's fate.
//   STEVEDORE_TRIALS=full     5,000 parts instead of 500
//   STEVEDORE_SEED=N          the seed of the first part; each part has the next one
#include "transfer/join/echo.h"
#include "unit/joinworld.h"

#include <QTest>

#include <map>
#include <set>

using namespace stevedore;
using namespace stevedore::test;

namespace {

struct Tally
{
    qint64 rows = 0;
    qint64 certain = 0;
    qint64 open = 0;      ///< not separable, or only the record is open
    qint64 unknown = 0;   ///< for any other reason
    qint64 byRecords = 0; ///< of those that were open
};

/// Rows that are the same in every value, with what became of them, whatever their order.
using Twins = std::map<std::vector<std::string>, std::multiset<QString>>;

QString textOf(const RowOutcome& outcome)
{
    return QStringLiteral("%1|%2|%3").arg(int(outcome.fate)).arg(outcome.recordId, outcome.errors);
}

/// The first wrong assignment, in words; empty if there is none.
QString wrongIn(const JoinWorld& world, const JoinedPart& part)
{
    if (part.outcomes.size() != world.rows().size() || part.reasons.size() != world.rows().size())
        return QStringLiteral("not one outcome for each row");
    Twins dealt;
    Twins truth;
    for (std::size_t i = 0; i < part.outcomes.size(); ++i) {
        const OutcomeRecord& got = part.outcomes[i];
        const JoinWorld::Row& row = world.rows()[i];
        if (got.row != world.sent().rows[i])
            return QStringLiteral("row %1 is not at its place").arg(i);
        truth[row.values].insert(textOf(row.truth));
        if (got.fate == Fate::Unknown)
            continue;
        if (part.reasons[i] == JoinReason::Interchangeable) {
            dealt[row.values].insert(textOf({got.fate, got.recordId, got.errors, {}}));
            continue;
        }
        const bool recordOpen = part.reasons[i] == JoinReason::NoRecord && got.recordId.isEmpty();
        if (got.fate != row.truth.fate || got.errors != row.truth.errors ||
            (got.recordId != row.truth.recordId && !recordOpen))
            return QStringLiteral("row %1: %2 instead of %3")
                .arg(i)
                .arg(textOf({got.fate, got.recordId, got.errors, {}}), textOf(row.truth));
    }
    for (const auto& [values, outcomes] : dealt) {
        const auto& all = truth[values];
        if (!std::includes(all.begin(), all.end(), outcomes.begin(), outcomes.end()))
            return QStringLiteral("rows that are the same got what none of them had");
    }
    return {};
}

/// What has to be certain where the server did nothing worse than to shuffle and tidy: rows that stand alone.
QString tooTimid(const JoinWorld& world, const JoinedPart& part)
{
    std::map<std::string, int> often;
    for (const std::string& echo : world.sent().echo)
        ++often[normalEcho(echo)];
    for (std::size_t i = 0; i < part.outcomes.size(); ++i)
        if (often[normalEcho(world.sent().echo[i])] == 1 && part.reasons[i] != JoinReason::None)
            return QStringLiteral("row %1 stands alone and is left open").arg(i);
    return {};
}

bool isOpen(JoinReason reason)
{
    return reason == JoinReason::NotSeparable || reason == JoinReason::NoRecord;
}

} // namespace

class TestJoinTrials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomParts()
    {
        const bool full = qEnvironmentVariable("STEVEDORE_TRIALS") == QLatin1String("full");
        const int parts = full ? 5'000 : 500;
        const auto first = quint32(qEnvironmentVariableIntValue("STEVEDORE_SEED"));
        Tally all;
        int gentle = 0;
        for (int i = 0; i < parts; ++i) {
            const quint32 seed = first + quint32(i);
            const JoinWorld world(seed);
            JoinedPart part = joinResult(world.sent(), world.result(), world.counts());
            const auto check = [&](const QString& trouble) {
                return trouble.isEmpty() ? QString() : QStringLiteral("seed %1: %2").arg(seed).arg(trouble);
            };
            QVERIFY2(wrongIn(world, part).isEmpty(), qPrintable(check(wrongIn(world, part))));
            if (world.isGentle()) {
                ++gentle;
                QVERIFY2(tooTimid(world, part).isEmpty(), qPrintable(check(tooTimid(world, part))));
            }
            for (const JoinReason reason : part.reasons) {
                ++all.rows;
                all.certain += reason == JoinReason::None;
                all.open += isOpen(reason);
                all.unknown += reason != JoinReason::None && !isOpen(reason);
            }
            all.byRecords += settleByRecords(part, world.values(), world.records());
            QVERIFY2(wrongIn(world, part).isEmpty(), qPrintable(check(wrongIn(world, part))));
        }
        const auto share = [&](qint64 some) { return 100.0 * double(some) / double(all.rows); };
        qInfo(
            "%d parts from seed %u, %d of them gentle, %lld rows: 0 wrong; certain %.1f %%, not separable %.1f %% (of "
            "these, %.1f %% settled by the records), unknown for another reason %.1f %%",
            parts, first, gentle, static_cast<long long>(all.rows), share(all.certain), share(all.open),
            100.0 * double(all.byRecords) / double(std::max<qint64>(all.open, 1)), share(all.unknown));
        QVERIFY(gentle > parts / 10);
        QVERIFY(all.byRecords > 0);
    }
};

QTEST_GUILESS_MAIN(TestJoinTrials)
#include "tst_join_trials.moc"

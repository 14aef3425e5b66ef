// SPDX-License-Identifier: GPL-3.0-or-later
// Trials of the promise "nothing lost, nothing twice": the real command line against the real local CRM, with the CRM's
// own table as the keeper of the truth.
//   trials kill|io|random|lost|two|undo|all|slice [--level a|b] [--runs N] [--seed S] [--first N] [--step N] [--last N]
#include "trials/suites.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHash>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace stevedore::trials;

namespace {

using Suite = Tally (*)(const Extent&);

bool tell(const Tally& tally, const Extent& extent, qint64 ms)
{
    std::printf(
        "%-7s level %c: %5d trials, %6d runs of the client, seed %u, step %ld, longest run %ld calls, %d questions, "
        "%zd failures, %lld s\n",
        qPrintable(tally.name), extent.level == Level::ExactlyOnce ? 'A' : 'B', tally.trials, tally.runs, extent.seed,
        extent.step, tally.calls, tally.questions, size_t(tally.failures.size()), static_cast<long long>(ms / 1000));
    for (const QString& failure : tally.failures)
        std::printf("  FAILED: %s\n", qPrintable(failure));
    std::fflush(stdout);
    return tally.failures.isEmpty();
}

bool runSuite(Suite suite, const Extent& extent)
{
    QElapsedTimer clock;
    clock.start();
    const Tally tally = suite(extent);
    return tell(tally, extent, clock.elapsed());
}

Extent extentFrom(const QStringList& words)
{
    Extent out;
    for (qsizetype i = 0; i + 1 < words.size(); ++i) {
        const QString& value = words[i + 1];
        if (words[i] == u"--level"_s)
            out.level = value == u"b"_s ? Level::Asked : Level::ExactlyOnce;
        else if (words[i] == u"--runs"_s)
            out.runs = value.toInt();
        else if (words[i] == u"--seed"_s)
            out.seed = value.toUInt();
        else if (words[i] == u"--first"_s)
            out.first = value.toLong();
        else if (words[i] == u"--step"_s)
            out.step = value.toLong();
        else if (words[i] == u"--last"_s)
            out.last = value.toLong();
    }
    return out;
}

/// A little of everything, both levels, within a few minutes.
bool slice()
{
    bool good = true;
    for (const Level level : {Level::ExactlyOnce, Level::Asked}) {
        Extent extent;
        extent.level = level;
        extent.first = level == Level::Asked ? 5 : 1;
        extent.step = 61;
        good = runSuite(killSweep, extent) && good;
        extent.step = 89;
        good = runSuite(failingCalls, extent) && good;
        extent.step = 1;
        extent.runs = 8;
        good = runSuite(randomKills, extent) && good;
        good = runSuite(lostAnswers, extent) && good;
        extent.runs = 4;
        good = runSuite(twoClients, extent) && good;
    }
    Extent undo;
    undo.first = 3;
    undo.step = 97;
    good = runSuite(undoneImports, undo) && good;
    return good;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    const QHash<QString, Suite> suites{{u"kill"_s, killSweep},   {u"io"_s, failingCalls}, {u"random"_s, randomKills},
                                       {u"lost"_s, lostAnswers}, {u"two"_s, twoClients},  {u"undo"_s, undoneImports}};
    const QString name = words.value(0);
    if (name == u"slice"_s)
        return slice() ? 0 : 1;
    const Extent extent = extentFrom(words);
    if (suites.contains(name))
        return runSuite(suites[name], extent) ? 0 : 1;
    if (name != u"all"_s) {
        std::fprintf(stderr, "trials kill|io|random|lost|two|all|slice [--level a|b] [--runs N] [--seed S] [--first N] "
                             "[--step N] [--last N]\n");
        return 2;
    }
    bool good = true;
    for (const char* suite : {"kill", "io", "random", "lost", "two", "undo"})
        good = runSuite(suites[QString::fromLatin1(suite)], extent) && good;
    return good ? 0 : 1;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Trials of the promise "nothing lost, nothing twice": the real command line against the real local CRM, with the CRM's
// own table as the keeper of the truth.
//   trials SUITE|export|all [--level a|b] [--runs N] [--seed S] [--first N] [--step N] [--last N] [--lines FILE]
//   trials report LINES PATH [REVISION]     makes PATH.txt and PATH.html from what suites wrote with --lines
#include "trials/exportsuites.h"
#include "trials/report.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace stevedore::trials;

namespace {

using Suite = Tally (*)(const Extent&);

bool tell(const Tally& tally, const Extent& extent, qint64 ms)
{
    const QString kills = tally.kills > 0 ? u", %1 kills"_s.arg(tally.kills) : QString();
    std::printf(
        "%-15s level %c: %5d trials, %6d runs of the client, seed %u, step %ld, longest run %ld calls, %d questions, "
        "%zd failures, %lld s%s%s\n",
        qPrintable(tally.name), extent.level == Level::ExactlyOnce ? 'A' : 'B', tally.trials, tally.runs, extent.seed,
        extent.step, tally.calls, tally.questions, size_t(tally.failures.size()), static_cast<long long>(ms / 1000),
        qPrintable(kills), qPrintable(tally.note));
    for (const QString& failure : tally.failures)
        std::printf("  FAILED: %s\n", qPrintable(failure));
    std::fflush(stdout);
    return tally.failures.isEmpty();
}

bool runSuite(Suite suite, const Extent& extent, const QString& lines)
{
    QElapsedTimer clock;
    clock.start();
    Tally tally = suite(extent);
    if (tally.trials == 0)
        tally.failures.append(u"no trial was run: the client makes no such calls, or did not start"_s);
    const bool kept = lines.isEmpty() || appendTo(lines, tally, extent, clock.elapsed());
    if (!kept)
        std::fprintf(stderr, "%s cannot be written\n", qPrintable(lines));
    return tell(tally, extent, clock.elapsed()) && kept;
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

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app(argc, argv);
    const QStringList words = QCoreApplication::arguments().mid(1);
    const QList<std::pair<QString, Suite>> imports{
        {u"kill"_s, killSweep},   {u"io"_s, failingCalls},        {u"random"_s, randomKills},
        {u"lost"_s, lostAnswers}, {u"two"_s, twoClients},         {u"frozen"_s, frozenAtEachRequest},
        {u"power"_s, powerCuts},  {u"calls"_s, brokenCalls},      {u"reads"_s, brokenReads},
        {u"room"_s, fullDisks},   {u"net"_s, networkFaults},      {u"account"_s, accountTroubles},
        {u"clock"_s, clockJumps}, {u"secrets"_s, plantedSecrets}, {u"undo"_s, undoneImports},
        {u"traced"_s, tracedRuns}};
    const QList<std::pair<QString, Suite>> exports{
        {u"export-kill"_s, exportKills},      {u"export-random"_s, exportRandomKills},
        {u"export-io"_s, exportFailingCalls}, {u"export-room"_s, exportFullDisks},
        {u"export-cut"_s, exportCuts},        {u"export-busy"_s, exportBusy},
        {u"export-day"_s, exportDays}};
    const QString name = words.value(0);
    if (name == u"report"_s)
        return writeReport(words.value(1), words.value(2), words.value(3)) ? 0 : 1;
    const Extent extent = extentFrom(words);
    const qsizetype linesAt = words.indexOf(u"--lines"_s);
    // Absolute, because a suite may leave this folder.
    const QString lines = linesAt > 0 ? QFileInfo(words.value(linesAt + 1)).absoluteFilePath() : QString();
    const bool all = name == u"all"_s;
    bool known = false;
    bool good = true;
    const auto run = [&](const auto& suites, bool wanted) {
        for (const auto& [own, suite] : suites) {
            if (!wanted && own != name)
                continue;
            known = true;
            good = runSuite(suite, extent, lines) && good;
        }
    };
    run(imports, all);
    run(QList<std::pair<QString, Suite>>{{u"long"_s, longImport}}, false);
    run(exports, all || name == u"export"_s);
    if (known)
        return good ? 0 : 1;
    std::fprintf(stderr,
                 "trials "
                 "kill|io|random|lost|two|frozen|power|calls|reads|room|net|account|clock|secrets|undo|traced|long|"
                 "export-kill|export-random|"
                 "export-io|export-room|export-cut|"
                 "export-busy|export-day|export|all [--level a|b] [--runs N] [--seed S] [--first N] [--step N] "
                 "[--last N] [--lines FILE]\n");
    return 2;
}

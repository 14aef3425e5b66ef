// SPDX-License-Identifier: GPL-3.0-or-later
// What an import costs the client, beside what the server alone needs for the same zips, and packing beside Python's
// csv and zipfile on the same rows: a table of ratios, each set run in turn in one go.
//   bench_import [ROWS] [TURNS] [CLI]     200,000 rows and 5 turns if not said; CLI is another client to measure
#include "bench/importserver.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>

#include <algorithm>
#include <cstdio>
#include <sys/resource.h>

using namespace Qt::StringLiterals;
using namespace stevedore::bench;

namespace {

struct Cost
{
    double seconds = 0;
    double cpu = 0;
};

double childSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto of = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// Runs a program to its end; only children that have ended are counted, so the server is not.
Cost run(const QString& program, const QStringList& arguments)
{
    const double before = childSeconds();
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, arguments);
    process.waitForFinished(-1);
    if (process.exitCode() > 1)
        std::fprintf(stderr, "bench_import: %s ended with %d\n", qPrintable(program), process.exitCode());
    return {double(timer.nsecsElapsed()) / 1e9, childSeconds() - before};
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double megabytesIn(const QString& folder)
{
    qint64 bytes = 0;
    const auto files = QDir(folder).entryInfoList(QDir::Files);
    for (const QFileInfo& file : files)
        bytes += file.size();
    return double(bytes) / 1e6;
}

/// The same rows, converted and put in order already, written again as parts: what is left is csv and zipfile.
const char* const pythonPacker = R"(
import csv, io, sys, zipfile, glob, os
source, target = sys.argv[1], sys.argv[2]
os.makedirs(target, exist_ok=True)
with open(source, newline='', encoding='cp1252') as file:
    rows = csv.reader(file, delimiter=';')
    header = next(rows)
    number = 0
    part = []
    def write():
        global number
        number += 1
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(header)
        writer.writerows(part)
        with zipfile.ZipFile(os.path.join(target, f'part-{number}.zip'), 'w', zipfile.ZIP_DEFLATED) as zip:
            zip.writestr(f'part-{number}.csv', text.getvalue().encode())
    for row in rows:
        part.append(row)
        if len(part) == 25000:
            write()
            part = []
    if part:
        write()
)";

struct Turns
{
    std::vector<double> cpu, seconds, server, packing, python;
    std::vector<double> sending, sendingSeconds; ///< without the profile and the check before it
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 rows = argc > 1 ? QByteArray(argv[1]).toLongLong() : 200'000;
    const int turns = argc > 2 ? QByteArray(argv[2]).toInt() : 5;
    const QString cli = argc > 3 ? QFile::decodeName(argv[3]) : QStringLiteral(CLI_PROGRAM);
    const QTemporaryDir folder;
    const QString source = folder.filePath(u"contacts.csv"_s);
    run(QStringLiteral(SANDBOX_PROGRAM), {u"sample"_s, u"-o"_s, source, u"--rows"_s, QString::number(rows)});
    Turns taken;
    for (int turn = 0; turn < turns; ++turn) {
        const QString own = folder.filePath(QString::number(turn));
        QDir().mkpath(own);
        const ImportServer client(own + u"/client"_s);
        const ImportServer alone(own + u"/alone"_s);
        const auto arguments = [&](const ImportServer& server, const QString& command) {
            return QStringList{u"--json"_s,
                               u"--quiet"_s,
                               u"--home"_s,
                               own + u"/home-"_s + command,
                               u"--connection-file"_s,
                               server.connectionFile(),
                               command,
                               source,
                               u"--module"_s,
                               u"Contacts"_s,
                               u"--operation"_s,
                               u"insert"_s};
        };
        const Cost plan = run(cli, arguments(alone, u"plan"_s) + QStringList{u"--out"_s, own + u"/zips"_s});
        const Cost check = run(cli, arguments(alone, u"check"_s));
        taken.packing.push_back(std::max(plan.cpu - check.cpu, 0.001));
        taken.python.push_back(
            run(u"python3"_s, {u"-c"_s, QString::fromLatin1(pythonPacker), source, own + u"/python"_s}).cpu);
        const auto server = alone.sendAll(own + u"/zips"_s);
        if (!server) {
            std::fprintf(stderr, "bench_import: the server did not take the zips\n");
            return 1;
        }
        taken.server.push_back(*server);
        // Jobs that last a quarter of a second are looked at more often than those of minutes, for which a second is the
        // usual beginning: the server alone is asked without a pause.
        const Cost import =
            run(cli, QStringList{u"--poll"_s, u"0.05-1"_s} + arguments(client, u"import"_s) + QStringList{u"--yes"_s});
        taken.cpu.push_back(import.cpu);
        taken.seconds.push_back(import.seconds);
        taken.sending.push_back(import.cpu - check.cpu);
        taken.sendingSeconds.push_back(import.seconds - check.seconds);
    }
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    std::printf("%lld rows; medians of %d turns\n", static_cast<long long>(rows), turns);
    const auto clock = [&](const char* what, const std::vector<double>& seconds) {
        std::printf("%-44s %7.2f s  x %5.2f of %.2f s alone  bar x 1.3\n", what, median(seconds),
                    median(seconds) / median(taken.server), median(taken.server));
    };
    std::printf("%-44s %7.2f s\n", "CPU of the client, profile and check included", median(taken.cpu));
    std::printf("%-44s %7.2f s                        bar %.1f s for 200,000\n", "CPU of the client, plan to journal",
                median(taken.sending), 1.5);
    clock("by the clock, profile and check included", taken.seconds);
    clock("by the clock, plan to journal", taken.sendingSeconds);
    std::printf("%-44s %7.2f s  %5.1f times %.2f s       bar 10 times\n",
                "packing beside Python's csv and zipfile, CPU", median(taken.packing),
                median(taken.python) / median(taken.packing), median(taken.python));
    const QString first = folder.filePath(u"0"_s);
    std::printf("%-44s %7.2f MB beside %.2f MB\n", "zips", megabytesIn(first + u"/zips"_s),
                megabytesIn(first + u"/python"_s));
    std::printf("%-44s %7ld MB                       bar 400 MB for 10,000,000\n", "most memory of any program run",
                usage.ru_maxrss / 1024);
    return 0;
}

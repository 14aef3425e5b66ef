// SPDX-License-Identifier: GPL-3.0-or-later
// How fast files are opened, beside `wc -l` on the same file: a table of ratios, each pair run in turn in one go.
//   bench_csv [ROWS] [FOLDER]     rows of the invented file; 5,000,000 (1 GB) if not said. Ten times the rows make the
//                                 file whose first rows are to come just as soon.
#include "bench/contactsfile.h"
#include "bench/memory.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

constexpr int turns = 9;

/// Milliseconds until the program has written `lines` lines, or if that is 0, until it has ended.
double run(const QString& program, const QStringList& arguments, int lines = 0)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    int seen = 0;
    while (lines == 0 ? !process.waitForFinished(-1) : seen < lines && process.waitForReadyRead(-1))
        seen += int(process.readAllStandardOutput().count('\n'));
    const double taken = double(timer.nsecsElapsed()) / 1e6;
    process.kill();
    process.waitForFinished();
    return taken;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// The most private memory of a run, in megabytes, asked for every few milliseconds.
double memoryOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setStandardOutputFile(QProcess::nullDevice());
    process.start(program, arguments);
    double most = 0;
    while (!process.waitForFinished(15))
        most = std::max(most, bench::privateMegabytes(process.processId()));
    return most;
}

/// The local CRM with its own folder, for as long as this lives.
class LocalCrm
{
public:
    explicit LocalCrm(const QString& folder) : m_file(folder + u"/crm.json"_s)
    {
        m_process.start(QStringLiteral(SANDBOX_PROGRAM),
                        {u"--port"_s, u"0"_s, u"--data"_s, folder + u"/crm"_s, u"--connection-file"_s, m_file});
        while (!m_said.contains("listening") && m_process.waitForReadyRead(20'000))
            m_said += m_process.readAllStandardOutput();
    }
    ~LocalCrm()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(LocalCrm)
    QStringList options() const { return {u"--connection-file"_s, m_file}; }

private:
    QString m_file;
    QProcess m_process;
    QByteArray m_said;
};

struct Work
{
    const char* name;
    QStringList arguments;
    int lines = 0;
    double bar = 0; ///< times `wc -l`; milliseconds if there are lines
    std::vector<double> taken = {};
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 rows = argc > 1 ? QByteArray(argv[1]).toLongLong() : 5'000'000;
    const QTemporaryDir folder((argc > 2 ? QFile::decodeName(argv[2]) : QDir::tempPath()) + u"/bench-csv-XXXXXX"_s);
    const QString path = folder.filePath(u"contacts.csv"_s);
    const QString longer = folder.filePath(u"ten-times.csv"_s);
    if (rows < 1 || !bench::writeContacts(path, rows) || !bench::writeContacts(longer, rows * 10)) {
        std::fprintf(stderr, "bench_csv: the files cannot be written to %s\n", qPrintable(folder.path()));
        return 1;
    }
    const QString cli = QStringLiteral(CLI_PROGRAM);
    const QStringList json{u"--json"_s, u"--quiet"_s, u"--home"_s, folder.filePath(u"home"_s)};
    const LocalCrm crm(folder.path());
    const QString mapping = folder.filePath(u"mapping.json"_s);
    const QStringList contacts{u"--module"_s, u"Contacts"_s};
    (void)run(cli, json + crm.options() + QStringList{u"map"_s, path, u"-o"_s, mapping} + contacts);
    const QStringList check = json + crm.options() + QStringList{u"check"_s, path, u"--mapping"_s, mapping} + contacts;
    Work works[] = {
        {"exact row count and findings", json + QStringList{u"preview"_s, path, u"--rows"_s, u"1-1"_s}, 0, 1.5},
        {"profile of all columns", json + QStringList{u"profile"_s, path}, 0, 20},
        {"check of all rows", check, 0, 15},
        {"first 100 rows", json + QStringList{u"preview"_s, path, u"--rows"_s, u"1-100"_s}, 100, 60},
        {"first 100 rows of ten times as many", json + QStringList{u"preview"_s, longer, u"--rows"_s, u"1-100"_s}, 100,
         60}};
    std::vector<double> counted;
    (void)run(u"wc"_s, {u"-l"_s, path}); // into the page cache
    for (int turn = 0; turn < turns; ++turn) {
        counted.push_back(run(u"wc"_s, {u"-l"_s, path}));
        for (Work& work : works)
            work.taken.push_back(run(cli, work.arguments, work.lines));
    }
    std::printf("%lld rows, %lld bytes; medians of %d turns; wc -l takes %.0f ms\n", static_cast<long long>(rows),
                static_cast<long long>(QFileInfo(path).size()), turns, median(counted));
    for (const Work& work : works) {
        const double taken = median(work.taken);
        if (work.lines > 0)
            std::printf("%-40s %8.0f ms                  bar %.0f ms\n", work.name, taken, work.bar);
        else
            std::printf("%-40s %8.0f ms   x %5.2f of wc -l   bar x %.1f\n", work.name, taken, taken / median(counted),
                        work.bar);
    }
    std::printf("%-40s %8.0f MB private            bar %.0f MB\n", "check of all rows, memory", memoryOf(cli, check),
                400.0);
    return 0;
}

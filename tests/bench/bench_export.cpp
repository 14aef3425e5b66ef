// SPDX-License-Identifier: GPL-3.0-or-later
// What an export costs the client, beside `unzip -p` of the same pages into a file: processor time and memory, against
// a local CRM that is filled for it. Ten pages of 200,000 a minute are all that the CRM gives, so 10,000,000 take five
// minutes, and filling them some more; the folder for temporary files needs 2 KB a record.
//   bench_export [RECORDS]      1,000,000 if not said
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <filesystem>
#include <sys/resource.h>

using namespace Qt::StringLiterals;

namespace {

double childSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    const auto of = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

/// Keeps the pages of the export, which the client removes in the end, under a second name.
void keepPages(const QString& from, const QString& to)
{
    const QStringList names = QDir(from).entryList({u"*.zip"_s}, QDir::Files);
    for (const QString& name : names) {
        std::error_code there;
        std::filesystem::create_hard_link((from + u'/' + name).toStdString(), (to + u'/' + name).toStdString(), there);
    }
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 records = argc > 1 ? QByteArray(argv[1]).toLongLong() : 1'000'000;
    const QTemporaryDir folder;
    const QString data = folder.filePath(u"crm"_s);
    QProcess::execute(QStringLiteral(SANDBOX_PROGRAM), {u"fill"_s, u"--data"_s, data, u"--module"_s, u"Contacts"_s,
                                                        u"--rows"_s, QString::number(records)});
    QProcess crm;
    crm.start(QStringLiteral(SANDBOX_PROGRAM), {u"--port"_s, u"0"_s, u"--data"_s, data, u"--connection-file"_s,
                                                folder.filePath(u"crm.json"_s), u"--credits"_s, u"1000000"_s});
    QByteArray said;
    while (!said.contains("listening") && crm.waitForReadyRead(20'000))
        said += crm.readAllStandardOutput();

    const QString pages = folder.filePath(u"pages"_s);
    QDir().mkpath(pages);
    const QString home = folder.filePath(u"home"_s);
    const double before = childSeconds();
    QElapsedTimer timer;
    timer.start();
    QProcess client;
    client.setStandardErrorFile(QProcess::nullDevice());
    client.setStandardOutputFile(QProcess::nullDevice());
    client.start(QStringLiteral(CLI_PROGRAM),
                 {u"--home"_s, home, u"--connection-file"_s, folder.filePath(u"crm.json"_s), u"export"_s, u"--module"_s,
                  u"Contacts"_s, u"--fields"_s,
                  u"Owner,Salutation,First_Name,Last_Name,Account_Name,Email,Secondary_Email,Phone,Mobile,Title,"
                  "Department,Date_of_Birth,Lead_Source,Annual_Value,Email_Opt_Out,Mailing_Street,Mailing_City,"
                  "Created_Time,Modified_Time"_s,
                  u"-o"_s, folder.filePath(u"out.csv"_s)});
    while (!client.waitForFinished(50) && client.state() != QProcess::NotRunning)
        keepPages(home + u"/exports/1"_s, pages);
    const double cpu = childSeconds() - before;
    const double seconds = double(timer.elapsed()) / 1000;
    rusage usage{};
    getrusage(RUSAGE_CHILDREN, &usage);
    if (client.exitCode() != 0) {
        std::fprintf(stderr, "bench_export: the export ended with %d\n", client.exitCode());
        return 1;
    }
    const double beforeUnzip = childSeconds();
    const QString loop = u"for z in \"$1\"/*.zip; do unzip -p \"$z\"; done > \"$2\""_s;
    QProcess::execute(u"sh"_s, {u"-c"_s, loop, u"sh"_s, pages, folder.filePath(u"unzipped.csv"_s)});
    const double unzip = childSeconds() - beforeUnzip;
    const qint64 bytes = QFileInfo(folder.filePath(u"out.csv"_s)).size();
    std::printf("%lld records, 20 columns, %lld pages, %.2f GB, %.0f s by the clock\n", static_cast<long long>(records),
                static_cast<long long>(QDir(pages).entryList(QDir::Files).size()), double(bytes) / 1e9, seconds);
    std::printf("CPU of the client   %7.2f s   x %.2f of unzip -p, %.2f s   bar x 1.5\n", cpu, cpu / unzip, unzip);
    std::printf("most memory         %7ld MB                            bar 200 MB\n", usage.ru_maxrss / 1024);
    return 0;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// How the local CRM's work grows with what it holds: a table of ratios, each pair run in turn in one go.
//   bench_sandbox [RECORDS]     records of the large module; 2,000,000 if not said
#include "conformance/readclient.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

constexpr int turns = 5;
constexpr qint64 page = 200'000;

/// Seconds of CPU that this process, server and client together, spends on something.
double cpuOf(const std::function<void()>& work)
{
    const std::clock_t before = std::clock();
    work();
    return static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

qint64 ownMemory()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray& line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).replace("kB", "").trimmed().toLongLong() / 1024;
    return 0;
}

/// A job's end; readers of a result would add their own work.
void finish(ReadClient& client, const QJsonObject& query)
{
    client.waitFor(client.start(query), u"COMPLETED"_s);
}

void report(const char* what, const std::vector<double>& small, const std::vector<double>& large)
{
    std::printf("%-58s %7.2f s %7.2f s   x %.2f\n", what, median(small), median(large), median(large) / median(small));
}

/// Pages of the same size out of a small and a large module.
void benchPages(qint64 records)
{
    TestServer small(Options{.tokenLimit = 0, .credits = 100'000'000});
    TestServer large(Options{.tokenLimit = 0, .credits = 100'000'000});
    (void)small.server().fill(u"Contacts"_s, page, 1);
    (void)large.server().fill(u"Contacts"_s, records, 1);
    ReadClient fromSmall(small);
    ReadClient fromLarge(large);
    const QJsonObject query = queryOf(u"Contacts"_s);
    const int last = static_cast<int>(std::min<qint64>(records / page, 50));
    const QJsonObject lastPage = queryOf(u"Contacts"_s, {{u"page"_s, last}});
    std::vector<double> one;
    std::vector<double> first;
    std::vector<double> end;
    for (int i = 0; i < turns; ++i) {
        one.push_back(cpuOf([&] { finish(fromSmall, query); }));
        first.push_back(cpuOf([&] { finish(fromLarge, query); }));
        end.push_back(cpuOf([&] { finish(fromLarge, lastPage); }));
    }
    std::printf("%-58s %9s %9s\n", "", "200,000", qPrintable(QString::number(records)));
    report("bulk read, first page", one, first);
    report("bulk read, last page by its number", one, end);
}

/// 25,000 rows into an empty module and into one that holds many.
void benchWrites(qint64 records)
{
    TestServer empty(Options{.tokenLimit = 0, .credits = 100'000'000});
    TestServer full(Options{.tokenLimit = 0, .credits = 100'000'000});
    (void)full.server().fill(u"Contacts"_s, records, 1);
    std::vector<double> small;
    std::vector<double> large;
    for (int turn = 0; turn < turns; ++turn) {
        QByteArray csv = "Last_Name,Email,Phone,Legacy_ID\n";
        for (int i = 0; i < 25'000; ++i) {
            const QByteArray number = QByteArray::number(turn * 25'000 + i);
            csv += "Name " + number + ",w" + number + "@example.com,030 " + number + ",W-" + number + '\n';
        }
        const QJsonObject job = jobOf(u"insert"_s, u"Contacts"_s);
        small.push_back(cpuOf([&] { empty.run(csv, job); }));
        large.push_back(cpuOf([&] { full.run(csv, job); }));
    }
    report("bulk write, 25,000 rows into 0 and into that many", small, large);
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    const qint64 records = argc > 1 ? QByteArray(argv[1]).toLongLong() : 2'000'000;
    if (records < page) {
        std::fprintf(stderr, "usage: %s [RECORDS, at least %lld]\n", argv[0], static_cast<long long>(page));
        return 2;
    }
    benchPages(records);
    benchWrites(records);
    std::printf("most memory of server and client together: %lld MB\n", static_cast<long long>(ownMemory()));
    return 0;
}

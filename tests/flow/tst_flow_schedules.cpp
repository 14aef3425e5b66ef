// SPDX-License-Identifier: GPL-3.0-or-later
// Every way in which calls can fail and the program can vanish during an import of two parts, within bounds: no row is
// lost, none is at the CRM twice, each fate is true.
//   STEVEDORE_SCHEDULES=CRASHES,FAULTS sets the bounds, STEVEDORE_RUNS ends it after so many runs, and to
//   STEVEDORE_LINES it appends what it did, for the page of figures of packaging/run-torture. With STEVEDORE_WAYS=N so
//   many ways are taken at random instead of all, from STEVEDORE_SEED on.
#include "flow/schedules.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

bool keepLine(const QString& path, const QString& extent, const Explored& explored, qint64 milliseconds)
{
    const QJsonObject json{
        {u"suite"_s, u"schedules "_s + extent}, {u"bar"_s, u"0 lost, 0 twice, 0 wrong, no needless question"_s},
        {u"trials"_s, explored.runs},           {u"kills"_s, explored.crashes},
        {u"seconds"_s, milliseconds / 1000},    {u"failures"_s, QJsonArray::fromStringList(explored.troubles)}};
    const QByteArray line = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(line) == line.size();
}

} // namespace

class TestSchedules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noRowIsLostOrTwice_data();
    void noRowIsLostOrTwice();
    void norOnManyWays_data();
    void norOnManyWays();

private:
    static void addRows(const QList<std::pair<int, int>>& usual);
    static void judge(const Bounds& bounds, const QString& how, const Explored& explored, qint64 milliseconds);
};

/// For both levels and both routes.
void TestSchedules::addRows(const QList<std::pair<int, int>>& usual)
{
    QTest::addColumn<Bounds>("bounds");
    const QList<QByteArray> wanted = qgetenv("STEVEDORE_SCHEDULES").split(',');
    const auto extents = wanted.size() == 2 ? QList{std::pair{wanted.first().toInt(), wanted.last().toInt()}} : usual;
    for (const bool unique : {false, true}) {
        for (const bool byRecords : {false, true}) {
            for (const auto& [crashes, faults] : extents) {
                const QByteArray name = QByteArray(unique ? "unique" : "alike") + (byRecords ? "-records" : "-jobs");
                QTest::addRow("%s-%d-%d", name.constData(), crashes, faults)
                    << Bounds{crashes, faults, unique, byRecords, qEnvironmentVariableIntValue("STEVEDORE_RUNS")};
            }
        }
    }
}

void TestSchedules::judge(const Bounds& bounds, const QString& how, const Explored& explored, qint64 milliseconds)
{
    qInfo("%d crashes, %d faults: %lld runs, %lld states to vanish in, %lld restarts, %lld faults", bounds.crashes,
          bounds.faults, explored.runs, explored.states, explored.crashes, explored.faults);
    if (const QString lines = qEnvironmentVariable("STEVEDORE_LINES"); !lines.isEmpty()) {
        const QString extent = u"%1,%2"_s.arg(bounds.crashes).arg(bounds.faults) + how;
        QVERIFY(keepLine(lines, extent, explored, milliseconds));
    }
    QVERIFY2(explored.troubles.isEmpty(), qPrintable(explored.troubles.join(u'\n')));
    // It is no success to have tried nothing.
    QVERIFY(explored.faults > 0 || bounds.faults == 0);
    QVERIFY(explored.crashes > 0 || bounds.crashes == 0);
    QVERIFY(explored.whole || bounds.mostRuns > 0);
}

void TestSchedules::noRowIsLostOrTwice_data()
{
    if (qEnvironmentVariableIsSet("STEVEDORE_WAYS"))
        QSKIP("Ways at random are wanted.");
    addRows({{2, 0}, {1, 1}});
}

void TestSchedules::noRowIsLostOrTwice()
{
    QFETCH(Bounds, bounds);
    QElapsedTimer clock;
    clock.start();
    const Explored explored = Schedules(bounds).explore();
    judge(bounds, {}, explored, clock.elapsed());
}

void TestSchedules::norOnManyWays_data()
{
    if (qEnvironmentVariableIsSet("STEVEDORE_SCHEDULES") && !qEnvironmentVariableIsSet("STEVEDORE_WAYS"))
        QSKIP("All ways are wanted.");
    addRows({{3, 3}});
}

void TestSchedules::norOnManyWays()
{
    QFETCH(Bounds, bounds);
    constexpr int usualWays = 15;
    bool told = false;
    const int ways = qEnvironmentVariableIntValue("STEVEDORE_WAYS", &told);
    const auto seed = quint32(qEnvironmentVariableIntValue("STEVEDORE_SEED"));
    QElapsedTimer clock;
    clock.start();
    const Explored explored = Schedules(bounds).sample(told ? ways : usualWays, seed);
    judge(bounds, u" at random"_s, explored, clock.elapsed());
}

QTEST_GUILESS_MAIN(TestSchedules)
#include "tst_flow_schedules.moc"

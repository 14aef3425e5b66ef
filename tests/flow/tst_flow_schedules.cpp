// SPDX-License-Identifier: GPL-3.0-or-later
// Every way in which calls can fail and the program can vanish during an import of two parts, within bounds: no row is
// lost, none is at the CRM twice, each fate is true.
//   STEVEDORE_SCHEDULES=CRASHES,FAULTS sets the bounds, STEVEDORE_RUNS ends it after so many runs, and to
//   STEVEDORE_LINES it appends what it did, for the page of figures of packaging/run-torture.
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
};

void TestSchedules::noRowIsLostOrTwice_data()
{
    QTest::addColumn<Bounds>("bounds");
    const QList<QByteArray> wanted = qgetenv("STEVEDORE_SCHEDULES").split(',');
    QList<std::pair<int, int>> extents{{2, 0}, {1, 1}};
    if (wanted.size() == 2)
        extents = {{wanted.first().toInt(), wanted.last().toInt()}};
    for (const bool unique : {false, true}) {
        for (const bool byRecords : {false, true}) {
            for (const auto& [crashes, faults] : std::as_const(extents)) {
                const QByteArray name = QByteArray(unique ? "unique" : "alike") + (byRecords ? "-records" : "-jobs");
                QTest::addRow("%s-%d-%d", name.constData(), crashes, faults)
                    << Bounds{crashes, faults, unique, byRecords, qEnvironmentVariableIntValue("STEVEDORE_RUNS")};
            }
        }
    }
}

void TestSchedules::noRowIsLostOrTwice()
{
    QFETCH(Bounds, bounds);
    QElapsedTimer clock;
    clock.start();
    const Explored explored = Schedules(bounds).explore();
    qInfo("%d crashes, %d faults: %lld runs, %lld states to vanish in, %lld restarts, %lld faults", bounds.crashes,
          bounds.faults, explored.runs, explored.states, explored.crashes, explored.faults);
    if (const QString lines = qEnvironmentVariable("STEVEDORE_LINES"); !lines.isEmpty()) {
        const QString extent = u"%1,%2"_s.arg(bounds.crashes).arg(bounds.faults);
        QVERIFY(keepLine(lines, extent, explored, clock.elapsed()));
    }
    QVERIFY2(explored.troubles.isEmpty(), qPrintable(explored.troubles.join(u'\n')));
    // It is no success to have tried nothing.
    QVERIFY(explored.faults > 0 || bounds.faults == 0);
    QVERIFY(explored.crashes > 0 || bounds.crashes == 0);
    QVERIFY(explored.whole || bounds.mostRuns > 0);
}

QTEST_GUILESS_MAIN(TestSchedules)
#include "tst_flow_schedules.moc"

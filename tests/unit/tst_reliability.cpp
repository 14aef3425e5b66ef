// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts that the promise "nothing lost, nothing twice" rests on.
#include "base/ownerlock.h"
#include "base/reservefile.h"
#include "transfer/callgate.h"
#include "transfer/doubtsettler.h"
#include "transfer/guarantee.h"
#include "transfer/join/foundrows.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

/// Calls back when it is told to, and remembers how long was wanted.
class HandClock final : public Clock
{
public:
    QDateTime now() const override { return QDateTime::fromMSecsSinceEpoch(0, Qt::UTC); }
    void callAfter(std::chrono::milliseconds delay, QObject*, std::function<void()> function) override
    {
        delays.append(delay.count());
        m_waiting = std::move(function);
    }
    void ring() { std::exchange(m_waiting, {})(); }

    QList<qint64> delays;

private:
    std::function<void()> m_waiting;
};

ModuleMeta contacts()
{
    ModuleMeta meta;
    Field name;
    name.apiName = u"Last_Name"_s;
    Field key;
    key.apiName = u"Legacy_ID"_s;
    key.label = u"Legacy ID"_s;
    key.unique = true;
    meta.fields = {name, key};
    return meta;
}

Mapping mapping(Operation operation, const QString& findBy, const QStringList& fields)
{
    Mapping out;
    out.operation = operation;
    out.findBy = findBy;
    for (const QString& field : fields) {
        ColumnMapping column;
        column.field = field;
        out.columns.push_back(column);
    }
    return out;
}

OutcomeRecord outcome(Fate fate, const QString& errors = {})
{
    return {RowNumber(1), fate, {}, errors};
}

} // namespace

class TestReliability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theGateLetsOneTryAndThenAll()
    {
        HandClock clock;
        CallGate gate(clock);
        QSignalSpy opened(&gate, &CallGate::opened);
        const Failure busy{FailureKind::Server, {}, {}, {}};
        QVERIFY(gate.mayCall() && gate.mayCall());
        QCOMPARE(gate.failed(busy).count(), 1000);
        // Others that were under way fail, too: that is the same trouble, not a worse one.
        QCOMPARE(gate.failed(busy).count(), 1000);
        QVERIFY(!gate.mayCall());
        clock.ring();
        QCOMPARE(opened.size(), 1);
        QVERIFY(gate.mayCall());
        QVERIFY(!gate.mayCall());
        QCOMPARE(gate.failed(busy).count(), 2000);
        clock.ring();
        QVERIFY(gate.mayCall());
        gate.answered();
        QVERIFY(gate.mayCall() && gate.mayCall());
        // Others hear of it once the one who was answered has seen to its answer.
        QCOMPARE(opened.size(), 2);
        QTRY_COMPARE(opened.size(), 3);
        // Forgotten, nobody is kept waiting for whoever went ahead.
        (void)gate.failed(busy);
        clock.ring();
        QVERIFY(gate.mayCall() && !gate.mayCall());
        gate.forget();
        QVERIFY(gate.mayCall());
        QCOMPARE(clock.delays, (QList<qint64>{1000, 2000, 1000}));
    }

    void answersFromBeforeDoNotOpenTheGate()
    {
        HandClock clock;
        CallGate gate(clock);
        QSignalSpy opened(&gate, &CallGate::opened);
        const Failure busy{FailureKind::Server, {}, {}, {}};
        QVERIFY(gate.mayCall());
        (void)gate.failed(busy);
        // It was under way already when the gate closed.
        gate.answered();
        QVERIFY(!gate.mayCall());
        QCOMPARE(gate.failures(), 1);
        QCOMPARE(opened.size(), 0);
        clock.ring();
        QVERIFY(gate.mayCall());
        gate.answered();
        QCOMPARE(gate.failures(), 0);
        QTRY_COMPARE(opened.size(), 2);
    }

    void failuresInARowAreCountedOnce()
    {
        HandClock clock;
        CallGate gate(clock);
        const Failure busy{FailureKind::Network, {}, {}, {}};
        for (int i = 1; i <= 4; ++i) {
            QCOMPARE(gate.failures(), i - 1);
            QVERIFY(gate.mayCall());
            (void)gate.failed(busy);
            (void)gate.failed(busy);
            QCOMPARE(gate.failures(), i);
            clock.ring();
        }
        // Who hands on has not been answered.
        QVERIFY(gate.mayCall() && !gate.mayCall());
        QSignalSpy opened(&gate, &CallGate::opened);
        gate.forget();
        QCOMPARE(opened.size(), 0);
        QTRY_COMPARE(opened.size(), 1);
        QCOMPARE(gate.failures(), 4);
        QVERIFY(gate.mayCall() && !gate.mayCall());
        gate.answered();
        QCOMPARE(gate.failures(), 0);
        // With an open gate there is nothing to hand on.
        QTRY_COMPARE(opened.size(), 2);
        opened.clear();
        gate.forget();
        QCoreApplication::processEvents();
        QCOMPARE(opened.size(), 0);
    }

    void tooManyRequestsWaitLonger()
    {
        HandClock clock;
        CallGate gate(clock);
        QCOMPARE(gate.failed({FailureKind::RateLimited, {}, {}, {}}).count(), 30'000);
    }

    void whatCanBePromised_data()
    {
        QTest::addColumn<int>("operation");
        QTest::addColumn<QString>("findBy");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QString>("key");
        const int insert = int(Operation::Insert);
        QTest::newRow("insert") << insert << QString() << QStringList{u"Last_Name"_s} << QString();
        QTest::newRow("insert with a unique field")
            << insert << QString() << QStringList{u"Last_Name"_s, u"Legacy_ID"_s} << u"Legacy_ID"_s;
        QTest::newRow("insert that skips") << insert << u"Legacy_ID"_s << QStringList{u"Legacy_ID"_s} << u"Legacy_ID"_s;
        QTest::newRow("update by id") << int(Operation::Update) << u"id"_s << QStringList{u"id"_s} << u"id"_s;
        QTest::newRow("upsert by a field that is not unique")
            << int(Operation::Upsert) << u"Last_Name"_s << QStringList{u"Last_Name"_s, u"Legacy_ID"_s} << QString();
        QTest::newRow("upsert") << int(Operation::Upsert) << u"Legacy_ID"_s << QStringList{u"Legacy_ID"_s}
                                << u"Legacy_ID"_s;
    }

    void whatCanBePromised()
    {
        QFETCH(int, operation);
        QFETCH(QString, findBy);
        QFETCH(QStringList, fields);
        QFETCH(QString, key);
        const Guarantee guarantee = guaranteeOf(mapping(Operation(operation), findBy, fields), contacts());
        QCOMPARE(guarantee.level == Guarantee::Level::ExactlyOnce, !key.isEmpty());
        QCOMPARE(guarantee.key, key);
        QVERIFY(!guaranteeText(guarantee, contacts()).isEmpty());
    }

    void anEmptyKeyKeepsNothingApart()
    {
        QVERIFY(keysFilled({u"a"_s, u"A"_s}));
        QVERIFY(!keysFilled({u"a"_s, u"  "_s}));
    }

    void onlyDuplicatesMayBeTheFirstSending()
    {
        const QString duplicate = u"DUPLICATE_DATA-Email:DUPLICATE_DATA-Legacy_ID"_s;
        QVERIFY(mayBeFirstSending(outcome(Fate::Refused, duplicate), Operation::Insert));
        QVERIFY(!mayBeFirstSending(outcome(Fate::Refused, duplicate + u":INVALID_DATA-Phone"_s), Operation::Insert));
        QVERIFY(!mayBeFirstSending(outcome(Fate::Refused), Operation::Insert));
        QVERIFY(!mayBeFirstSending(outcome(Fate::Refused, duplicate), Operation::Update));
        QVERIFY(mayBeFirstSending(outcome(Fate::Skipped), Operation::Insert));
        QVERIFY(mayBeFirstSending(outcome(Fate::Updated), Operation::Upsert));
        QVERIFY(!mayBeFirstSending(outcome(Fate::Updated), Operation::Update));
        QVERIFY(!mayBeFirstSending(outcome(Fate::Added), Operation::Insert));
    }

    void rowsAreFoundByTheirValues()
    {
        const std::vector<SentKey> rows{{RowNumber(1), foundKey({u"Ann "_s, u"a@x"_s})},
                                        {RowNumber(2), foundKey({u"Bob"_s, u"b@x"_s})},
                                        {RowNumber(3), foundKey({u"Bob"_s, u"b@x"_s})},
                                        {RowNumber(4), foundKey({u"Cat"_s, u"c@x"_s})},
                                        {RowNumber(5), foundKey({u"Dan"_s, u"d@x"_s})}};
        const std::vector<FoundRecord> records{{u"11"_s, foundKey({u"Ann"_s, u"a@x"_s})},
                                               {u"12"_s, foundKey({u"Bob"_s, u"b@x"_s})},
                                               {u"13"_s, foundKey({u"Cat"_s, u"c@x"_s}), Fate::Updated},
                                               {u"14"_s, foundKey({u"Cat"_s, u"c@x"_s}), Fate::Updated},
                                               {u"15"_s, foundKey({u"Dan, d"_s, u"@x"_s})}};
        // One of two alike rows is there, and nobody knows which; of two alike records nobody knows whose.
        QCOMPARE(rowsFound(rows, records), (std::vector<OutcomeRecord>{{RowNumber(1), Fate::Added, u"11"_s, {}},
                                                                       {RowNumber(4), Fate::Updated, QString(), {}}}));
    }

    void theReserveTakesNoRoom()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"reserve"_s);
        const ReserveFile reserve(path);
        QVERIFY(reserve.make());
        QCOMPARE(reserve.bytes(), QByteArray());
        const qint64 size = QFile(path).size();
        QVERIFY(reserve.replace(QByteArray(10'000, 'x')));
        QVERIFY(reserve.replace("answer"));
        QCOMPARE(reserve.bytes(), QByteArray("answer"));
        QVERIFY(reserve.make());
        QCOMPARE(reserve.bytes(), QByteArray("answer"));
        QCOMPARE(QFile(path).size(), size);
        QVERIFY(!reserve.replace(QByteArray(ReserveFile::mostBytes + 1, 'x')));
        QFile damaged(path);
        QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.seek(46) && damaged.putChar('X'));
        damaged.close();
        QCOMPARE(reserve.bytes(), QByteArray());
    }

    void aLockIsGoneWithItsOwner()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(u"lock"_s);
        // Left behind by somebody who was killed before saying who it was.
        QFile left(path);
        QVERIFY(left.open(QIODevice::WriteOnly));
        left.close();
        auto first = std::make_unique<OwnerLock>(path);
        QVERIFY(first->take());
        OwnerLock second(path);
        QVERIFY(!second.take());
        QVERIFY(second.owner().contains(QString::number(QCoreApplication::applicationPid())));
        first.reset();
        QVERIFY(second.take());
    }
};

QTEST_GUILESS_MAIN(TestReliability)
#include "tst_reliability.moc"

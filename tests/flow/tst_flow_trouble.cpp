// SPDX-License-Identifier: GPL-3.0-or-later
// The engine against a CRM that misbehaves, or behaves in one of the ways that the documentation leaves open.
#include "support/importbench.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

const QString writePath = u"/crm/bulk/v8/write"_s;

QString contacts()
{
    return u"select count(*) from Contacts"_s;
}

} // namespace

class TestFlowTrouble : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Each open point of the documentation, each way: the same outcome for every row.
    void everyPlausibleForm_data()
    {
        QTest::addColumn<QStringList>("options");
        for (const char* quirk : {"status-inprogress", "absolute-download-url", "status-uppercase", "result-shuffled",
                                  "result-trimmed", "result-by-index", "file-id-number", "skipped-with-id"})
            QTest::newRow(quirk) << QStringList{u"--quirk"_s, QString::fromLatin1(quirk)};
        QTest::newRow("token-expired") << QStringList{u"--fault"_s, u"token-expired=4"_s};
        QTest::newRow("queue") << QStringList{u"--queue-delay"_s, u"1500"_s};
    }

    void everyPlausibleForm()
    {
        QFETCH(QStringList, options);
        SandboxProcess crm(options);
        QVERIFY(crm.isRunning());
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(2000), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.fates.added, 1984);
        QCOMPARE(s.fates.refused, 16);
        QCOMPARE(s.fates.unknown, 0);
        QCOMPARE(crm.sql(contacts()).toLongLong(), 1984);
        QCOMPARE(bench.engine->causes(*id).size(), 4);
    }

    void lostAnswerSettlesItself_data() { lostAnswerIsAsked_data(); }

    /// With a unique field in every row the same rows are sent again, and the CRM keeps them apart.
    void lostAnswerSettlesItself()
    {
        QFETCH(QString, fault);
        SandboxProcess crm({u"--fault"_s, fault});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(2000), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.parts.size(), 2);
        QCOMPARE(s.parts[0].record.stage, PartStage::Repeated);
        QCOMPARE(s.parts[1].record.repeatOf, s.parts[0].record.id);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 2);
        const qint64 there = crm.sql(contacts()).toLongLong();
        QCOMPARE(there, 1984);
        // Rows that share a key with another row are the only ones that nobody can tell apart.
        QVERIFY2(s.fates.added <= there && there <= s.fates.added + s.fates.unknown,
                 qPrintable(u"%1 %2 %3"_s.arg(there).arg(s.fates.added).arg(s.fates.unknown)));
        QVERIFY2(s.fates.unknown <= 16, qPrintable(QString::number(s.fates.unknown)));
        // Each row that is said to be in is, under the id that is said.
        const auto outcomes = bench.engine->history(*id, RowNumber(1));
        QVERIFY(!outcomes.isEmpty() && !outcomes.last().outcome.recordId.isEmpty());
    }

    void lostAnswerIsAsked_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::newRow("connection closed") << u"create-reply-lost=1"_s;
        QTest::newRow("500 after accepting") << u"create-500=1"_s;
    }

    void lostAnswerIsAsked()
    {
        QFETCH(QString, fault);
        SandboxProcess crm({u"--fault"_s, fault});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(2000), u"Contacts"_s);
        QVERIFY(id && bench.leaveOutUnique(*id) && bench.start(*id));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.parts.first().record.stage, PartStage::Doubt);
        QCOMPARE(s.fates.unknown, 2000);
        QVERIFY(!s.parts.first().record.failure.isEmpty());
        QVERIFY2(s.parts.first().record.found.contains(u"Contacts"_s), qPrintable(s.parts.first().record.found));
        // The one thing that must not happen is a second call.
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
        QVERIFY(!bench.engine->resend(*id, {}, Route::Job));
        QTRY_VERIFY_WITH_TIMEOUT(crm.sql(contacts()).toLongLong() > 1900, 60'000);
        // Also not after a restart.
        bench.restart();
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->resume(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
        // "They are there" is looked into: the refused ones among them are not.
        const qint64 there = crm.sql(contacts()).toLongLong();
        QCOMPARE(bench.answer(s.parts.first().record.id, true), 2000 - there);
        QCOMPARE(bench.snapshot(*id).fates.added, there);
        QCOMPARE(bench.snapshot(*id).parts.first().record.stage, PartStage::Doubt);
        QCOMPARE(bench.answer(s.parts.first().record.id, false), 0);
        QCOMPARE(bench.snapshot(*id).fates.unprocessed, 2000 - there);
        QCOMPARE(bench.snapshot(*id).parts.first().record.stage, PartStage::Done);
        QCOMPARE(bench.answer(s.parts.first().record.id, false), -1);
    }

    void deniedDoubtMayBeSentAgain()
    {
        SandboxProcess crm({u"--fault"_s, u"create-reply-lost=1"_s, u"--queue-delay"_s, u"3600000"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(500), u"Contacts"_s);
        QVERIFY(id && bench.leaveOutUnique(*id) && bench.start(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.answer(bench.snapshot(*id).parts.first().record.id, false), 0);
        QCOMPARE(bench.snapshot(*id).fates.unprocessed, 500);
        const auto rows = bench.engine->refusedRows(*id, std::nullopt);
        QCOMPARE(rows->size(), 500U);
    }

    void aFailedJobIsNotSentAgainByItself()
    {
        SandboxProcess crm({u"--fault"_s, u"job-failed=1"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(2000), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.fates.settled(), 2000);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
        // What the CRM has is what the ledger says is in or in doubt.
        const qint64 there = crm.sql(contacts()).toLongLong();
        QVERIFY2(s.fates.added <= there && there <= s.fates.added + s.fates.unknown,
                 qPrintable(u"%1 %2 %3"_s.arg(there).arg(s.fates.added).arg(s.fates.unknown)));
    }

    /// A mapping that the CRM refuses row for row is noticed after three jobs, not after four hundred.
    void threeRefusedJobsStop()
    {
        const SandboxProcess crm;
        ImportBench bench(crm);
        bench.pace.mostRows = 5;
        bench.restart();
        QVERIFY(bench.connect());
        QTemporaryDir dir;
        QFile file(dir.filePath(u"bad.csv"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("Last_Name,Secondary_Email\n");
        // Ten jobs may be at the CRM before it has said anything about the first.
        constexpr int parts = 60;
        for (int i = 0; i < parts * 5; ++i)
            file.write("Name,not an address\n");
        file.close();
        const auto id = bench.prepare(file.fileName(), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.record.state, ImportState::Stopped);
        QCOMPARE(bench.engine->lastFailure(*id)->kind, FailureKind::Refused);
        QVERIFY(s.toSend > 0);
        // Still known after a restart; and what has not gone is gone on with, not sent again.
        QVERIFY(s.stoppedByRefusals);
        bench.restart();
        QVERIFY(bench.connect());
        QVERIFY(bench.snapshot(*id).stoppedByRefusals);
        QVERIFY(!bench.engine->resend(*id, {RowNumber(1)}, Route::Job));
        const int jobs = crm.wireCount(u"POST"_s, writePath);
        QVERIFY2(jobs <= 20, qPrintable(QString::number(jobs)));
        // Going on is allowed; three more, and it asks again.
        QVERIFY(bench.engine->resume(*id));
        QVERIFY(bench.rest(*id));
        QVERIFY(crm.wireCount(u"POST"_s, writePath) > jobs);
    }

    void aResultThatIsGoneMakesDoubt()
    {
        SandboxProcess crm({u"--quirk"_s, u"result-expired"_s});
        ImportBench bench(crm);
        bench.pace.mostTries = 0;
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(100), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(bench.rest(*id, 120'000));
        // Sent once more, because the CRM keeps the rows apart; that result is gone, too.
        QCOMPARE(bench.snapshot(*id).fates.unknown, 100);
        QCOMPARE(bench.snapshot(*id).parts.size(), 2);
        QCOMPARE(bench.snapshot(*id).parts.first().record.stage, PartStage::Repeated);
        QCOMPARE(bench.snapshot(*id).parts.last().record.stage, PartStage::Doubt);
        QCOMPARE(crm.sql(contacts()).toLongLong(), 99);
    }

    void aServerThatDiesIsWaitedFor()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"6000"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(30'000), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(QTest::qWaitFor([&] { return bench.snapshot(*id).parts.first().record.stage == PartStage::Working; },
                                60'000));
        // Not in the middle of a create call: that is another test.
        QVERIFY(
            QTest::qWaitFor([&] { return bench.snapshot(*id).parts[1].record.stage >= PartStage::Queued; }, 60'000));
        crm.stop(true);
        QVERIFY(QTest::qWaitFor([&] { return !bench.snapshot(*id).waitingFor.isEmpty(); }, 60'000));
        QVERIFY(crm.startAgain());
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.added, 30'000 - 240);
        QCOMPARE(crm.sql(contacts()).toLongLong(), 30'000 - 240);
    }

    void aChangedFileStopsBeforeSending()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const QString path = crm.sample(2000);
        const auto id = bench.prepare(path, u"Contacts"_s);
        QVERIFY(id);
        QFile file(path);
        QVERIFY(file.open(QIODevice::Append));
        file.write("x;y\r\n");
        file.close();
        const auto started = bench.start(*id);
        QVERIFY(!started);
        QCOMPARE(started.error().kind, FailureKind::Source);
        QCOMPARE(crm.wireCount(u"POST"_s, u"/crm/v8/upload"_s), 0);
    }

    void aChangedFileStopsTheResend()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const QString path = crm.sample(1000);
        const auto id = bench.prepare(path, u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(bench.rest(*id));
        QFile::remove(path);
        QVERIFY(bench.engine->addFixes(*id, {{bench.engine->refusedRows(*id, std::nullopt)->front().row, 1, u"x"_s}}));
        QVERIFY(bench.engine->resend(*id, {}, Route::Job));
        QVERIFY(QTest::qWaitFor([&] { return bench.snapshot(*id).record.state == ImportState::Stopped; }, 60'000));
        QVERIFY(!bench.snapshot(*id).record.failure.isEmpty());
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
    }

    void pausedImportsSendNothingMore()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"50000"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(60'000), u"Contacts"_s);
        QVERIFY(id);
        QObject::connect(bench.engine.get(), &Engine::partStageChanged, bench.engine.get(),
                         [&](ImportId, const PartRecord& part) {
                             if (part.number == 1 && part.stage == PartStage::Queued)
                                 (void)bench.engine->pause(*id);
                         });
        QVERIFY(bench.start(*id));
        QVERIFY(QTest::qWaitFor(
            [&] { return bench.snapshot(*id).record.state == ImportState::Paused && !bench.snapshot(*id).driving; },
            120'000));
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
        QVERIFY(bench.engine->resume(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(crm.sql(contacts()).toLongLong(), 60'000 - 480);
    }

    void cancelledImportsGiveUpTheRest()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"50000"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(60'000), u"Contacts"_s);
        QVERIFY(id);
        QObject::connect(bench.engine.get(), &Engine::partStageChanged, bench.engine.get(),
                         [&](ImportId, const PartRecord& part) {
                             if (part.number == 1 && part.stage == PartStage::Queued)
                                 (void)bench.engine->cancel(*id);
                         });
        QVERIFY(bench.start(*id));
        QVERIFY(QTest::qWaitFor([&] { return bench.snapshot(*id).record.state == ImportState::Finished; }, 120'000));
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.fates.unprocessed, 35'000);
        QCOMPARE(s.fates.added + s.fates.refused, 25'000);
        QCOMPARE(crm.sql(contacts()).toLongLong(), s.fates.added);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
    }

    void anotherOrgOrUserIsRefused_data()
    {
        QTest::addColumn<QString>("change");
        QTest::addColumn<QString>("named");
        QTest::newRow("org") << u"update import set org_id = '1', org_name = 'Elsewhere Ltd'"_s << u"Elsewhere Ltd"_s;
        QTest::newRow("user") << u"update import set user_id = '1', user_name = 'Somebody Else'"_s
                              << u"Somebody Else"_s;
    }
    void anotherOrgOrUserIsRefused()
    {
        QFETCH(const QString, change);
        QFETCH(const QString, named);
        SandboxProcess crm({u"--rows-per-second"_s, u"50"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(200), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QTRY_VERIFY_WITH_TIMEOUT(bench.snapshot(*id).parts.first().record.stage == PartStage::Working, 60'000);
        QVERIFY(bench.alterJournal(change));
        QVERIFY(bench.connect());
        const auto resumed = bench.engine->resume(*id);
        QVERIFY(!resumed);
        QVERIFY2(resumed.error().sentence.contains(named), qPrintable(resumed.error().sentence));
        QVERIFY(!bench.snapshot(*id).driving);
    }
};

QTEST_GUILESS_MAIN(TestFlowTrouble)
#include "tst_flow_trouble.moc"

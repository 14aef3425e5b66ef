// SPDX-License-Identifier: GPL-3.0-or-later
// The engine against the real local CRM over HTTP: an import from the first row to the last, also when the program ends
// at any stage.
#include "support/importbench.h"

#include <QRegularExpression>
#include <QSignalSpy>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

/// Three parts, the last one not full.
constexpr qint64 rowCount = 60'000;

/// One row each that stays as it is in a part whose fate must be exact.
QString bothCounts()
{
    return u"select count(*) || ' ' || count(distinct First_Name || Last_Name || coalesce(Email, '') || coalesce(Phone, '') || coalesce(Mailing_Street, '')) from Contacts"_s;
}

void mend(ImportBench& bench, ImportId id)
{
    const auto rows = bench.engine->refusedRows(id, std::nullopt);
    QVERIFY(rows);
    std::vector<Fix> fixes;
    for (const RefusedRow& row : *rows) {
        const auto cells = bench.file->rows(row.row, 1)->front().cells;
        const auto columnOf = [&](const QString& field) { return bench.mapping.columnFor(field)->column; };
        if (row.errors.contains(u"Last_Name"_s))
            fixes.push_back({row.row, columnOf(u"Last_Name"_s), u"(unknown)"_s});
        else if (row.errors.startsWith(u"INVALID_DATA-Email"_s))
            fixes.push_back(
                {row.row, columnOf(u"Email"_s), QString(cells[columnOf(u"Email"_s)]).replace(u"(at)"_s, u"@"_s)});
        else if (row.errors.startsWith(u"DUPLICATE_DATA-Email"_s))
            fixes.push_back({row.row, columnOf(u"Email"_s), {}});
        else
            fixes.push_back({row.row, columnOf(u"Date_of_Birth"_s), {}});
    }
    QVERIFY(bench.engine->addFixes(id, fixes));
}

} // namespace

class TestFlowImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeJourney()
    {
        SandboxProcess crm;
        QVERIFY(crm.isRunning());
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id);
        QCOMPARE(bench.mapping.matchedColumns(), 18);
        QVERIFY(bench.start(*id));
        QVERIFY(bench.rest(*id));
        ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.record.state, ImportState::Finished);
        QCOMPARE(s.parts.size(), 3);
        QCOMPARE(s.fates.added, rowCount - 480);
        QCOMPARE(s.fates.refused, 480);
        QCOMPARE(s.credits, 1500);
        QCOMPARE(crm.wireCount(u"POST"_s, u"/crm/bulk/v8/write"_s), 3);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), rowCount - 480);
        QCOMPARE(bench.engine->causes(*id).size(), 4);

        mend(bench, *id);
        const auto plan = bench.engine->resendPlan(*id, {});
        QCOMPARE(plan->rows, 480);
        QVERIFY(!plan->recordsPossible);
        QVERIFY(bench.engine->resend(*id, {}, plan->cheaper));
        QVERIFY(!bench.engine->resend(*id, {}, plan->cheaper));
        QVERIFY(bench.rest(*id));
        s = bench.snapshot(*id);
        QCOMPARE(s.fates.added, rowCount);
        QCOMPARE(s.fates.refused, 0);
        QCOMPARE(crm.wireCount(u"POST"_s, u"/crm/bulk/v8/write"_s), 4);
        QCOMPARE(crm.sql(bothCounts()).toString(), u"%1 %1"_s.arg(rowCount));
        const auto history = bench.engine->history(*id, RowNumber(63));
        QCOMPARE(history.size(), history.isEmpty() || history.first().outcome.fate == Fate::Added ? 1 : 2);
    }

    void smallResendGoesByRecords()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(1000), u"Contacts"_s);
        QVERIFY(id);
        // Without the lookup by name, records can do it.
        for (ColumnMapping& column : bench.mapping.columns) {
            if (column.field == u"Account_Name"_s)
                column.field.clear();
        }
        QVERIFY(bench.engine->setMapping(*id, bench.mapping, bench.fields, bench.file->knownRows()));
        QVERIFY(bench.start(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.refused, 8);
        mend(bench, *id);
        const auto plan = bench.engine->resendPlan(*id, {});
        QCOMPARE(plan->cheaper, Route::Records);
        QCOMPARE(plan->recordCredits, 1);
        QVERIFY(bench.engine->resend(*id, {}, Route::Records));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.added, 1000);
        QCOMPARE(bench.snapshot(*id).credits, 501);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 1000);
        QCOMPARE(crm.wireCount(u"POST"_s, u"/crm/bulk/v8/write"_s), 1);
    }

    /// What is in is in, and what nobody has corrected stays as it is.
    void onlyCorrectedRowsAreSentAgain()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(1000), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(bench.rest(*id));
        const auto refused = bench.engine->refusedRows(*id, std::nullopt);
        QVERIFY(refused);
        QCOMPARE(refused->size(), 8);
        const RowNumber corrected = refused->front().row;
        for (const auto& [field, value] : {std::pair{u"Last_Name"_s, u"New"_s}, {u"Email"_s, u"new@example.org"_s}})
            QVERIFY(bench.engine->addFixes(*id, {{corrected, bench.mapping.columnFor(field)->column, value}}));
        QVERIFY(bench.engine->addFixes(*id, {{corrected, bench.mapping.columnFor(u"Date_of_Birth"_s)->column, {}}}));
        QVERIFY(bench.engine->resend(*id, {}, Route::Job));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).parts.last().record.rowCount, 1);
        QCOMPARE(bench.snapshot(*id).fates.added, 993);
        // All of them by their numbers, among them those that are in.
        std::vector<RowNumber> all;
        for (qint64 row = 1; row <= 1000; ++row)
            all.emplace_back(row);
        QVERIFY(bench.engine->resend(*id, all, Route::Job));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).parts.last().record.rowCount, 7);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 993);
    }

    /// The program ends at a stage of the second part; started again it goes on, and nothing is lost or doubled.
    void endedAtEachStage_data()
    {
        QTest::addColumn<int>("stage");
        for (const PartStage stage : {PartStage::Packed, PartStage::Uploading, PartStage::Uploaded, PartStage::Queued,
                                      PartStage::Working, PartStage::Ready, PartStage::Done})
            QTest::newRow(qPrintable(stageWord(stage))) << int(stage);
    }

    void endedAtEachStage()
    {
        QFETCH(int, stage);
        SandboxProcess crm({u"--rows-per-second"_s, u"15000"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id);
        // A stage between two looks at a quick job may never be seen: then the next one will do.
        bool reached = false;
        QObject::connect(bench.engine.get(), &Engine::partStageChanged, bench.engine.get(),
                         [&](ImportId, const PartRecord& part) {
                             reached = reached || (part.number == 2 && int(part.stage) >= stage);
                         });
        QVERIFY(bench.start(*id));
        QVERIFY(QTest::qWaitFor([&] { return reached; }, 120'000));
        bench.restart();
        QVERIFY(bench.opened);
        // The second part may have been the last to be done.
        const ImportState found = bench.snapshot(*id).record.state;
        QVERIFY(found == ImportState::Running ||
                (found == ImportState::Finished && PartStage(stage) == PartStage::Done));
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->resume(*id));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot s = bench.snapshot(*id);
        // A create call of another part may have been under way just then: that one is in doubt, and nothing else is.
        for (const PartSnapshot& part : s.parts) {
            if (part.record.stage == PartStage::Doubt) {
                QVERIFY(part.record.intentAt.isValid());
                QVERIFY(bench.answer(part.record.id, crm.wireCount(u"POST"_s, u"/crm/bulk/v8/write"_s) == 3) >= 0);
            }
        }
        // Never more than one for each attempt; one that was in doubt is sent again as a part of its own.
        QVERIFY(crm.wireCount(u"POST"_s, u"/crm/bulk/v8/write"_s) <= s.parts.size());
        QTRY_COMPARE_WITH_TIMEOUT(crm.sql(bothCounts()).toString(), u"%1 %1"_s.arg(rowCount - 480), 60'000);
        QCOMPARE(bench.snapshot(*id).fates.settled(), rowCount);
    }

    /// Two uploads are under way at a time; the jobs are made in the order of the rows all the same.
    void jobsAreMadeInTheOrderOfTheParts()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        bench.pace.mostRows = 50;
        bench.engine->setPace(bench.pace);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(1'500), u"Contacts"_s);
        QVERIFY(id && bench.start(*id) && bench.rest(*id));
        const QString bodies =
            crm.sql(
                   u"select group_concat(request, char(10)) from (select request from sandbox_write_jobs order by id)"_s)
                .toString();
        QList<int> numbers;
        static const QRegularExpression name(u"stevedore-[0-9a-f]+-1-1-([0-9]+)\\.csv"_s);
        for (const QString& body : bodies.split(u'\n'))
            numbers.append(name.match(body).captured(1).toInt());
        QCOMPARE(numbers.size(), 30);
        QVERIFY(std::is_sorted(numbers.begin(), numbers.end()));
    }

    void autoResumeAfterConnecting()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"40000"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(30'000), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(QTest::qWaitFor([&] { return bench.snapshot(*id).atCrm > 0; }, 60'000));
        QVERIFY(QTest::qWaitFor([&] { return bench.snapshot(*id).parts.first().record.stage != PartStage::Creating; },
                                60'000));
        bench.restart();
        bench.engine->setAutoResume(true);
        QVERIFY(bench.connect());
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).record.state, ImportState::Finished);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 30'000 - 240);
    }
};

QTEST_GUILESS_MAIN(TestFlowImport)
#include "tst_flow_import.moc"

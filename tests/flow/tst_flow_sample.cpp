// SPDX-License-Identifier: GPL-3.0-or-later
// Sample first: some rows, a look, then the remaining; against the real local CRM, also when the program ends between.
#include "support/importbench.h"
#include "support/ledger.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

constexpr qint64 rowCount = 2'000;
constexpr qint64 badRows = 16; ///< of the sample file's first 2,000 rows
constexpr RowCount sampleRows(100);

const QString writePath = u"/crm/bulk/v8/write"_s;

/// Records, and how many different ones.
QString bothCounts()
{
    return u"select count(*) || ' ' || count(distinct First_Name || Last_Name || coalesce(Email, '') || coalesce(Phone, '') || coalesce(Mailing_Street, '')) from Contacts"_s;
}

QString bothAre(qint64 count)
{
    return u"%1 %1"_s.arg(count);
}

/// Without the lookup by name, the Records API can do it.
void dropLookups(ImportBench& bench, ImportId id)
{
    for (ColumnMapping& column : bench.mapping.columns) {
        if (column.field == u"Account_Name"_s)
            column.field.clear();
    }
    QVERIFY(bench.engine->setMapping(id, bench.mapping, bench.fields, bench.file->knownRows()));
}

Result<void> startSample(ImportBench& bench, ImportId id, RowCount rows = sampleRows,
                         const std::vector<HeldRow>& held = {})
{
    return bench.engine->startSample(id, bench.file, bench.fields, held, rows);
}

RowSet rowsOf(const ImportSnapshot& snapshot, int round)
{
    std::vector<RowNumber> all;
    for (const PartSnapshot& part : snapshot.parts) {
        if (part.record.round == round) {
            const auto rows = RowSet::decoded(part.record.rows)->rows();
            all.insert(all.end(), rows.begin(), rows.end());
        }
    }
    std::sort(all.begin(), all.end());
    return RowSet(all);
}

/// A row that waits still, and that the file's own faults are not in.
RowNumber waitingRow(const ImportBench& bench, ImportId id, qint64 from = 1)
{
    const RowSet sent = rowsOf(bench.snapshot(id), 1);
    const int name = bench.mapping.columnFor(u"Last_Name"_s)->column;
    for (RowNumber row(from);; ++row) {
        if (!sent.contains(row) && !bench.file->rows(row, 1)->front().cells[name].isEmpty())
            return row;
    }
}

#define VERIFY_LEDGER(bench, id, rows)                                                                                 \
    QCOMPARE(ledgerTrouble((bench).engine->home(), (id), (rows)), QString());                                          \
    {                                                                                                                  \
        const ImportSnapshot now = (bench).snapshot(id);                                                               \
        QCOMPARE(now.fates.settled() + now.atCrm + now.toSend + now.unsent, qint64(rows));                             \
    }

} // namespace

class TestFlowSample : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sampleThenRemaining_data()
    {
        QTest::addColumn<int>("route");
        QTest::newRow("job") << int(Route::Job);
        QTest::newRow("records") << int(Route::Records);
    }

    void sampleThenRemaining()
    {
        QFETCH(int, route);
        const bool records = Route(route) == Route::Records;
        SandboxProcess crm;
        QVERIFY(crm.isRunning());
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id);
        if (records)
            dropLookups(bench, *id);
        const ResendPlan price = bench.engine->price(bench.mapping, bench.fields, sampleRows);
        QCOMPARE(price.cheaper, Route(route));
        QCOMPARE(price.recordCredits, 10);
        const std::vector<RowNumber> leftOut{RowNumber(3), RowNumber(1000), RowNumber(rowCount)};
        QVERIFY(bench.engine->setLeftOut(*id, leftOut, true));
        const std::vector<HeldRow> held{{RowNumber(5), u"TOO_MANY_CELLS"_s}, {RowNumber(6), u"NUL_BYTE"_s}};
        QVERIFY(!bench.engine->sendRemaining(*id));
        QVERIFY(!startSample(bench, *id, RowCount(0)));
        QVERIFY(startSample(bench, *id, sampleRows, held));
        constexpr qint64 others = 5;
        // From the first moment on.
        QCOMPARE(bench.snapshot(*id).unsent, rowCount - sampleRows.value - others);
        QCOMPARE(bench.snapshot(*id).toSend + bench.snapshot(*id).atCrm, sampleRows.value);
        VERIFY_LEDGER(bench, *id, rowCount);
        QVERIFY(!bench.engine->sendRemaining(*id));
        QVERIFY(!bench.engine->setMapping(*id, bench.mapping, bench.fields, bench.file->knownRows()));
        QVERIFY(bench.rest(*id));

        ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.record.state, ImportState::Sampled);
        QCOMPARE(s.unsent, rowCount - sampleRows.value - others);
        QCOMPARE(s.parts.size(), 1);
        QCOMPARE(s.parts.first().record.route, Route(route));
        QCOMPARE(s.credits, records ? 10 : 500);
        const RowSet sample = rowsOf(s, 1);
        QCOMPARE(sample.count(), sampleRows);
        for (const qint64 row : {3, 5, 6, 1000, int(rowCount)})
            QVERIFY(!sample.contains(RowNumber(row)));
        // At random: not the first ones.
        QVERIFY(sample.ranges().size() > 10);
        QCOMPARE(s.fates.added + s.fates.refused, sampleRows.value + qint64(held.size()));
        QCOMPARE(s.fates.leftOut, 3);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), s.fates.added);
        VERIFY_LEDGER(bench, *id, rowCount);

        // Nothing goes on by itself: not at the next start, not by "resume".
        bench.restart();
        bench.engine->setAutoResume(true);
        QCOMPARE(bench.snapshot(*id).unsent, s.unsent);
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->resume(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).record.state, ImportState::Sampled);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), records ? 0 : 1);

        QVERIFY(bench.engine->sendRemaining(*id));
        QVERIFY(!bench.engine->sendRemaining(*id));
        QVERIFY(bench.rest(*id));
        s = bench.snapshot(*id);
        QCOMPARE(s.record.state, ImportState::Finished);
        QCOMPARE(s.unsent, 0);
        QCOMPARE(s.round, 2);
        QCOMPARE(s.fates.added + s.fates.refused + s.fates.leftOut, rowCount);
        QCOMPARE(s.fates.leftOut, 3);
        QVERIFY(s.fates.refused <= badRows + qint64(held.size()));
        QCOMPARE(crm.sql(bothCounts()).toString(), bothAre(s.fates.added));
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), records ? 1 : 2);
        QVERIFY(!bench.engine->sendRemaining(*id));
        VERIFY_LEDGER(bench, *id, rowCount);
    }

    /// The program ends in the middle of the sample, or of the remaining; started again it goes on.
    void endedInTheMiddle_data()
    {
        QTest::addColumn<int>("round");
        QTest::addColumn<int>("stage");
        for (const int round : {1, 2}) {
            for (const PartStage stage : {PartStage::Packed, PartStage::Uploaded, PartStage::Queued, PartStage::Ready})
                QTest::addRow("round %d, %s", round, qPrintable(stageWord(stage))) << round << int(stage);
        }
    }

    void endedInTheMiddle()
    {
        QFETCH(int, round);
        QFETCH(int, stage);
        SandboxProcess crm({u"--rows-per-second"_s, u"5000"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id);
        bool reached = false;
        const auto watch = [&] {
            QObject::connect(bench.engine.get(), &Engine::partStageChanged, bench.engine.get(),
                             [&](ImportId, const PartRecord& part) {
                                 reached = reached || (part.round == round && int(part.stage) >= stage);
                             });
        };
        watch();
        QVERIFY(startSample(bench, *id));
        if (round == 2) {
            QVERIFY(bench.rest(*id));
            QVERIFY(bench.engine->sendRemaining(*id));
        }
        QVERIFY(QTest::qWaitFor([&] { return reached; }, 60'000));
        bench.restart();
        QCOMPARE(bench.snapshot(*id).unsent, round == 1 ? rowCount - sampleRows.value : 0);
        QCOMPARE(ledgerTrouble(bench.engine->home(), *id, rowCount), QString());
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->resume(*id));
        QVERIFY(bench.rest(*id));
        for (const PartSnapshot& part : bench.snapshot(*id).parts) {
            if (part.record.stage == PartStage::Doubt)
                QVERIFY(bench.answer(part.record.id, crm.wireCount(u"POST"_s, writePath) == part.record.round) >= 0);
        }
        if (round == 1) {
            QCOMPARE(bench.snapshot(*id).record.state, ImportState::Sampled);
            VERIFY_LEDGER(bench, *id, rowCount);
            QVERIFY(bench.engine->sendRemaining(*id));
            QVERIFY(bench.rest(*id));
        }
        QCOMPARE(bench.snapshot(*id).record.state, ImportState::Finished);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 2);
        QTRY_COMPARE_WITH_TIMEOUT(crm.sql(bothCounts()).toString(), bothAre(rowCount - badRows), 60'000);
        VERIFY_LEDGER(bench, *id, rowCount);
    }

    void cancelAfterTheSample()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id && startSample(bench, *id));
        QVERIFY(bench.rest(*id));
        bench.restart();
        QVERIFY(bench.engine->cancel(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).record.state, ImportState::Finished);
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.unsent, 0);
        QCOMPARE(s.fates.unprocessed, rowCount - sampleRows.value);
        QVERIFY(!s.record.failure.isEmpty());
        VERIFY_LEDGER(bench, *id, rowCount);
        QVERIFY(!bench.engine->sendRemaining(*id));
        QVERIFY(!bench.engine->cancel(*id));
        // As after any other end: what was not sent may be sent again.
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->resend(*id, {RowNumber(1), waitingRow(bench, *id)}, Route::Job));
        QVERIFY(bench.rest(*id));
        VERIFY_LEDGER(bench, *id, rowCount);
    }

    void cancelInTheMiddleOfTheSample()
    {
        SandboxProcess crm({u"--queue-delay"_s, u"1500"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id && startSample(bench, *id));
        QVERIFY(QTest::qWaitFor([&] { return bench.snapshot(*id).parts.first().record.stage == PartStage::Queued; },
                                60'000));
        QVERIFY(bench.engine->cancel(*id));
        QCOMPARE(bench.snapshot(*id).unsent, 0);
        QVERIFY(QTest::qWaitFor([&] { return bench.snapshot(*id).record.state == ImportState::Finished; }, 60'000));
        // The job that the CRM had is still fetched.
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.fates.added + s.fates.refused, sampleRows.value);
        QCOMPARE(s.fates.unprocessed, rowCount - sampleRows.value);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), s.fates.added);
        VERIFY_LEDGER(bench, *id, rowCount);
    }

    void pausedInTheMiddleOfTheSample()
    {
        SandboxProcess crm({u"--queue-delay"_s, u"1000"_s});
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id && startSample(bench, *id));
        QVERIFY(bench.engine->pause(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).unsent, rowCount - sampleRows.value);
        QVERIFY(!bench.engine->sendRemaining(*id));
        bench.restart();
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->resume(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).record.state, ImportState::Sampled);
        VERIFY_LEDGER(bench, *id, rowCount);
    }

    void sampleLargerThanTheFile()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(500), u"Contacts"_s);
        QVERIFY(id && startSample(bench, *id, RowCount(1'000'000)));
        QCOMPARE(bench.snapshot(*id).unsent, 0);
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).record.state, ImportState::Finished);
        QCOMPARE(bench.snapshot(*id).fates.settled(), 500);
        QVERIFY(!bench.engine->sendRemaining(*id));
        VERIFY_LEDGER(bench, *id, 500);
    }

    void updateAndUpsert_data()
    {
        QTest::addColumn<int>("operation");
        QTest::newRow("update") << int(Operation::Update);
        QTest::newRow("upsert") << int(Operation::Upsert);
    }

    void updateAndUpsert()
    {
        QFETCH(int, operation);
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const QString path = crm.sample(rowCount);
        const auto first = bench.prepare(path, u"Contacts"_s);
        QVERIFY(first && bench.start(*first) && bench.rest(*first));
        const qint64 there = crm.sql(u"select count(*) from Contacts"_s).toLongLong();
        const auto id = bench.prepare(path, u"Contacts"_s, Operation(operation), u"Email"_s);
        QVERIFY(id && startSample(bench, *id));
        QVERIFY(bench.rest(*id));
        const qint64 sampled = bench.snapshot(*id).fates.updated;
        QVERIFY(sampled > 0);
        QVERIFY(bench.engine->sendRemaining(*id));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.record.state, ImportState::Finished);
        QVERIFY(s.fates.updated > sampled);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), there + s.fates.added);
        QVERIFY(Operation(operation) == Operation::Upsert || s.fates.added == 0);
        VERIFY_LEDGER(bench, *id, rowCount);
    }

    /// What is corrected after the look at the sample counts for the remaining: cells, rows left out, the mapping.
    void correctedInBetween()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id);
        const std::vector<RowNumber> before{RowNumber(10), RowNumber(11)};
        QVERIFY(bench.engine->setLeftOut(*id, before, true));
        QVERIFY(startSample(bench, *id));
        QVERIFY(bench.rest(*id));
        const qint64 described = crm.sql(u"select count(*) from Contacts where Description is not null"_s).toLongLong();

        const int name = bench.mapping.columnFor(u"Last_Name"_s)->column;
        const RowNumber fixed = waitingRow(bench, *id, 12);
        const RowNumber out = waitingRow(bench, *id, fixed.value + 1);
        const RowNumber back = waitingRow(bench, *id, out.value + 1);
        QVERIFY(bench.engine->addFixes(*id, {{fixed, name, u"Corrected Between"_s}, {back, name, u"Taken Back"_s}}));
        QVERIFY(bench.engine->setLeftOut(*id, {out, back}, true));
        VERIFY_LEDGER(bench, *id, rowCount);
        QCOMPARE(bench.snapshot(*id).unsent, rowCount - sampleRows.value - 4);
        QCOMPARE(bench.snapshot(*id).fates.leftOut, 4);
        // Also those that were left out before the sample.
        QVERIFY(bench.engine->setLeftOut(*id, {back, before.back()}, false));
        VERIFY_LEDGER(bench, *id, rowCount);
        QCOMPARE(bench.snapshot(*id).unsent, rowCount - sampleRows.value - 2);
        QVERIFY(!bench.engine->fixes(*id).leftOut.contains(before.back()));

        Mapping changed = bench.mapping;
        for (ColumnMapping& column : changed.columns) {
            if (column.field == u"Description"_s)
                column.field.clear();
        }
        Mapping elsewhere = changed;
        elsewhere.module = u"Leads"_s;
        QVERIFY(!bench.engine->setMapping(*id, elsewhere, bench.fields, bench.file->knownRows()));
        Mapping unfit = changed;
        for (ColumnMapping& column : unfit.columns) {
            if (column.field == u"Last_Name"_s)
                column.field.clear();
        }
        QVERIFY(!bench.engine->setMapping(*id, unfit, bench.fields, bench.file->knownRows()));
        QVERIFY(bench.engine->setMapping(*id, changed, bench.fields, bench.file->knownRows()));

        bench.restart();
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->sendRemaining(*id));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.record.state, ImportState::Finished);
        QCOMPARE(s.fates.leftOut, 2);
        QCOMPARE(crm.sql(u"select count(*) from Contacts where Last_Name = 'Corrected Between'"_s).toInt(), 1);
        QCOMPARE(crm.sql(u"select count(*) from Contacts where Last_Name = 'Taken Back'"_s).toInt(), 1);
        QCOMPARE(crm.sql(u"select count(*) from Contacts where Description is not null"_s).toLongLong(), described);
        QCOMPARE(crm.sql(bothCounts()).toString(), bothAre(s.fates.added));
        VERIFY_LEDGER(bench, *id, rowCount);
    }

    /// Rows of the sample that were refused are corrected and sent again; what waits goes on waiting.
    void refusedRowsOfTheSampleAreSentAgain()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rowCount), u"Contacts"_s);
        QVERIFY(id);
        const int name = bench.mapping.columnFor(u"Last_Name"_s)->column;
        // Every row would be refused, whichever is chosen.
        std::vector<Fix> fixes;
        for (RowNumber row(1); row.value <= rowCount; ++row)
            fixes.push_back({row, name, {}});
        QVERIFY(bench.engine->addFixes(*id, fixes));
        QVERIFY(startSample(bench, *id, RowCount(10)));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.refused, 10);
        const std::vector<RowNumber> sample = rowsOf(bench.snapshot(*id), 1).rows();
        std::vector<Fix> mended;
        for (const RowNumber row : sample)
            mended.push_back({row, name, u"Mended"_s});
        QVERIFY(bench.engine->addFixes(*id, mended));
        QVERIFY(bench.engine->resend(*id, sample, Route::Job));
        QVERIFY(bench.rest(*id));
        ImportSnapshot s = bench.snapshot(*id);
        QCOMPARE(s.record.state, ImportState::Sampled);
        QCOMPARE(s.unsent, rowCount - 10);
        VERIFY_LEDGER(bench, *id, rowCount);
        // The last rows that wait are left out: nothing is left to wait for.
        std::vector<RowNumber> rest;
        for (RowNumber row(1); row.value <= rowCount; ++row) {
            if (!std::binary_search(sample.begin(), sample.end(), row))
                rest.push_back(row);
        }
        QVERIFY(bench.engine->setLeftOut(*id, rest, true));
        s = bench.snapshot(*id);
        QCOMPARE(s.record.state, ImportState::Finished);
        QCOMPARE(s.unsent, 0);
        VERIFY_LEDGER(bench, *id, rowCount);
    }
};

QTEST_GUILESS_MAIN(TestFlowSample)
#include "tst_flow_sample.moc"

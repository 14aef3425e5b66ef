// SPDX-License-Identifier: GPL-3.0-or-later
// Rows that were refused because their records exist already go again and update those, in an import that adds.
#include "support/importbench.h"
#include "support/undohelp.h"
#include "support/waitfor.h"
#include "transfer/verifier.h"

#include <QJsonArray>
#include <QTest>

using namespace stevedore;
using namespace stevedore::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int there = 40;
constexpr int sent = 100; ///< of which the first 40 are there

QString contactsFile(const QTemporaryDir& dir, const QString& name, int count, const QByteArray& city)
{
    QFile file(dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("Last Name,Email,Mailing City\n");
    for (int i = 1; i <= count; ++i) {
        const QByteArray n = QByteArray::number(i);
        file.write("Name " + n + ",user" + n + "@example.com," + city + "\n");
    }
    return file.fileName();
}

/// 40 contacts, and an import of 100 that adds, so that 40 are refused.
struct Refused
{
    explicit Refused(const QStringList& options = {}) : crm(options), bench(crm)
    {
        if (!bench.connect())
            return;
        const auto first = bench.prepare(contactsFile(dir, u"a.csv"_s, there, "Bonn"), u"Contacts"_s);
        if (!first || !bench.start(*first) || !bench.rest(*first))
            return;
        before = contents(crm);
        const auto second = bench.prepare(contactsFile(dir, u"b.csv"_s, sent, "Berlin"), u"Contacts"_s);
        if (!second || !bench.start(*second) || !bench.rest(*second))
            return;
        id = *second;
        const auto open = bench.engine->refusedRows(id, CauseGroup{u"DUPLICATE_DATA"_s, u"Email"_s, 0});
        for (const RefusedRow& row : *open)
            rows.push_back(row.row);
    }
    static int writeJobs(const SandboxProcess& crm) { return crm.wireCount(u"POST"_s, u"/crm/bulk/v8/write"_s); }
    int count(const QString& where) const { return crm.sql(u"select count(*) from Contacts where "_s + where).toInt(); }

    SandboxProcess crm;
    QTemporaryDir dir;
    ImportBench bench;
    QString before; ///< the forty
    ImportId id;
    std::vector<RowNumber> rows;
};

} // namespace

class TestFlowUpdating : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void existingRecordsAreUpdated_data()
    {
        QTest::addColumn<int>("route");
        QTest::addColumn<bool>("answerLost");
        QTest::newRow("as a job") << int(Route::Job) << false;
        QTest::newRow("as records") << int(Route::Records) << false;
        QTest::newRow("as a job, whose answer is lost") << int(Route::Job) << true;
        QTest::newRow("as records, whose answer is lost") << int(Route::Records) << true;
    }

    void existingRecordsAreUpdated()
    {
        QFETCH(int, route);
        QFETCH(bool, answerLost);
        Refused import;
        QCOMPARE(import.rows.size(), std::size_t(there));
        QCOMPARE(import.count(u"Mailing_City = 'Bonn'"_s), there);
        if (answerLost) {
            const QString call = Route(route) == Route::Job ? u"write.create"_s : u"records"_s;
            import.crm.tell(u"scenario"_s,
                            {{ u"rules"_s,
                               QJsonArray {
                                   QJsonObject {
                                       {u"on"_s, call},
                                       {u"nth"_s, 1},
                                       {u"do"_s, u"cut"_s},
                                       { u"at"_s,
                                         u"answer"_s }
                                   }
                               } }});
        }
        QVERIFY(import.bench.engine->resend(import.id, import.rows, Route(route), {u"Email"_s}));
        QVERIFY(import.bench.rest(import.id));
        const ImportSnapshot s = import.bench.snapshot(import.id);
        QCOMPARE(s.record.state, ImportState::Finished);
        QCOMPARE(s.fates.added, sent - there);
        QCOMPARE(s.fates.updated, there);
        QCOMPARE(s.fates.refused + s.fates.unknown, 0);
        // Nothing is there twice, and the former values gave way.
        QCOMPARE(import.count(u"1"_s), sent);
        QCOMPARE(import.count(u"Mailing_City = 'Berlin'"_s), sent);
        const auto verified = import.bench.engine->verify(import.id);
        QVERIFY(verified && verified->problems.isEmpty());
        // It is remembered for the part, not for the import.
        QCOMPARE(s.parts.last().record.updateBy, u"Email"_s);
        QCOMPARE(s.parts.first().record.updateBy, QString());
    }

    void aRestartGoesOnUpdating()
    {
        Refused import({u"--queue-delay"_s, u"300"_s});
        QVERIFY(import.bench.engine->resend(import.id, import.rows, Route::Job, {u"Email"_s}));
        QVERIFY(waitFor(
            [&] {
                const auto parts = import.bench.snapshot(import.id).parts;
                return parts.size() > 1 && parts.last().record.stage >= PartStage::Packed;
            },
            30'000));
        import.bench.restart();
        QVERIFY(import.bench.connect());
        if (!import.bench.snapshot(import.id).driving)
            (void)import.bench.engine->resume(import.id);
        QVERIFY(import.bench.rest(import.id));
        QCOMPARE(import.bench.snapshot(import.id).fates.updated, there);
        QCOMPARE(import.count(u"1"_s), sent);
    }

    /// What an import that adds would do with empty cells when it updated was never asked.
    void emptyCellsChangeNothing()
    {
        SandboxProcess crm;
        QTemporaryDir dir;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto first = bench.prepare(contactsFile(dir, u"a.csv"_s, there, "Bonn"), u"Contacts"_s);
        QVERIFY(first && bench.start(*first) && bench.rest(*first));
        const auto id = bench.prepare(contactsFile(dir, u"b.csv"_s, there, ""), u"Contacts"_s);
        QVERIFY(id);
        bench.mapping.eraseEmpty = true;
        QVERIFY(bench.engine->setMapping(*id, bench.mapping, bench.fields, bench.file->knownRows()));
        QVERIFY(bench.start(*id) && bench.rest(*id));
        std::vector<RowNumber> rows;
        const auto open = bench.engine->refusedRows(*id, std::nullopt);
        QVERIFY(open);
        for (const RefusedRow& row : *open)
            rows.push_back(row.row);
        QCOMPARE(rows.size(), std::size_t(there));
        for (const Route route : {Route::Job, Route::Records}) {
            const auto half = rows.begin() + there / 2;
            const std::vector<RowNumber> some =
                route == Route::Job ? std::vector(rows.begin(), half) : std::vector(half, rows.end());
            QVERIFY(bench.engine->resend(*id, some, route, {u"Email"_s}));
            QVERIFY(bench.rest(*id));
        }
        QCOMPARE(bench.snapshot(*id).fates.updated, there);
        QCOMPARE(crm.sql(u"select count(*) from Contacts where Mailing_City = 'Bonn'"_s).toInt(), there);
    }

    /// What the records had is kept before they are updated, and comes back.
    void updatesAreUndone()
    {
        Refused import;
        QVERIFY(import.bench.engine->canKeepBefore(import.id));
        QVERIFY(import.bench.engine->resend(import.id, import.rows, Route::Records, {u"Email"_s, true}));
        QVERIFY(import.bench.rest(import.id));
        QCOMPARE(import.bench.snapshot(import.id).fates.updated, there);
        QCOMPARE(import.count(u"Mailing_City = 'Bonn'"_s), 0);
        const auto plan = planOf(import.bench, import.id);
        QVERIFY(plan);
        QCOMPARE(plan->deletes.size(), std::size_t(sent - there));
        QCOMPARE(plan->restores.size(), std::size_t(there));
        QVERIFY(plan->noOldValues.empty());
        const auto undone = undo(import.bench, plan);
        QVERIFY(undone && import.bench.rest(*undone));
        QCOMPARE(contents(import.crm), import.before);
    }

    /// In two goes, and somebody changes records in between: those of the second go get back what they had then, those
    /// of the first what they had before it.
    void updatesInTwoGoesAreUndone()
    {
        Refused import;
        const std::vector<RowNumber> first(import.rows.begin(), import.rows.begin() + 10);
        QVERIFY(import.bench.engine->resend(import.id, first, Route::Records, {u"Email"_s, true}));
        QVERIFY(import.bench.rest(import.id));
        QVERIFY(import.crm
                    .sql(u"update Contacts set Mailing_City = 'By hand' where Email = 'user30@example.com' "
                         "returning id"_s)
                    .isValid());
        const std::vector<RowNumber> second(import.rows.begin() + 10, import.rows.end());
        QVERIFY(import.bench.engine->canKeepBefore(import.id));
        QVERIFY(import.bench.engine->resend(import.id, second, Route::Records, {u"Email"_s, true}));
        QVERIFY(import.bench.rest(import.id));
        QCOMPARE(import.count(u"Mailing_City = 'Berlin'"_s), sent);
        const auto plan = planOf(import.bench, import.id);
        QVERIFY(plan);
        QCOMPARE(plan->restores.size(), std::size_t(there));
        const auto undone = undo(import.bench, plan);
        QVERIFY(undone && import.bench.rest(*undone));
        QCOMPARE(import.count(u"1"_s), there);
        QCOMPARE(import.count(u"Mailing_City = 'Bonn'"_s), there - 1);
        QCOMPARE(import.count(u"Mailing_City = 'By hand'"_s), 1);
    }

    void whoeverKeepsSaysWhatIsUpdated()
    {
        Refused import;
        const auto again = import.bench.engine->resend(import.id, import.rows, Route::Job, {{}, true});
        QVERIFY(!again && again.error().sentence.contains(u"by which field"));
    }

    /// The copy cannot be had at all: the import goes on without it, or is stopped, and is not stuck.
    void withoutTheCopy_data()
    {
        QTest::addColumn<bool>("goOn");
        QTest::newRow("goes on") << true;
        QTest::newRow("is stopped") << false;
    }
    void withoutTheCopy()
    {
        QFETCH(bool, goOn);
        Refused import;
        import.crm.tell(u"scenario"_s,
                        {{ u"rules"_s,
                           QJsonArray {
                               QJsonObject {
                                   {u"on"_s, u"read.job"_s},
                                   { u"do"_s,
                                     u"fail"_s }
                               }
                           } }});
        QVERIFY(import.bench.engine->resend(import.id, import.rows, Route::Job, {u"Email"_s, true}));
        QVERIFY(import.bench.rest(import.id));
        QCOMPARE(import.bench.snapshot(import.id).record.state, ImportState::Stopped);
        if (goOn) {
            QVERIFY(import.bench.engine->giveUpKeeping(import.id));
            QVERIFY(import.bench.engine->resume(import.id));
            QVERIFY(import.bench.rest(import.id));
            QCOMPARE(import.bench.snapshot(import.id).fates.updated, there);
            return;
        }
        QVERIFY(import.bench.engine->cancel(import.id));
        QVERIFY(import.bench.rest(import.id));
        QCOMPARE(import.bench.snapshot(import.id).fates.unprocessed, there);
        QCOMPARE(import.count(u"Mailing_City = 'Bonn'"_s), there);
        // Sent again as new records: nothing is read for that.
        const int reads = import.crm.wireCount(u"POST"_s, u"/crm/bulk/v8/read"_s);
        QVERIFY(import.bench.engine->resend(import.id, import.rows, Route::Job));
        QVERIFY(import.bench.rest(import.id));
        QCOMPARE(import.crm.wireCount(u"POST"_s, u"/crm/bulk/v8/read"_s), reads);
        QCOMPARE(import.bench.snapshot(import.id).fates.refused, there);
    }

    /// Where that cannot be read, nothing is updated; going on begins with reading it, after a restart, too.
    void nothingIsUpdatedBeforeItIsKept()
    {
        Refused import;
        import.crm.tell(u"scenario"_s,
                        {{ u"rules"_s,
                           QJsonArray {
                               QJsonObject {
                                   {u"on"_s, u"read.job"_s},
                                   { u"do"_s,
                                     u"fail"_s }
                               }
                           } }});
        const QString before = contents(import.crm);
        const int jobs = Refused::writeJobs(import.crm);
        QVERIFY(import.bench.engine->resend(import.id, import.rows, Route::Job, {u"Email"_s, true}));
        QVERIFY(import.bench.rest(import.id));
        const ImportSnapshot stopped = import.bench.snapshot(import.id);
        QCOMPARE(stopped.record.state, ImportState::Stopped);
        QVERIFY2(stopped.record.failure.contains(u"None of them was sent"), qPrintable(stopped.record.failure));
        QCOMPARE(Refused::writeJobs(import.crm), jobs);
        QCOMPARE(contents(import.crm), before);
        import.crm.tell(u"scenario"_s, {{ u"rules"_s, QJsonArray() }});
        import.bench.restart();
        QVERIFY(import.bench.connect());
        QVERIFY(import.bench.engine->resume(import.id) && import.bench.rest(import.id));
        QCOMPARE(import.bench.snapshot(import.id).fates.updated, there);
        const auto plan = planOf(import.bench, import.id);
        QVERIFY(plan);
        QCOMPARE(plan->restores.size(), std::size_t(there));
    }

    /// A copy that is made after the first update would bring back what that update wrote.
    void keptBeforeTheFirstUpdateOrNotAtAll()
    {
        Refused import;
        const std::vector<RowNumber> first(import.rows.begin(), import.rows.begin() + 10);
        QVERIFY(import.bench.engine->resend(import.id, first, Route::Records, {u"Email"_s}));
        QVERIFY(import.bench.rest(import.id));
        QVERIFY(!import.bench.engine->canKeepBefore(import.id));
        const auto late = import.bench.engine->resend(import.id, import.rows, Route::Records, {u"Email"_s, true});
        QVERIFY(!late && late.error().sentence.contains(u"cannot be kept any more"));
        QVERIFY(import.bench.engine->resend(import.id, import.rows, Route::Records, {u"Email"_s}));
        QVERIFY(import.bench.rest(import.id));
        const auto plan = planOf(import.bench, import.id);
        QVERIFY(plan && plan->restores.empty());
        QCOMPARE(plan->noOldValues.size(), std::size_t(there));
    }

    void onlyByWhatIsUnique()
    {
        Refused import;
        for (const QString& field : {u"Mailing_City"_s, u"Last_Name"_s, u"Legacy_ID"_s, u"Nothing"_s}) {
            const auto sentAgain = import.bench.engine->resend(import.id, import.rows, Route::Job, {field});
            QVERIFY2(!sentAgain && sentAgain.error().sentence.contains(u"unique field"), qPrintable(field));
        }
        QCOMPARE(import.count(u"Mailing_City = 'Bonn'"_s), there);
        // As records it costs one credit for ten.
        const auto plan = import.bench.engine->resendPlan(import.id, import.rows, u"Email"_s);
        QVERIFY(plan && plan->cheaper == Route::Records);
        QCOMPARE(plan->recordCredits, 4);
    }
};

QTEST_GUILESS_MAIN(TestFlowUpdating)
#include "tst_flow_updating.moc"

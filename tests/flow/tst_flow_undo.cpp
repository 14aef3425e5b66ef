// SPDX-License-Identifier: GPL-3.0-or-later
// Undoing an import, against the local CRM: its own table is the truth, before and after.
#include "support/importbench.h"
#include "support/undohelp.h"
#include "support/waitfor.h"
#include "transfer/verifier.h"

#include <QDir>
#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace stevedore;
using namespace stevedore::test;
using namespace Qt::StringLiterals;

namespace {

const QString writePath = u"/crm/bulk/v8/write"_s;

QString csvFile(const QTemporaryDir& dir, const QString& name, const QByteArray& text)
{
    const QString path = dir.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return {};
    return path;
}

/// `count` contacts whose keys begin at `from`.
QByteArray contactsCsv(int from, int count, const QByteArray& city)
{
    QByteArray text = "First Name,Last Name,Email,Mailing City,Description\r\n";
    for (int i = from; i < from + count; ++i) {
        const QByteArray n = QByteArray::number(i);
        // Some have no city at first: undoing has to empty it again.
        const QByteArray place = city == "Bonn" && i % 5 == 0 ? QByteArray() : city + n;
        text += "Ada,\"Name, " + n + "\",user" + n + "@example.com," + place + ",\"two\nlines \"\"" + n + "\"\"\"\r\n";
    }
    return text;
}

/// 300 contacts in the CRM; then an upsert of which 200 find theirs and 100 are new, with what was there kept.
struct Upserted
{
    SandboxProcess crm;
    QTemporaryDir dir;
    std::unique_ptr<ImportBench> bench;
    QString before;
    ImportId id;
    bool ok = false;

    explicit Upserted(const QStringList& options = {}) : crm(options)
    {
        bench = std::make_unique<ImportBench>(crm);
        if (!bench->connect())
            return;
        const auto first = bench->prepare(csvFile(dir, u"a.csv"_s, contactsCsv(1, 300, "Bonn")), u"Contacts"_s);
        if (!first || !bench->start(*first) || !bench->rest(*first) || bench->snapshot(*first).fates.added != 300)
            return;
        before = contents(crm);
        const auto second = bench->prepare(csvFile(dir, u"b.csv"_s, contactsCsv(101, 300, "Köln")), u"Contacts"_s,
                                           Operation::Upsert, u"Email"_s);
        if (!second || !bench->engine->setKeepBefore(*second, true) || !bench->start(*second))
            return;
        id = *second;
        ok = bench->rest(id);
    }
};

/// Of the calls of the Records API that follow, the first and the third are carried out and not answered.
void loseTwoAnswers(const SandboxProcess& crm)
{
    crm.tell(u"scenario"_s, {{u"rules"_s, QJsonArray{QJsonObject{{u"on"_s, u"records"_s},
                                                                 {u"nth"_s, 1},
                                                                 {u"every"_s, 2},
                                                                 {u"times"_s, 2},
                                                                 {u"do"_s, u"cut"_s},
                                                                 {u"at"_s, u"answer"_s}}}}});
}

} // namespace

class TestFlowUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void createdRecordsAreDeleted_data()
    {
        QTest::addColumn<int>("rows");
        QTest::newRow("few, asked for by their ids") << 450;
        QTest::newRow("many, read in bulk") << 2500;
    }
    void createdRecordsAreDeleted()
    {
        QFETCH(const int, rows);
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(rows), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        QVERIFY(bench.rest(*id));
        const qint64 added = bench.snapshot(*id).fates.added;
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), added);
        // One record was changed since by somebody else, one by ourselves, one is gone.
        crm.sql(u"update Contacts set Modified_By = 1 where id = (select min(id) from Contacts) returning id"_s);
        crm.sql(
            u"update Contacts set Modified_Time = Modified_Time + 3600000 where id = (select max(id) from Contacts) "
            "returning id"_s);
        crm.sql(u"delete from Contacts where id = (select id from Contacts order by id limit 1 offset 5) "
                "returning id"_s);

        const auto plan = planOf(bench, *id);
        QVERIFY(plan);
        QCOMPARE(qint64(plan->deletes.size()), added - 3);
        QCOMPARE(plan->changed.size(), std::size_t(2));
        QVERIFY(plan->changed[0].added && plan->changed[1].added);
        QVERIFY(std::any_of(plan->changed.begin(), plan->changed.end(),
                            [](const ChangedRecord& record) { return record.stamp.userId == u"1"_s; }));
        QCOMPARE(plan->nothingToDo.size(), std::size_t(1));
        QVERIFY(plan->restores.empty() && plan->noRecord.empty() && plan->noOldValues.empty());
        const auto undoing = undo(bench, plan);
        QVERIFY(undoing && bench.rest(*undoing));
        const ImportSnapshot s = bench.snapshot(*undoing);
        QCOMPARE(s.record.undoOf, *id);
        QCOMPARE(s.record.state, ImportState::Finished);
        QCOMPARE(s.fates.deleted, added - 3);
        QCOMPARE(qint64(s.parts.size()), (added - 3 + 99) / 100);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 2);
        const auto verified = bench.engine->verify(*undoing);
        QVERIFY2(verified && verified->problems.isEmpty(),
                 qPrintable(verified ? verified->problems.join(u'\n') : verified.error().sentence));

        const auto rest = planOf(bench, *id);
        QVERIFY(rest && rest->deletes.empty());
        const auto all = undo(bench, rest, true);
        QVERIFY(all && bench.rest(*all));
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 0);
        // An undo is not undone, and nothing is left to do.
        QVERIFY(!planOf(bench, *all));
        const auto nothing = planOf(bench, *id);
        QVERIFY(nothing && nothing->deletes.empty() && nothing->changed.empty());
    }

    void upsertIsTakenBack_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("nobody came in between") << QString();
        QTest::newRow("a record changed by somebody")
            << u"update Contacts set Modified_By = 1, Mailing_City = 'By hand' where Email = 'user150@example.com' returning id"_s;
    }
    void upsertIsTakenBack()
    {
        QFETCH(const QString, change);
        Upserted world;
        QVERIFY(world.ok);
        QCOMPARE(world.bench->snapshot(world.id).fates.updated, 200);
        QCOMPARE(world.bench->snapshot(world.id).fates.added, 100);
        QCOMPARE(world.bench->snapshot(world.id).record.beforeImage, BeforeImage::Kept);
        if (!change.isEmpty())
            QVERIFY(world.crm.sql(change).isValid());
        const auto plan = planOf(*world.bench, world.id);
        QVERIFY(plan);
        QCOMPARE(plan->deletes.size(), std::size_t(100));
        QCOMPARE(plan->restores.size(), std::size_t(change.isEmpty() ? 200 : 199));
        QCOMPARE(plan->changed.size(), std::size_t(change.isEmpty() ? 0 : 1));
        if (!change.isEmpty())
            QVERIFY(!plan->changed[0].added && plan->changed[0].row.row == RowNumber(50));
        const auto id = undo(*world.bench, plan);
        QVERIFY(id && world.bench->rest(*id));
        const ImportSnapshot s = world.bench->snapshot(*id);
        QCOMPARE(s.fates.deleted, 100);
        QCOMPARE(s.fates.updated, qint64(plan->restores.size()));
        if (change.isEmpty()) {
            QCOMPARE(contents(world.crm), world.before);
        } else {
            QCOMPARE(
                world.crm.sql(u"select Mailing_City from Contacts where Email = 'user150@example.com'"_s).toString(),
                u"By hand"_s);
            const auto rest = planOf(*world.bench, world.id);
            const auto all = undo(*world.bench, rest, true);
            QVERIFY(all && world.bench->rest(*all));
            QCOMPARE(contents(world.crm), world.before);
        }
    }

    /// Without what was there before, only what was created can be taken back, and that is said.
    void withoutOldValues()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto first = bench.prepare(csvFile(dir, u"a.csv"_s, contactsCsv(1, 20, "Bonn")), u"Contacts"_s);
        QVERIFY(first && bench.start(*first) && bench.rest(*first));
        const auto second = bench.prepare(csvFile(dir, u"b.csv"_s, contactsCsv(11, 20, "Köln")), u"Contacts"_s,
                                          Operation::Upsert, u"Email"_s);
        QVERIFY(second && bench.start(*second) && bench.rest(*second));
        const auto plan = planOf(bench, *second);
        QVERIFY(plan);
        QCOMPARE(plan->deletes.size(), std::size_t(10));
        QCOMPARE(plan->noOldValues.size(), std::size_t(10));
    }

    /// Ended at each stage of the undo, and begun anew.
    void survivesBeingEnded()
    {
        Upserted world;
        QVERIFY(world.ok);
        ImportBench& bench = *world.bench;
        const auto plan = planOf(bench, world.id);
        QVERIFY(plan);
        const auto id = undo(bench, plan);
        QVERIFY(id);
        int ends = 0;
        // What is lost a fourth time in a row is asked about, and here nobody answers.
        const auto repeats = [&] {
            QHash<PartId, int> out;
            for (const PartSnapshot& part : bench.snapshot(*id).parts)
                if (part.record.repeatOf.value != 0)
                    out.insert(part.record.id, out.value(part.record.repeatOf) + 1);
            return out.isEmpty() ? 0 : *std::max_element(out.cbegin(), out.cend());
        };
        while (bench.snapshot(*id).record.state != ImportState::Finished && ends < 60 && repeats() < 3) {
            const int stop = ends / 4; // events until the next end
            int seen = 0;
            QObject::connect(bench.engine.get(), &Engine::partStageChanged, bench.engine.get(),
                             [&](auto, auto) { ++seen; });
            (void)waitFor([&] { return seen > stop || bench.snapshot(*id).record.state == ImportState::Finished; },
                          30'000);
            if (bench.snapshot(*id).record.state == ImportState::Finished)
                break;
            bench.restart();
            ++ends;
            QVERIFY(bench.connect());
            (void)bench.engine->resume(*id);
        }
        qInfo("ended %d times", ends);
        QVERIFY(ends > 3);
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.unknown, 0);
        QCOMPARE(contents(world.crm), world.before);
    }

    /// The same where nothing but deletions goes out.
    void lostAnswersToDeletions()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(450), u"Contacts"_s);
        QVERIFY(id && bench.start(*id) && bench.rest(*id));
        const auto plan = planOf(bench, *id);
        QVERIFY(plan);
        loseTwoAnswers(crm);
        const auto undoing = undo(bench, plan);
        QVERIFY(undoing && bench.rest(*undoing));
        const ImportSnapshot s = bench.snapshot(*undoing);
        QCOMPARE(s.fates.deleted, qint64(plan->deletes.size()));
        QCOMPARE(s.fates.skipped, 0);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 0);
    }

    /// The answer to a deletion is lost: it is asked again, and what is gone counts as deleted.
    void lostAnswers()
    {
        Upserted world;
        QVERIFY(world.ok);
        const auto plan = planOf(*world.bench, world.id);
        QVERIFY(plan);
        loseTwoAnswers(world.crm);
        const auto id = undo(*world.bench, plan);
        QVERIFY(id && world.bench->rest(*id));
        QCOMPARE(world.bench->snapshot(*id).fates.deleted, 100);
        QCOMPARE(world.bench->snapshot(*id).fates.skipped, 0);
        QCOMPARE(contents(world.crm), world.before);
    }

    /// A gateway that is out of order for a moment does not end the look at the records.
    void theLookIsTriedAgain()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto id = bench.prepare(csvFile(dir, u"a.csv"_s, contactsCsv(1, 20, "Bonn")), u"Contacts"_s);
        QVERIFY(id && bench.start(*id) && bench.rest(*id));
        crm.tell(u"scenario"_s, {{u"rules"_s, QJsonArray{QJsonObject{{u"on"_s, u"api"_s},
                                                                     {u"nth"_s, 1},
                                                                     {u"do"_s, u"answer"_s},
                                                                     {u"status"_s, 503},
                                                                     {u"handled"_s, false}}}}});
        const auto plan = planOf(bench, *id);
        QVERIFY(plan);
        QCOMPARE(plan->deletes.size(), std::size_t(20));
        QVERIFY(crm.wireCount(u"GET"_s, u"/crm/v8/Contacts"_s) >= 2);
    }

    /// The CRM's clock and ours differ: what was written by the import is not taken for somebody's change.
    void clocksThatDiffer()
    {
        SandboxProcess crm;
        crm.tell(u"clock"_s, {{u"advance_seconds"_s, 3 * 3600}});
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto id = bench.prepare(csvFile(dir, u"a.csv"_s, contactsCsv(1, 20, "Bonn")), u"Contacts"_s);
        QVERIFY(id && bench.start(*id) && bench.rest(*id));
        const auto plan = planOf(bench, *id);
        QVERIFY(plan);
        QCOMPARE(plan->deletes.size(), std::size_t(20));
        QVERIFY(plan->changed.empty());
    }

    /// What is there before cannot be read: nothing is sent, and going on begins with reading it.
    void oldValuesComeFirst()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto first = bench.prepare(csvFile(dir, u"a.csv"_s, contactsCsv(1, 20, "Bonn")), u"Contacts"_s);
        QVERIFY(first && bench.start(*first) && bench.rest(*first));
        const QString before = contents(crm);
        crm.tell(u"scenario"_s,
                 {{u"rules"_s, QJsonArray{QJsonObject{{u"on"_s, u"read.job"_s}, {u"do"_s, u"fail"_s}}}}});
        const auto second = bench.prepare(csvFile(dir, u"b.csv"_s, contactsCsv(11, 20, "Köln")), u"Contacts"_s,
                                          Operation::Upsert, u"Email"_s);
        QVERIFY(second && bench.engine->setKeepBefore(*second, true) && bench.start(*second) && bench.rest(*second));
        QCOMPARE(bench.snapshot(*second).record.state, ImportState::Stopped);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
        QCOMPARE(contents(crm), before);
        crm.tell(u"scenario"_s, {{u"rules"_s, QJsonArray()}});
        bench.restart();
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->resume(*second) && bench.rest(*second));
        QCOMPARE(bench.snapshot(*second).record.state, ImportState::Finished);
        const auto plan = planOf(bench, *second);
        QVERIFY(plan);
        const auto id = undo(bench, plan);
        QVERIFY(id && bench.rest(*id));
        QCOMPARE(contents(crm), before);
    }

    /// Nobody may send what is left of an undo that was not made to its end: it looks like any draft.
    void halfMadeUndosAreRemoved()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QVERIFY(QDir().mkpath(bench.home() + u"/undo"_s));
        const QTemporaryDir dir;
        const QString other = csvFile(dir, u"a.csv"_s, contactsCsv(1, 10, "Bonn"));
        const QString half = bench.home() + u"/undo/undo-of-1-1.csv"_s;
        QVERIFY(QFile::copy(other, half));
        QVERIFY(bench.prepare(half, u"Contacts"_s) && bench.prepare(other, u"Contacts"_s));
        QCOMPARE(bench.engine->imports().size(), 2);
        bench.restart();
        QCOMPARE(bench.engine->imports().size(), 1);
        QCOMPARE(bench.engine->imports().first().record.sourcePath, other);
    }
};

QTEST_GUILESS_MAIN(TestFlowUndo)
#include "tst_flow_undo.moc"

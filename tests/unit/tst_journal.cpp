// SPDX-License-Identifier: GPL-3.0-or-later
#include "journal/journal.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

struct Home
{
    Home() { opened = journal.open(dir.path()).has_value(); }
    QTemporaryDir dir;
    Journal journal;
    bool opened = false;

    ImportRecord newImport()
    {
        ImportRecord record;
        record.createdAt = QDateTime::currentDateTimeUtc();
        record.sourcePath = u"/x/y.csv"_s;
        record.rowCount = 100;
        record.id = journal.addImport(record).value();
        return record;
    }
};

PartRecord part(const ImportRecord& import, int round, int number, const QByteArray& rows)
{
    PartRecord out;
    out.import = import.id;
    out.round = round;
    out.number = number;
    out.rows = rows;
    out.rowCount = RowSet::decoded(rows)->count().value;
    return out;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void importsAndPartsComeBackAsStored()
    {
        Home home;
        QVERIFY(home.opened);
        ImportRecord record = home.newImport();
        record.state = ImportState::Running;
        record.module = u"Contacts"_s;
        record.startedAt = QDateTime::fromString(u"2026-11-23T10:00:00.123Z"_s, Qt::ISODateWithMs);
        PartRecord one = part(record, 1, 1, "1-50");
        one.jobId = u"4876876000000541999"_s;
        one.packedAt = record.startedAt;
        one.zipSha256 = "ab";
        const auto stored = home.journal.addParts(record, {one, part(record, 1, 2, "51-100")}, {});
        QVERIFY(stored);
        Journal again;
        QVERIFY(again.open(home.dir.path()));
        QVERIFY(!again.isOwner());
        QVERIFY(!again.ownerText().isEmpty());
        ImportRecord expected = record;
        expected.createdAt = again.import(record.id)->createdAt;
        QCOMPARE(again.import(record.id).value(), expected);
        QCOMPARE(again.parts(record.id).value(), *stored);
        QCOMPARE(home.journal.imports()->size(), 1U);
        QVERIFY(!home.journal.import(ImportId(99)));
    }

    void fatesAndCounts()
    {
        Home home;
        ImportRecord record = home.newImport();
        auto parts =
            home.journal
                .addParts(record, {part(record, 1, 1, "1-4")}, {{RowNumber(5), Fate::Refused, {}, u"TOO_MANY_CELLS"_s}})
                .value();
        PartRecord done = parts[0];
        done.stage = PartStage::Done;
        QVERIFY(home.journal.storeOutcomes(done, {{RowNumber(1), Fate::Added, u"4876876000000541999"_s, {}},
                                                  {RowNumber(2), Fate::Refused, {}, u"INVALID_DATA-Email"_s},
                                                  {RowNumber(3), Fate::Refused, {}, u"INVALID_DATA-Email"_s},
                                                  {RowNumber(4), Fate::Unknown, {}, {}}}));
        FateCounts expected;
        expected.added = 1;
        expected.refused = 3;
        expected.unknown = 1;
        QCOMPARE(home.journal.fateCounts(record.id).value(), expected);
        QCOMPARE(home.journal.errorGroups(record.id).value(),
                 (std::vector<ErrorGroup>{{u"INVALID_DATA-Email"_s, 2}, {u"TOO_MANY_CELLS"_s, 1}}));
        QCOMPARE(home.journal.openRows(record.id)->size(), 4U);
        QCOMPARE(home.journal.parts(record.id)->front().stage, PartStage::Done);
        // Storing the same again changes nothing: a crash behind the commit repeats it.
        QVERIFY(home.journal.storeOutcomes(done, {{RowNumber(1), Fate::Added, u"4876876000000541999"_s, {}}}));
        QCOMPARE(home.journal.fateCounts(record.id).value(), expected);
    }

    void aRowIsInOneOpenPartOnly()
    {
        Home home;
        ImportRecord record = home.newImport();
        auto first = home.journal.addParts(record, {part(record, 1, 1, "1-4")}, {}).value();
        std::vector<OutcomeRecord> outcomes;
        for (qint64 row = 1; row <= 4; ++row)
            outcomes.push_back({RowNumber(row), Fate::Refused, {}, u"INVALID_DATA-Email"_s});
        QVERIFY(home.journal.storeOutcomes(first[0], outcomes));
        auto second = home.journal.addParts(record, {part(record, 2, 1, "2-3")}, {});
        QVERIFY(second);
        QCOMPARE(home.journal.fateCounts(record.id)->refused, 2);
        QCOMPARE(home.journal.resendableRows(record.id).value(), (std::vector<RowNumber>{RowNumber(1), RowNumber(4)}));
        // Row 3 is on its way: a second window, a double click.
        const auto clash = home.journal.addParts(record, {part(record, 3, 1, "1"), part(record, 3, 2, "3-4")}, {});
        QVERIFY(!clash);
        QCOMPARE(home.journal.parts(record.id)->size(), 2U);
        QCOMPARE(home.journal.fateCounts(record.id)->refused, 2);

        QVERIFY(
            home.journal.storeOutcomes((*second)[0], {{RowNumber(2), Fate::Added, u"1"_s, {}},
                                                      {RowNumber(3), Fate::Refused, {}, u"DUPLICATE_DATA-Email"_s}}));
        const auto history = home.journal.history(record.id, RowNumber(3)).value();
        QCOMPARE(history.size(), 2U);
        QCOMPARE(history[0].outcome.errors, u"INVALID_DATA-Email"_s);
        QCOMPARE(history[0].round, 1);
        QCOMPARE(history[1].outcome.errors, u"DUPLICATE_DATA-Email"_s);
        QCOMPARE(home.journal.fateCounts(record.id)->refused, 3);
        QCOMPARE(home.journal.fateCounts(record.id)->added, 1);
    }

    void fixesMakeRowsReadyUntilTheyAreSent()
    {
        Home home;
        ImportRecord record = home.newImport();
        QVERIFY(home.journal.addFixes(record.id, {{RowNumber(1), 0, u"before sending"_s}}));
        auto parts = home.journal.addParts(record, {part(record, 1, 1, "1-2")}, {}).value();
        QVERIFY(home.journal.storeOutcomes(
            parts[0], {{RowNumber(1), Fate::Refused, {}, u"X-A"_s}, {RowNumber(2), Fate::Refused, {}, u"X-A"_s}}));
        QVERIFY(home.journal.readyRows(record.id)->empty());
        QVERIFY(home.journal.addFixes(record.id, {{RowNumber(2), 3, u"ä;\"\n"_s}}));
        QCOMPARE(home.journal.readyRows(record.id).value(), std::vector<RowNumber>{RowNumber(2)});
        QCOMPARE(home.journal.openRows(record.id).value()[1].ready, true);
        QCOMPARE(home.journal.fixes(record.id).value(),
                 (std::vector<FixRecord>{{RowNumber(1), 0, u"before sending"_s}, {RowNumber(2), 3, u"ä;\"\n"_s}}));
        auto second = home.journal.addParts(record, {part(record, 2, 1, "2")}, {}).value();
        QVERIFY(home.journal.storeOutcomes(second[0], {{RowNumber(2), Fate::Refused, {}, u"X-A"_s}}));
        QVERIFY(home.journal.readyRows(record.id)->empty());
        QVERIFY(home.journal.removeFixes(record.id, {{RowNumber(2), 3, {}}}));
        QCOMPARE(home.journal.fixes(record.id)->size(), 1U);
    }

    void rowsLeftOut()
    {
        Home home;
        ImportRecord record = home.newImport();
        QVERIFY(home.journal.setLeftOut(record.id, {RowNumber(7)}, true));
        QCOMPARE(home.journal.leftOut(record.id).value(), std::vector<RowNumber>{RowNumber(7)});
        QVERIFY(home.journal.setLeftOut(record.id, {RowNumber(7)}, false));
        QVERIFY(home.journal.leftOut(record.id)->empty());
        record.state = ImportState::Finished;
        auto parts = home.journal.addParts(record, {part(record, 1, 1, "1-2")}, {}).value();
        QVERIFY(home.journal.storeOutcomes(
            parts[0], {{RowNumber(1), Fate::Added, u"1"_s, {}}, {RowNumber(2), Fate::Refused, {}, u"X-A"_s}}));
        // A row that is in cannot be left out any more.
        QVERIFY(home.journal.setLeftOut(record.id, {RowNumber(1), RowNumber(2)}, true));
        QCOMPARE(home.journal.fateCounts(record.id)->leftOut, 1);
        QCOMPARE(home.journal.fateCounts(record.id)->added, 1);
        QCOMPARE(home.journal.fateCounts(record.id)->refused, 0);
        QVERIFY(home.journal.setLeftOut(record.id, {RowNumber(2)}, false));
        QCOMPARE(home.journal.fateCounts(record.id)->refused, 1);
        QCOMPARE(home.journal.openRows(record.id).value()[0].errors, u"X-A"_s);
    }

    void rowsThatWaitArePlannedOnce()
    {
        Home home;
        ImportRecord record = home.newImport();
        record.state = ImportState::Running;
        const RowSet waiting = RowSet::decoded("1-3,6-100").value();
        auto parts =
            home.journal
                .addFirstParts(record, {part(record, 1, 1, "4")}, {{RowNumber(5), Fate::LeftOut, {}, {}}}, waiting)
                .value();
        QCOMPARE(home.journal.waitingRows(record.id).value(), waiting);
        // Storing the import does not touch them.
        QVERIFY(home.journal.updateImport(record));
        QCOMPARE(home.journal.waitingRows(record.id).value(), waiting);
        QVERIFY(home.journal.setLeftOut(record.id, {RowNumber(100), RowNumber(2), RowNumber(2), RowNumber(4)}, true));
        QCOMPARE(home.journal.waitingRows(record.id)->encoded(), QByteArray("1,3,6-99"));
        QCOMPARE(home.journal.fateCounts(record.id)->leftOut, 3);
        QVERIFY(home.journal.setLeftOut(record.id, {RowNumber(100), RowNumber(2), RowNumber(5)}, false));
        QCOMPARE(home.journal.waitingRows(record.id)->encoded(), QByteArray("1-3,5-100"));
        QCOMPARE(home.journal.fateCounts(record.id)->leftOut, 0);

        QVERIFY(!home.journal.addFirstParts(record, {part(record, 2, 1, "1-2,4-100")}, {}, {}));
        QCOMPARE(home.journal.parts(record.id)->size(), 1U);
        QVERIFY(home.journal.addFirstParts(record, {part(record, 2, 1, "1-3,5-100")}, {}, {}));
        QVERIFY(home.journal.waitingRows(record.id)->isEmpty());
        QVERIFY(!home.journal.addFirstParts(record, {part(record, 3, 1, "1-3,5-100")}, {}, {}));
        QCOMPARE(home.journal.parts(record.id)->size(), 2U);
    }

    void splitPartsShareTheirRows()
    {
        Home home;
        ImportRecord record = home.newImport();
        auto parts = home.journal.addParts(record, {part(record, 1, 1, "1-10")}, {}).value();
        PartRecord kept = parts[0];
        kept.rows = "1-5";
        kept.rowCount = 5;
        PartRecord added = part(record, 1, 2, "6-10");
        QVERIFY(home.journal.splitPart(kept, added));
        const auto stored = home.journal.parts(record.id).value();
        QCOMPARE(stored.size(), 2U);
        QCOMPARE(stored[0].rows, QByteArray("1-5"));
        QCOMPARE(stored[1].rows, QByteArray("6-10"));
    }

    void filesThatAreNoJournalAreRefused()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(u"journal.sqlite"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        Journal journal;
        const auto opened = journal.open(dir.path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, FailureKind::Journal);
    }

    void filesAreTheOwnersOnly()
    {
        Home home;
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFile::permissions(home.dir.path()) & others, QFile::Permissions());
        QCOMPARE(QFile::permissions(home.dir.filePath(u"journal.sqlite"_s)) & others, QFile::Permissions());
    }

    void whoWasOvertakenWritesNoMore()
    {
        Home home;
        const ImportRecord record = home.newImport();
        // Somebody removed the lock while the first process slept.
        QVERIFY(QFile::remove(home.dir.filePath(u"lock"_s)));
        Journal other;
        QVERIFY(other.open(home.dir.path()));
        QVERIFY(other.isOwner());
        const auto written = home.journal.updateImport(record);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, FailureKind::Journal);
        QVERIFY(!home.journal.addParts(record, {part(record, 1, 1, "1-50")}, {}));
        QVERIFY(!home.journal.addEvent({}));
        QVERIFY(other.updateImport(record));
    }

    void eventsAreLinked()
    {
        Home home;
        const ImportRecord record = home.newImport();
        PartRecord one = home.journal.addParts(record, {part(record, 1, 1, "1-50")}, {})->front();
        for (const PartStage stage : {PartStage::Packed, PartStage::Uploading, PartStage::Uploaded}) {
            one.stage = stage;
            QVERIFY(home.journal.updatePart(one, {{u"request"_s, "body " + QByteArray::number(int(stage))}}));
        }
        QCOMPARE(home.journal.events(record.id, one.id)->size(), 3u);
        QCOMPARE(home.journal.evidence(one.id)->at(1), (EvidenceRecord{u"request"_s, "body 3"}));
        QCOMPARE(*home.journal.brokenChain(), QString());
    }

    void tamperingIsNoticed_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("changed") << u"update event set text = 'stage 9' where sequence = 3"_s;
        QTest::newRow("another time") << u"update event set at = '2020-01-01T00:00:00.000Z' where sequence = 2"_s;
        QTest::newRow("lost") << u"delete from event where sequence = 2"_s;
        QTest::newRow("evidence") << u"update evidence set content = x'00' where id = 1"_s;
    }

    void tamperingIsNoticed()
    {
        QFETCH(QString, sql);
        Home home;
        const ImportRecord record = home.newImport();
        PartRecord one = home.journal.addParts(record, {part(record, 1, 1, "1-50")}, {})->front();
        for (const PartStage stage : {PartStage::Packed, PartStage::Uploading, PartStage::Uploaded}) {
            one.stage = stage;
            QVERIFY(home.journal.updatePart(one, {{u"request"_s, "{}"}}));
        }
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
            db.setDatabaseName(home.dir.filePath(u"journal.sqlite"_s));
            QVERIFY(db.open());
            QSqlQuery query(db);
            QVERIFY(query.exec(sql));
        }
        QSqlDatabase::removeDatabase(u"tamper"_s);
        QVERIFY(!home.journal.brokenChain()->isEmpty());
    }

    void repeatingTakesTheRowsOver()
    {
        Home home;
        const ImportRecord record = home.newImport();
        PartRecord one = home.journal.addParts(record, {part(record, 1, 1, "1-2")}, {})->front();
        one.stage = PartStage::Doubt;
        QVERIFY(home.journal.storeOutcomes(
            one, {{RowNumber(1), Fate::Unknown, {}, {}}, {RowNumber(2), Fate::Unknown, {}, {}}}));
        one.stage = PartStage::Repeated;
        PartRecord again = part(record, 1, 2, "1-2");
        again.repeatOf = one.id;
        const auto stored = home.journal.repeatPart(one, again);
        QVERIFY(stored);
        QCOMPARE(home.journal.fateCounts(record.id)->unknown, 0);
        QCOMPARE(home.journal.parts(record.id)->at(1).repeatOf, one.id);
        // The rows are taken: nobody else gets them.
        QVERIFY(!home.journal.repeatPart(one, part(record, 1, 3, "1-2")));
        QCOMPARE(home.journal.history(record.id, RowNumber(1))->size(), 1u);
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"

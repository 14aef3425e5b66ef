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

/// Rows from..to that are in, with ids that follow one another.
std::vector<OutcomeRecord> added(qint64 from, qint64 to)
{
    std::vector<OutcomeRecord> out;
    for (qint64 row = from; row <= to; ++row)
        out.push_back({RowNumber(row), Fate::Added, QString::number(4876876000000540000 + row), {}});
    return out;
}

/// Runs a statement behind the journal's back.
bool tamper(const Home& home, const QString& sql)
{
    bool done = false;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"tamper"_s);
        db.setDatabaseName(home.dir.filePath(u"journal.sqlite"_s));
        db.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=0"_s);
        done = db.open() && QSqlQuery(db).exec(sql);
    }
    QSqlDatabase::removeDatabase(u"tamper"_s);
    return done;
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

    /// While a request goes out the folder cannot change hands; before and afterwards it can.
    void heldFolderCannotBeTakenOver()
    {
        Home home;
        QVERIFY(home.opened);
        const QString takeOver = u"update meta set epoch = epoch + 1"_s;
        {
            const auto hold = home.journal.holdOwner();
            QVERIFY(hold && *hold);
            QVERIFY(!tamper(home, takeOver));
        }
        QVERIFY2(home.journal.holdOwner(), "held once, it can be held again");
        QVERIFY(tamper(home, takeOver));
        const auto late = home.journal.holdOwner();
        QVERIFY(!late);
        QVERIFY(late.error().sentence.contains(u"taken over"_s));
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

    void eachFateIsCountedAsItself()
    {
        Home home;
        const ImportRecord record = home.newImport();
        PartRecord done = home.journal.addParts(record, {part(record, 1, 1, "1-28")}, {})->front();
        done.stage = PartStage::Done;
        std::vector<OutcomeRecord> rows;
        const std::array fates{Fate::Added,       Fate::Updated, Fate::Skipped, Fate::Refused,
                               Fate::Unprocessed, Fate::Unknown, Fate::Deleted};
        for (std::size_t i = 0; i < fates.size(); ++i)
            for (std::size_t n = 0; n <= i; ++n)
                rows.push_back({RowNumber(qint64(rows.size()) + 1), fates[i], {}, {}});
        QVERIFY(home.journal.storeOutcomes(done, rows));
        const FateCounts counts = home.journal.fateCounts(record.id).value();
        QCOMPARE((QList<qint64>{counts.added, counts.updated, counts.skipped, counts.refused, counts.unprocessed,
                                counts.unknown, counts.deleted}),
                 (QList<qint64>{1, 2, 3, 4, 5, 6, 7}));
    }

    /// Rows that are in lie in pieces; whoever asks cannot tell.
    void rowsThatAreInComeBackAsStored()
    {
        Home home;
        const ImportRecord record = home.newImport();
        PartRecord one = home.journal.addParts(record, {part(record, 1, 1, "11-5000")}, {})->front();
        one.stage = PartStage::Done;
        std::vector<OutcomeRecord> rows = added(11, 5000);
        const QStringList ids{
            {},           u"0"_s,    u"007"_s, u"1"_s, u"9999999999999999999"_s, u"18446744073709551616"_s,
            u"5.7E+18"_s, u"ä id"_s, u"-3"_s};
        for (qsizetype i = 0; i < ids.size(); ++i)
            rows[std::size_t(i * 7)].recordId = ids[i];
        rows[3].fate = Fate::Updated;
        rows[4].fate = Fate::Skipped;
        rows[5].errors = u"in, but something was said of it"_s;
        for (std::size_t i = 100; i < 3000; i += 2)
            rows[i] = {rows[i].row, Fate::Refused, {}, u"INVALID_DATA-Email"_s};
        QVERIFY(home.journal.storeOutcomes(one, rows));
        QCOMPARE(home.journal.outcomes(record.id, one.id).value(), rows);
        FateCounts counts;
        counts.added = 4990 - 1450 - 2;
        counts.updated = counts.skipped = 1;
        counts.refused = 1450;
        QCOMPARE(home.journal.fateCounts(record.id).value(), counts);
        QCOMPARE(home.journal.history(record.id, RowNumber(14))->front().outcome, rows[3]);
        QVERIFY(home.journal.history(record.id, RowNumber(10))->empty());
        // A crash before the commit repeats it.
        QVERIFY(home.journal.storeOutcomes(one, rows));
        QCOMPARE(home.journal.outcomes(record.id, one.id).value(), rows);
        QCOMPARE(home.journal.fateCounts(record.id).value(), counts);
    }

    /// In, then refused, then in again: by another part, which finds some of them in a piece.
    void rowsThatAreInMayBeSettledAnew()
    {
        Home home;
        const ImportRecord record = home.newImport();
        auto parts =
            home.journal.addParts(record, {part(record, 1, 1, "1-10"), part(record, 1, 2, "11-20")}, {}).value();
        QVERIFY(home.journal.storeOutcomes(parts[0], added(1, 10)));
        const std::vector<OutcomeRecord> refused{{RowNumber(3), Fate::Refused, {}, u"X-A"_s},
                                                 {RowNumber(10), Fate::Unknown, {}, {}}};
        QVERIFY(home.journal.storeOutcomes(parts[1], refused));
        QCOMPARE(home.journal.outcomes(record.id, parts[1].id).value(), refused);
        QCOMPARE(home.journal.outcomes(record.id, parts[0].id)->size(), 8u);
        QCOMPARE(home.journal.fateCounts(record.id)->added, 8);
        QCOMPARE(home.journal.fateCounts(record.id)->refused, 1);
        QVERIFY(home.journal.storeOutcomes(parts[1], added(1, 20)));
        QCOMPARE(home.journal.outcomes(record.id, parts[1].id).value(), added(1, 20));
        QVERIFY(home.journal.outcomes(record.id, parts[0].id)->empty());
        QCOMPARE(home.journal.fateCounts(record.id)->added, 20);
        QCOMPARE(home.journal.fateCounts(record.id)->refused + home.journal.fateCounts(record.id)->unknown, 0);
        QVERIFY(home.journal.resendableRows(record.id)->empty());
    }

    void rowsThatAreInCanBeTakenByAnotherPart()
    {
        Home home;
        const ImportRecord record = home.newImport();
        const PartRecord one = home.journal.addParts(record, {part(record, 1, 1, "1-10")}, {})->front();
        QVERIFY(home.journal.storeOutcomes(one, added(1, 10)));
        const auto second = home.journal.addParts(record, {part(record, 2, 1, "2,7-8")}, {});
        QVERIFY(second);
        QCOMPARE(home.journal.fateCounts(record.id)->added, 7);
        QCOMPARE(home.journal.outcomes(record.id, one.id)->size(), 7u);
        QCOMPARE(home.journal.history(record.id, RowNumber(7))->front().outcome, added(7, 7).front());
        QVERIFY(!home.journal.addParts(record, {part(record, 3, 1, "7")}, {}));
        QVERIFY(home.journal.storeOutcomes(second->front(), {{RowNumber(2), Fate::Updated, u"1"_s, {}},
                                                             {RowNumber(7), Fate::Updated, u"2"_s, {}},
                                                             {RowNumber(8), Fate::Updated, u"3"_s, {}}}));
        QCOMPARE(home.journal.fateCounts(record.id)->updated, 3);
        const auto history = home.journal.history(record.id, RowNumber(7)).value();
        QCOMPARE(history.size(), 2u);
        QCOMPARE(history[1].outcome.recordId, u"2"_s);
        QCOMPARE(history[1].round, 2);
    }

    /// A journal of the version before had a row for each of them.
    void olderJournalsGoOn()
    {
        Home home;
        const ImportRecord record = home.newImport();
        PartRecord one = home.journal.addParts(record, {part(record, 1, 1, "1-3")}, {})->front();
        QVERIFY(home.journal.storeOutcomes(one, {{RowNumber(1), Fate::Refused, {}, u"X-A"_s}}));
        for (const QString& sql :
             {u"drop table page"_s, u"drop table export"_s,
              u"update outcome set fate = 1, record_id = '77', errors = ''"_s, u"update fate_count set fate = 1"_s,
              u"drop table piece"_s, u"alter table import drop column user_id"_s,
              u"alter table import drop column user_name"_s, u"alter table import drop column undo_of"_s,
              u"alter table import drop column delete_from"_s, u"alter table import drop column before_image"_s,
              u"alter table part drop column deleted"_s, u"alter table part drop column update_by"_s,
              u"pragma user_version = 3"_s})
            QVERIFY2(tamper(home, sql), qPrintable(sql));
        QVERIFY(QFile::remove(home.dir.filePath(u"lock"_s)));
        Journal journal;
        QVERIFY(journal.open(home.dir.path()));
        const OutcomeRecord old{RowNumber(1), Fate::Added, u"77"_s, {}};
        QCOMPARE(journal.outcomes(record.id, one.id).value(), std::vector{old});
        QVERIFY(journal.storeOutcomes(one, {old, {RowNumber(2), Fate::Added, u"78"_s, {}}}));
        QCOMPARE(journal.fateCounts(record.id)->added, 2);
        QCOMPARE(journal.outcomes(record.id, one.id)->size(), 2u);
    }

    void damagedPiecesAreNoticed()
    {
        Home home;
        const ImportRecord record = home.newImport();
        const PartRecord one = home.journal.addParts(record, {part(record, 1, 1, "1-10")}, {})->front();
        QVERIFY(home.journal.storeOutcomes(one, added(1, 10)));
        QVERIFY(tamper(home, u"update piece set content = substr(content, 1, length(content) - 1)"_s));
        QCOMPARE(home.journal.outcomes(record.id, one.id).error().kind, FailureKind::Journal);
        QVERIFY(!home.journal.storeOutcomes(one, added(1, 10)));
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
        QVERIFY(tamper(home, sql));
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

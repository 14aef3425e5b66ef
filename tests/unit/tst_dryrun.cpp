// SPDX-License-Identifier: GPL-3.0-or-later
// The pure pieces of a dry run: comparing values, finding keys, pages on disk, the pace of downloads.
#include "transfer/coqlreader.h"
#include "transfer/downloadpace.h"
#include "transfer/dryrun/comparison.h"
#include "transfer/dryrun/keyindex.h"
#include "transfer/partplan.h"
#include "transfer/recordsfile.h"
#include "transfer/zip.h"

#include <QDir>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

Field fieldOf(FieldType type, const QList<PicklistValue>& values = {})
{
    Field field;
    field.apiName = u"F"_s;
    field.type = type;
    field.picklist = values;
    return field;
}

} // namespace

class TestDryRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<FieldType>("type");
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("read");
        QTest::addColumn<Agreement>("agreement");
        const auto row = [](const char* name, FieldType type, const char* sent, const char* read, Agreement agreement) {
            QTest::newRow(name) << type << QByteArray(sent) << QByteArray(read) << agreement;
        };
        using enum Agreement;
        row("text", FieldType::Text, "a", "a", Same);
        row("text, case", FieldType::Text, "a", "A", Changed);
        row("text, blank", FieldType::Text, "a ", "a", Changed);
        row("text, was empty", FieldType::Text, "a", "", Changed);
        row("text, nothing sent", FieldType::Text, "", "a", Same);
        row("number, zeros", FieldType::Decimal, "007.50", "7.5", Same);
        row("number, minus zero", FieldType::Decimal, "-0.0", "0", Same);
        row("number, sign", FieldType::Decimal, "7.5", "-7.5", Changed);
        row("number, beyond a double", FieldType::BigInt, "900719925474099312", "900719925474099313", Changed);
        row("number, not read", FieldType::Decimal, "1", "1e3", Unclear);
        row("number, was empty", FieldType::Decimal, "0", "", Changed);
        row("boolean, other case", FieldType::Boolean, "true", "TRUE", Same);
        row("boolean, never ticked", FieldType::Boolean, "false", "", Same);
        row("boolean, changed", FieldType::Boolean, "true", "", Changed);
        row("date", FieldType::Date, "2025-03-01", "2025-03-02", Changed);
        row("date, odd", FieldType::Date, "2025-03-01", "03/01/2025", Unclear);
        row("moment, winter", FieldType::DateTime, "2025-01-31 00:30:00", "2025-01-30T15:30:00-08:00", Same);
        row("moment, summer", FieldType::DateTime, "2025-07-01 12:00:00", "2025-07-01T10:00:00Z", Same);
        row("moment, fraction", FieldType::DateTime, "2025-07-01 12:00:00", "2025-07-01T10:00:00.000+00:00", Same);
        row("moment, no colon", FieldType::DateTime, "2025-07-01 12:00:00", "2025-07-01T12:00:00+0200", Same);
        row("moment, no offset", FieldType::DateTime, "2025-07-01 12:00:00", "2025-07-01T12:00:00", Same);
        row("moment, changed", FieldType::DateTime, "2025-07-01 12:00:00", "2025-07-01T12:00:00+00:00", Changed);
        row("moment, nonsense", FieldType::DateTime, "2025-07-01 12:00:00", "yesterday", Unclear);
        row("moment, bad offset", FieldType::DateTime, "2025-07-01 12:00:00", "2025-07-01T12:00:00+2", Unclear);
        row("lookup by id", FieldType::Lookup, "48000000000001", "48000000000002", Changed);
    }

    void values()
    {
        QFETCH(FieldType, type);
        QFETCH(QByteArray, sent);
        QFETCH(QByteArray, read);
        CellComparer comparer(ColumnMapping(), fieldOf(type), false, {QTimeZone("Europe/Berlin")});
        QTEST(comparer.compare(sent.toStdString(), read.toStdString()), "agreement");
    }

    /// One wall clock says the same, the other does not.
    void twoZones()
    {
        CellComparer comparer(ColumnMapping(), fieldOf(FieldType::DateTime), false,
                              {QTimeZone("Europe/Berlin"), QTimeZone("America/New_York")});
        QCOMPARE(comparer.compare("2025-07-01 12:00:00", "2025-07-01T10:00:00Z"), Agreement::Unclear);
        QCOMPARE(comparer.compare("2025-07-01 06:00:00", "2025-07-01T10:00:00Z"), Agreement::Unclear);
        QCOMPARE(comparer.compare("2025-07-01 10:00:00", "2025-07-01T10:00:00Z"), Agreement::Changed);
        CellComparer none(ColumnMapping(), fieldOf(FieldType::DateTime), false, {});
        QCOMPARE(none.compare("2025-07-01 10:00:00", "2025-07-01T10:00:00Z"), Agreement::Unclear);
    }

    /// An offset is kept between its changes only.
    void zoneOverYears()
    {
        const QTimeZone zone("Europe/Berlin");
        ZoneClock clock(zone);
        for (int hour = 0; hour < 3 * 365 * 24; hour += 7) {
            const int mixed = (hour * 7919) % (3 * 365 * 24);
            const QDateTime utc(QDate(2023, 1, 1), QTime(0, 0), Qt::UTC);
            const QDateTime moment = utc.addSecs(mixed * 3600LL);
            std::string local;
            QVERIFY(appendLocal(moment.toString(Qt::ISODate).toStdString(), clock, local));
            QCOMPARE(QString::fromStdString(local), moment.toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm:ss"_s));
        }
    }

    void picklists()
    {
        CellComparer comparer(
            ColumnMapping(), fieldOf(FieldType::Picklist, {{u"Hot"_s, u"hot_1"_s}, {u"A"_s, u"B"_s}, {u"B"_s, u"C"_s}}),
            false, {});
        QCOMPARE(comparer.compare("Hot", "hot_1"), Agreement::Same);
        QCOMPARE(comparer.compare("hot_1", "Hot"), Agreement::Same);
        QCOMPARE(comparer.compare("HOT", "Hot"), Agreement::Same);
        QCOMPARE(comparer.compare("Hot", "A"), Agreement::Changed);
        QCOMPARE(comparer.compare("unlisted", "unlisted"), Agreement::Same);
        QCOMPARE(comparer.compare("unlisted", "Unlisted"), Agreement::Changed);
        // The display value of one and the actual value of another.
        QCOMPARE(comparer.compare("B", "B"), Agreement::Unclear);
    }

    void sets()
    {
        const QList<PicklistValue> list{{u"Red"_s, u"r"_s}, {u"Green"_s, u"g"_s}};
        CellComparer comparer(ColumnMapping(), fieldOf(FieldType::MultiPicklist, list), false, {});
        QCOMPARE(comparer.compare("Red;Green", "g,r"), Agreement::Same);
        QCOMPARE(comparer.compare("Red; Green;Red", "Green;Red"), Agreement::Same);
        QCOMPARE(comparer.compare("Red;Green", "Red"), Agreement::Changed);
        QCOMPARE(comparer.compare("Red", ""), Agreement::Changed);
        QCOMPARE(comparer.compare(";", "Red"), Agreement::Same); // nothing is sent
        // "a, b" may be one value or two.
        QCOMPARE(comparer.compare("a, b", "a, b"), Agreement::Unclear);
        CellComparer comma(ColumnMapping(),
                           fieldOf(FieldType::MultiPicklist, list + QList{PicklistValue{u"x,y"_s, u"x,y"_s}}), false,
                           {});
        QCOMPARE(comma.compare("Red", "Red"), Agreement::Unclear);
    }

    void erasing()
    {
        const auto erase = [](FieldType type, std::string_view read) {
            return CellComparer(ColumnMapping(), fieldOf(type), true, {}).compare({}, read);
        };
        QCOMPARE(erase(FieldType::Text, "a"), Agreement::Changed);
        QCOMPARE(erase(FieldType::Text, ""), Agreement::Same);
        QCOMPARE(erase(FieldType::Boolean, "false"), Agreement::Same);
        QCOMPARE(erase(FieldType::Boolean, "true"), Agreement::Unclear);
        QCOMPARE(erase(FieldType::Owner, "48001"), Agreement::Unclear);
    }

    void keyForms()
    {
        const auto form = [](std::string_view value, const Field& field) {
            std::string out;
            appendKeyForm(value, field, out);
            return QString::fromStdString(out);
        };
        Field text = fieldOf(FieldType::Text);
        QCOMPARE(form(" Ada@X.com ", text), u"ada@x.com"_s);
        QCOMPARE(form("ÄRA", text), form("ära", text));
        QCOMPARE(form("  ", text), QString());
        text.uniqueCaseSensitive = true;
        QCOMPARE(form(" Ada ", text), u"Ada"_s);
        QCOMPARE(form("007", fieldOf(FieldType::BigInt)), u"7"_s);
        Field id = fieldOf(FieldType::BigInt);
        id.apiName = u"id"_s;
        QCOMPARE(form("0048770937", id), u"0048770937"_s);
    }

    void keysAreFoundByHash()
    {
        KeyIndex index(RowCount(5));
        index.add(7, RowNumber(5));
        index.add(7, RowNumber(1));
        index.add(3, RowNumber(2));
        index.finish();
        QCOMPARE(index.find(7).size(), 2U);
        QCOMPARE(index.find(7).front().record, 1);
        QCOMPARE(index.find(3).front().record, 2);
        QVERIFY(index.find(4).empty() && index.find(9).empty());
        QVERIFY(sizeof(KeyIndex::Entry) <= 16);
    }

    /// Keys whose hashes are all but the same are still told apart, and read in any order.
    void keysOfTheSameHash()
    {
        const QTemporaryDir dir;
        const auto store = RecordsFile::make(dir.path()).value();
        std::string records = "id,Code,Name\n";
        for (int i = 400; i > 0; --i)
            records += std::to_string(i) + ",k" + std::to_string(i) + ",n" + std::to_string(i % 7) + '\n';
        records += "999,K13,n\n";
        QVERIFY(store->appendCsv(QByteArrayView(records.data(), qsizetype(records.size()))));
        QFile csv(dir.filePath(u"source.csv"_s));
        QVERIFY(csv.open(QIODevice::WriteOnly));
        csv.write("Code,Name\n");
        for (int i = 1; i <= 500; ++i)
            csv.write(
                QByteArray("K%1,n%2\n").replace("%1", QByteArray::number(i)).replace("%2", QByteArray::number(i % 5)));
        csv.close();
        const CancelFlag never = false;
        const auto file = CsvFile::open(csv.fileName(), Dialect{}, dir.path()).value();
        QVERIFY(file->index([](qint64, qint64) {}, never));
        PackSource source{file, {}, {}, {}};
        source.mapping.operation = Operation::Upsert;
        source.mapping.findBy = u"Code"_s;
        for (const QString& name : {u"Code"_s, u"Name"_s}) {
            Field field = fieldOf(FieldType::Text);
            field.apiName = name;
            source.meta.fields.append(field);
            source.mapping.columns.push_back(
                {int(source.mapping.columns.size()), name, name, {}, MatchKind::ByHand, {}});
        }
        auto basis = std::make_shared<CompareBasis>();
        basis->source = std::make_shared<const PackSource>(source);
        basis->plan = planComparison(*basis->source, true).value();
        basis->store = store;
        basis->hash = [](std::string_view key) { return std::uint64_t(key.size()); };
        basis->records = store->open(401, never).value();
        QVERIFY(basis->findPlaces());
        const auto dryRun = compareRows(
                                basis, rowsWithout(RowCount(500), {}), {}, [](qint64, qint64) {}, never)
                                .value();
        const DryRunReport& report = dryRun->report();
        QCOMPARE(report.of(DryRunKind::New).size(), 100U);
        QCOMPARE(report.of(DryRunKind::New).front(), RowNumber(401));
        QCOMPARE(report.of(DryRunKind::Ambiguous), std::vector{RowNumber(13)});
        // The key changes its case in every row.
        QCOMPARE(report.of(DryRunKind::Changed).size(), 399U);
        const auto changes = dryRun->changes(RowNumber(36)).value();
        QCOMPARE(changes.size(), 1U);
        QCOMPARE(changes[0], (CellChange{RowNumber(36), 0, u"Code"_s, u"k36"_s, u"K36"_s, true}));
        QCOMPARE(dryRun->changes(RowNumber(40)).value().at(1).oldValue, u"n5"_s);
    }

    // -- pages on disk

    void pagesBecomeOneFile()
    {
        const QTemporaryDir dir;
        const auto store = RecordsFile::make(dir.path()).value();
        const CancelFlag never = false;
        QVERIFY(store->appendZip(*makeZip(u"1.csv"_s, "\xEF\xBB\xBFid,Name\r\n1,\"a\nb\"\r\n2,c")));
        QVERIFY(store->appendZip(*makeZip(u"2.csv"_s, "id,Name\n3,d\n")));
        QVERIFY(store->appendCsv("id,Name\n"));
        // What is not whole leaves no trace, and can be sent again.
        QByteArray broken = *makeZip(u"3.csv"_s, "id,Name\n4,e\n5,f\n");
        // Its check sum, in the header and in the directory: noticed when all has been read.
        for (const qsizetype sum : {qsizetype(14), broken.indexOf("PK\x01\x02") + 16})
            broken[sum] = char(broken[sum] + 1);
        QVERIFY(!store->appendZip(broken));
        QVERIFY(!store->appendZip(makeZip(u"3.csv"_s, "id,Name\n4,e\n")->left(60)));
        QVERIFY(!store->appendCsv("id,Other\n4,e\n"));
        QVERIFY(!store->appendCsv(""));
        QVERIFY(store->appendZip(*makeZip(u"3.csv"_s, "id,Name\n4,e\n")));
        const auto file = store->open(4, never);
        QVERIFY2(file, qPrintable(file ? QString() : file.error().sentence));
        QCOMPARE((*file)->columns(), (QStringList{u"id"_s, u"Name"_s}));
        const auto rows = (*file)->rows(RowNumber(1), 9).value();
        QCOMPARE(rows.size(), 4U);
        QCOMPARE(rows[0].cells, (QStringList{u"1"_s, u"a\nb"_s}));
        QCOMPARE(rows[3].cells, (QStringList{u"4"_s, u"e"_s}));
    }

    void missingRecordsAreNoticed()
    {
        const QTemporaryDir dir;
        const auto store = RecordsFile::make(dir.path()).value();
        const CancelFlag never = false;
        QVERIFY(store->appendCsv("id\n1\n2\n"));
        QCOMPARE(store->open(3, never).error().kind, FailureKind::Server);
        const auto empty = RecordsFile::make(dir.path()).value();
        QVERIFY(!empty->open(0, never).value());
        QVERIFY(!RecordsFile::make(dir.path()).value()->open(1, never));
    }

    void nothingIsLeftOnTheDisk()
    {
        const QTemporaryDir dir;
        QDir(dir.path()).mkdir(u"records-old"_s);
        {
            const auto store = RecordsFile::make(dir.path()).value();
            QVERIFY(store->appendCsv("id\n1\n"));
            QCOMPARE(QDir(dir.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 2);
        }
        // A folder of today may belong to another process.
        QCOMPARE(QDir(dir.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList{u"records-old"_s});
    }

    void tenDownloadsAMinute()
    {
        DownloadPace pace;
        const QDateTime start = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(pace.take(start.addSecs(i)).count(), 0);
        const auto wait = pace.take(start.addSecs(10));
        QVERIFY(wait > std::chrono::seconds(49) && wait < std::chrono::seconds(53));
        QCOMPARE(pace.take(start.addSecs(10).addMSecs(wait.count())).count(), 0);
        QVERIFY(pace.take(start.addSecs(10).addMSecs(wait.count())).count() > 0);
        // A clock that is set back by a year.
        QCOMPARE(pace.take(start.addYears(-1)).count(), 0);
    }

    void cellsOfQueries()
    {
        const QJsonObject record =
            QJsonDocument::fromJson(
                R"({"id":"4876876000000541999","n":900719925474099312,"d":12.50,"z":3.0,"b":true,"e":null,)"
                R"("o":{"id":"77","name":"A"},"m":["x","y"],"A.B":"c"})")
                .object();
        QCOMPARE(
            cellsOfRecord(record, {u"id"_s, u"n"_s, u"d"_s, u"z"_s, u"b"_s, u"e"_s, u"o"_s, u"m"_s, u"A.B"_s, u"?"_s}),
            (QStringList{u"4876876000000541999"_s,
                         u"900719925474099312"_s,
                         u"12.5"_s,
                         u"3"_s,
                         u"true"_s,
                         {},
                         u"77"_s,
                         u"x;y"_s,
                         u"c"_s,
                         {}}));
    }
};

QTEST_GUILESS_MAIN(TestDryRun)
#include "tst_dryrun.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/hash.h"
#include "csv/columnprofiler.h"
#include "tst_csv_support.h"

using namespace stevedore;
using namespace stevedore::csvtest;

namespace {

ColumnProfile profileOf(const std::vector<std::string>& cells)
{
    ColumnProfiler profiler(ColumnProfiler::Limits::forColumns(1));
    for (const std::string& cell : cells)
        profiler.add(cell);
    return profiler.profile();
}

} // namespace

class CsvProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
    void shapeOfMostCells();
    void everythingOfAColumn();
    void distinctIsExactThenEstimated();
    void frequentValuesSurviveManyRareOnes();
    void limitsShrinkForWideFiles();
    void wholeFile();
    void stretchesAddUp();
    void countersAddUp();
    void cancelAndProgress();
    void readErrorIsReported();
    void namesAndWords();
};

void CsvProfileTest::shapes_data()
{
    QTest::addColumn<ValueShape>("shape");
    const auto row = [](const char* value, ValueShape shape) { QTest::newRow(value) << shape; };
    using enum ValueShape;
    for (const char* value : {"true", "FALSE", "Yes", "no", "0", "1", "y", "N"})
        row(value, Boolean);
    for (const char* value : {"42", "-7", "+12", "123456789012345678", "2024"})
        row(value, Integer);
    for (const char* value : {"1.5", "1,5", "-0.25", ".5", "1,234.56", "1.234,56", "1.234.567,8", "12,345,678.9"})
        row(value, Decimal);
    for (const char* value : {"2024-01-31", "2024/1/5", "31.12.2024", "1/2/24", "12/31/2024", "31-12-2024"})
        row(value, Date);
    for (const char* value : {"2024-01-31T10:20:30Z", "2024-01-31 10:20", "31.12.2024 23:59:59", "1/2/2024 3:04 PM",
                              "2024-01-31T10:20:30.123+02:00", "2024-01-31T10:20:30-0800"})
        row(value, DateTime);
    for (const char* value : {"a@b.co", "first.last+tag@sub.example.com", "jürgen@köln.de"})
        row(value, Email);
    for (const char* value : {"+49 221 123456", "(555) 123-4567", "0221/123456", "555-123-4567", "+4922112345"})
        row(value, Phone);
    for (const char* value : {"https://example.com/x?y=1", "http://a.b", "www.example.com", "HTTPS://A.B"})
        row(value, Url);
    for (const char* value : {"abc",
                              "007",
                              "1-2",
                              "12:30",
                              "2024-13-01",
                              "32.12.2024",
                              "2024-01/02",
                              "a@b",
                              "a b@c.de",
                              "a@b@c.de",
                              "1.2.3",
                              "1,23,456.7",
                              "-",
                              "+",
                              "12a",
                              "http://a b.c",
                              "1234567890123456789",
                              "2024-01-31T",
                              "2024-01-31T25:00",
                              "@b.co",
                              "1.",
                              "123-45"})
        row(value, Text);
}

void CsvProfileTest::shapes()
{
    QFETCH(ValueShape, shape);
    QCOMPARE(shapeWord(profileOf({QTest::currentDataTag()}).shape), shapeWord(shape));
}

void CsvProfileTest::shapeOfMostCells()
{
    std::vector<std::string> cells(95, "12");
    cells.resize(100, "n/a");
    QCOMPARE(profileOf(cells).shape, ValueShape::Integer);
    cells[0] = "n/a";
    QCOMPARE(profileOf(cells).shape, ValueShape::Text);
    // Whole numbers among decimals are decimals; noughts and ones among numbers are numbers.
    QCOMPARE(profileOf({"1.5", "2", "3", "0", "1"}).shape, ValueShape::Decimal);
    QCOMPARE(profileOf({"1", "0", "17"}).shape, ValueShape::Integer);
    QCOMPARE(profileOf({"", "  "}).shape, ValueShape::Empty);
    QCOMPARE(profileOf({"", "5", " "}).shape, ValueShape::Integer);
}

void CsvProfileTest::everythingOfAColumn()
{
    const ColumnProfile profile =
        profileOf({"Köln", "", " Bonn ", "Köln", "Köln", "\t", "Ulm", "Bonn", "🚢ä", "Aachen"});
    QCOMPARE(profile.rows, 10);
    QCOMPARE(profile.filled, 8);
    QCOMPARE(profile.distinct, 5);
    QVERIFY(profile.distinctExact);
    QCOMPARE(profile.shortest, 2);
    QCOMPARE(profile.longest, 6);
    QCOMPARE(profile.shape, ValueShape::Text);
    QVERIFY(profile.frequentExact);
    const QList<ColumnProfile::Value> frequent{
        {u"Köln"_s, 3}, {u"Bonn"_s, 2}, {u"Aachen"_s, 1}, {u"Ulm"_s, 1}, {u"🚢ä"_s, 1}};
    QCOMPARE(profile.frequent, frequent);
    QCOMPARE(profile.samples, (QStringList{u"Köln"_s, u"Bonn"_s, u"Ulm"_s}));
}

void CsvProfileTest::distinctIsExactThenEstimated()
{
    for (const int count : {1, 63, 64, 65, 5000, 99'999, 100'000, 100'001, 1'000'000}) {
        DistinctCounter counter(100'000);
        for (int pass = 0; pass < 2; ++pass) {
            for (int i = 0; i < count; ++i)
                counter.add(hashBytes(std::to_string(i)));
        }
        QCOMPARE(counter.isExact(), count <= 100'000);
        const double error = double(counter.count()) / count - 1;
        QVERIFY2(counter.isExact() ? error == 0 : std::abs(error) < 0.03, qPrintable(QString::number(error)));
    }
    DistinctCounter small(100);
    for (int i = 0; i < 5000; ++i)
        small.add(hashBytes(std::to_string(i)));
    QVERIFY(!small.isExact());
    QVERIFY2(std::abs(small.count() - 5000) < 150, qPrintable(QString::number(small.count())));
    DistinctCounter withZero(2);
    QVERIFY(withZero.add(0));
    QVERIFY(!withZero.add(0));
    QVERIFY(withZero.add(1));
    QCOMPARE(withZero.count(), 2);
}

void CsvProfileTest::frequentValuesSurviveManyRareOnes()
{
    ColumnProfiler profiler({1000, 100});
    for (int i = 0; i < 20'000; ++i) {
        profiler.add("unique " + std::to_string(i));
        if (i % 10 == 0)
            profiler.add("often");
        if (i % 20 == 0)
            profiler.add("sometimes");
    }
    const ColumnProfile profile = profiler.profile();
    QVERIFY(!profile.frequentExact);
    QVERIFY(!profile.distinctExact);
    QCOMPARE(profile.frequent.at(0).value, u"often"_s);
    QCOMPARE(profile.frequent.at(1).value, u"sometimes"_s);
    QVERIFY(profile.frequent.at(0).rows <= 2000);
    QVERIFY(profile.frequent.at(0).rows > 1800);
    QVERIFY(profile.frequent.size() <= 50);

    QVERIFY(!profileOf({"short", std::string(201, 'x')}).frequentExact);
    QCOMPARE(profileOf({"short", std::string(201, 'x')}).frequent.size(), 1);
}

void CsvProfileTest::limitsShrinkForWideFiles()
{
    QCOMPARE(ColumnProfiler::Limits::forColumns(18).exactDistinct, std::size_t(100'000));
    QCOMPARE(ColumnProfiler::Limits::forColumns(18).countedValues, std::size_t(25'000));
    const auto wide = ColumnProfiler::Limits::forColumns(10'000);
    QVERIFY(wide.exactDistinct * 10'000 <= 10'000'000);
    QVERIFY(wide.countedValues * 10'000 <= 1'000'000);
}

void CsvProfileTest::wholeFile()
{
    const Source source("id;name;x\n1;Ä;\n2;B\n3;\"Ä\";y;more\n"_ba);
    const auto file = source.open(Dialect{{';', '"'}, "UTF-8", true});
    const CancelFlag cancel = false;
    const auto profiles = profileColumns(file, {}, cancel);
    QVERIFY(profiles);
    QCOMPARE(profiles->size(), std::size_t(3));
    QCOMPARE(profiles->at(0).shape, ValueShape::Integer);
    QCOMPARE(profiles->at(1).distinct, 2);
    QCOMPARE(profiles->at(1).frequent.at(0), (ColumnProfile::Value{u"Ä"_s, 2}));
    QCOMPARE(profiles->at(2).rows, 3);
    QCOMPARE(profiles->at(2).filled, 1);
}

/// An indexed file is read by several threads, another one by one.
void CsvProfileTest::stretchesAddUp()
{
    QByteArray content = "key,kind,rare,born\n";
    for (int i = 0; i < 9000; ++i)
        content += QByteArray::number(i) + ',' +
                   (i % 3 == 0 ? "Customer"
                    : i > 8000 ? "Late"
                               : "") +
                   ',' + (i == 8999 ? QByteArray(300, 'x') : "") + ",1970-01-0" + QByteArray::number(1 + i % 9) + '\n';
    const Source source(content);
    const auto plain = source.open(Dialect{});
    const auto indexed = source.open(Dialect{});
    const CancelFlag cancel = false;
    QVERIFY(indexed->index({}, cancel));
    const auto wanted = profileColumns(plain, {}, cancel);
    const auto given = profileColumns(indexed, {}, cancel);
    QVERIFY(wanted && given);
    QCOMPARE(wanted->at(0).distinct, 9000);
    QCOMPARE(wanted->at(1).frequent.at(0), (ColumnProfile::Value{u"Customer"_s, 3000}));
    for (std::size_t i = 0; i < wanted->size(); ++i)
        QVERIFY2(given->at(i) == wanted->at(i), QByteArray::number(qint64(i)));
}

void CsvProfileTest::countersAddUp()
{
    // Exact and exact, exact and estimated, estimated and estimated; a third of the values is in both.
    for (const std::size_t limit : {std::size_t(1'000'000), std::size_t(4000), std::size_t(100)}) {
        DistinctCounter all(limit);
        DistinctCounter first(limit);
        DistinctCounter second(limit);
        for (int i = 0; i < 9000; ++i) {
            const std::uint64_t hash = hashBytes(QByteArray::number(i).toStdString());
            all.add(hash);
            if (i < 3800)
                first.add(hash);
            if (i >= 2000)
                second.add(hash);
        }
        first.add(second);
        QCOMPARE(first.count(), all.count());
        QCOMPARE(first.isExact(), all.isExact());
    }
}

void CsvProfileTest::cancelAndProgress()
{
    const Source source("a,b\n" + QByteArray("1,text\n").repeated(5000));
    const auto file = source.open(Dialect{});
    CancelFlag cancel = false;
    qint64 last = 0;
    QVERIFY(profileColumns(
        file,
        [&](qint64 done, qint64 total) {
            QVERIFY(done > last || done == total);
            last = done;
        },
        cancel));
    QCOMPARE(last, file->size());
    const auto stopped = profileColumns(
        file, [&](qint64, qint64) { cancel = true; }, cancel);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, FailureKind::Cancelled);
}

void CsvProfileTest::readErrorIsReported()
{
    const QByteArray content = "a,b\n" + QByteArray("1,text\n").repeated(500'000);
    const Source source(content);
    const auto file = source.open(Dialect{});
    source.write(content.first(content.size() / 2));
    const CancelFlag cancel = false;
    const auto profiles = profileColumns(file, {}, cancel);
    QVERIFY(!profiles);
    QCOMPARE(profiles.error().kind, FailureKind::Source);
}

void CsvProfileTest::namesAndWords()
{
    QSet<QString> all;
    for (int i = 0; i <= int(ValueShape::Text); ++i) {
        all.insert(shapeName(ValueShape(i)));
        all.insert(shapeWord(ValueShape(i)));
    }
    QCOMPARE(all.size(), 20);
    QVERIFY(!all.contains(QString()));
}

QTEST_APPLESS_MAIN(CsvProfileTest)
#include "tst_csv_profile.moc"

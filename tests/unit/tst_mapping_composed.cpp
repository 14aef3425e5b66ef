// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/convert.h"
#include "mapping/rawcells.h"
#include "mapping/rowcheck.h"
#include "tst_mapping_support.h"

#include <QTemporaryDir>
#include <QTest>

using namespace mappingtest;
using namespace Qt::StringLiterals;

class TestMappingComposed final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void parts_data();
    void parts();
    void unknownColumnsAreNamed();
    void fixesCount();
    void zones_data();
    void zones();
    void survivesTheFile();
    void checkTellsOfThem();
    void problems();
};

void TestMappingComposed::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("cells"); // of Street, City, Name|x
    QTest::addColumn<QString>("out");
    const QStringList full{u"12 High St"_s, u"Leeds"_s, u"Ann Lee Smith"_s};
    QTest::newRow("constant") << u"Trade fair 2026"_s << full << u"Trade fair 2026"_s;
    QTest::newRow("constant braces") << u"{{a}}"_s << full << u"{a}"_s;
    QTest::newRow("two") << u"{Street}, {City}"_s << full << u"12 High St, Leeds"_s;
    QTest::newRow("second empty") << u"{Street}, {City}"_s << QStringList{u"12 High St"_s, u""_s, u""_s}
                                  << u"12 High St"_s;
    QTest::newRow("first empty") << u"{Street}, {City}"_s << QStringList{u""_s, u"Leeds"_s, u""_s} << u"Leeds"_s;
    QTest::newRow("middle empty") << u"{Street}, {City} - {Name|x}"_s << QStringList{u"a"_s, u" "_s, u"c"_s}
                                  << u"a - c"_s;
    QTest::newRow("all empty") << u"Dear {City}!"_s << QStringList{u"a"_s, u""_s, u"c"_s} << QString();
    QTest::newRow("around") << u"Dear {City}!"_s << full << u"Dear Leeds!"_s;
    QTest::newRow("bar in the name") << u"{Name|x|2-}"_s << full << u"Lee Smith"_s;
    QTest::newRow("separator") << u"{Street|2| H}"_s << full << u"igh St"_s;
    QTest::newRow("no such part") << u"{City|3}"_s << full << QString();
    QTest::newRow("open brace") << u"x{City"_s << full << u"xLeeds"_s;
}

void TestMappingComposed::texts()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, cells);
    QFETCH(const QString, out);
    const ComposedText composed(text, {u"Street"_s, u"City"_s, u"Name|x"_s});
    QCOMPARE(composed.unknownColumn(), QString());
    std::vector<std::string> values;
    for (const QString& cell : cells)
        values.push_back(cell.toStdString());
    std::string made;
    composed.append([&](int column) { return std::string_view(values[std::size_t(column)]); }, made);
    QCOMPARE(QString::fromStdString(made), out);
}

void TestMappingComposed::parts_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("separator");
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out");
    QTest::newRow("first") << u"1"_s << QString() << u"  Ann  Lee Smith"_s << u"Ann"_s;
    QTest::newRow("rest") << u"2-"_s << QString() << u"Ann  Lee\u00A0Smith "_s << u"Lee Smith"_s;
    QTest::newRow("rest of one") << u"2-"_s << QString() << u"Ann"_s << QString();
    QTest::newRow("last") << u"last"_s << QString() << u"Ann Lee Smith"_s << u"Smith"_s;
    QTest::newRow("last of one") << u"last"_s << QString() << u"Ann"_s << u"Ann"_s;
    QTest::newRow("not last") << u"not last"_s << QString() << u"Ann Lee Smith"_s << u"Ann Lee"_s;
    QTest::newRow("not last of one") << u"not last"_s << QString() << u"Ann"_s << QString();
    QTest::newRow("comma") << u"2"_s << u","_s << u"Smith, Ann , x"_s << u"Ann"_s;
    QTest::newRow("comma rest") << u"2-"_s << u","_s << u"Smith, Ann , x"_s << u"Ann , x"_s;
    QTest::newRow("empty part") << u"1"_s << u","_s << u",a"_s << QString();
    QTest::newRow("empty") << u"1-2"_s << u","_s << u""_s << QString();
}

void TestMappingComposed::parts()
{
    QFETCH(const QString, word);
    QFETCH(const QString, separator);
    QFETCH(const QString, in);
    QFETCH(const QString, out);
    auto part = textPartFromWord(word);
    QVERIFY(part);
    QCOMPARE(textPartWord(*part), word);
    part->separator = separator;
    ColumnMapping mapped = column(0, "Name", "Last_Name");
    mapped.conversion.part = *part;
    QCOMPARE(convertedValue(in, mapped, *contacts().field(u"Last_Name"_s)), out);
    for (const char* const other : {"0", "-1", "2-1", "x", "1-x", ""})
        QVERIFY2(!textPartFromWord(QString::fromLatin1(other)), other);
}

void TestMappingComposed::unknownColumnsAreNamed()
{
    QCOMPARE(ComposedText(u"{A} {Bb}"_s, {u"A"_s}).unknownColumn(), u"Bb"_s);
    QCOMPARE(ComposedText(u"{A|7x}"_s, {u"A"_s}).unknownColumn(), u"A|7x"_s);
    QCOMPARE(ComposedText(u"{}"_s, {u"A"_s}).unknownColumn(), u"{}"_s);
    QCOMPARE(ComposedText(u"{B} {A} {B|1}"_s, {u"A"_s, u"B"_s}).columns(), (std::vector<int>{0, 1}));
    QVERIFY(ComposedText(withoutPlaces(u"{A}"_s), {u"A"_s}).isConstant());
}

void TestMappingComposed::fixesCount()
{
    Mapping mapping = mappingTo(Operation::Insert, {"First_Name", ""});
    mapping.columns[1].header = u"Family"_s;
    mapping.compose(u"Last_Name"_s, u"{Family} ({First_Name})"_s);
    Fixes fixes;
    fixes.set({RowNumber(2), 1, u"Fixed"_s});
    RawCells cells(mapping, fixes);
    const RowView row{RowNumber(2), {"Ann", "Smith"}, {}, 2};
    cells.take(row);
    QCOMPARE(QString::fromStdString(std::string(cells.value(mapping.composed[0]))), u"Fixed (Ann)"_s);
    const RowView other{RowNumber(3), {"Bo"}, {}, 1};
    cells.take(other);
    QCOMPARE(QString::fromStdString(std::string(cells.value(mapping.composed[0]))), u"Bo)"_s);
}

void TestMappingComposed::zones_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out"); // null: not convertible
    const QString iso = u"yyyy-MM-ddTHH:mm:sst"_s;
    const QString berlin = u"Europe/Berlin"_s;
    // The CRM reads times of New York.
    QTest::newRow("none") << u"dd.MM.yyyy HH:mm"_s << QString() << u"01.07.2026 12:00"_s << u"2026-07-01 12:00:00"_s;
    QTest::newRow("summer") << u"dd.MM.yyyy HH:mm"_s << berlin << u"01.07.2026 12:00"_s << u"2026-07-01 06:00:00"_s;
    QTest::newRow("winter") << u"dd.MM.yyyy HH:mm"_s << berlin << u"01.01.2026 03:15"_s << u"2025-12-31 21:15:00"_s;
    QTest::newRow("between the changes") << QString() << berlin << u"2026-03-20 12:00:00"_s << u"2026-03-20 07:00:00"_s;
    const QString kolkata = u"Asia/Kolkata"_s;
    // New York's clocks change in the middle of an hour of Kolkata.
    QTest::newRow("before the change") << QString() << kolkata << u"2026-03-08 12:29:59"_s << u"2026-03-08 01:59:59"_s;
    QTest::newRow("after the change") << QString() << kolkata << u"2026-03-08 12:30:00"_s << u"2026-03-08 03:00:00"_s;
    QTest::newRow("shown twice") << QString() << berlin << u"2026-10-25 02:30:00"_s << u"2026-10-24 20:30:00"_s;
    QTest::newRow("skipped") << QString() << berlin << u"2026-03-29 02:30:00"_s << u"2026-03-28 21:30:00"_s;
    QTest::newRow("long ago") << QString() << berlin << u"1890-01-01 12:00:00"_s << u"1890-01-01 06:06:32"_s;
    QTest::newRow("no such zone") << QString() << u"Europe/Nowhere"_s << u"2026-01-01 12:00:00"_s << QString();
    QTest::newRow("own offset") << iso << QString() << u"2026-07-01T12:00:00+01:00"_s << u"2026-07-01 07:00:00"_s;
    QTest::newRow("own offset counts") << iso << berlin << u"2026-07-01T12:00:00Z"_s << u"2026-07-01 08:00:00"_s;
    QTest::newRow("short offset") << iso << QString() << u"2026-07-01T12:00:00-0330"_s << u"2026-07-01 11:30:00"_s;
    QTest::newRow("offset missing") << iso << QString() << u"2026-07-01T12:00:00"_s << QString();
    QTest::newRow("offset wrong") << iso << QString() << u"2026-07-01T12:00:00+1:00"_s << QString();
}

void TestMappingComposed::zones()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, zone);
    QFETCH(const QString, in);
    QFETCH(const QString, out);
    ColumnMapping mapped = column(0, "When", "When");
    mapped.conversion.datePattern = pattern;
    mapped.conversion.timeZone = zone;
    mapped.conversion.crmTimeZone = u"America/New_York"_s;
    CellConverter converter(mapped, field("When", "When", FieldType::DateTime, "datetime"));
    const std::string bytes = in.toStdString();
    // Whatever it saw before: what is remembered of one time must not be taken for another.
    for (const std::string& earlier : {std::string("2026-03-08 12:00:00"), std::string("2026-10-25 01:00:00"), bytes}) {
        bool ok = false;
        converter.convert(earlier, ok);
        const std::string made(converter.convert(bytes, ok));
        QCOMPARE(ok, !out.isNull());
        QCOMPARE(QString::fromStdString(made), ok ? out : in);
    }
}

void TestMappingComposed::survivesTheFile()
{
    Mapping mapping = mappingTo(Operation::Insert, {"Email", ""});
    mapping.compose(u"Last_Name"_s, u"{Email|1|@}"_s);
    mapping.compose(u"Owner"_s, u"ann@example.com"_s);
    mapping.composed[1].findBy = u"email"_s;
    mapping.columns[0].conversion.part = {2, -1, u";"_s};
    mapping.columns[0].conversion.timeZone = u"Europe/Berlin"_s;
    mapping.columns[0].conversion.crmTimeZone = u"UTC"_s;
    const auto read = mappingFromJson(mappingToJson(mapping), u"m.json"_s);
    QVERIFY2(read, read ? "" : qPrintable(read.error().sentence));
    QCOMPARE(*read, mapping);
    QCOMPARE(read->composed[1].column, 3);
    const auto fitted = fitToColumns(*read, {u"x"_s, u"Email"_s, u""_s});
    QVERIFY(fitted);
    QCOMPARE(fitted->composed[0].column, 3);
    mapping.compose(u"Last_Name"_s, {});
    QCOMPARE(mapping.composed.size(), std::size_t(1));
    QCOMPARE(mapping.composed[0].column, 2);
    QVERIFY(!fitToColumns(*read, {u"x"_s}));
}

void TestMappingComposed::checkTellsOfThem()
{
    QTemporaryDir folder;
    QFile out(folder.filePath(u"a.csv"_s));
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write("First,Family\nAnn,Smith\nBo,\n,\n");
    out.close();
    const CancelFlag cancel = false;
    const auto file = CsvFile::open(out.fileName(), Dialect(), folder.path());
    QVERIFY(file && (*file)->index({}, cancel));
    Mapping mapping = mappingTo(Operation::Insert, {"", ""});
    mapping.columns[0].header = u"First"_s;
    mapping.columns[1].header = u"Family"_s;
    mapping.compose(u"Last_Name"_s, u"{First|1} {Family}"_s);
    mapping.compose(u"Title"_s, u"Guest"_s);
    const auto report = checkRows(*file, mapping, contacts(), {}, {}, cancel);
    QVERIFY(report);
    QCOMPARE(report->findings.size(), std::size_t(1));
    const Finding& finding = report->findings.front();
    QCOMPARE(finding.rows, std::vector<RowNumber>{RowNumber(3)});
    QCOMPARE(finding.column, -1);
    QCOMPARE(finding.sources, (QList<int>{0, 1}));
    QVERIFY(!finding.isOfRow());
    QCOMPARE(findingHeadline(finding), u"Last Name is empty"_s);
    QVERIFY(heldRows(*report).empty());
}

void TestMappingComposed::problems()
{
    Mapping mapping = mappingTo(Operation::Insert, {""});
    mapping.compose(u"Last_Name"_s, u"Guest"_s);
    QCOMPARE(mappingProblems(mapping, contacts()), QStringList());
    mapping.compose(u"Email"_s, u"nobody"_s);
    QCOMPARE(mappingProblems(mapping, contacts()).size(), 1);
    mapping.compose(u"Email"_s, u"{Mail}"_s);
    const QStringList found = mappingProblems(mapping, contacts());
    QCOMPARE(found.size(), 1);
    QVERIFY2(found[0].contains(u"\"Mail\""_s), qPrintable(found[0]));
}

QTEST_APPLESS_MAIN(TestMappingComposed)
#include "tst_mapping_composed.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/rowcheck.h"
#include "tst_mapping_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace mappingtest;
using namespace Qt::StringLiterals;

namespace {

const CancelFlag noCancel{false};

/// Contacts with all kinds of faults; values repeat, and rows that hold them are refused for other things.
QByteArray contactRows(qint64 rows, std::mt19937& random)
{
    const QList<QByteArray> names = {"Smith", "=SUM(A1)", "", "Garcia", "x"};
    const QList<QByteArray> dates = {"2026-02-28", "28/02/2026", "02/28/2026", "", "soon"};
    const QList<QByteArray> sources = {"Web Download", "web", "Partner", "Fair", ""};
    const QList<QByteArray> amounts = {"12.50", "12,50", "007", "$5", "much"};
    QByteArray csv = "Last_Name,Email,Legacy_ID,Date_of_Birth,Lead_Source,Annual_Value,Title,Phone\n";
    const auto pick = [&](const QList<QByteArray>& list) { return list.at(qsizetype(random() % 5)); };
    for (qint64 row = 1; row <= rows; ++row) {
        csv += pick(names) + ",user" + QByteArray::number(qint64(random() % 60)) + (random() % 7 ? "@b.co," : ",");
        csv += QByteArray::number(qint64(random() % 90)) + ',' + pick(dates) + ',' + pick(sources) + ',';
        csv += '"' + pick(amounts) + "\",T,+49";
        csv += random() % 30 == 0 ? ",too many\n" : random() % 30 == 1 ? "\xFF\n" : "\n";
    }
    return csv;
}

const QStringList fieldNames = {u"Last_Name"_s,   u"Email"_s,        u"Legacy_ID"_s, u"Date_of_Birth"_s,
                                u"Lead_Source"_s, u"Annual_Value"_s, u"Title"_s,     u"Phone"_s};

} // namespace

/// A check of what has changed says what a whole check says.
class TestMappingRecheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatAWholeCheckSays_data();
    void saysWhatAWholeCheckSays();
    void nothingChanged();
    void cancelIsSeen();

private:
    std::shared_ptr<const CsvFile> file(const QByteArray& csv);

    QTemporaryDir m_folder;
    int m_files = 0;
    ModuleMeta m_meta = contacts();
};

std::shared_ptr<const CsvFile> TestMappingRecheck::file(const QByteArray& csv)
{
    return indexedFile(m_folder.filePath(QStringLiteral("f%1.csv").arg(++m_files)), csv);
}

namespace {

void changeConversion(Conversion& conversion, std::mt19937& random)
{
    switch (random() % 6) {
    case 0:
        conversion.datePattern = random() % 2 ? u"dd/MM/yyyy"_s : u"MM/dd/yyyy"_s;
        break;
    case 1:
        conversion.decimalSign = conversion.decimalSign == '.' ? ',' : '.';
        break;
    case 2:
        conversion.values.insert(u"web"_s, u"Web Download"_s);
        break;
    case 3:
        conversion.ifEmpty = random() % 2 ? u"Unknown"_s : QString();
        break;
    case 4:
        conversion.textCase = random() % 2 ? TextCase::Upper : TextCase::Lower;
        break;
    default:
        conversion.replace = {{u"user1"_s, u"user"_s}};
    }
}

/// Any edit that the window can make.
void edit(Mapping& mapping, Fixes& fixes, qint64 rows, std::mt19937& random)
{
    ColumnMapping& column = mapping.columns[random() % mapping.columns.size()];
    switch (random() % 10) {
    case 8:
        mapping.layout = mapping.layout.isEmpty() ? u"4801"_s : QString();
        break;
    case 0:
        mapping.operation = random() % 4 ? mapping.operation : Operation::Upsert;
        break;
    case 1:
        mapping.findBy = random() % 3 ? mapping.findBy : random() % 2 ? u"Email"_s : QString();
        break;
    case 2:
        column.field = column.field.isEmpty() ? fieldNames.at(column.column) : QString();
        break;
    case 3:
        mapping.compose(u"Department"_s, random() % 3 ? u"=%1 {Title} {Lead_Source}"_s.arg(random() % 9) : QString());
        break;
    case 4:
        mapping.compose(u"Secondary_Email"_s, random() % 3 ? u"{Email}"_s : QString());
        break;
    case 5:
        fixes.leftOut.insert(RowNumber(qint64(random() % std::size_t(rows)) + 1));
        break;
    case 6:
        fixes.cells.clear();
        break;
    case 7:
        for (int i = 0; i < 5; ++i) {
            fixes.set({RowNumber(qint64(random() % std::size_t(rows)) + 1), column.column,
                       random() % 2 ? u"user%1@b.co"_s.arg(random() % 60) : u"7"_s});
        }
        break;
    default:
        changeConversion(column.conversion, random);
    }
}

void compare(const CheckReport& again, const CheckReport& whole)
{
    QCOMPARE(again.rows, whole.rows);
    QCOMPARE(again.rowsWithErrors, whole.rowsWithErrors);
    QVERIFY(again.errorRows == whole.errorRows);
    QVERIFY(again.blockedRows == whole.blockedRows);
    QCOMPARE(again.findings.size(), whole.findings.size());
    for (std::size_t i = 0; i < whole.findings.size(); ++i) {
        const QString name = reasonWord(whole.findings[i].reason) + u' ' + whole.findings[i].field;
        QVERIFY2(again.findings[i] == whole.findings[i], qPrintable(name));
    }
}

} // namespace

void TestMappingRecheck::saysWhatAWholeCheckSays_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 20; ++seed)
        QTest::addRow("%u", seed) << seed;
}

void TestMappingRecheck::saysWhatAWholeCheckSays()
{
    QFETCH(const unsigned, seed);
    std::mt19937 random(seed);
    constexpr qint64 rows = 300;
    const auto opened = file(contactRows(rows, random));
    QVERIFY(opened);
    m_meta.layouts = {{u"4800"_s, u"Standard"_s, {u"Last_Name"_s}},
                      {u"4801"_s, u"Fair"_s, {u"Last_Name"_s, u"Lead_Source"_s}}};
    CheckBase base;
    base.mapping = mappingTo(Operation::Insert, {"Last_Name", "Email", "Legacy_ID", "Date_of_Birth", "Lead_Source",
                                                 "Annual_Value", "Title", "Phone"});
    auto first = checkRows(opened, base.mapping, m_meta, base.fixes, {}, noCancel);
    QVERIFY(first);
    base.report = *first;
    for (int step = 0; step < 25; ++step) {
        Mapping mapping = base.mapping;
        Fixes fixes = base.fixes;
        for (auto edits = random() % 3; edits <= 2; ++edits)
            edit(mapping, fixes, rows, random);
        auto again = recheckRows(opened, mapping, m_meta, fixes, base, {}, noCancel);
        const auto whole = checkRows(opened, mapping, m_meta, fixes, {}, noCancel);
        QVERIFY(again && whole);
        compare(*again, *whole);
        if (QTest::currentTestFailed())
            return;
        base = {std::move(*again), mapping, fixes};
    }
}

void TestMappingRecheck::nothingChanged()
{
    std::mt19937 random(7);
    const auto opened = file(contactRows(100, random));
    CheckBase base{{}, mappingTo(Operation::Insert, {"Last_Name", "Email"}), {}};
    base.report = checkRows(opened, base.mapping, m_meta, {}, {}, noCancel).value_or(CheckReport());
    Mapping mapping = base.mapping;
    mapping.columns[1].match = MatchKind::Similar;
    const CancelFlag stopped{true};
    const auto again = recheckRows(opened, mapping, m_meta, {}, base, {}, stopped);
    QVERIFY2(again, "no row has to be read");
    compare(*again, base.report);
}

void TestMappingRecheck::cancelIsSeen()
{
    std::mt19937 random(7);
    const auto opened = file(contactRows(100, random));
    CheckBase base{{}, mappingTo(Operation::Insert, {"Last_Name", "Email"}), {}};
    base.report = checkRows(opened, base.mapping, m_meta, {}, {}, noCancel).value_or(CheckReport());
    Mapping mapping = base.mapping;
    mapping.columns[0].conversion.textCase = TextCase::Upper;
    const CancelFlag stopped{true};
    const auto again = recheckRows(opened, mapping, m_meta, {}, base, {}, stopped);
    QVERIFY(!again && again.error().kind == FailureKind::Cancelled);
}

QTEST_APPLESS_MAIN(TestMappingRecheck)
#include "tst_mapping_recheck.moc"

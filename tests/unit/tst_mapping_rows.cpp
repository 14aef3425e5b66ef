// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/automatch.h"
#include "mapping/rowcheck.h"
#include "tst_mapping_support.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <tuple>

using namespace mappingtest;

namespace {

const CancelFlag noCancel{false};

std::vector<RowNumber> rowNumbers(std::initializer_list<qint64> numbers)
{
    std::vector<RowNumber> rows;
    for (const qint64 number : numbers)
        rows.emplace_back(number);
    return rows;
}

const Finding* findingFor(const CheckReport& report, const char* reason, const char* fieldName = "")
{
    for (const Finding& finding : report.findings) {
        if (reasonWord(finding.reason) == QLatin1String(reason) && finding.field == QLatin1String(fieldName))
            return &finding;
    }
    return nullptr;
}

} // namespace

class TestMappingRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shapes();
    void columnsThatTheFileDoesNotHave();
    void glancesSeeFormulas();
    void repeats();
    void repeatsByCase();
    void fixesAndLeftOut();
    void orderAndSamples();
    void tenThousandRows();
    void manyThreadsSayTheSame();
    void cancelIsSeen();
    void progressReachesTheEnd();

private:
    std::shared_ptr<const CsvFile> file(const QByteArray& csv);
    CheckReport check(const QByteArray& csv, const Mapping& mapping, const Fixes& fixes = {});

    QTemporaryDir m_folder;
    int m_files = 0;
    ModuleMeta m_meta = contacts();
};

std::shared_ptr<const CsvFile> TestMappingRows::file(const QByteArray& csv)
{
    return indexedFile(m_folder.filePath(QStringLiteral("f%1.csv").arg(++m_files)), csv);
}

CheckReport TestMappingRows::check(const QByteArray& csv, const Mapping& mapping, const Fixes& fixes)
{
    const auto opened = file(csv);
    if (!opened)
        return {};
    return checkRows(opened, mapping, m_meta, fixes, {}, noCancel).value_or(CheckReport());
}

void TestMappingRows::shapes()
{
    QByteArray csv = "Last_Name,Email\n"
                     "good,a@b.co\n"
                     "short\n"
                     "long,c@d.co,more\n"
                     "bad \xFF bytes,e@f.co\n"
                     "zero # byte,not mail\n"
                     "also good,g@h.co\n"
                     "\"open,i@j.co\n";
    csv.replace('#', '\0');
    const CheckReport report = check(csv, mappingTo(Operation::Insert, {"Last_Name", "Email"}));
    QCOMPARE(report.rows, RowCount(7));
    QVERIFY(report.blockedRows == rowNumbers({3, 4, 5, 7}));
    QVERIFY(report.errorRows == rowNumbers({3, 4, 5, 7}));
    QCOMPARE(report.rowsWithErrors, RowCount(4));
    const Finding* const few = findingFor(report, "too-few-cells");
    QVERIFY(few && few->severity == Severity::Warning && few->rows == rowNumbers({2, 7}));
    const std::pair<const char*, qint64> blocking[] = {
        {"too-many-cells", 3}, {"invalid-bytes", 4}, {"nul-byte", 5}, {"unclosed-quote", 7}};
    for (const auto& [reason, row] : blocking) {
        const Finding* const finding = findingFor(report, reason);
        QVERIFY2(finding, reason);
        QCOMPARE(finding->severity, Severity::Error);
        QVERIFY(finding->rows == rowNumbers({row}));
        QCOMPARE(finding->column, -1);
    }
    QCOMPARE(findingFor(report, "too-many-cells")->code, QStringLiteral("TOO_MANY_CELLS"));
    QCOMPARE(findingFor(report, "too-many-cells")->samples.front().value, QStringLiteral("more"));
    QVERIFY(findingFor(report, "not-an-email", "Email"));
}

void TestMappingRows::columnsThatTheFileDoesNotHave()
{
    const auto opened = file("Last_Name,Email\na,a@b.co,\n");
    const auto sentence = [&](const Mapping& mapping) {
        const auto report = checkRows(opened, mapping, m_meta, {}, {}, noCancel);
        return report ? QString() : report.error().sentence;
    };
    Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", "Email", "Phone"});
    QVERIFY2(sentence(mapping).startsWith(QStringLiteral("The mapping uses the column \"Phone\" for Phone, ")),
             qPrintable(sentence(mapping)));
    // What is left out is not missed.
    mapping.columns[2].field.clear();
    QCOMPARE(sentence(mapping), QString());
    mapping.compose(QStringLiteral("Title"), QStringLiteral("{Phone}"));
    QVERIFY(sentence(mapping).contains(QStringLiteral("\"Phone\" for Title")));
    mapping.compose(QStringLiteral("Title"), QStringLiteral("{Email}"));
    QCOMPARE(sentence(mapping), QString());
}

void TestMappingRows::glancesSeeFormulas()
{
    const CheckReport report = check("Last_Name,Title,Phone\na,=1+1,+1\n=cmd,-,+2\nb,+49 30,+3\nc,-5,-4\nd,@x,5\n",
                                     mappingTo(Operation::Insert, {"Last_Name", "Title", "Phone"}));
    const Finding* finding = findingFor(report, "formula-like", "Title");
    QVERIFY(finding && finding->rows == rowNumbers({1, 5}) && finding->severity == Severity::Note);
    QCOMPARE(finding->code, QStringLiteral("FORMULA_LIKE"));
    finding = findingFor(report, "formula-like", "Last_Name");
    QVERIFY(finding && finding->rows == rowNumbers({2}));
    QVERIFY(!findingFor(report, "formula-like", "Phone"));
    QCOMPARE(report.rowsWithErrors, RowCount(0));
}

void TestMappingRows::repeats()
{
    Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", "Email", "Phone", "Legacy_ID"});
    const QByteArray csv = "Last_Name,Email,Phone,Legacy_ID\n"
                           "a,one@b.co,1,x\n"
                           "b,two@b.co,1,\n"
                           "c, ONE@b.co ,1,\n"
                           "d,,1,X\n"
                           "e,,1,y\n"
                           "f,one@b.co,1,x\n"
                           "g,one@b.co,1,z,too many\n";
    CheckReport report = check(csv, mapping);
    const Finding* finding = findingFor(report, "repeated-in-file", "Email");
    QVERIFY(finding);
    QVERIFY(finding->rows == rowNumbers({3, 6}));
    QCOMPARE(finding->code, QStringLiteral("DUPLICATE_DATA"));
    QCOMPARE(finding->columnName, QStringLiteral("Email"));
    QVERIFY(finding->samples.front() == (Finding::Sample{RowNumber(3), QStringLiteral(" ONE@b.co ")}));
    finding = findingFor(report, "repeated-in-file", "Legacy_ID");
    QVERIFY(finding);
    QVERIFY(finding->rows == rowNumbers({4, 6}));
    QVERIFY(report.errorRows == rowNumbers({3, 4, 6, 7}));
    QVERIFY(!findingFor(report, "repeated-in-file", "Phone"));
    // Nor does one that is refused for something else: what it holds is not in the CRM.
    report = check("Last_Name,Email,Legacy_ID\n,one@b.co,x\na,one@b.co,y\nb,one@b.co,z\nc,two@b.co,z\n",
                   mappingTo(Operation::Insert, {"Last_Name", "Email", "Legacy_ID"}));
    QVERIFY(findingFor(report, "repeated-in-file", "Email")->rows == rowNumbers({3}));
    QVERIFY(!findingFor(report, "repeated-in-file", "Legacy_ID"));
    QVERIFY(report.errorRows == rowNumbers({1, 3}));
    // A row that is not sent takes nobody's place.
    QVERIFY(!findingFor(
        check("Last_Name,Email\na\xFF,one@b.co\nb,one@b.co\n", mappingTo(Operation::Insert, {"Last_Name", "Email"})),
        "repeated-in-file", "Email"));
    // Any match key has to be there once, whether the field is unique or not.
    mapping.findBy = QStringLiteral("Phone");
    report = check(csv, mapping);
    finding = findingFor(report, "repeated-in-file", "Phone");
    QVERIFY(finding);
    QVERIFY(finding->rows == rowNumbers({2, 3, 4, 5, 6}));
}

void TestMappingRows::repeatsByCase()
{
    const QByteArray csv = "Last_Name,Email\na,Ö@b.co\nb,ö@B.co\nc,ö@B.co\n";
    const Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", "Email"});
    CheckReport report = check(csv, mapping);
    QVERIFY(findingFor(report, "repeated-in-file", "Email")->rows == rowNumbers({2, 3}));
    for (Field& f : m_meta.fields)
        f.uniqueCaseSensitive = f.unique;
    report = check(csv, mapping);
    m_meta = contacts();
    QVERIFY(findingFor(report, "repeated-in-file", "Email")->rows == rowNumbers({3}));
}

void TestMappingRows::fixesAndLeftOut()
{
    const Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", "Email"});
    const QByteArray csv = "Last_Name,Email\na,one@b.co\n,two@b.co\nc,one@b.co\nd,bad\ne,five@b.co\n";
    Fixes fixes;
    fixes.set({RowNumber(2), 0, QStringLiteral("Müller")});
    fixes.set({RowNumber(3), 1, QStringLiteral("three@b.co")});
    fixes.set({RowNumber(5), 1, QStringLiteral("TWO@b.co")});
    fixes.leftOut.insert(RowNumber(4));
    const CheckReport report = check(csv, mapping, fixes);
    QCOMPARE(report.findings.size(), std::size_t(1));
    QVERIFY(findingFor(report, "repeated-in-file", "Email")->rows == rowNumbers({5}));
    QCOMPARE(findingFor(report, "repeated-in-file", "Email")->samples.front().value, QStringLiteral("TWO@b.co"));
    // The first of two rows is left out: nothing is repeated any more.
    fixes = {};
    fixes.leftOut = {RowNumber(1), RowNumber(2), RowNumber(4)};
    QVERIFY(check(csv, mapping, fixes).findings.empty());
    QCOMPARE(fixes.value(RowNumber(9), 0), nullptr);
}

void TestMappingRows::orderAndSamples()
{
    QByteArray csv = "Last_Name,Lead_Source,Phone,Email\n";
    const char* const bad[] = {"a", "a", "b", "c", "d", "e", "f"};
    for (const char* const value : bad)
        csv += QByteArray("x,Unknown,") + QByteArray(31, '1') + "," + value + "\n";
    csv += ",Partner,1,a@b.co\n";
    Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", "Lead_Source", "Phone", "Email"});
    m_meta.fields[3].unique = false;
    const CheckReport report = check(csv, mapping);
    m_meta = contacts();
    QStringList order;
    for (const Finding& finding : report.findings)
        order.append(reasonWord(finding.reason));
    // Errors first, then by count, then by column.
    QCOMPARE(order, QStringList({QStringLiteral("too-long"), QStringLiteral("not-an-email"), QStringLiteral("empty"),
                                 QStringLiteral("new-picklist-value")}));
    const Finding& mail = report.findings[1];
    QCOMPARE(mail.count(), RowCount(7));
    QStringList samples;
    for (const auto& sample : mail.samples)
        samples.append(sample.value);
    QCOMPARE(samples.join(QLatin1Char(' ')), QStringLiteral("a b c d e"));
    QCOMPARE(mail.samples[1].row, RowNumber(3));
    QCOMPARE(report.findings[0].limit, 30);
    QCOMPARE(report.findings[0].fieldType, QStringLiteral("phone"));
    QCOMPARE(report.findings[0].fieldLabel, QStringLiteral("Phone"));
    QCOMPARE(report.findings[0].column, 2);
    QCOMPARE(report.findings[0].code, QStringLiteral("INVALID_DATA"));
    QCOMPARE(report.findings[2].code, QStringLiteral("MANDATORY_NOT_FOUND"));
    QCOMPARE(report.findings[3].code, QStringLiteral("NEW_PICKLIST_VALUE"));
    QCOMPARE(report.findings[3].severity, Severity::Warning);
    QCOMPARE(report.rowsWithErrors, RowCount(8));
}

void TestMappingRows::tenThousandRows()
{
    QByteArray csv = contactHeaders().join(QLatin1Char(',')).toUtf8() + "\r\n";
    for (int i = 1; i <= 10'000; ++i) {
        const QByteArray n = QByteArray::number(i);
        QByteArray born = "17/0" + QByteArray::number(i % 9 + 1) + "/1980";
        if (i % 250 == 0)
            born = "31/02/1960";
        csv += "Ann,";
        csv += i % 100 == 0 ? QByteArray() : QByteArray("Sample " + n);       // 100 empty
        csv += ",person" + n + (i % 200 == 1 ? ".example" : "@host.example"); // 50 bad
        csv += ",+49 711 " + n + ",0170 " + n + "," + born;                   // 40 bad
        csv += i % 500 == 2 ? ",Billboard" : ",Partner";                      // 20 new
        csv += ",Acme Ltd.,Buyer,Sales,Main Street 1,Springfield,01234,Germany";
        csv += i % 1000 == 3 ? ",many" : ",\"1,234.50\""; // 10 bad
        csv += i % 2000 == 4 ? ",perhaps" : ",no";        // 5 bad
        csv += ",\"a \"\"quoted\"\" remark,\nin two lines\",";
        csv += "L-" + (i % 400 == 0 ? QByteArray("5") : n); // 25 repeats of row 5
        csv += "\r\n";
    }
    Mapping mapping = autoMatch(contactHeaders(), {}, m_meta, Operation::Insert);
    mapping.columns[5].conversion.datePattern = QStringLiteral("dd/MM/yyyy");
    const CheckReport report = check(csv, mapping);
    QCOMPARE(report.rows, RowCount(10'000));
    const std::tuple<const char*, const char*, qint64> expected[] = {{"empty", "Last_Name", 100},
                                                                     {"not-an-email", "Email", 50},
                                                                     {"not-a-date", "Date_of_Birth", 40},
                                                                     {"repeated-in-file", "Legacy_ID", 25},
                                                                     {"not-a-number", "Annual_Value", 10},
                                                                     {"not-a-boolean", "Email_Opt_Out", 5},
                                                                     {"new-picklist-value", "Lead_Source", 20}};
    QCOMPARE(report.findings.size(), std::size(expected));
    for (std::size_t i = 0; i < std::size(expected); ++i) {
        const auto& [reason, fieldName, count] = expected[i];
        QCOMPARE(reasonWord(report.findings[i].reason), QString::fromLatin1(reason));
        QCOMPARE(report.findings[i].field, QString::fromLatin1(fieldName));
        QCOMPARE(report.findings[i].count(), RowCount(count));
    }
    std::set<qint64> wrong;
    for (qint64 i = 1; i <= 10'000; ++i) {
        if (i % 100 == 0 || i % 200 == 1 || i % 250 == 0 || i % 1000 == 3 || i % 2000 == 4 || i % 400 == 0)
            wrong.insert(i);
    }
    QCOMPARE(report.rowsWithErrors.value, qint64(wrong.size()));
    QVERIFY(std::equal(wrong.begin(), wrong.end(), report.errorRows.begin(), report.errorRows.end(),
                       [](qint64 a, RowNumber b) { return a == b.value; }));
    QVERIFY(report.blockedRows.empty());
    CheckReport again = check(csv, mapping);
    QVERIFY(again.findings == report.findings);
}

/// More rows than one thread takes at a time: whoever checks which, the report is the same, and it is right.
void TestMappingRows::manyThreadsSayTheSame()
{
    constexpr qint64 rows = 150'000;
    QByteArray csv = "Last_Name,Email,Phone\n";
    std::vector<RowNumber> empty;
    std::vector<RowNumber> repeated;
    std::vector<RowNumber> tooLong;
    std::vector<RowNumber> wide;
    std::set<qint64> wrong;
    const auto note = [&wrong](std::vector<RowNumber>& where, qint64 row) {
        where.emplace_back(row);
        wrong.insert(row);
    };
    for (qint64 row = 1; row <= rows; ++row) {
        const bool again = row % 997 == 0; // an address of long before
        if (row % 1'009 == 0)
            note(empty, row);
        if (again)
            note(repeated, row);
        if (row % 2'003 == 0)
            note(tooLong, row);
        csv += row % 1'009 == 0 ? QByteArray() : "Name " + QByteArray::number(row);
        csv += ",u" + QByteArray::number(again ? row / 997 : row) + "@example.com,";
        csv += row % 2'003 == 0 ? QByteArray(31, '5') : QByteArray("555");
        if (row % 50'021 == 0)
            wide.emplace_back(row);
        csv += row % 50'021 == 0 ? ",more\n" : "\n";
    }
    // Of a row with too many cells nothing else is said, and it takes nobody's address.
    for (const RowNumber row : wide) {
        for (std::vector<RowNumber>* const list : {&empty, &repeated, &tooLong})
            list->erase(std::remove(list->begin(), list->end(), row), list->end());
        wrong.insert(row.value);
    }
    const Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", "Email", "Phone"});
    const CheckReport report = check(csv, mapping);
    QCOMPARE(report.rows, RowCount(rows));
    QVERIFY(findingFor(report, "empty", "Last_Name")->rows == empty);
    QVERIFY(findingFor(report, "repeated-in-file", "Email")->rows == repeated);
    QVERIFY(findingFor(report, "too-long", "Phone")->rows == tooLong);
    QVERIFY(report.blockedRows == wide);
    QCOMPARE(report.rowsWithErrors.value, qint64(wrong.size()));
    QVERIFY(std::equal(wrong.begin(), wrong.end(), report.errorRows.begin(), report.errorRows.end(),
                       [](qint64 row, RowNumber told) { return row == told.value; }));
    const QList<Finding::Sample> samples = findingFor(report, "empty", "Last_Name")->samples;
    QCOMPARE(samples, QList<Finding::Sample>{(Finding::Sample{RowNumber(1'009), QString()})});
    QCOMPARE(findingFor(report, "repeated-in-file", "Email")->samples.back().row, RowNumber(5 * 997));
    for (int i = 0; i < 3; ++i)
        QVERIFY(check(csv, mapping).findings == report.findings);
}

void TestMappingRows::cancelIsSeen()
{
    QByteArray csv = "Last_Name,Email\n";
    for (int i = 0; i < 20'000; ++i)
        csv += "name,same@host.example\n";
    const auto opened = file(csv);
    const Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", "Email"});
    CancelFlag cancel{false};
    int calls = 0;
    const auto stopAtThird = [&](qint64, qint64) {
        if (++calls == 3)
            cancel = true;
    };
    const auto stopped = checkRows(opened, mapping, m_meta, {}, stopAtThird, cancel);
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().kind, FailureKind::Cancelled);
    QCOMPARE(calls, 3);
    // Also in the second reading, behind the last progress of the first.
    cancel = false;
    int callsAtEnd = 0;
    const auto stopInSecondReading = [&](qint64 done, qint64 total) {
        if (done == total && ++callsAtEnd == 3)
            cancel = true;
    };
    QVERIFY(!checkRows(opened, mapping, m_meta, {}, stopInSecondReading, cancel));
    QCOMPARE(callsAtEnd, 3);
}

void TestMappingRows::progressReachesTheEnd()
{
    QByteArray csv = "Last_Name\n";
    for (int i = 0; i < 5'000; ++i)
        csv += "name\n";
    const auto opened = file(csv);
    qint64 last = 0;
    bool ascending = true;
    const auto progress = [&](qint64 done, qint64 total) {
        ascending = ascending && done >= last && done <= total;
        last = done;
    };
    QVERIFY(checkRows(opened, mappingTo(Operation::Insert, {"Last_Name"}), m_meta, {}, progress, noCancel));
    QVERIFY(ascending);
    QCOMPARE(last, qint64(csv.size()));
}

QTEST_APPLESS_MAIN(TestMappingRows)
#include "tst_mapping_rows.moc"

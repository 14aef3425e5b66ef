// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/rowcheck.h"
#include "tst_mapping_support.h"

#include <QTest>

using namespace mappingtest;

class TestMappingValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void emptyCells_data();
    void emptyCells();
    void references();
    void picklists();
    void timesOfDays();
    void sentences();
    void wordsAreDifferent();
};

void TestMappingValues::values_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("reason"); // empty: fine
    QTest::addColumn<int>("limit");
    const auto row = [](const char* name, FieldType type, int length, const QString& value, const char* reason,
                        int limit = 0) {
        QTest::newRow(name) << int(type) << length << value << QString::fromLatin1(reason) << limit;
    };
    const auto x = [](int count) { return QString(count, QLatin1Char('x')); };
    const auto digits = [](int count) { return QString(count, QLatin1Char('7')); };
    const auto text = [](const char* s) { return QString::fromUtf8(s); };
    using enum FieldType;

    for (const char* const good :
         {"a@b.co", "first.last+tag@sub.host-name.example", "o'neil@host.example", "müller@straße.example",
          "用户@例子.公司", "_a@b.co", "-a@b.co", "a.@b.co", "a@1.co", "a@b_c.co"})
        row(good, Email, 0, text(good), "");
    for (const char* const bad :
         {"plain",    "@host.example", "a@",       "a@b",           "a@b.c",   "a@@b.co",      "a@b@c.co",
          "a b@c.co", ".a@b.co",       "a@.co",    "a@b..co",       "a@-b.co", "a@b-.co",      "a@b.co.",
          "a@b.c1",   "a,b@c.co",      "<a@b.co>", "a@b.co;c@d.co", "a@b.cö1", "mailto:a@b.co"})
        row(bad, Email, 0, text(bad), "not-an-email", 100);
    row("tld of 22", Email, 0, text("a@b.") + x(22), "");
    row("tld of 23", Email, 0, text("a@b.") + x(23), "not-an-email", 100);
    row("e-mail of 100", Email, 0, x(93) + text("@b.code"), "");
    row("e-mail of 101", Email, 0, x(94) + text("@b.code"), "too-long", 100);
    row("e-mail of 100 letters in more bytes", Email, 0, QString(93, QChar(0xE4)) + text("@b.code"), "");

    row("text at its length", Text, 40, x(40), "");
    row("text above its length", Text, 40, x(41), "too-long", 40);
    row("text of code points", Text, 2, text("😀😀"), "");
    row("text of too many code points", Text, 2, text("😀😀😀"), "too-long", 2);
    row("text without stated length", Text, 0, x(255), "");
    row("text without stated length, above", Text, 0, x(256), "too-long", 255);
    row("text trimmed before it is measured", Text, 2, text("  ab  "), "");
    row("area at its length", TextArea, 2000, x(2000), "");
    row("area above its length", TextArea, 2000, x(2001), "too-long", 2000);
    row("phone of 30", Phone, 0, digits(30), "");
    row("phone of 31", Phone, 0, digits(31), "too-long", 30);
    row("website", Website, 0, text("https://www.host.example/a b?c=d#e"), "");
    row("website without scheme", Website, 0, text("host.example"), "");
    row("website with port", Website, 0, text("HTTP://host.example:8080/"), "");
    row("website one label", Website, 0, text("http://localhost"), "not-a-url", 450);
    row("website with blanks", Website, 0, text("no page yet"), "not-a-url", 450);
    row("website scheme alone", Website, 0, text("https://"), "not-a-url", 450);
    row("website of 450", Website, 0, text("b.example/") + x(440), "");
    row("website of 451", Website, 0, text("b.example/") + x(441), "too-long", 450);

    row("boolean", Boolean, 0, text("Yes"), "");
    row("boolean bad", Boolean, 0, text("maybe"), "not-a-boolean");
    row("integer of 9", Integer, 9, digits(9), "");
    row("integer of 10", Integer, 9, digits(10), "number-too-long", 9);
    row("integer, its own limit", Integer, 4, digits(5), "number-too-long", 4);
    row("integer leading zeros", Integer, 9, text("0000000000007"), "changed-on-the-way");
    row("integer zero", Integer, 9, text("0"), "");
    row("bigint leading zeros, minus", BigInt, 0, text("-007"), "changed-on-the-way");
    row("decimal below one", Decimal, 0, text("-0.50"), "");
    row("decimal leading zeros", Decimal, 0, text("00.50"), "changed-on-the-way");
    row("integer minus", Integer, 9, text("-") + digits(9), "");
    row("integer with fraction", Integer, 9, text("1.5"), "not-a-number");
    row("integer text", Integer, 9, text("seven"), "not-a-number");
    row("bigint of 18", BigInt, 0, digits(18), "");
    row("bigint of 19", BigInt, 0, digits(19), "number-too-long", 18);
    row("decimal of 16+9", Decimal, 0, digits(16) + text(".") + digits(9), "");
    row("decimal of 17", Decimal, 0, digits(17), "number-too-long", 16);
    row("decimal of 10 behind", Decimal, 0, text("1.") + digits(10), "number-too-long", 16);
    row("currency of 16", Currency, 0, digits(16), "");
    row("currency of 17", Currency, 0, digits(17), "number-too-long", 16);
    row("currency with sign", Currency, 0, text("$5"), "changed-on-the-way");
    row("currency with code", Currency, 0, text("5.00 EUR"), "changed-on-the-way");
    row("percent with sign", Percent, 0, text("5 %"), "");
    row("currency of words", Currency, 0, text("five $"), "not-a-number");
    row("percent of 5", Percent, 0, digits(5), "");
    row("percent of 6", Percent, 0, digits(6), "number-too-long", 5);
    row("date", Date, 0, text("2024-02-29"), "");
    row("date impossible", Date, 0, text("2023-02-29"), "not-a-date");
    row("date with time", Date, 0, text("2023-02-28 10:00:00"), "not-a-date");
    row("date-time", DateTime, 0, text("2024-02-29 23:59:59"), "");
    row("date-time impossible", DateTime, 0, text("2024-02-29 23:59:60"), "not-a-date-time");
    row("date-time without time", DateTime, 0, text("2024-02-29"), "not-a-date-time");
    row("empty", Email, 0, text("  "), "");

    for (const char* const formula :
         {"=1+1", "=A1", "@SUM(1)", "+A1", "-2+3+cmd|' /C calc'!A0", " =HYPERLINK(\"x\")"}) {
        row(formula, Text, 0, text(formula), "formula-like");
        row(formula, TextArea, 0, text(formula), "formula-like");
    }
    for (const char* const plain : {"-", "=", "+49 (0) 30/1234-5", "-5", "- 12,50", "a=b", "x@y", "--"})
        row(plain, Text, 0, text(plain), "");
    row("phone with plus", Phone, 0, text("+49 30 1234"), "");
    row("formula that is too long", Text, 3, text("=1+1"), "too-long", 3);
}

void TestMappingValues::values()
{
    QFETCH(const int, type);
    QFETCH(const int, length);
    QFETCH(const QString, value);
    QFETCH(const QString, reason);
    QFETCH(const int, limit);
    const Field f = field("F", "F", FieldType(type), "", length);
    const auto verdict = checkValue(value, column(0, "F", "F"), f, mappingTo(Operation::Insert, {"F"}));
    QCOMPARE(verdict ? reasonWord(verdict->reason) : QString(QLatin1String("")), reason);
    if (verdict) {
        QCOMPARE(verdict->severity, verdict->reason == Reason::ChangedOnTheWay ? Severity::Warning
                                    : verdict->reason == Reason::FormulaLike   ? Severity::Note
                                                                               : Severity::Error);
        QCOMPARE(verdict->limit, limit);
    }
}

void TestMappingValues::emptyCells_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<QString>("findBy");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("severity"); // empty: fine
    const auto row = [](const char* name, Operation operation, const char* findBy, const char* field,
                        const char* severity) {
        QTest::newRow(name) << int(operation) << QString::fromLatin1(findBy) << QString::fromLatin1(field)
                            << QString::fromLatin1(severity);
    };
    row("insert, mandatory", Operation::Insert, "", "Last_Name", "error");
    row("upsert, mandatory", Operation::Upsert, "Email", "Last_Name", "error");
    row("update, mandatory", Operation::Update, "Email", "Last_Name", "");
    row("insert, other", Operation::Insert, "", "First_Name", "");
    row("insert, unique", Operation::Insert, "", "Email", "");
    row("update, key", Operation::Update, "Email", "Email", "error");
    row("upsert, key", Operation::Upsert, "Email", "Email", "error");
    row("insert, key: not documented", Operation::Insert, "Email", "Email", "warning");
    row("update, id", Operation::Update, "id", "id", "error");
}

void TestMappingValues::emptyCells()
{
    QFETCH(const int, operation);
    QFETCH(const QString, findBy);
    QFETCH(const QString, name);
    QFETCH(const QString, severity);
    const ModuleMeta meta = contacts();
    Mapping mapping = mappingTo(Operation(operation), {});
    mapping.findBy = findBy;
    const QByteArray latin = name.toLatin1();
    const Field* const target = targetField(meta, name);
    QVERIFY(target);
    const auto verdict =
        checkValue(QStringLiteral(" \t"), column(0, latin.constData(), latin.constData()), *target, mapping);
    QCOMPARE(verdict ? severityWord(verdict->severity) : QString(QLatin1String("")), severity);
    if (verdict)
        QCOMPARE(verdict->reason, Reason::Empty);
}

void TestMappingValues::references()
{
    const Mapping mapping = mappingTo(Operation::Insert, {});
    const auto reasonOf = [&](FieldType type, const char* findBy, const char* value) {
        ColumnMapping c = column(0, "F", "F");
        c.findBy = QString::fromLatin1(findBy);
        const auto verdict = checkValue(QString::fromLatin1(value), c, field("F", "F", type, ""), mapping);
        return verdict ? reasonWord(verdict->reason) : QString();
    };
    QCOMPARE(reasonOf(FieldType::Lookup, "id", "4876876000000541958"), QString());
    QCOMPARE(reasonOf(FieldType::Lookup, "id", "48768a"), QStringLiteral("not-a-record-id"));
    QCOMPARE(reasonOf(FieldType::Lookup, "Account_Name", "Any Name Ltd."), QString());
    QCOMPARE(reasonOf(FieldType::Owner, "email", "a@b.co"), QString());
    QCOMPARE(reasonOf(FieldType::Owner, "email", "Ann Admin"), QStringLiteral("not-an-email"));
    QCOMPARE(reasonOf(FieldType::Owner, "id", "Ann Admin"), QStringLiteral("not-a-record-id"));
    const Field* const id = targetField(contacts(), QStringLiteral("id"));
    QVERIFY(checkValue(QStringLiteral("12.5"), column(0, "id", "id"), *id, mapping)->reason == Reason::NotARecordId);
    QVERIFY(!checkValue(QStringLiteral("4876876000000541958"), column(0, "id", "id"), *id, mapping));
}

void TestMappingValues::picklists()
{
    const Mapping mapping = mappingTo(Operation::Insert, {});
    Field list = field("F", "F", FieldType::Picklist, "picklist");
    list.picklist = {{QStringLiteral("Heiß"), QStringLiteral("hot")}};
    const ColumnMapping c = column(0, "F", "F");
    const CellVerdict unknown{Severity::Warning, Reason::NewPicklistValue, 0};
    QVERIFY(!checkValue(QStringLiteral("Heiß"), c, list, mapping));
    QVERIFY(!checkValue(QStringLiteral("hot"), c, list, mapping));
    QVERIFY(checkValue(QStringLiteral("Hot"), c, list, mapping) == unknown);
    list.type = FieldType::MultiPicklist;
    QVERIFY(!checkValue(QStringLiteral("hot; Heiß"), c, list, mapping));
    QVERIFY(checkValue(QStringLiteral("hot;cold"), c, list, mapping) == unknown);
    list.picklist.clear();
    QVERIFY(!checkValue(QStringLiteral("anything"), c, list, mapping));
}

void TestMappingValues::timesOfDays()
{
    const Field day = field("F", "F", FieldType::Date, "date");
    const Mapping mapping = mappingTo(Operation::Insert, {"F"});
    ColumnMapping c = column(0, "F", "F");
    c.conversion.datePattern = QStringLiteral("yyyy-MM-dd HH:mm");
    const auto verdict = checkValue(QStringLiteral("2024-02-29 08:30"), c, day, mapping);
    QVERIFY(verdict && verdict->reason == Reason::ChangedOnTheWay);
    QVERIFY2(!checkValue(QStringLiteral("2024-02-29 00:00"), c, day, mapping), "nothing is lost of midnight");
    QVERIFY(
        !checkValue(QStringLiteral("2024-02-29 08:30"), c, field("F", "F", FieldType::DateTime, "datetime"), mapping));
    Finding finding;
    finding.reason = Reason::ChangedOnTheWay;
    finding.column = 0;
    QSet<QString> hints;
    for (const char* const type : {"date", "currency", "integer"}) {
        finding.fieldType = QLatin1String(type);
        hints.insert(findingHint(finding));
    }
    QCOMPARE(hints.size(), 3);
}

void TestMappingValues::sentences()
{
    Finding finding;
    finding.column = 2;
    finding.fieldLabel = QStringLiteral("Email");
    finding.reason = Reason::NotAnEmail;
    finding.limit = 100;
    QCOMPARE(findingHeadline(finding), QStringLiteral("Email is not an e-mail address"));
    QCOMPARE(findingHint(finding), QStringLiteral("Wanted: name@host.tld, at most 100 characters"));
    finding.reason = Reason::RepeatedInFile;
    QCOMPARE(findingHeadline(finding), QStringLiteral("Email is in the file more than once"));
    QCOMPARE(findingHint(finding), QStringLiteral("The later rows would be refused"));
    finding.fieldLabel = QStringLiteral("Last Name");
    finding.reason = Reason::Empty;
    QCOMPARE(findingHeadline(finding), QStringLiteral("Last Name is empty"));
    QCOMPARE(findingHint(finding), QStringLiteral("Mandatory in the CRM"));
    // A label is shown as it is, also if it looks like a place marker.
    finding.fieldLabel = QStringLiteral("Share %1");
    QCOMPARE(findingHeadline(finding), QStringLiteral("Share %1 is empty"));
}

void TestMappingValues::wordsAreDifferent()
{
    QSet<QString> words;
    for (int i = 0; i <= int(Reason::NulByte); ++i) {
        Finding finding;
        finding.reason = Reason(i);
        finding.column = i < int(Reason::TooFewCells) ? 0 : -1;
        finding.fieldLabel = QStringLiteral("Field");
        words.insert(reasonWord(Reason(i)));
        QVERIFY(!findingHeadline(finding).isEmpty());
        QVERIFY(!findingHeadline(finding).contains(QLatin1Char('%')));
        QVERIFY(!findingHint(finding).isEmpty());
        QVERIFY(!findingHint(finding).contains(QLatin1Char('%')));
    }
    QCOMPARE(words.size(), int(Reason::NulByte) + 1);
    QCOMPARE(severityWord(Severity::Warning), QStringLiteral("warning"));
}

QTEST_APPLESS_MAIN(TestMappingValues)
#include "tst_mapping_values.moc"

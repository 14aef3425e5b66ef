// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/conditiontext.h"
#include "tst_conditions_support.h"

#include <QTest>

using namespace conditiontest;

class TestConditionsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printedAndRead_data();
    void printedAndRead();
    void readOnly_data();
    void readOnly();
    void needlessGroupsAreLeftOut();
    void emptyGroupIsNoCondition();
    void errors_data();
    void errors();
    void everyBeginningIsReadOrRefusedAtItsEnd();
    void deepGroups();
    void completions_data();
    void completions();
};

void TestConditionsText::printedAndRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Condition>("condition");
    using enum Comparator;
    const Condition web = compare(u"Lead_Source"_s, In, {u"Web"_s, u"Partner"_s});
    const Condition since = compare(u"Modified_Time"_s, GreaterEqual, {u"2026-01-01"_s});
    const auto row = [](const char* text, const Condition& condition) {
        QTest::newRow(text) << QString::fromUtf8(text) << condition;
    };
    row("", Condition());
    row(R"(Lead_Source in ("Web", "Partner") and Modified_Time >= 2026-01-01)", Condition::all({web, since}));
    row("Modified_Time >= 2026-01-01", since);
    row("(Modified_Time >= 2026-01-01 or A is empty) and B is not empty",
        Condition::all({Condition::any({since, compare(u"A"_s, IsEmpty)}), compare(u"B"_s, IsNotEmpty)}));
    row("(A is empty and B is empty) or C is empty",
        Condition::any(
            {Condition::all({compare(u"A"_s, IsEmpty), compare(u"B"_s, IsEmpty)}), compare(u"C"_s, IsEmpty)}));
    row("(A is empty and B is empty) and C is empty",
        Condition::all(
            {Condition::all({compare(u"A"_s, IsEmpty), compare(u"B"_s, IsEmpty)}), compare(u"C"_s, IsEmpty)}));
    row("Owner.last_name != \"O\"\"Neil\"", compare(u"Owner.last_name"_s, NotEqual, {u"O\"Neil"_s}));
    row("A = \"\"\"\"", compare(u"A"_s, Equal, {u"\""_s}));
    row("A = \"\"", compare(u"A"_s, Equal, {QString()}));
    row("A = \"two\nlines \\n\t\"", compare(u"A"_s, Equal, {u"two\nlines \\n\t"_s}));
    row("A = 00123", compare(u"A"_s, Equal, {u"00123"_s}));
    row("A < -12.50", compare(u"A"_s, Less, {u"-12.50"_s}));
    row("A = \"1,5\"", compare(u"A"_s, Equal, {u"1,5"_s}));
    row("A = true", compare(u"A"_s, Equal, {u"true"_s}));
    row("A = \"True\"", compare(u"A"_s, Equal, {u"True"_s}));
    row("A = 2026-13-45", compare(u"A"_s, Equal, {u"2026-13-45"_s}));
    row("A between 2026-01-31T10:00:00+01:00 and today+7",
        Condition::compare(u"A"_s, Between, {{u"2026-01-31T10:00:00+01:00"_s}, {u"today+7"_s, true}}));
    row("A not between 1 and 2", compare(u"A"_s, NotBetween, {u"1"_s, u"2"_s}));
    row("A = \"today\"", compare(u"A"_s, Equal, {u"today"_s}));
    row("A not in (\"x\")", compare(u"A"_s, NotIn, {u"x"_s}));
    row("A contains \"x\"", compare(u"A"_s, Contains, {u"x"_s}));
    row("A not contains \"x\"", compare(u"A"_s, NotContains, {u"x"_s}));
    row("A starts with \"x\"", compare(u"A"_s, StartsWith, {u"x"_s}));
    row("A ends with \"x\"", compare(u"A"_s, EndsWith, {u"x"_s}));
    row("A <= 1 or A > 2", Condition::any({compare(u"A"_s, LessEqual, {u"1"_s}), compare(u"A"_s, Greater, {u"2"_s})}));
    // Fields that are called like words of the language.
    row("and = 1 and not not in (1) and is is empty",
        Condition::all(
            {compare(u"and"_s, Equal, {u"1"_s}), compare(u"not"_s, NotIn, {u"1"_s}), compare(u"is"_s, IsEmpty)}));
    row("Größe_1 = \"ß\"", compare(u"Größe_1"_s, Equal, {u"ß"_s}));
    row("1st = 1", compare(u"1st"_s, Equal, {u"1"_s}));
}

void TestConditionsText::printedAndRead()
{
    QFETCH(QString, text);
    QFETCH(Condition, condition);
    QCOMPARE(conditionText(condition), text);
    const auto read = conditionFromText(text);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().sentence));
    QVERIFY(*read == condition);
}

void TestConditionsText::readOnly_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("printed");
    const auto row = [](const char* text, const char* printed) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(printed);
    };
    row(" \n\t", "");
    row("A=\"x\"and(B<=2)OR c>-3", "(A = \"x\" and B <= 2) or c > -3");
    row("a STARTS\n  With \"x\" And b Is NOT Empty", "a starts with \"x\" and b is not empty");
    row("a in(1,2 , 3)", "a in (1, 2, 3)");
    row("a = TRUE or a = Today-7", "a = true or a = today-7");
    row("a = \"2026-01-31\" or a = \"12.5\"", "a = 2026-01-31 or a = 12.5");
    row("((a = 1))", "a = 1");
    row("a = 1 and b = 2 or c = 3 and (d = 4 or e = 5)", "(a = 1 and b = 2) or (c = 3 and (d = 4 or e = 5))");
}

void TestConditionsText::readOnly()
{
    QFETCH(QString, text);
    QFETCH(QString, printed);
    const auto read = conditionFromText(text);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().sentence));
    QCOMPARE(conditionText(*read), printed);
}

void TestConditionsText::needlessGroupsAreLeftOut()
{
    const Condition one = compare(u"A"_s, Comparator::IsEmpty);
    const Condition wrapped = Condition::all({Condition::any({Condition::all({one})})});
    QCOMPARE(conditionText(wrapped), u"A is empty"_s);
    QVERIFY(*conditionFromText(conditionText(wrapped)) == one);
    QCOMPARE(conditionText(Condition::any({})), QString());
}

/// What the boxes are half way through must not read as another condition.
void TestConditionsText::emptyGroupIsNoCondition()
{
    const Condition half = Condition::any({compare(u"A"_s, Comparator::IsEmpty), Condition::all({})});
    QCOMPARE(conditionText(half), u"A is empty or ()"_s);
    QVERIFY(!conditionFromText(conditionText(half)));
    QVERIFY(!conditionFromText(conditionText(compare(u"A"_s, Comparator::In))));
    QVERIFY(!conditionFromText(conditionText(compare(u"A"_s, Comparator::Between, {u"1"_s}))));
    QVERIFY(!conditionFromText(conditionText(compare({}, Comparator::Equal, {u"1"_s}))));
}

void TestConditionsText::errors_data()
{
    QTest::addColumn<QString>("text"); // with ^ before and behind what is wrong
    QTest::addColumn<QString>("says");
    const auto row = [](const char* text, const char* says) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(says);
    };
    row("A^^", "ends here, and a comparison, such as =, in or contains, was expected");
    row("A ^B^ = 1", "“B” stands here, and a comparison, such as =, in or contains, was expected");
    row("A = ^Web^", "“Web” stands here, and a value was expected. Put texts in double quotes");
    row("A = ^31.1.2026^", "write days as 2026-01-31");
    row("A = ^,^", "“,” stands here, and a value was expected");
    row("A =^^", "ends here, and a value was expected");
    row("A = ^\"Web or B = 1^", "quotation mark is never closed");
    row("A = 1 ^B^ = 2", "“B” stands here, and “and”, “or” or the end was expected");
    row("A = 1 ^)^", "“)” stands here, and “and”, “or” or the end was expected");
    row("(A = 1^^", "ends here, and “and”, “or” or “)” was expected");
    row("A = 1 and^^", "ends here, and a field or “(” was expected");
    row("or^^", "ends here, and a comparison");
    row("^\"A\"^ = 1", "A text stands here, and a field was expected");
    row("^A-B^ = 1", "“A-B” stands here, and a field or “(” was expected");
    row("A ^~^ 1", "“~” stands here");
    row("A ^😀^ 1", "“😀” stands here");
    row("A ^!^", "“!” stands here");
    row("A = ^1AND^ B = 2", "“1AND” stands here, and a value was expected");
    row("A = ^=^ 1", "“=” stands here, and a value was expected");
    row("A is ^null^", "“empty” or “not empty” was expected");
    row("A is not ^null^", "“null” stands here, and “empty” was expected");
    row("A not ^like^ 1", "“in”, “between” or “contains” was expected");
    row("A in ^1^", "“1” stands here, and “(” was expected");
    row("A in (^)^", "“)” stands here, and a value was expected");
    row("A in (1 ^2^)", "“2” stands here, and “,” or “)” was expected");
    row("A in (1,^^", "ends here, and a value was expected");
    row("A starts ^\"x\"^", "“with” was expected");
    row("A between 1 ^2^", "“and” and the second value was expected");
    row("(^)^", "“)” stands here, and a field or “(” was expected");
    row("A = 1 and (^)^", "“)” stands here, and a field or “(” was expected");
}

void TestConditionsText::errors()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const qsizetype at = text.indexOf(u'^');
    const qsizetype length = text.lastIndexOf(u'^') - at - 1;
    const auto read = conditionFromText(QString(text).remove(u'^'));
    QVERIFY(!read);
    const ConditionTextError& error = read.error();
    QVERIFY2(error.sentence.contains(says) && error.sentence.endsWith(u'.'), qPrintable(error.sentence));
    QCOMPARE(error.at, at);
    QCOMPARE(error.length, length);
}

void TestConditionsText::everyBeginningIsReadOrRefusedAtItsEnd()
{
    const QString text = u"(Lead_Source not in (\"We\"\"b\", \"x\") or A between 1 and now-90) and B is not empty "
                         "and C starts with \"a\" and D >= 2026-01-31T10:00:00+01:00"_s;
    QVERIFY(conditionFromText(text));
    for (qsizetype length = 0; length < text.size(); ++length) {
        const auto read = conditionFromText(text.first(length));
        if (!read) {
            QVERIFY(read.error().at >= 0 && read.error().length >= 0);
            QCOMPARE_LE(read.error().at + read.error().length, length);
        }
        const Completions completions = completionsAt(text, length, everyType());
        QVERIFY(completions.from >= 0 && completions.from <= length);
    }
}

void TestConditionsText::deepGroups()
{
    const auto nested = [](int depth) { return QString(depth, u'(') + u"A = 1"_s + QString(depth, u')'); };
    QVERIFY(conditionFromText(nested(100)));
    const auto read = conditionFromText(nested(100'000));
    QVERIFY(!read);
    QCOMPARE(read.error().at, 100);
    QVERIFY(read.error().sentence.contains(u"More than 100 groups"_s));
}

void TestConditionsText::completions_data()
{
    QTest::addColumn<QString>("text"); // with ^ where the cursor is
    QTest::addColumn<qsizetype>("from");
    QTest::addColumn<QString>("words"); // the first ones
    const auto row = [](const char* text, qsizetype from, const char* words) {
        QTest::newRow(text) << QString::fromUtf8(text) << from << QString::fromUtf8(words);
    };
    row("^", 0, "Text|Text_Area|Email|Phone|");
    row("te^", 0, "Text|Text_Area|Website");
    row("te^xt = 1", 0, "Text|Text_Area|Website");
    row("Text = 1 and ^", 13, "Text|Text_Area|Email|");
    row("(^", 1, "Text|Text_Area|Email|");
    row("ph^", 0, "Phone");         // Photo cannot be asked for
    row("text a^", 5, "contains|"); // "text" is no field of the module
    row("area^", 0, "Text_Area");
    row("Text ^", 5, "=|!=|in|not in|contains|not contains|starts with|ends with|is empty|is not empty");
    row("Whole ^", 6, "=|!=|>|>=|<|<=|in|not in|is empty|is not empty");
    row("Checked ^", 8, "=");
    row("Text s^", 5, "starts with|");
    row("Text starts ^", 12, "with");
    row("Text not ^", 9, "in|contains");
    row("Day not ^", 8, "between|in");
    row("Day is ^", 7, "empty|not empty");
    row("Day is not e^", 11, "empty");
    row("Day between ^", 12, "today|today-7|week|month|");
    row("Day between today ^", 18, "and");
    row("Day = mo^", 6, "month|month-1");
    row("Moment > n^", 9, "now|month|month-1");
    row("Checked = ^", 10, "true|false");
    row("Picklist = ^", 11, "\"hot\"|\"warm \"\"ish\"\"\"|\"cold\"");
    row("Picklist = \"c^", 11, "\"cold\"");
    row("Picklist = ho^", 11, "\"hot\"");
    row("Picklist in ^", 12, "(");
    row("Picklist in (^", 13, "\"hot\"|\"warm \"\"ish\"\"\"|\"cold\"");
    row("Picklist in (\"hot\"^", 18, ",|)");
    row("Picklist in (\"hot\", \"w^", 20, "\"warm \"\"ish\"\"\"");
    row("Whole = 1 ^", 10, "and|or");
    row("(Whole = 1 ^", 11, "and|or|)");
    row("Whole = 1 a^", 10, "and");
    row("Whole = ^", 8, "");
    row("Whole = = ^", 10, "");
    row("id ^", 3, "=|!=|in|not in|>|>=|<|<=");
    row("Owner.email ^", 12, "=|!=|in|not in|contains|");
}

void TestConditionsText::completions()
{
    QFETCH(QString, text);
    QFETCH(qsizetype, from);
    QFETCH(QString, words);
    const qsizetype cursor = text.indexOf(u'^');
    const Completions found = completionsAt(QString(text).remove(u'^'), cursor, everyType());
    QCOMPARE(found.from, from);
    const QString joined = found.words.join(u'|');
    QVERIFY2(words.endsWith(u'|') ? (joined + u'|').startsWith(words) : joined == words, qPrintable(joined));
}

QTEST_GUILESS_MAIN(TestConditionsText)
#include "tst_conditions_text.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions as the CRM reads them, and the times in them.
#include "crm/condition/conditionjson.h"
#include "crm/condition/relativetime.h"
#include "tst_conditions_support.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace conditiontest;

namespace {

const QTimeZone berlin("Europe/Berlin");
/// A Wednesday.
const QDateTime now(QDate(2026, 3, 18), QTime(23, 15, 16), berlin);

QString json(const Condition& condition)
{
    const QJsonObject object = conditionJson(condition, fieldsOf(everyType()), now);
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

/// The `value` of "equal", as it is written.
QString valueOf(const Condition& comparison)
{
    const QString text = json(comparison);
    const qsizetype from = text.indexOf(u"\"value\":"_s) + 8;
    return text.mid(from, text.size() - 1 - from);
}

} // namespace

class TestConditionsJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data();
    void values();
    void wholes_data();
    void wholes();
    void longListIsParted_data();
    void longListIsParted();
    void timesOnTheClocksOfTheZone_data();
    void timesOnTheClocksOfTheZone();
    void relativeTimes_data();
    void relativeTimes();
    void noRelativeTimes_data();
    void noRelativeTimes();
    void daysBeginWhereMidnightIsMissing();
};

void TestConditionsJson::values_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("written");
    const auto row = [](const char* tag, const char* name, const char* value, const char* written) {
        QTest::newRow(tag) << QString::fromLatin1(name) << QString::fromUtf8(value) << QString::fromUtf8(written);
    };
    row("text", "Text", "a \"b\" \\ ä", R"("a \"b\" \\ ä")");
    row("digits in a text", "Phone", "0049", R"("0049")");
    row("true in a text", "Text", "true", R"("true")");
    row("checkbox", "Checked", "false", "false");
    row("whole number", "Whole", "-5", "-5");
    row("beyond what a double holds", "Long", "123456789012345677", "123456789012345677");
    row("largest", "Long", "9223372036854775807", "9223372036854775807");
    row("beyond 64 bits", "Long", "9999999999999999999", R"("9999999999999999999")");
    row("zeros around", "Decimal", "-0012.500", "-12.5");
    row("no decimals left", "Decimal", "7.00", "7");
    row("minus zero", "Decimal", "-0.0", "0");
    row("decimals", "Price", "0.1", "0.1");
    row("16 digits", "Decimal", "0.1234567890123456", "0.1234567890123456");
    row("more digits than a double", "Decimal", "1234567890.123456789", R"("1234567890.123456789")");
    row("so small that it has an exponent", "Decimal", "0.0000001", R"("0.0000001")");
    row("day", "Day", "2026-01-31", R"("2026-01-31")");
    row("id", "Account", "4876876000000541958", R"("4876876000000541958")");
    row("record's id", "id", "4876876000000541958", R"("4876876000000541958")");
    row("parent's text", "Owner.email", "00123", R"("00123")");
    row("parent's checkbox", "Account.Active", "true", "true");
    row("parent's moment", "Account.Modified_Time", "2026-01-31T10:00Z", R"("2026-01-31T10:00:00+00:00")");
}

void TestConditionsJson::values()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QTEST(valueOf(compare(name, Comparator::Equal, {value})), "written");
}

void TestConditionsJson::wholes_data()
{
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<QString>("written");
    using enum Comparator;
    const Condition a = compare(u"Text"_s, IsEmpty);
    const Condition b = compare(u"Text"_s, IsNotEmpty);
    const QString aJson = uR"({"comparator":"equal","field":{"api_name":"Text"},"value":"${EMPTY}"})"_s;
    const QString bJson = uR"({"comparator":"not_equal","field":{"api_name":"Text"},"value":"${EMPTY}"})"_s;
    const auto group = [](const char* word, const QString& parts) {
        return uR"({"group":[%1],"group_operator":"%2"})"_s.arg(parts, QString::fromLatin1(word));
    };
    QTest::newRow("nothing") << Condition() << u"{}"_s;
    QTest::newRow("one") << a << aJson;
    QTest::newRow("group of one") << Condition::any({Condition::all({b})}) << bJson;
    QTest::newRow("and") << Condition::all({a, b}) << group("and", aJson + u',' + bJson);
    QTest::newRow("or in and") << Condition::all({a, Condition::any({a, b})})
                               << group("and", aJson + u',' + group("or", aJson + u',' + bJson));
    QTest::newRow("true or so") << Condition::any({a, Condition::all({})}) << u"{}"_s;
    QTest::newRow("true and so") << Condition::all({a, Condition::any({})}) << aJson;
    const auto leaf = [](const char* name, const char* word, const char* value) {
        return uR"({"comparator":"%1","field":{"api_name":"%2"},"value":%3})"_s.arg(
            QString::fromLatin1(word), QString::fromLatin1(name), QString::fromLatin1(value));
    };
    QTest::newRow("in") << compare(u"Whole"_s, In, {u"1"_s}) << leaf("Whole", "in", "[1]");
    QTest::newRow("not in") << compare(u"Account"_s, NotIn, {u"1"_s, u"2"_s})
                            << leaf("Account", "not_in", R"(["1","2"])");
    QTest::newRow("between") << compare(u"Day"_s, Between, {u"2026-01-01"_s, u"2026-01-31"_s})
                             << leaf("Day", "between", R"(["2026-01-01","2026-01-31"])");
    QTest::newRow("not between") << Condition::compare(u"Day"_s, NotBetween, {{u"today-1"_s, true}, {u"2027-01-31"_s}})
                                 << leaf("Day", "not_between", R"(["2026-03-17","2027-01-31"])");
    QTest::newRow("less") << compare(u"Whole"_s, Less, {u"1"_s}) << leaf("Whole", "less_than", "1");
    QTest::newRow("at most") << compare(u"Whole"_s, LessEqual, {u"1"_s}) << leaf("Whole", "less_equal", "1");
    QTest::newRow("more") << compare(u"Whole"_s, Greater, {u"1"_s}) << leaf("Whole", "greater_than", "1");
    QTest::newRow("at least") << compare(u"Whole"_s, GreaterEqual, {u"1"_s}) << leaf("Whole", "greater_equal", "1");
    QTest::newRow("contains") << compare(u"Text"_s, Contains, {u"x"_s}) << leaf("Text", "contains", "\"x\"");
    QTest::newRow("not contains") << compare(u"Text"_s, NotContains, {u"x"_s}) << leaf("Text", "not_contains", "\"x\"");
    QTest::newRow("starts") << compare(u"Text"_s, StartsWith, {u"x"_s}) << leaf("Text", "starts_with", "\"x\"");
    QTest::newRow("ends") << compare(u"Text"_s, EndsWith, {u"x"_s}) << leaf("Text", "ends_with", "\"x\"");
    QTest::newRow("not equal") << compare(u"Text"_s, NotEqual, {u"x"_s}) << leaf("Text", "not_equal", "\"x\"");
    QTest::newRow("parent's number") << compare(u"Account.Size"_s, Greater, {u"5"_s})
                                     << leaf("Account.Size", "greater_than", "5");
}

void TestConditionsJson::wholes()
{
    QFETCH(Condition, condition);
    QTEST(json(condition), "written");
}

void TestConditionsJson::longListIsParted_data()
{
    QTest::addColumn<Comparator>("comparator");
    QTest::addColumn<QString>("groupOperator");
    QTest::newRow("in") << Comparator::In << u"or"_s;
    QTest::newRow("not in") << Comparator::NotIn << u"and"_s;
}

void TestConditionsJson::longListIsParted()
{
    QFETCH(Comparator, comparator);
    const FieldFinder finder = fieldsOf(everyType());
    const QJsonObject whole = conditionJson(compare(u"Whole"_s, comparator, numbers(41)), finder, now);
    QTEST(whole[u"group_operator"].toString(), "groupOperator");
    QList<int> found;
    for (const QJsonValue& part : whole[u"group"].toArray()) {
        QVERIFY(part[u"value"].toArray().size() <= mostValuesOfIn);
        for (const QJsonValue& value : part[u"value"].toArray())
            found.append(value.toInt());
    }
    QCOMPARE(whole[u"group"].toArray().size(), 3);
    QCOMPARE(found.size(), 41);
    QCOMPARE(found.last(), 41);
    QVERIFY(conditionJson(compare(u"Whole"_s, comparator, numbers(20)), finder, now).contains(u"field"_s));
}

void TestConditionsJson::timesOnTheClocksOfTheZone_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("relative");
    QTest::addColumn<QString>("written");
    const auto row = [](const char* value, const char* written, bool relative = false) {
        QTest::newRow(value) << QString::fromLatin1(value) << relative << QString::fromLatin1(written);
    };
    row("2026-01-31T10:00:00+01:00", "2026-01-31T10:00:00+01:00");
    row("2026-01-31T10:00:00-0530", "2026-01-31T10:00:00-05:30");
    row("2026-01-31T10:00:00Z", "2026-01-31T10:00:00+00:00");
    row("2026-01-31T10:00", "2026-01-31T10:00:00+01:00");
    row("2026-07-31T10:00:59", "2026-07-31T10:00:59+02:00");
    row("2026-07-31", "2026-07-31T00:00:00+02:00");
    // An hour that the clocks leave out.
    row("2026-03-29T02:30", "2026-03-29T02:30:00+01:00");
    // Before there were zones, Berlin was 53 minutes and 28 seconds ahead.
    row("1850-01-01", "1849-12-31T23:59:32+00:53");
    row("today", "2026-03-18T00:00:00+01:00", true);
    row("today+20", "2026-04-07T00:00:00+02:00", true);
    row("now", "2026-03-18T23:15:16+01:00", true);
    row("now+60", "2026-03-19T00:15:16+01:00", true);
}

void TestConditionsJson::timesOnTheClocksOfTheZone()
{
    QFETCH(QString, value);
    QFETCH(bool, relative);
    QFETCH(QString, written);
    QCOMPARE(valueOf(Condition::compare(u"Moment"_s, Comparator::Equal, {{value, relative}})), u'"' + written + u'"');
}

void TestConditionsJson::relativeTimes_data()
{
    QTest::addColumn<QString>("relative");
    QTest::addColumn<QString>("day");
    const auto row = [](const char* relative, const char* day) {
        QTest::newRow(relative) << QString::fromLatin1(relative) << QString::fromLatin1(day);
    };
    row("now", "2026-03-18");
    row("now+45", "2026-03-19"); // a quarter to midnight
    row("now+44", "2026-03-18");
    row("today", "2026-03-18");
    row("today-18", "2026-02-28");
    row("today+99999", "2299-12-31");
    row("week", "2026-03-16");
    row("week-1", "2026-03-09");
    row("week+2", "2026-03-30");
    row("month", "2026-03-01");
    row("month-3", "2025-12-01");
    row("month+9999", "2859-06-01");
    row("year", "2026-01-01");
    row("year-1", "2025-01-01");
    row("year+999", "3025-01-01");
}

void TestConditionsJson::relativeTimes()
{
    QFETCH(QString, relative);
    QVERIFY(isRelativeTime(relative));
    QTEST(absoluteTime(relative, false, now), "day");
}

void TestConditionsJson::noRelativeTimes_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "Today", "today ", " today", "today -7", "today-", "today--7", "today-7d", "tomorrow",
                             "week-123456", "month-12345", "year-1000", "now-12345678", "today\n", "today-\u0667"})
        QTest::addRow("\"%s\"", text) << QString::fromUtf8(text);
}

void TestConditionsJson::noRelativeTimes()
{
    QFETCH(QString, text);
    QVERIFY(!isRelativeTime(text));
    QVERIFY(absoluteTime(text, true, now).isEmpty());
}

void TestConditionsJson::daysBeginWhereMidnightIsMissing()
{
    // Clocks went from 0:00 to 1:00 on that day.
    const QDateTime noon(QDate(2018, 11, 4), QTime(12, 0), QTimeZone("America/Sao_Paulo"));
    QCOMPARE(absoluteTime(u"today"_s, true, noon), u"2018-11-04T01:00:00-02:00"_s);
    const QDateTime sunday(QDate(2026, 3, 22), QTime(12, 0), Qt::OffsetFromUTC, -5400);
    QCOMPARE(absoluteTime(u"week"_s, true, sunday), u"2026-03-16T00:00:00-01:30"_s);
}

QTEST_GUILESS_MAIN(TestConditionsJson)
#include "tst_conditions_json.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tst_conditions_support.h"

#include <QTest>

using namespace conditiontest;

class TestConditionsRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparatorsByType_data();
    void comparatorsByType();
    void finderOutlivesTheModule();
    void phrases_data();
    void phrases();
    void operandTroubles_data();
    void operandTroubles();
    void troubles_data();
    void troubles();
    void troublesInOrderWithPaths();
    void mostConditionsOfAQuery();
};

void TestConditionsRules::comparatorsByType_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("allowed"); // in the order of the enum
    const QString text = u"= != in not-in contains not-contains starts ends empty not-empty"_s;
    const QString number = u"= != in not-in < <= > >= empty not-empty"_s;
    const QString time = u"= != in not-in < <= > >= between not-between empty not-empty"_s;
    const QString link = u"= != in not-in empty not-empty"_s;
    for (const char* name : {"Text", "Text_Area", "Email", "Phone", "Website", "Picklist", "Multi"})
        QTest::newRow(name) << int(OperandKind::Text) << text;
    for (const char* name : {"Whole", "Long", "Decimal", "Price", "Share"})
        QTest::newRow(name) << int(OperandKind::Number) << number;
    QTest::newRow("Day") << int(OperandKind::Date) << time;
    QTest::newRow("Moment") << int(OperandKind::DateTime) << time;
    QTest::newRow("Checked") << int(OperandKind::Boolean) << u"="_s;
    QTest::newRow("Account") << int(OperandKind::Id) << link;
    QTest::newRow("Owner") << int(OperandKind::Id) << link;
    QTest::newRow("id") << int(OperandKind::Id) << u"= != in not-in < <= > >="_s;
    QTest::newRow("Photo") << int(OperandKind::Text) << QString();
}

void TestConditionsRules::comparatorsByType()
{
    static const QStringList words{u"="_s,       u"!="_s,          u"in"_s,       u"not-in"_s,
                                   u"<"_s,       u"<="_s,          u">"_s,        u">="_s,
                                   u"between"_s, u"not-between"_s, u"contains"_s, u"not-contains"_s,
                                   u"starts"_s,  u"ends"_s,        u"empty"_s,    u"not-empty"_s};
    const FieldFinder finder = fieldsOf(everyType());
    const Field* const found = finder(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(found);
    QTEST(int(operandKind(*found)), "kind");
    QList<Comparator> comparators = comparatorsFor(*found);
    std::sort(comparators.begin(), comparators.end());
    QStringList allowed;
    for (const Comparator comparator : comparators)
        allowed.append(words[int(comparator)]);
    QTEST(allowed.join(u' '), "allowed");
}

void TestConditionsRules::finderOutlivesTheModule()
{
    FieldFinder finder;
    {
        ModuleMeta meta = everyType();
        finder = fieldsOf(meta);
        meta.fields.clear();
    }
    QCOMPARE(finder(u"Whole"_s)->type, FieldType::Integer);
    QCOMPARE(finder(u"id"_s)->type, FieldType::BigInt);
    QVERIFY(!finder(u"whole"_s));
    QVERIFY(!finder(u"Owner.email"_s));
}

void TestConditionsRules::phrases_data()
{
    QTest::addColumn<Comparator>("comparator");
    QTest::addColumn<OperandKind>("kind");
    QTest::addColumn<QString>("phrase");
    using enum Comparator;
    QTest::newRow("text") << StartsWith << OperandKind::Text << u"begins with"_s;
    QTest::newRow("list") << NotIn << OperandKind::Id << u"is none of"_s;
    QTest::newRow("number") << LessEqual << OperandKind::Number << u"is at most"_s;
    QTest::newRow("day") << LessEqual << OperandKind::Date << u"is on or before"_s;
    QTest::newRow("moment") << LessEqual << OperandKind::DateTime << u"is at or before"_s;
    QTest::newRow("after") << Greater << OperandKind::Date << u"is after"_s;
}

void TestConditionsRules::phrases()
{
    QFETCH(Comparator, comparator);
    QFETCH(OperandKind, kind);
    QTEST(comparatorPhrase(comparator, kind), "phrase");
}

void TestConditionsRules::operandTroubles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("relative");
    QTest::addColumn<QString>("says"); // a piece of the sentence; empty: it can be sent
    const auto row = [](const char* tag, const char* name, const QString& value, const char* says = "",
                        bool relative = false) {
        QTest::newRow(tag) << QString::fromLatin1(name) << value << relative << QString::fromUtf8(says);
    };
    row("text", "Text", u"Ärger; \"so\" it %is\n"_s);
    row("255 characters", "Text", QString(255, u'x'));
    row("256 characters", "Text", QString(256, u'x'), "has 256 characters, and the CRM compares with 255 at most");
    row("placeholder", "Text", u"${EMPTY}"_s, "begins with “${”");
    row("dollar alone", "Text", u"$5"_s);
    row("placeholder later", "Text", u"a${b}"_s);
    row("empty text", "Text", QString(), "no value to compare Text with");
    row("picklist value nobody knows", "Picklist", u"tepid"_s);
    row("relative text", "Text", u"today"_s, "holds none", true);

    row("number", "Decimal", u"-0.25"_s);
    row("comma", "Decimal", u"1,5"_s, "is no number");
    row("exponent", "Decimal", u"1e5"_s, "is no number");
    row("point first", "Decimal", u".5"_s, "is no number");
    row("point last", "Decimal", u"5."_s, "is no number");
    row("blank before", "Decimal", u" 5"_s, "is no number");
    row("line break behind", "Decimal", u"5\n"_s, "is no number");
    row("Arabic digits", "Decimal", u"\u0665"_s, "is no number");
    row("19 digits", "Long", u"-1234567890123456789"_s);
    row("20 digits", "Long", u"12345678901234567890"_s, "has 20 digits");
    row("20 digits with a point", "Price", u"1234567890.1234567890"_s, "has 20 digits");
    row("half of a whole number", "Whole", u"1.5"_s, "no whole number, and Whole holds whole numbers only");

    row("day", "Day", u"2024-02-29"_s);
    row("no leap year", "Day", u"2026-02-29"_s, "2026-02-29 is no day of the calendar");
    row("year 0", "Day", u"0000-01-01"_s, "no day of the calendar");
    row("other form", "Day", u"31/01/2026"_s, "is no day. Write it as 2026-01-31");
    row("moment for a day", "Day", u"2026-01-31T10:00:00+01:00"_s, "is no day");
    row("relative day", "Day", u"month-1"_s, "", true);
    row("relative day, wrong", "Day", u"Today"_s, "is no time that counts from now", true);
    row("relative as text", "Day", u"today"_s, "is no day");

    row("moment", "Moment", u"2026-01-31T10:00:00+01:00"_s);
    row("moment in UTC", "Moment", u"2026-01-31T10:00:00Z"_s);
    row("moment, offset without colon", "Moment", u"2026-01-31T10:00:00-0530"_s);
    row("moment without offset", "Moment", u"2026-01-31T10:00"_s);
    row("day for a moment", "Moment", u"2026-01-31"_s);
    row("milliseconds", "Moment", u"2026-01-31T10:00:00.000+01:00"_s, "without fractions of seconds");
    row("24 o'clock", "Moment", u"2026-01-31T24:00:00Z"_s, "not in the calendar or on the clock");
    row("30 February", "Moment", u"2026-02-30T10:00:00Z"_s, "not in the calendar or on the clock");
    row("offset too far", "Moment", u"2026-01-31T10:00:00+14:30"_s, "not in the calendar or on the clock");
    row("relative moment", "Moment", u"now-90"_s, "", true);

    row("true", "Checked", u"true"_s);
    row("TRUE", "Checked", u"TRUE"_s, "neither true nor false");
    row("1", "Checked", u"1"_s, "neither true nor false");
    row("id", "Account", u"4876876000000541958"_s);
    row("name for an id", "Owner", u"Ada"_s, "is no record id");
    row("negative id", "id", u"-5"_s, "is no record id");
}

void TestConditionsRules::operandTroubles()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(bool, relative);
    QFETCH(QString, says);
    const QString sentence = operandTrouble(*fieldsOf(everyType())(name), {value, relative});
    QVERIFY2(says.isEmpty() ? sentence.isEmpty() : sentence.contains(says), qPrintable(sentence));
    QVERIFY(sentence.isEmpty() || sentence.endsWith(u'.'));
}

void TestConditionsRules::troubles_data()
{
    QTest::addColumn<Condition>("condition");
    QTest::addColumn<QString>("says"); // a piece of the only sentence; empty: it can be sent
    using enum Comparator;
    QTest::newRow("nothing asked") << Condition() << QString();
    QTest::newRow("fine") << compare(u"Text"_s, Contains, {u"x"_s}) << QString();
    QTest::newRow("no field") << compare({}, Equal, {u"x"_s}) << u"names no field"_s;
    QTest::newRow("unknown field") << compare(u"Txet"_s, Equal, {u"x"_s}) << u"has no field “Txet”"_s;
    QTest::newRow("no field name") << compare(u"Te xt"_s, Equal, {u"x"_s}) << u"is no field name"_s;
    QTest::newRow("type") << compare(u"Photo"_s, IsEmpty) << u"cannot be asked for Photo"_s;
    QTest::newRow("comparator") << compare(u"Whole"_s, Contains, {u"1"_s}) << u"does not know “contains” for Whole"_s;
    QTest::newRow("no value") << compare(u"Text"_s, Equal) << u"no value to compare Text with"_s;
    QTest::newRow("empty list") << compare(u"Text"_s, In) << u"no value to compare Text with"_s;
    QTest::newRow("two values") << compare(u"Text"_s, Equal, {u"x"_s, u"y"_s}) << u"one value, and here are several"_s;
    QTest::newRow("half between") << compare(u"Day"_s, Between, {u"2026-01-31"_s}) << u"needs two values"_s;
    QTest::newRow("empty with a value") << compare(u"Text"_s, IsEmpty, {u"x"_s}) << u"asked without a value"_s;
    QTest::newRow("long list") << compare(u"Whole"_s, In, numbers(200)) << QString();
    QTest::newRow("group in a group without parts")
        << Condition::any({compare(u"Text"_s, IsEmpty), Condition::all({})}) << u"group has no conditions"_s;
    QTest::newRow("parent's field") << compare(u"Owner.last_name"_s, Less, {u"5"_s}) << QString();
    QTest::newRow("parent's parent") << compare(u"Account.Owner.email"_s, StartsWith, {u"a"_s}) << QString();
    QTest::newRow("parent's time") << Condition::compare(u"Account.Created_Time"_s, Less, {{u"today-7"_s, true}})
                                   << QString();
    QTest::newRow("parent's no time") << Condition::compare(u"Account.Created_Time"_s, Less, {{u"soon"_s, true}})
                                      << u"no time that counts from now"_s;
    QTest::newRow("parent without field") << compare(u"Owner."_s, Equal, {u"x"_s}) << u"is no field name"_s;
    QTest::newRow("parent's placeholder") << compare(u"Owner.email"_s, Equal, {u"${X}"_s}) << u"begins with “${”"_s;
    QTest::newRow("parent's no value") << compare(u"Owner.email"_s, Equal) << u"no value to compare"_s;
}

void TestConditionsRules::troubles()
{
    QFETCH(Condition, condition);
    QFETCH(QString, says);
    const auto found = conditionTroubles(condition, fieldsOf(everyType()));
    QCOMPARE(found.size(), says.isEmpty() ? 0 : 1);
    if (!says.isEmpty())
        QVERIFY2(found[0].sentence.contains(says), qPrintable(found[0].sentence));
}

void TestConditionsRules::troublesInOrderWithPaths()
{
    using enum Comparator;
    const Condition condition =
        Condition::all({compare(u"Text"_s, Equal, {u"x"_s}), compare(u"Nope"_s, IsEmpty),
                        Condition::any({compare(u"Day"_s, Between, {u"2026-02-30"_s, u"x"_s}), Condition::all({})})});
    QList<QList<int>> paths;
    for (const ConditionTrouble& trouble : conditionTroubles(condition, fieldsOf(everyType()), 23))
        paths.append(trouble.path);
    // Both values of the comparison, and the sum of all conditions.
    QCOMPARE(paths, (QList<QList<int>>{{1}, {2, 0}, {2, 0}, {2, 1}, {}}));
}

void TestConditionsRules::mostConditionsOfAQuery()
{
    using enum Comparator;
    const FieldFinder finder = fieldsOf(everyType());
    QCOMPARE(conditionCount(Condition()), 0);
    QCOMPARE(conditionCount(compare(u"Whole"_s, In, numbers(20))), 1);
    QCOMPARE(conditionCount(compare(u"Whole"_s, NotIn, numbers(21))), 2);
    Condition many = Condition::any({compare(u"Whole"_s, In, numbers(40))});
    while (conditionCount(many) < mostConditions)
        many.parts.append(Condition::all({compare(u"Text"_s, IsEmpty)}));
    QCOMPARE(many.parts.size(), 24);
    QVERIFY(conditionTroubles(many, finder).isEmpty());
    const auto withView = conditionTroubles(many, finder, 1);
    QCOMPARE(withView.size(), 1);
    QVERIFY2(withView[0].sentence.contains(u"25 conditions in one query, and with those of the view these are 26"_s),
             qPrintable(withView[0].sentence));
    many.parts[0] = compare(u"Whole"_s, In, numbers(41));
    QCOMPARE(conditionTroubles(many, finder).size(), 1);
}

QTEST_GUILESS_MAIN(TestConditionsRules)
#include "tst_conditions_rules.moc"

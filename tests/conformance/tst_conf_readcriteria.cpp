// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/readclient.h"
#include "sandbox/org/org.h"

#include <QDateTime>
#include <QtTest>

#include <random>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

enum class Kind { Text, Multi, Number, Date, Moment, Boolean, Id };

/// One field and its value in each record, in JSON; null: none.
struct Column
{
    QString field;
    Kind kind;
    QJsonArray values;
};

const QJsonValue none(QJsonValue::Null);
const QString emptyMark = u"${EMPTY}"_s;

QString lowered(const QString& text)
{
    QString lower = text;
    for (QChar& c : lower)
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + 32);
    return lower;
}

/// Less, equal, greater: a value of a record against an operand, as people read them.
int compared(Kind kind, const QJsonValue& left, const QJsonValue& right)
{
    const QString a = left.toVariant().toString();
    const QString b = right.toVariant().toString();
    switch (kind) {
    case Kind::Number: {
        const long double x = std::stold(a.toStdString());
        const long double y = std::stold(b.toStdString());
        return x < y ? -1 : x > y;
    }
    case Kind::Moment: {
        const qint64 x = QDateTime::fromString(a, Qt::ISODate).toSecsSinceEpoch();
        const qint64 y = QDateTime::fromString(b, Qt::ISODate).toSecsSinceEpoch();
        return x < y ? -1 : x > y;
    }
    case Kind::Multi:
        return QStringList(left.toVariant().toStringList()).join(u';').compare(b, Qt::CaseInsensitive);
    case Kind::Text:
        return lowered(a).compare(lowered(b));
    default:
        return a.compare(b);
    }
}

QString textOf(const QJsonValue& value)
{
    return lowered(value.isArray() ? value.toVariant().toStringList().join(u';') : value.toString());
}

bool equals(Kind kind, const QJsonValue& record, const QJsonValue& operand)
{
    if (operand == QJsonValue(emptyMark))
        return record.isNull();
    return !record.isNull() && compared(kind, record, operand) == 0;
}

/// What the documentation says a comparator means; no SQL anywhere near.
bool holds(Kind kind, const QJsonValue& record, const QString& comparator, const QJsonValue& operand)
{
    if (comparator.startsWith(u"not_"_s)) {
        const QString positive = comparator == u"not_equal"_s ? u"equal"_s : comparator.mid(4);
        return !holds(kind, record, positive, operand);
    }
    if (comparator == u"equal"_s)
        return equals(kind, record, operand);
    if (comparator == u"in"_s) {
        const QJsonArray list = operand.toArray();
        return std::any_of(list.begin(), list.end(), [&](const QJsonValue& one) { return equals(kind, record, one); });
    }
    if (record.isNull())
        return false;
    if (comparator == u"contains"_s)
        return textOf(record).contains(textOf(operand));
    if (comparator == u"starts_with"_s)
        return textOf(record).startsWith(textOf(operand));
    if (comparator == u"ends_with"_s)
        return textOf(record).endsWith(textOf(operand));
    if (comparator == u"between"_s)
        return compared(kind, record, operand[0]) >= 0 && compared(kind, record, operand[1]) <= 0;
    const int order = compared(kind, record, operand);
    return comparator == u"less_than"_s      ? order < 0
           : comparator == u"less_equal"_s   ? order <= 0
           : comparator == u"greater_than"_s ? order > 0
                                             : order >= 0;
}

QStringList comparatorsOf(Kind kind)
{
    const QStringList equal{u"equal"_s, u"not_equal"_s, u"in"_s, u"not_in"_s};
    const QStringList ordered{u"less_than"_s, u"less_equal"_s, u"greater_than"_s, u"greater_equal"_s};
    switch (kind) {
    case Kind::Text:
    case Kind::Multi:
        return equal + QStringList{u"contains"_s, u"not_contains"_s, u"starts_with"_s, u"ends_with"_s};
    case Kind::Number:
        return equal + ordered;
    case Kind::Date:
    case Kind::Moment:
        return equal + ordered + QStringList{u"between"_s, u"not_between"_s};
    case Kind::Boolean:
        return {u"equal"_s};
    case Kind::Id:
        break;
    }
    return equal;
}

/// Ten machines, some with nothing in them but a name.
class Machines
{
public:
    Machines();

    QStringList allIds() const { return m_ids; }
    const QList<Column>& columns() const { return m_columns; }
    const Column& column(const QString& field) const;
    QStringList wanted(const Column& column, const QString& comparator, const QJsonValue& operand) const;

    TestServer server{Options{.tokenLimit = 0, .credits = 100'000'000}};
    ReadClient client{server};

private:
    void addPlainColumns();
    void addLinks();
    void createAll();

    QList<Column> m_columns;
    QStringList m_ids;
};

Machines::Machines()
{
    addPlainColumns();
    addLinks();
    createAll();
}

void Machines::addPlainColumns()
{
    m_columns = {
        {u"Name"_s,
         Kind::Text,
         {u"Drill"_s, u"drill press"_s, u"50% off_er"_s, u"Säge \\ Müller"_s, u"Lathe"_s, u"lathe"_s, u"5000 offer"_s,
          u"O'Neil \"Big\""_s, u"Drill"_s, u"Press"_s}},
        {u"Serial_Number"_s,
         Kind::Text,
         {u"A-1"_s, u"A-2"_s, u"B_1"_s, u"B-1"_s, none, none, u"a%1"_s, u"1"_s, none, u"A-10"_s}},
        {u"Notes_Text"_s,
         Kind::Text,
         {u"line\nbreak"_s, none, u"x"_s, u"X"_s, none, none, u"note, with comma"_s, none, none, u"Xx"_s}},
        {u"Support_Email"_s,
         Kind::Text,
         {u"a@example.com"_s, u"A@Example.com"_s, none, u"b_c@example.org"_s, none, none, u"bxc@example.org"_s, none,
          none, u"z@example.net"_s}},
        {u"Support_Phone"_s,
         Kind::Text,
         {u"+49 30 1"_s, u"+49 30 12"_s, none, u"030"_s, none, none, u"12"_s, none, none, u"+1 555"_s}},
        {u"Manual_URL"_s,
         Kind::Text,
         {u"https://example.com/a"_s, u"http://example.com/b?c=1"_s, none, u"www.example.org"_s, none, none, none, none,
          none, u"https://example.com/A"_s}},
        {u"Condition"_s,
         Kind::Text,
         {u"New"_s, u"Good"_s, u"Worn"_s, u"New"_s, none, none, u"Defective"_s, none, none, u"Good"_s}},
        {u"Features"_s,
         Kind::Multi,
         {QJsonArray{u"Wireless"_s}, QJsonArray{u"Wireless"_s, u"Battery"_s}, QJsonArray{u"Battery"_s, u"Wireless"_s},
          QJsonArray{u"Display"_s}, none, none, QJsonArray{u"Outdoor"_s, u"Display"_s, u"Calibrated"_s}, none, none,
          QJsonArray{u"Battery"_s}}},
        {u"Rack_Units"_s, Kind::Number, {1, 2, -3, 0, none, none, 999'999'999, 2, none, 10}},
        {u"Inventory_Code"_s,
         Kind::Number,
         {u"123456789012345678"_s, u"123456789012345677"_s, 5, u"-7"_s, none, none, u"999999999999999999"_s, 0, none,
          9}},
        {u"Weight_kg"_s, Kind::Number, {0.5, 1.25, -2.75, 0, none, none, 1000000.125, 0.5, none, 3}},
        {u"Purchase_Price"_s, Kind::Number, {99.9, 100, 100.01, -5, none, none, 1e9, 0, none, 99.9}},
        {u"Utilization"_s, Kind::Number, {0, 12.5, 99.99, 100, none, none, 50, 12.5, none, 7}},
        {u"Purchase_Date"_s,
         Kind::Date,
         {u"2026-01-31"_s, u"2026-02-01"_s, u"1999-12-31"_s, u"2024-02-29"_s, none, none, u"2026-02-01"_s,
          u"2030-06-15"_s, none, u"2000-01-01"_s}},
        {u"Last_Service"_s,
         Kind::Moment,
         {u"2026-02-03T09:12:44+00:00"_s, u"2026-02-03T10:12:44+01:00"_s, u"2026-07-01T00:00:00+02:00"_s,
          u"2026-06-30T23:59:59+02:00"_s, none, none, u"2020-02-29T12:00:00-08:00"_s, u"2026-02-03T09:12:45+00:00"_s,
          none, u"1999-12-31T23:59:59+00:00"_s}},
        {u"Rented"_s, Kind::Boolean, {true, false, true, false, false, true, false, false, false, true}},
    };
}

void Machines::addLinks()
{
    const QString first = server.sql(u"select id from Accounts order by id"_s);
    const QString second = server.sql(u"select id from Accounts order by id desc"_s);
    const QString firstName = server.sql(u"select Account_Name from Accounts order by id"_s);
    const QString secondName = server.sql(u"select Account_Name from Accounts order by id desc"_s);
    const QString ada = userIdOf(server, u"ada.admin@example.com"_s);
    const QString jonas = userIdOf(server, u"jonas.keller@example.com"_s);
    Column account{u"Account"_s, Kind::Id, {}};
    Column accountName{u"Account.Account_Name"_s, Kind::Text, {}};
    Column owner{u"Owner"_s, Kind::Id, {}};
    Column ownerName{u"Owner.last_name"_s, Kind::Text, {}};
    Column ownerMail{u"Owner.email"_s, Kind::Text, {}};
    for (int i = 0; i < 10; ++i) {
        account.values.append(i % 3 == 0 ? QJsonValue(first) : i % 3 == 1 ? QJsonValue(second) : none);
        accountName.values.append(i % 3 == 0 ? QJsonValue(firstName) : i % 3 == 1 ? QJsonValue(secondName) : none);
        owner.values.append(i < 6 ? ada : jonas);
        ownerName.values.append(i < 6 ? u"Admin"_s : u"Keller"_s);
        ownerMail.values.append(i < 6 ? u"ada.admin@example.com"_s : u"jonas.keller@example.com"_s);
    }
    Column accountId = account;
    accountId.field = u"Account.id"_s;
    m_columns += {account, accountName, accountId, owner, ownerName, ownerMail};
}

void Machines::createAll()
{
    QJsonArray records;
    for (int i = 0; i < 10; ++i) {
        QJsonObject record;
        for (const Column& column : m_columns) {
            const QJsonValue value = column.values[i];
            if (value.isNull() || column.field.contains(u'.'))
                continue;
            record.insert(column.field, column.kind == Kind::Id ? QJsonValue(QJsonObject{{u"id"_s, value}}) : value);
        }
        records.append(record);
    }
    m_ids = createRecords(server, u"Equipment"_s, records);
    m_columns.append({u"id"_s, Kind::Number, QJsonArray::fromStringList(m_ids)});
}

const Column& Machines::column(const QString& field) const
{
    return *std::find_if(m_columns.begin(), m_columns.end(), [&](const Column& c) { return c.field == field; });
}

QStringList Machines::wanted(const Column& column, const QString& comparator, const QJsonValue& operand) const
{
    QStringList ids;
    for (int i = 0; i < m_ids.size(); ++i)
        if (holds(column.kind, column.values[i], comparator, operand))
            ids.append(m_ids[i]);
    return ids;
}

Machines& machines()
{
    static Machines all;
    return all;
}

QJsonArray operator+(QJsonArray left, const QJsonArray& right)
{
    for (const QJsonValue& value : right)
        left.append(value);
    return left;
}

/// Every value that a record has, pieces of them, and values that none has.
QJsonArray operandsOf(const Column& column)
{
    QJsonArray all;
    for (const QJsonValue& value : column.values) {
        if (value.isNull())
            continue;
        const QJsonValue one =
            column.kind == Kind::Multi ? QJsonValue(value.toVariant().toStringList().join(u';')) : value;
        if (!all.contains(one))
            all.append(one);
    }
    switch (column.kind) {
    case Kind::Text:
    case Kind::Multi:
        return all + QJsonArray{u"r"_s, u"%"_s, u"_"_s, u"\\"_s, u"DRILL"_s, u"nothing of the kind"_s, u"';--"_s};
    case Kind::Number:
        return all + QJsonArray{0.75, u"-1"_s, u"9223372036854775807"_s};
    case Kind::Date:
        return all + QJsonArray{u"2025-01-01"_s};
    case Kind::Moment:
        return all +
               QJsonArray{u"2026-02-03T04:12:44-05:00"_s, u"2026-02-03T14:42:44+0530"_s, u"2026-02-03T09:12:44Z"_s};
    case Kind::Boolean:
        return {true, false, u"true"_s, u"false"_s};
    case Kind::Id:
        break;
    }
    return all + QJsonArray{u"4876876000000000001"_s};
}

/// Operands in the form that the comparator takes.
QJsonArray shapedFor(const QString& comparator, const QJsonArray& plain, Kind kind)
{
    QJsonArray shaped;
    const bool between = comparator.endsWith(u"between"_s);
    if (comparator == u"in"_s || comparator == u"not_in"_s) {
        shaped = {QJsonArray{plain[0]}, plain, QJsonArray{emptyMark}, QJsonArray{plain[0], emptyMark, plain.last()}};
    } else if (between) {
        for (qsizetype i = 0; i < plain.size(); ++i)
            shaped.append(QJsonArray{plain[i], plain[(i + 3) % plain.size()]});
    } else {
        shaped = plain;
        if (kind != Kind::Boolean && comparator.endsWith(u"equal"_s) && !comparator.contains(u"er_"_s) &&
            !comparator.contains(u"less_"_s))
            shaped.append(emptyMark);
    }
    return shaped;
}

} // namespace

class ConfReadCriteria : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyComparatorOfEveryType_data();
    void everyComparatorOfEveryType();
    void nestedGroups();
    void listAsTheVendorsClientWritesIt();
    void groupOperatorInCapitals();
    void viewAndCriteriaBothHold();
    void viewCountsAmongTheTwentyFive();
    void criteriaErrors_data();
    void criteriaErrors();
    void limitsThemselvesAreGood();
    void twentyValuesByQuirk();
};

void ConfReadCriteria::everyComparatorOfEveryType_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("comparator");
    for (const Column& column : machines().columns())
        for (const QString& comparator : comparatorsOf(column.kind))
            QTest::newRow(qPrintable(column.field + u' ' + comparator)) << column.field << comparator;
}

void ConfReadCriteria::everyComparatorOfEveryType()
{
    QFETCH(QString, field);
    QFETCH(QString, comparator);
    const Column& column = machines().column(field);
    bool someFound = false;
    for (const QJsonValue& operand : shapedFor(comparator, operandsOf(column), column.kind)) {
        const QJsonObject query = queryOf(u"Equipment"_s, {{u"fields"_s, QJsonArray{u"id"_s}},
                                                           {u"criteria"_s, condition(field, comparator, operand)}});
        const QStringList wanted = machines().wanted(column, comparator, operand);
        const QStringList found = machines().client.ids(query);
        if (found != wanted)
            qWarning() << "operand" << operand;
        QCOMPARE(found, wanted);
        someFound = someFound || !found.isEmpty();
    }
    QVERIFY(someFound); // else the row has proved nothing
}

namespace {

/// A criteria object of random shape, and the ids it has to find.
std::pair<QJsonObject, QStringList> randomCriteria(std::mt19937& random, int depth)
{
    const auto below = [&random](qsizetype n) { return static_cast<qsizetype>(random() % static_cast<unsigned>(n)); };
    if (depth == 0 || below(3) == 0) {
        const Column& column = machines().columns()[below(machines().columns().size())];
        const QStringList names = comparatorsOf(column.kind);
        const QString comparator = names[below(names.size())];
        const QJsonArray operands = shapedFor(comparator, operandsOf(column), column.kind);
        const QJsonValue operand = operands[below(operands.size())];
        return {condition(column.field, comparator, operand), machines().wanted(column, comparator, operand)};
    }
    const bool both = below(2) == 0;
    QJsonArray members;
    QStringList ids = both ? machines().allIds() : QStringList();
    for (qsizetype i = 0, n = 1 + below(3); i < n; ++i) {
        const auto [member, found] = randomCriteria(random, depth - 1);
        members.append(member);
        QStringList joined;
        for (const QString& id : machines().allIds())
            if (both ? ids.contains(id) && found.contains(id) : ids.contains(id) || found.contains(id))
                joined.append(id);
        ids = joined;
    }
    return {groupOf(both ? u"and"_s : u"or"_s, members), ids};
}

} // namespace

void ConfReadCriteria::nestedGroups()
{
    std::mt19937 random(20260203);
    int between = 0;
    for (int i = 0; i < 150; ++i) {
        const auto [criteria, wanted] = randomCriteria(random, 2);
        const QJsonObject query =
            queryOf(u"Equipment"_s, {{u"fields"_s, QJsonArray{u"Name"_s}}, {u"criteria"_s, criteria}});
        const QStringList found = machines().client.ids(query);
        if (found != wanted)
            qWarning() << criteria;
        QCOMPARE(found, wanted);
        between += !found.isEmpty() && found.size() < machines().allIds().size();
    }
    QVERIFY(between > 60); // not all of them all or nothing
}

void ConfReadCriteria::groupOperatorInCapitals()
{
    const QJsonArray members{condition(u"Rented"_s, u"equal"_s, true), condition(u"Condition"_s, u"equal"_s, u"New"_s)};
    const QJsonObject query = queryOf(u"Equipment"_s, {{u"criteria"_s, groupOf(u"AND"_s, members)}});
    QCOMPARE(machines().client.ids(query), machines().allIds().mid(0, 1));
}

namespace {

/// Of a view of Contacts.
QString viewId(const QString& name)
{
    const Org org = readOrg(builtInOrg());
    for (const CustomView& view : org.module(u"Contacts"_s)->views)
        if (view.name == name)
            return QString::number(view.id);
    return {};
}

QJsonArray conditions(int count)
{
    QJsonArray members;
    for (int i = 0; i < count; ++i)
        members.append(condition(u"Last_Name"_s, u"not_equal"_s, QString::number(i)));
    return members;
}

} // namespace

void ConfReadCriteria::viewAndCriteriaBothHold()
{
    TestServer server;
    ReadClient client(server);
    const QStringList ids = createRecords(
        server, u"Contacts"_s,
        {QJsonObject{{u"Last_Name"_s, u"A"_s}, {u"Lead_Source"_s, u"Partner"_s}, {u"Mailing_City"_s, u"Berlin"_s}},
         QJsonObject{{u"Last_Name"_s, u"B"_s}, {u"Lead_Source"_s, u"Partner"_s}, {u"Mailing_City"_s, u"Berlin"_s}},
         QJsonObject{{u"Last_Name"_s, u"B"_s}, {u"Lead_Source"_s, u"Partner"_s}, {u"Mailing_City"_s, u"Bonn"_s}}});
    const QString view = viewId(u"Partners in Berlin"_s);
    QCOMPARE(client.ids(queryOf(u"Contacts"_s, {{u"cvid"_s, view}})), ids.mid(0, 2));
    const QJsonObject both =
        queryOf(u"Contacts"_s, {{u"cvid"_s, view}, {u"criteria"_s, condition(u"Last_Name"_s, u"equal"_s, u"B"_s)}});
    QCOMPARE(client.ids(both), ids.mid(1, 1));
    QCOMPARE(client.ids(queryOf(u"Contacts"_s, {{u"cvid"_s, viewId(u"All Contacts"_s)}})), ids);
}

void ConfReadCriteria::viewCountsAmongTheTwentyFive()
{
    TestServer server;
    ReadClient client(server);
    const auto tried = [&](int count, const QString& view) {
        QJsonObject query = queryOf(u"Contacts"_s, {{u"criteria"_s, groupOf(u"or"_s, conditions(count))}});
        if (!view.isEmpty())
            query.insert(u"cvid"_s, viewId(view));
        return client.create(query);
    };
    QCOMPARE(tried(25, {}).status, 201);
    QCOMPARE(tried(26, {}).code(), u"CRITERIA_LIMIT_EXCEEDED"_s);
    QCOMPARE(tried(26, {}).json()[u"details"].toObject()[u"max_limit"].toInt(), 25);
    QCOMPARE(tried(23, u"Partners in Berlin"_s).status, 201);
    QCOMPARE(tried(24, u"Partners in Berlin"_s).code(), u"CRITERIA_LIMIT_EXCEEDED"_s);
}

void ConfReadCriteria::criteriaErrors_data()
{
    QTest::addColumn<QJsonValue>("criteria");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QJsonObject>("details");
    const auto row = [](const char* name, const QJsonValue& criteria, const QString& code,
                        const QJsonObject& details = {}) { QTest::newRow(name) << criteria << code << details; };
    const auto one = [](const QString& field, const QString& comparator, const QJsonValue& value) {
        return QJsonValue(condition(field, comparator, value));
    };
    const QJsonArray pair{condition(u"Name"_s, u"equal"_s, u"a"_s), condition(u"Name"_s, u"equal"_s, u"b"_s)};
    QJsonObject condAndGroup = groupOf(u"and"_s, pair);
    condAndGroup.insert(u"comparator"_s, u"equal"_s);
    QJsonObject typed = condition(u"Name"_s, u"equal"_s, u"a"_s);
    typed.insert(u"type"_s, u"column"_s);
    QJsonObject nested = condition(u"Name"_s, u"equal"_s, u"a"_s);
    for (int i = 0; i < 26; ++i)
        nested = groupOf(u"or"_s, {nested});
    QJsonArray many;
    for (int i = 0; i < 201; ++i)
        many.append(i);
    const QString longText(256, u'x');
    const QJsonArray operators{u"and"_s, u"or"_s};
    const QJsonArray forText = QJsonArray::fromStringList(comparatorsOf(Kind::Text));
    const QJsonArray forFlag{u"equal"_s};

    row("not an object", u"Name = a"_s, u"INVALID_CRITERIA"_s);
    row("empty object", QJsonObject(), u"INVALID_CRITERIA"_s);
    row("without comparator", QJsonObject{{u"field"_s, QJsonObject{{u"api_name"_s, u"Name"_s}}}, {u"value"_s, 1}},
        u"INVALID_CRITERIA"_s);
    row("without value",
        QJsonObject{{u"field"_s, QJsonObject{{u"api_name"_s, u"Name"_s}}}, {u"comparator"_s, u"equal"_s}},
        u"INVALID_CRITERIA"_s);
    row("empty group", groupOf(u"and"_s, {}), u"INVALID_CRITERIA"_s);
    row("group of numbers", groupOf(u"and"_s, {1, 2}), u"INVALID_CRITERIA"_s);
    row("operator without group", QJsonObject{{u"group_operator"_s, u"and"_s}}, u"INVALID_CRITERIA"_s);
    row("condition and group", condAndGroup, u"AMBIGUOUS_CRITERIA"_s, {{u"api_name"_s, u"group"_s}});
    row("group without operator", QJsonObject{{u"group"_s, pair}}, u"AMBIGUOUS_GROUP_IN_CRITERIA"_s,
        {{u"api_name"_s, u"group_operator"_s}});
    row("operator xor", groupOf(u"xor"_s, pair), u"GROUP_OPERATOR_NOT_SUPPORTED"_s, {{u"supported"_s, operators}});
    row("nested too deep", nested, u"CRITERIA_NOT_SUPPORTED"_s);
    row("no such field", one(u"Nonsense"_s, u"equal"_s, 1), u"FIELD_IN_CRITERIA_NOT_AVAILABLE"_s,
        {{u"api_name"_s, u"Nonsense"_s}});
    row("no such field of the parent", one(u"Account.Nonsense"_s, u"equal"_s, 1), u"FIELD_IN_CRITERIA_NOT_AVAILABLE"_s,
        {{u"api_name"_s, u"Account.Nonsense"_s}});
    row("dot behind a text", one(u"Name.Name"_s, u"equal"_s, u"a"_s), u"FIELD_IN_CRITERIA_NOT_AVAILABLE"_s);
    row("image", one(u"Record_Image"_s, u"equal"_s, u"a"_s), u"FIELD_IN_CRITERIA_NOT_SUPPORTED"_s,
        {{u"api_name"_s, u"Record_Image"_s}, {u"comparator"_s, u"equal"_s}, {u"value"_s, u"a"_s}});
    row("three lookups in a row", one(u"Account.Parent_Account.Owner.email"_s, u"equal"_s, u"a"_s),
        u"JOIN_LIMIT_EXCEEDED"_s);
    row("unknown comparator", one(u"Name"_s, u"like"_s, u"a"_s), u"FIELD_COMPARATOR_IN_CRITERIA_NOT_SUPPORTED"_s,
        {{u"api_name"_s, u"Name"_s}, {u"supported"_s, forText}});
    row("contains on a number", one(u"Rack_Units"_s, u"contains"_s, 1),
        u"FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("between on a number", one(u"Rack_Units"_s, u"between"_s, QJsonArray{1, 2}),
        u"FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("less_than on a text", one(u"Name"_s, u"less_than"_s, u"a"_s),
        u"FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("not_equal on a checkbox", one(u"Rented"_s, u"not_equal"_s, true),
        u"FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE"_s,
        {{u"api_name"_s, u"Rented"_s}, {u"supported"_s, forFlag}});
    row("contains on a lookup", one(u"Account"_s, u"contains"_s, u"1"_s),
        u"FIELD_AND_COMPARATOR_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("in with one value", one(u"Name"_s, u"in"_s, u"a"_s), u"COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s,
        {{u"api_name"_s, u"Name"_s}, {u"comparator"_s, u"in"_s}, {u"value"_s, u"a"_s}});
    row("in with nothing", one(u"Name"_s, u"in"_s, QJsonArray()), u"COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("equal with a list", one(u"Name"_s, u"equal"_s, QJsonArray{u"a"_s}),
        u"COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("between with three",
        one(u"Purchase_Date"_s, u"between"_s, QJsonArray{u"2026-01-01"_s, u"2026-01-02"_s, u"2026-01-03"_s}),
        u"COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("${EMPTY} with less_than", one(u"Rack_Units"_s, u"less_than"_s, emptyMark),
        u"COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("${EMPTY} with contains", one(u"Name"_s, u"contains"_s, emptyMark),
        u"COMPARATOR_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("words for a number", one(u"Rack_Units"_s, u"equal"_s, u"ten"_s),
        u"FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s, {{u"api_name"_s, u"Rack_Units"_s}});
    row("a number for a text", one(u"Name"_s, u"equal"_s, 1), u"FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("a name for an owner", one(u"Owner"_s, u"equal"_s, u"Boyle"_s),
        u"FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("yes for a checkbox", one(u"Rented"_s, u"equal"_s, u"yes"_s), u"FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("no such day", one(u"Purchase_Date"_s, u"equal"_s, u"2026-02-30"_s),
        u"FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("a date of another form", one(u"Purchase_Date"_s, u"equal"_s, u"02/03/2026"_s),
        u"FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("a date for a moment", one(u"Last_Service"_s, u"equal"_s, u"2026-02-03"_s),
        u"FIELD_AND_VALUE_IN_CRITERIA_NOT_COMPATIBLE"_s);
    row("milliseconds", one(u"Last_Service"_s, u"equal"_s, u"2026-02-03T09:12:44.000+00:00"_s),
        u"VALUE_IN_CRITERIA_NOT_SUPPORTED"_s);
    row("another placeholder", one(u"Name"_s, u"equal"_s, u"${TODAY}"_s), u"VALUE_IN_CRITERIA_NOT_SUPPORTED"_s,
        {{u"value"_s, u"${TODAY}"_s}});
    row("the empty text", one(u"Name"_s, u"equal"_s, u""_s), u"VALUE_IN_CRITERIA_NOT_SUPPORTED"_s);
    row("value null", one(u"Name"_s, u"equal"_s, none), u"VALUE_TYPE_NOT_SUPPORTED"_s, {{u"api_name"_s, u"Name"_s}});
    row("value an object", one(u"Owner"_s, u"equal"_s, QJsonObject{{u"id"_s, u"1"_s}}), u"VALUE_TYPE_NOT_SUPPORTED"_s,
        {{u"supported"_s, QJsonArray{u"string"_s, u"number"_s, u"boolean"_s}}});
    row("list in a list", one(u"Name"_s, u"in"_s, QJsonArray{QJsonArray{u"a"_s}}), u"VALUE_TYPE_NOT_SUPPORTED"_s);
    row("type column", typed, u"VALUE_TYPE_NOT_SUPPORTED"_s, {{u"supported"_s, QJsonArray{u"value"_s}}});
    row("201 values", one(u"Rack_Units"_s, u"in"_s, many), u"VALUE_LIMIT_EXCEEDED_IN_CRITERIA"_s,
        {{u"max_limit"_s, 200}});
    row("20 digits", one(u"Inventory_Code"_s, u"equal"_s, u"12345678901234567890"_s),
        u"VALUE_LIMIT_EXCEEDED_IN_CRITERIA"_s, {{u"max_limit"_s, 19}});
    row("256 characters", one(u"Name"_s, u"equal"_s, longText), u"VALUE_LIMIT_EXCEEDED_IN_CRITERIA"_s,
        {{u"max_limit"_s, 255}});
}

void ConfReadCriteria::criteriaErrors()
{
    QFETCH(QJsonValue, criteria);
    QFETCH(QString, code);
    QFETCH(QJsonObject, details);
    const Reply reply = machines().client.create(queryOf(u"Equipment"_s, {{u"criteria"_s, criteria}}));
    QCOMPARE(reply.code(), code);
    QCOMPARE(reply.status, 400);
    const QJsonObject told = reply.json()[u"details"].toObject();
    for (auto it = details.begin(); it != details.end(); ++it)
        QCOMPARE(told[it.key()], it.value());
}

void ConfReadCriteria::limitsThemselvesAreGood()
{
    QJsonArray numbers;
    for (int i = 0; i < 200; ++i)
        numbers.append(i);
    QJsonArray largest;
    for (int i = 0; i < 25; ++i)
        largest.append(condition(u"Rack_Units"_s, u"in"_s, numbers));
    QJsonObject nested = condition(u"Name"_s, u"equal"_s, u"Drill"_s);
    for (int i = 0; i < 25; ++i)
        nested = groupOf(i % 2 ? u"and"_s : u"or"_s, {nested});
    const QList<std::pair<QJsonObject, qsizetype>> all = {
        {condition(u"Rack_Units"_s, u"in"_s, numbers), 5},
        {groupOf(u"or"_s, largest), 5},
        {nested, 2},
        {condition(u"Name"_s, u"not_equal"_s, QString(255, u'ä')), 10},
        {condition(u"Inventory_Code"_s, u"less_than"_s, u"-999999999999999999.9"_s), 0},
    };
    for (const auto& [criteria, count] : all) {
        const QString id = machines().client.start(queryOf(u"Equipment"_s, {{u"criteria"_s, criteria}}));
        const QJsonObject job = machines().client.waitFor(id, u"COMPLETED"_s);
        QCOMPARE(job[u"result"].toObject()[u"count"].toInt(-1), count);
    }
}

void ConfReadCriteria::twentyValuesByQuirk()
{
    TestServer server(Options{.quirks = {Quirk::ReadInLimit20}});
    ReadClient client(server);
    const auto tried = [&client](int count) {
        QJsonArray list;
        for (int i = 0; i < count; ++i)
            list.append(QString::number(i));
        return client.create(queryOf(u"Contacts"_s, {{u"criteria"_s, condition(u"Last_Name"_s, u"in"_s, list)}}));
    };
    QCOMPARE(tried(20).status, 201);
    QCOMPARE(tried(21).code(), u"VALUE_LIMIT_EXCEEDED_IN_CRITERIA"_s);
    QCOMPARE(tried(21).json()[u"details"].toObject()[u"max_limit"].toInt(), 20);
}

void ConfReadCriteria::listAsTheVendorsClientWritesIt()
{
    TestServer server;
    createRecords(server, u"Contacts"_s,
                  {QJsonObject{{u"Last_Name"_s, u"A"_s}, {u"Lead_Source"_s, u"Partner"_s}},
                   QJsonObject{{u"Last_Name"_s, u"B"_s}, {u"Lead_Source"_s, u"Chat"_s}},
                   QJsonObject{{u"Last_Name"_s, u"C"_s}, {u"Lead_Source"_s, u"Cold Call"_s}}});
    const QJsonObject numbered{{u"0"_s, u"Partner"_s}, {u"1"_s, u"Chat"_s}};
    ReadClient client(server);
    QCOMPARE(
        client.ids(queryOf(u"Contacts"_s, {{u"criteria"_s, condition(u"Lead_Source"_s, u"in"_s, numbered)}})).size(),
        2);
}

QTEST_GUILESS_MAIN(ConfReadCriteria)
#include "tst_conf_readcriteria.moc"

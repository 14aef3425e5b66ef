// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/readclient.h"
#include "sandbox/org/org.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

QJsonObject resultOf(const QJsonObject& job)
{
    return job[u"result"].toObject();
}

QJsonObject linkTo(const QString& id)
{
    return {{u"id"_s, id}};
}

QJsonArray meetings(int count)
{
    QJsonArray records;
    for (int i = 0; i < count; ++i)
        records.append(QJsonObject{{u"Event_Title"_s, u"Meeting %1"_s.arg(i)},
                                   {u"Start_DateTime"_s, u"2026-02-03T10:00:00+01:00"_s},
                                   {u"End_DateTime"_s, u"2026-02-03T11:00:00+01:00"_s}});
    return records;
}

const QJsonObject asCalendar{{u"file_type"_s, u"ics"_s}};

} // namespace

class ConfReadResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zipHoldsOneFileOfTheJob();
    void zipTypeByQuirk();
    void csvIsRfc4180();
    void everyTypeAsDocumented();
    void idComesFirstUnlessAskedFor();
    void headerIdByQuirk();
    void allFieldsWhenNoneAreNamed();
    void dottedFieldsReachParents();
    void emptyResultIsCompleted();
    void subformsAndLinkingModules();
    void pagesByToken();
    void pagesByNumber_data();
    void pagesByNumber();
    void pagesByNumberAfterDeletions();
    void pagesOfACriteria();
    void tokenGoesOnWhereThePageEnded();
    void tokenLastsADay();
    void tokenIsTheUsersOwn();
    void tokenSurvivesRestart();
    void aPageSeesOneMoment();
    void calendarOfMeetings();
    void calendarFoldsAndEscapes();
    void calendarPages();
    void calendarTakesCriteria();
};

void ConfReadResult::zipHoldsOneFileOfTheJob()
{
    TestServer server;
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    client.waitFor(id, u"COMPLETED"_s);
    const Reply reply = client.download(id);
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.headers.value("content-type"), "application/x-download");
    QCOMPARE(reply.headers.value("content-disposition"), "attachment; filename=\"" + id.toUtf8() + ".zip\"");
    QString name;
    QVERIFY(!client.unpacked(reply, &name).isEmpty());
    QCOMPARE(name, id + u".csv"_s);
}

void ConfReadResult::zipTypeByQuirk()
{
    TestServer server(Options{.quirks = {Quirk::ReadZipType}});
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Contacts"_s));
    client.waitFor(id, u"COMPLETED"_s);
    QCOMPARE(client.download(id).headers.value("content-type"), "application/zip");
}

void ConfReadResult::csvIsRfc4180()
{
    TestServer server;
    ReadClient client(server);
    const QStringList ids = createRecords(server, u"Contacts"_s,
                                          {QJsonObject{{u"Last_Name"_s, u"O\"Neil, Jr."_s},
                                                       {u"Description"_s, u"two\nlines"_s},
                                                       {u"Title"_s, u"Müller ✓"_s}}});
    const QByteArray csv = client.read(
        queryOf(u"Contacts"_s, {{u"fields"_s, QJsonArray{u"Last_Name"_s, u"Description"_s, u"Title"_s, u"Phone"_s}}}));
    QCOMPARE(csv, "id,Last_Name,Description,Title,Phone\n" + ids[0].toUtf8() +
                      ",\"O\"\"Neil, Jr.\",\"two\nlines\",Müller ✓,\n");
}

void ConfReadResult::everyTypeAsDocumented()
{
    TestServer server;
    ReadClient client(server);
    const QString account = server.sql(u"select id from Accounts"_s);
    const QString owner = userIdOf(server, u"jonas.keller@example.com"_s);
    const QStringList ids =
        createRecords(server, u"Equipment"_s,
                      {QJsonObject{{u"Name"_s, u"Drill"_s},
                                   {u"Owner"_s, linkTo(owner)},
                                   {u"Account"_s, linkTo(account)},
                                   {u"Features"_s, QJsonArray{u"Wireless"_s, u"Explosion-proof"_s}},
                                   {u"Inventory_Code"_s, u"123456789012345678"_s},
                                   {u"Rack_Units"_s, -3},
                                   {u"Weight_kg"_s, 0.125},
                                   {u"Purchase_Price"_s, 1200},
                                   {u"Utilization"_s, 12.5},
                                   {u"Purchase_Date"_s, u"2026-02-28"_s},
                                   {u"Last_Service"_s, u"2026-07-01T00:30:00+05:30"_s},
                                   {u"Rented"_s, true}},
                       QJsonObject{{u"Name"_s, u"Lathe"_s}, {u"Last_Service"_s, u"2026-01-31T23:30:00Z"_s}},
                       QJsonObject{{u"Name"_s, u"Press"_s}, {u"Last_Service"_s, u"2026-10-25T00:59:59Z"_s}},
                       QJsonObject{{u"Name"_s, u"Press"_s}, {u"Last_Service"_s, u"2026-10-25T01:00:00Z"_s}},
                       QJsonObject{{u"Name"_s, u"Press"_s}, {u"Last_Service"_s, u"1999-12-31T23:59:59-08:00"_s}}});
    const QJsonArray fields{u"Name"_s,           u"Owner"_s,         u"Account"_s,      u"Features"_s,
                            u"Inventory_Code"_s, u"Rack_Units"_s,    u"Weight_kg"_s,    u"Purchase_Price"_s,
                            u"Utilization"_s,    u"Purchase_Date"_s, u"Last_Service"_s, u"Rented"_s};
    const QList<QStringList> rows = cellsOf(client.read(queryOf(u"Equipment"_s, {{u"fields"_s, fields}})));
    // The org is in Berlin: summer time in July, winter time in January.
    QCOMPARE(rows[1], (QStringList{ids[0], u"Drill"_s, owner, account, u"Wireless,Explosion-proof"_s,
                                   u"123456789012345678"_s, u"-3"_s, u"0.125"_s, u"1200"_s, u"12.5"_s, u"2026-02-28"_s,
                                   u"2026-06-30T21:00:00+02:00"_s, u"true"_s}));
    const QString ada = userIdOf(server, u"ada.admin@example.com"_s);
    QCOMPARE(rows[2],
             (QStringList{
                 ids[1], u"Lathe"_s, ada, {}, {}, {}, {}, {}, {}, {}, {}, u"2026-02-01T00:30:00+01:00"_s, u"false"_s}));
    QCOMPARE(rows[3][11], u"2026-10-25T02:59:59+02:00"_s);
    QCOMPARE(rows[4][11], u"2026-10-25T02:00:00+01:00"_s);
    QCOMPARE(rows[5][11], u"2000-01-01T08:59:59+01:00"_s);
}

void ConfReadResult::idComesFirstUnlessAskedFor()
{
    TestServer server;
    ReadClient client(server);
    const auto headerOf = [&client](const QJsonArray& fields) {
        return client.read(queryOf(u"Contacts"_s, {{u"fields"_s, fields}}));
    };
    QCOMPARE(headerOf({u"Phone"_s, u"Last_Name"_s}), "id,Phone,Last_Name\n");
    QCOMPARE(headerOf({u"Phone"_s, u"id"_s, u"Last_Name"_s}), "Phone,id,Last_Name\n");
    QCOMPARE(headerOf({u"id"_s}), "id\n");
    QCOMPARE(headerOf({u"Phone"_s, u"Phone"_s}), "id,Phone\n");
}

void ConfReadResult::headerIdByQuirk()
{
    TestServer server(Options{.quirks = {Quirk::ReadHeaderId}});
    ReadClient client(server);
    QCOMPARE(client.read(queryOf(u"Contacts"_s, {{u"fields"_s, QJsonArray{u"Account_Name.id"_s}}})),
             "Id,Account_Name.id\n");
}

void ConfReadResult::allFieldsWhenNoneAreNamed()
{
    TestServer server;
    ReadClient client(server);
    QStringList wanted{u"id"_s};
    const Org org = readOrg(builtInOrg());
    for (const Field& field : org.module(u"Deals"_s)->fields)
        if (!QStringList{u"subform"_s, u"multiselectlookup"_s, u"multiuserlookup"_s, u"profileimage"_s}.contains(
                field.typeName))
            wanted.append(field.apiName);
    QVERIFY(wanted.contains(u"Tag"_s) && wanted.contains(u"Layout"_s) && !wanted.contains(u"Deal_Lines"_s));
    QCOMPARE(cellsOf(client.read(queryOf(u"Deals"_s))).first(), wanted);
    QCOMPARE(cellsOf(client.read(queryOf(u"Deals"_s, {{u"fields"_s, QJsonArray()}}))).first(), wanted);
    QCOMPARE(cellsOf(client.read(queryOf(u"Deals"_s, {{u"fields"_s, QJsonValue()}}))).first(), wanted);
}

void ConfReadResult::dottedFieldsReachParents()
{
    TestServer server;
    ReadClient client(server);
    const QString account =
        createRecords(server, u"Accounts"_s,
                      {QJsonObject{{u"Account_Name"_s, u"Acme, Ltd"_s},
                                   {u"Phone"_s, u"030"_s},
                                   {u"Owner"_s, linkTo(userIdOf(server, u"maria.nunez@example.com"_s))}}})[0];
    const QStringList ids = createRecords(server, u"Contacts"_s,
                                          {QJsonObject{{u"Last_Name"_s, u"A"_s}, {u"Account_Name"_s, linkTo(account)}},
                                           QJsonObject{{u"Last_Name"_s, u"B"_s}}});
    const QJsonArray fields{u"Owner"_s,
                            u"Owner.last_name"_s,
                            u"Owner.email"_s,
                            u"Account_Name"_s,
                            u"Account_Name.id"_s,
                            u"Account_Name.Account_Name"_s,
                            u"Account_Name.Phone"_s,
                            u"Account_Name.Owner.last_name"_s,
                            u"Account_Name.Created_Time"_s};
    const QList<QStringList> rows = cellsOf(client.read(queryOf(u"Contacts"_s, {{u"fields"_s, fields}})));
    const QString ada = userIdOf(server, u"ada.admin@example.com"_s);
    QCOMPARE(rows[0].mid(1), QVariant(fields.toVariantList()).toStringList());
    QCOMPARE(rows[1].mid(0, 9), (QStringList{ids[0], ada, u"Admin"_s, u"ada.admin@example.com"_s, account, account,
                                             u"Acme, Ltd"_s, u"030"_s, u"Núñez"_s}));
    QVERIFY(rows[1][9].startsWith(u"20"_s));
    QCOMPARE(rows[2], (QStringList{ids[1], ada, u"Admin"_s, u"ada.admin@example.com"_s, {}, {}, {}, {}, {}, {}}));
}

void ConfReadResult::emptyResultIsCompleted()
{
    TestServer server;
    ReadClient client(server);
    const QString id = client.start(queryOf(u"Vendors"_s, {{u"fields"_s, QJsonArray{u"Vendor_Name"_s}}}));
    const QJsonObject result = resultOf(client.waitFor(id, u"COMPLETED"_s));
    QCOMPARE(result[u"count"].toInt(-1), 0);
    QCOMPARE(result[u"more_records"], QJsonValue(false));
    QVERIFY(!result.contains(u"next_page_token"));
    QCOMPARE(client.unpacked(client.download(id)), "id,Vendor_Name\n");
}

void ConfReadResult::subformsAndLinkingModules()
{
    TestServer server;
    ReadClient client(server);
    const QString deal = createRecords(server, u"Deals"_s,
                                       {QJsonObject{{u"Deal_Name"_s, u"Big"_s}, {u"Stage"_s, u"Qualification"_s}}})[0];
    const QString product = createRecords(server, u"Products"_s, {QJsonObject{{u"Product_Name"_s, u"Drill"_s}}})[0];
    createRecords(server, u"Deal_Lines"_s,
                  {QJsonObject{{u"Parent_Id"_s, linkTo(deal)}, {u"Line_Text"_s, u"one"_s}, {u"Quantity"_s, 3}},
                   QJsonObject{{u"Parent_Id"_s, linkTo(deal)}, {u"Line_Text"_s, u"two"_s}, {u"Quantity"_s, 5}}});
    createRecords(server, u"Deals_X_Products"_s,
                  {QJsonObject{{u"Deals"_s, linkTo(deal)}, {u"Products"_s, linkTo(product)}}});
    const QList<QStringList> lines = cellsOf(
        client.read(queryOf(u"Deal_Lines"_s, {{u"fields"_s, QJsonArray{u"Line_Text"_s, u"Parent_Id.Deal_Name"_s}},
                                              {u"criteria"_s, condition(u"Quantity"_s, u"greater_equal"_s, u"4"_s)}})));
    QCOMPARE(lines.size(), 2);
    QCOMPARE(lines[1].mid(1), (QStringList{u"two"_s, u"Big"_s}));
    const QList<QStringList> links = cellsOf(client.read(queryOf(
        u"Deals_X_Products"_s, {{u"fields"_s, QJsonArray{u"Deals"_s, u"Products.Product_Name"_s}},
                                {u"criteria"_s, condition(u"Products.Product_Name"_s, u"contains"_s, u"rill"_s)}})));
    QCOMPARE(links[1].mid(1), (QStringList{deal, u"Drill"_s}));
}

namespace {

/// A module with 20 records, in pages of 7.
class Pages
{
public:
    explicit Pages(int pageSize = 7) : server(Options{.tokenLimit = 0, .readPageSize = pageSize})
    {
        QJsonArray records;
        for (int i = 0; i < 20; ++i)
            records.append(
                QJsonObject{{u"Vendor_Name"_s, u"Vendor %1"_s.arg(i)}, {u"City"_s, i % 2 ? u"Bonn"_s : u"Ulm"_s}});
        ids = createRecords(server, u"Vendors"_s, records);
    }

    /// The job's ids; `result` becomes that of its details.
    QStringList idsOf(const QString& job)
    {
        result = resultOf(client.waitFor(job, u"COMPLETED"_s));
        QStringList found;
        const QList<QStringList> rows = cellsOf(client.unpacked(client.download(job)));
        for (const QStringList& row : rows.mid(1))
            found.append(row.first());
        return found;
    }
    QStringList page(int number) { return idsOf(client.start(queryOf(u"Vendors"_s, {{u"page"_s, number}}))); }
    QJsonObject next() const { return {{u"page_token"_s, result[u"next_page_token"]}}; }

    TestServer server;
    ReadClient client{server};
    QStringList ids;
    QJsonObject result;
};

} // namespace

void ConfReadResult::pagesByToken()
{
    Pages pages;
    QCOMPARE(pages.page(1), pages.ids.mid(0, 7));
    QCOMPARE(pages.result[u"more_records"], QJsonValue(true));
    const QJsonObject second = pages.next();
    QCOMPARE(pages.idsOf(pages.client.start(second)), pages.ids.mid(7, 7));
    QCOMPARE(pages.result[u"page"].toInt(), 2);
    QCOMPARE(pages.idsOf(pages.client.start(pages.next())), pages.ids.mid(14));
    QCOMPARE(pages.result[u"page"].toInt(), 3);
    QCOMPARE(pages.result[u"count"].toInt(), 6);
    QCOMPARE(pages.result[u"more_records"], QJsonValue(false));
    QVERIFY(!pages.result.contains(u"next_page_token"));
    QCOMPARE(pages.idsOf(pages.client.start(second)), pages.ids.mid(7, 7)); // a token may be used again
}

void ConfReadResult::pagesByNumber_data()
{
    QTest::addColumn<QList<int>>("order");
    QTest::addColumn<int>("size");
    QTest::newRow("one after the other") << QList<int>{1, 2, 3, 4} << 7;
    QTest::newRow("the last one first") << QList<int>{4, 3, 2, 1, 3} << 7;
    QTest::newRow("with gaps") << QList<int>{1, 3, 1, 2, 4} << 7;
    QTest::newRow("pages that end evenly") << QList<int>{1, 2, 3, 2} << 10;
}

void ConfReadResult::pagesByNumber()
{
    QFETCH(QList<int>, order);
    QFETCH(int, size);
    Pages pages(size);
    for (const int number : order) {
        QCOMPARE(pages.page(number), pages.ids.mid((number - 1) * size, size));
        QCOMPARE(pages.result[u"page"].toInt(), number);
        QCOMPARE(pages.result[u"more_records"].toBool(), number * size < 20);
    }
}

void ConfReadResult::pagesByNumberAfterDeletions()
{
    Pages pages(4);
    pages.page(1);
    pages.page(2);
    pages.server.send("DELETE", u"/crm/v8/Vendors?ids="_s + pages.ids.mid(0, 3).join(u','));
    QCOMPARE(pages.page(1), pages.ids.mid(3, 4)); // a new reading has begun: what was known of page 2 is out of date
    QCOMPARE(pages.page(3), pages.ids.mid(11, 4));
    QCOMPARE(pages.page(2), pages.ids.mid(7, 4));
    pages.server.send("DELETE", u"/crm/v8/Vendors?ids="_s + pages.ids.mid(3, 15).join(u','));
    QCOMPARE(pages.page(1), pages.ids.mid(18)); // the only one now
    QCOMPARE(pages.page(2), QStringList());
    QCOMPARE(pages.page(4), QStringList());
}

void ConfReadResult::pagesOfACriteria()
{
    Pages pages(4);
    QStringList wanted;
    for (qsizetype i = 1; i < pages.ids.size(); i += 2)
        wanted.append(pages.ids[i]);
    const QJsonObject criteria = condition(u"City"_s, u"equal"_s, u"bonn"_s);
    const auto asked = [&](int page) {
        return pages.idsOf(pages.client.start(queryOf(u"Vendors"_s, {{u"criteria"_s, criteria}, {u"page"_s, page}})));
    };
    QCOMPARE(asked(3), wanted.mid(8));
    QCOMPARE(asked(1), wanted.mid(0, 4));
    QCOMPARE(pages.idsOf(pages.client.start(pages.next())), wanted.mid(4, 4));
    QCOMPARE(asked(3), wanted.mid(8));
}

void ConfReadResult::tokenGoesOnWhereThePageEnded()
{
    Pages pages;
    pages.page(1);
    pages.server.send("DELETE", u"/crm/v8/Vendors?ids="_s + pages.ids.mid(0, 5).join(u','));
    QCOMPARE(pages.idsOf(pages.client.start(pages.next())), pages.ids.mid(7, 7));
}

void ConfReadResult::tokenLastsADay()
{
    Pages pages;
    pages.page(1);
    const QJsonObject token = pages.next();
    pages.server.server().clock().advance(24LL * 3'600'000 - 60'000);
    pages.server.signInAgain();
    QCOMPARE(pages.client.create(token).status, 201);
    pages.server.server().clock().advance(120'000);
    const Reply late = pages.client.create(token);
    QCOMPARE(late.status, 400);
    QCOMPARE(late.code(), u"EXPIRED_VALUE"_s);
    QCOMPARE(late.json()[u"details"].toObject()[u"api_name"].toString(), u"page_token"_s);
}

void ConfReadResult::tokenIsTheUsersOwn()
{
    Pages pages;
    pages.page(1);
    pages.server.sql(u"update sandbox_read_jobs set user = "_s + userIdOf(pages.server, u"jonas.keller@example.com"_s));
    QCOMPARE(pages.client.create(pages.next()).code(), u"INVALID_DATA"_s);
}

void ConfReadResult::tokenSurvivesRestart()
{
    Pages pages;
    pages.page(1);
    pages.server.restart(Options{.readPageSize = 7});
    QCOMPARE(pages.idsOf(pages.client.start(pages.next())), pages.ids.mid(7, 7));
}

void ConfReadResult::aPageSeesOneMoment()
{
    TestServer server(Options{.rowsPerSecond = 40});
    ReadClient client(server);
    QJsonArray records;
    for (int i = 0; i < 40; ++i)
        records.append(QJsonObject{{u"Vendor_Name"_s, u"Vendor %1"_s.arg(i)}});
    const QStringList ids = createRecords(server, u"Vendors"_s, records);
    const QString job = client.start(queryOf(u"Vendors"_s));
    const auto partOf = [&server, &job] { return QFileInfo(server.folder() + u"/results/"_s + job + u".zip.part"_s); };
    QTRY_VERIFY(partOf().exists());
    server.send("DELETE", u"/crm/v8/Vendors?ids="_s + ids.join(u','));
    const int count = resultOf(client.waitFor(job, u"COMPLETED"_s))[u"count"].toInt();
    QVERIFY2(count == 40 || count == 0, qPrintable(QString::number(count))); // before or after, never in between
}

void ConfReadResult::calendarOfMeetings()
{
    TestServer server;
    ReadClient client(server);
    const QStringList ids = createRecords(server, u"Events"_s,
                                          {QJsonObject{{u"Event_Title"_s, u"Kick-off"_s},
                                                       {u"Start_DateTime"_s, u"2026-02-03T10:00:00+01:00"_s},
                                                       {u"End_DateTime"_s, u"2026-02-03T11:30:00+01:00"_s},
                                                       {u"Venue"_s, u"Room 1"_s}},
                                           QJsonObject{{u"Event_Title"_s, u"Fair"_s},
                                                       {u"All_day"_s, true},
                                                       {u"Start_DateTime"_s, u"2026-02-05T00:00:00+01:00"_s},
                                                       {u"End_DateTime"_s, u"2026-02-06T00:00:00+01:00"_s}}});
    const QString id = client.start(queryOf(u"Events"_s), asCalendar);
    const QJsonObject job = client.waitFor(id, u"COMPLETED"_s);
    QCOMPARE(job[u"file_type"].toString(), u"ics"_s);
    QCOMPARE(resultOf(job)[u"per_page"].toInt(), 20'000);
    QString name;
    const QByteArray ics = client.unpacked(client.download(id), &name);
    QCOMPARE(name, id + u".ics"_s);
    QVERIFY(ics.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    QVERIFY(ics.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    QCOMPARE(ics.count("BEGIN:VEVENT\r\n"), 2);
    for (const QString& line : {u"UID:"_s + ids[0], u"SUMMARY:Kick-off"_s, u"DTSTART:20260203T090000Z"_s,
                                u"DTEND:20260203T103000Z"_s, u"LOCATION:Room 1"_s, u"DTSTART;VALUE=DATE:20260205"_s,
                                u"DTEND;VALUE=DATE:20260206"_s, u"ORGANIZER:mailto:ada.admin@example.com"_s})
        QVERIFY2(ics.contains("\r\n" + line.toUtf8() + "\r\n"), qPrintable(line));
}

void ConfReadResult::calendarFoldsAndEscapes()
{
    TestServer server;
    ReadClient client(server);
    QJsonObject meeting = meetings(1)[0].toObject();
    const QString longText = u"ä"_s.repeated(120);
    meeting.insert(u"Venue"_s, longText);
    meeting.insert(u"Description"_s, u"a, b; c\\d\nnext"_s);
    createRecords(server, u"Events"_s, {meeting});
    const QByteArray ics = client.read(queryOf(u"Events"_s), asCalendar);
    for (const QByteArray& line : ics.split('\n')) {
        QVERIFY2(line.size() <= 76, line.constData());     // 75 octets and the CR
        QVERIFY(QString::fromUtf8(line).toUtf8() == line); // no character is torn
    }
    const QByteArray unfolded = QByteArray(ics).replace("\r\n ", "");
    QVERIFY(unfolded.contains("\r\nLOCATION:" + longText.toUtf8() + "\r\n"));
    QVERIFY(unfolded.contains("\r\nDESCRIPTION:a\\, b\\; c\\\\d\\nnext\r\n"));
}

void ConfReadResult::calendarPages()
{
    TestServer server(Options{.icsPageSize = 3});
    ReadClient client(server);
    createRecords(server, u"Events"_s, meetings(5));
    const QString first = client.start(queryOf(u"Events"_s), asCalendar);
    const QJsonObject result = resultOf(client.waitFor(first, u"COMPLETED"_s));
    QCOMPARE(result[u"count"].toInt(), 3);
    const QString second = client.start({{u"page_token"_s, result[u"next_page_token"]}});
    const QJsonObject job = client.waitFor(second, u"COMPLETED"_s);
    QCOMPARE(job[u"file_type"].toString(), u"ics"_s);
    QCOMPARE(client.unpacked(client.download(second)).count("BEGIN:VEVENT"), 2);
}

void ConfReadResult::calendarTakesCriteria()
{
    TestServer server;
    ReadClient client(server);
    createRecords(server, u"Events"_s, meetings(5));
    const QByteArray ics = client.read(
        queryOf(u"Events"_s, {{u"criteria"_s, condition(u"Event_Title"_s, u"ends_with"_s, u"3"_s)}}), asCalendar);
    QCOMPARE(ics.count("BEGIN:VEVENT"), 1);
    QVERIFY(ics.contains("SUMMARY:Meeting 3\r\n"));
    // As CSV they are records like all others.
    QCOMPARE(cellsOf(client.read(queryOf(u"Events"_s))).size(), 6);
}

QTEST_GUILESS_MAIN(ConfReadResult)
#include "tst_conf_readresult.moc"

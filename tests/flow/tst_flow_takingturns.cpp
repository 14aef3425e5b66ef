// SPDX-License-Identifier: GPL-3.0-or-later
// Parts that share what the CRM bears: turns at the gate while it does not answer, and records read page by page.
#include "flow/hostilejourney.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

/// Every combination of three values in five columns: whichever three of them a result repeats, nine rows look alike.
QByteArray alikeRows()
{
    QByteArray out = "Last_Name,First_Name,City,Street,Region\r\n";
    for (int i = 0; i < 243; ++i) {
        int rest = i;
        for (int column = 0; column < 5; ++column, rest /= 3)
            out += QByteArray(column == 0 ? "" : ",") + "Val" + char('a' + rest % 3);
        out += "\r\n";
    }
    return out;
}

using Change = std::function<QJsonArray(int page, QJsonArray records)>;

} // namespace

class TestFlowTakingTurns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Neither part alone comes to so many tries when they take turns.
    void failuresOfAllPartsCountTogether()
    {
        HostileJourney journey;
        constexpr int tries = 5;
        journey.bench->pace.mostRows = 3;
        journey.bench->pace.mostTries = tries;
        journey.bench->engine->setPace(journey.bench->pace);
        journey.rows = 6;
        journey.csv += "Dan,A,B\r\nEve,A,B\r\nFay,A,B\r\n";
        journey.replace(CrmCall::Upload,
                        {"gone", {}, [](const CrmAnswer&, const QByteArray&) { return QByteArray(); }});
        QVERIFY(!journey.sendJob());
        const ImportSnapshot s = journey.bench->snapshot(*journey.import);
        QCOMPARE(s.parts.size(), 2);
        QCOMPARE(s.record.state, ImportState::Stopped);
        QVERIFY(s.parts[0].record.attempts > 0 && s.parts[0].record.attempts < tries);
        QVERIFY(s.parts[1].record.attempts > 0 && s.parts[1].record.attempts < tries);
        // Of two that began together only one failure counts.
        const int uploads = journey.crm.count(CrmCall::Upload);
        QVERIFY2(uploads == tries || uploads == tries + 1, qPrintable(QString::number(uploads)));
        QCOMPARE(journey.trouble(), QString());
        QCOMPARE(journey.sentenceTrouble(), QString());
    }

    void alikeRowsAreToldApartByTheirRecords_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<bool>("all");
        QTest::newRow("as they are") << Change() << true;
        QTest::newRow("in another order") << Change([](int, const QJsonArray& records) {
            QJsonArray out;
            for (const QJsonValue& record : records)
                out.prepend(record);
            return out;
        }) << true;
        QTest::newRow("ids as numbers") << Change([](int, const QJsonArray& records) {
            return QJsonDocument::fromJson(idsAsNumbers(QJsonDocument(records).toJson())).array();
        }) << true;
        QTest::newRow("some are gone") << Change([](int, QJsonArray records) {
            for (int i = 0; i < 5; ++i)
                records.removeFirst();
            return records;
        }) << false;
        QTest::newRow("records nobody asked for") << Change([](int, QJsonArray records) {
            records.append(QJsonObject{{u"id"_s, u"4876876000001999999"_s}, {u"City"_s, u"Vala"_s}});
            return records;
        }) << true;
        QTest::newRow("the second page fails")
            << Change([](int page, const QJsonArray& records) { return page == 2 ? QJsonArray{1} : records; }) << false;
    }

    void alikeRowsAreToldApartByTheirRecords()
    {
        QFETCH(Change, change);
        QFETCH(bool, all);
        HostileJourney journey;
        journey.csv = alikeRows();
        journey.rows = 243;
        int pages = 0;
        journey.replace(CrmCall::Read, {"read", {}, [&](const CrmAnswer& honest, const QByteArray&) {
                                            QJsonArray records =
                                                QJsonDocument::fromJson(honest.body)[u"data"].toArray();
                                            ++pages;
                                            if (change)
                                                records = change(pages, records);
                                            const QJsonObject body{{u"data"_s, records}};
                                            return CrmAnswer{200, QJsonDocument(body).toJson()}.bytes();
                                        }});
        // The fate is the same for all; which record is whose is not.
        QVERIFY2(journey.sendJob(), qPrintable(journey.sentences().join(u' ')));
        QCOMPARE(journey.trouble(), QString());
        int named = 0;
        for (qint64 row = 1; row <= journey.rows; ++row)
            named += !journey.bench->engine->history(*journey.import, RowNumber(row)).last().outcome.recordId.isEmpty();
        QVERIFY2(all ? named == 243 : named < 243, qPrintable(QString::number(named)));
        for (const CrmRequest& request : journey.crm.requests) {
            const QUrlQuery query(QString::fromLatin1(request.target).section(u'?', 1));
            QVERIFY(query.queryItemValue(u"ids"_s, QUrl::FullyDecoded).count(u',') < 100);
        }
        QVERIFY(pages == 3 || !all);
    }
};

QTEST_GUILESS_MAIN(TestFlowTakingTurns)
#include "tst_flow_takingturns.moc"

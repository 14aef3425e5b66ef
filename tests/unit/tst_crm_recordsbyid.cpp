// SPDX-License-Identifier: GPL-3.0-or-later
// Records asked for by their ids (Zoho CRM API v8, Get records).
#include "crm/crmapi.h"
#include "crm/jsonvalue.h"
#include "support/hostileanswers.h"
#include "support/waitfor.h"

#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

class TestCrmRecordsById : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHundredInAnyOrder()
    {
        CraftedCrm crm;
        fill(crm, 100);
        QStringList ids;
        for (const auto& [id, record] : crm.records)
            ids.prepend(id);
        const auto found = read(crm, ids);
        QVERIFY(found);
        QCOMPARE(idsOf(*found), ids);
        QCOMPARE(found->first().value(u"City"_s).toString(), u"City 99"_s);
        QCOMPARE(crm.count(CrmCall::Read), 1);
        const QUrlQuery query(QString::fromLatin1(crm.requests.last().target).section(u'?', 1));
        QCOMPARE(query.queryItemValue(u"ids"_s, QUrl::FullyDecoded).split(u',').size(), 100);
        QCOMPARE(query.queryItemValue(u"fields"_s, QUrl::FullyDecoded), u"City,Region"_s);
    }

    void idsThatAreGoneAreMissing()
    {
        CraftedCrm crm;
        fill(crm, 2);
        const QString first = crm.records.begin()->first;
        const auto some = read(crm, {u"4876876000009999999"_s, first});
        QVERIFY(some);
        QCOMPARE(idsOf(*some), QStringList{first});
        const auto none = read(crm, {u"4876876000009999999"_s});
        QVERIFY(none && none->isEmpty());
    }

    void idsAsNumbersKeepTheirDigits()
    {
        CraftedCrm crm;
        fill(crm, 3);
        crm.tamper = [](const CrmRequest& request, const CrmAnswer& honest) -> std::optional<QByteArray> {
            if (request.call != CrmCall::Read)
                return std::nullopt;
            return CrmAnswer{200, idsAsNumbers(honest.body)}.bytes();
        };
        QStringList ids;
        for (const auto& [id, record] : crm.records)
            ids.append(id);
        const auto found = read(crm, ids);
        QVERIFY(found && found->first().value(u"id"_s).isDouble());
        QCOMPARE(idsOf(*found), ids);
    }

    void failuresAreTold()
    {
        CraftedCrm crm;
        fill(crm, 1);
        QByteArray answer;
        crm.tamper = [&](const CrmRequest& request, const CrmAnswer&) {
            return request.call == CrmCall::Read ? std::optional(answer) : std::nullopt;
        };
        for (const CrmAnswer& strange :
             {CrmAnswer{500, "{}"}, CrmAnswer{200, {}}, CrmAnswer{200, R"({"data":{}})"},
              CrmAnswer{200, R"({"data":[1]})"},
              CrmAnswer{400, R"({"status":"error","code":"INVALID_DATA","message":"m","details":{}})"}}) {
            answer = strange.bytes();
            const auto found = read(crm, {crm.records.begin()->first});
            QVERIFY2(!found, strange.body);
            QVERIFY(found.error().sentence.endsWith(u'.'));
        }
    }

private:
    static void fill(CraftedCrm& crm, int count)
    {
        for (int i = 0; i < count; ++i)
            crm.records.emplace(QString::number(4876876000001000001 + i),
                                CraftedCrm::Record{{u"City"_s, u"City %1"_s.arg(i)}});
    }

    static Result<QList<QJsonObject>> read(const CraftedCrm& crm, const QStringList& ids)
    {
        SystemClock clock;
        MemoryTokenStore tokens;
        HttpClient http;
        Session session(http, clock, tokens);
        session.use(crm.connection());
        CrmApi api(http, session);
        QObject context;
        std::optional<Result<QList<QJsonObject>>> out;
        api.recordsById(u"Contacts"_s, ids, {u"City"_s, u"Region"_s}, &context,
                        [&](const Result<QList<QJsonObject>>& answer) { out = answer; });
        if (!waitFor([&] { return out.has_value(); }, 20'000))
            return fail(FailureKind::Cancelled, u"no callback"_s);
        return *out;
    }

    static QStringList idsOf(const QList<QJsonObject>& records)
    {
        QStringList out;
        for (const QJsonObject& record : records)
            out.append(textOf(record.value(u"id"_s)));
        return out;
    }
};

QTEST_GUILESS_MAIN(TestCrmRecordsById)
#include "tst_crm_recordsbyid.moc"

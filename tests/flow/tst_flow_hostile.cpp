// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that somebody crafted who means no good, to each call that an import makes: none is taken for success, no row
// gets a fate that is not true, no secret goes elsewhere, and a person is told in one sentence.
#include "flow/hostilecases.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

using Verdict = HostileAnswer::Verdict;

const QList<std::pair<CrmCall, QByteArray>> calls{
    {CrmCall::Token, "token"},     {CrmCall::Org, "org"},       {CrmCall::User, "user"},
    {CrmCall::Modules, "modules"}, {CrmCall::Fields, "fields"}, {CrmCall::Layouts, "layouts"},
    {CrmCall::Upload, "upload"},   {CrmCall::Create, "create"}, {CrmCall::Job, "job"},
    {CrmCall::Result, "result"},   {CrmCall::Query, "query"},   {CrmCall::Records, "records"}};

/// Where the documentation makes of an answer what it makes of no other call's.
Verdict verdictOf(CrmCall call, const HostileAnswer& answer)
{
    // Judged by its token, whatever the status (Zoho accounts, refresh token).
    if (call == CrmCall::Token && (answer.name == "500 with the honest body" || answer.name == "status 999"))
        return Verdict::Works;
    // A zip is found from its end and proven by its check sum; what lies around it does no harm.
    if (call == CrmCall::Result && (answer.name == "more behind it" || answer.name == "last byte missing"))
        return Verdict::Either;
    // Asked for without a coding and read as it came: what is JSON all the same proves what it says.
    if ((call == CrmCall::Create || call == CrmCall::Records) && answer.name == "said to be gzip")
        return Verdict::Either;
    // Who may not read users or layouts can import all the same.
    if ((call == CrmCall::User || call == CrmCall::Layouts) &&
        (answer.verdict == Verdict::Refusal || answer.name == "403 of a proxy"))
        return Verdict::Works;
    // No layouts.
    if (call == CrmCall::Layouts && answer.name == "nothing, said with 204")
        return Verdict::Works;
    return answer.verdict;
}

} // namespace

Q_DECLARE_METATYPE(CrmCall)
Q_DECLARE_METATYPE(HostileCase)

class TestFlowHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What is durable is other tests' matter; here there are hundreds of journals.
    void initTestCase()
    {
        if (const QString memory = u"/dev/shm"_s; QFileInfo(memory).isWritable())
            qputenv("TMPDIR", memory.toLocal8Bit());
    }

    void cleanupTestCase() { qInfo("hostile answers tried: %d", m_tried); }

    void honestAnswersWork()
    {
        for (const auto& [call, name] : calls) {
            HostileJourney journey;
            QVERIFY2(journey.goWhere(call), name + ": " + journey.sentences().join(u' ').toUtf8());
            QCOMPARE(journey.trouble(), QString());
        }
    }

    void anyCall_data()
    {
        QTest::addColumn<CrmCall>("call");
        QTest::addColumn<int>("answer");
        for (const auto& [call, name] : calls) {
            for (int i = 0; i < hostileAnswers().size(); ++i)
                QTest::newRow(name + ": " + hostileAnswers()[i].name) << call << i;
        }
    }

    void anyCall()
    {
        QFETCH(CrmCall, call);
        QFETCH(int, answer);
        ++m_tried;
        const HostileAnswer& hostile = hostileAnswers()[answer];
        const Verdict verdict = verdictOf(call, hostile);
        HostileJourney journey;
        journey.replace(call, hostile);
        const bool success = journey.goWhere(call);
        QVERIFY(journey.crm.count(call) > 0);
        QVERIFY2(verdict != Verdict::Works || success, qPrintable(journey.sentences().join(u' ')));
        QVERIFY2(!success || (verdict != Verdict::Never && verdict != Verdict::Refusal), "taken for success");
        QCOMPARE(journey.trouble(verdict == Verdict::Refusal), QString());
        if (!success)
            QCOMPARE(journey.sentenceTrouble(), QString());
    }

    void oneCall_data()
    {
        QTest::addColumn<HostileCase>("hostile");
        for (const QList<HostileCase>& table : {hostileZips(), hostileResults(), hostileAddresses(), hostileJobs(),
                                                hostileRecords(), hostileQueries(), hostileSignIns()}) {
            for (const HostileCase& hostile : table)
                QTest::newRow(hostile.name) << hostile;
        }
    }

    void oneCall()
    {
        QFETCH(HostileCase, hostile);
        using End = HostileCase::End;
        ++m_tried;
        HostileJourney journey;
        hostile.arrange(journey);
        const bool success = journey.goWhere(hostile.call);
        QVERIFY(journey.crm.count(hostile.call) > 0);
        QVERIFY2(success == (hostile.end == End::All) || hostile.end == End::Truth,
                 qPrintable(journey.sentences().join(u' ')));
        QCOMPARE(journey.trouble(hostile.end == End::Refused), QString());
        if (hostile.end == End::Nothing && journey.import)
            QCOMPARE(journey.bench->snapshot(*journey.import).fates.in(), 0);
        if (hostile.end == End::Waits)
            QCOMPARE(journey.bench->snapshot(*journey.import).fates.settled(), 0);
        else if (!success &&
                 !(journey.import && journey.bench->snapshot(*journey.import).fates.refused == journey.rows))
            QCOMPARE(journey.sentenceTrouble(), QString());
        for (const CrmRequest& request : journey.crm.requests)
            QVERIFY(!request.head.toLower().contains("\r\nx-evil"));
    }

    /// The network library takes seconds for a megabyte of header, so that not every call is asked.
    void aHeaderOfAMegabyte()
    {
        ++m_tried;
        HostileJourney journey;
        journey.replace(CrmCall::Create, {{}, {}, [](const CrmAnswer& honest, const QByteArray&) {
                                              return honest.bytes("X: " + QByteArray(1024 * 1024, 'x') + "\r\n");
                                          }});
        QVERIFY(!journey.sendJob());
        QCOMPARE(journey.trouble(), QString());
        QCOMPARE(journey.sentenceTrouble(), QString());
    }

private:
    int m_tried = 0;
};

QTEST_GUILESS_MAIN(TestFlowHostile)
#include "tst_flow_hostile.moc"

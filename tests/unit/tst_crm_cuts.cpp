// SPDX-License-Identifier: GPL-3.0-or-later
// Answers to everything but "create job" (tst_crm_once) that break off: nothing that is not whole is taken for whole,
// and asking again is enough.
#include "crm/crmapi.h"
#include "support/craftedcrm.h"
#include "support/waitfor.h"

#include <QFile>
#include <QSslConfiguration>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

constexpr int places = 20;

const QList<std::pair<CrmCall, QByteArray>> calls{
    {CrmCall::Token, "token"},   {CrmCall::Org, "org"},       {CrmCall::User, "user"}, {CrmCall::Modules, "modules"},
    {CrmCall::Fields, "fields"}, {CrmCall::Upload, "upload"}, {CrmCall::Job, "job"},   {CrmCall::Result, "result"},
    {CrmCall::Query, "query"},   {CrmCall::Read, "records"}};

QByteArray fromFile(const QString& name)
{
    QFile file(QStringLiteral(TLS_FILES) + u"/"_s + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A client that has not signed in yet.
class Client
{
public:
    explicit Client(const CraftedCrm& crm) { m_session.use(crm.connection()); }

    Result<void> ask(CrmCall call)
    {
        switch (call) {
        case CrmCall::Token:
        case CrmCall::Org:
            return wait<Org>([&](auto done) { m_api.org(&m_context, done); });
        case CrmCall::User:
            return wait<CrmUser>([&](auto done) { m_api.currentUser(&m_context, done); });
        case CrmCall::Modules:
            return wait<QList<ModuleInfo>>([&](auto done) { m_api.modules(&m_context, done); });
        case CrmCall::Fields:
            return wait<ModuleMeta>([&](auto done) {
                m_api.moduleMeta({u"1"_s, u"Contacts"_s, {}, u"Contacts"_s}, &m_context, done);
            });
        case CrmCall::Upload:
            return wait<QString>([&](auto done) { m_api.upload("PK", u"a.zip"_s, u"7"_s, &m_context, done, {}); });
        case CrmCall::Job:
            return wait<JobDetails>([&](auto done) { m_api.jobDetails(u"1"_s, &m_context, done); });
        case CrmCall::Result:
            return wait<QByteArray>([&](auto done) { m_api.download(u"/v8/r.zip"_s, &m_context, done); });
        case CrmCall::Query:
            return wait<CoqlPage>([&](auto done) { m_api.query(u"select id from Contacts"_s, &m_context, done); });
        default:
            return wait<QList<QJsonObject>>(
                [&](auto done) { m_api.recordsById(u"Contacts"_s, {u"1"_s}, {u"City"_s}, &m_context, done); });
        }
    }

private:
    template <typename T, typename Call>
    Result<void> wait(const Call& call)
    {
        std::optional<Result<T>> out;
        call(CrmApi::Callback<T>([&](const Result<T>& answer) { out = answer; }));
        if (!waitFor([&] { return out.has_value(); }, 20'000))
            return fail(FailureKind::Cancelled, u"no callback"_s);
        return *out ? Result<void>() : fail(out->error());
    }

    SystemClock m_clock;
    MemoryTokenStore m_tokens;
    HttpClient m_http;
    Session m_session{m_http, m_clock, m_tokens};
    CrmApi m_api{m_http, m_session};
    QObject m_context;
};

} // namespace

class TestCrmCuts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
        trusting.addCaCertificate(QSslCertificate(fromFile(u"cert.pem"_s)));
        QSslConfiguration::setDefaultConfiguration(trusting);
    }

    void cleanupTestCase() { qInfo("cuts in answers: %d", m_cuts); }

    void brokenOff_data()
    {
        QTest::addColumn<CrmCall>("call");
        QTest::addColumn<bool>("secure");
        for (const auto& [call, name] : calls) {
            QTest::newRow(name + ", plain") << call << false;
            QTest::newRow(name + ", TLS") << call << true;
        }
    }

    void brokenOff()
    {
        QFETCH(CrmCall, call);
        QFETCH(bool, secure);
        CraftedCrm crm(secure ? fromFile(u"cert.pem"_s) : QByteArray(), fromFile(u"key.pem"_s));
        crm.records.emplace(u"1"_s, CraftedCrm::Record{{u"City"_s, u"Ulm"_s}});
        for (int place = 0; place < places; ++place, ++m_cuts) {
            bool cutting = true;
            int asked = 0;
            crm.tamper = [&](const CrmRequest& request, const CrmAnswer& honest) -> std::optional<QByteArray> {
                if (request.call != call || !cutting)
                    return std::nullopt;
                ++asked;
                const QByteArray whole = honest.bytes();
                return whole.left(whole.size() * place / places);
            };
            Client client(crm);
            const Result<void> cut = client.ask(call);
            QVERIFY2(!cut, qPrintable(u"place %1"_s.arg(place)));
            QVERIFY(asked > 0);
            QCOMPARE(cut.error().kind, FailureKind::Network);
            QVERIFY(cut.error().sentence.endsWith(u'.') && cut.error().sentence.contains(u"127.0.0.1"));
            cutting = false;
            const Result<void> again = client.ask(call);
            QVERIFY2(again, qPrintable(again ? QString() : again.error().sentence));
        }
    }

private:
    int m_cuts = 0;
};

QTEST_GUILESS_MAIN(TestCrmCuts)
#include "tst_crm_cuts.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/metadatajson.h"
#include "crm/recordpage.h"
#include "crm/signin/datacentres.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

class TestCrmRecordPage : public QObject
{
    Q_OBJECT

    static Connection connection(const QString& accounts, ConnectionKind kind = ConnectionKind::Production)
    {
        Connection out;
        out.kind = kind;
        out.accountsUrl = QUrl(accounts);
        return out;
    }
    static QString page(const QString& accounts, const QString& id, const QString& tab = u"Contacts"_s,
                        const QString& zgid = u"700000001"_s)
    {
        ModuleInfo module;
        module.apiName = u"Contacts"_s;
        module.tab = tab;
        return recordPage(connection(accounts), zgid, module, id).toString();
    }

private Q_SLOTS:
    void everyDataCentreHasItsOwn()
    {
        QCOMPARE(page(u"https://accounts.zoho.eu"_s, u"4801"_s),
                 u"https://crm.zoho.eu/crm/org700000001/tab/Contacts/4801"_s);
        for (const DataCentre& place : dataCentres())
            QCOMPARE(QUrl(page(place.accountsUrl().toString(), u"4801"_s)).host(), u"crm."_s + place.files);
    }

    /// Deals have the name Potentials there; without a name, that of the API.
    void namedAsTheCrmNamesIt()
    {
        const auto modules = modulesFromJson(
            R"({"modules":[{"id":"1","api_name":"Deals","module_name":"Potentials","generated_type":"default",
                "api_supported":true,"creatable":true,"viewable":true}]})");
        QVERIFY(modules && modules->size() == 1);
        const Connection eu = connection(u"https://accounts.zoho.eu"_s);
        QCOMPARE(recordPage(eu, u"7"_s, modules->first(), u"48"_s).path(), u"/crm/org7/tab/Potentials/48"_s);
        QVERIFY(page(u"https://accounts.zoho.eu"_s, u"4801"_s, {}).endsWith(u"/tab/Contacts/4801"_s));
    }

    /// What a server says becomes part of an address only if it is a number or a word.
    void nothingLeadsElsewhere()
    {
        const QString eu = u"https://accounts.zoho.eu"_s;
        for (const QString& id : {u""_s, u"48/../../x"_s, u"48?x=1"_s, u"48#x"_s, u"٤٨"_s, u"-1"_s, u"48 "_s})
            QCOMPARE(page(eu, id), QString());
        for (const QString& tab : {u"Contacts/.."_s, u"a?b"_s, u"a#b"_s, u"a b"_s, u"Verträge"_s, u"@evil"_s})
            QCOMPARE(page(eu, u"48"_s, tab), QString());
        for (const QString& zgid : {u""_s, u"7/x"_s, u"x"_s})
            QCOMPARE(page(eu, u"48"_s, u"Contacts"_s, zgid), QString());
        for (const QString& accounts :
             {u"http://127.0.0.1:1"_s, u"https://accounts.zoho.evil"_s, u"http://accounts.zoho.eu"_s, u""_s})
            QCOMPARE(page(accounts, u"48"_s), QString());
    }

    void onlyProductionHasAKnownForm()
    {
        ModuleInfo module;
        module.apiName = u"Contacts"_s;
        for (const ConnectionKind kind :
             {ConnectionKind::Sandbox, ConnectionKind::Developer, ConnectionKind::LocalSandbox})
            QVERIFY(recordPage(connection(u"https://accounts.zoho.eu"_s, kind), u"7"_s, module, u"48"_s).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestCrmRecordPage)
#include "tst_crm_recordpage.moc"

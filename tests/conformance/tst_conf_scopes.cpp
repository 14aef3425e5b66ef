// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/scopes.h"

#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

class ConfScopes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void coverage_data();
    void coverage();
    void form_data();
    void form();
    void lists();
    void words_data();
    void words();
};

void ConfScopes::coverage_data()
{
    QTest::addColumn<QString>("granted");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<bool>("covered");
    const auto yes = [](const char* granted, const char* wanted) {
        QTest::addRow("%s for %s", granted, wanted)
            << QString::fromLatin1(granted) << QString::fromLatin1(wanted) << true;
    };
    const auto no = [](const char* granted, const char* wanted) {
        QTest::addRow("%s not for %s", granted, wanted)
            << QString::fromLatin1(granted) << QString::fromLatin1(wanted) << false;
    };
    // Upload file
    yes("ZohoFiles.files.ALL", "ZohoFiles.files.ALL");
    no("ZohoFiles.files.CREATE", "ZohoFiles.files.ALL");
    no("ZohoCRM.modules.ALL", "ZohoFiles.files.ALL");
    // Bulk write
    yes("ZohoCRM.bulk.CREATE", "ZohoCRM.bulk.CREATE");
    yes("ZohoCRM.bulk.ALL", "ZohoCRM.bulk.CREATE");
    no("ZohoCRM.bulk.READ", "ZohoCRM.bulk.CREATE");
    yes("ZohoCRM.modules.ALL", "ZohoCRM.modules.Leads.CREATE");
    yes("ZohoCRM.modules.Leads.CREATE", "ZohoCRM.modules.Leads.CREATE");
    yes("ZohoCRM.modules.Leads.ALL", "ZohoCRM.modules.Leads.CREATE");
    yes("ZohoCRM.modules.leads.ALL", "ZohoCRM.modules.Leads.CREATE");
    no("ZohoCRM.modules.Leads.READ", "ZohoCRM.modules.Leads.CREATE");
    no("ZohoCRM.modules.Contacts.ALL", "ZohoCRM.modules.Leads.CREATE");
    no("ZohoCRM.modules.Lead.ALL", "ZohoCRM.modules.Leads.CREATE");
    // Bulk read
    yes("ZohoCRM.bulk.READ", "ZohoCRM.bulk.READ");
    yes("ZohoCRM.bulk.ALL", "ZohoCRM.bulk.READ");
    no("ZohoCRM.bulk.CREATE", "ZohoCRM.bulk.READ");
    yes("ZohoCRM.modules.ALL", "ZohoCRM.modules.Leads.READ");
    yes("ZohoCRM.modules.READ", "ZohoCRM.modules.Leads.READ");
    no("ZohoCRM.modules.Leads.READ", "ZohoCRM.modules.READ");
    // Organization and users
    yes("ZohoCRM.org.READ", "ZohoCRM.org.READ");
    yes("ZohoCRM.org.ALL", "ZohoCRM.org.READ");
    no("ZohoCRM.users.READ", "ZohoCRM.org.READ");
    yes("ZohoCRM.users.ALL", "ZohoCRM.users.READ");
    // Metadata
    for (const char* wanted :
         {"ZohoCRM.settings.modules.READ", "ZohoCRM.settings.fields.READ", "ZohoCRM.settings.layouts.READ"}) {
        yes("ZohoCRM.settings.ALL", wanted);
        no("ZohoCRM.modules.ALL", wanted);
        no("ZohoCRM.settings.CREATE", wanted);
    }
    yes("ZohoCRM.settings.fields.READ", "ZohoCRM.settings.fields.READ");
    yes("ZohoCRM.settings.fields.ALL", "ZohoCRM.settings.fields.READ");
    no("ZohoCRM.settings.fields.READ", "ZohoCRM.settings.layouts.READ");
    // Records
    yes("ZohoCRM.modules.ALL", "ZohoCRM.modules.Leads.UPDATE");
    yes("ZohoCRM.modules.ALL", "ZohoCRM.modules.Leads.DELETE");
    no("ZohoCRM.modules.Leads.UPDATE", "ZohoCRM.modules.Leads.DELETE");
    // Mass delete
    yes("ZohoCRM.mass_delete.DELETE", "ZohoCRM.mass_delete.Leads.DELETE");
    yes("ZohoCRM.mass_delete.leads.DELETE", "ZohoCRM.mass_delete.Leads.DELETE");
    yes("ZohoCRM.mass_delete.Leads.ALL", "ZohoCRM.mass_delete.Leads.DELETE");
    no("ZohoCRM.mass_delete.READ", "ZohoCRM.mass_delete.Leads.DELETE");
    no("ZohoCRM.mass_delete.Contacts.DELETE", "ZohoCRM.mass_delete.Leads.DELETE");
    no("ZohoCRM.modules.ALL", "ZohoCRM.mass_delete.Leads.DELETE");
    // COQL and record count
    yes("ZohoCRM.coql.READ", "ZohoCRM.coql.READ");
    no("ZohoCRM.modules.ALL", "ZohoCRM.coql.READ");
    yes("ZohoSearch.securesearch.READ", "ZohoSearch.securesearch.READ");
    no("ZohoCRM.modules.ALL", "ZohoSearch.securesearch.READ");
    // Not a scope, and above all not one for everything
    no("ZohoCRM.ALL", "ZohoCRM.modules.Leads.READ");
    no("ALL", "ZohoCRM.modules.Leads.READ");
    no("", "ZohoCRM.modules.Leads.READ");
}

void ConfScopes::coverage()
{
    QFETCH(QString, granted);
    QFETCH(QString, wanted);
    QFETCH(bool, covered);
    QCOMPARE(covers({u"ZohoCRM.other.READ"_s, granted}, wanted), covered);
}

void ConfScopes::form_data()
{
    QTest::addColumn<bool>("good");
    for (const char* scope : {"ZohoCRM.modules.ALL", "ZohoCRM.modules.leads.READ", "ZohoCRM.mass_delete.Leads.DELETE",
                              "AaaServer.profile.Read", "ZohoCRM.settings.fields.UPDATE"})
        QTest::newRow(scope) << true;
    for (const char* scope : {"", "ALL", "ZohoCRM.ALL", "ZohoCRM.modules", "ZohoCRM..ALL", "ZohoCRM.modules.ALL.",
                              "ZohoCRM.modules.EVERY", "ZohoCRM.mod ules.ALL", "ZohoCRM.modules.ALL\n"})
        QTest::newRow(scope) << false;
}

void ConfScopes::form()
{
    QFETCH(bool, good);
    QCOMPARE(hasScopeForm(QString::fromLatin1(QTest::currentDataTag())), good);
}

void ConfScopes::lists()
{
    QCOMPARE(scopesOf(u"ZohoCRM.org.READ, ZohoCRM.users.READ,,ZohoCRM.org.READ"_s),
             QStringList({u"ZohoCRM.org.READ"_s, u"ZohoCRM.users.READ"_s}));
    QVERIFY(scopesOf(u","_s).isEmpty());
}

void ConfScopes::words_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("ZohoCRM.modules.ALL") << u"Full access to records of all modules"_s;
    QTest::newRow("ZohoCRM.modules.Leads.READ") << u"Read records of Leads"_s;
    QTest::newRow("ZohoCRM.settings.fields.READ") << u"Read the settings of fields"_s;
    QTest::newRow("ZohoCRM.mass_delete.Leads.DELETE") << u"Delete mass deletions in Leads"_s;
    QTest::newRow("ZohoDesk.tickets.UPDATE") << u"Change ZohoDesk.tickets"_s;
}

void ConfScopes::words()
{
    QFETCH(QString, words);
    QCOMPARE(scopeInWords(QString::fromLatin1(QTest::currentDataTag())), words);
}

QTEST_APPLESS_MAIN(ConfScopes)
#include "tst_conf_scopes.moc"

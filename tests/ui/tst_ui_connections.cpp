// SPDX-License-Identifier: GPL-3.0-or-later
// A new connection in the window: from the form through the browser to "signed in as", against the local CRM.
#include "crm/keychain/secretvault.h"
#include "journeyhelp.h"
#include "mainwindow.h"
#include "support/browserplayer.h"
#include "support/sandboxprocess.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSettings>
#include <QSpinBox>
#include <QStandardPaths>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;
using namespace stevedore::ui;

namespace {

/// No key store at all.
class NoKeyStore final : public KeyStore
{
public:
    void read(const QString&, const std::function<void(const Result<QByteArray>&)>& done) override
    {
        QMetaObject::invokeMethod(
            qApp, [done] { done(fail(FailureKind::SignIn, u"none"_s, u"no bus"_s)); }, Qt::QueuedConnection);
    }
    void write(const QString&, const QByteArray&, const std::function<void(const Result<void>&)>&) override {}
    void remove(const QString&) override {}
};

/// A window on a home folder, on the connections page.
struct Bench
{
    Bench()
    {
        opened = engine.open().has_value();
        window.useVault(vault);
        window.show();
        QTest::mouseClick(seen<>(window, u"railConnections"_s), Qt::LeftButton);
    }
    template <typename T>
    T* get(const QString& name)
    {
        return window.findChild<T*>(name);
    }
    void fill(const Connection& known, bool secret = true)
    {
        auto* centre = get<QComboBox>(u"connectionCentre"_s);
        centre->setCurrentIndex(centre->count() - 1);
        get<QLineEdit>(u"connectionName"_s)->setText(u"Here"_s);
        get<QLineEdit>(u"connectionAddress"_s)->setText(known.accountsUrl.toString());
        get<QLineEdit>(u"connectionClientId"_s)->setText(known.clientId);
        get<QLineEdit>(u"connectionSecret"_s)->setText(secret ? known.clientSecret : QString());
    }
    QString state() { return get<QLabel>(u"signInState"_s)->text(); }

    QTemporaryDir home;
    SystemClock clock;
    SecretVault vault{std::make_unique<NoKeyStore>(), home.filePath(u"secrets"_s), false};
    Engine engine{home.path(), clock, vault};
    AnsweringPrompts prompts;
    Theme theme{*qApp};
    MainWindow window{engine, prompts, theme, {}};
    bool opened = false;
};

} // namespace

class TestUiConnections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"Stevedore test"_s);
        QCoreApplication::setApplicationName(u"tst_ui_connections"_s);
        QSettings().clear();
        QVERIFY(m_crm.isRunning());
    }

    void browserToSignedIn()
    {
        Bench bench;
        QVERIFY(bench.opened);
        auto* add = bench.get<QPushButton>(u"addConnection"_s);
        QVERIFY(!add->isEnabled());
        QVERIFY(bench.state().contains(u"client id"));
        bench.fill(m_crm.connection());
        bench.get<QPushButton>(u"connectionMore"_s)->click();
        bench.get<QSpinBox>(u"connectionPort"_s)->setValue(0);
        QTRY_VERIFY(add->isEnabled());
        QTest::mouseClick(add, Qt::LeftButton);
        QVERIFY(bench.prompts.address.toString().startsWith(m_crm.connection().accountsUrl.toString()));
        QVERIFY(bench.state().contains(u"Waiting for the browser"));
        auto* cancel = bench.get<QPushButton>(u"cancelSignIn"_s);
        QVERIFY(cancel->isVisible() && !add->isVisible());
        QVERIFY(!bench.get<QLineEdit>(u"connectionName"_s)->isEnabled());

        QVERIFY(browse(decideAt(bench.prompts.address)).startsWith("HTTP/1.1 200 "));
        QTRY_COMPARE(bench.engine.connection().state, ConnectionStatus::State::Ready);
        QVERIFY(bench.state().contains(u"Here was added"));
        QTRY_VERIFY(seen<QPushButton>(bench.window, u"use:Here"_s));
        QVERIFY(bench.get<QLineEdit>(u"connectionSecret"_s)->text().isEmpty());
    }

    void cancelled()
    {
        Bench bench;
        bench.fill(m_crm.connection());
        bench.prompts.hasBrowser = false;
        bench.get<QSpinBox>(u"connectionPort"_s)->setValue(0);
        bench.get<QPushButton>(u"addConnection"_s)->click();
        // Without a browser, the address can be taken to one.
        auto* page = seen<QLineEdit>(bench.window, u"signInPage"_s);
        QVERIFY(page && page->text() == bench.prompts.address.toString(QUrl::FullyEncoded));
        bench.get<QPushButton>(u"cancelSignIn"_s)->click();
        QVERIFY(bench.state().contains(u"cancelled"));
        QVERIFY(bench.get<QPushButton>(u"addConnection"_s)->isVisible());
        QVERIFY(browse(decideAt(bench.prompts.address)).isEmpty());
        QVERIFY(bench.engine.connections().isEmpty());
    }

    void refusedOnThePage()
    {
        Bench bench;
        bench.fill(m_crm.connection());
        bench.get<QSpinBox>(u"connectionPort"_s)->setValue(0);
        bench.get<QPushButton>(u"addConnection"_s)->click();
        (void)browse(decideAt(bench.prompts.address, u"deny"_s));
        QTRY_VERIFY2(bench.state().contains(u"refused on the CRM's page"), qPrintable(bench.state()));
        QCOMPARE(bench.get<QLabel>(u"signInState"_s)->property("role").toString(), u"refused"_s);
    }

    void refreshTokenPastedIn()
    {
        Bench bench;
        bench.get<QRadioButton>(u"signInWay2"_s)->click();
        bench.fill(m_crm.connection());
        bench.get<QLineEdit>(u"connectionToken"_s)->setText(m_crm.connection().refreshToken);
        bench.get<QPushButton>(u"addConnection"_s)->click();
        QTRY_COMPARE(bench.engine.connection().state, ConnectionStatus::State::Ready);
        QVERIFY(bench.get<QLineEdit>(u"connectionToken"_s)->text().isEmpty());
    }

    void secretsInAFileOnlyAfterAYes()
    {
        Bench bench;
        QTRY_VERIFY(seen<QPushButton>(bench.window, u"keepSecretsInFile"_s));
        QVERIFY(bench.vault.setSecret(u"connection/x"_s, "s3cret"));
        bench.prompts.yes = false;
        seen<QPushButton>(bench.window, u"keepSecretsInFile"_s)->click();
        QCOMPARE(bench.vault.place(), SecretVault::Place::Memory);
        QVERIFY(!QFile::exists(bench.home.filePath(u"secrets"_s)));
        bench.prompts.yes = true;
        seen<QPushButton>(bench.window, u"keepSecretsInFile"_s)->click();
        QCOMPARE(bench.vault.place(), SecretVault::Place::File);
        QVERIFY(QFile::exists(bench.home.filePath(u"secrets"_s)));
        QVERIFY(!seen<QPushButton>(bench.window, u"keepSecretsInFile"_s));
        QVERIFY(QSettings().value(u"secrets/in-file"_s).toBool());
        QCOMPARE(QSettings().allKeys().filter(u"secrets"_s).size(), 1);
    }

private:
    SandboxProcess m_crm;
};

QTEST_MAIN(TestUiConnections)
#include "tst_ui_connections.moc"

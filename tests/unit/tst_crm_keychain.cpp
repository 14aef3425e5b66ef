// SPDX-License-Identifier: GPL-3.0-or-later
// The real key store's side where there is none: it says so, and writes nothing in plain text by itself.
#include "crm/keychain/qtkeychainstore.h"
#include "crm/keychain/secretvault.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

class TestCrmKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // Before the first connection to the bus: there is none, and every place where a setting could go is ours.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qunsetenv("DISPLAY");
        for (const char* variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            qputenv(variable, m_home.path().toLocal8Bit());
    }

    void withoutABus()
    {
        SecretVault vault(std::make_unique<QtKeychainStore>(), m_home.filePath(u"secrets"_s), false);
        QVERIFY(vault.setSecret(u"connection/x"_s, "c4nary-s3cret"));
        QTRY_COMPARE_WITH_TIMEOUT(vault.place(), SecretVault::Place::Memory, 60'000);
        QVERIFY(!vault.reason().isEmpty());
        qInfo().noquote() << "the key store says:" << vault.reason();
        QCOMPARE(*vault.secret(u"connection/x"_s), QByteArray("c4nary-s3cret"));
    }

    void writeFails()
    {
        QtKeychainStore store;
        std::optional<Result<void>> written;
        store.write(u"connection/x"_s, "c4nary-s3cret", [&](const Result<void>& answer) { written = answer; });
        QTRY_VERIFY_WITH_TIMEOUT(written.has_value(), 60'000);
        QVERIFY(!*written && !written->error().sentence.contains(u"c4nary"));
    }

    void nothingInPlainText()
    {
        for (QDirIterator it(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("c4nary"), qPrintable(file.fileName()));
        }
    }

private:
    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(TestCrmKeychain)
#include "tst_crm_keychain.moc"

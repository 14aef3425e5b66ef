// SPDX-License-Identifier: GPL-3.0-or-later
// Where secrets lie: files that only their owner may open, the key store, and what happens without one.
#include "base/privatefile.h"
#include "crm/connection.h"
#include "crm/keychain/secretvault.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

constexpr auto own = QFile::ReadOwner | QFile::WriteOwner;
const QString key = u"connection/Example Ltd"_s;

/// A key store of the test's own, that answers when it is told to.
struct FakeStore
{
    QHash<QString, QByteArray> entries;
    bool there = true;
    bool takes = true;
    QList<std::function<void()>> waiting;

    void answer()
    {
        while (!waiting.isEmpty())
            waiting.takeFirst()();
    }
};

class FakeKeyStore final : public KeyStore
{
public:
    explicit FakeKeyStore(FakeStore& store) : m_store(store) {}

    void read(const QString& name, const std::function<void(const Result<QByteArray>&)>& done) override
    {
        m_store.waiting.append([this, name, done] {
            if (m_store.there)
                done(m_store.entries.value(name));
            else
                done(fail(FailureKind::SignIn, u"The key store gives nothing out."_s, u"no bus"_s));
        });
    }
    void write(const QString& name, const QByteArray& secret,
               const std::function<void(const Result<void>&)>& done) override
    {
        m_store.waiting.append([this, name, secret, done] {
            if (!m_store.takes) {
                done(fail(FailureKind::SignIn, u"The key store is locked."_s));
                return;
            }
            m_store.entries.insert(name, secret);
            done({});
        });
    }
    void remove(const QString& name) override { m_store.entries.remove(name); }

private:
    FakeStore& m_store;
};

/// Every byte below a folder.
QByteArray allBytesIn(const QString& folder)
{
    QByteArray out;
    for (const QFileInfo& info : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden)) {
        QFile file(info.filePath());
        if (file.open(QIODevice::ReadOnly))
            out += file.readAll();
    }
    return out;
}

QFileInfoList secretsIn(const QString& folder)
{
    return QDir(folder).entryInfoList({u"*.secret"_s}, QDir::Files);
}

} // namespace

class TestCrmTokenStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void filesAreTheirOwnersOnly()
    {
        FileTokenStore store(folder());
        QVERIFY(store.setSecret(key, "s3cret"));
        QCOMPARE(*store.secret(key), QByteArray("s3cret"));
        QCOMPARE(*store.secret(u"another"_s), QByteArray());
        const QFileInfoList files = secretsIn(folder());
        QCOMPARE(files.size(), 1);
        QCOMPARE(files.first().permissions() & ~(QFile::ReadUser | QFile::WriteUser), own);
        QCOMPARE(QFileInfo(folder()).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther),
                 QFile::Permissions());
    }

    void filesOpenToOthersAreRefused_data()
    {
        QTest::addColumn<int>("more");
        QTest::newRow("0640") << int(QFile::ReadGroup);
        QTest::newRow("0604") << int(QFile::ReadOther);
        QTest::newRow("0644") << int(QFile::ReadGroup | QFile::ReadOther);
        QTest::newRow("0620") << int(QFile::WriteGroup);
    }

    void filesOpenToOthersAreRefused()
    {
        QFETCH(int, more);
        FileTokenStore store(folder());
        QVERIFY(store.setSecret(key, "s3cret"));
        store.setAccessToken(key, {"1000.t", QDateTime::currentDateTimeUtc().addSecs(3600), {}});
        QVERIFY(store.accessToken(key));
        for (const QFileInfo& file : QDir(folder()).entryInfoList(QDir::Files))
            QVERIFY(QFile::setPermissions(file.filePath(), own | QFile::Permissions(more)));
        const auto refused = store.secret(key);
        QVERIFY(!refused && refused.error().kind == FailureKind::SignIn);
        QVERIFY2(refused.error().sentence.contains(u"chmod 600"), qPrintable(refused.error().sentence));
        QVERIFY(!refused.error().sentence.contains(u"s3cret"));
        QVERIFY(!store.accessToken(key));
    }

    void privateFiles()
    {
        const QString path = m_dir->filePath(u"secret"_s);
        QVERIFY(readPrivateFile(path).error().sentence.contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("abc\n") == 4);
        file.close();
        QVERIFY(file.setPermissions(own));
        QCOMPARE(*readPrivateFile(path), QByteArray("abc\n"));
        QVERIFY(!readPrivateFile(path, 3));
        QVERIFY(file.setPermissions(own | QFile::ReadOther));
        QVERIFY(!readPrivateFile(path) && !checkPrivateFile(path));
        const QString link = m_dir->filePath(u"link"_s);
        QVERIFY(file.setPermissions(own) && QFile::link(path, link));
        QVERIFY(readPrivateFile(link).error().sentence.contains(u"link"));
        QVERIFY(!readPrivateFile(m_dir->path()));
        // Root's, and open to all: refused on either ground.
        if (QFile::exists(u"/etc/hostname"_s) && QFileInfo(u"/etc/hostname"_s).isReadable())
            QVERIFY(!readPrivateFile(u"/etc/hostname"_s));
    }

    void connectionFilesOfRealOrgs()
    {
        const QByteArray json =
            R"({"name":"n","kind":"KIND","accounts_url":"https://accounts.zoho.eu","api_url":"https://www.zohoapis.eu","upload_url":"https://content.zohoapis.eu","client_id":"c","client_secret":"s","refresh_token":"r"})";
        const auto written = [&](const QByteArray& kind, QFile::Permissions permissions) {
            QFile file(m_dir->filePath(u"example"_s));
            if (file.open(QIODevice::WriteOnly))
                file.write(QByteArray(json).replace("KIND", kind));
            file.close();
            file.setPermissions(permissions);
            return file.fileName();
        };
        const QFile::Permissions open = own | QFile::ReadGroup | QFile::ReadOther;
        QVERIFY(readConnectionFile(written("production", own)));
        QVERIFY(readConnectionFile(written("local sandbox", open)));
        const auto refused = readConnectionFile(written("production", open));
        QVERIFY(!refused && refused.error().sentence.contains(u"chmod 600"));
        // What systemd lays down is guarded by its folder; the mode shows the mask of an access list.
        QVERIFY(!hasCredential(u"example"_s));
        qputenv("CREDENTIALS_DIRECTORY", m_dir->path().toLocal8Bit());
        QVERIFY(hasCredential(u"example"_s) && readCredential(u"example"_s));
        QVERIFY(!hasCredential(u"../"_s + QFileInfo(m_dir->path()).fileName() + u"/example"_s));
        QVERIFY(!hasCredential(u"none"_s) && !hasCredential(QString()));
        qunsetenv("CREDENTIALS_DIRECTORY");
    }

    // -- the window's vault

    void keyStoreKeepsEverything()
    {
        FakeStore fake;
        const AccessToken token{"1000.t0ken", QDateTime::currentDateTimeUtc().addSecs(3600), u"https://x"_s};
        {
            SecretVault vault(std::make_unique<FakeKeyStore>(fake), folder(), true);
            QSignalSpy changed(&vault, &SecretVault::placeChanged);
            QCOMPARE(vault.place(), SecretVault::Place::Looking);
            QVERIFY(vault.setSecret(key, "s3cret")); // before the store has said a word
            vault.setAccessToken(u"k"_s, token);
            QCOMPARE(*vault.secret(key), QByteArray("s3cret"));
            fake.answer();
            QCOMPARE(vault.place(), SecretVault::Place::KeyStore);
            QCOMPARE(changed.size(), 1);
            QCOMPARE(fake.entries.value(key), QByteArray("s3cret"));
        }
        SecretVault next(std::make_unique<FakeKeyStore>(fake), folder(), true);
        QObject context;
        std::optional<Result<void>> ready;
        next.prepare({key}, &context, [&](const Result<void>& answer) { ready = answer; });
        QVERIFY(!ready);
        fake.answer();
        QVERIFY(ready && *ready);
        QCOMPARE(*next.secret(key), QByteArray("s3cret"));
        QCOMPARE(next.accessToken(u"k"_s), token);
        next.dropSecret(key);
        QVERIFY(!fake.entries.contains(key));
        QCOMPARE(*next.secret(key), QByteArray());
        // Although files were allowed: there is a key store.
        QCOMPARE(allBytesIn(folder()), QByteArray());
    }

    void withoutAKeyStoreNothingIsWritten()
    {
        FakeStore fake;
        fake.there = false;
        SecretVault vault(std::make_unique<FakeKeyStore>(fake), folder(), false);
        QVERIFY(vault.setSecret(key, "s3cret"));
        vault.setAccessToken(u"k"_s, {"1000.t0ken", QDateTime::currentDateTimeUtc().addSecs(3600), {}});
        fake.answer();
        QCOMPARE(vault.place(), SecretVault::Place::Memory);
        QCOMPARE(vault.reason(), u"no bus"_s);
        QCOMPARE(*vault.secret(key), QByteArray("s3cret"));
        QCOMPARE(allBytesIn(folder()), QByteArray());

        // The user turns it on, and off again.
        QVERIFY(vault.setMayUseFile(true));
        QCOMPARE(vault.place(), SecretVault::Place::File);
        QCOMPARE(*FileTokenStore(folder()).secret(key), QByteArray("s3cret"));
        QVERIFY(allBytesIn(folder()).contains("t0ken"));
        QVERIFY(vault.setMayUseFile(false));
        QCOMPARE(allBytesIn(folder()), QByteArray());
        QCOMPARE(*vault.secret(key), QByteArray("s3cret"));
    }

    void keyStoreThatTakesNothing()
    {
        FakeStore fake;
        fake.takes = false;
        SecretVault vault(std::make_unique<FakeKeyStore>(fake), folder(), true);
        QSignalSpy failed(&vault, &SecretVault::failed);
        fake.answer();
        QVERIFY(vault.setSecret(key, "s3cret"));
        fake.answer();
        QCOMPARE(failed.size(), 1);
        QVERIFY(failed.first().first().toString().contains(u"locked"));
        QCOMPARE(*vault.secret(key), QByteArray("s3cret"));
        QCOMPARE(allBytesIn(folder()), QByteArray());
    }

    void deniedKeyStoreIsAFailure()
    {
        FakeStore fake;
        SecretVault vault(std::make_unique<FakeKeyStore>(fake), folder(), false);
        fake.answer();
        fake.there = false; // locked after the start
        QObject context;
        std::optional<Result<void>> ready;
        vault.prepare({key}, &context, [&](const Result<void>& answer) { ready = answer; });
        fake.answer();
        QVERIFY(ready && !*ready);
        QVERIFY(!ready->error().sentence.isEmpty());
    }

    void signInOfTheCommandLineCanBeUsed()
    {
        QVERIFY(FileTokenStore(folder()).setSecret(key, "fr0m the file"));
        FakeStore fake;
        SecretVault vault(std::make_unique<FakeKeyStore>(fake), folder(), false);
        fake.answer();
        QCOMPARE(*vault.secret(key), QByteArray("fr0m the file"));
        // A new sign-in goes into the key store, and the old one leaves the file.
        QVERIFY(vault.setSecret(key, "newer"));
        fake.answer();
        QCOMPARE(secretsIn(folder()).size(), 0);
        QCOMPARE(*vault.secret(key), QByteArray("newer"));
    }

private:
    QString folder() const { return m_dir->filePath(u"secrets"_s); }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestCrmTokenStore)
#include "tst_crm_tokenstore.moc"

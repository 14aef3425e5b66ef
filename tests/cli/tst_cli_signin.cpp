// SPDX-License-Identifier: GPL-3.0-or-later
// "connection add NAME" as a script and a person use it; a test plays the browser.
#include "support/browserplayer.h"
#include "support/sandboxprocess.h"

#include <QDir>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

constexpr auto own = QFile::ReadOwner | QFile::WriteOwner;

} // namespace

class TestCliSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_crm.isRunning());
        qunsetenv("DISPLAY");
        qunsetenv("WAYLAND_DISPLAY");
    }

    void browser()
    {
        QProcess program;
        program.start(QStringLiteral(CLI_PROGRAM),
                      words(QStringList{u"--json"_s, u"connection"_s, u"add"_s, u"Here"_s} + client() +
                            QStringList{u"--browser"_s}));
        QVERIFY(program.waitForReadyRead(20'000));
        const QJsonObject event = QJsonDocument::fromJson(program.readLine()).object();
        QCOMPARE(event[u"event"].toString(), u"authorize"_s);
        const QUrl back = decideAt(QUrl(event[u"url"].toString()));
        QVERIFY(browse(back).startsWith("HTTP/1.1 200 "));
        QTRY_COMPARE_WITH_TIMEOUT(program.state(), QProcess::NotRunning, 20'000);
        QCOMPARE(program.exitCode(), 0);
        const QByteArray said = program.readAll() + program.readAllStandardError();
        QCOMPARE(QJsonDocument::fromJson(said.left(said.indexOf('\n'))).object()[u"name"].toString(), u"Here"_s);

        QCOMPARE(run({u"--connection"_s, u"Here"_s, u"connection"_s, u"test"_s}), 0);
        QVERIFY2(m_said.contains("Example Ltd"), m_said.constData());
        // Secrets lie in files of their owner's, and nowhere else below the home folder.
        const QDir secrets(m_dir.filePath(u"home/secrets"_s));
        const QFileInfoList files = secrets.entryInfoList(QDir::Files);
        QCOMPARE(files.size(), 2);
        for (const QFileInfo& file : files)
            QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser), own);
        QVERIFY(
            QFile::setPermissions(secrets.entryInfoList({u"*.secret"_s}).first().filePath(), own | QFile::ReadOther));
        QCOMPARE(run({u"--connection"_s, u"Here"_s, u"connection"_s, u"test"_s}), 4);
        QVERIFY2(m_said.contains("chmod 600"), m_said.constData());
    }

    void refreshTokenFromAFile()
    {
        const QStringList command =
            QStringList{u"connection"_s, u"add"_s, u"Token"_s} + client() + QStringList{u"--refresh-token-file"_s};
        const QString good = write(u"token"_s, m_crm.connection().refreshToken.toUtf8() + '\n');
        QCOMPARE(run(command + QStringList{good}), 0);
        QCOMPARE(run({u"--connection"_s, u"Token"_s, u"connection"_s, u"test"_s}), 0);
        QVERIFY(QFile::setPermissions(good, own | QFile::ReadGroup));
        QCOMPARE(run(command + QStringList{good}), 4);
        QVERIFY2(m_said.contains("chmod 600"), m_said.constData());
        QCOMPARE(run(command + QStringList{write(u"two"_s, "a\nb\n")}), 2);
    }

    void codeFromAFile()
    {
        QCOMPARE(run(QStringList{u"connection"_s, u"add"_s, u"Code"_s} + client() +
                     QStringList{u"--code-file"_s, write(u"code"_s, "1000.nobody.knows")}),
                 4);
        QVERIFY2(m_said.contains("does not take this code"), m_said.constData());
        QVERIFY(!m_said.contains("nobody"));
    }

    void systemdCredential()
    {
        QFile file(m_crm.connectionFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString path = write(u"crm"_s, file.readAll());
        qputenv("CREDENTIALS_DIRECTORY", QFileInfo(path).path().toLocal8Bit());
        QCOMPARE(run({u"--connection"_s, u"crm"_s, u"connection"_s, u"test"_s}), 0);
        qunsetenv("CREDENTIALS_DIRECTORY");
        QCOMPARE(run({u"--connection"_s, u"crm"_s, u"connection"_s, u"test"_s}), 4);
    }

    void usage_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no way") << client();
        QTest::newRow("two ways") << client() + QStringList{u"--browser"_s, u"--code-file"_s, u"x"_s};
        QTest::newRow("kind") << client() + QStringList{u"--browser"_s, u"--port"_s, u"70000"_s};
        QTest::newRow("data centre") << QStringList{u"--client-id"_s, u"x"_s, u"--data-centre"_s, u"moon"_s,
                                                    u"--browser"_s};
        QTest::newRow("foreign upload host") << QStringList{
            u"--client-id"_s,         u"x"_s, u"--data-centre"_s, u"eu"_s, u"--browser"_s, u"--upload-host"_s,
            u"https://evil.example"_s};
    }

    void usage()
    {
        QFETCH(QStringList, words);
        QCOMPARE(run(QStringList{u"connection"_s, u"add"_s, u"N"_s} + words), 2);
    }

private:
    QStringList client()
    {
        const Connection known = m_crm.connection();
        return {u"--local-crm"_s, known.accountsUrl.toString(), u"--client-id"_s,
                known.clientId,   u"--client-secret-file"_s,    write(u"client-secret"_s, known.clientSecret.toUtf8())};
    }
    QString write(const QString& name, const QByteArray& bytes)
    {
        QFile file(m_dir.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.setPermissions(own))
            return {};
        return file.fileName();
    }
    QStringList words(const QStringList& command) const
    {
        return QStringList{u"--home"_s, m_dir.filePath(u"home"_s)} + command;
    }
    int run(const QStringList& command)
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(CLI_PROGRAM), words(command));
        program.waitForFinished(60'000);
        m_said = program.readAll();
        return program.exitStatus() == QProcess::NormalExit ? program.exitCode() : -1;
    }

    SandboxProcess m_crm;
    QTemporaryDir m_dir;
    QByteArray m_said;
};

QTEST_GUILESS_MAIN(TestCliSignIn)
#include "tst_cli_signin.moc"

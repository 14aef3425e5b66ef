// SPDX-License-Identifier: GPL-3.0-or-later
// The local CRM as a program: what its command line does, and what it says of one that makes no sense.
#include "support/sandboxprocess.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore::test;

namespace {

/// The rules that are played, in order: "create hangup", "any status".
QStringList rulesOf(const SandboxProcess& crm)
{
    QStringList all;
    const QJsonArray rules = crm.control(u"scenario"_s)[u"rules"].toArray();
    for (const QJsonValue& rule : rules)
        all.append(rule[u"on"].toString() + u' ' + rule[u"do"].toString());
    return all;
}

struct Run
{
    int code = -1;
    QString said;
};

Run run(const QStringList& words)
{
    QProcess process;
    process.start(QStringLiteral(SANDBOX_PROGRAM), words);
    if (!process.waitForFinished(60'000))
        process.kill();
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardError())};
}

} // namespace

class SandboxProgram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faultsAndScenario()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(u"trouble.json"_s);
        QVERIFY(write(path, R"({"rules": [{"on": "upload", "do": "answer", "status": 503}]})"));
        SandboxProcess plain;
        QCOMPARE(rulesOf(plain), QStringList());
        SandboxProcess faulty({u"--fault"_s, u"job-failed=1"_s});
        QCOMPARE(rulesOf(faulty).size(), 1);
        SandboxProcess both({u"--fault"_s, u"job-failed=1"_s, u"--scenario"_s, path});
        const QStringList rules = rulesOf(both);
        QCOMPARE(rules.size(), 2);
        QVERIFY2(rules[0].startsWith(u"upload "), qPrintable(rules[0]));
        QCOMPARE(rules[1], rulesOf(faulty).first());
    }

    void oneSentenceForNonsense_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("no data") << QStringList{u"--port"_s, u"0"_s} << u"--data FOLDER is needed"_s;
        const QStringList data{u"--data"_s, m_dir.filePath(u"crm"_s)};
        const auto row = [&data](const char* name, const QStringList& words, const QString& said) {
            QTest::newRow(name) << (data + words) << said;
        };
        row("port", {u"--port"_s, u"70000"_s}, u"--port wants a number from 0 to 65535, not \"70000\""_s);
        row("no worker", {u"--workers"_s, u"0"_s}, u"--workers wants a number from 1 to 64, not \"0\""_s);
        row("speed", {u"--rows-per-second"_s, u"fast"_s}, u"--rows-per-second wants a number"_s);
        row("quirk", {u"--quirk"_s, u"odd"_s}, u"There is no quirk \"odd\""_s);
        row("fault", {u"--fault"_s, u"job-failed"_s}, u"\"job-failed\" is no fault of the form NAME=N"_s);
        row("edition", {u"--edition"_s, u"gold"_s}, u"There is no edition \"gold\""_s);
        row("metadata", {u"--metadata"_s, m_dir.filePath(u"nowhere"_s)}, m_dir.filePath(u"nowhere"_s));
        row("no scenario", {u"--scenario"_s, m_dir.filePath(u"nowhere"_s)}, u"cannot be read"_s);
        const QString broken = m_dir.filePath(u"broken.json"_s);
        QVERIFY(write(broken, "{\"rules\": [}"));
        row("broken scenario", {u"--scenario"_s, broken}, u"is not a JSON object"_s);
        const QString odd = m_dir.filePath(u"odd.json"_s);
        QVERIFY(write(odd, R"({"rules": [{"on": "upload", "do": "dance"}]})"));
        row("odd scenario", {u"--scenario"_s, odd}, u"is not understood. Rule 1:"_s);
        row("command", {u"dance"_s}, u"\"dance\" is no command"_s);
        row("fill", {u"fill"_s, u"--module"_s, u"Dances"_s}, u"There is no module \"Dances\""_s);
        row("sample", {u"sample"_s, u"-o"_s, m_dir.path()}, u"cannot be written"_s);
    }

    void oneSentenceForNonsense()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        const Run done = run(words);
        QVERIFY(done.code == 1 || done.code == 2);
        QVERIFY2(done.said.startsWith(u"stevedore-sandbox: "), qPrintable(done.said));
        QVERIFY2(done.said.contains(said), qPrintable(done.said));
        QCOMPARE(done.said.count(u'\n'), 1);
    }

    void dataFolderIsForOne()
    {
        SandboxProcess crm;
        const Run second = run({u"--data"_s, QFileInfo(crm.connectionFile()).path() + u"/crm"_s});
        QCOMPARE(second.code, 1);
        QVERIFY2(second.said.contains(u"Another stevedore-sandbox is using"), qPrintable(second.said));
    }

private:
    static bool write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(SandboxProgram)
#include "tst_sandbox_program.moc"

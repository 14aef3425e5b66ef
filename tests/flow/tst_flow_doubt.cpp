// SPDX-License-Identifier: GPL-3.0-or-later
// Doubt in odd company: stopped, corrected, answered twice, keys that cannot be asked for, another connection
// meanwhile.
#include "support/importbench.h"
#include "support/waitfor.h"

#include <QJsonArray>
#include <QTest>

using namespace stevedore;
using namespace stevedore::test;
using namespace Qt::StringLiterals;

namespace {

QString fileOf(const QTemporaryDir& dir, const QByteArray& text)
{
    QFile file(dir.filePath(u"rows.csv"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return {};
    return file.fileName();
}

QByteArray contacts(int count)
{
    QByteArray text = "Last Name,Secondary Email,Legacy ID\n";
    for (int i = 1; i <= count; ++i)
        text += "Name " + QByteArray::number(i) + ",u" + QByteArray::number(i) + "@example.com,L-" +
                QByteArray::number(i) + '\n';
    return text;
}

QJsonObject lost(const QString& call)
{
    return {{u"on"_s, call}, {u"nth"_s, 1}, {u"do"_s, u"cut"_s}, {u"at"_s, u"answer"_s}};
}

void rules(const SandboxProcess& crm, const QJsonArray& all)
{
    crm.tell(u"scenario"_s, {{u"rules"_s, all}});
}

int inCrm(const SandboxProcess& crm, const QString& where = u"1"_s)
{
    return crm.sql(u"select count(*) from Contacts where "_s + where).toInt();
}

} // namespace

class TestFlowDoubt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What may have come by the first sending is not "not worked on" because the second one was stopped.
    void aRepeatIsStopped()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto id = bench.prepare(fileOf(dir, contacts(20)), u"Contacts"_s);
        QVERIFY(id);
        // The second job is not taken as long as it is asked for.
        rules(crm, {lost(u"write.create"_s), QJsonObject{{u"on"_s, u"write.create"_s},
                                                         {u"nth"_s, 2},
                                                         {u"every"_s, 1},
                                                         {u"times"_s, 100000},
                                                         {u"do"_s, u"answer"_s},
                                                         {u"status"_s, 503},
                                                         {u"handled"_s, false}}});
        QVERIFY(bench.start(*id));
        QVERIFY(waitFor([&] { return bench.snapshot(*id).parts.size() == 2; }, 60'000));
        QCOMPARE(bench.snapshot(*id).parts.first().record.stage, PartStage::Repeated);
        QVERIFY(bench.engine->cancel(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.unprocessed, 0);
        QCOMPARE(bench.snapshot(*id).fates.unknown, 20);
        rules(crm, {});
        QTRY_COMPARE_WITH_TIMEOUT(inCrm(crm), 20, 30'000);
        // Going on settles it.
        QVERIFY(bench.engine->resume(*id));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.added, 20);
        QCOMPARE(inCrm(crm), 20);
    }

    /// A row that went out without its key is corrected while it is in doubt: with the key it would be another record.
    void correctedWhileInDoubt()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const QByteArray text = "Last Name,Secondary Email,Legacy ID\nA,bad,L-1\nB,bad,\nC,bad,L-3\nD,bad,L-4\n";
        const auto id = bench.prepare(fileOf(dir, text), u"Contacts"_s);
        QVERIFY(id && bench.start(*id) && bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.refused, 4);
        const int mail = bench.mapping.columnFor(u"Secondary_Email"_s)->column;
        const int key = bench.mapping.columnFor(u"Legacy_ID"_s)->column;
        std::vector<Fix> fixes;
        for (int row = 1; row <= 3; ++row)
            fixes.push_back({RowNumber(row), mail, u"right%1@example.com"_s.arg(row)});
        QVERIFY(bench.engine->addFixes(*id, fixes));
        rules(crm, {lost(u"records"_s)});
        QVERIFY(bench.engine->resend(*id, {RowNumber(1), RowNumber(2), RowNumber(3)}, Route::Records));
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.unknown, 3);
        QCOMPARE(inCrm(crm), 3);
        rules(crm, {});
        QVERIFY(bench.engine->addFixes(*id,
                                       {{RowNumber(2), key, u"L-2"_s}, {RowNumber(4), mail, u"right4@example.com"_s}}));
        QVERIFY(bench.engine->resend(*id, {RowNumber(4)}, Route::Records));
        QVERIFY(bench.rest(*id));
        QCOMPARE(inCrm(crm), 4);
        QCOMPARE(inCrm(crm, u"Last_Name = 'B'"_s), 1);
        QCOMPARE(bench.snapshot(*id).fates.unknown, 3);
    }

    /// Keys of which nobody knows how they are written in a query leave their own row in doubt, and no other.
    void keysThatCannotBeAskedFor()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto id = bench.prepare(fileOf(dir, "Last Name,Legacy ID\nA,L-1\nB,L\\2\nC,L'3\nD,L-4\n"), u"Contacts"_s);
        QVERIFY(id);
        rules(crm, {lost(u"write.create"_s)});
        QVERIFY(bench.start(*id) && bench.rest(*id));
        QCOMPARE(inCrm(crm), 4);
        QCOMPARE(bench.snapshot(*id).fates.added, 2);
        QCOMPARE(bench.snapshot(*id).fates.unknown, 2);
    }

    /// The CRM does not let itself be asked: what it said of rows that need no asking stays known.
    void whatIsKnownStaysKnown()
    {
        SandboxProcess crm({u"--scopes"_s,
                            u"ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.bulk.ALL,ZohoFiles.files.ALL,"
                            "ZohoCRM.org.READ,ZohoCRM.users.READ"_s});
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        // One of them is refused for itself.
        const auto id = bench.prepare(
            fileOf(dir, "Last Name,Secondary Email,Legacy ID\nA,a@example.com,L-1\nB,bad,L-2\n"), u"Contacts"_s);
        QVERIFY(id);
        rules(crm, {lost(u"write.create"_s)});
        QVERIFY(bench.start(*id) && bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.refused, 1);
        QCOMPARE(bench.snapshot(*id).fates.unknown, 1);
        QCOMPARE(bench.snapshot(*id).fates.unprocessed, 0);
    }

    /// While the CRM is asked for the rows, nobody can say the opposite.
    void oneAnswerAtATime()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto id = bench.prepare(fileOf(dir, contacts(20)), u"Contacts"_s);
        QVERIFY(id && bench.leaveOutUnique(*id));
        rules(crm, {lost(u"write.create"_s)});
        QVERIFY(bench.start(*id) && bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.unknown, 20);
        QTRY_COMPARE_WITH_TIMEOUT(inCrm(crm), 20, 30'000);
        const PartId part = bench.snapshot(*id).parts.first().record.id;
        std::optional<Result<qint64>> first;
        bench.engine->answerDoubt(part, true, this, [&](const Result<qint64>& left) { first = left; });
        QVERIFY(!first);
        QCOMPARE(bench.answer(part, false), -1);
        QTRY_VERIFY(first.has_value());
        QVERIFY(*first && **first == 0);
        QCOMPARE(bench.snapshot(*id).fates.added, 20);
        QCOMPARE(bench.snapshot(*id).fates.unprocessed, 0);
    }

    /// The connection is made anew and cannot be: what runs does not wait for it for ever, and goes on later.
    void aConnectionThatDoesNotCome()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"20"_s});
        ImportBench bench(crm);
        bench.pace.mostRows = 5;
        bench.restart();
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto id = bench.prepare(fileOf(dir, contacts(40)), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        // By its name it is not saved.
        QVERIFY(bench.engine->connectTo(bench.engine->connection().connection.name));
        QVERIFY(bench.rest(*id, 30'000));
        QCOMPARE(bench.snapshot(*id).record.state, ImportState::Stopped);
        QVERIFY(bench.connect());
        QVERIFY(bench.engine->resume(*id) && bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.added, 40);
        QCOMPARE(inCrm(crm), 40);
    }

    /// Nothing goes to another org because somebody connects to it while an import runs.
    void anotherConnectionWaits()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"20"_s});
        SandboxProcess other;
        ImportBench bench(crm);
        bench.pace.mostRows = 5;
        bench.restart();
        QTemporaryDir dir;
        QVERIFY(bench.connect());
        const auto id = bench.prepare(fileOf(dir, contacts(40)), u"Contacts"_s);
        QVERIFY(id && bench.start(*id));
        Connection elsewhere = other.connection();
        elsewhere.name = u"Elsewhere"_s;
        const auto refused = bench.engine->connectTo(elsewhere);
        QVERIFY(!refused && refused.error().sentence.contains(u"under way"));
        QCOMPARE(bench.engine->connection().state, ConnectionStatus::State::Ready);
        // The same one may be made anew: what runs waits for it and goes on.
        QVERIFY(bench.connect());
        QVERIFY(bench.rest(*id));
        QCOMPARE(bench.snapshot(*id).fates.added, 40);
        QCOMPARE(inCrm(crm), 40);
        QCOMPARE(inCrm(other), 0);
        QVERIFY(bench.engine->connectTo(elsewhere));
    }
};

QTEST_GUILESS_MAIN(TestFlowDoubt)
#include "tst_flow_doubt.moc"

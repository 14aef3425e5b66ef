// SPDX-License-Identifier: GPL-3.0-or-later
// A rehearsal against the real import of the same file into the same org: the same rows are refused with the same
// codes, and the org gets nothing but questions about its rules.
#include "support/importbench.h"
#include "transfer/rehearsal/rehearsal.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

struct Outcome
{
    std::optional<Result<RehearsalReport>> answer;
    QList<RehearsalProgress::Step> steps;
    bool ok() const { return answer && answer->has_value(); }
    const RehearsalReport& report() const { return **answer; }
};

RehearsalPlan planOf(const ImportBench& bench)
{
    RehearsalPlan plan;
    plan.program = QStringLiteral(SANDBOX_PROGRAM);
    plan.file = bench.file;
    plan.mapping = bench.mapping;
    plan.meta = bench.fields;
    return plan;
}

Outcome rehearse(ImportBench& bench, RehearsalPlan plan)
{
    Outcome out;
    SystemClock clock;
    Rehearsal rehearsal(*bench.engine, clock, std::move(plan));
    rehearsal.start(
        [&](const RehearsalProgress& progress) {
            if (out.steps.isEmpty() || out.steps.last() != progress.step)
                out.steps.append(progress.step);
        },
        [&](const Result<RehearsalReport>& answer) { out.answer = answer; });
    (void)QTest::qWaitFor([&] { return out.answer.has_value(); }, 120'000);
    if (out.answer && !out.ok())
        qWarning("%s", qPrintable(out.answer->error().sentence));
    return out;
}

std::vector<RefusedRow> refusedIn(const ImportBench& bench, ImportId id)
{
    std::vector<RefusedRow> out;
    const auto rows = bench.engine->refusedRows(id, std::nullopt);
    std::copy_if(rows->begin(), rows->end(), std::back_inserter(out),
                 [](const RefusedRow& row) { return row.fate == Fate::Refused || row.fate == Fate::Unprocessed; });
    return out;
}

QStringList leftovers(const ImportBench& bench)
{
    return QDir(bench.engine->home()).entryList({u"rehearsal-*"_s}, QDir::Dirs | QDir::Hidden);
}

/// What reached the org beside sign-in and metadata.
QStringList otherRequests(const SandboxProcess& crm)
{
    QStringList out;
    for (const QJsonValue& request : crm.control(u"wire"_s).value(u"requests"_s).toArray()) {
        const QString path = request[u"path"].toString();
        const bool reads = request[u"method"].toString() == u"GET"_s &&
                           (path.startsWith(u"/crm/v8/settings/"_s) || path == u"/crm/v8/org"_s ||
                            path == u"/crm/v8/users"_s || path.startsWith(u"/sandbox/"_s));
        if (!reads && !path.startsWith(u"/oauth/"_s))
            out.append(request[u"method"].toString() + u' ' + path);
    }
    return out;
}

QString write(const QTemporaryDir& dir, const QString& name, const QByteArray& bytes)
{
    QFile file(dir.filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

ColumnMapping& columnOf(ImportBench& bench, const QString& header)
{
    for (ColumnMapping& column : bench.mapping.columns) {
        if (column.header == header)
            return column;
    }
    qFatal("no column %s", qPrintable(header));
}

} // namespace

class TestFlowRehearsal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsTheRealImport()
    {
        SandboxProcess crm;
        QVERIFY(crm.isRunning());
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        const auto id = bench.prepare(crm.sample(4'000), u"Contacts"_s);
        QVERIFY(id);
        const int born = bench.mapping.columnFor(u"Date_of_Birth"_s)->column;
        const int name = bench.mapping.columnFor(u"Last_Name"_s)->column;
        RehearsalPlan plan = planOf(bench);
        plan.fixes.set({RowNumber(1), name, QString(81, u'x')});
        plan.fixes.set({RowNumber(2), born, u"30/02/2001"_s});
        plan.fixes.leftOut = {RowNumber(7), RowNumber(8)};
        plan.heldBack = {{RowNumber(9), u"TOO_MANY_CELLS"_s}};
        const Outcome out = rehearse(bench, plan);
        QVERIFY(out.ok());
        QVERIFY(out.steps.contains(RehearsalProgress::Step::Sending));
        QCOMPARE(otherRequests(crm), QStringList());
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toInt(), 0);
        QCOMPARE(leftovers(bench), QStringList());
        QCOMPARE(bench.engine->imports().size(), 1);
        QCOMPARE(bench.snapshot(*id).record.state, ImportState::Draft);

        QVERIFY(bench.engine->addFixes(
            *id, {{RowNumber(1), name, QString(81, u'x')}, {RowNumber(2), born, u"30/02/2001"_s}}));
        QVERIFY(bench.engine->setLeftOut(*id, {RowNumber(7), RowNumber(8)}, true));
        QVERIFY(bench.engine->start(*id, bench.file, bench.fields, plan.heldBack));
        QVERIFY(bench.rest(*id));
        const ImportSnapshot real = bench.snapshot(*id);
        QVERIFY(real.fates.refused > 30);
        QCOMPARE(out.report().refused, refusedIn(bench, *id));
        QCOMPARE(out.report().fates, real.fates);
        QCOMPARE(out.report().causes, bench.engine->causes(*id));
        QCOMPARE(out.report().rows.value, 4'000);
    }

    /// The org's own picklist, unique and mandatory fields count, not those of the local CRM's built-in org.
    void rulesOfTheOrgsOwn()
    {
        QTemporaryDir dir;
        const QString rules = dir.filePath(u"rules"_s);
        QVERIFY(QDir().mkpath(rules));
        QVERIFY(!write(dir, u"rules/own.jsonl"_s,
                       R"({"event":"module","module":"Machines","label":"Machines","singular":"Machine","kind":"custom"}
{"event":"field","module":"Machines","field":"Name","label":"Name","type":"text","length":20,"mandatory":true}
{"event":"field","module":"Machines","field":"Serial","label":"Serial","type":"text","length":10,"unique":true,"custom":true}
{"event":"field","module":"Machines","field":"Colour","label":"Colour","type":"picklist","values":["Red","Green"],"custom":true}
{"event":"field","module":"Machines","field":"Weight","label":"Weight","type":"integer","length":9,"custom":true}
)")
                     .isEmpty());
        SandboxProcess crm({u"--metadata"_s, rules});
        QVERIFY(crm.isRunning());
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QByteArray csv = "Name,Serial,Colour,Weight\n";
        for (int i = 1; i <= 200; ++i)
            csv += (i % 11 ? "M" + QByteArray::number(i) : QByteArray(i % 2 ? 21 : 0, 'x')) + ",S" +
                   QByteArray::number(i % 13 ? i : 13) + ',' + (i % 7 ? "Red" : "Mauve") + ',' +
                   (i % 17 ? QByteArray::number(i) : "heavy") + '\n';
        const auto id = bench.prepare(write(dir, u"machines.csv"_s, csv), u"Machines"_s);
        QVERIFY(id);
        QCOMPARE(bench.mapping.matchedColumns(), 4);
        const Outcome out = rehearse(bench, planOf(bench));
        QVERIFY(out.ok());
        QVERIFY(bench.start(*id) && bench.rest(*id));
        QVERIFY(out.report().refused.size() > 40);
        QCOMPARE(out.report().refused, refusedIn(bench, *id));
        QCOMPARE(out.report().fates, bench.snapshot(*id).fates);
    }

    /// Parents by name, users by e-mail: what the org has is taken as existing, users are the org's own.
    void parentsAreTakenAsExisting()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QTemporaryDir dir;
        const QString user = bench.engine->connection().user.email;
        QVERIFY(!user.isEmpty());
        QByteArray csv = "Last Name,Firm,Owned by\n";
        for (int i = 0; i < 300; ++i)
            csv += "Person " + QByteArray::number(i) + ",Invented Firm " + QByteArray::number(i % 120) + ',' +
                   (i % 50 ? user.toUtf8() : "nobody@example.org") + '\n';
        const auto id = bench.prepare(write(dir, u"people.csv"_s, csv), u"Contacts"_s);
        QVERIFY(id);
        columnOf(bench, u"Firm"_s).field = u"Account_Name"_s;
        columnOf(bench, u"Firm"_s).findBy = u"Account_Name"_s;
        columnOf(bench, u"Owned by"_s).field = u"Owner"_s;
        columnOf(bench, u"Owned by"_s).findBy = u"email"_s;
        Outcome out = rehearse(bench, planOf(bench));
        QVERIFY(out.ok());
        QCOMPARE(out.report().recordsMade, 120);
        QCOMPARE(out.report().fates.added, 294);
        QCOMPARE(out.report().refused.size(), 6U);
        QVERIFY(out.report().refused.front().errors.contains(u"Owner"_s));
        QVERIFY2(out.report().assumptions.join(u'\n').contains(u"120"_s),
                 qPrintable(out.report().assumptions.join(u'\n')));

        // More than may be prepared: the column is not rehearsed, and that is said.
        RehearsalPlan few = planOf(bench);
        few.mostRecords = 100;
        out = rehearse(bench, few);
        QVERIFY(out.ok());
        QCOMPARE(out.report().recordsMade, 0);
        QCOMPARE(out.report().fates.added, 294);
        QVERIFY(out.report().assumptions.join(u'\n').contains(u"Firm"_s));

        // By id: the local CRM has other ids, and nobody sees them.
        columnOf(bench, u"Firm"_s).findBy = u"id"_s;
        std::vector<Fix> ids;
        RehearsalPlan byId = planOf(bench);
        for (int i = 0; i < 300; ++i)
            byId.fixes.set({RowNumber(i + 1), columnOf(bench, u"Firm"_s).column,
                            u"57257670000020940%1"_s.arg(i % 90, 2, 10, QChar(u'0'))});
        out = rehearse(bench, byId);
        QVERIFY(out.ok());
        QCOMPARE(out.report().recordsMade, 90);
        QCOMPARE(out.report().fates.added, 294);
        QCOMPARE(otherRequests(crm), QStringList());
    }

    void updates_data()
    {
        QTest::addColumn<QString>("key");
        QTest::newRow("unique field") << u"Email"_s;
        QTest::newRow("record id") << u"id"_s;
    }

    void updates()
    {
        QFETCH(QString, key);
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QTemporaryDir dir;
        QByteArray csv = "Key,Phone,Born\n";
        for (int i = 0; i < 250; ++i) {
            const QByteArray number = QByteArray::number(i).rightJustified(3, '0');
            csv += (key == u"id"_s ? "5725767000002094" + number : "p" + number + "@example.com") + ",+49 30 1234" +
                   number + ',' + (i % 25 ? "2001-02-03" : "2001-02-31") + '\n';
        }
        const auto id = bench.prepare(write(dir, u"updates.csv"_s, csv), u"Contacts"_s, Operation::Update, key);
        QVERIFY(id);
        columnOf(bench, u"Key"_s).field = key;
        columnOf(bench, u"Born"_s).field = u"Date_of_Birth"_s;
        columnOf(bench, u"Born"_s).conversion.datePattern = u"yyyy-MM-dd"_s;
        Outcome out = rehearse(bench, planOf(bench));
        QVERIFY(out.ok());
        QCOMPARE(out.report().recordsMade, 250);
        QCOMPARE(out.report().fates.updated, 240);
        QCOMPARE(out.report().refused.size(), 10U);
        QCOMPARE(out.report().refused.front().row, RowNumber(1));
        QVERIFY(out.report().refused.front().errors.contains(u"Date_of_Birth"_s));

        RehearsalPlan few = planOf(bench);
        few.mostRecords = 100;
        out = rehearse(bench, few);
        QVERIFY(out.ok());
        QCOMPARE(out.report().fates.updated, 96);
        QCOMPARE(out.report().fates.leftOut, 150);
    }

    void cancelLeavesNothingBehind_data()
    {
        QTest::addColumn<int>("step");
        for (const auto step :
             {RehearsalProgress::Step::Rules, RehearsalProgress::Step::Records, RehearsalProgress::Step::Sending})
            QTest::newRow(qPrintable(stepName(step))) << int(step);
    }

    void cancelLeavesNothingBehind()
    {
        QFETCH(int, step);
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QVERIFY(bench.prepare(crm.sample(20'000), u"Contacts"_s));
        SystemClock clock;
        std::optional<Result<RehearsalReport>> answer;
        Rehearsal rehearsal(*bench.engine, clock, planOf(bench));
        bool asked = false;
        rehearsal.start(
            [&](const RehearsalProgress& progress) {
                if (int(progress.step) >= step && !std::exchange(asked, true))
                    rehearsal.cancel();
            },
            [&](const Result<RehearsalReport>& result) { answer = result; });
        QVERIFY(QTest::qWaitFor([&] { return answer.has_value(); }, 120'000));
        QVERIFY(asked);
        QVERIFY(!*answer);
        QCOMPARE(answer->error().kind, FailureKind::Cancelled);
        QCOMPARE(leftovers(bench), QStringList());
        QCOMPARE(otherRequests(crm), QStringList());
    }

    void destroyedInTheMiddle()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QVERIFY(bench.prepare(crm.sample(5'000), u"Contacts"_s));
        SystemClock clock;
        bool sending = false;
        {
            Rehearsal rehearsal(*bench.engine, clock, planOf(bench));
            rehearsal.start(
                [&](const RehearsalProgress& p) { sending = sending || p.step == RehearsalProgress::Step::Sending; },
                [](const Result<RehearsalReport>&) { QFAIL("nobody is there to answer"); });
            QVERIFY(QTest::qWaitFor([&] { return sending; }, 60'000));
        }
        QCOMPARE(leftovers(bench), QStringList());
    }

    void aProgramThatIsMissingIsSaid()
    {
        SandboxProcess crm;
        ImportBench bench(crm);
        QVERIFY(bench.connect());
        QVERIFY(bench.prepare(crm.sample(50), u"Contacts"_s));
        RehearsalPlan plan = planOf(bench);
        plan.program = u"/nowhere/stevedore-sandbox"_s;
        const Outcome out = rehearse(bench, plan);
        QVERIFY(out.answer && !out.ok());
        QVERIFY(out.answer->error().sentence.contains(u"stevedore-sandbox"_s));
        QCOMPARE(leftovers(bench), QStringList());
    }

    void usersComeInPages()
    {
        const auto first = withUsersPage({}, R"({"users":[{"id":"1"}],"info":{"more_records":true}})");
        QVERIFY(first && first->more);
        const auto second = withUsersPage(first->all, R"({"users":[{"id":"2"}],"info":{"more_records":false}})");
        QVERIFY(second && !second->more);
        QCOMPARE(QJsonDocument::fromJson(second->all)[u"users"].toArray().size(), 2);
        QVERIFY(!withUsersPage({}, ""));
        QVERIFY(!withUsersPage({}, R"({"code":"NO_PERMISSION"})"));
    }
};

QTEST_GUILESS_MAIN(TestFlowRehearsal)
#include "tst_flow_rehearsal.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Dry runs against the real local CRM: what is foretold is held against what then happens.
#include "csv/csvwriter.h"
#include "mapping/rowcheck.h"
#include "support/importbench.h"
#include "transfer/dryrun/dryrunner.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <map>
#include <random>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

using Table = QList<QStringList>; ///< the first row is the header
using Outcome = Result<std::shared_ptr<const DryRun>>;

const QString readPath = u"/crm/bulk/v8/read"_s;
const QString coqlPath = u"/crm/v8/coql"_s;

/// Without the right to use COQL, everything is read in bulk.
QStringList bulkOnly()
{
    return {u"--scopes"_s, u"ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.bulk.ALL,ZohoFiles.files.ALL,"
                           "ZohoCRM.org.READ,ZohoCRM.users.READ"_s};
}

/// A clock on which waiting takes a fiftieth of the time.
class HurriedClock final : public Clock
{
public:
    QDateTime now() const override { return m_clock.now(); }
    void callAfter(std::chrono::milliseconds delay, QObject* context, std::function<void()> function) override
    {
        m_clock.callAfter(delay / 50, context, std::move(function));
    }

private:
    SystemClock m_clock;
};

class DryBench
{
public:
    explicit DryBench(const QStringList& options = {}) : crm(options), m_import(crm, &m_clock) {}

    bool connect() { return crm.isRunning() && m_import.connect(); }
    Engine& engine() { return *m_import.engine; }
    ImportBench& import() { return m_import; }

    /// Writes the table as a file and makes an import of it. References by name where `findBy` says so.
    void open(const Table& table, const QString& module, Operation operation, const QString& key = {},
              bool erase = false, const QMap<QString, QString>& findBy = {})
    {
        std::string text;
        CsvWriter writer(text);
        for (const QStringList& row : table)
            writer.row(row);
        const QString path = m_dir.filePath(u"file%1.csv"_s.arg(++m_files));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.data(), qint64(text.size()));
        file.close();
        const auto prepared = m_import.prepare(path, module, operation, key);
        QVERIFY2(prepared, qPrintable(prepared ? QString() : prepared.error().sentence));
        id = *prepared;
        Mapping& mapping = m_import.mapping;
        mapping.findBy = key;
        mapping.eraseEmpty = erase;
        for (ColumnMapping& column : mapping.columns) {
            column.field = column.header;
            column.findBy = findBy.value(column.field);
            column.conversion = {};
        }
        const auto set = m_import.engine->setMapping(id, mapping, m_import.fields, m_import.file->knownRows());
        QVERIFY2(set, qPrintable(set ? QString() : set.error().sentence));
        const QStringList problems = mappingProblems(mapping, m_import.fields);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(u' ')));
    }

    DryRunRequest request()
    {
        const CancelFlag never = false;
        const auto report = checkRows(
            m_import.file, m_import.mapping, m_import.fields, engine().fixes(id), [](qint64, qint64) {}, never);
        return {m_import.file, m_import.mapping, m_import.fields, engine().fixes(id), report->errorRows};
    }

    Outcome dryRun()
    {
        std::optional<Outcome> outcome;
        engine().dryRun(
            request(), &engine(), [](const DryRunProgress&) {}, [&](const Outcome& o) { outcome = o; });
        if (!QTest::qWaitFor([&] { return outcome.has_value(); }, 120'000))
            return fail(FailureKind::Usage, u"it did not end"_s);
        return *outcome;
    }

    /// The letters of the kinds, row by row: n c s x(ists) -(not found) r ?(not comparable) a ; '.' for none.
    QString kinds()
    {
        last = dryRun();
        if (!last)
            return last.error().sentence;
        QString out(int(m_import.file->knownRows().value), u'.');
        const QString letters = u"ncsx-r?a"_s;
        for (std::size_t kind = 0; kind < dryRunKinds; ++kind)
            for (const RowNumber row : (*last)->report().rows[kind])
                out[row.value - 1] = letters[qsizetype(kind)];
        return out;
    }

    /// "Field: old -> new" of a row.
    QStringList changes(qint64 row)
    {
        QStringList out;
        const auto found = (*last)->changes(RowNumber(row));
        for (const CellChange& change : found.value_or(std::vector<CellChange>{}))
            out.append(u"%1: %2 -> %3%4"_s.arg(change.field, change.oldValue, change.newValue,
                                               change.certain ? u""_s : u" ?"_s));
        return out;
    }

    void send()
    {
        const auto started = m_import.start(id);
        QVERIFY2(started, qPrintable(started ? QString() : started.error().sentence));
        QVERIFY(m_import.rest(id));
        QCOMPARE(m_import.snapshot(id).record.state, ImportState::Finished);
    }

    /// Creates the records of the table.
    void create(const Table& table, const QString& module, const QMap<QString, QString>& findBy = {})
    {
        open(table, module, Operation::Insert, {}, false, findBy);
        send();
        QCOMPARE(m_import.snapshot(id).fates.added, table.size() - 1);
    }

private:
    QTemporaryDir m_dir;
    HurriedClock m_clock;
    int m_files = 0;

public:
    SandboxProcess crm;

private:
    ImportBench m_import;

public:
    ImportId id;
    Outcome last = fail(FailureKind::Usage, {});
};

QString writeScenario(const QTemporaryDir& dir, const QJsonArray& rules)
{
    const QString path = dir.filePath(u"scenario.json"_s);
    QFile file(path);
    (void)file.open(QIODevice::WriteOnly);
    file.write(QJsonDocument(QJsonObject{{u"rules"_s, rules}}).toJson());
    return path;
}

void routes()
{
    QTest::addColumn<QStringList>("options");
    QTest::newRow("coql") << QStringList{};
    QTest::newRow("bulk") << bulkOnly() + QStringList{u"--read-page-size"_s, u"5"_s};
}

/// Contacts with keys in mixed case.
Table contacts(int from, int to, const QString& city = u"Bonn"_s)
{
    Table table{{u"Email"_s, u"Last_Name"_s, u"Mailing_City"_s}};
    for (int i = from; i <= to; ++i)
        table.append({u"Person%1@Example.com"_s.arg(i), u"Name %1"_s.arg(i), city});
    return table;
}

Table lowerKeys(Table table)
{
    for (qsizetype i = 1; i < table.size(); ++i)
        table[i][0] = table[i][0].toLower();
    return table;
}

} // namespace

class TestFlowDryRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothRoutes_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("coql") << QStringList{};
        QTest::newRow("bulk") << bulkOnly();
        QTest::newRow("bulk, pages") << bulkOnly() + QStringList{u"--read-page-size"_s, u"7"_s};
        for (const char* quirk :
             {"read-header-Id", "read-queued", "read-result-early", "read-zip-type", "errors-in-data"})
            QTest::newRow(quirk) << bulkOnly() + QStringList{u"--quirk"_s, QString::fromLatin1(quirk)};
    }

    /// Rows 1 to 5 are there as they are, 6 to 10 with another city, 11 and 12 are not; 13 has no name.
    void bothRoutes()
    {
        QFETCH(QStringList, options);
        DryBench bench(options);
        QVERIFY(bench.connect());
        bench.create(contacts(1, 20), u"Contacts"_s);
        Table table = contacts(1, 5) + contacts(6, 10, u"Kiel"_s).mid(1) + contacts(31, 32).mid(1);
        table.append({u"person33@example.com"_s, QString(), u"Bonn"_s});

        bench.open(table, u"Contacts"_s, Operation::Insert);
        QCOMPARE(bench.kinds(), u"nnnnnnnnnnnnr"_s);
        QCOMPARE((*bench.last)->report().route, DryRunReport::Route::None);
        QCOMPARE((*bench.last)->report().credits, 0);
        QCOMPARE(bench.crm.wireCount(u"POST"_s, readPath) + bench.crm.wireCount(u"POST"_s, coqlPath), 0);

        bench.open(table, u"Contacts"_s, Operation::Insert, u"Email"_s);
        QCOMPARE(bench.kinds(), u"xxxxxxxxxxnnr"_s);
        bench.open(table, u"Contacts"_s, Operation::Upsert, u"Email"_s);
        QCOMPARE(bench.kinds(), u"sssssccccc"
                                "nnr"_s);
        QCOMPARE(bench.changes(6), QStringList{u"Mailing_City: Bonn -> Kiel"_s});
        QCOMPARE(bench.changes(1), QStringList());
        QCOMPARE(bench.changes(11), QStringList());
        const bool coql = options.isEmpty();
        const DryRunReport& report = (*bench.last)->report();
        QCOMPARE(report.route, coql ? DryRunReport::Route::Coql : DryRunReport::Route::BulkRead);
        QCOMPARE(report.records, coql ? 10 : 20);
        QCOMPARE(report.credits, coql ? 1 : options.contains(u"--read-page-size"_s) ? 150 : 50);
        QVERIFY(report.readAt.isValid());
        bench.open(table, u"Contacts"_s, Operation::Update, u"Email"_s);
        // Without a name a row may be updated: the name stays.
        QCOMPARE(bench.kinds(), u"sssssccccc"
                                "---"_s);
    }

    void keysInAnyCase_data() { routes(); }
    void keysInAnyCase()
    {
        QFETCH(QStringList, options);
        DryBench bench(options);
        QVERIFY(bench.connect());
        bench.create(contacts(1, 12), u"Contacts"_s);
        bench.open(lowerKeys(contacts(1, 3)), u"Contacts"_s, Operation::Update, u"Email"_s);
        // Found, and the only thing that would change is the case of the key.
        QCOMPARE(bench.kinds(), u"ccc"_s);
        QCOMPARE(bench.changes(2), QStringList{u"Email: Person2@Example.com -> person2@example.com"_s});
    }

    void largeIds_data() { routes(); }
    void largeIds()
    {
        QFETCH(QStringList, options);
        DryBench bench(options);
        QVERIFY(bench.connect());
        bench.create(contacts(1, 5), u"Contacts"_s);
        const auto idOf = [&](int i) {
            return bench.crm.sql(u"select cast(id as text) from Contacts where Last_Name='Name %1'"_s.arg(i))
                .toString();
        };
        QVERIFY(idOf(1).toLongLong() > (1LL << 53));
        const QString next = QString::number(idOf(5).toLongLong() + 1);
        const Table table{{u"id"_s, u"Mailing_City"_s},
                          {idOf(1), u"Bonn"_s},
                          {idOf(2), u"Kiel"_s},
                          {next, u"Bonn"_s},
                          {idOf(5), u"Bonn"_s}};
        bench.open(table, u"Contacts"_s, Operation::Update, u"id"_s);
        QCOMPARE(bench.kinds(), u"sc-s"_s);
        bench.open({{u"id"_s, u"Last_Name"_s}, {next, u"x"_s}, {idOf(4), u"Name 4"_s}}, u"Contacts"_s,
                   Operation::Upsert, u"id"_s);
        QCOMPARE(bench.kinds(), u"-s"_s);
    }

    /// Each value once as the CRM has it in another form, and once changed.
    void valuesByType_data() { routes(); }
    void valuesByType()
    {
        QFETCH(QStringList, options);
        DryBench bench(options);
        QVERIFY(bench.connect());
        bench.create({{u"Account_Name"_s}, {u"Acme"_s}, {u"Globex"_s}}, u"Accounts"_s);
        const QMap<QString, QString> byName{{u"Account"_s, u"Account_Name"_s}};
        const QStringList header{u"Serial_Number"_s, u"Name"_s,           u"Account"_s,       u"Features"_s,
                                 u"Condition"_s,     u"Weight_kg"_s,      u"Purchase_Date"_s, u"Last_Service"_s,
                                 u"Rented"_s,        u"Inventory_Code"_s, u"Notes_Text"_s};
        const QStringList row{u"S-0"_s,
                              u"Crane"_s,
                              u"Acme"_s,
                              u"Wireless;Outdoor"_s,
                              u"Good"_s,
                              u"1200.5"_s,
                              u"2025-03-01"_s,
                              u"2025-07-01 12:00:00"_s,
                              u"true"_s,
                              u"900719925474099312"_s,
                              u"two\nlines, \"quoted\""_s};
        const QStringList inOtherForms{u"S-0"_s,
                                       u"Crane"_s,
                                       u"ACME"_s,
                                       u"Outdoor;Wireless"_s,
                                       u"good"_s,
                                       u"01200.500"_s,
                                       u"2025-03-01"_s,
                                       u"2025-07-01 12:00:00"_s,
                                       u"true"_s,
                                       u"0900719925474099312"_s,
                                       u"two\nlines, \"quoted\""_s};
        const QMap<int, QString> edits{{1, u"crane"_s},
                                       {2, u"Globex"_s},
                                       {3, u"Wireless"_s},
                                       {4, u"Worn"_s},
                                       {5, u"1200.51"_s},
                                       {6, u"2025-03-02"_s},
                                       {7, u"2025-07-01 12:00:01"_s},
                                       {8, u"false"_s},
                                       {9, u"900719925474099313"_s},
                                       {10, u"two\nlines, \"quoted\" "_s}};
        Table there{header, row};
        Table table{header, inOtherForms};
        for (auto it = edits.begin(); it != edits.end(); ++it) {
            QStringList record = row;
            record[0] = u"S-%1"_s.arg(it.key());
            there.append(record);
            record[it.key()] = it.value();
            table.append(record);
        }
        bench.create(there, u"Equipment"_s, byName);
        bench.open(table, u"Equipment"_s, Operation::Update, u"Serial_Number"_s, false, byName);
        bench.import().mapping.columns[10].conversion.trim = false;
        QCOMPARE(bench.kinds(), u's' + QString(10, u'c'));
        QCOMPARE((*bench.last)->report().route,
                 options.isEmpty() ? DryRunReport::Route::Coql : DryRunReport::Route::BulkRead);
        for (auto it = edits.begin(); it != edits.end(); ++it) {
            const QStringList found = bench.changes(it.key() + 1);
            QCOMPARE(found.size(), 1);
            QVERIFY2(found.first().startsWith(header[it.key()]) && found.first().endsWith(it.value()),
                     qPrintable(found.first()));
        }
        // All of them at once are the same as one by one.
        qsizetype count = 0;
        const CancelFlag never = false;
        QVERIFY((*bench.last)
                    ->eachChange(
                        [&](const CellChange& change) {
                            ++count;
                            return change.certain && change.row == RowNumber(count + 1)
                                       ? Result<void>()
                                       : fail(FailureKind::Usage, change.field);
                        },
                        never));
        QCOMPARE(count, edits.size());
    }

    void emptyCells_data() { routes(); }
    void emptyCells()
    {
        QFETCH(QStringList, options);
        DryBench bench(options);
        QVERIFY(bench.connect());
        const QStringList header{u"Serial_Number"_s, u"Name"_s, u"Condition"_s, u"Rented"_s};
        bench.create({header, {u"1"_s, u"A"_s, u"Good"_s, u"true"_s}, {u"2"_s, u"B"_s, {}, u"false"_s}},
                     u"Equipment"_s);
        const Table table{header, {u"1"_s, u"A"_s, {}, u"true"_s}, {u"2"_s, u"B"_s, {}, {}}, {u"1"_s, {}, {}, {}}};
        bench.open(table.mid(0, 3), u"Equipment"_s, Operation::Update, u"Serial_Number"_s, false);
        QCOMPARE(bench.kinds(), u"ss"_s);
        bench.open(table.mid(0, 3), u"Equipment"_s, Operation::Update, u"Serial_Number"_s, true);
        QCOMPARE(bench.kinds(), u"cs"_s);
        QCOMPARE(bench.changes(1), QStringList{u"Condition: Good -> "_s});
        // Whether a ticked checkbox can be erased is not documented.
        bench.open({header, {u"1"_s, u"A"_s, u"Good"_s, {}}}, u"Equipment"_s, Operation::Update, u"Serial_Number"_s,
                   true);
        QCOMPARE(bench.kinds(), u"?"_s);
        QCOMPARE(bench.changes(1), QStringList{u"Rented: true ->  ?"_s});
    }

    void ownersByEmail()
    {
        DryBench bench;
        QVERIFY(bench.connect());
        const QMap<QString, QString> byEmail{{u"Owner"_s, u"email"_s}};
        const QStringList header{u"Email"_s, u"Last_Name"_s, u"Owner"_s};
        bench.create({header,
                      {u"a@example.com"_s, u"A"_s, u"jonas.keller@example.com"_s},
                      {u"b@example.com"_s, u"B"_s, u"soren.holm@example.com"_s}},
                     u"Contacts"_s, byEmail);
        bench.open({header,
                    {u"a@example.com"_s, u"A"_s, u"Jonas.Keller@example.com"_s},
                    {u"b@example.com"_s, u"B"_s, u"jonas.keller@example.com"_s}},
                   u"Contacts"_s, Operation::Upsert, u"Email"_s, false, byEmail);
        QCOMPARE(bench.kinds(), u"sc"_s);
        QCOMPARE((*bench.last)->report().route, DryRunReport::Route::BulkRead);
        QCOMPARE(bench.changes(2), QStringList{u"Owner: soren.holm@example.com -> jonas.keller@example.com"_s});
    }

    /// What the CRM does not let be read is never taken for the same.
    void fieldsOfParentsThatAreRefused()
    {
        const QTemporaryDir dir;
        const QString rules = writeScenario(dir, {QJsonObject{{u"on"_s, u"read.create"_s},
                                                              {u"nth"_s, 1},
                                                              {u"do"_s, u"answer"_s},
                                                              {u"error"_s, u"FIELD_NOT_AVAILABLE"_s}}});
        DryBench bench(bulkOnly() + QStringList{u"--scenario"_s, rules});
        QVERIFY(bench.connect());
        const QMap<QString, QString> byName{{u"Account_Name"_s, u"Account_Name"_s}};
        bench.create({{u"Account_Name"_s}, {u"Acme"_s}}, u"Accounts"_s);
        const Table table{{u"Email"_s, u"Last_Name"_s, u"Account_Name"_s},
                          {u"a@example.com"_s, u"A"_s, u"Acme"_s},
                          {u"b@example.com"_s, u"B"_s, {}}};
        bench.create(table, u"Contacts"_s, byName);
        bench.open(table, u"Contacts"_s, Operation::Update, u"Email"_s, false, byName);
        QCOMPARE(bench.kinds(), u"?s"_s);
        QCOMPARE((*bench.last)->report().unread, QStringList{u"Account_Name"_s});
    }

    void quotesInKeys()
    {
        DryBench bench;
        QVERIFY(bench.connect());
        const QStringList header{u"Serial_Number"_s, u"Name"_s};
        const Table table{header, {u"O'Neil \"1\""_s, u"A"_s}, {u"back\\slash"_s, u"B"_s}};
        bench.create(table, u"Equipment"_s);
        for (const Table& some : {table, table.mid(0, 2), Table{header, table[2]}}) {
            bench.open(some, u"Equipment"_s, Operation::Update, u"Serial_Number"_s);
            QCOMPARE(bench.kinds(), QString(int(some.size()) - 1, u's'));
        }
    }

    void keysThatAreThereTwice_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("coql") << QStringList{};
        QTest::newRow("bulk") << bulkOnly();
    }
    void keysThatAreThereTwice()
    {
        QFETCH(QStringList, options);
        DryBench bench(options);
        QVERIFY(bench.connect());
        const QStringList header{u"Account_Name"_s, u"Phone"_s};
        bench.create({header, {u"Acme"_s, u"1"_s}, {u"Globex"_s, u"2"_s}}, u"Accounts"_s);
        Table more{header};
        for (int i = 0; i < 9; ++i)
            more.append({u"ACME %1"_s.arg(i), u"1"_s});
        bench.create(more, u"Accounts"_s);
        bench.create({header, {u"ACME"_s, u"3"_s}}, u"Accounts"_s);
        const Table table{header, {u"acme"_s, u"1"_s}, {u"Globex"_s, u"2"_s}, {u"ACME 8"_s, u"1"_s}};
        bench.open(table, u"Accounts"_s, Operation::Upsert, u"Account_Name"_s);
        QCOMPARE(bench.kinds(), u"ass"_s);
        bench.open(table, u"Accounts"_s, Operation::Insert, u"Account_Name"_s);
        QCOMPARE(bench.kinds(), u"xxx"_s);
    }

    void fixesAndLeftOutRowsCount()
    {
        DryBench bench;
        QVERIFY(bench.connect());
        bench.create(contacts(1, 3), u"Contacts"_s);
        bench.open(contacts(1, 3), u"Contacts"_s, Operation::Update, u"Email"_s);
        QVERIFY(bench.engine().addFixes(bench.id, {{RowNumber(2), 2, u"Ulm"_s}}));
        QVERIFY(bench.engine().setLeftOut(bench.id, {RowNumber(1)}, true));
        QCOMPARE(bench.kinds(), u".cs"_s);
        QCOMPARE(bench.changes(2), QStringList{u"Mailing_City: Bonn -> Ulm"_s});
    }

    // -- trouble

    void goesOnAfterTrouble_data()
    {
        QTest::addColumn<QJsonObject>("rule");
        const auto rule = [](const QString& on, const QString& what, const QJsonObject& more) {
            QJsonObject out{{u"on"_s, on}, {u"do"_s, what}, {u"nth"_s, 1}};
            for (auto it = more.begin(); it != more.end(); ++it)
                out.insert(it.key(), it.value());
            return out;
        };
        QTest::newRow("download cut off") << rule(u"read.result"_s, u"cut"_s, {{u"at"_s, u"within"_s}});
        QTest::newRow("second page cut off")
            << rule(u"read.result"_s, u"cut"_s, {{u"at"_s, u"within"_s}, {u"nth"_s, 2}});
        QTest::newRow("no zip") << rule(u"read.result"_s, u"answer"_s,
                                        {{u"status"_s, 200}, {u"body"_s, u"PK nonsense"_s}});
        QTest::newRow("details lost") << rule(u"read.details"_s, u"cut"_s, {});
        QTest::newRow("details throttled")
            << rule(u"read.details"_s, u"answer"_s, {{u"error"_s, u"TOO_MANY_REQUESTS"_s}});
        QTest::newRow("create throttled")
            << rule(u"read.create"_s, u"answer"_s, {{u"error"_s, u"TOO_MANY_REQUESTS"_s}});
        QTest::newRow("token stale at create")
            << rule(u"read.create"_s, u"answer"_s, {{u"error"_s, u"INVALID_TOKEN"_s}});
        QTest::newRow("token stale at details")
            << rule(u"read.details"_s, u"answer"_s, {{u"error"_s, u"INVALID_TOKEN"_s}});
        QTest::newRow("token stale at download")
            << rule(u"read.result"_s, u"answer"_s, {{u"error"_s, u"INVALID_TOKEN"_s}});
    }

    void goesOnAfterTrouble()
    {
        QFETCH(QJsonObject, rule);
        const QTemporaryDir dir;
        DryBench bench(bulkOnly() +
                       QStringList{u"--scenario"_s, writeScenario(dir, {rule}), u"--read-page-size"_s, u"8"_s});
        QVERIFY(bench.connect());
        bench.create(contacts(1, 20), u"Contacts"_s);
        bench.open(contacts(1, 19) + contacts(20, 21, u"Kiel"_s).mid(1), u"Contacts"_s, Operation::Upsert, u"Email"_s);
        QCOMPARE(bench.kinds(), QString(19, u's') + u"cn"_s);
        QCOMPARE((*bench.last)->report().records, 20);
        QCOMPARE((*bench.last)->report().credits, 150);
    }

    /// A job whose creation is in doubt is not paid for a second time by itself.
    void lostAnswerToCreate()
    {
        const QTemporaryDir dir;
        const QJsonObject cut{{u"on"_s, u"read.create"_s}, {u"nth"_s, 1}, {u"do"_s, u"cut"_s}, {u"at"_s, u"answer"_s}};
        DryBench bench(bulkOnly() + QStringList{u"--scenario"_s, writeScenario(dir, {cut})});
        QVERIFY(bench.connect());
        bench.open(contacts(1, 5), u"Contacts"_s, Operation::Upsert, u"Email"_s);
        const Outcome outcome = bench.dryRun();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, FailureKind::Network);
        QVERIFY2(outcome.error().sentence.contains(u"50"_s), qPrintable(outcome.error().sentence));
        QCOMPARE(bench.crm.wireCount(u"POST"_s, readPath), 1);
        QCOMPARE(bench.kinds(), u"nnnnn"_s);
    }

    void aFailedJobIsTold()
    {
        const QTemporaryDir dir;
        DryBench bench(
            bulkOnly() +
            QStringList{
                u"--scenario"_s,
                writeScenario(dir, {QJsonObject{{u"on"_s, u"read.job"_s}, {u"nth"_s, 1}, {u"do"_s, u"fail"_s}}})});
        QVERIFY(bench.connect());
        bench.open(contacts(1, 5), u"Contacts"_s, Operation::Upsert, u"Email"_s);
        const Outcome outcome = bench.dryRun();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, FailureKind::Refused);
    }

    void cancelled()
    {
        DryBench bench(bulkOnly() + QStringList{u"--queue-delay"_s, u"3600000"_s});
        QVERIFY(bench.connect());
        bench.open(contacts(1, 5), u"Contacts"_s, Operation::Upsert, u"Email"_s);
        std::optional<Outcome> outcome;
        const quint64 number = bench.engine().dryRun(
            bench.request(), &bench.engine(), [](const DryRunProgress&) {}, [&](const Outcome& o) { outcome = o; });
        QTRY_COMPARE_WITH_TIMEOUT(bench.crm.wireCount(u"POST"_s, readPath), 1, 30'000);
        bench.engine().cancelDryRun(number);
        QTRY_VERIFY(outcome.has_value());
        QVERIFY(!*outcome);
        QCOMPARE(outcome->error().kind, FailureKind::Cancelled);
        // Nothing is left of it on the disk.
        const QDir scratch(bench.engine().scratchFolder());
        QTRY_COMPARE(scratch.entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
        // An engine that ends in the middle of one does not wait for it.
        bench.engine().dryRun(
            bench.request(), &bench.engine(), [](const DryRunProgress&) {}, [](const Outcome&) {});
        bench.import().restart();
    }

    // -- the property

    void foretoldIsWhatHappens_data()
    {
        QTest::addColumn<int>("operation");
        QTest::addColumn<int>("seed");
        QTest::newRow("insert") << int(Operation::Insert) << 1;
        QTest::newRow("update") << int(Operation::Update) << 2;
        QTest::newRow("upsert") << int(Operation::Upsert) << 3;
    }

    void foretoldIsWhatHappens();
};

namespace {

const QStringList propertyHeader{u"Serial_Number"_s, u"Name"_s,          u"Features"_s,     u"Condition"_s,
                                 u"Weight_kg"_s,     u"Purchase_Date"_s, u"Last_Service"_s, u"Rented"_s,
                                 u"Rack_Units"_s,    u"Notes_Text"_s};

class Inventor
{
public:
    explicit Inventor(int seed) : m_random(std::mt19937::result_type(seed)) {}

    int below(int most) { return int(m_random() % unsigned(most)); }
    QString one(const QStringList& of) { return of[below(int(of.size()))]; }
    QString value(int column, int row)
    {
        switch (column) {
        case 0:
            return u"SN-%1"_s.arg(row);
        case 1:
            return u"Thing %1"_s.arg(below(1'000));
        case 2:
            return one(
                {u"Wireless"_s, u"Wireless;Battery"_s, u"Battery;Wireless"_s, u"Display;Outdoor;Calibrated"_s, {}});
        case 3:
            return one({u"New"_s, u"Good"_s, u"good"_s, u"Worn"_s, u"Unheard of"_s, {}});
        case 4:
            return one({u"%1.5"_s.arg(below(50)), u"%1.50"_s.arg(below(50)), u"-0"_s, u"0%1"_s.arg(below(50)), {}});
        case 5:
            return one({u"2025-0%1-1%2"_s.arg(1 + below(9)).arg(below(10)), {}});
        case 6:
            // Winter and summer time, but not the hours in which they change.
            return one({u"2025-%1-15 0%2:30:00"_s.arg(1 + below(12), 2, 10, QChar(u'0')).arg(below(10)), {}});
        case 7:
            return one({u"true"_s, u"false"_s});
        case 8:
            return one({QString::number(below(5)), u"00%1"_s.arg(below(5)), u"seven"_s, {}});
        default:
            return one({u"a, \"b\""_s, u"two\nlines"_s, u"Grüße"_s, u"'"_s, {}});
        }
    }
    QStringList row(int number)
    {
        QStringList out;
        for (int column = 0; column < propertyHeader.size(); ++column)
            out.append(value(column, number));
        return out;
    }

private:
    std::mt19937 m_random;
};

/// What the CRM has of each key, as one text.
std::map<QString, QString> contents(const SandboxProcess& crm)
{
    QStringList columns;
    for (const QString& name : propertyHeader)
        columns.append(u"coalesce(\"%1\", '~')"_s.arg(name));
    const QString all = crm.sql(u"select group_concat(Serial_Number || char(2) || %1, char(1)) from Equipment"_s.arg(
                                    columns.join(u" || char(3) || "_s)))
                            .toString();
    std::map<QString, QString> out;
    for (const QString& record : all.split(QChar(1), Qt::SkipEmptyParts)) {
        // The order of a multi-select's values means nothing.
        QStringList values = record.section(QChar(2), 1).split(QChar(3));
        QStringList features = values[2].split(u';');
        features.sort();
        values[2] = features.join(u';');
        out[record.section(QChar(2), 0, 0)] = values.join(QChar(3));
    }
    return out;
}

} // namespace

/// 5,000 rows, half of them in the CRM, some of those changed since.
void TestFlowDryRun::foretoldIsWhatHappens()
{
    QFETCH(int, operation);
    QFETCH(int, seed);
    constexpr int rows = 5'000;
    DryBench bench({u"--read-page-size"_s, u"2000"_s});
    QVERIFY(bench.connect());
    Inventor inventor(seed);
    Table all{propertyHeader};
    Table there{propertyHeader};
    for (int i = 1; i <= rows; ++i) {
        QStringList row = inventor.row(i);
        if (inventor.below(2) == 0) {
            QStringList good = row;
            good[8] = good[8] == u"seven"_s ? u"7"_s : good[8];
            there.append(good);
            if (inventor.below(3) == 0) {
                const int column = 1 + inventor.below(int(propertyHeader.size()) - 1);
                row[column] = inventor.value(column, i);
            }
        }
        all.append(row);
    }
    bench.create(there, u"Equipment"_s);
    const auto before = contents(bench.crm);
    QCOMPARE(qsizetype(before.size()), there.size() - 1);

    bench.open(all, u"Equipment"_s, Operation(operation), u"Serial_Number"_s);
    const QString kinds = bench.kinds();
    QCOMPARE(kinds.size(), rows);
    QCOMPARE((*bench.last)->report().route, DryRunReport::Route::BulkRead);
    bench.send();
    const auto after = contents(bench.crm);
    QMap<QChar, int> counts;
    for (int i = 1; i <= rows; ++i) {
        const QString key = u"SN-%1"_s.arg(i);
        const auto history = bench.engine().history(bench.id, RowNumber(i));
        const Fate fate = history.isEmpty() ? Fate::Added : history.last().outcome.fate;
        const QChar kind = kinds[i - 1];
        ++counts[kind];
        const bool was = before.contains(key);
        const bool changed = was && before.at(key) != after.at(key);
        const QString what = u"row %1 (%2): %3"_s.arg(i).arg(kind).arg(all[i].join(u'|'));
        QVERIFY2((kind == u'n') == (!was && after.contains(key)), qPrintable(what));
        QVERIFY2((kind == u'c') == changed, qPrintable(what));
        if (!history.isEmpty()) {
            // Of a row that is there already, an insert does not look at the values.
            if (kind != u'r' || fate != Fate::Skipped)
                QVERIFY2((kind == u'r' || kind == u'-') == (fate == Fate::Refused), qPrintable(what));
            QVERIFY2((kind == u'c' || kind == u's') == (fate == Fate::Updated), qPrintable(what));
            QVERIFY2(kind != u'x' || fate == Fate::Skipped, qPrintable(what));
        }
    }
    QVERIFY(counts[u'r'] > 500);
    QCOMPARE(counts[u'?'] + counts[u'a'] + counts[u'.'], 0);
    QVERIFY(Operation(operation) == Operation::Insert ? counts[u'x'] > 1'500
                                                      : counts[u's'] > 1'000 && counts[u'c'] > 200);
    if (Operation(operation) == Operation::Insert)
        return;
    // Sent once, nothing is left to do: what was new or changed is the same now.
    QString settled = kinds;
    settled.replace(u'c', u's').replace(u'n', u's');
    QCOMPARE(bench.kinds(), settled);
    // Rows that are the same change nothing, all of them together.
    Table same{propertyHeader};
    for (int i = 1; i <= rows; ++i)
        if (settled[i - 1] == u's')
            same.append(all[i]);
    bench.open(same, u"Equipment"_s, Operation(operation), u"Serial_Number"_s);
    bench.send();
    QCOMPARE(bench.import().snapshot(bench.id).fates.updated, same.size() - 1);
    QVERIFY(contents(bench.crm) == after);
}

QTEST_GUILESS_MAIN(TestFlowDryRun)
#include "tst_flow_dryrun.moc"

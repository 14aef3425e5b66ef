// SPDX-License-Identifier: GPL-3.0-or-later
// The command line as scripts see it: the real program as a process, its JSON lines and its exit codes, against the
// real local CRM.
#include "csv/csvfile.h"
#include "csv/csvwriter.h"
#include "support/sandboxprocess.h"
#include "unit/tst_csv_container_support.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

const QString writePath = u"/crm/bulk/v8/write"_s;

struct Run
{
    int code = -1;
    QList<QJsonObject> events;
    QString said; ///< standard error

    QJsonObject last() const { return events.isEmpty() ? QJsonObject() : events.last(); }
    QList<QJsonObject> named(const QString& name) const
    {
        QList<QJsonObject> out;
        for (const QJsonObject& event : events) {
            if (event[u"event"].toString() == name)
                out.append(event);
        }
        return out;
    }
};

/// A home folder and a connection, and runs of the program with them.
class Bench
{
public:
    explicit Bench(const QString& connectionFile = {}) : m_connectionFile(connectionFile) {}

    QString path(const QString& name) const { return m_dir.filePath(name); }

    QString write(const QString& name, const QByteArray& bytes) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

    QStringList words(const QStringList& command) const
    {
        QStringList all{u"--json"_s, u"--home"_s, path(u"home"_s)};
        if (!m_connectionFile.isEmpty())
            all += QStringList{u"--connection-file"_s, m_connectionFile};
        return all + command;
    }

    Run run(const QStringList& command) const
    {
        QProcess process;
        process.start(QStringLiteral(CLI_PROGRAM), words(command));
        if (!process.waitForFinished(400'000))
            process.kill();
        return collect(process);
    }

    /// Ends the program with a signal as soon as `when` says so of an event, and waits for its end.
    Run runUntil(const QStringList& command, int signalNumber,
                 const std::function<bool(const QJsonObject&)>& when) const
    {
        QProcess process;
        process.start(QStringLiteral(CLI_PROGRAM), words(command));
        bool sent = false;
        Run out;
        while (process.state() != QProcess::NotRunning || process.canReadLine()) {
            if (!process.canReadLine() && !process.waitForReadyRead(200'000))
                break;
            while (process.canReadLine()) {
                const QJsonObject event = QJsonDocument::fromJson(process.readLine()).object();
                out.events.append(event);
                if (!sent && when(event)) {
                    sent = true;
                    ::kill(pid_t(process.processId()), signalNumber);
                }
            }
        }
        process.waitForFinished();
        out.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        return out;
    }

private:
    static Run collect(QProcess& process)
    {
        Run out;
        out.code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        out.said = QString::fromUtf8(process.readAllStandardError());
        for (const QByteArray& line : process.readAllStandardOutput().split('\n')) {
            if (line.isEmpty())
                continue;
            QJsonParseError error;
            out.events.append(QJsonDocument::fromJson(line, &error).object());
            if (error.error != QJsonParseError::NoError)
                out.code = -2; // something else than JSON on standard output
        }
        return out;
    }

    QTemporaryDir m_dir;
    QString m_connectionFile;
};

/// Corrects a failures file as a person would and answers with the new file's path.
QString corrected(const Bench& bench, const QString& failed)
{
    const CancelFlag never = false;
    auto file = CsvFile::open(failed, Dialect{}, bench.path(u""_s)).value();
    if (!file->index([](qint64, qint64) {}, never))
        return {};
    const QStringList names = file->columns();
    std::string text;
    CsvWriter writer(text);
    writer.row(names);
    for (RowNumber row(1); row.value <= file->knownRows().value; ++row) {
        QStringList cells = file->rows(row, 1)->front().cells;
        QString& mail = cells[names.indexOf(u"E-mail"_s)];
        const QString errors = cells[names.indexOf(u"_errors"_s)];
        if (errors.contains(u"Last_Name"_s))
            cells[names.indexOf(u"Last Name"_s)] = u"(unknown)"_s;
        else if (errors.startsWith(u"DUPLICATE"_s))
            mail = u"row"_s + cells[0] + u"@example9.com"_s;
        else if (errors.contains(u"Email"_s))
            mail.replace(u"(at)"_s, u"@"_s);
        else
            cells[names.indexOf(u"Born"_s)].clear();
        writer.row(cells);
    }
    return bench.write(u"fixed.csv"_s, QByteArray::fromStdString(text));
}

} // namespace

class TestCli : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // -- files, no network

    void previewShowsRowsAsTheyAre()
    {
        const Bench bench;
        const QString path = bench.write(
            u"a.csv"_s, "Name;Note;Name\r\nM\xFCller;\"two\r\nlines; \"\"quoted\"\"\";x\r\nshort\r\n1;2;3;4\r\n");
        const Run run = bench.run({u"preview"_s, path, u"--rows"_s, u"1-2"_s});
        QCOMPARE(run.code, 0);
        const auto rows = run.named(u"row"_s);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0][u"row"].toInt(), 1);
        QCOMPARE(rows[0][u"cells"].toArray(), (QJsonArray{u"Müller"_s, u"two\r\nlines; \"quoted\""_s, u"x"_s}));
        QCOMPARE(rows[1][u"cells"].toArray(), (QJsonArray{u"short"_s, u""_s, u""_s}));
        const QJsonObject summary = run.last();
        QCOMPARE(summary[u"event"].toString(), u"summary"_s);
        QCOMPARE(summary[u"header"].toArray(), (QJsonArray{u"Name"_s, u"Note"_s, u"Name"_s}));
        QCOMPARE(summary[u"row_count"].toInt(), 3);
        QCOMPARE(summary[u"encoding"].toString().toLower(), u"windows-1252"_s);
        QCOMPARE(summary[u"delimiter"].toString(), u";"_s);
        QCOMPARE(summary[u"findings"].toArray().size(), 3);
    }

    void readingIsChosen()
    {
        const Bench bench;
        const QString path = bench.write(u"odd.csv"_s, "a^b\n# not a row\n'x^y'^1\\^2\n");
        const QStringList preview{u"preview"_s, path, u"--delimiter"_s, u"^"_s, u"--quote"_s, u"'"_s};
        Run run = bench.run(preview + QStringList{u"--escape"_s, u"\\"_s, u"--comment"_s, u"#"_s});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.named(u"row"_s).size(), 1);
        QCOMPARE(run.named(u"row"_s).first()[u"cells"].toArray(), (QJsonArray{u"x^y"_s, u"1^2"_s}));
        QCOMPARE(run.last()[u"quote"].toString(), u"'"_s);
        QCOMPARE(run.last()[u"escape"].toString(), u"\\"_s);
        QCOMPARE(run.last()[u"comment"].toString(), u"#"_s);
        // Characters that contradict each other, and what is none.
        QCOMPARE(bench.run(preview + QStringList{u"--comment"_s, u"^"_s}).code, 2);
        QCOMPARE(bench.run(preview + QStringList{u"--escape"_s, u"ab"_s}).code, 2);
    }

    void bytesThatAreNoTextAreTold()
    {
        const Bench bench;
        const Run run = bench.run({u"preview"_s, bench.write(u"broken.csv"_s, "a,b\n\xC3\xA4,1\n2,x\xFFy\n"_ba),
                                   u"--encoding"_s, u"UTF-8"_s});
        const QJsonObject finding = run.last()[u"findings"].toArray().first().toObject();
        QCOMPARE(finding[u"code"].toString(), u"invalid-bytes"_s);
        QCOMPARE(finding[u"rows"].toArray(), QJsonArray{2});
        QCOMPARE(finding[u"cells"].toArray(), (QJsonArray{QJsonObject{{u"row"_s, 2}, {u"column"_s, 1}}}));
    }

    void packedFilesAreSources()
    {
        const Bench bench;
        const QString zip = bench.write(
            u"two.zip"_s, csvtest::zipOf({{u"one.csv"_s, "a,b\n1,2\n"}, {u"two.csv"_s, "x;y\n3;4\n5;6\n"}}));
        Run run = bench.run({u"preview"_s, zip});
        QCOMPARE(run.last()[u"row_count"].toInt(), 1);
        QCOMPARE(run.last()[u"sheets"].toArray(), (QJsonArray{u"one.csv"_s, u"two.csv"_s}));
        run = bench.run({u"preview"_s, zip, u"--sheet"_s, u"two.csv"_s});
        QCOMPARE(run.last()[u"sheet"].toString(), u"two.csv"_s);
        QCOMPARE(run.last()[u"row_count"].toInt(), 2);
        QCOMPARE(run.named(u"row"_s).last()[u"cells"].toArray(), (QJsonArray{u"5"_s, u"6"_s}));
        run = bench.run({u"preview"_s, zip, u"--sheet"_s, u"three.csv"_s});
        QCOMPARE(run.code, 2);
        QVERIFY2(run.said.contains(u"one.csv"_s), qPrintable(run.said));
        run = bench.run({u"profile"_s, bench.write(u"c.csv.gz"_s, csvtest::gzipOf("a,b\n1,2\n3,\n"))});
        QCOMPARE(run.named(u"column"_s).last()[u"filled"].toInt(), 1);
        const QString book =
            bench.write(u"book.xlsx"_s, csvtest::xlsxOf("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>"
                                                        "<t>Id</t></is></c></row><row r=\"2\"><c r=\"A2\">"
                                                        "<v>572576700000041234</v></c></row>"));
        run = bench.run({u"preview"_s, book});
        QCOMPARE(run.named(u"row"_s).first()[u"cells"].toArray(), QJsonArray{u"572576700000041234"_s});
    }

    void badFilesGetOneSentence_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("line breaks only") << QByteArray("\r\n\r\n");
        QTest::newRow("binary") << QByteArray("\x7F"
                                              "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0",
                                              20)
                                       .repeated(20);
        QTest::newRow("spreadsheet")
            << QByteArray("PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0", 14).append(QByteArray(200, '\x01'));
    }

    void badFilesGetOneSentence()
    {
        QFETCH(QByteArray, bytes);
        const Bench bench;
        const QString path = bench.write(u"bad.csv"_s, bytes);
        const Run run = bench.run({u"preview"_s, path});
        QCOMPARE(run.code, 3);
        QVERIFY2(run.said.contains(u"bad.csv"_s), qPrintable(run.said));
        QCOMPARE(run.said.trimmed().count(u'\n'), 0);
    }

    void missingFileAndFolder()
    {
        const Bench bench;
        QCOMPARE(bench.run({u"preview"_s, bench.path(u"none.csv"_s)}).code, 3);
        QCOMPARE(bench.run({u"preview"_s, QDir::tempPath()}).code, 3);
    }

    void usage_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QStringList{};
        QTest::newRow("no such command") << QStringList{u"improt"_s};
        QTest::newRow("no such option") << QStringList{u"preview"_s, u"x.csv"_s, u"--moduel"_s};
        QTest::newRow("value missing") << QStringList{u"preview"_s, u"x.csv"_s, u"--rows"_s};
        QTest::newRow("one word too many") << QStringList{u"preview"_s, u"x.csv"_s, u"y.csv"_s};
        QTest::newRow("no such import") << QStringList{u"status"_s, u"99"_s};
        QTest::newRow("no connection") << QStringList{u"fields"_s, u"--module"_s, u"Contacts"_s};
    }

    void usage()
    {
        QFETCH(QStringList, words);
        const Run run = Bench().run(words);
        QCOMPARE(run.code, 2);
        QVERIFY(!run.said.isEmpty());
    }

    // -- sign-in

    void signInFailures()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        QFile file(crm.connectionFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject connection = QJsonDocument::fromJson(file.readAll()).object();
        connection[u"refresh_token"] = u"1000.wrong.token"_s;
        const Bench wrong(bench.write(u"wrong.json"_s, QJsonDocument(connection).toJson()));
        const Run refused = wrong.run({u"fields"_s, u"--module"_s, u"Contacts"_s});
        QCOMPARE(refused.code, 4);
        QVERIFY(!refused.said.contains(u"wrong.token"_s));
        QCOMPARE(Bench(u"/nowhere.json"_s).run({u"modules"_s}).code, 4);

        const Run good = bench.run({u"fields"_s, u"--module"_s, u"Contacts"_s});
        QCOMPARE(good.code, 0);
        QVERIFY(good.named(u"field"_s).size() > 15);
        QCOMPARE(bench.run({u"fields"_s, u"--module"_s, u"Nonsense"_s}).code, 2);
        crm.stop();
        const Bench away(crm.connectionFile());
        const Run gone = away.run({u"fields"_s, u"--module"_s, u"Contacts"_s});
        QCOMPARE(gone.code, 5);
        QVERIFY2(gone.said.contains(u"127.0.0.1"_s), qPrintable(gone.said));
    }

    // -- check and plan

    void dryRunSaysWhatWouldHappen()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const QString path = bench.write(u"a.csv"_s, "Email,Last Name,Title\na@x.com,A,\nb@x.com,B,Boss\n");
        QCOMPARE(bench.run({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--operation"_s, u"insert"_s}).code, 0);
        const QString next =
            bench.write(u"b.csv"_s, "Email,Last Name,Title\na@x.com,A,\nb@x.com,B,=Chief\nc@x.com,C,\nd@x.com,,\n");
        const QStringList upsert{u"--module"_s, u"Contacts"_s,  u"--operation"_s,
                                 u"upsert"_s,   u"--find-by"_s, u"Email"_s};
        const QString changes = bench.path(u"changes.csv"_s);
        Run run = bench.run(QStringList{u"check"_s, next, u"--changes"_s, changes} + upsert);
        QCOMPARE(run.code, 1);
        const QMap<QString, int> counts{{u"new"_s, 1},       {u"changed"_s, 1},       {u"same"_s, 1},
                                        {u"refused"_s, 1},   {u"skipped"_s, 0},       {u"not_found"_s, 0},
                                        {u"ambiguous"_s, 0}, {u"credits"_s, 1},       {u"records"_s, 2},
                                        {u"rows"_s, 4},      {u"not_comparable"_s, 0}};
        for (auto it = counts.begin(); it != counts.end(); ++it)
            QVERIFY2(run.last()[it.key()].toInt(-1) == it.value(), qPrintable(it.key()));
        QVERIFY(run.last()[u"compared"_s].toBool());
        QFile file(changes);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "row,field,old,new,certain\r\n2,Title,Boss,'=Chief,true\r\n"_ba);

        // Rows that would change nothing are left out, and nothing is missing for that.
        const QString good = bench.write(u"c.csv"_s, "Email,Last Name,Title\na@x.com,A,\nb@x.com,B,Chief\n");
        run = bench.run(QStringList{u"import"_s, good, u"--skip-unchanged"_s} + upsert);
        QCOMPARE(run.code, 0);
        QCOMPARE(run.last()[u"updated"].toInt(), 1);
        QCOMPARE(run.last()[u"left_out"].toInt(), 1);
        QCOMPARE(run.named(u"dry_run"_s).size(), 1);
        run = bench.run(QStringList{u"import"_s, good, u"--skip-unchanged"_s} + upsert);
        QCOMPARE(run.code, 0);
        QCOMPARE(run.last()[u"left_out"].toInt(), 2);
        QCOMPARE(run.last()[u"credits"].toInt(), 0);
        QCOMPARE(crm.wireCount(u"POST"_s, u"/crm/bulk/v8/write"_s), 2);
        QCOMPARE(bench.run({u"import"_s, good, u"--skip-unchanged"_s, u"--module"_s, u"Contacts"_s}).code, 2);
        // Nothing of it stays on the disk.
        QCOMPARE(QDir(bench.path(u"home/scratch"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot), QStringList());
    }

    void checkSaysWhatTheCrmWouldSay()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const QString path = crm.sample(2000);
        const Run run = bench.run(
            {u"check"_s, path, u"--module"_s, u"Contacts"_s, u"--rows-with-errors"_s, bench.path(u"rows.txt"_s)});
        QCOMPARE(run.code, 1);
        QCOMPARE(run.last()[u"rows"].toInt(), 2000);
        QCOMPARE(run.last()[u"rows_with_errors"].toInt(), 16);
        QFile rows(bench.path(u"rows.txt"_s));
        QVERIFY(rows.open(QIODevice::ReadOnly));
        QCOMPARE(rows.readAll().count('\n'), 16);
        const QJsonObject finding = run.named(u"finding"_s).first();
        for (const char* key : {"severity", "code", "column", "field", "count", "samples"})
            QVERIFY2(finding.contains(QLatin1String(key)), key);
        QVERIFY(finding[u"samples"][0][u"row"].toInt() > 0);
    }

    void planWritesWhatWouldBeSent()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const Run run =
            bench.run({u"plan"_s, crm.sample(30'000), u"--module"_s, u"Contacts"_s, u"--out"_s, bench.path(u"out"_s)});
        QCOMPARE(run.code, 0);
        QCOMPARE(run.last()[u"parts"].toInt(), 2);
        QCOMPARE(run.last()[u"rows"].toInt(), 30'000);
        QCOMPARE(QDir(bench.path(u"out"_s)).entryList({u"*.zip"_s}).size(), 2);
        QCOMPARE(crm.wireCount(u"POST"_s, u"/crm/v8/upload"_s), 0);
    }

    void tooManyColumnsAreNamed()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        QByteArray header = "Last Name";
        QByteArray row = "A";
        for (int i = 2; i <= 201; ++i) {
            header += ",Column number " + QByteArray::number(i);
            row += ",x";
        }
        // 201 columns are no trouble as long as at most 200 are mapped.
        const QString path = bench.write(u"wide.csv"_s, header + "\r\n" + row + "\r\n");
        const Run good = bench.run({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--yes"_s});
        QCOMPARE(good.code, 0);
        QJsonArray columns;
        for (int i = 0; i < 201; ++i)
            columns.append(QJsonObject{{u"column"_s, i == 0 ? u"Last Name"_s : u"Column number %1"_s.arg(i + 1)},
                                       {u"index"_s, i},
                                       {u"field"_s, i == 0 ? u"Last_Name"_s : u"F%1"_s.arg(i)}});
        const QJsonObject mapping{
            {u"version"_s, 1}, {u"module"_s, u"Contacts"_s}, {u"operation"_s, u"insert"_s}, {u"columns"_s, columns}};
        const QString json = bench.write(u"m.json"_s, QJsonDocument(mapping).toJson());
        const Run run = bench.run({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--mapping"_s, json, u"--yes"_s});
        QCOMPARE(run.code, 2);
        QVERIFY2(run.said.contains(u"200"_s), qPrintable(run.said));
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
    }

    /// Whoever corrects a mapping file learns all that is wrong with it at once.
    void mappingFileThatDoesNotFit()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const QString path = bench.write(u"c.csv"_s, "Last Name,Mail\r\nA,a@example.com\r\n");
        const QString json = bench.write(u"m.json"_s, R"({"version":1,"module":"Leads","operation":"insert","columns":[
                {"column":"Name","field":"Last_Name"},{"column":"Mail","field":"Nope"},{"column":"Tel","field":"Phone"}]})");
        const Run run = bench.run({u"check"_s, path, u"--module"_s, u"Contacts"_s, u"--mapping"_s, json});
        QCOMPARE(run.code, 2);
        for (const QString& named : {u"Leads"_s, u"\"Name\""_s, u"\"Tel\""_s, u"Nope"_s})
            QVERIFY2(run.said.contains(named), qPrintable(run.said));
    }

    // -- the whole journey

    void journey()
    {
        const qint64 rows = qEnvironmentVariableIntValue("STEVEDORE_JOURNEY_ROWS") > 0
                                ? qEnvironmentVariableIntValue("STEVEDORE_JOURNEY_ROWS")
                                : 200'000;
        const qint64 bad = (rows * 8 + 500) / 1000;
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const QString path = crm.sample(rows);
        const Run first =
            bench.run({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--operation"_s, u"insert"_s, u"--yes"_s,
                       u"--report"_s, bench.path(u"r.json"_s), u"--failures"_s, bench.path(u"failed.csv"_s)});
        QVERIFY2(first.code == 1, qPrintable(first.said));
        const QJsonObject summary = first.last();
        QCOMPARE(summary[u"event"].toString(), u"summary"_s);
        QCOMPARE(summary[u"rows"].toInteger(), rows);
        QCOMPARE(summary[u"added"].toInteger(), rows - bad);
        QCOMPARE(summary[u"refused"].toInteger(), bad);
        for (const char* key : {"import", "updated", "skipped", "unprocessed", "unknown", "jobs", "credits", "route"})
            QVERIFY2(summary.contains(QLatin1String(key)), key);
        const qint64 jobs = (rows + 24'999) / 25'000;
        QCOMPARE(summary[u"jobs"].toInteger(), jobs);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), int(jobs));
        QVERIFY(first.named(u"job"_s).size() >= 6 * jobs);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), rows - bad);

        const QString id = QString::number(summary[u"import"].toInteger());
        const Run second = bench.run({u"resend"_s, id, u"--fixes"_s, corrected(bench, bench.path(u"failed.csv"_s))});
        QVERIFY2(second.code == 0, qPrintable(second.said));
        QCOMPARE(second.last()[u"added"].toInteger(), rows);
        QCOMPARE(second.last()[u"route"].toString(), u"job"_s);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), int(jobs) + 1);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), rows);
        QCOMPARE(
            crm.sql(
                   u"select count(*) from (select 1 from Contacts group by First_Name, Last_Name, Phone, Mailing_Street, Email having count(*) > 1)"_s)
                .toLongLong(),
            0);
        QCOMPARE(crm.sql(u"select count(*) from Contacts where Legacy_ID is not null"_s).toLongLong(),
                 crm.sql(u"select count(distinct Legacy_ID) from Contacts"_s).toLongLong());

        const Run status = bench.run({u"status"_s, id});
        QCOMPARE(status.code, 0);
        QCOMPARE(status.last()[u"added"].toInteger(), rows);
        QCOMPARE(bench.run({u"status"_s}).named(u"import"_s).size(), 1);
        QCOMPARE(bench.run({u"resend"_s, id}).code, 2);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), int(jobs) + 1);
    }

    /// Killed at the k-th event of a job, for many k; then "resume" until it is over. Every row is there once.
    void killedAtEveryEvent()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"60000"_s});
        const QString path = crm.sample(30'000);
        qint64 expected = 0;
        for (int k = 1; k <= 14; ++k) {
            const Bench bench(crm.connectionFile());
            const int before = crm.wireCount(u"POST"_s, writePath);
            int seen = 0;
            const auto kthOfAJob = [&](const QJsonObject& event) { return event[u"event"] == u"job"_s && ++seen == k; };
            // The same file again and again: without the unique fields every run adds its rows.
            const QString mapping = bench.path(u"m.json"_s);
            QVERIFY(bench.run({u"map"_s, path, u"--module"_s, u"Contacts"_s, u"-o"_s, mapping}).code == 0);
            QFile file(mapping);
            QVERIFY(file.open(QIODevice::ReadWrite));
            const QByteArray json = file.readAll().replace("\"Legacy_ID\"", "\"\"").replace("\"Email\"", "\"\"");
            QVERIFY(file.resize(0) && file.seek(0) && file.write(json) == json.size());
            file.close();
            const Run killed =
                bench.runUntil({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--mapping"_s, mapping, u"--yes"_s},
                               SIGKILL, kthOfAJob);
            QCOMPARE(killed.code, -1);
            Run resumed = bench.run({u"resume"_s});
            // In doubt: the person waits until the CRM has nothing left to do, looks, here at the wire, and answers.
            // Rows that cannot be found although the job was taken are those it refused.
            QTRY_COMPARE_WITH_TIMEOUT(
                crm.sql(u"select count(*) from sandbox_write_jobs where state in ('ADDED', 'IN PROGRESS')"_s).toInt(),
                0, 60'000);
            for (int look = 0; resumed.code == 6 && look < 2; ++look) {
                const bool there = look == 0 && crm.wireCount(u"POST"_s, writePath) - before == 2;
                for (const QJsonObject& part : bench.run({u"status"_s, u"1"_s}).named(u"job"_s)) {
                    if (part[u"stage"].toString() != u"doubt"_s)
                        continue;
                    const QString answer =
                        u"%1=%2"_s.arg(part[u"id"].toInteger()).arg(there ? u"there"_s : u"absent"_s);
                    (void)bench.run({u"resume"_s, u"1"_s, u"--answer"_s, answer});
                    if (!there)
                        (void)bench.run({u"resend"_s, u"1"_s});
                }
                resumed = bench.run({u"status"_s, u"1"_s});
            }
            QVERIFY2(resumed.code == 1 || resumed.code == 0, qPrintable(u"k=%1: %2"_s.arg(k).arg(resumed.said)));
            QVERIFY(crm.wireCount(u"POST"_s, writePath) - before <= 3);
            // Only the rows without a last name and with an impossible date are refused now.
            if (k == 1)
                expected = crm.sql(u"select count(*) from Contacts"_s).toLongLong();
            QVERIFY(expected > 29'800);
            QTRY_COMPARE_WITH_TIMEOUT(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), expected * k, 60'000);
        }
    }

    void interruptedGoesOnWithResume()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"20000"_s});
        const Bench bench(crm.connectionFile());
        const Run run =
            bench.runUntil({u"import"_s, crm.sample(30'000), u"--module"_s, u"Contacts"_s, u"--yes"_s}, SIGINT,
                           [](const QJsonObject& event) { return event[u"stage"].toString() == u"creating"_s; });
        QCOMPARE(run.code, 130);
        // It waited for the answer on its way: nothing is in doubt.
        QCOMPARE(run.last()[u"unknown"].toInt(), 0);
        const Run resumed = bench.run({u"resume"_s});
        QCOMPARE(resumed.code, 1);
        QCOMPARE(resumed.last()[u"added"].toInt(), 30'000 - 240);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 30'000 - 240);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 2);
    }

    void sampleThenRemaining()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"5000"_s});
        const Bench bench(crm.connectionFile());
        const QString path = crm.sample(2'000);
        QCOMPARE(bench.run({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--yes"_s, u"--sample"_s, u"0"_s}).code,
                 2);
        const Run sampled =
            bench.run({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--yes"_s, u"--sample"_s, u"100"_s});
        const QJsonObject sum = sampled.last();
        QCOMPARE(sampled.code, sum[u"refused"].toInt() > 0 ? 1 : 0);
        QCOMPARE(sum[u"state"].toString(), u"sampled"_s);
        QCOMPARE(sum[u"unsent"].toInt(), 1'900);
        QCOMPARE(sum[u"added"].toInt() + sum[u"refused"].toInt(), 100);
        QVERIFY(sampled.said.contains(u"resume 1 --remaining"_s));
        QCOMPARE(bench.run({u"status"_s, u"1"_s}).last()[u"unsent"].toInt(), 1'900);
        // Only a word of its own sends what waits.
        QCOMPARE(bench.run({u"resume"_s}).code, 0);
        QCOMPARE(bench.run({u"resume"_s, u"1"_s}).last()[u"unsent"].toInt(), 1'900);
        QCOMPARE(bench.run({u"resume"_s, u"--remaining"_s}).code, 2);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);

        const Run killed = bench.runUntil({u"resume"_s, u"1"_s, u"--remaining"_s}, SIGKILL, [](const QJsonObject& e) {
            return e[u"stage"].toString() == u"uploaded"_s || e[u"stage"].toString() == u"queued"_s;
        });
        QCOMPARE(killed.code, -1);
        const Run found = bench.run({u"status"_s, u"1"_s});
        QCOMPARE(found.last()[u"unsent"].toInt(), 0);
        QCOMPARE(found.last()[u"open"].toInt(), 1'900);
        const Run resumed = bench.run({u"resume"_s});
        QVERIFY2(resumed.code == 1 || resumed.code == 6, qPrintable(resumed.said));
        QVERIFY(crm.wireCount(u"POST"_s, writePath) <= 2);
        if (resumed.code == 1) {
            QCOMPARE(resumed.last()[u"added"].toInt(), 1'984);
            QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toInt(), 1'984);
        }
        QCOMPARE(bench.run({u"resume"_s, u"1"_s, u"--remaining"_s}).code, 2);
    }

    /// What a spreadsheet does to a failures file is told and not sent, unless somebody wants it.
    void damageIsToldAndKept()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const QString path = bench.write(
            u"d.csv"_s, "Last Name,E-mail,Mailing Zip\r\nA,a(at)example1.com,007\r\nB,b@example1.com,008\r\n"
                        "C,c(at)example1.com,009\r\nD,d(at)example1.com,010\r\n");
        const QString failed = bench.path(u"failed.csv"_s);
        QCOMPARE(bench.run({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--yes"_s, u"--failures"_s, failed}).code,
                 1);
        QFile file(failed);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        QVERIFY(text.startsWith("\xEF\xBB\xBF_row,_status,_errors,_reason,_check,Last Name,"));
        text.replace("(at)", "@").replace(",007", ",7");
        text.truncate(text.indexOf("\r\n4,") + 2);
        const QString fixed = bench.write(u"fixed.csv"_s, text + "3,,,,XXXXXX,C,,\r\n");
        const Run run = bench.run({u"resend"_s, u"1"_s, u"--fixes"_s, fixed});
        QCOMPARE(run.code, 1); // the row that was taken out is not in
        const auto damages = run.named(u"damage"_s);
        QCOMPARE(damages.size(), 3);
        QCOMPARE(damages[0], (QJsonObject{{u"event"_s, u"damage"_s},
                                          {u"kind"_s, u"zeros-lost"_s},
                                          {u"row"_s, 1},
                                          {u"file_row"_s, 1},
                                          {u"column"_s, u"Mailing Zip"_s},
                                          {u"before"_s, u"007"_s},
                                          {u"after"_s, u"7"_s},
                                          {u"taken"_s, false},
                                          {u"why"_s, damages[0][u"why"]}}));
        QCOMPARE(damages[1][u"kind"].toString(), u"row-unknown"_s);
        QCOMPARE(damages[2][u"kind"].toString(), u"rows-missing"_s);
        QCOMPARE(damages[2][u"rows"].toString(), u"4"_s);
        QVERIFY2(run.said.contains(u"Row 1, Mailing Zip: “007” became “7”"_s), qPrintable(run.said));
        const QString zip = u"select Mailing_Zip from Contacts where Last_Name = '%1'"_s;
        QCOMPARE(crm.sql(zip.arg(u"A"_s)).toString(), u"007"_s);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toInt(), 3);

        QCOMPARE(bench.run({u"failures"_s, u"1"_s, u"-o"_s, failed, u"--exact"_s}).last()[u"rows"].toInt(), 1);
        QFile last(failed);
        QVERIFY(last.open(QIODevice::ReadOnly));
        const QString all = bench.write(u"all.csv"_s, last.readAll().replace("(at)", "@").replace(",010", ",10"));
        const Run taken = bench.run({u"resend"_s, u"1"_s, u"--fixes"_s, all, u"--take-all"_s});
        QCOMPARE(taken.code, 0);
        QCOMPARE(taken.named(u"damage"_s).size(), 1);
        QCOMPARE(taken.named(u"corrected"_s).first()[u"changed"].toInt(), 2);
        QCOMPARE(crm.sql(zip.arg(u"D"_s)).toString(), u"10"_s);
    }

    void undoAndReports()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        QCOMPARE(bench.run({u"import"_s, crm.sample(300), u"--module"_s, u"Contacts"_s, u"--yes"_s}).code, 1);
        const qint64 added = crm.sql(u"select count(*) from Contacts"_s).toLongLong();

        const QString csv = bench.path(u"in.csv"_s);
        QCOMPARE(bench.run({u"successes"_s, u"1"_s, u"-o"_s, csv}).last()[u"rows"].toInteger(), added);
        QFile in(csv);
        QVERIFY(in.open(QIODevice::ReadOnly));
        QVERIFY(in.readLine().startsWith("_row,_status,_record_id,"));
        const QString id = QString::fromLatin1(in.readLine()).section(u',', 2, 2);
        QVERIFY(id.startsWith(u'\'') &&
                crm.sql(u"select count(*) from Contacts where id = %1"_s.arg(id.mid(1))).toInt() == 1);
        const QString page = bench.path(u"r.html"_s);
        QCOMPARE(bench.run({u"report"_s, u"1"_s, u"-o"_s, page}).code, 0);
        QFile report(page);
        QVERIFY(report.open(QIODevice::ReadOnly));
        QVERIFY(report.readAll().contains("<h2>Why rows are not in</h2>"));
        QCOMPARE(bench.run({u"report"_s, u"1"_s, u"-o"_s, bench.path(u"r.pdf"_s)}).code, 2);

        const Run plan = bench.run({u"undo"_s, u"1"_s, u"--plan"_s});
        QCOMPARE(plan.code, 0);
        QCOMPARE(plan.named(u"undo_plan"_s).first()[u"deletes"].toInteger(), added);
        // Records are deleted: a script has to say so.
        QCOMPARE(bench.run({u"undo"_s, u"1"_s}).code, 2);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), added);
        const Run undone = bench.run({u"undo"_s, u"1"_s, u"--yes"_s});
        QCOMPARE(undone.code, 0);
        QCOMPARE(undone.last()[u"undo_of"].toInt(), 1);
        QCOMPARE(undone.last()[u"deleted"].toInteger(), added);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 0);
        QCOMPARE(bench.run({u"verify"_s, u"2"_s}).code, 0);
        QCOMPARE(bench.run({u"undo"_s, u"2"_s, u"--yes"_s}).code, 2);
    }

    void rehearseSendsNothing()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const QString path = crm.sample(1'000);
        const Run run = bench.run(
            {u"rehearse"_s, path, u"--module"_s, u"Contacts"_s, u"--refused"_s, bench.path(u"refused.csv"_s)});
        QCOMPARE(run.code, 1);
        QCOMPARE(run.last()[u"added"].toInt(), 992);
        QCOMPARE(run.last()[u"refused"].toInt(), 8);
        QCOMPARE(run.last()[u"records_prepared"].toInt(), 119);
        QVERIFY(run.last()[u"assumptions"].toArray().size() >= 2);
        QCOMPARE(run.named(u"cause"_s).size(), 4);
        QFile refused(bench.path(u"refused.csv"_s));
        QVERIFY(refused.open(QIODevice::ReadOnly));
        QCOMPARE(refused.readAll().trimmed().split('\n').size(), 9);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toInt(), 0);
        QCOMPARE(crm.wireCount(u"POST"_s, writePath), 0);
        QCOMPARE(QDir(bench.path(u"home"_s)).entryList({u"rehearsal-*"_s}, QDir::Dirs), QStringList());
        QCOMPARE(bench.run({u"status"_s}).last()[u"imports"].toInt(), 0);
    }

    void serverGoneInTheMiddleKeepsTheWork()
    {
        SandboxProcess crm({u"--rows-per-second"_s, u"5000"_s});
        const Bench bench(crm.connectionFile());
        const QString path = crm.sample(30'000);
        QProcess process;
        process.start(QStringLiteral(CLI_PROGRAM),
                      bench.words({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--yes"_s}));
        int queued = 0;
        while (queued < 2 && (process.canReadLine() || process.waitForReadyRead(120'000)))
            queued += process.canReadLine() && process.readLine().contains("\"stage\":\"queued\"");
        QCOMPARE(queued, 2);
        crm.stop(true);
        QVERIFY(process.waitForFinished(180'000));
        QCOMPARE(process.exitCode(), 5);
        QVERIFY(crm.startAgain());
        const Run resumed = bench.run({u"resume"_s});
        QCOMPARE(resumed.code, 1);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toLongLong(), 30'000 - 240);
    }

    void rowsOfAWrongShapeAreHeldBack()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const QString path = bench.write(
            u"s.csv"_s,
            "Last Name,E-mail\r\nA,a@example1.com\r\nB\r\nC,c@example1.com,surplus\r\nD,d@example1.com\r\n");
        const Run run = bench.run(
            {u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--yes"_s, u"--failures"_s, bench.path(u"f.csv"_s)});
        QCOMPARE(run.code, 1);
        QCOMPARE(run.last()[u"added"].toInt(), 3);
        QCOMPARE(run.last()[u"refused"].toInt(), 1);
        QFile failed(bench.path(u"f.csv"_s));
        QVERIFY(failed.open(QIODevice::ReadOnly));
        QVERIFY(failed.readAll().contains("3,refused,TOO_MANY_CELLS"));
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toInt(), 3);
    }

    void updateAndUpsert()
    {
        SandboxProcess crm;
        const Bench bench(crm.connectionFile());
        const QString first = bench.write(
            u"1.csv"_s, "Last Name,E-mail,Legacy ID,Tel.\r\nA,a@example1.com,L1,1\r\nB,b@example1.com,L2,2\r\n");
        QCOMPARE(bench.run({u"import"_s, first, u"--module"_s, u"Contacts"_s, u"--yes"_s}).code, 0);
        const QString second = bench.write(
            u"2.csv"_s, "Last Name,E-mail,Legacy ID,Tel.\r\nA2,a@example1.com,L1,\r\nC,c@example1.com,L3,3\r\n");
        const Run upsert = bench.run({u"import"_s, second, u"--module"_s, u"Contacts"_s, u"--operation"_s, u"upsert"_s,
                                      u"--find-by"_s, u"Legacy_ID"_s, u"--yes"_s});
        QVERIFY2(upsert.code == 0, qPrintable(upsert.said));
        QCOMPARE(upsert.last()[u"added"].toInt(), 1);
        QCOMPARE(upsert.last()[u"updated"].toInt(), 1);
        // An empty cell leaves what is there, unless told to erase.
        QCOMPARE(crm.sql(u"select Last_Name || Phone from Contacts where Legacy_ID = 'L1'"_s).toString(), u"A21"_s);
        const Run erase = bench.run({u"import"_s, second, u"--module"_s, u"Contacts"_s, u"--operation"_s, u"update"_s,
                                     u"--find-by"_s, u"Legacy_ID"_s, u"--erase-empty"_s, u"--yes"_s});
        QCOMPARE(erase.code, 0);
        QCOMPARE(crm.sql(u"select coalesce(Phone, '-') from Contacts where Legacy_ID = 'L1'"_s).toString(), u"-"_s);
        QCOMPARE(crm.sql(u"select count(*) from Contacts"_s).toInt(), 3);
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Exports by the engine from the real local CRM, held against the CRM's own table.
#include "crm/condition/conditiontext.h"
#include "csv/container/container.h"
#include "support/hurriedclock.h"
#include "support/importbench.h"
#include "transfer/export/exports.h"
#include "trials/exportcrm.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>

#include <set>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;
using stevedore::trials::ExportCrm;
using stevedore::trials::exportTrouble;

namespace {

const QByteArray oldBytes = "of yesterday\n";

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ExportRequest contactsRequest()
{
    ExportRequest out;
    out.module = u"Contacts"_s;
    out.fields = ExportCrm::fields();
    out.where = *conditionFromText(ExportCrm::condition());
    return out;
}

/// An engine with a folder for its files, of which `target` is there already.
class ExportBench
{
public:
    /// `clock`, if given, must outlive it.
    explicit ExportBench(const SandboxProcess& crm, Clock* clock = nullptr) : import(crm, clock)
    {
        QFile old(path());
        (void)old.open(QIODevice::WriteOnly);
        old.write(oldBytes);
    }

    bool connect() { return import.connect(); }
    Exports& exports() { return import.engine->exports(); }
    QString path(const QString& name = u"target.csv"_s) const { return m_folder.filePath(name); }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files); }

    Result<ExportId> start(const ExportRequest& request, const QString& name = u"target.csv"_s)
    {
        std::optional<Result<ExportId>> out;
        exports().start(request, path(name), import.engine.get(), [&](const Result<ExportId>& id) { out = id; });
        return waitFor([&] { return out.has_value(); }, 60'000) ? *out : fail(FailureKind::Usage, u"no answer"_s);
    }

    ExportSnapshot snapshot(ExportId id) { return *exports().snapshot(id); }
    ExportState state(ExportId id) { return snapshot(id).record.state; }
    bool rests(ExportId id)
    {
        return waitFor([&] { return !snapshot(id).driving && state(id) != ExportState::Running; }, 120'000);
    }
    bool hasPages(ExportId id, int pages)
    {
        return waitFor([&] { return snapshot(id).pages.size() >= pages; }, 60'000);
    }
    /// Files of pages that are kept.
    int kept() const
    {
        int out = 0;
        const QDir folder(import.home() + u"/exports"_s);
        for (const QString& id : folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            out += int(QDir(folder.filePath(id)).entryList(QDir::Files).size());
        return out;
    }

    /// Starts, and waits until the file is there. Invalid if it does not come to that.
    ExportId whole(const ExportRequest& request, const QString& name = u"target.csv"_s)
    {
        const auto id = start(request, name);
        if (!id)
            qWarning() << id.error().sentence;
        if (!id || !rests(*id))
            return {};
        if (state(*id) != ExportState::Finished)
            qWarning() << snapshot(*id).record.failure;
        return state(*id) == ExportState::Finished ? *id : ExportId();
    }

    /// The file as Stevedore itself opens it, packed or not: the header and all rows.
    QList<QStringList> readBack(const QString& name, const std::optional<Dialect>& dialect = {})
    {
        const CancelFlag never = false;
        const auto progress = [](qint64, qint64) {};
        const auto unpacked = unpackSource(path(name), {}, m_folder.filePath(u"unpacked"_s), progress, never);
        if (!unpacked)
            return {};
        const auto csv = CsvFile::open(unpacked->csvPath, dialect, import.home());
        if (!csv || !(*csv)->index(progress, never))
            return {};
        encoding = (*csv)->dialect().encoding;
        QList<QStringList> out{(*csv)->rawHeader()};
        const auto rows = (*csv)->rows(RowNumber(1), int((*csv)->knownRows().value));
        if (!rows)
            return {};
        for (const CsvFile::Row& row : *rows)
            out.append(row.cells);
        return out;
    }

private:
    QTemporaryDir m_folder;

public:
    ImportBench import;
    QByteArray encoding; ///< of the file that was read back last
};

/// How the table writes the cells of the file, without moments and numbers, which have other forms there.
QMap<QString, QStringList> plainCells(const QList<QStringList>& rows, const QStringList& fields)
{
    QMap<QString, QStringList> out;
    const QStringList plain{u"Last_Name"_s, u"Description"_s, u"Title"_s, u"Mailing_City"_s, u"Owner"_s};
    for (qsizetype i = 1; i < rows.size(); ++i)
        for (const QString& field : plain)
            out[rows[i][0]].append(rows[i][fields.indexOf(field) + 1]);
    return out;
}

QMap<QString, QStringList> plainCells(const ExportCrm::Table& table)
{
    QList<QStringList> rows{{}};
    for (const auto& [id, cells] : table)
        rows.append(QStringList{id} + cells);
    return plainCells(rows, ExportCrm::fields());
}

} // namespace

class TestFlowExports : public QObject
{
    Q_OBJECT

    std::unique_ptr<ExportCrm> m_crm;

    const SandboxProcess& crm() const { return m_crm->process(); }
    /// An export whose first page is here and whose second one the CRM does not end; nothing if it does not come to
    /// that.
    std::optional<ExportId> pausedOnTheSecondPage(ExportBench& bench) const
    {
        if (!m_crm->trouble({QJsonObject{{u"on"_s, u"read.job"_s}, {u"nth"_s, 2}, {u"do"_s, u"stay"_s}}}))
            return std::nullopt;
        const auto id = bench.start(contactsRequest());
        if (!id || !bench.hasPages(*id, 2) || !bench.exports().pause(*id) || !bench.rests(*id))
            return std::nullopt;
        return *id;
    }
    /// Empty if the file is a whole CSV of what fits.
    QString wrongIn(const QString& path) const
    {
        return exportTrouble(contentOf(path), m_crm->fitting(), m_crm->fitting());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_crm = std::make_unique<ExportCrm>();
        QVERIFY(m_crm->isReady());
    }
    void cleanupTestCase() { m_crm.reset(); }
    /// Downloads are counted by the minute.
    void init() { m_crm->letAMinutePass(); }
    void cleanup() { m_crm->trouble({}); }

    void equalsTheTable()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const ExportId id = bench.whole(contactsRequest());
        QVERIFY(id.value > 0);
        QCOMPARE(wrongIn(bench.path()), QString());
        const ExportSnapshot end = bench.snapshot(id);
        QCOMPARE(end.record.records, qint64(m_crm->fitting().size()));
        QCOMPARE(end.pages.size(), 3);
        QCOMPARE(end.record.credits, 150);
        QCOMPARE(end.record.fileBytes, contentOf(bench.path()).size());
        QCOMPARE(bench.kept(), 0);
        QCOMPARE(bench.files(), QStringList{u"target.csv"_s});
    }

    void nothingFits()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        ExportRequest request = contactsRequest();
        request.where = *conditionFromText(u"Last_Name = \"nobody\""_s);
        const ExportId id = bench.whole(request);
        QVERIFY(id.value > 0);
        QCOMPARE(contentOf(bench.path()), "id," + ExportCrm::fields().join(u',').toUtf8() + "\r\n");
        QCOMPARE(bench.snapshot(id).record.records, 0);
    }

    void pausedAndResumed()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto id = pausedOnTheSecondPage(bench);
        QVERIFY(id);
        QCOMPARE(bench.state(*id), ExportState::Paused);
        QCOMPARE(contentOf(bench.path()), oldBytes);
        QCOMPARE(bench.snapshot(*id).received, 90);
        m_crm->trouble({});
        const int jobs = crm().wireCount(u"POST"_s, u"/crm/bulk/v8/read"_s);
        QVERIFY(bench.exports().resume(*id));
        QVERIFY(bench.rests(*id));
        QCOMPARE(bench.state(*id), ExportState::Finished);
        QCOMPARE(wrongIn(bench.path()), QString());
        // The first page is here and is not paid for again.
        QVERIFY(crm().wireCount(u"POST"_s, u"/crm/bulk/v8/read"_s) - jobs <= 2);
    }

    void engineThrownAwayInBetween()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto id = bench.start(contactsRequest());
        QVERIFY(id && bench.hasPages(*id, 2));
        bench.import.restart();
        QCOMPARE(contentOf(bench.path()), oldBytes);
        QCOMPARE(bench.state(*id), ExportState::Running);
        QVERIFY(!bench.snapshot(*id).driving);
        bench.import.engine->setAutoResume(true);
        QVERIFY(bench.connect());
        QVERIFY(bench.rests(*id));
        QCOMPARE(bench.state(*id), ExportState::Finished);
        QCOMPARE(wrongIn(bench.path()), QString());
    }

    void cancelled()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto id = bench.start(contactsRequest());
        QVERIFY(id && bench.hasPages(*id, 2));
        QVERIFY(bench.kept() > 0);
        QVERIFY(bench.exports().cancel(*id));
        QCOMPARE(bench.state(*id), ExportState::Cancelled);
        QCOMPARE(contentOf(bench.path()), oldBytes);
        QCOMPARE(bench.kept(), 0);
        QCOMPARE(bench.files(), QStringList{u"target.csv"_s});
        QVERIFY(!bench.exports().resume(*id));
        QVERIFY(bench.exports().remove(*id));
        QVERIFY(bench.exports().list().isEmpty());
    }

    /// What a killed writer left beside the file goes with the export, and when it moves elsewhere.
    void partOfAKilledWriter_data()
    {
        QTest::addColumn<bool>("moves");
        QTest::newRow("cancelled") << false;
        QTest::newRow("elsewhere") << true;
    }

    void partOfAKilledWriter()
    {
        QFETCH(bool, moves);
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto id = bench.start(contactsRequest());
        QVERIFY(id && bench.hasPages(*id, 2));
        bench.import.restart();
        QFile part(bench.path() + u".part"_s);
        QVERIFY(part.open(QIODevice::WriteOnly) && part.write("half") == 4);
        part.close();
        QVERIFY(bench.connect());
        if (moves) {
            QVERIFY(bench.exports().resume(*id, bench.path(u"other.csv"_s)));
            QVERIFY(bench.rests(*id));
            QCOMPARE(wrongIn(bench.path(u"other.csv"_s)), QString());
            QCOMPARE(bench.files(), (QStringList{u"other.csv"_s, u"target.csv"_s}));
        } else {
            QVERIFY(bench.exports().cancel(*id));
            QCOMPARE(bench.files(), QStringList{u"target.csv"_s});
        }
        QCOMPARE(contentOf(bench.path()), oldBytes);
    }

    void resumedElsewhere_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("csv") << u"other.csv"_s;
        QTest::newRow("gzip") << u"other.csv.gz"_s;
        QTest::newRow("workbook") << u"other.xlsx"_s;
    }

    void resumedElsewhere()
    {
        QFETCH(QString, name);
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        QVERIFY(m_crm->trouble({QJsonObject{{u"on"_s, u"read.job"_s}, {u"nth"_s, 3}, {u"do"_s, u"stay"_s}}}));
        const auto id = bench.start(contactsRequest());
        QVERIFY(id && bench.hasPages(*id, 3));
        QVERIFY(bench.exports().pause(*id));
        QVERIFY(bench.rests(*id));
        m_crm->trouble({});
        QVERIFY(!bench.exports().resume(*id, bench.path(u"calendar.ics"_s)));
        QVERIFY(bench.exports().resume(*id, bench.path(name)));
        QVERIFY(bench.rests(*id));
        QCOMPARE(bench.state(*id), ExportState::Finished);
        QCOMPARE(contentOf(bench.path()), oldBytes);
        QCOMPARE(plainCells(bench.readBack(name), ExportCrm::fields()), plainCells(m_crm->fitting()));
    }

    /// One that was found running waits for its fields when somebody sends it elsewhere.
    void foundRunningAndSentElsewhere()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto id = bench.start(contactsRequest());
        QVERIFY(id && bench.hasPages(*id, 2));
        bench.import.restart();
        QVERIFY(bench.connect());
        QVERIFY(bench.exports().resume(*id));
        // It goes on already: better a word than a file in the wrong place.
        QVERIFY(!bench.exports().resume(*id, bench.path(u"other.csv"_s)));
        QVERIFY(bench.rests(*id));
        QCOMPARE(wrongIn(bench.path()), QString());
    }

    void twoIntoOneFile()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto id = bench.start(contactsRequest());
        QVERIFY(id && bench.hasPages(*id, 2));
        QVERIFY(!bench.start(contactsRequest()));
        bench.import.restart();
        QVERIFY(bench.connect());
        // Before it is known which fields there are, nothing drives it yet.
        QVERIFY(bench.exports().resume(*id));
        QVERIFY(!bench.start(contactsRequest()));
        QVERIFY(bench.rests(*id));
        QCOMPARE(wrongIn(bench.path()), QString());
    }

    void formsOfTheFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<ExportFile>("how");
        ExportFile how;
        QTest::newRow("plain") << u"out.csv"_s << how;
        QTest::newRow("gzip") << u"out.csv.gz"_s << ExportFile{.format = ExportFormat::CsvGz};
        QTest::newRow("workbook") << u"out.xlsx"_s << ExportFile{.format = ExportFormat::Xlsx};
        QTest::newRow("semicolon") << u"out.csv"_s << ExportFile{.delimiter = ';'};
        QTest::newRow("tab, gzip") << u"out.csv.gz"_s << ExportFile{.format = ExportFormat::CsvGz, .delimiter = '\t'};
        QTest::newRow("byte order mark") << u"out.csv"_s << ExportFile{.mark = true};
        QTest::newRow("UTF-16") << u"out.csv"_s << ExportFile{.encoding = u"UTF-16"_s};
        QTest::newRow("windows-1252") << u"out.csv"_s << ExportFile{.encoding = u"windows-1252"_s};
        QTest::newRow("windows-1252, gzip")
            << u"out.csv.gz"_s << ExportFile{.format = ExportFormat::CsvGz, .encoding = u"windows-1252"_s};
    }

    void formsOfTheFile()
    {
        QFETCH(QString, name);
        QFETCH(ExportFile, how);
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        ExportRequest request = contactsRequest();
        request.file = how;
        const ExportId id = bench.whole(request, name);
        QVERIFY(id.value > 0);
        QCOMPARE(bench.snapshot(id).record.replaced, 0);
        QCOMPARE(contentOf(bench.path(name)).startsWith("\xEF\xBB\xBF"), how.mark);
        std::optional<Dialect> dialect;
        if (how.encoding == u"windows-1252"_s)
            dialect = Dialect{{}, "windows-1252", true};
        const QList<QStringList> rows = bench.readBack(name, dialect);
        QVERIFY(!rows.isEmpty());
        QCOMPARE(rows[0], QStringList{u"id"_s} + ExportCrm::fields());
        QCOMPARE(plainCells(rows, ExportCrm::fields()), plainCells(m_crm->fitting()));
    }

    void charactersThatAreNotInTheEncoding()
    {
        const QString id = m_crm->fitting().begin()->first;
        const QVariant before = crm().sql(u"select Description from Contacts where id = "_s + id);
        crm().sql(u"update Contacts set Description = 'ä 漢字 🚢 €' where id = "_s + id);
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        ExportRequest request = contactsRequest();
        request.file.encoding = u"windows-1252"_s;
        const ExportId done = bench.whole(request);
        QVERIFY(done.value > 0);
        QCOMPARE(bench.snapshot(done).record.replaced, 3);
        QVERIFY(contentOf(bench.path()).contains("\xE4 ?? ? \x80"));
        crm().sql(u"update Contacts set Description = '%1' where id = %2"_s.arg(
            before.toString().replace(u'\'', u"''"_s), id));
    }

    void heads()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        ExportRequest request = contactsRequest();
        request.fields = {u"Mailing_City"_s, u"Last_Name"_s, u"id"_s, u"Account_Name.Account_Name"_s};
        request.file.labels = true;
        QVERIFY(bench.whole(request).value > 0);
        const QList<QStringList> rows = bench.readBack(u"target.csv"_s);
        QCOMPARE(rows.size(), qsizetype(m_crm->fitting().size()) + 1);
        QCOMPARE(rows[0].mid(0, 2), (QStringList{u"Mailing City"_s, u"Last Name"_s}));
        const auto cells = m_crm->fitting().at(rows[1][2]);
        QCOMPARE(rows[1][1], cells[0]);
    }

    void safeForSpreadsheets()
    {
        const QString id = m_crm->fitting().begin()->first;
        const QVariant before = crm().sql(u"select Title from Contacts where id = "_s + id);
        crm().sql(u"update Contacts set Title = '=1+1' where id = "_s + id);
        for (const bool safe : {true, false}) {
            ExportBench bench(crm());
            QVERIFY(bench.connect());
            ExportRequest request = contactsRequest();
            request.file.safe = safe;
            QVERIFY(bench.whole(request).value > 0);
            QCOMPARE(contentOf(bench.path()).contains(",'=1+1,"), safe);
            QCOMPARE(contentOf(bench.path()).contains(",=1+1,"), !safe);
        }
        crm().sql(
            u"update Contacts set Title = '%1' where id = %2"_s.arg(before.toString().replace(u'\'', u"''"_s), id));
    }

    void answerLostMakesAnotherJob()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        QVERIFY(m_crm->trouble(
            {QJsonObject{{u"on"_s, u"read.create"_s}, {u"nth"_s, 2}, {u"do"_s, u"cut"_s}, {u"at"_s, u"answer"_s}}}));
        const int jobs = crm().wireCount(u"POST"_s, u"/crm/bulk/v8/read"_s);
        const ExportId id = bench.whole(contactsRequest());
        QVERIFY(id.value > 0);
        QCOMPARE(wrongIn(bench.path()), QString());
        QCOMPARE(crm().wireCount(u"POST"_s, u"/crm/bulk/v8/read"_s) - jobs, 4);
        QCOMPARE(bench.snapshot(id).record.credits, 200);
    }

    void tokenOfYesterdayBeginsAnew()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto id = pausedOnTheSecondPage(bench);
        QVERIFY(id);
        m_crm->trouble({});
        m_crm->letADayPass();
        QVERIFY(bench.exports().resume(*id));
        QVERIFY(bench.rests(*id));
        QCOMPARE(bench.state(*id), ExportState::Finished);
        QCOMPARE(bench.snapshot(*id).record.restarts, 1);
        QCOMPARE(wrongIn(bench.path()), QString());
        QCOMPARE(bench.snapshot(*id).pages.size(), 3);
    }

    /// By number alone the next page may lack records: that is not tried, not by going on either.
    void withoutATokenThereIsNoNextPage()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto id = pausedOnTheSecondPage(bench);
        QVERIFY(id);
        m_crm->trouble({});
        QVERIFY(
            bench.import.alterJournal(u"update page set page_token = '', stage = 1, job_id = '' where number = 2"_s));
        QVERIFY(bench.connect());
        QVERIFY(bench.exports().resume(*id));
        QVERIFY(bench.rests(*id));
        QCOMPARE(bench.state(*id), ExportState::Stopped);
        QVERIFY2(bench.snapshot(*id).record.failure.contains(u"does not say how to get them"),
                 qPrintable(bench.snapshot(*id).record.failure));
        QCOMPARE(contentOf(bench.path()), oldBytes);
    }

    void placeThatCannotBeWritten()
    {
        ExportBench bench(crm());
        QVERIFY(bench.connect());
        const auto nowhere = bench.start(contactsRequest(), u"no such folder/out.csv"_s);
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().kind, FailureKind::Disk);
        QDir().mkpath(bench.path(u"folder.csv"_s));
        const auto folder = bench.start(contactsRequest(), u"folder.csv"_s);
        QVERIFY(!folder);
        QCOMPARE(folder.error().kind, FailureKind::Usage);
        QVERIFY(bench.exports().list().isEmpty());
    }

    void damagedDownloads_data()
    {
        QTest::addColumn<int>("times");
        QTest::addColumn<bool>("stops");
        QTest::newRow("once") << 1 << false;
        QTest::newRow("again and again") << 4 << true;
    }

    /// What comes damaged is fetched again, but not for ever. Whoever goes on then gets another job, because the result
    /// of that one may be damaged at the CRM.
    void damagedDownloads()
    {
        QFETCH(int, times);
        QFETCH(bool, stops);
        HurriedClock clock;
        ExportBench bench(crm(), &clock);
        QVERIFY(bench.connect());
        QVERIFY(m_crm->trouble({QJsonObject{{u"on"_s, u"read.result"_s},
                                            {u"from"_s, 2},
                                            {u"times"_s, times},
                                            {u"do"_s, u"answer"_s},
                                            {u"status"_s, 200},
                                            {u"body"_s, u"PK\u0003\u0004 and nothing more"_s},
                                            {u"content_type"_s, u"application/x-download"_s}}}));
        const auto id = bench.start(contactsRequest());
        QVERIFY(id && bench.rests(*id));
        QCOMPARE(bench.state(*id), stops ? ExportState::Stopped : ExportState::Finished);
        if (stops) {
            QCOMPARE(contentOf(bench.path()), oldBytes);
            QCOMPARE(bench.exports().lastFailure(*id)->kind, FailureKind::Server);
            m_crm->letAMinutePass();
            QVERIFY(bench.exports().resume(*id));
            QVERIFY(bench.rests(*id));
        }
        QCOMPARE(bench.state(*id), ExportState::Finished);
        QCOMPARE(wrongIn(bench.path()), QString());
        QCOMPARE(bench.snapshot(*id).record.credits, stops ? 200 : 150);
    }

    /// Nobody else has the folder: it is the disk's fault, and going on is worth a try.
    void folderThatCannotBeLocked()
    {
        ExportBench bench(crm());
        bench.import.engine.reset();
        const QString lock = bench.import.home() + u"/lock"_s;
        QVERIFY(QFile::remove(lock) && QDir().mkpath(lock));
        bench.import.restart();
        QVERIFY(bench.connect());
        const auto id = bench.start(contactsRequest());
        QVERIFY(!id);
        QCOMPARE(id.error().kind, FailureKind::Disk);
    }

    /// A calendar has 20,000 meetings a page, whatever else.
    void meetings()
    {
        constexpr int meetings = 20'040;
        SandboxProcess other(QStringList{u"--credits"_s, u"1000000000"_s});
        QVERIFY(other.fill(u"Events"_s, meetings));
        other.sql(
            u"update Events set Description = 'about' || char(10) || 'BEGIN:VEVENT and END:VEVENT' where id % 7 = 0"_s);
        ExportBench bench(other);
        QVERIFY(bench.connect());
        ExportRequest request;
        request.module = u"Events"_s;
        request.file.format = ExportFormat::Ics;
        const ExportId id = bench.whole(request, u"out.ics"_s);
        QVERIFY(id.value > 0);
        QCOMPARE(bench.snapshot(id).record.records, meetings);
        QCOMPARE(bench.snapshot(id).pages.size(), 2);
        const QByteArray text = contentOf(bench.path(u"out.ics"_s));
        QCOMPARE(text.count("BEGIN:VCALENDAR\r\n"), 1);
        QVERIFY(text.endsWith("END:VEVENT\r\nEND:VCALENDAR\r\n"));
        std::set<QByteArray> seen;
        int begins = 0;
        for (const QByteArray& line : text.split('\n')) {
            begins += line == "BEGIN:VEVENT\r" ? 1 : 0;
            if (line.startsWith("UID:"))
                seen.insert(line.sliced(4).trimmed());
        }
        QCOMPARE(begins, meetings);
        QCOMPARE(seen.size(), std::size_t(meetings));
        QCOMPARE(other.sql(u"select min(id) from Events"_s).toString().toUtf8(), *seen.begin());
    }
};

QTEST_GUILESS_MAIN(TestFlowExports)
#include "tst_flow_exports.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// From pages as a CRM sends them to the file: what is on two pages, which columns, and how they are written.
#include "support/craftedzip.h"
#include "transfer/export/calendar.h"
#include "transfer/export/exportwriter.h"
#include "transfer/export/pageids.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

using Ids = std::vector<std::uint64_t>;
using Places = std::vector<std::vector<std::uint32_t>>;

/// Pages in a spool of their own, and the file that is made of them over an old one.
class Pages
{
public:
    Pages()
    {
        QFile old(target());
        (void)old.open(QIODevice::WriteOnly);
        old.write("old");
    }

    /// `count`: what the CRM announced; as many as there are if not given.
    Result<void> add(const QByteArray& content, qint64 count, bool calendar = false)
    {
        PageRecord page;
        page.exportId = ExportId(1);
        page.number = int(pages.size()) + 1;
        page.stage = PageStage::Done;
        page.count = count;
        page.zipName = ExportSpool::zipName(page.number);
        auto stored = m_spool.store(page, craftedZip({{"page.csv", content}}), calendar, m_room);
        if (stored)
            pages.push_back(page);
        return stored;
    }

    Result<WrittenExport> write(bool cancelled = false)
    {
        const CancelFlag cancel = cancelled;
        return writeExport(
            {m_spool, pages, request}, target(), [](qint64) {}, cancel);
    }

    QByteArray file() const
    {
        QFile file(target());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString target() const { return m_dir.filePath(u"target"_s); }
    bool hasPart() const { return QFile::exists(target() + u".part"_s); }

    ExportRequest request;
    std::vector<PageRecord> pages;

private:
    QTemporaryDir m_dir;
    ExportSpool m_spool{m_dir.path()};
    QByteArray m_room;
};

Result<Places> repeated(const std::vector<Ids>& pages)
{
    return repeatedRecords(int(pages.size()), [&](int page) -> Result<Ids> { return pages[std::size_t(page)]; });
}

QByteArray calendarOf(const QByteArrayList& events)
{
    QByteArray out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-NAME:first\r\n";
    for (const QByteArray& event : events)
        out += "BEGIN:VEVENT\r\n" + event + "END:VEVENT\r\n";
    return out + "END:VCALENDAR\r\n";
}

} // namespace

class TestExportPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsOfAPage()
    {
        QCOMPARE(*idsOfPage("Last_Name,id\na,4876876000000540123\n\"b\r\nc\",7\n"), (Ids{4876876000000540123U, 7}));
        QCOMPARE(*idsOfPage("Id,Last_Name\n1,a\n"), Ids{1});
    }

    void idsThatAreNoNumbersDoNotLookLikeSome()
    {
        const auto ids = idsOfPage("id\nabc\n007\n7\n99999999999999999999\nabc\n");
        QCOMPARE(ids->size(), std::size_t(5));
        QCOMPARE((*ids)[0], (*ids)[4]);
        QCOMPARE(std::set<std::uint64_t>(ids->begin(), ids->end()).size(), std::size_t(4));
    }

    void pageThatIsNone_data()
    {
        QTest::addColumn<QByteArray>("csv");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no ids") << QByteArray("Last_Name\na\n");
        QTest::newRow("too few cells") << QByteArray("id,Last_Name\n1\n");
        QTest::newRow("too many cells") << QByteArray("id,Last_Name\n1,a,b\n");
        QTest::newRow("without an id") << QByteArray("id,Last_Name\n,a\n");
    }

    void pageThatIsNone()
    {
        QFETCH(QByteArray, csv);
        const auto ids = idsOfPage(csv);
        QVERIFY(!ids);
        QCOMPARE(ids.error().kind, FailureKind::Server);
    }

    void repeatedOnes_data()
    {
        QTest::addColumn<std::vector<Ids>>("pages");
        QTest::addColumn<Places>("expected");
        QTest::newRow("none") << std::vector<Ids>{} << Places{};
        QTest::newRow("rising") << std::vector<Ids>{{1, 2}, {}, {3, 9}} << Places{{}, {}, {}};
        QTest::newRow("not rising") << std::vector<Ids>{{9, 1}, {4, 2}} << Places{{}, {}};
        QTest::newRow("last and first") << std::vector<Ids>{{1, 2}, {2, 3}} << Places{{}, {0}};
        QTest::newRow("on a page") << std::vector<Ids>{{5, 5, 1, 5}} << Places{{1, 3}};
        QTest::newRow("on three") << std::vector<Ids>{{7, 1}, {8, 7}, {1, 7, 6}} << Places{{}, {1}, {0, 1}};
    }

    void repeatedOnes()
    {
        QFETCH(std::vector<Ids>, pages);
        QTEST(*repeated(pages), "expected");
    }

    /// Four million and more are looked through in several rounds.
    void repeatedAmongMillions()
    {
        constexpr std::uint64_t many = 4'100'000;
        const auto idsOf = [](int page) -> Result<Ids> {
            Ids ids;
            for (std::uint64_t i = 0; i < many / 2; ++i)
                ids.push_back(page == 0 ? 2 * i : 2 * (many / 2 - 1 - i) + 1);
            if (page == 1)
                ids[17] = 1000;
            return ids;
        };
        const auto found = repeatedRecords(2, idsOf);
        QVERIFY(found);
        QCOMPARE(*found, (Places{{}, {17}}));
    }

    void pageThatCannotBeRead()
    {
        const auto found =
            repeatedRecords(1, [](int) -> Result<Ids> { return fail(FailureKind::Disk, u"no such page"_s); });
        QVERIFY(!found);
        QCOMPARE(found.error().kind, FailureKind::Disk);
    }

    void columns_data()
    {
        QTest::addColumn<QStringList>("sent");
        QTest::addColumn<QStringList>("asked");
        QTest::addColumn<std::vector<int>>("expected");
        const QStringList sent{u"id"_s, u"A"_s, u"B"_s, u"C"_s};
        QTest::newRow("all") << sent << QStringList{} << std::vector<int>{0, 1, 2, 3};
        QTest::newRow("as sent") << sent << QStringList{u"A"_s, u"B"_s, u"C"_s} << std::vector<int>{0, 1, 2, 3};
        QTest::newRow("another order") << sent << QStringList{u"C"_s, u"A"_s, u"B"_s} << std::vector<int>{0, 3, 1, 2};
        QTest::newRow("id last") << sent << QStringList{u"C"_s, u"A"_s, u"B"_s, u"id"_s}
                                 << std::vector<int>{3, 1, 2, 0};
        QTest::newRow("id at the end of the page")
            << QStringList{u"A"_s, u"Id"_s} << QStringList{u"A"_s} << std::vector<int>{0, 1};
        QTest::newRow("more than asked for") << sent << QStringList{u"B"_s} << std::vector<int>{0, 2, 1, 3};
        QTest::newRow("one that was not sent")
            << sent << QStringList{u"X"_s, u"B"_s} << std::vector<int>{0, -1, 2, 1, 3};
        QTest::newRow("asked twice") << sent << QStringList{u"B"_s, u"B"_s} << std::vector<int>{0, 2, 1, 3};
    }

    void columns()
    {
        QFETCH(QStringList, sent);
        QFETCH(QStringList, asked);
        QTEST(exportColumns(sent, asked), "expected");
    }

    void damagedPageIsNotKept()
    {
        Pages pages;
        const auto stored = pages.add("id,A\n1,a\n2,b\n", 3);
        QVERIFY(!stored);
        QCOMPARE(stored.error().kind, FailureKind::Server);
    }

    void onTwoPagesOnceInTheFile_data()
    {
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("as sent") << QStringList{} << QByteArray("id,A\r\n1,a\r\n2,b\r\n3,c\r\n4,d\r\n");
        QTest::newRow("another order") << QStringList{u"A"_s, u"id"_s}
                                       << QByteArray("A,id\r\na,1\r\nb,2\r\nc,3\r\nd,4\r\n");
    }

    void onTwoPagesOnceInTheFile()
    {
        QFETCH(QStringList, fields);
        Pages pages;
        pages.request.fields = fields;
        QVERIFY(pages.add("id,A\n1,a\n2,b\n", 2));
        QVERIFY(pages.add("id,A\n2,late\n3,c\n1,late\n", 3));
        QVERIFY(pages.add("id,A\n3,late\n4,d\n", 2));
        const auto written = pages.write();
        QVERIFY(written);
        QCOMPARE(written->twice, 3);
        QCOMPARE(written->records, 4);
        QTEST(pages.file(), "expected");
        QCOMPARE(written->bytes, pages.file().size());
    }

    /// Pages that stay as they came: one header, each with a line end behind it.
    void copiedPages()
    {
        Pages pages;
        QVERIFY(pages.add("\xEF\xBB\xBFid,A\n1,\"a\nb\"\n", 1));
        QVERIFY(pages.add("id,A\r\n2,b", 1));
        QVERIFY(pages.add("id,A\n3,c\n", 1));
        const auto written = pages.write();
        QVERIFY(written);
        QCOMPARE(written->records, 3);
        QCOMPARE(pages.file(), QByteArray("id,A\n1,\"a\nb\"\n2,b\r\n3,c\n"));
    }

    /// The count of a page may be missing.
    void pagesWithoutACount()
    {
        Pages pages;
        QVERIFY(pages.add("id,A\n1,a\n2,b\n", -1));
        QVERIFY(pages.add("id,A\n3,c\n", -1));
        const auto written = pages.write();
        QVERIFY(written);
        QCOMPARE(written->records, 3);
    }

    void otherColumnsOnTheSecondPage()
    {
        Pages pages;
        QVERIFY(pages.add("id,A\n1,a\n", 1));
        QVERIFY(pages.add("id,B\n2,a\n", 1));
        const auto written = pages.write();
        QVERIFY(!written);
        QCOMPARE(written.error().kind, FailureKind::Server);
        QCOMPARE(pages.file(), QByteArray("old"));
        QVERIFY(!pages.hasPart());
    }

    void stoppedWriterLeavesTheOldFile_data()
    {
        QTest::addColumn<bool>("copies");
        QTest::addColumn<bool>("pages");
        QTest::newRow("pages as they came") << true << true;
        QTest::newRow("row by row") << false << true;
        QTest::newRow("nothing to write") << false << false;
    }

    void stoppedWriterLeavesTheOldFile()
    {
        QFETCH(bool, copies);
        QFETCH(bool, pages);
        Pages all;
        all.request.file.safe = !copies;
        if (pages)
            QVERIFY(all.add("id,A\n1,a\n", 1));
        const auto written = all.write(true);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, FailureKind::Cancelled);
        QCOMPARE(all.file(), QByteArray("old"));
        QVERIFY(!all.hasPart());
    }

    void pageThatIsGoneLeavesTheOldFile()
    {
        Pages pages;
        QVERIFY(pages.add("id,A\n1,a\n", 1));
        QVERIFY(pages.add("id,A\n2,a\n", 1));
        pages.pages[1].zipName = u"page-0009.zip"_s;
        QVERIFY(!pages.write());
        QCOMPARE(pages.file(), QByteArray("old"));
        QVERIFY(!pages.hasPart());
    }

    void noRecordsAtAll()
    {
        Pages pages;
        pages.request.fields = {u"B"_s, u"A"_s};
        const auto written = pages.write();
        QVERIFY(written);
        QCOMPARE(written->records, 0);
        QCOMPARE(pages.file(), QByteArray("id,B,A\r\n"));
    }

    void meetingsOfTwoPages()
    {
        Pages pages;
        pages.request.file.format = ExportFormat::Ics;
        const QByteArray one = "UID:1\r\nSUMMARY:a\r\n";
        const QByteArray two = "UID:2\r\nSUMMARY:b\r\n";
        QVERIFY(pages.add(calendarOf({one, two}), 2, true));
        QVERIFY(pages.add(calendarOf({two, "UID:3\r\nSUMMARY:c\r\n"}), 2, true));
        const auto written = pages.write();
        QVERIFY(written);
        QCOMPARE(written->records, 3);
        QCOMPARE(written->twice, 1);
        QCOMPARE(pages.file(), calendarOf({one, two, "UID:3\r\nSUMMARY:c\r\n"}));
    }

    /// What somebody wrote into a meeting is no part of the calendar's structure.
    void meetingsThatTalkOfCalendars()
    {
        const QByteArray one = "UID:1\r\nDESCRIPTION:first BEGIN:VEVENT\\, then END:VEVENT\r\n";
        const QByteArray two = "UID:2\r\nDESCRIPTION:folded\r\n END:VEVENT\r\n END:VCALENDAR\r\n BEGIN:VEVENT\r\n";
        const QByteArray three = "UID:3\r\nSUMMARY:END:VCALENDAR\r\n";
        Pages pages;
        pages.request.file.format = ExportFormat::Ics;
        QVERIFY(pages.add(calendarOf({one, two}), 2, true));
        QVERIFY(pages.add(calendarOf({three}), 1, true));
        const auto written = pages.write();
        QVERIFY(written);
        QCOMPARE(written->records, 3);
        QCOMPARE(pages.file(), calendarOf({one, two, three}));
    }

    /// Long ids are folded, and one of a series that was moved has the id of the series.
    void meetingsThatLookAlike()
    {
        const QByteArray longId = "UID:" + QByteArray(71, 'x') + "\r\n ";
        const auto ids = idsOfCalendar(
            calendarOf({longId + "1\r\n", longId + "2\r\n", "UID:5\r\n", "UID:5\r\nRECURRENCE-ID:20260101T000000Z\r\n",
                        "RECURRENCE-ID:20260102T000000Z\r\nUID:5\r\n", longId + "1\r\n"}));
        QVERIFY(ids);
        QCOMPARE(ids->size(), std::size_t(6));
        QCOMPARE(ids->front(), ids->back());
        QCOMPARE(std::set<std::uint64_t>(ids->begin(), ids->end()).size(), std::size_t(5));
    }

    void calendarThatIsCut_data()
    {
        QTest::addColumn<QByteArray>("text");
        const QByteArray whole = calendarOf({"UID:1\r\n"});
        QTest::newRow("in an event") << whole.first(whole.indexOf("END:VEVENT"));
        QTest::newRow("behind the events") << whole.first(whole.indexOf("END:VCALENDAR"));
        QTest::newRow("the end is only talked of")
            << whole.first(whole.indexOf("END:VEVENT")) + "SUMMARY:END:VEVENT END:VCALENDAR\r\n";
    }

    void calendarThatIsCut()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!idsOfCalendar(text));
    }
};

QTEST_GUILESS_MAIN(TestExportPages)
#include "tst_export_pages.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The pure pieces of a transfer: cutting into parts, packing, joining results, pacing.
#include "transfer/columnorder.h"
#include "transfer/errortext.h"
#include "transfer/importrun.h"
#include "transfer/join/echo.h"
#include "transfer/join/resultfile.h"
#include "transfer/pacing.h"
#include "transfer/packer.h"
#include "transfer/partplan.h"
#include "transfer/recordrows.h"
#include "transfer/refusedcolumns.h"
#include "transfer/resultjoin.h"
#include "transfer/unpackedsources.h"
#include "transfer/zip.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>
#include <quazip/quazip.h>
#include <quazip/quazipfile.h>

#include <cstring>
#include <random>
#include <set>
#include <zlib.h>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

RowSet allRows(qint64 count)
{
    return rowsWithout(RowCount(count), {});
}

ModuleMeta contacts()
{
    ModuleMeta meta;
    meta.module = {u"1"_s, u"Contacts"_s, u"Contact"_s, u"Contacts"_s};
    const auto add = [&](const QString& name, FieldType type, bool unique = false) {
        Field field;
        field.apiName = field.label = name;
        field.type = type;
        field.unique = unique;
        meta.fields.append(field);
    };
    add(u"Last_Name"_s, FieldType::Text);
    add(u"Email"_s, FieldType::Email, true);
    add(u"Date_of_Birth"_s, FieldType::Date);
    add(u"Annual_Value"_s, FieldType::Currency);
    add(u"Email_Opt_Out"_s, FieldType::Boolean);
    add(u"Account_Name"_s, FieldType::Lookup);
    return meta;
}

Mapping mappingOf(const QStringList& fields)
{
    Mapping mapping;
    mapping.module = u"Contacts"_s;
    for (int i = 0; i < fields.size(); ++i) {
        ColumnMapping column;
        column.column = i;
        column.header = fields[i];
        column.field = fields[i];
        mapping.columns.push_back(column);
    }
    return mapping;
}

std::shared_ptr<CsvFile> fileOf(const QTemporaryDir& dir, const QByteArray& csv)
{
    QFile file(dir.filePath(u"source.csv"_s));
    if (file.open(QIODevice::WriteOnly))
        file.write(csv);
    file.close();
    auto opened = CsvFile::open(file.fileName(), Dialect{}, dir.path()).value();
    const CancelFlag never = false;
    return opened->index([](qint64, qint64) {}, never) ? opened : nullptr;
}

/// A zip with several entries, for hostile input.
QByteArray zipOf(const QList<std::pair<QString, QByteArray>>& entries)
{
    QByteArray out;
    QBuffer device(&out);
    QuaZip zip(&device);
    zip.open(QuaZip::mdCreate);
    for (const auto& [name, bytes] : entries) {
        QuaZipFile file(&zip);
        file.open(QIODevice::WriteOnly, QuaZipNewInfo(name));
        file.write(bytes);
        file.close();
    }
    zip.close();
    return out;
}

std::string echoOf(const QStringList& cells)
{
    std::string echo;
    for (const QString& cell : cells)
        appendEchoCell(echo, cell.toStdString());
    return echo;
}

SentTable sentTable(const QList<QStringList>& rows)
{
    SentTable out;
    for (const QStringList& cells : rows) {
        out.echo.push_back(echoOf(cells));
        out.rows.emplace_back(qint64(out.echo.size()));
    }
    return out;
}

ResultTable resultFor(const SentTable& sent)
{
    ResultTable out;
    const auto cells = std::count(sent.echo.front().begin(), sent.echo.front().end(), echoEnd);
    out.columns = QStringList{u"Email"_s, u"Last_Name"_s, u"Phone"_s}.mid(0, cells);
    for (std::size_t i = 0; i < sent.echo.size(); ++i)
        out.rows.push_back({sent.echo[i], "added", std::to_string(1'000'000 + i), {}});
    return out;
}

/// One more field of each row, by which records can tell them apart.
SentValues valuesOf(const SentTable& sent, const QStringList& phones)
{
    SentValues out;
    Field phone;
    phone.apiName = u"Phone"_s;
    phone.type = FieldType::Phone;
    out.fields = {phone};
    for (std::size_t i = 0; i < sent.rows.size(); ++i)
        out.rows[sent.rows[i]] = {phones[qsizetype(i)].toStdString()};
    return out;
}

} // namespace

class TestTransfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What workbooks were converted to goes when nobody needs it any more, and nothing else goes.
    void unusedSourcesAreRemoved()
    {
        const QTemporaryDir home;
        const auto made = [&](const QString& name) {
            const QString path = home.filePath(name + u"/table.csv"_s);
            QDir().mkpath(QFileInfo(path).absolutePath());
            QFile file(path);
            return file.open(QIODevice::WriteOnly) && file.write("a\n") == 2 ? path : QString();
        };
        const QString used = made(u"used"_s);
        const QString unused = made(u"unused"_s);
        QFile beside(home.filePath(u"beside.csv"_s));
        QVERIFY(beside.open(QIODevice::WriteOnly));
        const QDateTime now = QDateTime::currentDateTimeUtc();
        removeUnusedSources(home.path(), {used}, now.addSecs(3600));
        QVERIFY(QFile::exists(unused)); // somebody may be looking at it
        removeUnusedSources(home.path(), {used}, now.addDays(2));
        QVERIFY(QFile::exists(used));
        QVERIFY(!QFileInfo::exists(QFileInfo(unused).absolutePath()));
        QVERIFY(beside.exists());
        removeUnusedSources(home.filePath(u"nowhere"_s), {}, now);
    }

    void partsHoldEveryRowOnce_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qsizetype>("parts");
        QTest::newRow("none") << qint64(0) << qsizetype(0);
        QTest::newRow("one") << qint64(1) << qsizetype(1);
        QTest::newRow("full") << qint64(25'000) << qsizetype(1);
        QTest::newRow("full and one") << qint64(25'001) << qsizetype(2);
        QTest::newRow("demo") << qint64(200'000) << qsizetype(8);
    }

    void partsHoldEveryRowOnce()
    {
        QFETCH(qint64, rows);
        QFETCH(qsizetype, parts);
        const auto plan = planParts(ImportId(1), 1, Route::Job, allRows(rows));
        QCOMPARE(qsizetype(plan.size()), parts);
        std::vector<RowNumber> seen;
        for (const PartRecord& part : plan) {
            QVERIFY(part.rowCount <= mostRowsInPart);
            const auto mine = RowSet::decoded(part.rows)->rows();
            QCOMPARE(qint64(mine.size()), part.rowCount);
            seen.insert(seen.end(), mine.begin(), mine.end());
        }
        QCOMPARE(seen, allRows(rows).rows());
    }

    void rowsAtRandomAreFromThoseGiven()
    {
        QRandomGenerator random(3);
        const RowSet from = RowSet::decoded("2-5,9,20-40").value();
        QHash<qint64, int> often;
        for (int i = 0; i < 2'000; ++i) {
            const auto rows = rowsAtRandom(from, 10, random);
            QCOMPARE(rows.size(), 10U);
            for (std::size_t k = 0; k < rows.size(); ++k) {
                QVERIFY(from.contains(rows[k]));
                QVERIFY(k == 0 || rows[k - 1] < rows[k]);
                ++often[rows[k].value];
            }
        }
        // 10 of 26 rows, 2,000 times: about 769 each.
        for (const RowNumber row : from.rows())
            QVERIFY2(often.value(row.value) > 650 && often.value(row.value) < 890,
                     qPrintable(QString::number(row.value)));
        QCOMPARE(rowsAtRandom(from, 1'000, random), from.rows());
        QVERIFY(rowsAtRandom({}, 5, random).empty());
    }

    void gapsAndHalves()
    {
        const RowSet rows = rowsWithout(RowCount(10), {RowNumber(1), RowNumber(5), RowNumber(10)});
        QCOMPARE(rows.encoded(), QByteArray("2-4,6-9"));
        const auto halves = halved(rows);
        QCOMPARE(halves->first.encoded(), QByteArray("2-4"));
        QCOMPARE(halves->second.encoded(), QByteArray("6-9"));
        QVERIFY(!halved(allRows(1)));
        QCOMPARE(planParts(ImportId(1), 2, Route::Records, allRows(250)).size(), 3U);
        QCOMPARE(creditsForRecords(100), 10);
        QCOMPARE(creditsForRecords(1), 1);
        QCOMPARE(creditsForRecords(0), 0);
    }

    /// The CRM works on them in the order in which it got them, which is not always that of the parts.
    void theOldestJobIsTheNextOne()
    {
        ImportRun run;
        const QDateTime begin = QDateTime::fromMSecsSinceEpoch(0, Qt::UTC);
        const PartStage stages[]{PartStage::Done, PartStage::Queued, PartStage::Working, PartStage::Ready,
                                 PartStage::Uploaded};
        for (int i = 0; i < 5; ++i) {
            PartRecord part;
            part.id = PartId(i + 1);
            part.stage = stages[i];
            part.createdAt = begin.addSecs(i == 1 ? 100 : i);
            run.parts.push_back(part);
        }
        QCOMPARE(run.oldestAtCrm(PartId(4))->id, PartId(3));
        QCOMPARE(run.oldestAtCrm(PartId(3))->id, PartId(2));
        run.parts.erase(run.parts.begin() + 1, run.parts.begin() + 3);
        QVERIFY(!run.oldestAtCrm(PartId(4)));
    }

    void zipsAreReadBackAndTheSameEachTime()
    {
        const std::string content(100'000, 'a');
        const auto zip = makeZip(u"x.csv"_s, content);
        QVERIFY(zip);
        QCOMPARE(readZip(*zip, 1 << 20).value(), QByteArray::fromStdString(content));
        QCOMPARE(makeZip(u"x.csv"_s, content).value(), *zip);
        QCOMPARE(readZip(makeZip(u"x.csv"_s, "").value(), 10).value(), QByteArray());
    }

    void whoUnpacksAZipByHandMayReadIt()
    {
        QByteArray bytes = makeZip(u"x.csv"_s, "a\r\n").value();
        QBuffer device(&bytes);
        QuaZip archive(&device);
        QVERIFY(archive.open(QuaZip::mdUnzip) && archive.goToFirstFile());
        QuaZipFileInfo64 info;
        QVERIFY(archive.getCurrentFileInfo(&info));
        QCOMPARE(info.getPermissions() & (QFile::ReadOwner | QFile::ReadOther), QFile::ReadOwner);
    }

    void hostileZipsAreRefused()
    {
        QVERIFY(!readZip("PK nonsense", 1000));
        QVERIFY(!readZip({}, 1000));
        QVERIFY(!readZip(zipOf({{u"a"_s, "1"}, {u"b"_s, "2"}}), 1000));
        QVERIFY(!readZip(zipOf({}), 1000));
        const QByteArray good = makeZip(u"x.csv"_s, (QByteArray(10'000, 'a') + "end").toStdString()).value();
        QVERIFY(!readZip(good, 9'999));
        // Cut anywhere, a zip is refused or read whole (the last bytes of its directory say nothing of the contents):
        // never wrong.
        const QByteArray whole = readZip(good, 1 << 20).value();
        for (qsizetype length = 0; length < good.size(); ++length) {
            const auto cut = readZip(good.left(length), 1 << 20);
            QVERIFY2(!cut || *cut == whole, qPrintable(QString::number(length)));
            QVERIFY(!cut || length > good.size() - 22);
        }
    }

    /// A directory that announces less than there is, with the check sum of so much, or bytes behind the packed ones.
    void nothingIsLeftBehind()
    {
        const QByteArray content = QByteArray("Id,STATUS\n1,added\n").repeated(20);
        const QByteArray good = makeZip(u"x.csv"_s, content.toStdString()).value();
        const auto unpacked = [](const QByteArray& zip) {
            QByteArray out;
            const auto done = unpackZip(zip, 1 << 20, [&out](QByteArrayView block) {
                out.append(block);
                return Result<void>();
            });
            return done ? std::optional(out) : std::nullopt;
        };
        QCOMPARE(unpacked(good), content);
        // APPNOTE.TXT 4.3.7 and 4.3.12: check sum, packed size, size.
        const qsizetype directory = good.indexOf("PK\x01\x02");
        const auto patched = [&](QByteArray zip, qsizetype place, quint32 value) {
            for (const qsizetype at : {qsizetype(14), directory + 16}) {
                const quint32 little = qToLittleEndian(value);
                std::memcpy(zip.data() + at + place, &little, sizeof little);
            }
            return zip;
        };
        const auto less = uInt(content.size() - 8);
        const auto sum = quint32(::crc32(0, reinterpret_cast<const Bytef*>(content.constData()), less));
        const QByteArray longer = patched(patched(good, 0, sum), 8, less);
        QVERIFY(!readZip(longer, 1 << 20) && !unpacked(longer));
        const QByteArray more = patched(good, 8, uInt(content.size() + 8));
        QVERIFY(!readZip(more, 1 << 20) && !unpacked(more));
        // One byte of the packed ones is left out of the entry.
        const auto packed = qFromLittleEndian<quint32>(good.constData() + 18);
        const QByteArray cut = patched(good, 4, packed - 1);
        QVERIFY(!readZip(cut, 1 << 20) && !unpacked(cut));
    }

    /// Random bytes are not packed any further, so that nothing but the check sum tells that one of them was changed.
    void damagedZipsAreNeverReadWrong()
    {
        std::mt19937 random(1);
        std::string noise(1'000, '\0');
        for (char& c : noise)
            c = char(random() & 0xFFU);
        const QByteArray good = makeZip(u"x.csv"_s, noise).value();
        QVERIFY(good.contains(QByteArray::fromStdString(noise)));
        for (qsizetype at = 0; at < good.size(); ++at) {
            QByteArray flipped = good;
            flipped[at] = char(flipped[at] ^ 0x10);
            const auto read = readZip(flipped, 1 << 20);
            QVERIFY2(!read || *read == QByteArray::fromStdString(noise), qPrintable(QString::number(at)));
        }
    }

    void packedRowsAreWhatWasMeant()
    {
        QTemporaryDir dir;
        const auto file = fileOf(dir, "Last_Name,Email,Date_of_Birth\r\n\"Müller, A\",a@x.de,31/12/2001\r\n B "
                                      ",b@x.de,\r\n\"C\nC\",c@x.de,01/02/1999\r\n");
        Mapping mapping = mappingOf({u"Last_Name"_s, u"Email"_s, u"Date_of_Birth"_s});
        mapping.columns[2].conversion.datePattern = u"dd/MM/yyyy"_s;
        Fixes fixes;
        fixes.set({RowNumber(2), 1, u"fixed@x.de"_s});
        const PackSource source{file, mapping, contacts(), fixes};
        const CancelFlag never = false;
        // Room in which another part was packed before.
        PackRoom room{{1, "old", {1, 3}}, "old,part"};
        const auto packed = packPart(
            source, allRows(3), u"p"_s, [](qint64, qint64) {}, never, room);
        QVERIFY(packed);
        const QByteArray csv = readZip(packed->zip, 1 << 20).value();
        QCOMPARE(
            QString::fromUtf8(csv),
            u"Email,Last_Name,Date_of_Birth\r\na@x.de,\"Müller, A\",2001-12-31\r\nfixed@x.de,B,\r\nc@x.de,\"C\nC\",1999-02-01\r\n"_s);
        const auto columns = writeColumns({u"Last_Name"_s, u"Date_of_Birth"_s}, mapping, contacts());
        QCOMPARE(columns[1].format, u"yyyy-MM-dd"_s);
        QCOMPARE(columns[1].index, 1);
    }

    void aChangedFileIsNotSent()
    {
        QTemporaryDir dir;
        const auto file = fileOf(dir, "Last_Name\r\nA\r\nB\r\n");
        QFile disk(file->path());
        QVERIFY(disk.open(QIODevice::WriteOnly));
        disk.write("Last_Name\r\nA\r\n");
        disk.close();
        const CancelFlag never = false;
        PackRoom room;
        const auto packed = packPart(
            {file, mappingOf({u"Last_Name"_s}), contacts(), {}}, allRows(2), u"p"_s, [](qint64, qint64) {}, never,
            room);
        QVERIFY(!packed);
        QCOMPARE(packed.error().kind, FailureKind::Source);
    }

    void tellingColumnsComeFirst()
    {
        ValueTable values{5, {}, {}};
        for (int i = 0; i < 100; ++i)
            for (const std::string& value :
                 {std::string("Web"), std::to_string(i % 7), "user" + std::to_string(i) + "@x.de",
                  "2001-01-" + std::to_string(i % 28), std::to_string(i)})
                values.append(value);
        std::vector<OrderedColumn> columns{
            {FieldType::Picklist}, {FieldType::Text}, {FieldType::Email}, {FieldType::Date}, {FieldType::Currency}};
        auto order = columnOrder(values, columns);
        QCOMPARE(order[0], 2);
        QVERIFY(std::set<int>(order.begin(), order.end()).size() == 5);
        // What a server may reformat comes last, however telling it is.
        QVERIFY(order[3] == 3 || order[3] == 4);
        // Records are found by the match key, so it is in every row and a server knows it.
        columns[1].matchKey = true;
        order = columnOrder(values, columns);
        QCOMPARE(order[0], 1);
        QCOMPARE(order[1], 2);
    }

    void errorsAreReadAndWritten()
    {
        const QString text = u"MANDATORY_NOT_FOUND-Company,Last_Name:DUPLICATE_DATA-Email"_s;
        QCOMPARE(parseErrors(text), (QList<RowError>{{u"MANDATORY_NOT_FOUND"_s, {u"Company"_s, u"Last_Name"_s}},
                                                     {u"DUPLICATE_DATA"_s, {u"Email"_s}}}));
        QCOMPARE(errorText(parseErrors(text)), text);
        QCOMPARE(parseErrors({}), QList<RowError>());
        QCOMPARE(parseErrors(u"CANNOT_PROCESS"_s), (QList<RowError>{{u"CANNOT_PROCESS"_s, {}}}));
        // One error may name several fields, and some have no column.
        const Mapping mapping = mappingOf({u"Email"_s, u"Phone"_s, u"Last_Name"_s});
        QCOMPARE(refusedColumns(text, mapping), (QList<int>{0, 2}));
        QCOMPARE(refusedColumns(u"INVALID_DATA-Last_Name:DUPLICATE_DATA-Last_Name"_s, mapping), QList<int>{2});
        QCOMPARE(refusedColumns(u"CANNOT_PROCESS"_s, mapping), QList<int>());
    }

    // -- joining

    /// Their position would only be evidence: a server that swaps them looks the same.
    void equalEchoesWithDifferentFatesAreNotSeparable()
    {
        const SentTable sent = sentTable({{u"a"_s, u"b"_s}, {u"A "_s, u"b"_s}, {u"c"_s, u"d"_s}});
        ResultTable result = resultFor(sent);
        result.rows[1] = {sent.echo[0], "SKIPPED", {}, "DUPLICATE_DATA-Email"};
        JoinedPart part = joinResult(sent, result);
        QCOMPARE(part.outcomes[0].fate, Fate::Unknown);
        QCOMPARE(part.reasons[1], JoinReason::NotSeparable);
        QCOMPARE(part.outcomes[2].recordId, u"1000002"_s);
        QCOMPARE(part.groups.size(), 1U);
        QVERIFY(part.sentence.contains(u'2'));

        // The record shows whose it is, and the other row follows.
        QCOMPARE(recordsToRead(part), QStringList{u"1000000"_s});
        const SentValues values = valuesOf(sent, {u"111"_s, u"222"_s, u"333"_s});
        QCOMPARE(fieldsToRead(values.fields), QStringList{u"Phone"_s});
        QCOMPARE(settleByRecords(part, values, {{u"1000000"_s, {{u"Phone"_s, u"222"_s}}}}), 2);
        QCOMPARE(part.outcomes[1], (OutcomeRecord{RowNumber(2), Fate::Added, u"1000000"_s, {}}));
        QCOMPARE(part.outcomes[0].fate, Fate::Refused);
        QVERIFY(part.groups.empty());
        QVERIFY(part.sentence.isEmpty());
    }

    void recordsThatTellNothingSettleNothing()
    {
        const SentTable sent = sentTable({{u"a"_s}, {u"a"_s}});
        ResultTable result = resultFor(sent);
        result.rows[1] = {sent.echo[0], "skipped", {}, "INVALID_DATA-Phone"};
        const JoinedPart part = joinResult(sent, result);
        const auto settled = [&](const QStringList& phones, const QJsonObject& record) {
            JoinedPart copy = part;
            return settleByRecords(copy, valuesOf(sent, phones), {{u"1000000"_s, record}});
        };
        // Tidied, filled in, not shown, changed by somebody else, not read.
        QCOMPARE(settled({u"030 1"_s, u"0301"_s}, {{u"Phone"_s, u"0301"_s}}), 0);
        QCOMPARE(settled({QString(), u"0301"_s}, {{u"Phone"_s, u"0301"_s}}), 0);
        QCOMPARE(settled({u"1"_s, u"2"_s}, {}), 0);
        QCOMPARE(settled({u"1"_s, u"2"_s}, {{u"Phone"_s, u"77"_s}}), 0);
        JoinedPart unread = part;
        QCOMPARE(settleByRecords(unread, valuesOf(sent, {u"1"_s, u"2"_s}), {}), 0);
        QCOMPARE(unread.groups, part.groups);
        // The same in every value: which is which makes no difference.
        QCOMPARE(settleByRecords(unread, valuesOf(sent, {u"1"_s, u"1"_s}), {}), 2);
        QCOMPARE(unread.reasons[0], JoinReason::Interchangeable);
        QCOMPARE(unread.outcomes[1].fate, Fate::Refused);
    }

    void equalEchoesWithOneFateLackOnlyTheRecord()
    {
        const SentTable sent = sentTable({{u"a"_s}, {u"a"_s}});
        JoinedPart part = joinResult(sent, resultFor(sent));
        QCOMPARE(part.outcomes[0], (OutcomeRecord{RowNumber(1), Fate::Added, {}, {}}));
        QCOMPARE(part.reasons[0], JoinReason::NoRecord);
        QVERIFY(part.groups[0].fateCertain);
        QVERIFY(part.sentence.isEmpty());
        settleByRecords(part, valuesOf(sent, {u"1"_s, u"2"_s}), {{u"1000000"_s, {{u"Phone"_s, u"2"_s}}}});
        QCOMPARE(part.outcomes[0].recordId, u"1000001"_s);
        QCOMPARE(part.outcomes[1].recordId, u"1000000"_s);
    }

    void joinSurvivesWhatServersDo()
    {
        const SentTable sent = sentTable({{u" Anna  B "_s, u"1.50"_s, u"2001-12-31"_s},
                                          {u"CARL"_s, u"007"_s, u"x"_s},
                                          {u"Müller & Co"_s, u"2"_s, u"y"_s}});
        ResultTable result = resultFor(sent);
        result.rows[0].echo = echoOf({u"anna b"_s, u"1.5"_s, u"12/31/2001"_s});
        result.rows[1].echo = echoOf({u"Ca"_s, u"7"_s, {}});
        result.rows[2].echo = echoOf({u"M?ller &amp; Co"_s, u"2.00"_s, u"y"_s});
        std::swap(result.rows[0], result.rows[2]);
        const JoinedPart part = joinResult(sent, result);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(part.outcomes[std::size_t(i)].recordId, QString::number(1'000'000 + i));
    }

    void cutEchoesAreNotGuessed()
    {
        // "Ann" may be either; "Anna" can be only the second, so "Ann" is the first after all.
        const SentTable sent = sentTable({{u"Ann"_s}, {u"Anna"_s}, {u"Zoe Zimmer"_s}});
        ResultTable result = resultFor(sent);
        result.rows[2].echo = echoOf({u"Zoe"_s});
        QCOMPARE(joinResult(sent, result).outcomes[0].recordId, u"1000000"_s);
        result.rows[1] = {echoOf({u"An"_s}), "skipped", {}, "INVALID_DATA-Email"};
        const JoinedPart part = joinResult(sent, result);
        QCOMPARE(part.reasons[0], JoinReason::NotSeparable);
        QCOMPARE(part.reasons[1], JoinReason::NotSeparable);
        QCOMPARE(part.outcomes[2].fate, Fate::Added);
    }

    /// Nothing but the other column tells whose the empty one was.
    void emptiedCellsMayBeAnybodys()
    {
        const SentTable sent = sentTable({{u"ann"_s, u"1"_s}, {u"ben"_s, u"2"_s}, {u"ben"_s, u"3"_s}});
        ResultTable result = resultFor(sent);
        result.rows[0].echo = echoOf({{}, u"1"_s});
        result.rows[1].echo = echoOf({u"ben"_s, {}});
        const JoinedPart part = joinResult(sent, result);
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(part.outcomes[i].recordId, QString::number(1'000'000 + i));
        // Letters that no plain text becomes.
        QVERIFY(!mayBeEchoOf(echoOf({u"ann"_s}), echoOf({u"王"_s})));
        QVERIFY(mayBeEchoOf(echoOf({u"jürgen"_s}), echoOf({u"jã¼rgen"_s})));
        QVERIFY(mayBeEchoOf(echoOf({u"o'neill"_s}), echoOf({u"o’neill"_s})));
    }

    void missingAndDoubledRowsMakeTheRestDoubtful()
    {
        const SentTable sent = sentTable({{u"a"_s}, {u"b"_s}, {u"c"_s}, {u"c"_s}});
        ResultTable result = resultFor(sent);
        result.rows.erase(result.rows.begin());
        JoinedPart part = joinResult(sent, result);
        QCOMPARE(part.reasons[0], JoinReason::NoSuchRow);
        QCOMPARE(part.outcomes[1].fate, Fate::Added);
        QCOMPARE(part.reasons[2], JoinReason::CountsDisagree);
        QVERIFY(part.sentence.contains(u"3 rows for the 4"_s));
        // As many rows, but other numbers than the job says.
        result = resultFor(sent);
        result.rows[3] = {sent.echo[3], "skipped", {}, "INVALID_DATA-Email"};
        part = joinResult(sent, result, JobCounts{4, 0, 0});
        QCOMPARE(part.reasons[2], JoinReason::CountsDisagree);
        QCOMPARE(part.reasons[0], JoinReason::None);
        QCOMPARE(joinResult(sent, result, JobCounts{3, 0, 1}).reasons[2], JoinReason::NotSeparable);
        // A row that was added twice hides one that is missing: perhaps one of those that look alike.
        const SentTable pairs = sentTable({{u"a"_s}, {u"a"_s}, {u"c"_s}, {u"c"_s}});
        result = resultFor(pairs);
        for (const std::size_t i : {2U, 3U})
            result.rows[i] = {pairs.echo[i], "skipped", {}, "INVALID_DATA-Email"};
        QCOMPARE(joinResult(pairs, result).outcomes[3].fate, Fate::Refused);
        result.rows[1].recordId = result.rows[0].recordId;
        QCOMPARE(joinResult(pairs, result).reasons[3], JoinReason::CountsDisagree);
        // A result without echoed columns proves nothing about any row.
        result = resultFor(sent);
        result.columns.clear();
        for (ResultRow& row : result.rows)
            row.echo.clear();
        QCOMPARE(joinResult(sent, result).reasons[0], JoinReason::NoEcho);
    }

    void oddOutcomesAreNotSuccess()
    {
        const SentTable sent = sentTable({{u"a"_s}, {u"b"_s}, {u"c"_s}, {u"d"_s}, {u"e"_s}});
        ResultTable result = resultFor(sent);
        result.rows[0].status = "deferred";
        result.rows[0].errors = "LATER";
        result.rows[1].recordId.clear();
        result.rows[2].recordId = "5.72577E+18";
        result.rows[4].recordId = result.rows[3].recordId;
        const JoinedPart part = joinResult(sent, result);
        for (const OutcomeRecord& outcome : part.outcomes)
            QCOMPARE(outcome.fate, Fate::Unknown);
        QCOMPARE(part.outcomes[0].errors, u"LATER"_s);
        QCOMPARE(part.reasons, (std::vector{JoinReason::UnknownWord, JoinReason::IdMissing, JoinReason::IdMissing,
                                            JoinReason::IdTwice, JoinReason::IdTwice}));
        // A row may update the record that another one added.
        result.rows[4].status = "updated";
        QCOMPARE(joinResult(sent, result).outcomes[4].fate, Fate::Updated);
    }

    /// Columns in another order, one that nobody knows, a byte order mark, and a field that is called like a column of
    /// the CRM's own.
    void resultsOfAnyShapeAreRead()
    {
        const auto csv = MemoryCsv::open("\xEF\xBB\xBF\"ERRORS\",Colour,RECORD_ID,STATUS,Status,Email\r\n"
                                         "INVALID_DATA-Email,red,,SKIPPED,added,x@x.de\r\n");
        const auto result = readResult(csv.value(), {u"Email"_s, u"Status"_s, u"Phone"_s});
        QVERIFY(result);
        QCOMPARE(result->columns, (QStringList{u"Status"_s, u"Email"_s}));
        QCOMPARE(result->rows[0].status, std::string("SKIPPED"));
        QCOMPARE(result->rows[0].echo, echoOf({u"added"_s, u"x@x.de"_s}));
        QCOMPARE(result->rows[0].errors, std::string("INVALID_DATA-Email"));
        QVERIFY(!readResult(MemoryCsv::open("Email,ZUSTAND,RECORD_ID,ERRORS\r\n").value(), {u"Email"_s}));
    }

    void fates_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("errors");
        QTest::addColumn<int>("fate");
        QTest::newRow("added") << u"added"_s << QString() << int(Fate::Added);
        QTest::newRow("upper case") << u"ADDED"_s << QString() << int(Fate::Added);
        QTest::newRow("updated") << u"Updated"_s << QString() << int(Fate::Updated);
        QTest::newRow("skipped with errors") << u"skipped"_s << u"DUPLICATE_DATA-Email"_s << int(Fate::Refused);
        QTest::newRow("skipped as asked") << u"skipped"_s << QString() << int(Fate::Skipped);
        QTest::newRow("unprocessed") << u"unprocessed"_s << QString() << int(Fate::Unprocessed);
        QTest::newRow("a word nobody knows") << u"deferred"_s << QString() << int(Fate::Unknown);
    }

    void fates()
    {
        QFETCH(QString, status);
        QFETCH(QString, errors);
        QFETCH(int, fate);
        QCOMPARE(int(fateFrom(status, errors)), fate);
    }

    // -- Records API

    void recordsAreTyped()
    {
        const ModuleMeta meta = contacts();
        Mapping mapping =
            mappingOf({u"Last_Name"_s, u"Date_of_Birth"_s, u"Annual_Value"_s, u"Email_Opt_Out"_s, u"Account_Name"_s});
        SentRows rows;
        for (const ColumnMapping& column : mapping.columns)
            rows.columns.push_back(&column);
        rows.rows = {RowNumber(1)};
        rows.values = {{"A", "2001-12-31", "1200.50", "true", "4876876000000541999"}};
        const QJsonObject record = recordsOf(rows, mapping, meta).first();
        QCOMPARE(record[u"Last_Name"].toString(), u"A"_s);
        QCOMPARE(record[u"Annual_Value"].toDouble(), 1200.5);
        QCOMPARE(record[u"Email_Opt_Out"].toBool(), true);
        QCOMPARE(record[u"Account_Name"][u"id"].toString(), u"4876876000000541999"_s);
        rows.values = {{"A", "", "", "", ""}};
        QCOMPARE(recordsOf(rows, mapping, meta).first().keys(), QStringList{u"Last_Name"_s});
        mapping.operation = Operation::Upsert;
        mapping.eraseEmpty = true;
        QVERIFY(recordsOf(rows, mapping, meta).first()[u"Date_of_Birth"].isNull());
        QVERIFY(whyNotRecords(mapping, meta).isEmpty());
        mapping.layout = u"1"_s;
        QVERIFY(whyNotRecords(mapping, meta).contains(u"layout"_s));
        mapping.layout.clear();
        mapping.columns[4].findBy = u"Account_Name"_s;
        QVERIFY(!whyNotRecords(mapping, meta).isEmpty());
    }

    // -- pacing

    void pacing()
    {
        const Failure network{FailureKind::Network, {}, {}, {}};
        const Failure limited{FailureKind::RateLimited, {}, {}, {}};
        QCOMPARE(retryDelay(network, 1).count(), 1000);
        QCOMPARE(retryDelay(network, 3).count(), 4000);
        QCOMPARE(retryDelay(network, 50).count(), 60'000);
        QCOMPARE(retryDelay(limited, 1).count(), 30'000);
        QCOMPARE(pollDelay({}, 0).count(), 1000);
        QCOMPARE(pollDelay({}, 3).count(), 2370);
        QCOMPARE(pollDelay({}, 1000).count(), 30'000);
        Pace quick;
        quick.firstLook = std::chrono::milliseconds(10);
        QCOMPARE(pollDelay(quick, 0).count(), 10);
        QCOMPARE(nextTry({FailureKind::SignIn, {}, {}, {}}), NextTry::Stop);
        QCOMPARE(nextTry({FailureKind::Refused, {}, {}, {}}), NextTry::GiveUp);
        QCOMPARE(nextTry(network), NextTry::Later);
    }

    void snapshotsAddUp()
    {
        ImportRun run;
        run.record.rowCount = 100;
        PartRecord part;
        for (const PartStage stage :
             {PartStage::Planned, PartStage::Creating, PartStage::Working, PartStage::Done, PartStage::Doubt}) {
            part.id = PartId(part.id.value + 1);
            part.stage = stage;
            part.rowCount = 20;
            part.credits = stage == PartStage::Done ? 500 : 0;
            run.parts.push_back(part);
        }
        run.fates.added = 20;
        run.fates.unknown = 20;
        const ImportSnapshot s = run.snapshot(QDateTime::currentDateTimeUtc());
        QCOMPARE(s.toSend, 20);
        QCOMPARE(s.atCrm, 40);
        QCOMPARE(s.fates.settled() + s.atCrm + s.toSend, s.record.rowCount);
        QCOMPARE(s.credits, 500);
        QCOMPARE(s.creditsPlanned, 2000);
    }
};

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// Refused rows go out as CSV and come back from a spreadsheet: what was corrected, and what was damaged.
#include "csv/durablecsv.h"
#include "transfer/corrected/celldamage.h"
#include "transfer/corrected/correctedfile.h"
#include "transfer/corrected/rowmark.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

const CancelFlag never = false;

/// A folder with the file of an import.
class World
{
public:
    explicit World(const QByteArray& text) : m_path(write(u"source.csv"_s, text))
    {
        source.file = CsvFile::open(m_path, Dialect{}, m_dir.path()).value();
        Q_ASSERT(std::const_pointer_cast<CsvFile>(source.file)->index([](qint64, qint64) {}, never));
        for (RowNumber row(1); row.value <= source.file->knownRows().value; ++row)
            source.rows.push_back({row, Fate::Refused, u"INVALID_DATA-Email"_s, false});
    }

    QString write(const QString& name, const QByteArray& text) const
    {
        QFile file(m_dir.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    }
    QByteArray written(const RefusedForm& form = {}) const
    {
        const QString path = m_dir.filePath(u"refused.csv"_s);
        if (!writeRefused(source, path, form, never))
            return {};
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    Result<CorrectedFile> read(const QByteArray& text, bool takeAll = false) const
    {
        return readCorrected(source, write(u"corrected.csv"_s, text),
                             {takeAll, m_dir.path(), m_dir.filePath(u"unpacked"_s)}, {}, never);
    }
    /// The written file with `before` replaced in it, once, read again.
    CorrectedFile edited(const QByteArray& before, const QByteArray& after, bool takeAll = false) const
    {
        QByteArray text = written();
        Q_ASSERT(text.count(before) == 1);
        return read(text.replace(before, after), takeAll).value();
    }

    RefusedSource source;

private:
    QTemporaryDir m_dir;
    QString m_path;
};

const QByteArray contacts = "Name,Account Id,Zip,Born,Note\r\n"
                            "Müller,4876876000000540123,00712,2001-12-31,\"said \"\"yes\"\"\"\r\n"
                            "Ødegård,4876876000000540456,00713,1999-02-03,\"two\r\nlines\"\r\n"
                            "Łuk,4876876000000540789,99999,1988-07-15,=1+1\r\n";

QString wordOf(const std::optional<DamageKind>& kind)
{
    return kind ? damageWord(*kind) : u"correction"_s;
}

} // namespace

class TestCorrected final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_data();
    void cells();
    void oldCodePages();
    void safeFormIsExact();
    void marks();
    void untouchedFileHasNoFixes();
    void writtenForm();
    void correctionsAreTaken();
    void damageIsListedAndKept();
    void formsInRefusedColumnsAreListed();
    void everythingMayBeTaken();
    void rowsAreTold();
    void rowsOfOtherImports();
    void rowsOutOfShape();
    void columnsAreTold();
    void withoutCheckColumn();
    void namesLikeOurs();
    void otherDelimiterAndEncoding();
    void lostLetters();
    void correctedSinceItWasWritten();
    void noRowColumn();
    void cancelled();
    void manyRowsInAnyOrder();
};

void TestCorrected::cells_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("word");
    int number = 0;
    const auto add = [&number](const char* before, const char* after, const char* word) {
        QTest::addRow("%d %s", ++number, word)
            << QString::fromUtf8(before) << QString::fromUtf8(after) << QString::fromLatin1(word);
    };
    // Long numbers, as Excel, LibreOffice and those who read doubles write them.
    add("4876876000000540123", "4876876000000540000", "rounded");
    add("4876876000000540123", "4.87688E+18", "rounded");
    add("4876876000000540123", "4,87688E+18", "rounded");
    add("4876876000000540123", "4.87687600000054E+018", "rounded");
    add("4876876000000540123", "4876876000000539648", "rounded");
    add("-4876876000000540123", "-4876876000000540000", "rounded");
    add("491701234567", "4.91701E+11", "rounded");
    add("1.23456789", "1.23", "rounded");
    add("1.235", "1.24", "rounded");
    add("99.96", "100", "rounded");
    add("100000000000000", "1E+14", "number-form");
    add("4876876000000540123", "4876876000000540124", "correction");
    add("4876876000000540123", "4876876000000550000", "correction");
    add("1234", "1230", "correction");
    add("1.23", "1.24", "correction");
    add("12", "-12", "correction");
    // Zeros in front.
    add("007", "7", "zeros-lost");
    add("+491701234567", "491701234567", "zeros-lost");
    add("00.50", "0.5", "zeros-lost");
    add("7", "007", "correction");
    add("49170", "+49170", "correction");
    // The same number.
    add("1.50", "1.5", "number-form");
    add("1.5", "1.50", "number-form");
    add("1234.5", "1,234.50", "number-form");
    add("0.5", ".5", "number-form");
    add("1.5", "1,5", "decimal-comma");
    add("1234,50", "1234.5", "decimal-comma");
    add("1,500", "1.500", "number-unclear");
    add("1.500", "1500", "number-unclear");
    add("1.500", "1.5", "number-unclear");
    // Dates.
    add("2001-12-31", "12/31/2001", "date-form");
    add("2001-12-31", "31.12.2001", "date-form");
    add("2001-12-31", "31.12.01", "date-form");
    add("2001-12-31", "31-Dec-2001", "date-form");
    add("2001-02-03", "02/03/2001", "date-form");
    add("2001-12-31", "37256", "date-form");
    add("2001-12-31 12:00:00", "37256.5", "date-form");
    add("1899-02-03", "-330", "date-form");
    add("2001-12-31", "37257", "correction");
    add("2001-12-31", "2001-12-31T00:00:00", "date-form");
    add("2001-12-31 13:01:00", "12/31/2001 13:01", "date-form");
    add("2001-12-31 13:01:02", "12/31/2001 13:01", "time-lost");
    add("2001-12-31 13:01:02", "12/31/2001", "time-lost");
    add("13:05", "13:05:00", "date-form");
    add("13:05", "01:05 PM", "date-form");
    add("03/02/2001", "02/03/2001", "date-unclear");
    add("31.12.1925", "12/31/25", "century-lost");
    add("2001-12-31", "2001-12-30", "correction");
    add("30.02.2001", "28.02.2001", "correction");
    add("3/4", "04.03.2026", "became-date");
    add("3-4", "03-Apr", "became-date");
    add("3-4", "4-Mar", "became-date");
    add("12.5", "12. May", "became-date");
    add("3-4", "3-5", "correction");
    // Truth, blanks, line ends, letters.
    add("true", "TRUE", "truth-form");
    add("False", "FALSCH", "truth-form");
    add("true", "FALSE", "correction");
    add("Ada ", "Ada", "blanks-cut");
    add("  Ada", "Ada", "blanks-cut");
    add("a\r\nb", "a\nb", "text-form");
    add("e\xCC\x81", "é", "text-form");
    add("Müller", "M?ller", "characters-lost");
    add("Łódź", "??d?", "characters-lost");
    add("Müller", "MÃ¼ller", "wrong-encoding");
    add("Müller Łódź", "MÃ¼ller ÅÃ³dÅº", "wrong-encoding"); // U+0081 was dropped
    add("MÃ¼ller", "Müller", "correction");
    add("€uro", "â‚¬uro", "wrong-encoding");
    add("Müller", "Muller", "correction");
    add("Muller", "Müller", "correction");
    add("Strasse", "Straße", "correction");
    // Formulas.
    add("=1+1", "2", "computed");
    add("=cmd()", "#NAME?", "computed");
    add("@x", "Err:508", "computed");
    add("=1+1", "two", "correction");
    add("-5", "5", "correction");
    // What people do.
    add("ada(at)example.com", "ada@example.com", "correction");
    add("x", "", "correction");
    add("", "x", "correction");
    add("Berlin", "berlin", "correction");
    const QByteArray longText(300, 'x');
    add(longText + "y", longText, "cut");
    add("xy", "x", "correction");
}

void TestCorrected::cells()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QTEST(wordOf(cellDamage(before, after, FileText::Unicode)), "word");
}

void TestCorrected::oldCodePages()
{
    QCOMPARE(wordOf(cellDamage(u"Łuk"_s, u"£uk"_s, FileText::OldCodePage)), u"wrong-encoding"_s);
    QCOMPARE(wordOf(cellDamage(u"Łuk"_s, u"Żuk"_s, FileText::Unicode)), u"correction"_s);
    QCOMPARE(wordOf(cellDamage(u"Luk"_s, u"Luke"_s, FileText::OldCodePage)), u"correction"_s);
}

void TestCorrected::safeFormIsExact()
{
    for (const QString& value :
         {u"=1"_s, u"'=1"_s, u"''=1"_s, u"'x"_s, u"+49"_s, u"-"_s, u"@a"_s, u"\tx"_s, u"'"_s, u""_s, u"x"_s}) {
        const QString safe = spreadsheetSafe(value);
        QVERIFY(!startsLikeFormula(safe));
        QCOMPARE(withoutSafety(safe), value);
    }
}

void TestCorrected::marks()
{
    const World world(contacts);
    RowReader reader(world.source.file, RowNumber(1));
    QSet<QByteArray> all;
    while (const RowView* row = reader.next()) {
        const std::string mark = rowMark(*row, 5);
        QCOMPARE(mark.size(), std::size_t(6));
        QVERIFY(QRegularExpression(u"^[B-DF-HJ-NP-TV-Z]+$"_s).match(QString::fromStdString(mark)).hasMatch());
        all.insert(QByteArray::fromStdString(mark));
        RowView other = *row;
        ++other.number;
        all.insert(QByteArray::fromStdString(rowMark(other, 5)));
    }
    QCOMPARE(all.size(), 6);
    QVERIFY(isSameMark(readMark(" kqxfbr-mtbdhj ").row, "KQXFBR"));
    QVERIFY(isSameMark(readMark("KQXFBR-MTBDHJ").fixes, "MTBDHJ"));
    QVERIFY(readMark("KQXFBR").fixes.empty());
}

void TestCorrected::untouchedFileHasNoFixes()
{
    World world(contacts);
    for (const bool withFixes : {false, true}) {
        if (withFixes)
            world.source.fixes.set({RowNumber(2), 4, u"'=now"_s});
        for (const auto formulas : {RefusedForm::Formulas::Safe, RefusedForm::Formulas::Exact}) {
            for (const char delimiter : {',', ';'}) {
                const auto read = world.read(world.written({formulas, delimiter}));
                QVERIFY(read);
                QVERIFY(read->fixes.empty());
                QCOMPARE(read->damaged() + read->harmless() + read->outdated, 0);
                QCOMPARE(read->rows.size(), std::size_t(3));
                QVERIFY(read->missing.isEmpty());
                QCOMPARE(correctedRemarks(*read).size(), delimiter == ',' ? 0 : 1);
            }
        }
    }
}

void TestCorrected::writtenForm()
{
    World world(contacts);
    world.source.fixes.set({RowNumber(1), 2, u"00800"_s});
    const QByteArray text = world.written();
    QVERIFY(text.startsWith("\xEF\xBB\xBF_row,_status,_errors,_reason,_check,Name,Account Id,Zip,Born,Note\r\n"));
    QVERIFY(text.contains("\r\n1,refused,INVALID_DATA-Email,"));
    QVERIFY(text.contains(",Müller,4876876000000540123,00800,2001-12-31,\"said \"\"yes\"\"\"\r\n"));
    QVERIFY(text.contains("1988-07-15,'=1+1\r\n"));
    QVERIFY(world.written({RefusedForm::Formulas::Exact, ','}).contains("1988-07-15,=1+1\r\n"));
}

void TestCorrected::correctionsAreTaken()
{
    World world(contacts);
    world.source.rows[0].fate = Fate::Unprocessed;
    world.source.rows[2].fate = Fate::Unknown;
    const CorrectedFile file = world.edited("Müller", "Meier");
    QCOMPARE(file.fixes, (std::vector<Fix>{{RowNumber(1), 0, u"Meier"_s}}));
    QCOMPARE(file.damaged(), 0);
    // A row in doubt cannot be sent again.
    QCOMPARE(file.rows, (std::vector<RowNumber>{RowNumber(1), RowNumber(2)}));
    QCOMPARE(world.edited("'=1+1", "'=1+2").fixes, (std::vector<Fix>{{RowNumber(3), 4, u"=1+2"_s}}));
    QCOMPARE(world.edited("'=1+1", "").fixes, (std::vector<Fix>{{RowNumber(3), 4, u""_s}}));
    // What was corrected before is what a change is held against.
    world.source.fixes.set({RowNumber(1), 0, u"Meier"_s});
    QCOMPARE(world.edited("Meier", "Müller").fixes, (std::vector<Fix>{{RowNumber(1), 0, u"Müller"_s}}));
    QVERIFY(world.edited("Meier", "Meier ").fixes.empty());
}

void TestCorrected::damageIsListedAndKept()
{
    const World world(contacts);
    const CorrectedFile file = world.edited("4876876000000540456,00713,1999-02-03", "4.87688E+18,713,03.02.1999");
    QVERIFY(file.fixes.empty());
    QCOMPARE(file.damages.size(), std::size_t(2));
    QCOMPARE(file.damages[0],
             (Damage{DamageKind::Rounded, RowNumber(2), 1, u"4876876000000540456"_s, u"4.87688E+18"_s, RowNumber(2)}));
    QCOMPARE(file.damages[1], (Damage{DamageKind::ZerosLost, RowNumber(2), 2, u"00713"_s, u"713"_s, RowNumber(2)}));
    QCOMPARE(file.damaged(), 2);
    QCOMPARE(file.harmless(), 1);
    QCOMPARE(file.damagedCells(), 2);
    QCOMPARE(file.count(DamageKind::DateForm), 1);
    QCOMPARE(damageSentence(file.damages[1], u"Zip"_s),
             u"Row 2, Zip: “00713” became “713”; the zeros or the plus in front are gone."_s);
    QCOMPARE(correctedRemarks(file), QStringList{u"1 cells have the same value in another form."_s});
    // The row itself can be sent.
    QCOMPARE(file.rows.size(), std::size_t(3));
}

/// What the CRM did not understand may be repaired by nothing but another form.
void TestCorrected::formsInRefusedColumnsAreListed()
{
    World world(contacts);
    for (int column = 0; column < 5; ++column) {
        ColumnMapping mapped;
        mapped.column = column;
        mapped.header = world.source.file->columns()[column];
        mapped.field = mapped.header;
        world.source.mapping.columns.push_back(mapped);
    }
    QCOMPARE(world.edited("1999-02-03", "03.02.1999").damaged(), 0);
    world.source.rows[1].errors = u"INVALID_DATA-Born"_s;
    const CorrectedFile file = world.edited("1999-02-03", "03.02.1999");
    QVERIFY(file.fixes.empty());
    QCOMPARE(file.damagedCells(), 1);
    QCOMPARE(file.harmless(), 0);
    QCOMPARE(file.damages.size(), std::size_t(1));
    QCOMPARE(file.damages[0].kind, DamageKind::DateForm);
}

void TestCorrected::everythingMayBeTaken()
{
    const World world(contacts);
    const CorrectedFile file = world.edited("4876876000000540456,00713,1999-02-03", "4.87688E+18,713,03.02.1999", true);
    QCOMPARE(file.damages.size(), std::size_t(2));
    QCOMPARE(file.fixes, (std::vector<Fix>{{RowNumber(2), 1, u"4.87688E+18"_s},
                                           {RowNumber(2), 2, u"713"_s},
                                           {RowNumber(2), 3, u"03.02.1999"_s}}));
}

void TestCorrected::rowsAreTold()
{
    World world(contacts);
    QList<QByteArray> lines = world.written().split('\n');
    // Row 2 spans two lines; row 1 is there twice, 2 is gone, and an empty line came to be.
    const QByteArray first = lines[1];
    QByteArray changed = first;
    changed.replace("Müller", "Meier");
    const QByteArray text = lines[0] + '\n' + first + '\n' + ",,,,,,,,,\r\n" + lines[4] + '\n' + changed + '\n';
    const auto file = world.read(text);
    QVERIFY(file);
    QVERIFY(file->fixes.empty());
    QCOMPARE(file->fileRows, 3);
    QCOMPARE(file->rows, (std::vector<RowNumber>{RowNumber(1), RowNumber(3)}));
    QCOMPARE(file->damages.size(), std::size_t(1));
    QCOMPARE(file->damages[0], (Damage{DamageKind::RowTwice, RowNumber(1), -1, {}, {}, RowNumber(4)}));
    QCOMPARE(file->missing.encoded(), "2"_ba);
    QCOMPARE(correctedRemarks(*file),
             (QStringList{
                 u"1 refused rows are not in the file and stay as they are: 2."_s,
                 u"Rows of the file that are not taken: 1; the row is in the file twice; the first one counts."_s}));
    // A row that came in meanwhile.
    world.source.rows.erase(world.source.rows.begin());
    const auto later = world.read(lines.join('\n').replace("Müller", "Meier"));
    QVERIFY(later);
    QVERIFY(later->fixes.empty());
    QCOMPARE(later->damages, (std::vector<Damage>{{DamageKind::RowNotOpen, RowNumber(1), -1, {}, {}, RowNumber(1)}}));
}

void TestCorrected::rowsOfOtherImports()
{
    const World world(contacts);
    // Numbers that were filled down, sorted away from their rows, or make no sense.
    const QByteArray text = world.written();
    for (const auto& [before, after] : {std::pair("\n1,"_ba, "\n3,"_ba), std::pair("\n1,"_ba, "\n17,"_ba),
                                        std::pair("\n1,"_ba, "\nx,"_ba), std::pair("\n1,"_ba, "\n,"_ba)}) {
        QByteArray other = text;
        const auto file = world.read(other.replace(before, after).replace("Müller", "Meier"));
        QVERIFY(file);
        QVERIFY2(file->fixes.empty(), after.constData());
        QCOMPARE(file->count(DamageKind::RowUnknown), 1);
        QCOMPARE(file->missing.encoded(), "1"_ba);
    }
    QByteArray floating = text;
    QCOMPARE(world.read(floating.replace("\n1,", "\n1.0,"))->damaged(), 0);
    QByteArray changed = contacts;
    const World similar(changed.replace("Müller", "Meier"));
    const auto file = world.read(similar.written());
    QVERIFY(file);
    QCOMPARE(file->count(DamageKind::RowUnknown), 1);
    QCOMPARE(file->rows.size(), std::size_t(2));
}

void TestCorrected::rowsOutOfShape()
{
    const World world(contacts);
    // A quote that an editor forgot.
    const CorrectedFile more = world.edited("Müller", "Müller, Ada");
    QVERIFY(more.fixes.empty());
    QCOMPARE(more.count(DamageKind::RowShape), 1);
    const CorrectedFile fewer = world.edited(",'=1+1\r\n", "\r\n");
    QVERIFY(fewer.fixes.empty());
    QCOMPARE(fewer.count(DamageKind::RowShape), 1);
    const World sparse("A,B,C\r\na,b,\r\n");
    QCOMPARE(sparse.edited(",a,b,\r\n", ",a,b\r\n").damaged(), 0);
}

void TestCorrected::columnsAreTold()
{
    const World world("A,B,C\r\na1,b1,c1\r\na2,b2,c2\r\n");
    QList<QByteArray> lines = world.written().split('\n');
    const auto with = [&](const QByteArray& header, const std::function<QList<QByteArray>(QList<QByteArray>)>& row) {
        QByteArray text = header + '\n';
        for (const int i : {1, 2})
            text += row(lines[i].trimmed().split(',')).join(',') + '\n';
        return world.read(text).value();
    };
    const QByteArray lead = "_row,_status,_errors,_reason,_check,";
    const auto leading = [](const QList<QByteArray>& cells) { return cells.first(5); };
    const CorrectedFile moved = with(lead + "C,A,B", [&](const auto& c) {
        return leading(c) + QList<QByteArray>{c[7], c[5] + "!", c[6]};
    });
    QVERIFY(moved.columns.moved);
    QCOMPARE(moved.fixes, (std::vector<Fix>{{RowNumber(1), 0, u"a1!"_s}, {RowNumber(2), 0, u"a2!"_s}}));
    const CorrectedFile missing = with(lead + "A,C", [&](const auto& c) {
        return leading(c) + QList<QByteArray>{c[5], c[7]};
    });
    QCOMPARE(missing.columns.missing, QStringList{u"B"_s});
    QVERIFY(missing.fixes.empty());
    const CorrectedFile added = with(lead + "A,B,C,D,", [](const auto& c) { return c + QList<QByteArray>{"d", ""}; });
    QCOMPARE(added.columns.added, QStringList{u"D"_s});
    QVERIFY(added.fixes.empty());
    const CorrectedFile renamed = with(lead + "A,b,C", [](auto c) {
        c[6] = "new";
        return c;
    });
    QCOMPARE(renamed.columns.renamed.size(), std::size_t(1));
    QVERIFY(renamed.fixes.empty());
    QVERIFY(renamed.columns.missing.isEmpty() && renamed.columns.added.isEmpty());
    QCOMPARE(correctedRemarks(renamed).size(), 1);
    // Only the numbers and one column.
    const auto few = world.read("B,_row\nb1,1\nnew,2\n"_ba);
    QVERIFY(few);
    QCOMPARE(few->fixes, (std::vector<Fix>{{RowNumber(2), 1, u"new"_s}}));
}

void TestCorrected::withoutCheckColumn()
{
    const World world("A,B\r\na1,b1\r\n");
    const auto file = world.read("_row,A\r\n1,x\r\n"_ba);
    QVERIFY(file);
    QCOMPARE(file->fixes.size(), std::size_t(1));
    QVERIFY(correctedRemarks(*file).first().contains(u"_check"_s));
}

void TestCorrected::namesLikeOurs()
{
    const World world("_row,A,A,\r\n5,x,y,z\r\n6,p,q,r\r\n");
    QVERIFY(world.read(world.written())->fixes.empty());
    QCOMPARE(world.read(world.written().replace(",q,", ",new,"))->fixes,
             (std::vector<Fix>{{RowNumber(2), 2, u"new"_s}}));
    QVERIFY(correctedRemarks(*world.read(world.written())).isEmpty());
}

void TestCorrected::otherDelimiterAndEncoding()
{
    const World world(contacts);
    const QString text = QString::fromUtf8(world.written({RefusedForm::Formulas::Safe, ';'}));
    QString german = text;
    german.remove(QChar(0xFEFF)).replace(u"Łuk"_s, u"Luk"_s);
    const auto file = world.read(german.toLatin1());
    QVERIFY(file);
    QCOMPARE(file->fixes, (std::vector<Fix>{{RowNumber(3), 0, u"Luk"_s}}));
    const QStringList remarks = correctedRemarks(*file);
    QCOMPARE(remarks.size(), 2);
    QVERIFY2(remarks[0].contains(u"encoding"_s) && remarks[1].contains(u"“;”"_s), qPrintable(remarks.join(u' ')));
}

void TestCorrected::lostLetters()
{
    const World world(contacts);
    const CorrectedFile file = world.edited("Łuk", "?uk");
    QVERIFY(file.fixes.empty());
    QCOMPARE(file.count(DamageKind::CharactersLost), 1);
    // The whole file read as if it were in the old code page, and saved as UTF-8.
    QByteArray text = world.written();
    text.remove(0, 3);
    const auto misread = world.read("\xEF\xBB\xBF" + QString::fromLatin1(text).toUtf8());
    QVERIFY(misread);
    QVERIFY(misread->fixes.empty());
    QCOMPARE(misread->count(DamageKind::WrongEncoding), 3);
    // With the mark in it there is no doubt about it, and what was corrected counts.
    text = QString::fromLatin1(world.written()).toUtf8();
    const auto proved = world.read(text.replace("Ã\u0098degÃ¥rd", "Ã\u0098stgÃ¥rd"));
    QVERIFY(proved);
    QCOMPARE(proved->fixes, (std::vector<Fix>{{RowNumber(2), 0, u"Østgård"_s}}));
    QCOMPARE(proved->damaged(), 0);
    QVERIFY(proved->columns.misread);
    QCOMPARE(correctedRemarks(*proved).size(), 1);
}

void TestCorrected::correctedSinceItWasWritten()
{
    World world(contacts);
    const QByteArray early = world.written();
    world.source.fixes.set({RowNumber(1), 0, u"Meier"_s});
    QByteArray text = early;
    const auto file = world.read(text.replace("00712", "00999"));
    QVERIFY(file);
    QCOMPARE(file->outdated, 1);
    QCOMPARE(file->fixes, (std::vector<Fix>{{RowNumber(1), 2, u"00999"_s}}));
    text = early;
    QCOMPARE(world.read(text.replace("Müller", "Schmidt"))->fixes, (std::vector<Fix>{{RowNumber(1), 0, u"Schmidt"_s}}));
}

void TestCorrected::noRowColumn()
{
    const World world(contacts);
    const auto file = world.read(contacts);
    QVERIFY(!file);
    QCOMPARE(file.error().kind, FailureKind::Source);
    QVERIFY(file.error().sentence.contains(u"_row"_s));
    const QTemporaryDir dir;
    QVERIFY(!isCorrectedFile(world.write(u"x.csv"_s, contacts), dir.path(), dir.path(), never));
    QVERIFY(isCorrectedFile(world.write(u"x.csv"_s, world.written()), dir.path(), dir.path(), never));
}

void TestCorrected::cancelled()
{
    const World world(contacts);
    const QTemporaryDir dir;
    const CancelFlag stop = true;
    const auto written = writeRefused(world.source, dir.filePath(u"r.csv"_s), {}, stop);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, FailureKind::Cancelled);
    QVERIFY(QDir(dir.path()).isEmpty());
    const auto read = readCorrected(world.source, world.write(u"r.csv"_s, world.written()),
                                    {false, dir.path(), dir.path()}, {}, stop);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, FailureKind::Cancelled);
}

void TestCorrected::manyRowsInAnyOrder()
{
    constexpr int rows = 45'000;
    QByteArray text = "Id,Name\r\n";
    for (int i = 1; i <= rows; ++i)
        text += QByteArray::number(4'876'876'000'000'000'000 + i) + ",Name " + QByteArray::number(i) + "\r\n";
    const World world(text);
    QList<QByteArray> lines = world.written().split('\n');
    lines.removeLast();
    std::shuffle(lines.begin() + 1, lines.end(), std::mt19937(7));
    for (qsizetype i = 1; i < lines.size(); i += 3)
        lines[i].replace("Name ", "Other ");
    const auto file = world.read(lines.join('\n') + '\n');
    QVERIFY(file);
    QCOMPARE(file->damaged(), 0);
    QCOMPARE(file->rows.size(), std::size_t(rows));
    QCOMPARE(file->fixes.size(), std::size_t(rows / 3));
    for (const Fix& fix : file->fixes)
        QCOMPARE(fix.value, u"Other %1"_s.arg(fix.row.value));
}

QTEST_GUILESS_MAIN(TestCorrected)
#include "tst_corrected.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of the cells of a workbook.
#include "tst_csv_container_support.h"

using namespace stevedore;
using namespace stevedore::csvtest;

class CsvWorkbookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data();
    void numbers();
    void formats_data();
    void formats();
    void xlsxCells_data();
    void xlsxCells();
    void xlsxRows_data();
    void xlsxRows();
    void since1904();
    void odsCells_data();
    void odsCells();
    void odsRows_data();
    void odsRows();
    void entitiesAreNotExpanded();
    void manySheets();
};

void CsvWorkbookTest::numbers_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("plain");
    QTest::newRow("exponent") << "5.7257670000000413E+17"_ba << u"572576700000004130"_s;
    QTest::newRow("long") << "572576700000041234"_ba << u"572576700000041234"_s;
    QTest::newRow("tenth") << "0.1"_ba << u"0.1"_s;
    QTest::newRow("small") << "1.0E-5"_ba << u"0.00001"_s;
    QTest::newRow("negative") << "-1.25E-2"_ba << u"-0.0125"_s;
    QTest::newRow("as java writes it") << "1.0"_ba << u"1"_s;
    QTest::newRow("power") << "1e3"_ba << u"1000"_s;
    QTest::newRow("binary digits") << "19.989999999999998"_ba << u"19.99"_s;
    QTest::newRow("binary digits, small") << "1.0000000000000001E-5"_ba << u"0.00001"_s;
    QTest::newRow("15 digits stay") << "1234567890.12345"_ba << u"1234567890.12345"_s;
    QTest::newRow("zero") << "0"_ba << u"0"_s;
    QTest::newRow("no digit before the point") << ".5"_ba << u"0.5"_s;
    QTest::newRow("absurd") << "1E+999999999"_ba << u"1E+999999999"_s;
    QTest::newRow("no number") << "NaN"_ba << u"NaN"_s;
}

void CsvWorkbookTest::numbers()
{
    QFETCH(QByteArray, raw);
    QFETCH(QString, plain);
    const Unpacked unpacked;
    const Source xlsx(xlsxOf("<row><c><v>" + raw + "</v></c></row>"));
    QCOMPARE(unpacked.text(xlsx.path()), plain + u'\n');
    const Source ods(odsOf(odsTable("<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"" +
                                    raw + "\"><text:p>rounded</text:p></table:table-cell></table:table-row>")));
    QCOMPARE(unpacked.text(ods.path()), plain + u'\n');
}

void CsvWorkbookTest::formats_data()
{
    QTest::addColumn<QString>("format"); // an id, or a code
    QTest::addColumn<QByteArray>("serial");
    QTest::addColumn<QString>("text");
    QTest::newRow("general") << u"0"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("date 14") << u"14"_s << "45990"_ba << u"2025-11-29"_s;
    QTest::newRow("date with an unseen time") << u"14"_s << "45990.5"_ba << u"2025-11-29T12:00:00"_s;
    QTest::newRow("date and time 22") << u"22"_s << "45990.54236111111"_ba << u"2025-11-29T13:01:00"_s;
    QTest::newRow("midnight") << u"22"_s << "45990"_ba << u"2025-11-29T00:00:00"_s;
    QTest::newRow("seconds carry over") << u"22"_s << "45990.9999999"_ba << u"2025-11-30T00:00:00"_s;
    QTest::newRow("time 20") << u"20"_s << "0.54236111111111105"_ba << u"13:01:00"_s;
    QTest::newRow("time 45") << u"45"_s << "0.5"_ba << u"12:00:00"_s;
    QTest::newRow("time of a day and a half") << u"21"_s << "1.5"_ba << u"36:00:00"_s;
    QTest::newRow("time of a moment") << u"21"_s << "45990.54236111111"_ba << u"2025-11-29T13:01:00"_s;
    QTest::newRow("elapsed 46") << u"46"_s << "1.5"_ba << u"36:00:00"_s;
    QTest::newRow("japanese date 27") << u"27"_s << "45990"_ba << u"2025-11-29"_s;
    QTest::newRow("chinese date 58") << u"58"_s << "45990"_ba << u"2025-11-29"_s;
    QTest::newRow("percent 9") << u"9"_s << "0.125"_ba << u"0.125"_s;
    QTest::newRow("text 49") << u"49"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("serial 1") << u"14"_s << "1"_ba << u"1900-01-01"_s;
    QTest::newRow("serial 59") << u"14"_s << "59"_ba << u"1900-02-28"_s;
    QTest::newRow("serial 61") << u"14"_s << "61"_ba << u"1900-03-01"_s;
    QTest::newRow("day 0") << u"14"_s << "0"_ba << u"0"_s;
    QTest::newRow("time on day 0") << u"22"_s << "0.5"_ba << u"12:00:00"_s;
    QTest::newRow("before all days") << u"14"_s << "-5"_ba << u"-5"_s;
    QTest::newRow("last day") << u"14"_s << "2958465"_ba << u"9999-12-31"_s;
    QTest::newRow("behind the last day") << u"14"_s << "2958466"_ba << u"2958466"_s;
    QTest::newRow("code") << u"dd/mm/yyyy"_s << "45990"_ba << u"2025-11-29"_s;
    QTest::newRow("code with time") << u"yyyy\\-mm\\-dd\\ hh:mm"_s << "45990.25"_ba << u"2025-11-29T06:00:00"_s;
    QTest::newRow("code of a month") << u"mmm"_s << "45990"_ba << u"2025-11-29"_s;
    QTest::newRow("code of minutes") << u"mm:ss.0"_s << "0.5"_ba << u"12:00:00"_s;
    QTest::newRow("code of half days") << u"[$-409]h:mm AM/PM;@"_s << "0.75"_ba << u"18:00:00"_s;
    QTest::newRow("code of hours") << u"[h]:mm"_s << "1.25"_ba << u"30:00:00"_s;
    QTest::newRow("code of elapsed minutes") << u"[mm]:ss"_s << "2"_ba << u"48:00:00"_s;
    QTest::newRow("colour") << u"[Red]0.00"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("colour of negatives") << u"0.00;[Red]-0.00"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("general code") << u"General"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("quoted") << u"0\" days\""_s << "45990"_ba << u"45990"_s;
    QTest::newRow("escaped") << u"0\\d"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("padded") << u"0_d"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("currency") << u"[$USD] #,##0.00"_s << "12.5"_ba << u"12.5"_s;
    QTest::newRow("scientific") << u"0.00E+00"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("later sections") << u"0;\"d\";yyyy"_s << "45990"_ba << u"45990"_s;
    QTest::newRow("quoted semicolon") << u"\";\"yyyy"_s << "45990"_ba << u"2025-11-29"_s;
}

void CsvWorkbookTest::formats()
{
    QFETCH(QString, format);
    QFETCH(QByteArray, serial);
    QFETCH(QString, text);
    bool isId = false;
    format.toInt(&isId);
    XlsxPieces pieces;
    pieces.sheets = {{u"Sheet1"_s, "<row><c s=\"1\"><v>" + serial + "</v></c></row>"}};
    pieces.formats = "<numFmt numFmtId=\"164\" formatCode=\"" + format.toHtmlEscaped().toUtf8() + "\"/>";
    pieces.styles = "<xf numFmtId=\"0\"/><xf numFmtId=\"" + (isId ? format.toUtf8() : "164"_ba) + "\"/>";
    const Source source(xlsxOf(pieces));
    QCOMPARE(Unpacked().text(source.path()), text + u'\n');
}

void CsvWorkbookTest::xlsxCells_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("text");
    QTest::newRow("shared") << "<c t=\"s\"><v>0</v></c>"_ba << u"plain"_s;
    QTest::newRow("runs, no reading") << "<c t=\"s\"><v>1</v></c>"_ba << u" one two"_s;
    QTest::newRow("escaped") << "<c t=\"s\"><v>2</v></c>"_ba << u"a\rb_x0041"_s;
    QTest::newRow("inline") << "<c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c>"_ba << u"ab"_s;
    QTest::newRow("formula") << "<c t=\"str\"><f>A1&amp;B1</f><v>a_x0041_</v></c>"_ba << u"aA"_s;
    QTest::newRow("formula of a number") << "<c><f>1+1</f><v>2</v></c>"_ba << u"2"_s;
    QTest::newRow("true") << "<c t=\"b\"><v>1</v></c>"_ba << u"true"_s;
    QTest::newRow("false") << "<c t=\"b\"><v>0</v></c>"_ba << u"false"_s;
    QTest::newRow("error") << "<c t=\"e\"><v>#N/A</v></c>"_ba << u"#N/A"_s;
    QTest::newRow("iso date") << "<c t=\"d\"><v>2025-11-29</v></c>"_ba << u"2025-11-29"_s;
    QTest::newRow("empty value") << "<c t=\"s\"><v/></c>"_ba << u""_s;
    QTest::newRow("unknown style") << "<c s=\"99\"><v>7</v></c>"_ba << u"7"_s;
}

void CsvWorkbookTest::xlsxCells()
{
    QFETCH(QByteArray, cell);
    QFETCH(QString, text);
    XlsxPieces pieces;
    pieces.sheets = {{u"Sheet1"_s, "<row>" + cell + "<c><v>1</v></c></row>"}};
    pieces.strings = "<si><t>plain</t></si>"
                     "<si><r><rPr><b/></rPr><t xml:space=\"preserve\"> one</t></r><r><t> two</t></r>"
                     "<rPh sb=\"0\" eb=\"1\"><t>reading</t></rPh><phoneticPr/></si>"
                     "<si><t>a_x000D_b_x005F_x0041</t></si>";
    const Source source(xlsxOf(pieces), u"source.xlsx"_s);
    const Unpacked unpacked;
    const auto csv = CsvFile::open(unpacked.from(source.path())->csvPath, plain(false), source.scratch());
    QCOMPARE(walked(*csv), (Table{{text, u"1"_s}}));
}

void CsvWorkbookTest::xlsxRows_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("text");
    const QByteArray one = "<c><v>1</v></c>";
    QTest::newRow("gaps between cells")
        << "<row><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>3</v></c><c><v>4</v></c></row>"_ba << u"1,,3,4\n"_s;
    QTest::newRow("far columns") << "<row><c r=\"AB1\"><v>1</v></c></row>"_ba << QString(27, u',') + u"1\n"_s;
    QTest::newRow("gaps between rows") << "<row r=\"2\">" + one + "</row><row r=\"4\">" + one + "</row>"
                                       << u"1\n\"\"\n1\n"_s;
    QTest::newRow("empty rows around") << "<row r=\"1\"><c/></row><row r=\"5\">" + one + "</row><row r=\"6\"><c/></row>"
                                       << u"1\n"_s;
    QTest::newRow("hidden row") << "<row>" + one + "</row><row hidden=\"1\">" + one + "</row>" << u"1\n1\n"_s;
    QTest::newRow("empty columns behind") << "<row>" + one + "<c s=\"1\"/></row>" << u"1\n"_s;
    QTest::newRow("header narrower than a row")
        << "<row>" + one + "</row><row>" + one + one + "</row><row>" + one + one + one + "</row>"
        << u"1,,\n1,1,\n1,1,1\n"_s;
    QTest::newRow("rows narrower than the header")
        << "<row>" + one + one + "</row><row>" + one + "</row>" << u"1,1\n1,\n"_s;
    QTest::newRow("no shared string of that number") << "<row><c t=\"s\"><v>5</v></c></row>"_ba << u"source: "_s;
    QTest::newRow("absurd column") << "<row><c r=\"ZZZZZ1\"><v>1</v></c></row>"_ba << u"source: "_s;
    QTest::newRow("absurd row") << "<row>" + one + "</row><row r=\"99999999999\">" + one + "</row>" << u"source: "_s;
    QTest::newRow("broken") << "<row>" + one + "</row><row><c>"_ba << u"source: "_s;
}

void CsvWorkbookTest::xlsxRows()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, text);
    const Source source(xlsxOf(rows));
    const Unpacked unpacked;
    const QString got = unpacked.text(source.path());
    if (!text.startsWith(u"source"_s)) {
        QCOMPARE(got, text);
        return;
    }
    QVERIFY2(got.startsWith(u"source: The file “source.csv” is damaged"_s), qUtf8Printable(got));
    QCOMPARE(unpacked.files(), QStringList{u"choices.json"_s});
}

void CsvWorkbookTest::since1904()
{
    XlsxPieces pieces;
    pieces.sheets = {{u"Sheet1"_s, "<row><c s=\"0\"><v>0</v></c><c s=\"0\"><v>44528</v></c></row>"}};
    pieces.styles = "<xf numFmtId=\"14\"/>";
    pieces.workbookPr = "date1904=\"1\"";
    const Source source(xlsxOf(pieces));
    QCOMPARE(Unpacked().text(source.path()), u"1904-01-01,2025-11-29\n"_s);
}

void CsvWorkbookTest::odsCells_data()
{
    QTest::addColumn<QByteArray>("cell"); // attributes>content
    QTest::addColumn<QString>("text");
    QTest::newRow("string") << " office:value-type=\"string\" calcext:value-type=\"string\"><text:p>a</text:p>"_ba
                            << u"a"_s;
    QTest::newRow("no type") << "><text:p>a</text:p>"_ba << u"a"_s;
    QTest::newRow("string value") << " office:value-type=\"string\" office:string-value=\"b\">"_ba << u"b"_s;
    QTest::newRow("error") << " office:value-type=\"string\" office:string-value=\"\" "
                              "calcext:value-type=\"error\"><text:p>#N/A</text:p>"_ba
                           << u"#N/A"_s;
    QTest::newRow("percentage") << " office:value-type=\"percentage\" office:value=\"0.125\"><text:p>13%</text:p>"_ba
                                << u"0.125"_s;
    QTest::newRow("currency") << " office:value-type=\"currency\" office:value=\"9.5\"><text:p>9,50 €</text:p>"_ba
                              << u"9.5"_s;
    QTest::newRow("date") << " office:value-type=\"date\" office:date-value=\"2025-11-29\"><text:p>x</text:p>"_ba
                          << u"2025-11-29"_s;
    QTest::newRow("date and time")
        << " office:value-type=\"date\" office:date-value=\"2025-11-29T13:01:00\"><text:p>x</text:p>"_ba
        << u"2025-11-29T13:01:00"_s;
    QTest::newRow("broken seconds")
        << " office:value-type=\"date\" office:date-value=\"2025-12-31T23:59:59.99999\"><text:p>x</text:p>"_ba
        << u"2026-01-01T00:00:00"_s;
    QTest::newRow("time") << " office:value-type=\"time\" office:time-value=\"PT13H01M00S\"><text:p>x</text:p>"_ba
                          << u"13:01:00"_s;
    QTest::newRow("duration") << " office:value-type=\"time\" office:time-value=\"PT36H00M59.7S\"><text:p>x</text:p>"_ba
                              << u"36:01:00"_s;
    QTest::newRow("boolean") << " office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>WAHR</text:p>"_ba
                             << u"true"_s;
    QTest::newRow("paragraphs") << "><text:p>a</text:p><text:p/><text:p>b</text:p>"_ba << u"a\n\nb"_s;
    QTest::newRow("white space")
        << "><text:p>a<text:s text:c=\"3\"/>b<text:s/>c<text:tab/>d<text:line-break/>e</text:p>"_ba
        << u"a   b c\td\ne"_s;
    QTest::newRow("spans") << "><text:p>a<text:span>b<text:a>c</text:a></text:span>d</text:p>"_ba << u"abcd"_s;
    QTest::newRow("note") << "><office:annotation><text:p>note</text:p></office:annotation><text:p>a</text:p>"_ba
                          << u"a"_s;
}

void CsvWorkbookTest::odsCells()
{
    QFETCH(QByteArray, cell);
    QFETCH(QString, text);
    const Source source(odsOf(odsTable("<table:table-row><table:table-cell" + cell +
                                       "</table:table-cell><table:table-cell><text:p>1</text:p></table:table-cell>"
                                       "</table:table-row>")));
    const Unpacked unpacked;
    const auto csv = CsvFile::open(unpacked.from(source.path())->csvPath, plain(false), source.scratch());
    QCOMPARE(walked(*csv), (Table{{text, u"1"_s}}));
}

void CsvWorkbookTest::odsRows_data()
{
    QTest::addColumn<QByteArray>("rows");
    QTest::addColumn<QString>("text");
    const QByteArray a = "<table:table-cell><text:p>a</text:p></table:table-cell>";
    const auto row = [](const QByteArray& cells, const QByteArray& attributes = {}) {
        return "<table:table-row" + attributes + ">" + cells + "</table:table-row>";
    };
    const QByteArray emptyCells = "<table:table-cell table:number-columns-repeated=\"16384\"/>";
    const QByteArray emptyRows = row(emptyCells, " table:number-rows-repeated=\"1048576\"");
    QTest::newRow("endless emptiness") << emptyRows + row(a + emptyCells) + emptyRows << u"a\n"_s;
    QTest::newRow("repeated cells") << row("<table:table-cell table:number-columns-repeated=\"3\"><text:p>x</text:p>"
                                           "</table:table-cell>" +
                                           a)
                                    << u"x,x,x,a\n"_s;
    QTest::newRow("repeated rows") << row(a, " table:number-rows-repeated=\"3\"") << u"a\na\na\n"_s;
    QTest::newRow("empty rows between") << row(a) + row(emptyCells, " table:number-rows-repeated=\"2\"") + row(a)
                                        << u"a\n\"\"\n\"\"\na\n"_s;
    QTest::newRow("covered cells") << row(a + "<table:covered-table-cell table:number-columns-repeated=\"2\"/>" + a)
                                   << u"a,,,a\n"_s;
    QTest::newRow("hidden rows") << row(a) + row(a, " table:visibility=\"collapse\"") << u"a\na\n"_s;
    QTest::newRow("grouped rows") << "<table:table-header-rows>" + row(a) + "</table:table-header-rows>" +
                                         "<table:table-row-group><table:table-row-group>" + row(a) +
                                         "</table:table-row-group></table:table-row-group>"
                                  << u"a\na\n"_s;
    QTest::newRow("header narrower than a row") << row(a) + row(a + a) << u"a,\na,a\n"_s;
    QTest::newRow("absurdly many") << row("<table:table-cell table:number-columns-repeated=\"999999999\"><text:p>x"
                                          "</text:p></table:table-cell>")
                                   << u"source: "_s;
    QTest::newRow("absurdly many rows") << row(a, " table:number-rows-repeated=\"99999999999\"") << u"source: "_s;
}

void CsvWorkbookTest::odsRows()
{
    QFETCH(QByteArray, rows);
    QFETCH(QString, text);
    const Source source(odsOf(odsTable(rows)));
    const QString got = Unpacked().text(source.path());
    if (text.startsWith(u"source"_s))
        QVERIFY2(got.startsWith(u"source: The file “source.csv” is damaged"_s), qUtf8Printable(got));
    else
        QCOMPARE(got, text);
}

void CsvWorkbookTest::entitiesAreNotExpanded()
{
    QByteArray entities = "<!ENTITY e0 \"0123456789\">";
    for (int i = 1; i < 9; ++i)
        entities += "<!ENTITY e" + QByteArray::number(i) + " \"" +
                    ("&e" + QByteArray::number(i - 1) + ";").repeated(10) + "\">";
    XlsxPieces pieces;
    pieces.prolog = "<!DOCTYPE worksheet [" + entities + "<!ENTITY file SYSTEM \"file:///etc/hostname\">]>";
    for (const QByteArray& entity : {"&e8;"_ba, "&file;"_ba}) {
        pieces.sheets = {{u"Sheet1"_s, "<row><c t=\"str\"><v>a" + entity + "</v></c></row>"}};
        const Source source(xlsxOf(pieces));
        const QString text = Unpacked().text(source.path());
        QVERIFY2(text.startsWith(u"source: "_s) || text == u"a\n"_s, qUtf8Printable(text.left(200)));
    }
}

void CsvWorkbookTest::manySheets()
{
    XlsxPieces pieces;
    pieces.sheets = {{u"Empty"_s, {}}};
    QStringList names{u"Empty"_s};
    for (int i = 0; i < 200; ++i) {
        names.append(u"Sheet <%1>"_s.arg(i));
        pieces.sheets.append({names.last(), "<row><c><v>" + QByteArray::number(i) + "</v></c></row>"});
    }
    const Source source(xlsxOf(pieces), u"Book.xlsx"_s);
    const Unpacked unpacked;
    const auto first = unpacked.from(source.path());
    QVERIFY(first);
    QCOMPARE(first->choices, names);
    QCOMPARE(first->chosen, names[1]);
    QCOMPARE(QFileInfo(first->csvPath).fileName(), u"Book - Sheet _0_.csv"_s);
    QCOMPARE(unpacked.text(source.path(), names[150]), u"149\n"_s);
    const QString unknown = unpacked.text(source.path(), u"Sheet"_s);
    QVERIFY2(
        unknown.startsWith(u"usage: There is no “Sheet” in “Book.xlsx”. Choose one of these: “Empty”, “Sheet <0>”"_s),
        qUtf8Printable(unknown));
    QVERIFY(unpacked.text(source.path(), u"Empty"_s).contains(u"There are no rows in “Empty” of “Book.xlsx”"_s));
}

QTEST_APPLESS_MAIN(CsvWorkbookTest)
#include "tst_csv_workbook.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv/dialect.h"
#include "csv/encoding.h"
#include "csv/grammarguess.h"
#include "tst_csv_support.h"

#include <QStringEncoder>

using namespace stevedore;
using namespace stevedore::csvtest;

namespace {

QByteArray encoded(const QByteArray& encoding, const QString& text)
{
    QStringEncoder encoder(encoding.constData());
    return encoder(text);
}

const QString western = u"Vorname;Name;Straße;Ort\n"
                        u"Jürgen;Müller;Gärtnerstraße 5;Köln\n"
                        u"Zoë;Gößling;Rue de l’Été 12;Besançon\n"
                        u"José;Muñoz;Calle Mayor;A Coruña\n"
                        u"Anna;Smith;High Street;London\n"_s;
const QString polish = u"Imię,Nazwisko,Miasto,Ulica\nŁukasz,Wiśniewski,Łódź,Świętokrzyska\n"
                       u"Michał,Dąbrowski,Gdańsk,Żeromskiego\nBłażej,Szymański,Wrocław,Kościuszki\n"
                       u"Józef,Woźniak,Częstochowa,Mała Góra\nGrażyna,Kozłowska,Poznań,Święty Marcin\n"_s;
const QString russian = u"Имя,Фамилия,Город,Заметка\nИван,Петров,Москва,Постоянный клиент компании\n"
                        u"Мария,Сидорова,Санкт-Петербург,Перезвонить на следующей неделе\n"
                        u"Алексей,Кузнецов,Новосибирск,Отправить договор по почте\n"_s;
const QString japanese =
    u"名前,都市,会社,備考\n山田太郎,東京,株式会社ソニー,これはテストです\n"
    u"鈴木花子,大阪,パナソニック,よろしくお願いします\n佐藤次郎,京都,任天堂,ありがとうございます\n"_s;
const QString chinese = u"姓名,城市,公司,备注\n张伟,北京,中国石油天然气集团,这是一个测试\n"
                        u"王芳,上海,上海汽车集团,请尽快联系客户\n李娜,广州,华为技术有限公司,谢谢您的支持\n"_s;
const QString korean = u"이름,도시,회사,메모\n김철수,서울,삼성전자,이것은 시험입니다\n이영희,부산,현대자동차,"
                       u"다음 주에 다시 연락하세요\n박민수,대구,엘지전자,감사합니다\n"_s;

} // namespace

class CsvDialectTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encoding_data();
    void encoding();
    void sampleMayEndAnywhere();
    void fewBrokenBytesAreStillUtf8();
    void delimiter_data();
    void delimiter();
    void separatorLines_data();
    void separatorLines();
    void header_data();
    void header();
    void grammar_data();
    void grammar();
    void escapesAndComments();
    void openUsesTheGuess();
    void selectable();
    void delimiterTexts();
};

void CsvDialectTest::encoding_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("bom");
    const auto row = [](const char* tag, const QByteArray& bytes, const char* name, int least, int bom = 0) {
        QTest::newRow(tag) << bytes << QByteArray(name) << least << bom;
    };
    row("ascii", "a,b\n1,2\n"_ba, "UTF-8", 90);
    row("utf-8", western.toUtf8(), "UTF-8", 99);
    row("utf-8 mark", "\xEF\xBB\xBF" + western.toUtf8(), "UTF-8", 100, 3);
    row("utf-16le mark", "\xFF\xFE" + encoded("UTF-16LE", western), "UTF-16LE", 100, 2);
    row("utf-16be mark", "\xFE\xFF" + encoded("UTF-16BE", western), "UTF-16BE", 100, 2);
    row("utf-32le mark", QByteArray("\xFF\xFE\0\0", 4) + encoded("UTF-32LE", western), "UTF-32LE", 100, 4);
    row("utf-32be mark", QByteArray("\0\0\xFE\xFF", 4) + encoded("UTF-32BE", western), "UTF-32BE", 100, 4);
    row("utf-16le", encoded("UTF-16LE", western), "UTF-16LE", 80);
    row("utf-16be", encoded("UTF-16BE", western), "UTF-16BE", 80);
    row("utf-16le japanese", encoded("UTF-16LE", japanese), "UTF-16LE", 60);
    row("utf-16be russian", encoded("UTF-16BE", russian), "UTF-16BE", 60);
    row("utf-32le", encoded("UTF-32LE", western), "UTF-32LE", 80);
    row("utf-32be", encoded("UTF-32BE", western), "UTF-32BE", 80);
    row("zero byte in ascii", "a,b\n1,x\0y\n2,3\n"_ba, "UTF-8", 90);
    row("windows-1252", encoded("windows-1252", western), "windows-1252", 75);
    row("one umlaut", "name,x\nM\xFCller,1\n"_ba, "windows-1252", 60);
    row("euro and dashes", "name,price\nA \x96 B,5 \x80\n"_ba, "windows-1252", 60);
    row("iso-8859-1 is windows-1252", encoded("ISO-8859-1", QString(western).remove(u'’')), "windows-1252", 75);
    row("windows-1250", encoded("windows-1250", polish), "windows-1250", 50);
    row("windows-1251", encoded("windows-1251", russian), "windows-1251", 50);
    row("koi8-r", encoded("KOI8-R", russian), "KOI8-R", 50);
    row("shift_jis", encoded("Shift_JIS", japanese), "Shift_JIS", 80);
    row("euc-jp", encoded("EUC-JP", japanese), "EUC-JP", 80);
    row("iso-2022-jp", encoded("ISO-2022-JP", japanese), "ISO-2022-JP", 80);
    row("gb18030", encoded("GB18030", chinese), "GB18030", 80);
    row("euc-kr", encoded("EUC-KR", korean), "EUC-KR", 80);
}

void CsvDialectTest::encoding()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, encoding);
    QFETCH(int, least);
    QFETCH(int, bom);
    const DialectGuess guess = guessDialect(bytes, true);
    QCOMPARE(guess.dialect.encoding, encoding);
    QVERIFY2(guess.encodingConfidence >= least, qPrintable(QString::number(guess.encodingConfidence)));
    QVERIFY(guess.encodingConfidence <= 100);
    QCOMPARE(guess.bomBytes, bom);
    QVERIFY(isKnownEncoding(guess.dialect.encoding));
}

void CsvDialectTest::sampleMayEndAnywhere()
{
    const QByteArray bytes = (western + u"\"x;y\";🚢;z;a\n"_s).toUtf8();
    for (qsizetype size = 60; size <= bytes.size(); ++size) {
        const DialectGuess guess = guessDialect(bytes.first(size), false);
        QCOMPARE(guess.dialect.encoding, "UTF-8"_ba);
        QCOMPARE(guess.dialect.delimiter, ';');
    }
    QCOMPARE(guessDialect({}, true).dialect.encoding, "UTF-8"_ba);
    QVERIFY(guessDialect(QByteArray("a;b\n\xC3"), true).dialect.encoding != "UTF-8"_ba);
}

void CsvDialectTest::fewBrokenBytesAreStillUtf8()
{
    const DialectGuess guess = guessDialect(QByteArray(western.toUtf8() + "x\xFFy;\n"), true);
    QCOMPARE(guess.dialect.encoding, "UTF-8"_ba);
    QVERIFY(guess.encodingConfidence < 90);
}

void CsvDialectTest::delimiter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    const auto row = [](const char* tag, const QByteArray& text, char delimiter, int least, int most = 100) {
        QTest::newRow(tag) << text << delimiter << least << most;
    };
    row("comma", "a,b,c\n1,2,3\n4,5,6\n", ',', 95);
    row("semicolon", "a;b;c\n1;2;3\n4;5;6\n", ';', 95);
    row("tab", "a\tb\n1\t2\n3\t4\n", '\t', 95);
    row("pipe", "a|b\n1|2\n3|4\n", '|', 95);
    row("colon", "a:b\nx:y\nz:w\n", ':', 40, 80);
    row("decimal commas", "Name;Preis;Menge\nA;1,50;2,5\nB;2,75;3,5\nC;3,00;1,5\n", ';', 80);
    row("decimal commas without header", "1,5;2,5;x\n2,5;3,5;y\n3,5;1,5;z\n", ';', 30, 95);
    row("times", "id,start,end\n1,10:20:30,11:20:30\n2,10:20:31,11:20:31\n", ',', 70);
    row("semicolons in quotes", "a,b\n\"x;y;z\",1\n\"x;y;z\",2\n\"x;y;z\",3\n", ',', 80);
    row("commas in tab text", "name\ttext\nA\tone, two, three\nB\tone, two, three\n", '\t', 80);
    row("line breaks in quotes", "a;b\n\"x,\n,\ny\";1\n\"x\n,,\";2\n", ';', 80);
    row("one column", "name\nAnna\nBert\n", ',', 0, 60);
    row("one line", "a;b;c", ';', 80);
    row("ragged", "a,b,c\n1,2,3\n1,2\n1,2,3\n1,2,3\n", ',', 60, 95);
    row("header decides", "Name;Note\n" + QByteArray("A;x, y, z\n").repeated(100), ';', 60);
    row("mail list", "name;mails\nA;a@x.de,b@x.de\nB;c@x.de,d@x.de\n", ';', 60);
}

void CsvDialectTest::delimiter()
{
    QFETCH(QByteArray, text);
    QFETCH(char, delimiter);
    QFETCH(int, least);
    QFETCH(int, most);
    const DialectGuess guess = guessDialect(text, true);
    QCOMPARE(guess.dialect.delimiter, delimiter);
    QVERIFY2(guess.delimiterConfidence >= least && guess.delimiterConfidence <= most,
             qPrintable(QString::number(guess.delimiterConfidence)));
    QCOMPARE(guess.dialect.quote, '"');
}

void CsvDialectTest::separatorLines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("bytes");
    QTest::addColumn<char>("delimiter");
    QTest::newRow("plain") << "sep=;\na;b\n"_ba << 6 << ';';
    QTest::newRow("crlf") << "sep=,\r\na;b\n"_ba << 7 << ',';
    QTest::newRow("cr") << "SEP=|\ra|b"_ba << 6 << '|';
    QTest::newRow("quoted") << "\"sep=;\"\r\na;b\n"_ba << 9 << ';';
    QTest::newRow("tab") << "sep=\t\na\tb\n"_ba << 6 << '\t';
    QTest::newRow("header") << "sep=Name,b\n"_ba << 0 << ',';
    QTest::newRow("nothing") << "sep=\na,b\n"_ba << 0 << ',';
    QTest::newRow("short") << "sep"_ba << 0 << ',';
    QTest::newRow("no line end") << "sep=;"_ba << 0 << ',';
}

void CsvDialectTest::separatorLines()
{
    QFETCH(QByteArray, text);
    QFETCH(int, bytes);
    QFETCH(char, delimiter);
    const auto line = separatorLine(text);
    QCOMPARE(line.has_value(), bytes > 0);
    if (!line)
        return;
    QCOMPARE(line->bytes, bytes);
    QCOMPARE(line->delimiter, delimiter);
    const DialectGuess guess = guessDialect(text, true);
    QCOMPARE(guess.dialect.delimiter, delimiter);
    QCOMPARE(guess.delimiterConfidence, 100);
}

void CsvDialectTest::header_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("hasHeader");
    QTest::addColumn<int>("least");
    QTest::addColumn<int>("most");
    const auto row = [](const char* tag, const QByteArray& text, bool hasHeader, int least, int most = 100) {
        QTest::newRow(tag) << text << hasHeader << least << most;
    };
    row("names over numbers", "id,name,mail\n1,Anna,a@x.de\n2,Bert,b@x.de\n", true, 95);
    row("names over text", "first,last\nAnna,Smith\nBert,Jones\n", true, 75, 90);
    row("data at once", "1,Anna,a@x.de\n2,Bert,b@x.de\n3,Carl,c@x.de\n", false, 80);
    row("only a mail", "Anna,a@x.de\nBert,b@x.de\n", false, 60);
    row("date at once", "Anna,2024-01-02\nBert,2024-01-03\n", false, 60);
    row("years as names", "name,2023,2024\nAnna,1,2\nBert,3,4\n", true, 55);
    row("empty name", ",name,mail\n1,Anna,a@x.de\n2,Bert,b@x.de\n", true, 55, 80);
    row("repeated name", "name,name\nAnna,Bert\n", true, 50, 70);
    row("header only", "id,name,mail\n", true, 60);
}

void CsvDialectTest::header()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, hasHeader);
    QFETCH(int, least);
    QFETCH(int, most);
    const DialectGuess guess = guessDialect(text, true);
    QCOMPARE(guess.dialect.hasHeader, hasHeader);
    QVERIFY2(guess.headerConfidence >= least && guess.headerConfidence <= most,
             qPrintable(QString::number(guess.headerConfidence)));
}

void CsvDialectTest::grammar_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Grammar>("grammar");
    const auto row = [](const char* tag, const QByteArray& text, const Grammar& grammar) {
        QTest::newRow(tag) << text << grammar;
    };
    const char none = '\0';
    row("usual", "a,b\n1,\"x, y\"\n", {});
    row("comments on top", "# exported 2026-01-02\r\n#\r\n\r\nid;name\r\n1;Anna\r\n", {';', '"', none, '#'});
    row("comment with a delimiter", "# by: Anna, Bert, Carl\nid,name\n1,Anna\n", {',', '"', none, '#'});
    row("comment below sep", "sep=;\n# of today\nid;name\n1;Anna\n", {';', '"', none, '#'});
    row("a name that begins so", "#,name\n1,Anna\n2,Bert\n", {});
    row("a value that begins so", "place,name\n#1,Anna\n#2,Bert\n", {});
    row("one column", "#tags\n#a\n#b\n", {});
    row("single quotes", "'id','name'\n'1','Smith, Anna'\n", {',', '\''});
    row("an apostrophe", "'s Gravenhage,b\n1,2\n", {});
    row("backslash before quotes", "id,text\n1,\"say \\\"a, b\\\" now\"\n2,\"x\"\n", {',', '"', '\\'});
    row("backslash before delimiters", "id\ttext\n1\ta\\\tb\n2\tx\n3\ta\\\nb\n", {'\t', '"', '\\'});
    row("paths", "id,path\n1,\"C:\\temp\\\"\n2,C:\\x\\\n3,D:\\\n", {});
}

void CsvDialectTest::grammar()
{
    QFETCH(QByteArray, text);
    QFETCH(Grammar, grammar);
    const Grammar guess = guessDialect(text, true).dialect;
    const auto shown = [](const Grammar& g) { return QByteArray(1, g.delimiter) + g.quote + g.escape + g.comment; };
    QCOMPARE(shown(guess), shown(grammar));
}

void CsvDialectTest::escapesAndComments()
{
    const Source escapes("a,b\n\"x\\\"y\\\\\",C:\\temp\nx\\,y,\"1\n2\"\nx\\\r\ny,\\\"\nlast,\\"_ba);
    Dialect dialect;
    dialect.escape = '\\';
    auto file = escapes.open(dialect);
    const Table table{
        {u"x\"y\\"_s, u"C:\\temp"_s}, {u"x,y"_s, u"1\n2"_s}, {u"x\r\ny"_s, u"\""_s}, {u"last"_s, u"\\"_s}};
    QCOMPARE(walked(file), table);
    const CancelFlag cancel = false;
    QCOMPARE(file->index({}, cancel).value(), (IndexSummary{RowCount(4), {}}));
    QCOMPARE(walked(file), table);

    const Source comments("# \"one\n\na,b\n1,#2\n#x,\xFF\n\n#\n3,4\n# end"_ba);
    dialect.escape = '\0';
    dialect.comment = '#';
    file = comments.open(dialect);
    QCOMPARE(file->columns(), (QStringList{u"a"_s, u"b"_s}));
    QCOMPARE(file->index({}, cancel).value(), (IndexSummary{RowCount(2), {}}));
    QCOMPARE(walked(file), (Table{{u"1"_s, u"#2"_s}, {u"3"_s, u"4"_s}}));
    QVERIFY(!file->rows(RowNumber(2), 1)->front().flags);
}

void CsvDialectTest::openUsesTheGuess()
{
    const Source source("\xFF\xFE" + encoded("UTF-16LE", u"sep=;\r\nName;Größe\r\nÄ;1\r\n"_s));
    const auto file = source.open();
    QVERIFY(file);
    QCOMPARE(file->dialect(), (Dialect{{';', '"'}, "UTF-16LE", true}));
    QCOMPARE(file->guess().bomBytes, 2);
    QCOMPARE(file->columns(), (QStringList{u"Name"_s, u"Größe"_s}));
    QCOMPARE(walked(file), (Table{{u"Ä"_s, u"1"_s}}));
    // A dialect that is given is used as it is; the guess is still told.
    const auto forced = source.open(Dialect{{',', '\0'}, "UTF-16LE", false});
    QCOMPARE(forced->columnCount(), 1);
    QCOMPARE(forced->guess(), file->guess());

    const Source unquoted("a;b\n\"x;y\n"_ba);
    QCOMPARE(walked(unquoted.open(Dialect{{';', '\0'}, "UTF-8", true})), (Table{{u"\"x"_s, u"y"_s}}));
    const Source other("a;b\n'x;y';'it''s'\n"_ba);
    QCOMPARE(walked(other.open(Dialect{{';', '\''}, "UTF-8", true})), (Table{{u"x;y"_s, u"it's"_s}}));
}

void CsvDialectTest::selectable()
{
    const QList<QByteArray> names = selectableEncodings();
    QCOMPARE(names.value(0), "UTF-8"_ba);
    QCOMPARE(names.value(1), "windows-1252"_ba);
    QVERIFY(names.size() > 20);
    for (const QByteArray& name : names)
        QVERIFY2(isKnownEncoding(name), name);
    QVERIFY(!isKnownEncoding("no-such-encoding"));
    QVERIFY(!isKnownEncoding(""));
    for (const char* name : {"windows-1252", "ISO-8859-15", "KOI8-R", "IBM850"})
        QCOMPARE(encodingKind(name), EncodingKind::SingleByte);
    for (const char* name : {"UTF-16LE", "UTF-32", "Shift_JIS", "EUC-JP", "GB18030", "Big5", "ISO-2022-JP", "IBM037"})
        QCOMPARE(encodingKind(name), EncodingKind::Other);
    QCOMPARE(encodingKind("utf8"), EncodingKind::Utf8);
}

void CsvDialectTest::delimiterTexts()
{
    QCOMPARE(delimiterFromText(u"tab"_s), '\t');
    QCOMPARE(delimiterFromText(u"Comma"_s), ',');
    QCOMPARE(delimiterFromText(u"semicolon"_s), ';');
    QCOMPARE(delimiterFromText(u"pipe"_s), '|');
    QCOMPARE(delimiterFromText(u"colon"_s), ':');
    QCOMPARE(delimiterFromText(u";"_s), ';');
    QCOMPARE(delimiterFromText(u"#"_s), '#');
    for (const QString& wrong : {u""_s, u"ab"_s, u"\""_s, u"ä"_s, u"\n"_s})
        QCOMPARE(delimiterFromText(wrong), '\0');
    QCOMPARE(delimiterName(','), u"Comma"_s);
    QCOMPARE(delimiterName('\t'), u"Tab"_s);
    QCOMPARE(delimiterName('#'), u"“#”"_s);
}

QTEST_APPLESS_MAIN(CsvDialectTest)
#include "tst_csv_dialect.moc"

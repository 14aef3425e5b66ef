// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/convert.h"
#include "mapping/rowcheck.h"
#include "tst_mapping_support.h"

#include <QLocale>
#include <QTest>

#include <functional>

using namespace mappingtest;

class TestMappingConvert : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void converts_data();
    void converts();
    void sameInEveryLocale();
    void valuesAreReplaced();
    void textIsChangedAsAsked_data();
    void textIsChangedAsAsked();
    void fieldTypesKeepTheirText();
    void pointsIntoTheCellWhereNothingChanges();
};

void TestMappingConvert::converts_data()
{
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("setting"); // date pattern, or decimal sign
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out"); // null: not convertible
    const auto row = [](const char* name, FieldType type, const char* setting, const char* in, const char* out) {
        QTest::newRow(name) << int(type) << QString::fromUtf8(setting) << QString::fromUtf8(in)
                            << (out ? QString::fromUtf8(out) : QString());
    };
    using enum FieldType;
    row("text trimmed", Text, "", "  a b \t", "a b");
    row("text trimmed of odd blanks", Text, "", "\u00A0\u2003Ä\u3000", "Ä");
    row("text of blanks only", Text, "", " \u00A0 ", "");
    row("leading zeros stay", Text, "", "00123", "00123");
    row("long numbers stay", Text, "", "4876876000000541958", "4876876000000541958");

    row("date day first", Date, "dd/MM/yyyy", "31/01/1960", "1960-01-31");
    row("date month first", Date, "MM/dd/yyyy", "01/31/1960", "1960-01-31");
    row("date one digit", Date, "dd/MM/yyyy", "1/2/1960", "1960-02-01");
    row("date dots", Date, "dd.MM.yyyy", "29.02.2000", "2000-02-29");
    row("date no leap year", Date, "dd.MM.yyyy", "29.02.1900", nullptr);
    row("date impossible", Date, "dd/MM/yyyy", "31/02/1960", nullptr);
    row("date month 13", Date, "dd/MM/yyyy", "01/13/1960", nullptr);
    row("date day 0", Date, "dd/MM/yyyy", "00/12/1960", nullptr);
    row("date year 0", Date, "dd/MM/yyyy", "01/12/0000", nullptr);
    row("date rest behind", Date, "dd/MM/yyyy", "01/12/1960 ?", nullptr);
    row("date rest missing", Date, "dd/MM/yyyy", "01/12", nullptr);
    row("date short year old", Date, "dd/MM/yy", "01/12/30", "1930-12-01");
    row("date short year new", Date, "dd/MM/yy", "01/12/29", "2029-12-01");
    row("date four digits for two", Date, "dd/MM/yy", "01/12/1960", nullptr);
    row("date compact", Date, "yyyyMMdd", "19600131", "1960-01-31");
    row("date compact one digit", Date, "yyyyMMdd", "1960131", nullptr);
    row("date month name", Date, "dd MMM yyyy", "3 Mar 2021", "2021-03-03");
    row("date German month", Date, "dd. MMM yyyy", "3. März 2021", "2021-03-03");
    row("date month in full", Date, "MMM dd, yyyy", "DECEMBER 24, 2021", "2021-12-24");
    row("date from date-time", Date, "dd/MM/yyyy HH:mm", "31/01/1960 23:59", "1960-01-31");
    row("date without pattern", Date, "", "1960-01-31", "1960-01-31");
    row("date without pattern, other", Date, "", "31/01/1960", nullptr);
    row("date without pattern, impossible", Date, "", "1960-02-30", nullptr);
    row("date empty", Date, "dd/MM/yyyy", "", "");
    row("date with an Arabic digit", Date, "dd/MM/yyyy", "\u0663\u0661/01/1960", nullptr);

    row("time", DateTime, "dd/MM/yyyy HH:mm:ss", "31/01/1960 07:08:09", "1960-01-31 07:08:09");
    row("time ISO", DateTime, "yyyy-MM-ddTHH:mm:ss", "1960-01-31T07:08:09", "1960-01-31 07:08:09");
    row("time no seconds", DateTime, "dd/MM/yyyy HH:mm", "31/01/1960 7:08", "1960-01-31 07:08:00");
    row("time date only", DateTime, "dd/MM/yyyy", "31/01/1960", "1960-01-31 00:00:00");
    row("time afternoon", DateTime, "MM/dd/yyyy hh:mm AP", "01/31/1960 01:05 pm", "1960-01-31 13:05:00");
    row("time midnight", DateTime, "MM/dd/yyyy hh:mm AP", "01/31/1960 12:05 AM", "1960-01-31 00:05:00");
    row("time hour 24", DateTime, "dd/MM/yyyy HH:mm", "31/01/1960 24:00", nullptr);
    row("time minute 60", DateTime, "dd/MM/yyyy HH:mm", "31/01/1960 23:60", nullptr);
    row("time without pattern", DateTime, "", "1960-01-31 07:08:09", "1960-01-31 07:08:09");
    row("time with offset", DateTime, "", "1960-01-31T07:08:09+01:00", nullptr);

    row("number plain", Currency, ".", "1234.50", "1234.50");
    row("number grouped", Currency, ".", "1,234,567.89", "1234567.89");
    row("number German", Currency, ",", "1.234.567,89", "1234567.89");
    row("number German plain", Currency, ",", "0,5", "0.5");
    row("number wrong sign would be 15", Currency, ".", "1,5", nullptr);
    row("number wrong sign would be 123456", Currency, ",", "1234.56", nullptr);
    row("number German thousand", Currency, ",", "1.234", "1234");
    row("number Swiss", Currency, ".", "1'234'567.00", "1234567.00");
    row("number with narrow blanks", Currency, ",", "1\u202F234,5", "1234.5");
    row("number Indian", Currency, ".", "12,34,567.5", "1234567.5");
    row("number mixed groups", Currency, ".", "1,234'567", nullptr);
    row("number bad group", Currency, ".", "1,23,45", nullptr);
    row("number minus", Decimal, ".", "-1,234.5", "-1234.5");
    row("number real minus sign", Decimal, ",", "\u22121,5", "-1.5");
    row("number plus", Decimal, ".", "+5", "5");
    row("number without whole part", Decimal, ".", ".5", "0.5");
    row("number without fraction", Decimal, ".", "5.", nullptr);
    row("code before an amount", Currency, ".", "EUR 5", "5");
    row("code behind an amount", Currency, ",", "1.234,50 EUR", "1234.50");
    row("sign before an amount", Currency, ".", "$1,234.50", "1234.50");
    row("sign behind an amount", Currency, ",", "12,5 \u20AC", "12.5");
    row("code alone", Currency, ".", "EUR", nullptr);
    row("two signs", Currency, ".", "$5$", nullptr);
    row("a number with a sign is no amount", Decimal, ".", "$5", nullptr);
    row("number with exponent", Decimal, ".", "1e5", nullptr);
    row("number two points", Decimal, ".", "1.2.3", nullptr);
    row("number minus alone", Decimal, ".", "-", nullptr);
    row("number digits kept", Decimal, ".", "00012345678901234567890.123456789012",
        "00012345678901234567890.123456789012");
    row("percent sign", Percent, ",", "12,5 %", "12.5");
    row("percent sign elsewhere", Decimal, ",", "12,5 %", nullptr);
    row("integer grouped", Integer, ".", "1,234", "1234");

    row("yes", Boolean, "", "Yes", "true");
    row("ja", Boolean, "", "JA", "true");
    row("x", Boolean, "", "x", "true");
    row("1", Boolean, "", "1", "true");
    row("false", Boolean, "", "FALSE", "false");
    row("nein", Boolean, "", "nein", "false");
    row("0", Boolean, "", "0", "false");
    row("perhaps", Boolean, "", "perhaps", nullptr);
    row("2", Boolean, "", "2", nullptr);
}

void TestMappingConvert::converts()
{
    QFETCH(const int, type);
    QFETCH(const QString, setting);
    QFETCH(const QString, in);
    QFETCH(const QString, out);
    Field f = field("F", "F", FieldType(type), "");
    ColumnMapping c = column(0, "F", "F");
    if (setting == QLatin1String(",") || setting == QLatin1String("."))
        c.conversion.decimalSign = setting.front().toLatin1();
    else
        c.conversion.datePattern = setting;
    CellConverter converter(c, f);
    const std::string cell = in.toStdString();
    bool ok = false;
    const std::string_view result = converter.convert(cell, ok);
    QCOMPARE(ok, !out.isNull());
    QCOMPARE(QString::fromStdString(std::string(result)), out.isNull() ? in : out);
    QCOMPARE(convertedValue(in, c, f), out.isNull() ? in : out);
}

void TestMappingConvert::sameInEveryLocale()
{
    ColumnMapping date = column(0, "F", "F");
    date.conversion.datePattern = QStringLiteral("dd MMM yyyy");
    ColumnMapping number = column(0, "F", "F");
    number.conversion.decimalSign = ',';
    ColumnMapping lower = column(0, "F", "F");
    lower.conversion.textCase = TextCase::Lower;
    const Field dateField = field("F", "F", FieldType::Date, "date");
    const Field numberField = field("F", "F", FieldType::Currency, "currency");
    const Field textField = field("F", "F", FieldType::Text, "text");
    const QLocale before;
    for (const char* const name : {"C", "de_DE", "ar_EG", "tr_TR", "hi_IN"}) {
        QLocale::setDefault(QLocale(QString::fromLatin1(name)));
        QCOMPARE(convertedValue(QStringLiteral("5 Mar 2021"), date, dateField), QStringLiteral("2021-03-05"));
        QCOMPARE(convertedValue(QStringLiteral("1.234,5"), number, numberField), QStringLiteral("1234.5"));
        QCOMPARE(convertedValue(QStringLiteral("INFO@ÄPFEL.EXAMPLE"), lower, textField),
                 QStringLiteral("info@äpfel.example"));
    }
    QLocale::setDefault(before);
}

void TestMappingConvert::valuesAreReplaced()
{
    ColumnMapping c = column(0, "F", "F");
    c.conversion.values = {{QStringLiteral("Messe"), QStringLiteral("Trade Show")},
                           {QStringLiteral("n/a"), QString()},
                           {QStringLiteral("web"), QStringLiteral("Web Download")}};
    const Field list = field("F", "F", FieldType::Picklist, "picklist");
    QCOMPARE(convertedValue(QStringLiteral(" Messe "), c, list), QStringLiteral("Trade Show"));
    QCOMPARE(convertedValue(QStringLiteral("messe"), c, list), QStringLiteral("messe"));
    QCOMPARE(convertedValue(QStringLiteral("Partner"), c, list), QStringLiteral("Partner"));
    QCOMPARE(convertedValue(QStringLiteral("n/a"), c, list), QString(QLatin1String("")));
    c.conversion.textCase = TextCase::Lower;
    QCOMPARE(convertedValue(QStringLiteral("WEB"), c, list), QStringLiteral("Web Download"));
    c.conversion.textCase = TextCase::AsItStands;
    const Field several = field("F", "F", FieldType::MultiPicklist, "multiselectpicklist");
    QCOMPARE(convertedValue(QStringLiteral("web; Partner ;Messe"), c, several),
             QStringLiteral("Web Download;Partner;Trade Show"));
}

void TestMappingConvert::textIsChangedAsAsked_data()
{
    QTest::addColumn<Conversion>("conversion");
    QTest::addColumn<int>("type");
    QTest::addColumn<QString>("in");
    QTest::addColumn<QString>("out");
    const auto row = [](const char* name, const std::function<void(Conversion&)>& set, FieldType type, const char* in,
                        const char* out) {
        Conversion conversion;
        set(conversion);
        QTest::newRow(name) << conversion << int(type) << QString::fromUtf8(in) << QString::fromUtf8(out);
    };
    using enum FieldType;
    const auto upper = [](Conversion& c) { c.textCase = TextCase::Upper; };
    const auto words = [](Conversion& c) { c.textCase = TextCase::Words; };
    row("upper case", upper, Text, "stra\u00DFe \u00E4", "STRASSE \u00C4");
    row("words", words, Text, "anna-LENA o'brien \u00E9lodie 3rd", "Anna-Lena O'brien \u00C9lodie 3rd");
    const auto replace = [](Conversion& c) {
        c.replace = {{QStringLiteral("aa"), QStringLiteral("a")}, {QStringLiteral("Tel: "), QString()}};
    };
    row("replaced everywhere, once through", replace, Text, "Tel: aaa baab", "aa bab");
    row("replaced to nothing but blanks", replace, Text, "Tel: ", "Tel:");
    row("nothing to replace", replace, Text, "abc", "abc");
    const auto empty = [](Conversion& c) { c.ifEmpty = QStringLiteral("1.5"); };
    row("empty becomes", empty, Decimal, "  ", "1.5");
    row("filled stays", empty, Decimal, "2", "2");
    const auto phone = [](Conversion& c) { c.plainPhone = true; };
    row("phone", phone, Phone, "+49 (0)711 / 123-45", "+49071112345");
    row("phone with a plus inside", phone, Phone, "0711+5", "07115");
    row("phone with letters", phone, Phone, "0711 12 ext. 5", "0711 12 ext. 5");
    row("no phone field", phone, Text, "a 1-2", "a 1-2");
    const auto comma = [](Conversion& c) { c.separator = ','; };
    row("other separator", comma, MultiPicklist, "Red, Green ,Blue", "Red;Green;Blue");
    row("separator of a single value", comma, Picklist, "Red, Green", "Red, Green");
}

void TestMappingConvert::textIsChangedAsAsked()
{
    QFETCH(Conversion, conversion);
    QFETCH(int, type);
    QFETCH(QString, in);
    QFETCH(QString, out);
    ColumnMapping c = column(0, "F", "F");
    c.conversion = conversion;
    QCOMPARE(convertedValue(in, c, field("F", "F", FieldType(type), "")), out);
}

void TestMappingConvert::fieldTypesKeepTheirText()
{
    const QString odd = QStringLiteral("=cmd|'x' \u202E1,5; 31/01/1960");
    using enum FieldType;
    for (const FieldType type : {Text, TextArea, Email, Phone, Website, Picklist, MultiPicklist, Lookup, Owner})
        QCOMPARE(convertedValue(odd, column(0, "F", "F"), field("F", "F", type, "")), odd);
    ColumnMapping untrimmed = column(0, "F", "F");
    untrimmed.conversion.trim = false;
    QCOMPARE(convertedValue(QStringLiteral(" a "), untrimmed, field("F", "F", Text, "")), QStringLiteral(" a "));
}

void TestMappingConvert::pointsIntoTheCellWhereNothingChanges()
{
    const std::string cell = "  1234.5 ";
    CellConverter converter(column(0, "F", "F"), field("F", "F", FieldType::Decimal, "double"));
    bool ok = false;
    const std::string_view result = converter.convert(cell, ok);
    QVERIFY(ok);
    QCOMPARE(result.data(), cell.data() + 2);
}

QTEST_APPLESS_MAIN(TestMappingConvert)
#include "tst_mapping_convert.moc"

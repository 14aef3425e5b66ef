// SPDX-License-Identifier: GPL-3.0-or-later
// Mapping files that do not fit: opened as far as they can be, and what is left out is said.
#include "mapping/mappingfile.h"
#include "tst_mapping_support.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace mappingtest;

namespace {

/// The file of this mapping with `columns` in its place, for a file with these columns.
Result<OpenedMapping> opened(const QByteArray& json, const QStringList& columns)
{
    return openMapping(json, u"m.json"_s, columns, contacts());
}

QByteArray withColumns(const QByteArray& columns, const QByteArray& more = {})
{
    return R"({"version":1,"module":"Contacts","operation":"insert",)" + more + R"("columns":[)" + columns + "]}";
}

QString fieldOf(const OpenedMapping& opened, int column)
{
    return opened.mapping.columns[std::size_t(column)].field;
}

} // namespace

class TestMappingFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFitsHasNoNotes();
    void onlyNoMappingFileFails();
    void newerVersion();
    void otherModule();
    void unknownFields();
    void twoColumnsOneField();
    void missingColumns();
    void composedTexts();
    void matchKey();
    void conversions();
    void entries();
    void layouts();
    void everythingAtOnce();
    void anyDamageIsSurvived();
};

void TestMappingFile::whatFitsHasNoNotes()
{
    Mapping mapping = mappingTo(Operation::Upsert, {"Last_Name", "Email", "", "Account_Name", "Date_of_Birth"});
    mapping.columns[2].header = u"Left out"_s;
    mapping.columns[3].findBy = u"id"_s;
    mapping.columns[4].conversion.datePattern = u"dd/MM/yyyy"_s;
    mapping.findBy = u"Email"_s;
    mapping.compose(u"Title"_s, u"{Email}"_s);
    const auto read = opened(mappingToJson(mapping),
                             {u"Last_Name"_s, u"Email"_s, u"Left out"_s, u"Account_Name"_s, u"Date_of_Birth"_s});
    QVERIFY(read);
    QCOMPARE(read->notes, QStringList());
    QCOMPARE(read->mapping, mapping);
}

void TestMappingFile::onlyNoMappingFileFails()
{
    for (const char* json : {"", "{", "[1]", "3", R"({"version":1,"module":"Contacts"})", R"({"columns":{}})"}) {
        const auto read = opened(json, {u"a"_s});
        QVERIFY2(!read, json);
        QCOMPARE(read.error().kind, FailureKind::Usage);
        QVERIFY(read.error().sentence.contains(u"m.json"_s));
    }
    QVERIFY(opened(R"({"columns":[]})", {u"a"_s}));
}

void TestMappingFile::newerVersion()
{
    const auto read = opened(R"({"version":7,"module":"Contacts","operation":"upsert","find_by":"Email","mood":"blue",
        "columns":[{"column":"a","field":"Email","shade":1,"convert":{"case":"lower","rot13":true}},
                   {"column":"b","field":"Phone","shade":2}]})",
                             {u"a"_s, u"b"_s});
    QVERIFY(read);
    QCOMPARE(read->notes.size(), 2);
    QVERIFY(read->notes[0].contains(u"newer Stevedore"_s) && read->notes[0].contains(u"version 7"_s));
    QVERIFY2(read->notes[1].contains(u"mood, columns.convert.rot13, columns.shade"_s) ||
                 read->notes[1].contains(u"mood, columns.shade, columns.convert.rot13"_s),
             qPrintable(read->notes[1]));
    QCOMPARE(read->mapping.operation, Operation::Upsert);
    QCOMPARE(read->mapping.findBy, u"Email"_s);
    QCOMPARE(read->mapping.columns[0].conversion.textCase, TextCase::Lower);
    QCOMPARE(fieldOf(*read, 1), u"Phone"_s);
}

void TestMappingFile::otherModule()
{
    const auto read = opened(R"({"version":1,"module":"Leads","operation":"insert","columns":[
        {"column":"a","field":"Last_Name"},{"column":"b","field":"Company"},{"column":"c","field":"Account_Name"},
        {"column":"d","field":"Phone","find_by":"id"},{"column":"e","field":"Title","convert":{"date":"dd/MM/yyyy"}},
        {"column":"f","field":"Owner","find_by":"email"}]})",
                             {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s});
    QVERIFY(read);
    QCOMPARE(read->mapping.module, u"Contacts"_s);
    QCOMPARE(fieldOf(*read, 0), u"Last_Name"_s);
    for (int left : {1, 2, 3, 4})
        QCOMPARE(fieldOf(*read, left), QString());
    QCOMPARE(fieldOf(*read, 5), u"Owner"_s);
    QCOMPARE(read->notes.size(), 3);
    QVERIFY(read->notes[0].contains(u"Leads"_s) && read->notes[0].contains(u"Contacts"_s));
    QVERIFY(read->notes[1].contains(u"Company"_s));
    QVERIFY(read->notes[2].contains(u"Account_Name, Phone, Title"_s));
}

void TestMappingFile::unknownFields()
{
    const auto read = opened(withColumns(R"({"column":"a","field":"A1"},{"column":"b","field":"Email"},
        {"column":"c","field":"C1"},{"column":"d","field":"Full_Name"},{"column":"e","field":"E1"},
        {"column":"f","field":"F1"})"),
                             {u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s, u"f"_s});
    QVERIFY(read);
    QCOMPARE(read->notes.size(), 1);
    QVERIFY2(read->notes[0].contains(u"A1, C1, Full_Name and 2 more"_s), qPrintable(read->notes[0]));
    QCOMPARE(read->mapping.matchedColumns(), 1);
    QCOMPARE(fieldOf(*read, 1), u"Email"_s);
}

void TestMappingFile::twoColumnsOneField()
{
    const auto read = opened(
        withColumns(R"({"column":"First","field":"Email"},{"column":"Second","field":"Email"})",
                    R"("composed":[{"field":"Email","text":"x@example.com"},{"field":"Title","text":"{First}"}],)"),
        {u"Second"_s, u"First"_s});
    QVERIFY(read);
    QCOMPARE(fieldOf(*read, 0), QString());
    QCOMPARE(fieldOf(*read, 1), u"Email"_s);
    QCOMPARE(read->mapping.composed.size(), 1U);
    QCOMPARE(read->mapping.composed[0].column, 2);
    QCOMPARE(read->notes.size(), 1);
    QVERIFY2(read->notes[0].contains(u"\"Second\" (Email goes to \"First\")"_s), qPrintable(read->notes[0]));
    QVERIFY(read->notes[0].contains(u"x@example.com"_s));
}

void TestMappingFile::missingColumns()
{
    const auto read = opened(withColumns(R"({"column":"a","field":"Email"},{"column":"b","field":"Phone"},
        {"column":"c","field":"Mobile"},{"column":"d","field":"Title"},{"column":"e","field":"Last_Name"},
        {"column":"gone","field":""})"),
                             {u"E "_s, u"new"_s});
    QVERIFY(read);
    QCOMPARE(read->notes.size(), 1);
    QVERIFY2(read->notes[0].contains(u"a, b, c and 1 more."_s), qPrintable(read->notes[0]));
    QCOMPARE(read->mapping.columns.size(), 2U);
    QCOMPARE(fieldOf(*read, 0), u"Last_Name"_s);
    QCOMPARE(read->mapping.columns[0].header, u"E "_s);
    QCOMPARE(read->mapping.columns[1].column, 1);
}

void TestMappingFile::composedTexts()
{
    const auto read =
        opened(withColumns("", R"("composed":[{"field":"Title","text":"{a} {zz}"},{"field":"Nope","text":"x"},
        {"field":"Department","text":"{a}"},{"text":"no field"}],)"),
               {u"a"_s});
    QVERIFY(read);
    QCOMPARE(read->mapping.composed.size(), 1U);
    QCOMPARE(read->mapping.composed[0].field, u"Department"_s);
    QCOMPARE(read->notes.size(), 3);
    QVERIFY(read->notes[0].contains(u"\"composed[3].field\" is missing"_s));
    QVERIFY(read->notes[1].contains(u"Nope"_s));
    QVERIFY(read->notes[2].contains(u"Title (\"zz\")"_s));
}

void TestMappingFile::matchKey()
{
    const auto read = opened(withColumns("", R"("find_by":"Department",)"), {u"a"_s});
    QVERIFY(read);
    QCOMPARE(read->mapping.findBy, QString());
    QCOMPARE(read->notes.size(), 1);
    QVERIFY(read->notes[0].contains(u"Department"_s) && read->notes[0].contains(u"Email"_s));
}

void TestMappingFile::conversions()
{
    const auto read = opened(withColumns(R"({"column":"a","field":"Email","convert":{"case":"LOUD","trim":false,
        "separator":"ab","values":{"x":1,"y":"z"},"replace":[{"find":""},{"find":"p","with":"q"},7]}},
        {"column":"b","field":"Date_of_Birth","convert":{"date":"dd/MM","decimal":";","part":"many","trim":3}},
        {"column":"c","field":"Phone","convert":{"time_zone":"Mars/North","plain_phone":true}})"),
                             {u"a"_s, u"b"_s, u"c"_s});
    QVERIFY(read);
    Conversion email;
    email.trim = false;
    email.values = {{u"y"_s, u"z"_s}};
    email.replace = {{u"p"_s, u"q"_s}};
    QCOMPARE(read->mapping.columns[0].conversion, email);
    QCOMPARE(read->mapping.columns[1].conversion, Conversion());
    Conversion phone;
    phone.plainPhone = true;
    QCOMPARE(read->mapping.columns[2].conversion, phone);
    QCOMPARE(read->notes.size(), 1);
    QVERIFY2(read->notes[0].contains(u"of \"a\""_s) && read->notes[0].contains(u" more."_s),
             qPrintable(read->notes[0]));
    const auto one =
        opened(withColumns(R"({"column":"Born","field":"Date_of_Birth","convert":{"date":"dd/MM"}})"), {u"Born"_s});
    QVERIFY(one->notes[0].contains(u"\"date\" of \"Born\""_s));
}

void TestMappingFile::entries()
{
    const auto read = opened(R"({"version":"x","module":7,"operation":"delete","empty_cells":1,"columns":[3,
        {"column":"a","index":-4,"field":"Email","match":"sure"},{"field":"Phone"},{"column":"b","index":1,"field":"Mobile"}]})",
                             {u"a"_s, u"b"_s});
    QVERIFY(read);
    QCOMPARE(read->mapping.module, u"Contacts"_s);
    QCOMPARE(read->mapping.operation, Operation::Insert);
    QVERIFY(!read->mapping.eraseEmpty);
    QCOMPARE(fieldOf(*read, 0), u"Email"_s);
    QCOMPARE(read->mapping.columns[0].match, MatchKind::Remembered);
    QCOMPARE(fieldOf(*read, 1), u"Mobile"_s);
    QCOMPARE(read->notes.size(), 2);
    QVERIFY(read->notes[1].contains(u"\"module\" has to be a text"_s));
}

void TestMappingFile::layouts()
{
    ModuleMeta meta = contacts();
    meta.layouts = {{u"11"_s, u"Standard"_s, {}}, {u"12"_s, u"Partners"_s, {u"Phone"_s}}};
    const auto layoutOf = [&](const QByteArray& layout, const ModuleMeta& of) {
        return openMapping(withColumns("", "\"layout\":" + layout + ','), u"m.json"_s, {u"a"_s}, of);
    };
    const auto known = layoutOf(R"({"id":"12","name":"Old name"})", meta);
    QCOMPARE(known->mapping.layout, u"12"_s);
    QCOMPARE(known->notes, QStringList());
    QCOMPARE(layoutOf(R"("12")", meta)->mapping.layout, u"12"_s);
    // Another org: the same name under another id.
    const auto named = layoutOf(R"({"id":"77","name":"Partners"})", meta);
    QCOMPARE(named->mapping.layout, u"12"_s);
    QCOMPARE(named->notes, QStringList());
    const auto gone = layoutOf(R"({"id":"77","name":"Gone"})", meta);
    QCOMPARE(gone->mapping.layout, QString());
    QCOMPARE(gone->notes.size(), 1);
    QVERIFY(gone->notes[0].contains(u"Gone"_s));
    // Where layouts may not be read, nobody knows better.
    QCOMPARE(layoutOf(R"("77")", contacts())->mapping.layout, u"77"_s);
    QCOMPARE(layoutOf("3", meta)->notes.size(), 1);

    Mapping mapping = mappingTo(Operation::Insert, {"Last_Name"});
    mapping.layout = u"12"_s;
    mapping.layoutName = u"Partners"_s;
    QCOMPARE(*mappingFromJson(mappingToJson(mapping), u"m.json"_s), mapping);
    meta.fields[2].systemMandatory = true; // Last_Name
    const QStringList problems = mappingProblems(mapping, meta);
    QCOMPARE(problems.size(), 1);
    QVERIFY(problems[0].contains(u"Phone"_s));
    mapping.layout = u"11"_s;
    QCOMPARE(mappingProblems(mapping, meta.forLayout(u"12"_s)), QStringList());
    mapping.layout = u"99"_s;
    QCOMPARE(mappingProblems(mapping, meta).filter(u"Partners"_s).size(), 1);
}

void TestMappingFile::everythingAtOnce()
{
    const auto read = opened(R"({"version":2,"module":"Leads","operation":"upsert","find_by":"Rank","layout":"5",
        "columns":[{"column":"a","field":"Email"},{"column":"b","field":"Email"},{"column":"gone","field":"Phone"},
                   {"column":"c","field":"Rank","new":1,"convert":{"case":"x"}}],
        "composed":[{"field":"Title","text":"{gone}"}]})",
                             {u"a"_s, u"b"_s, u"c"_s});
    QVERIFY(read);
    // Version, keys, conversions, module, layout, missing column, field, second column, text, match key.
    QCOMPARE(read->notes.size(), 10);
    for (const QString& note : read->notes)
        QVERIFY2(note.endsWith(u'.'), qPrintable(note));
    QCOMPARE(fieldOf(*read, 0), u"Email"_s);
    QCOMPARE(read->mapping.matchedColumns(), 1);
}

/// One value after the other is exchanged for one of another type: it opens, and is well formed.
void TestMappingFile::anyDamageIsSurvived()
{
    Mapping mapping = mappingTo(Operation::Upsert, {"Last_Name", "Email", "Date_of_Birth"});
    mapping.columns[1].conversion.replace = {{u"a"_s, u"b"_s}};
    mapping.columns[1].conversion.values = {{u"a"_s, u"b"_s}};
    mapping.compose(u"Title"_s, u"{Email}"_s);
    const QByteArray json = mappingToJson(mapping);
    for (const QByteArray& wrong : {QByteArray("7"), QByteArray("null"), QByteArray("[]"), QByteArray("{}")}) {
        for (qsizetype at = json.indexOf(": "); at >= 0; at = json.indexOf(": ", at + 1)) {
            qsizetype end = json.indexOf('\n', at);
            if (json[end - 1] == '[' || json[end - 1] == '{')
                continue;
            end -= json[end - 1] == ',';
            QByteArray damaged = json;
            damaged.replace(at + 2, end - at - 2, wrong);
            const auto read = opened(damaged, {u"Last_Name"_s, u"Email"_s, u"Date_of_Birth"_s});
            QVERIFY2(read, damaged.constData());
            QCOMPARE(read->mapping.columns.size(), 3U);
            QVERIFY(mappingFromJson(mappingToJson(read->mapping), u"again"_s));
        }
    }
}

QTEST_GUILESS_MAIN(TestMappingFile)
#include "tst_mapping_file.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "tst_mapping_support.h"

#include <QTest>

using namespace mappingtest;

namespace {

Mapping everyThing()
{
    Mapping mapping = mappingTo(Operation::Upsert, {"Last_Name", "Email", "", "Account_Name", "Date_of_Birth"});
    mapping.findBy = QStringLiteral("Email");
    mapping.eraseEmpty = true;
    const MatchKind kinds[] = {MatchKind::Exact, MatchKind::Similar, MatchKind::None, MatchKind::ByValues,
                               MatchKind::Remembered};
    for (std::size_t i = 0; i < mapping.columns.size(); ++i)
        mapping.columns[i].match = kinds[i];
    mapping.columns[1].conversion.textCase = TextCase::Lower;
    mapping.columns[1].conversion.replace = {{QStringLiteral("a"), QString()},
                                             {QStringLiteral("b"), QStringLiteral("c")}};
    mapping.columns[1].conversion.ifEmpty = QStringLiteral("none");
    mapping.columns[1].conversion.plainPhone = true;
    mapping.columns[1].conversion.separator = '|';
    mapping.columns[2].header = QStringLiteral("Überschrift \"x\"");
    mapping.columns[3].findBy = QStringLiteral("Account_Name");
    mapping.columns[3].conversion.trim = false;
    mapping.columns[3].conversion.values = {{QStringLiteral("Acme"), QStringLiteral("Acme Ltd.")},
                                            {QString(QLatin1String("")), QStringLiteral("?")}};
    mapping.columns[4].conversion.datePattern = QStringLiteral("dd/MM/yyyy");
    mapping.columns[4].conversion.decimalSign = ',';
    return mapping;
}

QString sentenceOf(const Result<Mapping>& result)
{
    return result ? QString() : result.error().sentence;
}

} // namespace

class TestMappingJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void shortFileIsEnough();
    void faultsAreNamed_data();
    void faultsAreNamed();
    void composedWithoutText();
    void allFaultsAreNamed();
    void cutAnywhereIsRefused();
    void fitsByName();
    void missingColumnIsNamed();
    void goodMappingsHaveNoProblems();
    void problems_data();
    void problems();
};

void TestMappingJson::roundTrip()
{
    const Mapping mapping = everyThing();
    const QByteArray json = mappingToJson(mapping);
    const Result<Mapping> read = mappingFromJson(json, QStringLiteral("m.json"));
    QVERIFY2(read, qPrintable(sentenceOf(read)));
    QVERIFY(*read == mapping);
    QCOMPARE(mappingToJson(*read), json);
    QVERIFY(json.contains("\"version\": 1"));
}

void TestMappingJson::shortFileIsEnough()
{
    const auto read = mappingFromJson(R"({"version":1,"module":"Contacts","operation":"insert",
        "columns":[{"column":"Name","field":"Last_Name"},{"column":"x"}]})",
                                      QStringLiteral("m.json"));
    QVERIFY2(read, qPrintable(sentenceOf(read)));
    QCOMPARE(read->columns.size(), std::size_t(2));
    QCOMPARE(read->columns[0].match, MatchKind::Remembered);
    QCOMPARE(read->columns[1].match, MatchKind::None);
    QCOMPARE(read->columns[1].column, 1);
    QVERIFY(read->columns[0].conversion == Conversion());
    QVERIFY(!read->eraseEmpty);
}

void TestMappingJson::faultsAreNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, const char* json, const char* named) {
        QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(named);
    };
    row("line", "{\n\"version\":1,\n\"module\":\n}", "line 4");
    row("no object", "[1]", "object");
    row("empty", "", "line 1");
    row("no version", R"({"module":"C","operation":"insert","columns":[]})", "\"version\"");
    row("newer version", R"({"version":2,"module":"C","operation":"insert","columns":[]})", "\"version\"");
    row("no module", R"({"version":1,"operation":"insert","columns":[]})", "\"module\" is missing");
    row("operation", R"({"version":1,"module":"C","operation":"delete","columns":[]})", "\"operation\"");
    row("empty cells", R"({"version":1,"module":"C","operation":"insert","empty_cells":true,"columns":[]})",
        "\"empty_cells\"");
    row("no columns", R"({"version":1,"module":"C","operation":"insert"})", "\"columns\" is missing");
    row("columns no list", R"({"version":1,"module":"C","operation":"insert","columns":{}})", "\"columns\"");
    row("unknown key", R"({"version":1,"module":"C","operation":"insert","colums":[],"columns":[]})", "\"colums\"");
    row("column no object", R"({"version":1,"module":"C","operation":"insert","columns":[3]})", "\"columns[0]\"");
    row("column no name", R"({"version":1,"module":"C","operation":"insert","columns":[{"index":0}]})",
        "\"columns[0].column\"");
    row("field no text", R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","field":1}]})",
        "\"columns[0].field\"");
    row("index negative", R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","index":-1}]})",
        "\"columns[0].index\"");
    row("index huge",
        R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","index":2000000000}]})",
        "\"columns[0].index\"");
    row("index twice",
        R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","index":1},{"column":"b","index":1}]})",
        "\"columns[1].index\"");
    row("match", R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","match":"sure"}]})",
        "\"columns[0].match\"");
    row("decimal",
        R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","convert":{"decimal":";"}}]})",
        "\"columns[0].convert.decimal\"");
    row("date",
        R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","convert":{"date":"dd/MM"}}]})",
        "\"columns[0].convert.date\"");
    row("values",
        R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","convert":{"values":{"x":1}}}]})",
        "\"columns[0].convert.values.x\"");
    row("convert key",
        R"({"version":1,"module":"C","operation":"insert","columns":[{"column":"a","convert":{"upper":true}}]})",
        "\"columns[0].convert.upper\"");
}

void TestMappingJson::faultsAreNamed()
{
    QFETCH(const QByteArray, json);
    QFETCH(const QString, named);
    const auto read = mappingFromJson(json, QStringLiteral("m.json"));
    QVERIFY(!read);
    QCOMPARE(read.error().kind, FailureKind::Usage);
    QVERIFY2(read.error().sentence.contains(named), qPrintable(read.error().sentence));
    QVERIFY(read.error().sentence.contains(QStringLiteral("m.json")));
}

/// A field without a column whose text is still to be written comes back as one, so that it is asked for.
void TestMappingJson::composedWithoutText()
{
    Mapping mapping = mappingTo(Operation::Insert, {"Last_Name"});
    mapping.composed.push_back({1, QString(QLatin1String("")), QStringLiteral("Title"), {}, MatchKind::ByHand, {}});
    const auto read = mappingFromJson(mappingToJson(mapping), QStringLiteral("m.json"));
    QVERIFY2(read, qPrintable(sentenceOf(read)));
    QCOMPARE(*read, mapping);
}

void TestMappingJson::allFaultsAreNamed()
{
    const auto read = mappingFromJson(
        R"({"version":1,"operation":"delete","columns":[{"column":"a","convert":{"trim":1}},{"field":"x"}]})",
        QStringLiteral("m.json"));
    QVERIFY(!read);
    for (const char* named :
         {"\"module\" is missing", "\"operation\"", "\"columns[0].convert.trim\"", "\"columns[1].column\""})
        QVERIFY2(read.error().sentence.contains(QString::fromLatin1(named)), qPrintable(read.error().sentence));
}

void TestMappingJson::cutAnywhereIsRefused()
{
    const QByteArray json = mappingToJson(everyThing()).trimmed();
    for (qsizetype length = 0; length < json.size(); ++length)
        QVERIFY(!mappingFromJson(json.left(length), QStringLiteral("m.json")));
}

void TestMappingJson::fitsByName()
{
    const Mapping mapping = everyThing();
    const auto fitted =
        fitToColumns(mapping, {QStringLiteral("date_of_birth "), QStringLiteral("New"), QStringLiteral("Email"),
                               QStringLiteral("Account_Name"), QStringLiteral("Last_Name")});
    QVERIFY2(fitted, qPrintable(sentenceOf(fitted)));
    QCOMPARE(fitted->columns.size(), std::size_t(5));
    QCOMPARE(fitted->columns[0].field, QStringLiteral("Date_of_Birth"));
    QCOMPARE(fitted->columns[0].conversion.datePattern, QStringLiteral("dd/MM/yyyy"));
    QCOMPARE(fitted->columns[0].header, QStringLiteral("date_of_birth "));
    QVERIFY(fitted->columns[1].field.isEmpty());
    QCOMPARE(fitted->columns[2].field, QStringLiteral("Email"));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(fitted->columns[std::size_t(i)].column, i);
    QVERIFY(fitted->eraseEmpty);
    QCOMPARE(fitted->findBy, QStringLiteral("Email"));
}

void TestMappingJson::missingColumnIsNamed()
{
    const auto fitted = fitToColumns(everyThing(), {QStringLiteral("Last_Name"), QStringLiteral("Account_Name")});
    QVERIFY(!fitted);
    QVERIFY(fitted.error().sentence.contains(QStringLiteral("\"Email\"")));
    QVERIFY(fitted.error().sentence.contains(QStringLiteral("\"Date_of_Birth\"")));
    // A column that was left out may be missing.
    Mapping mapping = mappingTo(Operation::Insert, {"Last_Name", ""});
    mapping.columns[1].header = QStringLiteral("Old");
    QVERIFY(fitToColumns(mapping, {QStringLiteral("Last_Name")}));
}

void TestMappingJson::goodMappingsHaveNoProblems()
{
    const ModuleMeta meta = contacts();
    QCOMPARE(mappingProblems(mappingTo(Operation::Insert, {"Last_Name", "", "Email"}), meta), QStringList());
    Mapping update = mappingTo(Operation::Update, {"id", "Phone"});
    update.findBy = QStringLiteral("id");
    QCOMPARE(mappingProblems(update, meta), QStringList());
    Mapping upsert = mappingTo(Operation::Upsert, {"Last_Name", "Legacy_ID", "Account_Name", "Owner"});
    upsert.findBy = QStringLiteral("Legacy_ID");
    upsert.columns[2].findBy = QStringLiteral("Account_Name");
    upsert.columns[3].findBy = QStringLiteral("email");
    QCOMPARE(mappingProblems(upsert, meta), QStringList());
}

void TestMappingJson::problems_data()
{
    QTest::addColumn<int>("operation");
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<QString>("findBy");
    QTest::addColumn<QString>("named");
    const auto row = [](const char* name, Operation operation, const char* fields, const char* findBy,
                        const char* named) {
        QTest::newRow(name) << int(operation) << QString::fromLatin1(fields).split(QLatin1Char(' '))
                            << QString::fromLatin1(findBy) << QString::fromLatin1(named);
    };
    row("nothing matched", Operation::Update, "-", "id", "No column is matched");
    row("mandatory for insert", Operation::Insert, "Phone", "", "No column feeds Last Name");
    row("mandatory for upsert", Operation::Upsert, "Email", "Email", "No column feeds Last Name");
    row("two to one", Operation::Insert, "Last_Name Phone Phone", "", "both matched to Phone");
    row("unknown field", Operation::Insert, "Last_Name Nose", "", "Nose, which Contacts does not have");
    row("not writable", Operation::Insert, "Last_Name Created_Time", "", "Created Time, which cannot be written");
    row("unsupported", Operation::Update, "id Full_Name", "id", "Full Name, which cannot be written");
    row("id in a create", Operation::Insert, "Last_Name id", "", "Record ID, which cannot be written");
    row("lookup without find_by", Operation::Insert, "Last_Name Account_Name", "", "lookup Account Name");
    row("owner without find_by", Operation::Insert, "Last_Name Owner", "", "lookup Contact Owner");
    row("update without key", Operation::Update, "Phone", "", "without a match key");
    row("upsert without key", Operation::Upsert, "Last_Name", "", "without a match key");
    row("key not unique", Operation::Update, "Phone", "Phone", "Phone cannot be the match key");
    row("key not fed", Operation::Update, "Phone", "Email", "No column feeds the match key Email");
    row("key not fed in a create", Operation::Insert, "Last_Name", "Email", "No column feeds the match key Email");
    row("id as key of a create", Operation::Insert, "Last_Name", "id", "New records have no id yet");
}

void TestMappingJson::problems()
{
    QFETCH(const int, operation);
    QFETCH(const QStringList, fields);
    QFETCH(const QString, findBy);
    QFETCH(const QString, named);
    Mapping mapping = mappingTo(Operation(operation), {});
    for (const QString& name : fields) {
        const QByteArray latin = name == QLatin1String("-") ? QByteArray() : name.toLatin1();
        mapping.columns.push_back(column(int(mapping.columns.size()), "Header", latin.constData()));
    }
    mapping.findBy = findBy;
    const QStringList found = mappingProblems(mapping, contacts());
    QVERIFY2(found.filter(named).size() == 1, qPrintable(found.join(QLatin1Char('\n'))));
    QCOMPARE(found.size(), 1);

    ModuleMeta wide = contacts();
    Mapping many = mappingTo(Operation::Insert, {"Last_Name"});
    for (int i = 1; i <= 200; ++i) {
        const QByteArray fieldName = "Extra_" + QByteArray::number(i);
        wide.fields.append(field(fieldName.constData(), fieldName.constData(), FieldType::Text, "text"));
        many.columns.push_back(column(i, fieldName.constData(), fieldName.constData()));
    }
    QCOMPARE(mappingProblems(many, wide).filter(QStringLiteral("201 columns")).size(), 1);
    many.columns.pop_back();
    QCOMPARE(mappingProblems(many, wide), QStringList());
}

QTEST_APPLESS_MAIN(TestMappingJson)
#include "tst_mapping_json.moc"

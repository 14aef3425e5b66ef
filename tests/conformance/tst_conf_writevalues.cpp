// SPDX-License-Identifier: GPL-3.0-or-later
// Bulk write: what a cell may hold, by the type of its field; charsets of the CSV. "Insert records" and "Create custom
// fields" have the limits.
#include "conformance/testserver.h"

#include <QJsonDocument>
#include <QStringEncoder>
#include <QtTest>

using namespace stevedore::sandbox;
using namespace Qt::StringLiterals;

namespace {

const QString machines = u"Machines"_s;

QJsonObject field(const QString& apiName, const QString& type, int length = 0, const QJsonObject& more = {})
{
    QJsonObject json{{u"id"_s, QString::number(qHash(apiName))},
                     {u"api_name"_s, apiName},
                     {u"field_label"_s, apiName},
                     {u"data_type"_s, type},
                     {u"length"_s, length},
                     {u"operation_type"_s, QJsonObject{{u"api_create"_s, true}, {u"api_update"_s, true}}}};
    for (auto it = more.begin(); it != more.end(); ++it)
        json.insert(it.key(), it.value());
    return json;
}

QJsonObject listed(const QString& shown, const QString& actual)
{
    return {{u"display_value"_s, shown}, {u"actual_value"_s, actual}, {u"id"_s, u"7"_s}, {u"type"_s, u"used"_s}};
}

/// A module with a field of each type, as the metadata calls of an org would tell it.
QJsonArray fieldsOfEachType()
{
    return {field(u"Name"_s, u"text"_s, 120, {{u"system_mandatory"_s, true}}),
            field(u"Code"_s, u"text"_s, 255, {{u"unique"_s, QJsonObject{{u"case_sensitive"_s, false}}}}),
            field(u"Small"_s, u"textarea"_s, 2'000),
            field(u"Large"_s, u"textarea"_s, 32'000),
            field(u"Rich"_s, u"textarea"_s, 50'000),
            field(u"Mail"_s, u"email"_s, 100),
            field(u"Tel"_s, u"phone"_s, 30),
            field(u"Site"_s, u"website"_s, 450),
            field(u"Colour"_s, u"picklist"_s, 120,
                  {{u"pick_list_values"_s, QJsonArray{listed(u"Red"_s, u"A"_s), listed(u"Blue"_s, u"B"_s)}}}),
            field(u"Features"_s, u"multiselectpicklist"_s, 765),
            field(u"Flag"_s, u"boolean"_s),
            field(u"Whole"_s, u"integer"_s, 9),
            field(u"Big"_s, u"bigint"_s, 18),
            field(u"Broken"_s, u"double"_s, 16),
            field(u"Price"_s, u"currency"_s, 16),
            field(u"Share"_s, u"percent"_s, 5),
            field(u"Day"_s, u"date"_s),
            field(u"Moment"_s, u"datetime"_s),
            field(u"Parent"_s, u"lookup"_s, 0,
                  {{u"lookup"_s, QJsonObject{{u"module"_s, QJsonObject{{u"api_name"_s, machines}}}}}}),
            field(u"Number"_s, u"autonumber"_s),
            field(u"Sum"_s, u"formula"_s),
            field(u"Total"_s, u"rollup_summary"_s),
            field(u"Paper"_s, u"fileupload"_s),
            field(u"Picture"_s, u"imageupload"_s),
            field(u"Face"_s, u"profileimage"_s)};
}

QString folderWith(const QTemporaryDir& folder)
{
    const auto write = [&folder](const QString& name, const QJsonObject& json) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(json).toJson()) < 0)
            qFatal("%s", qPrintable(file.errorString()));
    };
    const QJsonObject module{{u"id"_s, u"501000000000900"_s}, {u"api_name"_s, machines},
                             {u"plural_label"_s, machines},   {u"generated_type"_s, u"custom"_s},
                             {u"api_supported"_s, true},      {u"creatable"_s, true}};
    write(u"modules.json"_s, {{u"modules"_s, QJsonArray{module}}});
    write(u"Machines.fields.json"_s, {{u"fields"_s, fieldsOfEachType()}});
    return folder.path();
}

QByteArray inQuotes(QByteArray cell)
{
    return '"' + cell.replace("\"", "\"\"") + '"';
}

} // namespace

class WriteValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limits_data();
    void limits();
    void stored_data();
    void stored();
    void quirks_data();
    void quirks();
    void systemDuplicates();
    void lookupsBy_data();
    void lookupsBy();
    void autoMappedLookups_data();
    void autoMappedLookups();
    void ownersBy_data();
    void ownersBy();
    void constantLookups();
    void layouts_data();
    void layouts();
    void unsupportedFields_data();
    void unsupportedFields();
    void emptyCellsAtBothPlaces_data();
    void emptyCellsAtBothPlaces();
    void charsets_data();
    void charsets();

private:
    /// Runs a job over records with a name and one more value each; STATUS and ERRORS of them.
    QStringList outcomesOf(const QString& apiName, const QList<QByteArray>& values, const QJsonObject& more = {})
    {
        QByteArray csv = "Name,Value\n";
        for (const QByteArray& value : values)
            csv += 'N' + QByteArray::number(++m_names) + ',' + inQuotes(value) + '\n';
        const QJsonArray mappings{mapping(u"Name"_s, 0), mapping(apiName, 1, more)};
        return outcomes(m_server.result(m_server.run(csv, jobOf(u"insert"_s, machines, mappings))));
    }
    /// What the newest record has there.
    QString newest(const QString& apiName)
    {
        return m_server.sql(u"select \"%1\" from Machines order by id desc limit 1"_s.arg(apiName));
    }

    QTemporaryDir m_metadata;
    TestServer m_server{Options{.metadataFolder = folderWith(m_metadata), .tokenLimit = 0, .credits = 1'000'000}};
    int m_names = 0;
};

void WriteValues::limits_data()
{
    QTest::addColumn<QString>("apiName");
    QTest::addColumn<QByteArray>("good");
    QTest::addColumn<QByteArray>("bad");
    const auto xs = [](qsizetype count) { return QByteArray(count, 'x'); };
    const auto digits = [](qsizetype count) { return QByteArray(count, '9'); };
    QTest::newRow("text by its length") << u"Code"_s << xs(255) << xs(256);
    QTest::newRow("text in characters, not bytes") << u"Code"_s << QByteArray("ä").repeated(255) << xs(300);
    QTest::newRow("small text") << u"Small"_s << xs(2'000) << xs(2'001);
    QTest::newRow("large text") << u"Large"_s << xs(32'000) << xs(32'001);
    QTest::newRow("rich text") << u"Rich"_s << xs(50'000) << xs(50'001);
    QTest::newRow("email of 100") << u"Mail"_s << xs(88) + "@example.com" << xs(89) + "@example.com";
    QTest::newRow("email, top level of 22") << u"Mail"_s << "a@b." + xs(22) << "a@b." + xs(23);
    QTest::newRow("email, top level of 2") << u"Mail"_s << QByteArray("a@b.de") << QByteArray("a@b.d");
    QTest::newRow("phone of 30") << u"Tel"_s << digits(30) << digits(31);
    QTest::newRow("website of 450") << u"Site"_s << "https://a.example/" + xs(432) << "https://a.example/" + xs(433);
    QTest::newRow("website without scheme") << u"Site"_s << QByteArray("a.example/b") << QByteArray("just words");
    QTest::newRow("website with www") << u"Site"_s << QByteArray("www.a.example") << QByteArray("www");
    QTest::newRow("picklist value of 120") << u"Colour"_s << xs(120) << xs(121);
    QTest::newRow("boolean true") << u"Flag"_s << QByteArray("true") << QByteArray("yes");
    QTest::newRow("boolean in capitals") << u"Flag"_s << QByteArray("FALSE") << QByteArray("no");
    QTest::newRow("integer of 9 digits") << u"Whole"_s << digits(9) << digits(10);
    QTest::newRow("integer below zero") << u"Whole"_s << "-" + digits(9) << QByteArray("1.5");
    QTest::newRow("bigint of 18 digits") << u"Big"_s << digits(18) << digits(19);
    QTest::newRow("double of 16 digits") << u"Broken"_s << digits(16) + '.' + digits(9) << digits(17);
    QTest::newRow("double with 9 decimals") << u"Broken"_s << "0." + digits(9) << "0." + digits(10);
    QTest::newRow("double in words") << u"Broken"_s << QByteArray("-.5") << QByteArray("1e3");
    QTest::newRow("currency of 16 digits") << u"Price"_s << digits(16) << digits(17);
    QTest::newRow("currency with 9 decimals") << u"Price"_s << "1." + digits(9) << "1." + digits(10);
    QTest::newRow("currency without marks") << u"Price"_s << QByteArray("1200.50") << QByteArray("1,200.50");
    QTest::newRow("percent of 5 digits") << u"Share"_s << digits(5) << digits(6);
    QTest::newRow("date") << u"Day"_s << QByteArray("02/29/2024") << QByteArray("02/29/2023");
    QTest::newRow("date, day first") << u"Day"_s << QByteArray("12/31/2026") << QByteArray("31/12/2026");
    QTest::newRow("datetime") << u"Moment"_s << QByteArray("12/31/2026 23:59:59") << QByteArray("12/31/2026");
    QTest::newRow("datetime of no hour") << u"Moment"_s << QByteArray("01/01/2026 00:00:00")
                                         << QByteArray("01/01/2026 24:00:00");
}

void WriteValues::limits()
{
    QFETCH(QString, apiName);
    QFETCH(QByteArray, good);
    QFETCH(QByteArray, bad);
    QCOMPARE(outcomesOf(apiName, {good, bad}), QStringList({u"added"_s, u"skipped INVALID_DATA-Value"_s}));
}

/// Cells as they are written by default and with a `format`, and what the record has then.
void WriteValues::stored_data()
{
    QTest::addColumn<QString>("apiName");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("value");
    const auto row = [](const char* name, const char* apiName, const char* format, const char* cell,
                        const char* value) {
        QTest::newRow(name) << QString::fromLatin1(apiName) << QString::fromLatin1(format) << QByteArray(cell)
                            << QString::fromLatin1(value);
    };
    row("date by default", "Day", "", "02/03/2026", "2026-02-03");
    row("date, ISO", "Day", "yyyy-MM-dd", "2026-02-03", "2026-02-03");
    row("date, day first", "Day", "dd.MM.yyyy", "03.02.2026", "2026-02-03");
    row("date, month in letters", "Day", "dd-MMM-yyyy", "03-Feb-2026", "2026-02-03");
    // Berlin, where the org is, is an hour ahead of UTC in February.
    row("datetime by default", "Moment", "", "02/03/2026 09:12:44", "2026-02-03T08:12:44+00:00");
    row("datetime, ISO", "Moment", "yyyy-MM-dd HH:mm:ss", "2026-02-03 09:12:44", "2026-02-03T08:12:44+00:00");
    row("datetime of twelve hours", "Moment", "MM/dd/yyyy hh:mm a", "02/03/2026 09:12 PM", "2026-02-03T20:12:00+00:00");
    row("datetime with a zone", "Moment", "yyyy-MM-dd'T'HH:mm:ssXXX", "2026-02-03T09:12:44+05:30",
        "2026-02-03T03:42:44+00:00");
    row("number by default", "Broken", "", "1234.5", "1234.5");
    row("number, English", "Price", "#,##0.00", "1,234.50", "1234.5");
    row("number, German", "Price", "#.##0,00", "1.234,50", "1234.5");
    row("number, whole and grouped", "Whole", "#,##0", "1,234", "1234");
    row("several values", "Features", "", "Wireless; Outdoor", "Wireless;Outdoor");
    row("line breaks", "Small", "", "one\ntwo \"three\"", "one\ntwo \"three\"");
}

void WriteValues::stored()
{
    QFETCH(QString, apiName);
    QFETCH(QString, format);
    QFETCH(QByteArray, cell);
    QFETCH(QString, value);
    const QJsonObject more = format.isEmpty() ? QJsonObject() : QJsonObject{{u"format"_s, format}};
    QCOMPARE(outcomesOf(apiName, {cell}, more), QStringList{u"added"_s});
    QCOMPARE(newest(apiName), value);
}

/// What the documentation leaves open of values: without and with the switch.
void WriteValues::quirks_data()
{
    QTest::addColumn<Quirk>("quirk");
    QTest::addColumn<QString>("apiName");
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<QString>("without"); // what is stored; "-": the row is refused
    QTest::addColumn<QString>("with");
    const QString none = u"-"_s;
    QTest::newRow("display value") << Quirk::PicklistActual << u"Colour"_s << QByteArray("red") << u"A"_s << u"red"_s;
    QTest::newRow("actual value") << Quirk::PicklistActual << u"Colour"_s << QByteArray("b") << u"b"_s << u"B"_s;
    QTest::newRow("new value") << Quirk::PicklistStrict << u"Colour"_s << QByteArray("Mauve") << u"Mauve"_s << none;
    QTest::newRow("listed value") << Quirk::PicklistStrict << u"Colour"_s << QByteArray("Blue") << u"B"_s << u"B"_s;
    QTest::newRow("semicolon") << Quirk::MultiselectComma << u"Features"_s << QByteArray("a;b") << u"a;b"_s << u"a;b"_s;
    QTest::newRow("comma") << Quirk::MultiselectComma << u"Features"_s << QByteArray("a, b") << u"a, b"_s << u"a;b"_s;
    QTest::newRow("1") << Quirk::BooleanDigits << u"Flag"_s << QByteArray("1") << none << u"1"_s;
    QTest::newRow("0") << Quirk::BooleanDigits << u"Flag"_s << QByteArray("0") << none << u"0"_s;
    QTest::newRow("ISO date") << Quirk::IsoDates << u"Day"_s << QByteArray("2026-02-03") << none << u"2026-02-03"_s;
    QTest::newRow("ISO moment") << Quirk::IsoDates << u"Moment"_s << QByteArray("2026-02-03T09:12:44Z") << none
                                << u"2026-02-03T09:12:44+00:00"_s;
    QTest::newRow("ISO moment with a blank") << Quirk::IsoDates << u"Moment"_s << QByteArray("2026-02-03 09:12:44")
                                             << none << u"2026-02-03T08:12:44+00:00"_s;
}

void WriteValues::quirks()
{
    QFETCH(Quirk, quirk);
    QFETCH(QString, apiName);
    QFETCH(QByteArray, cell);
    QFETCH(QString, without);
    QFETCH(QString, with);
    for (const bool on : {false, true}) {
        m_server.server().quirks().set(quirk, on);
        const QString wanted = on ? with : without;
        const QStringList rows = outcomesOf(apiName, {cell});
        m_server.server().quirks().set(quirk, false);
        QCOMPARE(rows, QStringList{wanted == u"-"_s ? u"skipped INVALID_DATA-Value"_s : u"added"_s});
        if (wanted != u"-"_s)
            QCOMPARE(newest(apiName), wanted);
    }
}

/// The name is what upserts find machines by, but it is not unique.
void WriteValues::systemDuplicates()
{
    const QByteArray csv = "Name\nTwin\nTwin\n";
    const auto run = [&] { return outcomes(m_server.result(m_server.run(csv, jobOf(u"insert"_s, machines)))); };
    QCOMPARE(run(), QStringList({u"added"_s, u"added"_s}));
    m_server.server().quirks().set(Quirk::SystemDuplicatesRefused, true);
    const auto off = qScopeGuard([this] { m_server.server().quirks().set(Quirk::SystemDuplicatesRefused, false); });
    const QString refused = u"skipped DUPLICATE_DATA-Name"_s;
    QCOMPARE(run(), QStringList({refused, refused}));
}

/// "find_by: id, a system or custom unique field, a lookup field or the display field of the target module".
void WriteValues::lookupsBy_data()
{
    QTest::addColumn<QString>("findBy");
    QTest::newRow("id") << u"id"_s;
    QTest::newRow("a unique field") << u"Code"_s;
    QTest::newRow("the display field") << u"Name"_s;
    QTest::newRow("a lookup field") << u"Parent"_s;
}

void WriteValues::lookupsBy()
{
    QFETCH(QString, findBy);
    if (m_server.sql(u"select count(*) from Machines where Code = 'found'"_s) == u"0"_s) {
        m_server.run("Name\nRoot\n", jobOf(u"insert"_s, machines));
        const QByteArray root = m_server.sql(u"select id from Machines where Name = 'Root'"_s).toUtf8();
        m_server.run("Name,Code,Parent.id\nBranch,found," + root + '\n', jobOf(u"insert"_s, machines));
    }
    const QString branch = m_server.sql(u"select id from Machines where Code = 'found'"_s);
    const QByteArray value = m_server.sql(u"select \"%1\" from Machines where Code = 'found'"_s.arg(findBy)).toUtf8();
    QVERIFY(!value.isEmpty());
    QCOMPARE(outcomesOf(u"Parent"_s, {"4711", value}, {{u"find_by"_s, findBy}}),
             QStringList({u"skipped RESOURCE_NOT_FOUND-Value"_s, u"added"_s}));
    QCOMPARE(newest(u"Parent"_s), branch);
}

/// Headers "lookup.field of its module", when there are no mappings.
void WriteValues::autoMappedLookups_data()
{
    QTest::addColumn<QString>("by");
    QTest::newRow("Parent.id") << u"id"_s;
    QTest::newRow("Parent.Name") << u"Name"_s;
    QTest::newRow("Parent.Code") << u"Code"_s;
}

void WriteValues::autoMappedLookups()
{
    QFETCH(QString, by);
    const QByteArray code = "auto " + by.toUtf8();
    m_server.run("Name,Code\n" + code + ',' + code + '\n', jobOf(u"insert"_s, machines));
    const QString id = newest(u"id"_s);
    const QByteArray csv = "Name,Parent." + by.toUtf8() + "\nX," + newest(by).toUtf8() + '\n';
    QCOMPARE(outcomes(m_server.result(m_server.run(csv, jobOf(u"insert"_s, machines)))), QStringList{u"added"_s});
    QCOMPARE(newest(u"Parent"_s), id);
}

void WriteValues::ownersBy_data()
{
    QTest::addColumn<QString>("findBy");
    QTest::addColumn<bool>("sendsId");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("id") << u"id"_s << true << u"added"_s;
    QTest::newRow("email") << u"email"_s << false << u"added"_s;
    QTest::newRow("an email for an id") << u"id"_s << false << u"skipped RESOURCE_NOT_FOUND-Value"_s;
    QTest::newRow("an id for an email") << u"email"_s << true << u"skipped RESOURCE_NOT_FOUND-Value"_s;
}

void WriteValues::ownersBy()
{
    QFETCH(QString, findBy);
    QFETCH(bool, sendsId);
    QFETCH(QString, outcome);
    const User& jonas = *m_server.server().org().userByEmail(u"jonas.keller@example.com"_s);
    const QByteArray cell = sendsId ? QByteArray::number(jonas.id) : jonas.email.toUtf8();
    QCOMPARE(outcomesOf(u"Owner"_s, {cell}, {{u"find_by"_s, findBy}}), QStringList{outcome});
    if (outcome == u"added"_s)
        QCOMPARE(newest(u"Owner"_s), QString::number(jonas.id));
}

/// Constants of lookups: an id if no find_by says otherwise.
void WriteValues::constantLookups()
{
    m_server.run("Name,Code\nAnchor,anchor\n", jobOf(u"insert"_s, machines));
    const QString id = newest(u"id"_s);
    const auto constant = [](const QString& value, const QJsonObject& more = {}) {
        QJsonObject json = more;
        json.insert(u"default_value"_s, QJsonObject{{u"value"_s, value}});
        return QJsonArray{mapping(u"Name"_s, 0), mapping(u"Parent"_s, -1, json)};
    };
    for (const QJsonArray& mappings : {constant(id), constant(u"anchor"_s, {{u"find_by"_s, u"Code"_s}})}) {
        m_server.run("Name\nX\n", jobOf(u"insert"_s, machines, mappings));
        QCOMPARE(newest(u"Parent"_s), id);
    }
}

/// "No or a wrong layout: the default layout."
void WriteValues::layouts_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("the right one") << u"right"_s;
    QTest::newRow("a wrong one") << u"4876876000000091033"_s;
    QTest::newRow("none") << QString();
}

void WriteValues::layouts()
{
    QFETCH(QString, value);
    const QString layout = QString::number(m_server.server().org().module(machines)->layoutId);
    QJsonArray mappings{mapping(u"Name"_s, 0)};
    if (value == u"right"_s)
        value = layout;
    if (!value.isEmpty())
        mappings.append(mapping(u"Layout"_s, -1, {{u"default_value"_s, QJsonObject{{u"value"_s, value}}}}));
    const QJsonObject details = m_server.run("Name\nX\n", jobOf(u"insert"_s, machines, mappings));
    QCOMPARE(fileOf(details)[u"added_count"].toInt(), 1);
    QCOMPARE(newest(u"Layout"_s), layout);
}

/// "Fields that are not supported", whatever the metadata says of writing them.
void WriteValues::unsupportedFields_data()
{
    QTest::addColumn<QString>("apiName");
    for (const char* name : {"Number", "Sum", "Total", "Paper", "Picture", "Face", "Created_By", "Modified_By",
                             "Created_Time", "Modified_Time", "Tag"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void WriteValues::unsupportedFields()
{
    QFETCH(QString, apiName);
    const QJsonArray mappings{mapping(u"Name"_s, 0), mapping(apiName, 1)};
    const Reply reply = m_server.create("a,b\n1,2\n", jobOf(u"insert"_s, machines, mappings));
    QCOMPARE(reply.status, 400);
    QCOMPARE(reply.code(), u"INVALID_FIELD"_s);
    QCOMPARE(reply.json()[u"message"].toString(), u"invalid mapping. invalid api_name %1."_s.arg(apiName));
}

/// The page has ignore_empty at the top, the API description in each resource.
void WriteValues::emptyCellsAtBothPlaces_data()
{
    QTest::addColumn<QJsonValue>("atTop");
    QTest::addColumn<QJsonValue>("inResource");
    QTest::addColumn<bool>("kept");
    const QJsonValue none(QJsonValue::Undefined);
    QTest::newRow("nowhere") << none << none << false;
    QTest::newRow("false at the top") << QJsonValue(false) << none << false;
    QTest::newRow("false in the resource") << none << QJsonValue(false) << false;
    QTest::newRow("true at the top") << QJsonValue(true) << none << true;
    QTest::newRow("true in the resource") << none << QJsonValue(true) << true;
    QTest::newRow("true at both") << QJsonValue(true) << QJsonValue(true) << true;
}

void WriteValues::emptyCellsAtBothPlaces()
{
    QFETCH(QJsonValue, atTop);
    QFETCH(QJsonValue, inResource);
    QFETCH(bool, kept);
    const QByteArray code = QByteArray("empty ") + QTest::currentDataTag();
    m_server.run("Code,Name,Tel\n" + code + ",X,123\n", jobOf(u"insert"_s, machines));
    QJsonObject job = jobOf(u"update"_s, machines, {}, u"Code"_s);
    QJsonObject resource = job[u"resource"][0].toObject();
    if (!inResource.isUndefined())
        resource.insert(u"ignore_empty"_s, inResource);
    job.insert(u"resource"_s, QJsonArray{resource});
    if (!atTop.isUndefined())
        job.insert(u"ignore_empty"_s, atTop);
    const QJsonObject details = m_server.run("Code,Tel\n" + code + ",\n", job);
    QCOMPARE(fileOf(details)[u"updated_count"].toInt(), 1);
    QCOMPARE(details[u"resource"][0][u"ignore_empty"].toBool(), kept);
    QCOMPARE(newest(u"Tel"_s), kept ? u"123"_s : QString());
}

void WriteValues::charsets_data()
{
    QTest::addColumn<QString>("encoding"); // what the job says; empty: nothing
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("name");
    const QString text = u"Müller 東京 🙂"_s;
    const QString csv = u"Name\n"_s + text + u'\n';
    const auto written = [&csv](const char* encoding, bool mark) {
        using Flag = QStringEncoder::Flag;
        return QByteArray(QStringEncoder(encoding, mark ? Flag::WriteBom : Flag::Default).encode(csv));
    };
    const QString none;
    QTest::newRow("UTF-8") << none << csv.toUtf8() << text;
    QTest::newRow("UTF-8 with a mark") << none << "\xEF\xBB\xBF" + csv.toUtf8() << text;
    QTest::newRow("UTF-8, said so") << u"UTF-8"_s << "\xEF\xBB\xBF" + csv.toUtf8() << text;
    QTest::newRow("UTF-16 LE with a mark") << none << written("UTF-16LE", true) << text;
    QTest::newRow("UTF-16 BE with a mark") << none << written("UTF-16BE", true) << text;
    QTest::newRow("UTF-32 LE with a mark") << none << written("UTF-32LE", true) << text;
    QTest::newRow("UTF-32 BE with a mark") << none << written("UTF-32BE", true) << text;
    QTest::newRow("UTF-16 LE, said so") << u"UTF-16LE"_s << written("UTF-16LE", false) << text;
    QTest::newRow("UTF-16 BE, said so") << u"UTF-16BE"_s << written("UTF-16BE", true) << text;
    QTest::newRow("UTF-32 BE, said so") << u"UTF-32BE"_s << written("UTF-32BE", false) << text;
    QTest::newRow("windows-1252, found") << none << QByteArray("Name\nM\xFCller \x80\n") << u"Müller €"_s;
    QTest::newRow("windows-1252, said so")
        << u"windows-1252"_s << QByteArray("Name\n\x93M\xFCller\x94\n") << u"“Müller”"_s;
    QTest::newRow("ISO-8859-1, said so") << u"ISO-8859-1"_s << QByteArray("Name\nM\xFCller\n") << u"Müller"_s;
    QTest::newRow("ISO-8859-2, said so") << u"ISO-8859-2"_s << QByteArray("Name\n\xA3\xF3\x64\xBC\n") << u"Łódź"_s;
    QTest::newRow("ISO-8859-15, said so") << u"iso-8859-15"_s << QByteArray("Name\n5 \xA4\n") << u"5 €"_s;
    QTest::newRow("Shift_JIS, said so") << u"Shift_JIS"_s << QByteArray("Name\n\x93\x8C\x8B\x9E\n") << u"東京"_s;
    QTest::newRow("what is said counts") << u"ISO-8859-1"_s << QByteArray("Name\nM\xC3\xBCller\n") << u"MÃ¼ller"_s;
}

void WriteValues::charsets()
{
    QFETCH(QString, encoding);
    QFETCH(QByteArray, csv);
    QFETCH(QString, name);
    QJsonObject job = jobOf(u"insert"_s, machines);
    if (!encoding.isEmpty())
        job.insert(u"character_encoding"_s, encoding);
    QCOMPARE(fileOf(m_server.run(csv, job))[u"added_count"].toInt(), 1);
    QCOMPARE(newest(u"Name"_s), name);
}

QTEST_GUILESS_MAIN(WriteValues)
#include "tst_conf_writevalues.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The check against the CRM: rows of every data type, good and bad, are checked and then sent to the local CRM, which
// reads the documentation for itself. What the check says of a row is what the CRM says of it, code by code.
#include "mapping/rowcheck.h"
#include "support/importbench.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <set>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::test;

namespace {

/// A field with values that are fine and values that are not.
struct Kind
{
    QString field;
    QString type;
    int length = 0;
    QStringList good;
    QStringList bad;
    bool unique = false;
    bool mandatory = false;
};

QString many(QChar c, int count)
{
    return QString(count, c);
}

QList<Kind> kinds()
{
    return {
        {u"Name"_s, u"text"_s, 80, {}, {many(u'x', 81), many(u'ä', 81), QString()}, false, true},
        {u"Code"_s, u"text"_s, 40, {}, {}, true},
        {u"Short"_s, u"text"_s, 20, {u"word"_s, many(u'ü', 20), u"\"quoted\""_s, QString()}, {many(u'u', 21)}},
        {u"Long"_s, u"textarea"_s, 300, {u"two\nlines"_s, many(u'x', 300), QString()}, {many(u'€', 301)}},
        {u"Mail"_s,
         u"email"_s,
         100,
         {u"a@b.co"_s, u"first.last+tag@sub.ex-ample.org"_s, u"o'neil@example.com"_s, u"_x@example.museum"_s,
          QString()},
         {u"a@"_s, u"@b.co"_s, u"a b@c.de"_s, u"a@b"_s, u"a@b.c"_s, u"a@-b.co"_s, u"a@b..co"_s, u"a@b@c.de"_s,
          u"plain"_s, many(u'a', 95) + u"@x.com"_s}},
        {u"Tel"_s, u"phone"_s, 30, {u"+49 30 1234567"_s, many(u'5', 30), QString()}, {many(u'5', 31)}},
        {u"Site"_s,
         u"website"_s,
         450,
         {u"www.example.com"_s, u"https://example.org/a?b=c#d"_s, u"http://example.com:8080/x"_s, QString()},
         {u"word"_s, u"http://"_s, u"ftp://x y.com"_s, u"https://example.com:port/"_s}},
        {u"Choice"_s, u"picklist"_s, 120, {u"Red"_s, u"Green"_s, u"not listed"_s, QString()}, {}},
        {u"Choices"_s, u"multiselectpicklist"_s, 0, {u"Red"_s, u"Red;Green"_s, QString()}, {}},
        {u"Flag"_s, u"boolean"_s, 0, {u"true"_s, u"false"_s, u"yes"_s, u"No"_s, QString()}, {u"maybe"_s, u"2"_s}},
        {u"Small"_s,
         u"integer"_s,
         9,
         {u"0"_s, u"-5"_s, u"123456789"_s, QString()},
         {u"1234567890"_s, u"1.5"_s, u"x"_s}},
        {u"Big"_s,
         u"bigint"_s,
         18,
         {u"123456789012345678"_s, u"-1"_s, QString()},
         {u"1234567890123456789"_s, u"12a"_s}},
        {u"Measure"_s,
         u"double"_s,
         16,
         {u"0.5"_s, u"-12.123456789"_s, u"1234567890123456"_s, QString()},
         {u"12345678901234567"_s, u"1.2.3"_s, u"12,"_s}},
        {u"Price"_s, u"currency"_s, 16, {u"19.99"_s, u"1,234.50"_s, QString()}, {u"EUR"_s, u"1.1234567890"_s}},
        {u"Part"_s, u"percent"_s, 5, {u"12.5"_s, u"99999"_s, QString()}, {u"100000"_s, u"half"_s}},
        {u"Day"_s,
         u"date"_s,
         0,
         {u"2026-02-28"_s, u"2024-02-29"_s, QString()},
         {u"2026-02-29"_s, u"soon"_s, u"2026-13-01"_s}},
        {u"Moment"_s, u"datetime"_s, 0, {u"2026-02-28 13:05:59"_s, QString()}, {u"2026-02-28 25:00:00"_s, u"noon"_s}},
    };
}

QByteArray fieldsAnswer()
{
    QJsonArray fields;
    qint64 id = 501000000000100;
    for (const Kind& kind : kinds()) {
        QJsonObject field{{u"id"_s, QString::number(++id)},
                          {u"api_name"_s, kind.field},
                          {u"field_label"_s, kind.field},
                          {u"data_type"_s, kind.type},
                          {u"length"_s, kind.length},
                          {u"decimal_place"_s, QJsonValue::Null},
                          {u"system_mandatory"_s, kind.mandatory},
                          {u"unique"_s, kind.unique ? QJsonObject{{u"casesensitive"_s, QString()}} : QJsonObject()},
                          {u"lookup"_s, QJsonObject()},
                          {u"operation_type"_s, QJsonObject{{u"api_create"_s, true}, {u"api_update"_s, true}}}};
        if (kind.type.endsWith(u"picklist"_s)) {
            QJsonArray values;
            for (const QString& value : {u"Red"_s, u"Green"_s, u"Blue"_s})
                values.append(QJsonObject{{u"display_value"_s, value}, {u"actual_value"_s, value}});
            field[u"pick_list_values"_s] = values;
        }
        fields.append(field);
    }
    return QJsonDocument(QJsonObject{{u"fields"_s, fields}}).toJson();
}

QString quoted(QString cell)
{
    return u'"' + cell.replace(u'"', u"\"\""_s) + u'"';
}

/// Half of the rows are fine; the others have one bad cell each, or `faults`.
QByteArray rowsText(std::mt19937& random, qint64 rows, int faults)
{
    const QList<Kind> all = kinds();
    QStringList header;
    for (const Kind& kind : all)
        header.append(kind.field);
    QString text = header.join(u',') + u'\n';
    const auto oneOf = [&random](const QStringList& values) {
        return values.at(qsizetype(random() % size_t(values.size())));
    };
    for (qint64 row = 1; row <= rows; ++row) {
        QStringList cells;
        for (const Kind& kind : all)
            cells.append(kind.good.isEmpty() ? kind.field + QString::number(row) : oneOf(kind.good));
        for (int fault = 0; row % 2 == 0 && fault < faults; ++fault) {
            const qsizetype at = qsizetype(random() % size_t(all.size()));
            if (!all[at].bad.isEmpty())
                cells[at] = oneOf(all[at].bad);
            else if (all[at].unique)
                cells[at] = all[at].field + QString::number(1 + qint64(random()) % row); // perhaps there already
        }
        for (QString& cell : cells)
            cell = quoted(cell);
        text += cells.join(u',') + u'\n';
    }
    return text.toUtf8();
}

/// "INVALID_DATA-Mail", sorted, of each row that is refused.
using Verdicts = std::map<qint64, std::set<QString>>;

Verdicts checked(const CheckReport& report)
{
    Verdicts verdicts;
    for (const Finding& finding : report.findings)
        if (finding.severity == Severity::Error)
            for (const RowNumber row : finding.rows)
                verdicts[row.value].insert(finding.code + u'-' + finding.field);
    return verdicts;
}

/// What the CRM names: "INVALID_DATA-Big,Flag:DUPLICATE_DATA-Code".
std::set<QString> named(const QString& errors)
{
    std::set<QString> faults;
    for (const QString& group : errors.split(u':')) {
        const QString code = group.section(u'-', 0, 0);
        for (const QString& field : group.section(u'-', 1).split(u','))
            faults.insert(code + u'-' + field);
    }
    return faults;
}

} // namespace

class TestFlowAgreement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneFaultARow();
    void severalFaultsARow();

private:
    void compare(qint64 rows, int faults);

    QTemporaryDir m_folder;
};

void TestFlowAgreement::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkdir(u"rules"_s));
    const QJsonObject module{{u"id"_s, u"501000000000900"_s},
                             {u"api_name"_s, u"Samples"_s},
                             {u"singular_label"_s, u"Sample"_s},
                             {u"plural_label"_s, u"Samples"_s},
                             {u"generated_type"_s, u"custom"_s},
                             {u"api_supported"_s, true},
                             {u"creatable"_s, true}};
    const QByteArray modules = QJsonDocument(QJsonObject{{u"modules"_s, QJsonArray{module}}}).toJson();
    for (const auto& [name, content] : {std::pair(u"modules.json"_s, modules), {u"Samples.json"_s, fieldsAnswer()}}) {
        QFile file(m_folder.filePath(u"rules/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
}

void TestFlowAgreement::compare(qint64 rows, int faults)
{
    std::mt19937 random(20260101);
    const QString path = m_folder.filePath(u"rows-%1.csv"_s.arg(faults));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray text = rowsText(random, rows, faults);
    QCOMPARE(file.write(text), text.size());
    file.close();

    SandboxProcess crm({u"--metadata"_s, m_folder.filePath(u"rules"_s)});
    QVERIFY(crm.isRunning());
    ImportBench bench(crm);
    QVERIFY(bench.connect());
    const auto id = bench.prepare(path, u"Samples"_s);
    QVERIFY2(id, id ? "" : qPrintable(id.error().sentence));
    QCOMPARE(bench.mapping.matchedColumns(), int(kinds().size()));
    const CancelFlag never = false;
    const auto report = checkRows(bench.file, bench.mapping, bench.fields, {}, {}, never);
    QVERIFY(report);
    QVERIFY(bench.start(*id));
    QVERIFY(bench.rest(*id));
    QCOMPARE(bench.snapshot(*id).record.state, ImportState::Finished);
    // A few rows share everything that the result repeats with a row of another fate: nobody can tell those apart.
    const FateCounts fates = bench.snapshot(*id).fates;
    QCOMPARE(fates.added + fates.refused + fates.unknown, rows);
    QVERIFY2(fates.unknown <= rows / 1000, qPrintable(QString::number(fates.unknown)));

    Verdicts said = checked(*report);
    const auto refused = bench.engine->refusedRows(*id, std::nullopt);
    QVERIFY(refused);
    std::map<QString, qint64> disagreements; // and the first row of each
    const auto disagree = [&](qint64 row, const QString& how) { disagreements.emplace(how, row); };
    const auto only = [](const std::set<QString>& these, const std::set<QString>& those) {
        QStringList found;
        std::set_difference(these.begin(), these.end(), those.begin(), those.end(), std::back_inserter(found));
        return found;
    };
    for (const RefusedRow& row : *refused) {
        const std::set<QString> mine = said[row.row.value];
        const std::set<QString> theirs = named(row.errors);
        said.erase(row.row.value);
        if (row.fate == Fate::Unknown)
            continue;
        for (const QString& fault : only(theirs, mine))
            disagree(row.row.value, u"the CRM alone says "_s + fault);
        for (const QString& fault : only(mine, theirs))
            disagree(row.row.value, u"the check alone says %1 of a row that is refused"_s.arg(fault));
    }
    for (const auto& [row, theirs] : said)
        for (const QString& fault : theirs)
            disagree(row, u"the check alone refuses: "_s + fault);
    for (const auto& [how, row] : disagreements)
        qWarning("%s, row %lld: %s", qPrintable(how), static_cast<long long>(row),
                 qPrintable(bench.file->rows(RowNumber(row), 1)->front().cells.join(u'|').left(300)));
    QVERIFY(disagreements.empty());
}

void TestFlowAgreement::oneFaultARow()
{
    compare(100'000, 1);
}

void TestFlowAgreement::severalFaultsARow()
{
    compare(50'000, 4);
}

QTEST_GUILESS_MAIN(TestFlowAgreement)
#include "tst_flow_agreement.moc"

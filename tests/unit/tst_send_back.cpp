// SPDX-License-Identifier: GPL-3.0-or-later
// What goes back of an edited export: nothing but what somebody changed.
#include "transfer/sendback/editedfile.h"
#include "transfer/sendback/sendback.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;

namespace {

Field field(const QString& apiName, const QString& label, FieldType type)
{
    Field out;
    out.apiName = apiName;
    out.label = label;
    out.type = type;
    return out;
}

ModuleMeta contacts()
{
    ModuleMeta meta;
    meta.module.apiName = u"Contacts"_s;
    meta.fields = {field(u"Last_Name"_s, u"Name"_s, FieldType::Text),
                   field(u"Phone"_s, u"Main line"_s, FieldType::Phone),
                   field(u"Other"_s, u"Phone"_s, FieldType::Text),
                   field(u"Topics"_s, u"Topics"_s, FieldType::MultiPicklist),
                   field(u"Account_Name"_s, u"Account"_s, FieldType::Lookup),
                   field(u"Called"_s, u"Called"_s, FieldType::DateTime),
                   field(u"Created_Time"_s, u"Created"_s, FieldType::DateTime)};
    meta.fields.last().creatable = meta.fields.last().updatable = false;
    return meta;
}

ExportRequest asked(bool labels)
{
    ExportRequest out;
    out.module = u"Contacts"_s;
    out.file.labels = labels;
    for (const Field& one : contacts().fields)
        out.heads.insert(one.apiName, one.label);
    return out;
}

} // namespace

class TestSendBack final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyChangedCells();
    void sameColumnsKeepWhatWas();
    void emptiedCells();
    void whatCannotGoBack();
    void columnsByWhatWasAsked();
    void mappingReadsWhatBulkReadWrites();
    void editedElsewhere();
    void damageIsNoChange();

private:
    std::shared_ptr<const CsvFile> csv(const QString& name, const QByteArray& text);
    Result<SendBack> sendBack(const std::vector<Fix>& edits, const QByteArray& base = {});
    static QByteArray contents(const QString& path);

    QTemporaryDir m_dir;
    const CancelFlag m_never = false;
    const QByteArray m_base = "id,Last_Name,Phone,Called,Created_Time\r\n"
                              "4876876000000540001,Ada,+49 30 1,2026-01-31T10:00:00+01:00,2026-01-01T00:00:00+01:00\r\n"
                              "4876876000000540002,\"Bo, Bo\",,,2026-01-01T00:00:00+01:00\r\n"
                              "4876876000000540003,Cy,3,,2026-01-01T00:00:00+01:00\r\n";
};

std::shared_ptr<const CsvFile> TestSendBack::csv(const QString& name, const QByteArray& text)
{
    QFile file(m_dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return nullptr;
    file.close();
    auto opened = CsvFile::open(file.fileName(), Dialect{}, m_dir.path());
    if (!opened || !(*opened)->index({}, m_never))
        return nullptr;
    return *opened;
}

Result<SendBack> TestSendBack::sendBack(const std::vector<Fix>& edits, const QByteArray& base)
{
    SendBackSource source;
    source.base = csv(u"base.csv"_s, base.isEmpty() ? m_base : base);
    source.request = asked(false);
    source.meta = contacts();
    source.crmTimeZone = u"Europe/Berlin"_s;
    for (const Fix& edit : edits)
        source.edits.set(edit);
    return writeSendBack(source, m_dir.filePath(u"sources"_s), m_never);
}

QByteArray TestSendBack::contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

void TestSendBack::onlyChangedCells()
{
    // The second edit gives the value that is there.
    const auto back =
        sendBack({{RowNumber(3), 1, u"Cyd"_s}, {RowNumber(2), 1, u"Bo, Bo"_s}, {RowNumber(1), 2, u"7"_s}});
    QVERIFY(back);
    QCOMPARE(back->rows, 2);
    QCOMPARE(back->cells, 2);
    QCOMPARE(contents(back->changesPath),
             "id,Last_Name,Phone\r\n4876876000000540001,,7\r\n4876876000000540003,Cyd,\r\n");
    QVERIFY(!back->erases);
    // Old values of cells that were not changed would be written by an undo.
    QVERIFY(back->beforePath.isEmpty());
    QVERIFY(!sendBackMapping(*back, contacts()).eraseEmpty);
}

void TestSendBack::sameColumnsKeepWhatWas()
{
    const auto back = sendBack({{RowNumber(1), 2, u"7"_s}, {RowNumber(3), 2, u"8"_s}});
    QVERIFY(back);
    QCOMPARE(contents(back->beforePath), "id,Phone\r\n4876876000000540001,+49 30 1\r\n4876876000000540003,3\r\n");
}

void TestSendBack::emptiedCells()
{
    const auto alone = sendBack({{RowNumber(1), 2, QString()}, {RowNumber(3), 2, u"8"_s}});
    QVERIFY(alone && alone->erases);
    QVERIFY(sendBackMapping(*alone, contacts()).eraseEmpty);
    const auto mixed = sendBack({{RowNumber(1), 2, QString()}, {RowNumber(3), 1, u"Cyd"_s}});
    QVERIFY(!mixed);
    QCOMPARE(mixed.error().kind, FailureKind::Usage);
}

void TestSendBack::whatCannotGoBack()
{
    const auto some = sendBack({{RowNumber(1), 4, u"2026-02-02T00:00:00+01:00"_s}, {RowNumber(1), 2, u"7"_s}});
    QVERIFY(some);
    QCOMPARE(some->columns, QStringList(u"Created_Time"_s));
    QCOMPARE(some->fields, QStringList(u"Phone"_s));
    QVERIFY(!sendBack({{RowNumber(1), 4, u"2026-02-02T00:00:00+01:00"_s}}));
    QVERIFY(!sendBack({{RowNumber(1), 0, u"4876876000000540009"_s}}));
    QVERIFY(!sendBack({}));
    QVERIFY(!sendBack({{RowNumber(1), 0, u"B"_s}}, "Last_Name\r\nA\r\n"));
}

void TestSendBack::columnsByWhatWasAsked()
{
    const QStringList labels{u"Record Id"_s, u"Name"_s, u"Phone"_s, u"Main line"_s};
    QCOMPARE(exportedFields(labels, contacts(), asked(true)),
             QStringList({QString(), u"Last_Name"_s, u"Other"_s, u"Phone"_s}));
    QCOMPARE(exportedFields({u"Phone"_s, u"Name"_s}, contacts(), asked(false)), QStringList({u"Phone"_s, QString()}));
    // Without what was asked for: labels only where the heads are no API names.
    QCOMPARE(exportedFields({u"id"_s, u"Phone"_s}, contacts(), {}), QStringList({QString(), u"Phone"_s}));
    QCOMPARE(exportedFields(labels, contacts(), {}).at(2), u"Other"_s);
}

void TestSendBack::mappingReadsWhatBulkReadWrites()
{
    SendBack back;
    back.fields = {u"Topics"_s, u"Account_Name"_s, u"Called"_s};
    back.crmTimeZone = u"Europe/Berlin"_s;
    const Mapping mapping = sendBackMapping(back, contacts());
    QCOMPARE(mapping.operation, Operation::Update);
    QCOMPARE(mapping.findBy, u"id"_s);
    QCOMPARE(mapping.columns.at(1).conversion.separator, ',');
    QCOMPARE(mapping.columns.at(2).findBy, u"id"_s);
    QCOMPARE(mapping.columns.at(3).conversion.crmTimeZone, u"Europe/Berlin"_s);
    QVERIFY(!mapping.columns.at(3).conversion.datePattern.isEmpty());
}

void TestSendBack::editedElsewhere()
{
    const auto base = csv(u"base.csv"_s, m_base);
    // Sorted, a column moved, one left out, a row missing, one added, one twice.
    const auto edited = csv(u"edited.csv"_s, "Phone,id,Last_Name\r\n"
                                             "3,4876876000000540003,Cyd\r\n"
                                             "+49 30 1,4876876000000540001,Ada\r\n"
                                             "3,4876876000000540003,Cyd again\r\n"
                                             "9,4876876000000540009,New\r\n");
    QVERIFY(base && edited);
    const auto found = compareEdited(base, edited, {}, m_never);
    QVERIFY(found);
    QCOMPARE(found->edits.cells.size(), 1);
    QCOMPARE(*found->edits.value(RowNumber(3), 1), u"Cyd"_s);
    QCOMPARE(found->missingRows, 1);
    QCOMPARE(found->unknownRows, 1);
    QCOMPARE(found->damaged(), 2); // the unknown one and the second of the same
}

void TestSendBack::damageIsNoChange()
{
    const auto base = csv(u"base.csv"_s, m_base);
    const auto edited = csv(u"edited.csv"_s, "id,Last_Name,Phone\r\n"
                                             "4876876000000540001,Ada,49301\r\n"
                                             "4876876000000540002,\"Bo, Bo\",5\r\n"
                                             "4.87688E+18,Cy,4\r\n");
    const auto found = compareEdited(base, edited, {}, m_never);
    QVERIFY(found);
    QCOMPARE(*found->edits.value(RowNumber(2), 2), u"5"_s);
    QVERIFY(!found->edits.value(RowNumber(3), 2));
    QCOMPARE(found->unknownRows, 1);
}

QTEST_GUILESS_MAIN(TestSendBack)
#include "tst_send_back.moc"

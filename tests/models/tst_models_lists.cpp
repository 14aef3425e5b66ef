// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/causesmodel.h"
#include "models/columnstate.h"
#include "models/eventsmodel.h"
#include "models/findingsmodel.h"
#include "models/frequentmodel.h"
#include "models/importsmodel.h"
#include "models/mappingmodel.h"
#include "models/partsmodel.h"
#include "models/partsorder.h"
#include "models/partwords.h"
#include "models/repair.h"
#include "models/tablecopy.h"
#include "models/valuemapmodel.h"
#include "models/weighing.h"
#include "ui/inventeddata.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;

/// The models over plain structs: what they show, and that they announce no more than what differs.
class TestListModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void findings();
    void causes();
    void partsAreMerged();
    void partsOfARoundAreAdded();
    void partsAreSortedByValue_data();
    void partsAreSortedByValue();
    void partsAreFiltered();
    void partsAreCopied();
    void partsTellOfEachOther();
    void eventsAreToldOnce();
    void imports();
    void mapping();
    void composedFields();
    void openValuesAreCounted();
    void valueMap();
    void frequent();
    void repairs_data();
    void repairs();
    void repairsAreOfferedWhereTheyMend();
    void valuesGoToTheNearestInTheList();
    void conversionsThatReadMore_data();
    void conversionsThatReadMore();
    void whatIsNeededIsNotLeftOut();
    void conversionsThatHarmMoreAreNotOffered();

private:
    QTemporaryDir m_folder;
    std::shared_ptr<CsvFile> m_file;
    std::vector<ColumnProfile> m_profiles;
    const QDateTime m_now{QDate(2026, 3, 2), QTime(14, 0), Qt::UTC};
};

void TestListModels::initTestCase()
{
    const QString path = test::writeContacts(m_folder.filePath(u"contacts.csv"_s), 1000);
    auto file = CsvFile::open(path, std::nullopt, m_folder.path());
    QVERIFY(file);
    m_file = *file;
    const CancelFlag cancel = false;
    QVERIFY(m_file->index({}, cancel));
    m_profiles = profileColumns(m_file, {}, cancel).value();
}

void TestListModels::findings()
{
    FindingsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto report = test::contactsReport(3000);
    model.setReport(report);
    QCOMPARE(model.rowCount(), int(report->findings.size()));
    QCOMPARE(model.index(0).data(FigureRole).toString(), u"120"_s);
    QCOMPARE(model.index(0).data(ToneRole).value<Meaning>(), Meaning::Refused);
    QCOMPARE(model.indexOf(Reason::NotADate, 4, {}), 3);
    QCOMPARE(model.indexOf(Reason::TooLong, 4, {}), -1);
    model.setReport({});
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.finding(0));
}

void TestListModels::causes()
{
    CausesModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.setCauses({{u"INVALID_DATA"_s, u"Email"_s, 577}, {u"DUPLICATE_DATA"_s, u"Email"_s, 412}},
                    test::contactsMeta());
    QCOMPARE(reset.count(), 1);
    model.setCauses({{u"INVALID_DATA"_s, u"Email"_s, 500}, {u"DUPLICATE_DATA"_s, u"Email"_s, 412}},
                    test::contactsMeta());
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.index(0).data(FigureRole).toString(), u"500"_s);
    QCOMPARE(model.index(0).data().toString(), u"Email"_s);
    QVERIFY(!model.index(0).data(DetailRole).toString().isEmpty());
}

void TestListModels::partsAreMerged()
{
    PartsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ImportSnapshot import = test::runningImport(m_now);
    model.setParts(import.parts, m_now);
    QCOMPARE(model.rowCount(), 8);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    import.parts[7].stageShare = 0.9;
    model.setParts(import.parts, m_now);
    // Parts under way also change by the clock; the five that are done do not.
    QCOMPARE(changed.count(), 3);
    QCOMPARE(reset.count(), 0);
    QVERIFY(model.index(7, PartsModel::Stage).data().toString().contains(u"90"));
    QVERIFY(stageShare(import.parts[5]) > stageShare(import.parts[6]));
}

void TestListModels::partsOfARoundAreAdded()
{
    PartsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    ImportSnapshot import = test::finishedImport(m_now, 198);
    model.setParts(import.parts, m_now);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    PartSnapshot again = import.parts.first();
    again.record.id = PartId(99);
    again.record.round = 2;
    again.record.rows = "7,351,702";
    import.parts.append(again);
    model.setParts(import.parts, m_now);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(), 9);
    model.setParts({}, m_now);
    QCOMPARE(model.rowCount(), 0);
}

void TestListModels::partsAreSortedByValue_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QList<int>>("numbers");
    // Part 10 has the most of everything and began first; as texts "9" would come after it.
    QTest::newRow("number") << int(PartsModel::Number) << QList<int>{2, 9, 10};
    QTest::newRow("rows") << int(PartsModel::Rows) << QList<int>{2, 9, 10};
    QTest::newRow("stage") << int(PartsModel::Stage) << QList<int>{10, 9, 2};
    QTest::newRow("progress") << int(PartsModel::Progress) << QList<int>{10, 9, 2};
    QTest::newRow("added") << int(PartsModel::Added) << QList<int>{10, 2, 9};
    QTest::newRow("updated") << int(PartsModel::Updated) << QList<int>{10, 2, 9};
    QTest::newRow("skipped") << int(PartsModel::Skipped) << QList<int>{10, 2, 9};
    QTest::newRow("refused") << int(PartsModel::Refused) << QList<int>{10, 9, 2};
    QTest::newRow("credits") << int(PartsModel::Credits) << QList<int>{2, 9, 10};
    QTest::newRow("started") << int(PartsModel::Started) << QList<int>{10, 2, 9};
    QTest::newRow("elapsed") << int(PartsModel::Elapsed) << QList<int>{2, 9, 10};
    QTest::newRow("job") << int(PartsModel::Job) << QList<int>{9, 2, 10};
}

void TestListModels::partsAreSortedByValue()
{
    QFETCH(int, column);
    QFETCH(QList<int>, numbers);
    const auto part = [this](int number, PartStage stage, int began, int took) {
        PartSnapshot out;
        out.record.id = PartId(number);
        out.record.number = number;
        out.record.rows = QByteArray::number(number * 1000) + '-' + QByteArray::number(number * 1000 + 999);
        out.record.stage = stage;
        out.record.packedFrom = m_now.addSecs(began);
        out.record.doneAt = m_now.addSecs(began + took);
        return out;
    };
    PartSnapshot two = part(2, PartStage::Done, 20, 5);
    two.record.added = two.record.updated = two.record.skipped = 900;
    two.record.refused = 200;
    two.record.credits = 5;
    two.record.jobId = u"100"_s;
    PartSnapshot nine = part(9, PartStage::Done, 30, 10);
    nine.record.added = nine.record.updated = nine.record.skipped = 1000;
    nine.record.refused = 50;
    nine.record.credits = 40;
    nine.record.jobId = u"99"_s;
    PartSnapshot ten = part(10, PartStage::Queued, 10, 100);
    ten.record.credits = 500;
    ten.record.jobId = u"5725000001234097"_s;
    if (column == PartsModel::Stage || column == PartsModel::Progress)
        nine.record.stage = PartStage::Working;
    if (column == PartsModel::Progress)
        nine.stageShare = 0.5;
    PartsModel model;
    model.setParts({two, nine, ten}, m_now);
    PartsOrder order;
    order.setSourceModel(&model);
    const auto shown = [&] {
        QList<int> out;
        for (int row = 0; row < order.rowCount(); ++row)
            out.append(model.parts().at(order.mapToSource(order.index(row, 0)).row()).record.number);
        return out;
    };
    order.sort(column, Qt::AscendingOrder);
    QCOMPARE(shown(), numbers);
    order.sort(column, Qt::DescendingOrder);
    std::reverse(numbers.begin(), numbers.end());
    QCOMPARE(shown(), numbers);
}

void TestListModels::partsAreFiltered()
{
    ImportSnapshot import = test::doubtfulImport(m_now);
    import.parts[0].record.unknown = 3;
    PartsModel model;
    model.setParts(import.parts, m_now);
    PartsOrder order;
    order.setSourceModel(&model);
    const QAbstractItemModelTester tester(&order);
    const auto numbers = [&](PartFilter filter) {
        order.setFilter(filter);
        QStringList out;
        for (int row = 0; row < order.rowCount(); ++row)
            out.append(order.index(row, PartsModel::Number).data().toString());
        return out.join(u' ');
    };
    QCOMPARE(numbers(PartFilter::All), u"1 2 3 4 5 6 7 8"_s);
    QCOMPARE(numbers(PartFilter::AtCrm), u"6 8"_s);
    QCOMPARE(numbers(PartFilter::Doubt), u"1 7"_s);
    QCOMPARE(numbers(PartFilter::Done), u"1 2 3 4 5"_s);
    QCOMPARE(numbers(PartFilter::Refused), u"1 2 3 4 5"_s);
    // A part that reaches another stage comes and goes by itself.
    order.setFilter(PartFilter::Done);
    import.parts[5].record.stage = PartStage::Done;
    model.setParts(import.parts, m_now);
    QCOMPARE(order.rowCount(), 6);
}

void TestListModels::partsAreCopied()
{
    PartsModel model;
    model.setParts(test::runningImport(m_now).parts, m_now);
    const QStringList lines = rowsAsText(model, {0, 7}).split(u'\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines.at(0).split(u'\t').size(), int(PartsModel::columns));
    const QStringList first = lines.at(1).split(u'\t');
    QCOMPARE(first.at(PartsModel::Rows), u"1-25000"_s);
    QCOMPARE(first.at(PartsModel::Added), u"24799"_s);
    QCOMPARE(first.at(PartsModel::Job), u"5725000001234092"_s);
    QCOMPARE(first.at(PartsModel::Progress), u"100 %"_s);
    const QStringList last = lines.at(2).split(u'\t');
    QCOMPARE(last.at(PartsModel::Added), QString());
    QCOMPARE(last.at(PartsModel::Job), QString());
}

void TestListModels::partsTellOfEachOther()
{
    const QList<PartSnapshot> parts = test::pausedImport(m_now).parts;
    QVERIFY(partSentence(parts[3].record, parts).contains(u"part 5 sends the same rows again"));
    QVERIFY(partSentence(parts[4].record, parts).contains(u"the rows of part 4 again"));
    QVERIFY(partSentence(parts[0].record, parts).isEmpty());
    const QList<PartSnapshot> doubtful = test::doubtfulImport(m_now).parts;
    QVERIFY(partSentence(doubtful[6].record, doubtful).contains(doubtful[6].record.found));
    QVERIFY(partSentence(doubtful[6].record, doubtful).contains(doubtful[6].record.failure));
}

void TestListModels::eventsAreToldOnce()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model);
    QList<EventRecord> events = test::partEvents(m_now);
    model.setEvents(events, Route::Job);
    // The last stage was stored twice.
    QCOMPARE(model.rowCount(), int(events.size()) - 1);
    QCOMPARE(model.index(0, EventsModel::Text).data().toString(), u"Packed"_s);
    QCOMPARE(model.index(8, EventsModel::Text).data().toString(),
             u"At the CRM · file 5725000001234000 · job 5725000001234097"_s);
    QVERIFY(model.index(2, EventsModel::Text).data().toString().startsWith(u"POST content.zohoapis.eu"));
    const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    events.append({12, m_now, 1, ImportId(3), PartId(6), u"answer"_s, u"absent"_s});
    model.setEvents(events, Route::Job);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.index(model.rowCount() - 1, EventsModel::Kind).data().toString(), u"Your answer"_s);
    model.setEvents({}, Route::Job);
    QCOMPARE(model.rowCount(), 0);
}

void TestListModels::imports()
{
    ImportsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setImports({test::runningImport(m_now), test::finishedImport(m_now, 0), test::finishedImport(m_now, 198)});
    QCOMPARE(model.index(0).data(FigureRole).toString(), u"62 %"_s);
    QCOMPARE(model.index(1).data(FigureRole).toString(), u"✓"_s);
    QCOMPARE(model.index(2).data(FigureRole).toString(), u"198"_s);
    QCOMPARE(railImport(test::finishedImport(m_now, 0)).name, u"legacy-contacts.csv"_s);
}

void TestListModels::mapping()
{
    MappingModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Mapping mapping = test::contactsMapping(*m_file);
    model.setMapping(mapping, test::contactsMeta(), {}, {}, false);
    // Nine columns, and the line that adds a field without one.
    QCOMPARE(model.rowCount(), 10);
    model.setMapping(mapping, test::contactsMeta(), {m_profiles, {}}, {}, false);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(text(1, MappingModel::FieldChoice), u"Last Name ★"_s);
    QCOMPARE(text(1, MappingModel::State), u"25 empty"_s);
    QCOMPARE(text(8, MappingModel::FieldChoice), u"Leave out"_s);
    QCOMPARE(text(8, MappingModel::State), u"not matched"_s);
    QVERIFY(model.index(2, MappingModel::Matched).data(GuessRole).toBool());
    QCOMPARE(model.index(5, MappingModel::Name).data(DetailRole).toString(), u"Web · Fair · Partner"_s);
    QSignalSpy chosen(&model, &MappingModel::fieldChosen);
    QVERIFY(model.setData(model.index(8, MappingModel::FieldChoice), u"Description"_s, Qt::EditRole));
    QVERIFY(model.setData(model.index(9, MappingModel::FieldChoice), u"Title"_s, Qt::EditRole));
    // Leaving a column out that was never matched is a decision as well.
    QVERIFY(model.setData(model.index(8, MappingModel::FieldChoice), QString(), Qt::EditRole));
    QCOMPARE(chosen.count(), 3);
    QCOMPARE(chosen.at(0).at(1).toString(), u"Description"_s);
    QCOMPARE(chosen.at(1).at(0).toInt(), 9);
    mapping.columns[8].match = MatchKind::ByHand;
    model.setMapping(mapping, test::contactsMeta(), {m_profiles, {}}, {}, true);
    QCOMPARE(text(8, MappingModel::State), QString());
    QCOMPARE(model.rowCount(), 9);
}

void TestListModels::composedFields()
{
    MappingModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Mapping mapping = test::contactsMapping(*m_file);
    mapping.compose(u"Description"_s, u"{First Name} {Last Name}, {Source}"_s);
    const QList<QStringList> rows = {{u"Ada"_s, u"Lovelace"_s, {}, {}, {}, u"Web"_s}, {u"Bob"_s}, {}};
    model.setMapping(mapping, test::contactsMeta(), {m_profiles, rows}, {}, false);
    QCOMPARE(model.rowCount(), 11);
    QCOMPARE(model.index(9, MappingModel::Name).data(DetailRole).toString(), u"Ada Lovelace, Web · Bob"_s);
    QCOMPARE(model.index(9, MappingModel::State).data().toString(), u"fine"_s);
    mapping.composed.front().header = u"{Surname}"_s;
    model.setMapping(mapping, test::contactsMeta(), {m_profiles, rows}, {}, false);
    QCOMPARE(model.index(9, MappingModel::State).data().toString(), u"no such column"_s);
    mapping.composed.front().header.clear();
    model.setMapping(mapping, test::contactsMeta(), {m_profiles, rows}, {}, false);
    QCOMPARE(model.index(9, MappingModel::State).data().toString(), u"no text yet"_s);
    QVERIFY(!mappingProblems(mapping, test::contactsMeta()).isEmpty());
}

void TestListModels::openValuesAreCounted()
{
    const Mapping mapping = test::contactsMapping(*m_file);
    const ModuleMeta meta = test::contactsMeta();
    const Field copy = *meta.field(u"Lead_Source"_s);
    ColumnMapping column = mapping.columns[5];
    QStringList open;
    for (const auto& value : openValues(m_profiles[5], column, copy))
        open.append(value.value);
    QCOMPARE(open, QStringList({u"Fair"_s, u"Recommendation"_s}));
    column.conversion.values.insert(u"Fair"_s, u"Trade Show"_s);
    QCOMPARE(openValues(m_profiles[5], column, copy).size(), 1);
    QCOMPARE(listedTarget(u"Fair"_s, column, copy), u"Trade Show"_s);
    QCOMPARE(listedTarget(u"cold call"_s, column, copy), u"Cold Call"_s);
    Field yesOrNo = copy;
    yesOrNo.type = FieldType::Boolean;
    QCOMPARE(listedTarget(u"Yes"_s, column, yesOrNo), u"true"_s);
    QCOMPARE(listedTarget(u"perhaps"_s, column, yesOrNo), QString());
    QCOMPARE(conversionText(column, &copy), u"1 value"_s);
}

void TestListModels::valueMap()
{
    ValueMapModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const ModuleMeta meta = test::contactsMeta();
    const Mapping mapping = test::contactsMapping(*m_file);
    model.setValues(m_profiles[5], mapping.columns[5], *meta.field(u"Lead_Source"_s));
    QCOMPARE(model.rowCount(), 5);
    QCOMPARE(model.index(0, ValueMapModel::InFile).data().toString(), u"Web"_s);
    QVERIFY(!model.index(0, ValueMapModel::InCrm).data(OpenRole).toBool());
    QSignalSpy chosen(&model, &ValueMapModel::targetChosen);
    QVERIFY(model.setData(model.index(1, ValueMapModel::InCrm), u"Trade Show"_s, Qt::EditRole));
    QCOMPARE(chosen.count(), 1);
}

void TestListModels::frequent()
{
    FrequentModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setValues(m_profiles[5].frequent);
    QCOMPARE(model.index(0).data(ShareRole).toDouble(), 1.0);
    QVERIFY(model.index(1).data(ShareRole).toDouble() < 1.0);
    model.setValues({});
    QCOMPARE(model.rowCount(), 0);
}

void TestListModels::repairs_data()
{
    QTest::addColumn<Repair>("repair");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    using Kind = Repair::Kind;
    QTest::newRow("replaced") << Repair{Kind::Replace, 2, u"E-mail"_s, u"(at)"_s, u"@"_s, 0} << u"a(AT)b.example"_s
                              << u"a@b.example"_s;
    QTest::newRow("nothing to replace") << Repair{Kind::Replace, 2, u"E-mail"_s, QString(), u"@"_s, 0} << u"a"_s
                                        << u"a"_s;
    QTest::newRow("filled") << Repair{Kind::Fill, 1, u"Last Name"_s, QString(), u"Unknown"_s, 0} << u"  "_s
                            << u"Unknown"_s;
    QTest::newRow("not overwritten") << Repair{Kind::Fill, 1, u"Last Name"_s, QString(), u"Unknown"_s, 0} << u"Smith"_s
                                     << u"Smith"_s;
    QTest::newRow("emptied") << Repair{Kind::Clear, 1, u"Last Name"_s, QString(), QString(), 0} << u"Smith"_s
                             << QString();
    QTest::newRow("left out") << Repair{Kind::LeaveOut, 1, u"Last Name"_s, QString(), QString(), 0} << u"Smith"_s
                              << u"Smith"_s;
}

void TestListModels::repairs()
{
    QFETCH(Repair, repair);
    QFETCH(QString, before);
    QFETCH(QString, after);
    QCOMPARE(repair.applied(before), after);
    QVERIFY(!repair.buttonText().isEmpty());
    QVERIFY(!repair.doneText(3).isEmpty());
}

void TestListModels::repairsAreOfferedWhereTheyMend()
{
    const Mapping mapping = test::contactsMapping(*m_file);
    const CellValues values = {{RowNumber(7), 2, u"user7(at)example7.com"_s}, {RowNumber(32), 2, u"nobody"_s}};
    const QList<Repair> offers =
        repairsFor({Reason::NotAnEmail, 2, u"E-mail"_s}, values, mapping, test::contactsMeta());
    QCOMPARE(offers.size(), 3);
    QCOMPARE(offers[0].from, u"(at)"_s);
    QCOMPARE(offers[0].rows, 1);
    QCOMPARE(offers[1].kind, Repair::Kind::Clear);
    QCOMPARE(offers[1].rows, 2);
    QCOMPARE(offers[2].kind, Repair::Kind::LeaveOut);
}

void TestListModels::valuesGoToTheNearestInTheList()
{
    const Mapping mapping = test::contactsMapping(*m_file);
    const CellValues values = {{RowNumber(1), 5, u"Online Stor"_s},
                               {RowNumber(2), 5, u"online stor"_s},
                               {RowNumber(3), 5, u" Online Stor"_s},
                               {RowNumber(4), 5, u"Fair"_s}};
    const QList<Repair> offers =
        repairsFor({Reason::NewPicklistValue, 5, u"Source"_s, true}, values, mapping, test::contactsMeta());
    QVERIFY(offers.size() >= 2);
    QCOMPARE(offers[0].kind, Repair::Kind::MapValue);
    QCOMPARE(offers[0].from, u"Online Stor"_s);
    QCOMPARE(offers[0].to, u"Online Store"_s);
    QCOMPARE(offers[0].rows, 2);
    QCOMPARE(offers[0].buttonText(), u"“Online Stor” goes to “Online Store” in 2 rows"_s);
    QCOMPARE(offers[0].doneText(2), u"Changed 2 rows in Source: “Online Stor” to “Online Store”"_s);
    QCOMPARE(offers[0].applied(u" Online Stor"_s), u"Online Store"_s);
    QCOMPARE(offers[0].remapping->before, mapping.columns[5]);
    QCOMPARE(offers[0].remapping->after.conversion.values.value(u"Online Stor"_s), u"Online Store"_s);
    QVERIFY(std::any_of(offers.begin(), offers.end(),
                        [](const Repair& offer) { return offer.kind == Repair::Kind::DropColumn && offer.rows == 4; }));
    // After sending the mapping is what it was.
    for (const Repair& offer :
         repairsFor({Reason::NewPicklistValue, 5, u"Source"_s}, values, mapping, test::contactsMeta()))
        QVERIFY(!offer.remapping);
}

void TestListModels::conversionsThatReadMore_data()
{
    QTest::addColumn<Reason>("reason");
    QTest::addColumn<FieldType>("type");
    QTest::addColumn<QStringList>("cells");
    QTest::addColumn<QString>("button"); ///< of the first conversion that is offered
    QTest::newRow("date") << Reason::NotADate << FieldType::Date
                          << QStringList{u"2026-03-04"_s, u"2026-03-05"_s, u"3.4.2026"_s}
                          << u"Read the dates as yyyy-MM-dd: mends 2 rows"_s;
    QTest::newRow("date and time") << Reason::NotADateTime << FieldType::DateTime
                                   << QStringList{u"03.04.2026 10:15"_s, u"13.04.2026 10:15"_s}
                                   << u"Read the dates as dd.MM.yyyy HH:mm: mends 2 rows"_s;
    QTest::newRow("number") << Reason::NotANumber << FieldType::Decimal << QStringList{u"1,5"_s, u"x"_s}
                            << u"Read the numbers with a decimal comma: mends 1 row"_s;
    QTest::newRow("values") << Reason::NewPicklistValue << FieldType::MultiPicklist << QStringList{u"Web|Partner"_s}
                            << u"Part the values at “|”: mends 1 row"_s;
    QTest::newRow("phone") << Reason::TooLong << FieldType::Phone
                           << QStringList{u"+49 (0) 30 / 123 - 456 - 789 - 0"_s,
                                          u"call me whenever you like to do so"_s}
                           << u"Keep the digits only, and a leading plus: mends 1 row"_s;
    QTest::newRow("no loss") << Reason::TooLong << FieldType::Text << QStringList{QString(300, u'a')} << QString();
    QTest::newRow("e-mail") << Reason::NotAnEmail << FieldType::Email << QStringList{u"nobody"_s} << QString();
}

void TestListModels::conversionsThatReadMore()
{
    QFETCH(Reason, reason);
    QFETCH(FieldType, type);
    QFETCH(QStringList, cells);
    QFETCH(QString, button);
    const Mapping mapping = test::contactsMapping(*m_file);
    ModuleMeta meta = test::contactsMeta();
    Field& field = *std::find_if(meta.fields.begin(), meta.fields.end(),
                                 [&](const Field& f) { return f.apiName == mapping.columns[5].field; });
    field.type = type;
    field.length = 0;
    CellValues values;
    for (const QString& cell : cells)
        values.push_back({RowNumber(qint64(values.size()) + 1), 5, cell});
    QStringList buttons;
    for (const Repair& offer : repairsFor({reason, 5, u"Source"_s, true}, values, mapping, meta)) {
        if (offer.kind == Repair::Kind::Convert)
            buttons.append(offer.buttonText());
    }
    QCOMPARE(buttons.value(0), button);
}

void TestListModels::whatIsNeededIsNotLeftOut()
{
    Mapping mapping = test::contactsMapping(*m_file);
    mapping.operation = Operation::Upsert;
    mapping.findBy = u"Email"_s;
    const auto mayDrop = [&](int column) {
        const QList<Repair> offers = repairsFor({Reason::TooLong, column, {}, true}, {{RowNumber(1), column, u"a"_s}},
                                                mapping, test::contactsMeta());
        return std::any_of(offers.begin(), offers.end(),
                           [](const Repair& offer) { return offer.kind == Repair::Kind::DropColumn; });
    };
    QVERIFY(mayDrop(0));
    QVERIFY2(!mayDrop(1), "the last name is mandatory");
    QVERIFY2(!mayDrop(2), "the e-mail is the match key");
    QVERIFY(mayDrop(3));
}

void TestListModels::conversionsThatHarmMoreAreNotOffered()
{
    Mapping mapping = test::contactsMapping(*m_file);
    const auto offered = [&](const CellValues& values, const Fixes& fixes) {
        QList<Repair> conversions;
        const QList<Repair> all =
            repairsFor({Reason::NotADate, 4, u"Born"_s, true}, values, mapping, test::contactsMeta());
        for (const Repair& offer : weighed(all, m_file, fixes, mapping, CancelFlag(false))) {
            if (offer.kind == Repair::Kind::Convert)
                conversions.append(offer);
        }
        return conversions;
    };
    // Nearly all dates read as they should: another pattern would mend one and exchange day and month of the rest.
    Fixes fixes;
    fixes.set({RowNumber(1), 4, u"12/31/1970"_s});
    const CellValues one = {{RowNumber(1), 4, u"12/31/1970"_s}};
    QCOMPARE(offered(one, fixes).size(), 0);
    // Now none of them reads, but for two that somebody typed.
    mapping.columns[4].conversion.datePattern = u"yyyy-MM-dd"_s;
    CellValues many;
    for (int row = 10; row < 20; ++row)
        many.push_back({RowNumber(row), 4, u"03/04/1970"_s});
    fixes = {};
    fixes.set({RowNumber(1), 4, u"1970-12-31"_s});
    fixes.set({RowNumber(2), 4, u"1970-12-30"_s});
    const QList<Repair> patterns = offered(many, fixes);
    QCOMPARE(patterns.size(), 2);
    QCOMPARE(patterns[0].rows, 10);
    QCOMPARE(patterns[0].alters, 2);
    QCOMPARE(patterns[0].buttonText(), u"Read the dates as dd/MM/yyyy: mends 10 rows, changes 2 more"_s);
}

QTEST_GUILESS_MAIN(TestListModels)
#include "tst_models_lists.moc"

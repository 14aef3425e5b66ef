// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rowfinder.h"
#include "models/rowpages.h"
#include "models/rowsetmodel.h"
#include "models/sourcemodel.h"
#include "ui/inventeddata.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;

/// The models over rows of a file: what they answer while rows are read, and that they read them.
class TestRowModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pagesAnswerLater();
    void pagesDropLateAnswers();
    void sourceShowsLoadingThenText();
    void sourceGrowsWithTheIndex();
    void sourceShowsFixes();
    void sourceShowsListsThatGrow();
    void finderTellsWhatItFinds();
    void rowSetShowsScatteredRows();
    void rowSetShowsAfterAndState();
    void rowSetIsEdited();
    void cellsAreSpoken();

private:
    QTemporaryDir m_folder;
    std::shared_ptr<CsvFile> m_file;
};

namespace {

QString textAt(const QAbstractItemModel& model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

void TestRowModels::initTestCase()
{
    const QString path = test::writeContacts(m_folder.filePath(u"contacts.csv"_s), 5000);
    auto file = CsvFile::open(path, std::nullopt, m_folder.path());
    QVERIFY(file);
    m_file = *file;
    const CancelFlag cancel = false;
    QVERIFY(m_file->index({}, cancel));
}

void TestRowModels::pagesAnswerLater()
{
    RowPages pages;
    QSignalSpy loaded(&pages, &RowPages::loaded);
    pages.setSource(m_file);
    QVERIFY(!pages.at(300));
    QVERIFY(loaded.wait());
    const RowPages::Row* const row = pages.at(300);
    QVERIFY(row);
    QCOMPARE(row->number, RowNumber(301));
    QVERIFY(pages.at(256));
}

void TestRowModels::pagesDropLateAnswers()
{
    RowPages pages;
    QSignalSpy loaded(&pages, &RowPages::loaded);
    pages.setSource(m_file);
    QVERIFY(!pages.at(0));
    pages.setSource(m_file, std::make_shared<std::vector<RowNumber>>(std::vector<RowNumber>{RowNumber(9)}));
    QVERIFY(!pages.at(0));
    QVERIFY(loaded.wait());
    QCOMPARE(pages.at(0)->number, RowNumber(9));
    // The answer for the first source came before this one, and was dropped.
    QCOMPARE(loaded.count(), 1);
}

void TestRowModels::sourceShowsLoadingThenText()
{
    SourceModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFile(m_file);
    QCOMPARE(model.rowCount(), 5000);
    QCOMPARE(model.columnCount(), 9);
    QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(), u"E-mail"_s);
    QCOMPARE(textAt(model, 4321, 2), u"…"_s);
    QTRY_COMPARE(textAt(model, 4321, 2), u"user4322@example122.com"_s);
    QCOMPARE(model.placeOf(RowNumber(4322)), qint64(4321));
    QCOMPARE(model.placeOf(RowNumber(6000)), qint64(-1));
}

void TestRowModels::sourceGrowsWithTheIndex()
{
    auto file = CsvFile::open(m_file->path(), std::nullopt, m_folder.path());
    QVERIFY(file);
    SourceModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFile(*file);
    const int before = model.rowCount();
    const CancelFlag cancel = false;
    QVERIFY((*file)->index({}, cancel));
    model.grow();
    QVERIFY(before <= 5000);
    QCOMPARE(model.rowCount(), 5000);
    QTRY_COMPARE(textAt(model, 4999, 7), u"105232"_s);
}

void TestRowModels::sourceShowsFixes()
{
    SourceModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Fixes fixes;
    fixes.set({RowNumber(3), 1, u"Corrected"_s});
    model.setFile(m_file);
    model.setOverlay([&fixes](RowNumber row, int column) { return fixes.value(row, column); });
    QCOMPARE(textAt(model, 2, 1), u"Corrected"_s);
    QCOMPARE(model.index(2, 1).data(MarkRole).value<Meaning>(), Meaning::In);
    QVERIFY(!model.index(1, 1).data(MarkRole).isValid());
}

void TestRowModels::sourceShowsListsThatGrow()
{
    SourceModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFile(m_file);
    auto rows = std::make_shared<std::vector<RowNumber>>();
    for (int row = 3; row <= 4000; row += 40) {
        rows->push_back(RowNumber(row));
        auto list = std::make_shared<std::vector<RowNumber>>(*rows);
        if (row == 3)
            model.setList(list);
        else
            model.growList(list);
        textAt(model, model.rowCount() - 1, 2); // asks for its page, which the next row is in as well
    }
    QCOMPARE(model.total(), qint64(100));
    QTRY_COMPARE(textAt(model, 99, 2), u"user3963@example63.com"_s);
    for (int i = 0; i < 100; ++i)
        QTRY_VERIFY(textAt(model, i, 2).startsWith(u"user%1"_s.arg(3 + i * 40)));
    QCOMPARE(model.placeOf(RowNumber(43)), qint64(1));
    QCOMPARE(model.placeOf(RowNumber(44)), qint64(-1));
    model.setList({});
    QCOMPARE(model.total(), qint64(5000));
}

void TestRowModels::finderTellsWhatItFinds()
{
    RowFinder finder;
    finder.start(m_file, {u"user499"_s, RowQuery::How::Contains, false, -1});
    QVERIFY(finder.isActive() && finder.isRunning());
    QTRY_VERIFY(!finder.isRunning());
    QCOMPARE(finder.count(), qint64(11));
    QCOMPARE(finder.hits().front(), (RowHit{RowNumber(499), 2}));
    // A second search is no longer the first one's.
    finder.start(m_file, {u"user1"_s, RowQuery::How::Contains, false, -1});
    finder.start(m_file, {u"nobody"_s, RowQuery::How::Contains, false, -1});
    QTRY_VERIFY(!finder.isRunning());
    QCOMPARE(finder.count(), qint64(0));
    finder.clear();
    QVERIFY(!finder.isActive());
}

void TestRowModels::rowSetShowsScatteredRows()
{
    RowSetModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFile(m_file);
    std::vector<RowNumber> rows;
    for (int row = 7; row <= 5000; row += 125)
        rows.push_back(RowNumber(row));
    model.setRows(rows, {{RowSetModel::Kind::Cell, 2, u"E-mail"_s}}, {});
    QCOMPARE(model.rowCount(), int(rows.size()));
    QTRY_COMPARE(textAt(model, 0, 0), u"user7(at)example7.com"_s);
    QTRY_COMPARE(textAt(model, 39, 0), u"user4882(at)example82.com"_s);
    QCOMPARE(model.headerData(39, Qt::Vertical).toString().remove(u','), u"4882"_s);
    QCOMPARE(model.indexOf(RowNumber(4882)), 39);
    QCOMPARE(model.indexOf(RowNumber(8)), -1);
    model.setRows({}, {}, {});
    QCOMPARE(model.rowCount(), 0);
}

void TestRowModels::rowSetShowsAfterAndState()
{
    RowSetModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFile(m_file);
    model.setRows({RowNumber(7), RowNumber(8)},
                  {{RowSetModel::Kind::State, -1, u"State"_s},
                   {RowSetModel::Kind::Cell, 2, u"E-mail"_s},
                   {RowSetModel::Kind::After, 2, u"after"_s}},
                  [](qint64 index) {
                      return RowSetModel::Note{
                          index == 0 ? u"refused"_s : u"ready"_s, Meaning::Refused, {2}, u"not an address"_s};
                  });
    model.setAfter(u"after “(at)”"_s, [](const QString& value) {
        return value.contains(u"(at)") ? QString(value).replace(u"(at)"_s, u"@"_s) : QString();
    });
    QCOMPARE(textAt(model, 0, 0), u"refused"_s);
    QTRY_COMPARE(textAt(model, 0, 2), u"user7@example7.com"_s);
    QTRY_COMPARE(textAt(model, 1, 2), u"–"_s);
    QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), u"after “(at)”"_s);
    QCOMPARE(model.index(0, 1).data(MarkRole).value<Meaning>(), Meaning::Refused);
    QCOMPARE(model.columnOf(2), 1);
}

void TestRowModels::rowSetIsEdited()
{
    RowSetModel model;
    model.setFile(m_file);
    model.setEditable(true);
    model.setRows({RowNumber(7)}, {{RowSetModel::Kind::Cell, 2, u"E-mail"_s}}, {});
    QSignalSpy edited(&model, &RowSetModel::edited);
    QVERIFY(!model.setData(model.index(0, 0), u"too early"_s, Qt::EditRole));
    QTRY_VERIFY(textAt(model, 0, 0).startsWith(u"user7"));
    QVERIFY(model.setData(model.index(0, 0), u"a@b.example"_s, Qt::EditRole));
    QCOMPARE(edited.count(), 1);
    QCOMPARE(edited.at(0).at(0).value<RowNumber>(), RowNumber(7));
    QCOMPARE(edited.at(0).at(2).toString(), u"a@b.example"_s);
}

void TestRowModels::cellsAreSpoken()
{
    RowSetModel model;
    model.setFile(m_file);
    model.setRows({RowNumber(7)}, {{RowSetModel::Kind::Cell, 2, u"E-mail"_s}}, [](qint64) {
        return RowSetModel::Note{u"refused"_s, Meaning::Refused, {2}, u"refused: not an address"_s};
    });
    QTRY_COMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"row 7, E-mail: user7(at)example7.com, refused: not an address"_s);
}

QTEST_GUILESS_MAIN(TestRowModels)
#include "tst_models_rows.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The file step as its user works with it: scrolling tables of any length, finding, filtering, going to rows, copying.
#include "crm/tokenstore.h"
#include "mainwindow.h"
#include "models/windowedmodel.h"
#include "pages/filepage.h"
#include "pages/profilepane.h"
#include "ui/inventeddata.h"
#include "ui/journeyhelp.h"
#include "unit/tst_csv_container_support.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/longgrid.h"
#include "widgets/theme.h"
#include "window/importsession.h"
#include "window/recentfiles.h"
#include "window/sourceloader.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using stevedore::test::seen;

namespace {

/// As many rows as wanted, each of which holds its own place.
class PlacesModel final : public WindowedModel
{
public:
    explicit PlacesModel(qint64 total)
    {
        beginResetModel();
        resetTotal(total);
        endResetModel();
    }
    using WindowedModel::growTotal;
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex& index, int role) const override
    {
        return role == Qt::DisplayRole ? QVariant(windowBegin() + index.row()) : QVariant();
    }
};

/// A grid in sight over so many rows.
struct Shown
{
    explicit Shown(qint64 total) : model(total)
    {
        grid.setModel(&model);
        grid.resize(500, 600);
        grid.show();
    }
    qint64 firstInSight() const { return grid.grid()->indexAt(QPoint(5, 5)).data().toLongLong(); }
    qint64 current() const { return grid.grid()->currentIndex().data().toLongLong(); }
    QScrollBar* bar() const
    {
        for (QScrollBar* found : grid.findChildren<QScrollBar*>(Qt::FindDirectChildrenOnly))
            return found;
        return nullptr;
    }
    PlacesModel model;
    LongGrid grid;
};

/// The whole program in a home of its own, in sight.
struct Program
{
    Program() { window.show(); }
    QTemporaryDir home;
    Theme theme{*qApp};
    SystemClock clock;
    MemoryTokenStore tokens;
    Engine engine{home.path(), clock, tokens};
    bool opened = engine.open().has_value();
    test::AnsweringPrompts prompts;
    MainWindow window{engine, prompts, theme, {}};
};

} // namespace

class TestFilePage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void longTableIsReached_data();
    void longTableIsReached();
    void windowFollowsTheKeys();
    void currentCellKeepsItsPlace();
    void tableGrows();

    void findsAndSteps();
    void badExpressionIsTold();
    void showsOnlyWhatWasFound();
    void profileValueFilters();
    void emptyCellsAreShown();
    void goesToRows();
    void copiesCells();
    void choosesHowToRead();
    void linksLeadToCells();

    void fileThatChangesIsTold();
    void remembersFiles();
    void filesAreDroppedAnywhere();
    void sheetsAreChosen();

private:
    QAbstractItemView* grid() { return seen<QAbstractItemView>(*m_page, u"sourceGrid"_s); }
    QString current() { return grid()->currentIndex().data().toString(); }
    QString state() { return seen<QLabel>(*m_page, u"findState"_s)->text().remove(u','); }
    void type(const QString& text);

    QTemporaryDir m_folder;
    std::shared_ptr<CsvFile> m_file;
    std::unique_ptr<FilePage> m_page;
    FileFacts m_facts;
};

void TestFilePage::initTestCase()
{
    const QString path = test::writeContacts(m_folder.filePath(u"contacts.csv"_s), 50'000);
    auto file = CsvFile::open(path, std::nullopt, m_folder.path());
    QVERIFY(file);
    m_file = *file;
    const CancelFlag cancel = false;
    QVERIFY(m_file->index({}, cancel));
}

void TestFilePage::init()
{
    m_page = std::make_unique<FilePage>();
    m_page->resize(1100, 700);
    m_page->setFile(m_file);
    m_facts = {};
    m_facts.dialect = m_file->dialect();
    m_facts.guess = m_file->guess();
    m_facts.indexed = true;
    m_facts.rows = m_file->knownRows().value;
    m_facts.columns = m_file->columnCount();
    m_page->setFacts(m_facts);
    const CancelFlag cancel = false;
    m_page->setProfiles(*profileColumns(m_file, {}, cancel));
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
}

void TestFilePage::type(const QString& text)
{
    m_page->startFind();
    auto* field = seen<QLineEdit>(*m_page, u"findText"_s);
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Return);
}

void TestFilePage::longTableIsReached_data()
{
    QTest::addColumn<qint64>("total");
    QTest::newRow("few") << qint64(100);
    QTest::newRow("a window") << WindowedModel::windowRows;
    QTest::newRow("one more") << WindowedModel::windowRows + 1;
    QTest::newRow("200 million") << qint64(200'000'000);
    QTest::newRow("2 billion") << qint64(2'000'000'000);
}

void TestFilePage::longTableIsReached()
{
    QFETCH(qint64, total);
    Shown shown(total);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.grid));
    for (const qint64 place : {qint64(0), total / 7, total - 1, total / 2, qint64(3), total - 2}) {
        shown.grid.showPlace(place, 1);
        QCOMPARE(shown.current(), place);
        QVERIFY(shown.grid.grid()->viewport()->rect().contains(
            shown.grid.grid()->visualRect(shown.grid.grid()->currentIndex())));
    }
    QScrollBar* const bar = shown.bar();
    QVERIFY(bar && bar->isVisible());
    for (const int value : {0, bar->maximum() - 1, bar->maximum() / 3, 1}) {
        bar->setValue(value);
        QCOMPARE(shown.firstInSight(), qint64(value));
    }
    bar->setValue(bar->maximum());
    const QModelIndex last = shown.grid.grid()->indexAt(QPoint(5, shown.grid.grid()->viewport()->height() - 10));
    QCOMPARE(last.data().toLongLong(), total - 1);
}

void TestFilePage::windowFollowsTheKeys()
{
    Shown shown(1'000'000);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.grid));
    Grid* const grid = shown.grid.grid();
    shown.grid.showPlace(0, 0);
    qint64 before = 0;
    // Page by page beyond the first window, without a step back or a gap.
    for (int page = 0; page < 2500; ++page) {
        QTest::keyClick(grid, Qt::Key_PageDown);
        QVERIFY2(shown.current() > before && shown.current() <= before + 25,
                 qPrintable(u"%1 after %2"_s.arg(shown.current()).arg(before)));
        QCOMPARE(shown.grid.currentPlace(), shown.current());
        before = shown.current();
    }
    QVERIFY(before > WindowedModel::windowRows);
    QTest::keyClick(grid, Qt::Key_Down);
    QCOMPARE(shown.current(), before + 1);
    QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
    QCOMPARE(shown.current(), qint64(999'999));
    QTest::keyClick(grid, Qt::Key_Up);
    QCOMPARE(shown.current(), qint64(999'998));
    QTest::keyClick(grid, Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(shown.current(), qint64(0));
}

void TestFilePage::currentCellKeepsItsPlace()
{
    Shown shown(10'000'000);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.grid));
    shown.grid.showPlace(77, 1);
    shown.bar()->setValue(9'000'000);
    QVERIFY(!shown.grid.grid()->currentIndex().isValid());
    QCOMPARE(shown.grid.currentPlace(), qint64(77));
    shown.bar()->setValue(60);
    QCOMPARE(shown.current(), qint64(77));
    QCOMPARE(shown.grid.grid()->selectionModel()->selectedIndexes().size(), 1);
}

void TestFilePage::tableGrows()
{
    Shown shown(10);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.grid));
    for (const qint64 total : {qint64(1000), WindowedModel::windowRows + 5, qint64(5'000'000)}) {
        shown.model.growTotal(total);
        QCOMPARE(shown.firstInSight(), qint64(0));
        shown.grid.showPlace(total - 1, 0);
        QCOMPARE(shown.current(), total - 1);
        shown.grid.showPlace(0, 0);
    }
}

void TestFilePage::findsAndSteps()
{
    type(u"USER4999"_s); // 4999 and 49990 to 49999
    QTRY_COMPARE(state(), u"1 of 11 rows"_s);
    QTRY_VERIFY(current().startsWith(u"user4999"_s));
    auto* field = seen<QLineEdit>(*m_page, u"findText"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(state(), u"2 of 11 rows"_s);
    QTest::mouseClick(seen(*m_page, u"findPrevious"_s), Qt::LeftButton);
    QTest::mouseClick(seen(*m_page, u"findPrevious"_s), Qt::LeftButton);
    QCOMPARE(state(), u"11 of 11 rows"_s);
    QTRY_VERIFY(current().startsWith(u"user49999"_s));
    QTest::mouseClick(seen(*m_page, u"findNext"_s), Qt::LeftButton);
    QCOMPARE(state(), u"1 of 11 rows"_s);
    QTest::mouseClick(seen(*m_page, u"findCase"_s), Qt::LeftButton, {}, QPoint(8, 8));
    QTRY_COMPARE(state(), u"No row has it"_s);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!seen(*m_page, u"findState"_s));
    QCOMPARE(field->text(), QString());
}

void TestFilePage::badExpressionIsTold()
{
    auto* how = seen<QComboBox>(*m_page, u"findHow"_s);
    how->setCurrentIndex(2);
    type(u"user(1"_s);
    QTRY_VERIFY(state().contains(u"user(1"_s));
    type(u"user(1|2)7@"_s);
    QTRY_VERIFY2(state().endsWith(u"of 2 rows"_s), qPrintable(state()));
}

void TestFilePage::showsOnlyWhatWasFound()
{
    type(u"user4999"_s);
    QTRY_VERIFY(state().endsWith(u"11 rows"_s));
    QTest::mouseClick(seen(*m_page, u"onlyFound"_s), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(grid()->model()->rowCount(), 11);
    QTRY_VERIFY(grid()->model()->index(10, 2).data().toString().startsWith(u"user49999"_s));
    QCOMPARE(grid()->model()->headerData(10, Qt::Vertical).toString().remove(u','), u"49999"_s);
    // A row that is not among them brings all rows back.
    m_page->showRow(RowNumber(7));
    QCOMPARE(m_page->model()->total(), qint64(50'000));
    QCOMPARE(grid()->currentIndex().row(), 6);
}

void TestFilePage::profileValueFilters()
{
    const int country = int(m_file->columns().indexOf(u"Country"_s));
    const int column = country >= 0 ? country : 5;
    m_page->showRow(RowNumber(1), column);
    auto* values = seen<QListView>(*m_page, u"frequentValues"_s);
    QVERIFY(values->model()->rowCount() > 1);
    const QModelIndex second = values->model()->index(1, 0);
    const QString value = second.data().toString();
    test::clickRow(values, 1);
    QCOMPARE(seen<QLineEdit>(*m_page, u"findText"_s)->text(), value);
    const CancelFlag cancel = false;
    const auto profile = (*profileColumns(m_file, {}, cancel))[std::size_t(column)];
    QTRY_COMPARE(m_page->model()->total(), profile.frequent[1].rows);
    QTRY_COMPARE(grid()->model()->index(0, column).data().toString(), value);
    QVERIFY(seen<QCheckBox>(*m_page, u"onlyFound"_s)->isChecked());
}

void TestFilePage::emptyCellsAreShown()
{
    const int lastName = 1; // empty in every 40th row
    m_page->showRow(RowNumber(1), lastName);
    QTest::mouseClick(seen(*m_page, u"showEmpty"_s), Qt::LeftButton);
    QTRY_COMPARE(m_page->model()->total(), qint64(50'000 / 40));
    QTRY_COMPARE(grid()->model()->index(3, 2).data().toString().left(4), u"user"_s);
    QCOMPARE(grid()->model()->index(3, lastName).data().toString(), QString());
}

void TestFilePage::goesToRows()
{
    m_page->startRow();
    auto* row = seen<QLineEdit>(*m_page, u"goToRow"_s);
    const auto go = [&](const QString& text) {
        row->setText(text);
        QTest::keyClick(row, Qt::Key_Return);
        return m_page->model()->rowAt(grid()->currentIndex().row()).value;
    };
    QCOMPARE(go(u"41377"_s), qint64(41'377));
    QCOMPARE(go(u"41,378"_s), qint64(41'378));
    QCOMPARE(go(u"99999999999"_s), qint64(50'000));
    QCOMPARE(go(u"12x"_s), qint64(50'000));
    QCOMPARE(go(u"1"_s), qint64(1));
}

void TestFilePage::copiesCells()
{
    m_page->showRow(RowNumber(40'000), 1);
    QTRY_VERIFY(current() != u"…"_s);
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(grid(), Qt::Key_Right, Qt::ShiftModifier);
    QGuiApplication::clipboard()->setText(u"before"_s);
    QTest::keyClick(grid(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text() != u"before"_s);
    const auto rows = m_file->rows(RowNumber(40'000), 2);
    const QString wanted = m_file->columns().mid(1, 2).join(u'\t') + u'\n' + rows->at(0).cells.mid(1, 2).join(u'\t') +
                           u'\n' + rows->at(1).cells.mid(1, 2).join(u'\t') + u'\n';
    QCOMPARE(QGuiApplication::clipboard()->text(), wanted);
    // What the user corrected is what is copied; a cell that would fall apart in a spreadsheet is quoted.
    const QString corrected = u"two\tcells"_s;
    m_page->model()->setOverlay([&corrected](RowNumber row, int column) {
        return row == RowNumber(40'001) && column == 2 ? &corrected : nullptr;
    });
    QTest::keyClick(grid(), Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(),
                 rows->at(0).cells.mid(1, 2).join(u'\t') + u'\n' + rows->at(1).cells[1] + u"\t\"two\tcells\"\n"_s);
    m_page->model()->setOverlay({});
}

void TestFilePage::choosesHowToRead()
{
    QSignalSpy chosen(m_page.get(), &FilePage::dialectChosen);
    auto* delimiter = seen<QComboBox>(*m_page, u"delimiter"_s);
    delimiter->setEditText(u"^"_s);
    QTest::keyClick(delimiter, Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.takeFirst()[0].value<Dialect>().delimiter, '^');
    m_page->setFacts(m_facts);
    auto* quote = seen<QComboBox>(*m_page, u"quote"_s);
    quote->setCurrentIndex(1);
    Q_EMIT quote->activated(1);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.takeFirst()[0].value<Dialect>().escape, '\\');
    m_page->setFacts(m_facts);
    auto* comment = seen<QComboBox>(*m_page, u"comment"_s);
    comment->setCurrentIndex(1);
    Q_EMIT comment->activated(1);
    QCOMPARE(chosen.takeFirst()[0].value<Dialect>().comment, '#');
    // Two meanings for one character: nothing is chosen.
    m_page->setFacts(m_facts);
    delimiter->setEditText(u"\""_s);
    QTest::keyClick(delimiter, Qt::Key_Return);
    QCOMPARE(chosen.count(), 0);
}

void TestFilePage::linksLeadToCells()
{
    StructureFinding finding{StructureFinding::Issue::InvalidBytes, RowCount(1), {RowNumber(30'000)}, {}, {}};
    finding.cells.push_back({RowNumber(30'000), 3});
    m_facts.findings = {finding};
    m_page->setFacts(m_facts);
    for (QPushButton* link : m_page->findChildren<QPushButton*>())
        if (link->isVisible() && link->text().contains(m_file->columns()[3]))
            QTest::mouseClick(link, Qt::LeftButton);
    QCOMPARE(m_page->model()->rowAt(grid()->currentIndex().row()), RowNumber(30'000));
    QCOMPARE(grid()->currentIndex().column(), 3);
}

void TestFilePage::fileThatChangesIsTold()
{
    const QString path = test::writeContacts(m_folder.filePath(u"changing.csv"_s), 100);
    SourceLoader loader;
    QSignalSpy profiled(&loader, &SourceLoader::profiled);
    QSignalSpy failed(&loader, &SourceLoader::failed);
    loader.open(path, {}, std::nullopt, {m_folder.path(), m_folder.path()});
    QVERIFY(profiled.wait());
    QFile file(path);
    QVERIFY(file.open(QIODevice::Append));
    file.write("one,more\n");
    file.close();
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY2(loader.failure().contains(u"changing.csv"_s), qPrintable(loader.failure()));
}

void TestFilePage::remembersFiles()
{
    QTemporaryDir home;
    QStringList paths;
    RecentFiles recent(home.path());
    for (int i = 0; i < 8; ++i) {
        paths.prepend(home.filePath(u"%1.csv"_s.arg(i)));
        QFile file(paths.front());
        QVERIFY(file.open(QIODevice::WriteOnly));
        recent.add(paths.front());
    }
    recent.add(paths[3]);
    QStringList wanted{paths[3], paths[0], paths[1], paths[2], paths[4], paths[5]};
    QCOMPARE(recent.paths(), wanted);
    QVERIFY(QFile::remove(paths[0]));
    wanted.removeAt(1);
    QCOMPARE(RecentFiles(home.path()).paths(), wanted);
    QFile store(home.filePath(u"recent-files.json"_s));
    QVERIFY(store.open(QIODevice::WriteOnly));
    store.write("{]");
    store.close();
    QVERIFY(RecentFiles(home.path()).paths().isEmpty());
}

void TestFilePage::filesAreDroppedAnywhere()
{
    Program program;
    QVERIFY(program.opened);
    MainWindow& window = program.window;
    window.openFile(m_file->path());
    QTRY_COMPARE(window.session().rows(), qint64(50'000));
    const QString other = test::writeContacts(m_folder.filePath(u"other.csv"_s), 30);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(other)});
    QDragEnterEvent enter(QPoint(900, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(900, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &drop);
    QTRY_COMPARE(window.session().rows(), qint64(30));
    QCOMPARE(RecentFiles(program.home.path()).paths(), QStringList({other, m_file->path()}));
    // Several files at once are not taken.
    data.setUrls({QUrl::fromLocalFile(other), QUrl::fromLocalFile(m_file->path())});
    QDragEnterEvent several(QPoint(900, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    several.ignore();
    QCoreApplication::sendEvent(&window, &several);
    QVERIFY(!several.isAccepted());
}

void TestFilePage::sheetsAreChosen()
{
    Program program;
    QVERIFY(program.opened);
    MainWindow& window = program.window;
    const QString path = m_folder.filePath(u"two.zip"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(csvtest::zipOf({{u"first.csv"_s, "a,b\n1,2\n"}, {u"second.csv"_s, "x;y;z\n1;2;3\n4;5;6\n"}}));
    file.close();
    window.openFile(path);
    QTRY_COMPARE(window.session().rows(), qint64(1));
    auto* sheet = seen<QComboBox>(window, u"sheet"_s);
    QVERIFY(sheet);
    QCOMPARE(sheet->currentText(), u"first.csv"_s);
    sheet->setCurrentIndex(1);
    Q_EMIT sheet->textActivated(sheet->currentText());
    QTRY_COMPARE(window.session().rows(), qint64(2));
    QCOMPARE(window.session().loader().file()->columns(), QStringList({u"x"_s, u"y"_s, u"z"_s}));
    QCOMPARE(seen<QComboBox>(window, u"sheet"_s)->currentText(), u"second.csv"_s);
    // The import is made from what is sent, and that is found again.
    const QList<ImportSnapshot> imports = program.engine.imports();
    QCOMPARE(imports.size(), 1);
    QVERIFY(imports.front().record.sourcePath.startsWith(program.engine.sourcesFolder()));
    window.session().openImport(imports.front().record.id);
    QTRY_COMPARE(window.session().rows(), qint64(2));
    QVERIFY(window.session().fileFacts().failure.isEmpty());
    // Damaged on the way: one sentence, and the window lives.
    QFile broken(m_folder.filePath(u"broken.zip"_s));
    QVERIFY(broken.open(QIODevice::WriteOnly));
    broken.write(csvtest::zipOf({{u"first.csv"_s, "a,b\n1,2\n"}}).chopped(40));
    broken.close();
    window.openFile(broken.fileName());
    QTRY_VERIFY(window.session().fileFacts().failure.contains(u"broken.zip"_s));
}

QTEST_MAIN(TestFilePage)
#include "tst_ui_file.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
// The results workbench in the real window, by keyboard, against the local CRM.
#include "mainwindow.h"
#include "pages/resultspage.h"
#include "support/importbench.h"
#include "support/settled.h"
#include "ui/journeyhelp.h"
#include "widgets/repairbar.h"
#include "widgets/theme.h"
#include "window/importsession.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using test::ImportBench;
using test::SandboxProcess;
using test::seen;

namespace {

constexpr int rowCount = 200;

/// Leads, twenty or ten of which lack or spoil each of eight columns.
QString spoiltLeads(const QTemporaryDir& dir)
{
    QFile file(dir.filePath(u"leads.csv"_s));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("First Name,Last Name,Company,Email,Secondary Email,Website,No of Employees,Annual Revenue,Zip Code,"
               "Email Opt Out\n");
    for (int i = 1; i <= rowCount; ++i) {
        const QString n = QString::number(i);
        const auto in = [i](int from, int to) { return i >= from && i <= to; };
        const QStringList cells = {u"Ada"_s,
                                   in(1, 20) ? QString() : u"Name "_s + n,
                                   in(21, 40) ? QString() : u"ACME"_s,
                                   u"u%1%2example.com"_s.arg(n, in(41, 60) ? u"(at)"_s : u"@"_s),
                                   u"s%1@example%2com"_s.arg(n, in(61, 80) ? u";"_s : u"."_s),
                                   in(161, 170) ? u"http://x y.example.com"_s : u"https://x%1.example.com"_s.arg(n),
                                   in(81, 100) ? u"twelve"_s : u"12"_s,
                                   in(101, 120) ? u"1.2O0"_s : u"1000.50"_s,
                                   in(121, 140) ? QString(300, u'9') : u"53111"_s,
                                   in(141, 160) ? u"perhaps"_s : u"false"_s};
        file.write(cells.join(u',').toUtf8() + '\n');
    }
    return file.fileName();
}

} // namespace

class TestWorkbench final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void eightCausesToOneHundred();
    void findsSortsAndNarrows();
    void editsManyCells();
    void duplicatesBecomeUpdates();

private:
    static QWidget* keyboard();
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    static void type(const QString& text);
    bool tabTo(const QString& objectName);
    bool results();
    QTableView* grid() { return seen<QTableView>(*m_window, u"resultsGrid"_s); }
    QString cell(int row, const QString& head);
    int columnOf(const QString& head);
    Corrections& corrections() { return m_window->session().corrections(); }
    qint64 ready();
    QString findState()
    {
        const auto* const label = seen<QLabel>(*m_window, u"cellState"_s);
        return label ? label->text() : QString();
    }
    QString replaceAllText()
    {
        const auto* const button = seen<QPushButton>(*m_window, u"cellReplaceAll"_s);
        return button ? button->text() : QString();
    }
    void mend(const CauseGroup& cause);

    QTemporaryDir m_dir;
    test::AnsweringPrompts m_prompts;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SandboxProcess> m_crm;
    std::unique_ptr<ImportBench> m_bench;
    std::unique_ptr<MainWindow> m_window;
    ImportId m_id;
    int m_actions = 0; ///< what changes a value or sends; moving about is none
    int m_keys = 0;
};

QWidget* TestWorkbench::keyboard()
{
    QWidget* const popup = QApplication::activePopupWidget();
    return popup ? popup : QApplication::focusWidget();
}

void TestWorkbench::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QVERIFY(keyboard());
    QTest::keyClick(keyboard(), key, modifiers);
    QCoreApplication::processEvents();
}

void TestWorkbench::type(const QString& text)
{
    for (const QChar c : text) {
        QVERIFY(keyboard());
        QTest::keyClick(keyboard(), c.toLatin1());
    }
    QCoreApplication::processEvents();
}

bool TestWorkbench::tabTo(const QString& objectName)
{
    for (int i = 0; i < 80 && keyboard(); ++i) {
        if (keyboard()->objectName() == objectName)
            return true;
        press(Qt::Key_Tab);
        ++m_keys;
    }
    return false;
}

void TestWorkbench::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QVERIFY(QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS)));
    m_theme = std::make_unique<Theme>(*qApp);
    m_crm = std::make_unique<SandboxProcess>();
    m_bench = std::make_unique<ImportBench>(*m_crm);
    m_window = std::make_unique<MainWindow>(*m_bench->engine, m_prompts, *m_theme, QString());
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(m_bench->connect());
    // Sent as they are: the CRM refuses them itself.
    const auto id = m_bench->prepare(spoiltLeads(m_dir), u"Leads"_s);
    QVERIFY(id && m_bench->start(*id) && m_bench->rest(*id));
    m_id = *id;
    QVERIFY(results());
}

void TestWorkbench::cleanup()
{
    m_window.reset();
    m_bench.reset();
    m_crm.reset();
}

/// The import is opened and its Results step shows rows.
bool TestWorkbench::results()
{
    if (!QTest::qWaitFor([&] { return seen<QAbstractItemView>(*m_window, u"importsList"_s); }, 10'000))
        return false;
    test::clickRow(seen<QAbstractItemView>(*m_window, u"importsList"_s), 0);
    if (!QTest::qWaitFor([&] { return seen<QPushButton>(*m_window, u"showLog"_s); }, 10'000))
        return false;
    test::waitUntilSettled();
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    return QTest::qWaitFor([&] { return grid() && grid()->model()->rowCount() > 0; }, 10'000);
}

int TestWorkbench::columnOf(const QString& head)
{
    for (int column = 0; column < grid()->model()->columnCount(); ++column)
        if (grid()->model()->headerData(column, Qt::Horizontal).toString() == head)
            return column;
    return -1;
}

QString TestWorkbench::cell(int row, const QString& head)
{
    const QModelIndex index = grid()->model()->index(row, columnOf(head));
    (void)QTest::qWaitFor([&] { return index.data().toString() != u"…"_s; }, 5'000);
    return index.data().toString();
}

qint64 TestWorkbench::ready()
{
    if (!corrections().flush())
        return -1;
    const auto plan = m_bench->engine->resendPlan(m_id, {});
    return plan ? plan->rows : -1;
}

void TestWorkbench::mend(const CauseGroup& cause)
{
    const qint64 before = ready();
    // The repairs that fit come a little later than the rows.
    test::waitUntilSettled();
    if (cause.code == u"MANDATORY_NOT_FOUND") {
        QVERIFY(tabTo(u"repairTo"_s));
        type(u"Unknown"_s);
        press(Qt::Key_Return);
    } else if (cause.field == u"Secondary_Email") {
        press(Qt::Key_F, Qt::ControlModifier);
        type(u";"_s);
        press(Qt::Key_Tab);
        type(u"."_s);
        QTRY_COMPARE(replaceAllText(), u"Replace all %1"_s.arg(cause.rows));
        press(Qt::Key_Return);
    } else if (cause.field == u"Zip_Code") {
        press(Qt::Key_F, Qt::ControlModifier);
        type(u"^(9{5}).*$"_s);
        press(Qt::Key_Tab);
        type(u"\\1"_s);
        QVERIFY(tabTo(u"cellHow"_s));
        press(Qt::Key_End);
        press(Qt::Key_Return);
        QTRY_COMPARE(replaceAllText(), u"Replace all %1"_s.arg(cause.rows));
        QVERIFY(tabTo(u"cellReplaceAll"_s));
        press(Qt::Key_Space);
    } else {
        QVERIFY2(tabTo(u"repair1"_s), qPrintable(cause.code + u' ' + cause.field));
        press(Qt::Key_Space);
    }
    ++m_actions;
    QTRY_VERIFY_WITH_TIMEOUT(ready() >= before + cause.rows, 10'000);
}

void TestWorkbench::eightCausesToOneHundred()
{
    const QList<CauseGroup> causes = m_bench->engine->causes(m_id);
    for (const CauseGroup& cause : causes)
        qInfo("%s %s: %lld rows", qPrintable(cause.code), qPrintable(cause.field), cause.rows);
    QVERIFY(causes.size() >= 8);
    const qint64 refused = m_bench->snapshot(m_id).fates.refused;
    auto* const page = m_window->findChild<ResultsPage*>();
    for (int i = 0; i < causes.size(); ++i) {
        QVERIFY(tabTo(u"causes"_s));
        press(Qt::Key_Home);
        for (int down = 0; down < i; ++down)
            press(Qt::Key_Down);
        QTRY_VERIFY(page->cause() && page->cause()->field == causes.at(i).field);
        mend(causes.at(i));
        if (QTest::currentTestFailed())
            return;
    }
    QTRY_COMPARE(ready(), refused);
    test::waitUntilSettled();
    // What is mended is not offered to be mended again, until that is taken back.
    const auto* const repairs = page->findChild<RepairBar*>();
    QVERIFY(repairs->isHidden());
    m_window->grab().save(QStringLiteral(STEVEDORE_SHOTS "/workbench-ready.png"));
    press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(repairs->isVisible());
    press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(repairs->isHidden());
    QTRY_COMPARE(ready(), refused);
    test::waitUntilSettled();
    auto* const send = seen<QPushButton>(*m_window, u"primary"_s);
    QTRY_VERIFY(send && send->isEnabled());
    press(Qt::Key_Return, Qt::ControlModifier);
    ++m_actions;
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->snapshot(m_id).fates.added, rowCount, 20'000);
    qInfo("%d actions and %d steps of the focus for %lld causes", m_actions, m_keys, qint64(causes.size()));
    QVERIFY(m_actions <= 12);
    QCOMPARE(m_crm->sql(u"select count(*) from Leads"_s).toInt(), rowCount);
    QCOMPARE(
        m_crm->sql(u"select count(*) from Leads where Secondary_Email like '%;%' or Zip_Code like '999999%'"_s).toInt(),
        0);
}

void TestWorkbench::findsSortsAndNarrows()
{
    auto* const page = m_window->findChild<ResultsPage*>();
    // A figure is a filter.
    QTest::mouseClick(seen<QAbstractButton>(*m_window, u"figure%1"_s.arg(int(Fate::Refused))), Qt::LeftButton);
    const int refused = int(m_bench->snapshot(m_id).fates.refused);
    QTRY_COMPARE(grid()->model()->rowCount(), refused);
    QCOMPARE(page->figure(), Fate::Refused);
    // Sorted by a column as people read it, upwards, downwards, and as it was.
    const int email = columnOf(u"Email"_s);
    QVERIFY(email > 0);
    QCOMPARE(cell(0, u"Email"_s), u"u1@example.com"_s);
    const auto clickHead = [&](int column) {
        QHeaderView* const head = grid()->horizontalHeader();
        grid()->scrollTo(grid()->model()->index(0, column));
        QTest::mouseClick(head->viewport(), Qt::LeftButton, {},
                          {head->sectionViewportPosition(column) + 10, head->height() / 2});
    };
    clickHead(email);
    QTRY_VERIFY(columnOf(u"Email ▴"_s) == email);
    QTRY_COMPARE(cell(9, u"Email ▴"_s), u"u10@example.com"_s); // with figures: behind u9
    clickHead(email);
    QTRY_VERIFY(columnOf(u"Email ▾"_s) == email);
    QTRY_COMPARE(cell(0, u"Email ▾"_s), u"u170@example.com"_s);
    clickHead(email);
    QTRY_VERIFY(columnOf(u"Email"_s) == email);
    // Found in any column, only these rows, next and previous.
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"U12"_s);
    QTRY_COMPARE(findState(), u"11 cells"_s);
    QTest::mouseClick(seen<QAbstractButton>(*m_window, u"cellOnly"_s), Qt::LeftButton);
    QTRY_COMPARE(grid()->model()->rowCount(), 11);
    QVERIFY(seen<QLineEdit>(*m_window, u"cellFind"_s));
    seen<QLineEdit>(*m_window, u"cellFind"_s)->setFocus();
    press(Qt::Key_Return);
    QTRY_COMPARE(grid()->currentIndex().data().toString(), u"u12@example.com"_s);
    press(Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(grid()->currentIndex().data().toString(), u"u129@example.com"_s);
    QTRY_COMPARE(findState(), u"11 of 11 cells"_s);
    test::waitUntilSettled();
    m_window->grab().save(QStringLiteral(STEVEDORE_SHOTS "/workbench-found.png"));
    // An expression that is none is told in a sentence.
    press(Qt::Key_Escape);
    QTRY_COMPARE(grid()->model()->rowCount(), refused);
    auto* const how = m_window->findChild<QComboBox*>(u"cellHow"_s);
    how->setCurrentIndex(2);
    Q_EMIT how->activated(2);
    press(Qt::Key_F, Qt::ControlModifier);
    type(u"(a"_s);
    QTRY_VERIFY(findState().contains(u"not a regular expression"_s));
    // It narrows nothing, and other rows come all the same.
    QTest::mouseClick(seen<QAbstractButton>(*m_window, u"figure%1"_s.arg(int(Fate::Added))), Qt::LeftButton);
    QTRY_COMPARE(grid()->model()->rowCount(), rowCount - refused);
    press(Qt::Key_F, Qt::ControlModifier);
    // The values of a cause, and the rows of one of them.
    press(Qt::Key_Escape);
    auto* const list = seen<QAbstractItemView>(*m_window, u"causes"_s);
    list->setFocus();
    press(Qt::Key_Home);
    while (page->cause()->field != u"Annual_Revenue"_s)
        press(Qt::Key_Down);
    QTRY_COMPARE(grid()->model()->rowCount(), 20);
    auto* const values = m_window->findChild<QPushButton*>(u"values"_s);
    QVERIFY(!values->isVisible()); // All have the same.
    QVERIFY(corrections().value(RowNumber(101), 7) == nullptr);
    corrections().change({{RowNumber(103), 7, u"one"_s}, {RowNumber(104), 7, u"one"_s}}, u"two of them"_s);
    press(Qt::Key_Down);
    press(Qt::Key_Up);
    QTRY_VERIFY(values->isVisible() && values->menu()->actions().size() == 2);
    QCOMPARE(values->menu()->actions().at(1)->text(), u"“one” · 2 rows"_s);
    values->menu()->actions().at(1)->trigger();
    QTRY_COMPARE(grid()->model()->rowCount(), 2);
    QCOMPARE(cell(0, u"Annual Revenue"_s), u"one"_s);
    // Rows that are in are shown, too, and cannot be changed.
    QTest::mouseClick(seen<QAbstractButton>(*m_window, u"figure%1"_s.arg(int(Fate::Added))), Qt::LeftButton);
    QTRY_COMPARE(grid()->model()->rowCount(), rowCount - refused);
    QVERIFY(!grid()->model()->flags(grid()->model()->index(0, 1)).testFlag(Qt::ItemIsEditable));
    test::waitUntilSettled();
    m_window->grab().save(QStringLiteral(STEVEDORE_SHOTS "/workbench-in.png"));
}

void TestWorkbench::editsManyCells()
{
    auto* const page = m_window->findChild<ResultsPage*>();
    QTRY_VERIFY(page->cause());
    const QString head = u"Last Name"_s;
    QTest::mouseClick(seen<QAbstractButton>(*m_window, u"figure%1"_s.arg(int(Fate::Refused))), Qt::LeftButton);
    QTRY_VERIFY(grid()->model()->rowCount() > 100);
    QCOMPARE(cell(0, head), QString());
    const int column = columnOf(head);
    grid()->setFocus();
    grid()->setCurrentIndex(grid()->model()->index(0, column));
    for (int i = 0; i < 3; ++i)
        press(Qt::Key_Down, Qt::ShiftModifier);
    // What is typed goes into all of the selected cells, as one step.
    type(u"Typed"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(cell(3, head), u"Typed"_s);
    QCOMPARE(cell(0, head), u"Typed"_s);
    QCOMPARE(cell(4, head), QString());
    QCOMPARE(corrections().undoStack().count(), 1);
    QCOMPARE(corrections().undoStack().undoText(), u"Put “Typed” into 4 cells"_s);
    // A block of a spreadsheet, with a line break and a tab inside of cells.
    QApplication::clipboard()->setText(u"One\t\"Two\nlines\"\r\n\"a\tb\"\tFour\r\n"_s);
    grid()->setCurrentIndex(grid()->model()->index(5, column));
    press(Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(cell(5, head), u"One"_s);
    QCOMPARE(cell(6, head), u"a\tb"_s);
    QCOMPARE(cell(5, u"Company"_s), u"Two\nlines"_s);
    QCOMPARE(cell(6, u"Company"_s), u"Four"_s);
    // Copied as it is shown, and pasted into several cells.
    press(Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QApplication::clipboard()->text(), u"One\n"_s);
    grid()->setCurrentIndex(grid()->model()->index(8, column));
    press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_V, Qt::ControlModifier);
    QTRY_COMPARE(cell(9, head), u"One"_s);
    // Filled downwards, emptied, taken back and done again.
    grid()->setCurrentIndex(grid()->model()->index(9, column));
    press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_Down, Qt::ShiftModifier);
    press(Qt::Key_D, Qt::ControlModifier);
    QTRY_COMPARE(cell(11, head), u"One"_s);
    press(Qt::Key_Delete);
    QTRY_COMPARE(cell(11, head), QString());
    press(Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(cell(11, head), u"One"_s);
    press(Qt::Key_Y, Qt::ControlModifier);
    QTRY_COMPARE(cell(11, head), QString());
    // What is wrong is said while it is typed, and the row is ready, with a question mark.
    QTest::mouseClick(seen<QAbstractButton>(*m_window, u"figure%1"_s.arg(int(Fate::Refused))), Qt::LeftButton);
    QTRY_VERIFY(page->cause());
    while (page->cause()->field != u"Email"_s) {
        auto* const list = seen<QAbstractItemView>(*m_window, u"causes"_s);
        list->setFocus();
        press(Qt::Key_Down);
    }
    QTRY_COMPARE(grid()->model()->rowCount(), 20);
    QTRY_COMPARE(cell(0, u"Email"_s), u"u41(at)example.com"_s);
    grid()->setFocus();
    grid()->setCurrentIndex(grid()->model()->index(0, columnOf(u"Email"_s)));
    type(u"still not"_s);
    auto* const editor = m_window->findChild<QLineEdit*>(u"cellEditor"_s);
    QVERIFY(editor && editor->property("wrong").toBool());
    QVERIFY(!editor->accessibleDescription().isEmpty());
    m_window->grab().save(QStringLiteral(STEVEDORE_SHOTS "/workbench-wrong.png"));
    press(Qt::Key_Return);
    QTRY_COMPARE(grid()->model()->index(0, 0).data().toString(), u"ready?"_s);
    grid()->setCurrentIndex(grid()->model()->index(1, columnOf(u"Email"_s)));
    type(u"right@example.com"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(grid()->model()->index(1, 0).data().toString(), u"ready"_s);
    // While there are question marks, there is something left to mend.
    grid()->setCurrentIndex(grid()->model()->index(0, columnOf(u"Email"_s)));
    for (int down = 1; down < 20; ++down)
        press(Qt::Key_Down, Qt::ShiftModifier);
    type(u"nor this"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(grid()->model()->index(19, 0).data().toString(), u"ready?"_s);
    test::waitUntilSettled();
    QVERIFY(page->findChild<RepairBar*>()->isVisible());
}

/// The rows of an import that adds go again as updates, after a question; their history tells both tries.
void TestWorkbench::duplicatesBecomeUpdates()
{
    // In this org the address of a contact is unique.
    std::optional<ImportId> id;
    for (const auto& [name, from] : {std::pair("Ada", 1), std::pair("Grace", 11)}) {
        QFile file(m_dir.filePath(u"contacts-%1.csv"_s.arg(from)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("First Name,Last Name,Email\n");
        for (int i = from; i < from + 40; ++i)
            file.write(QByteArray(name) + ",Name " + QByteArray::number(i) + ",u" + QByteArray::number(i) +
                       "@example.com\n");
        file.close();
        const auto made = m_bench->prepare(file.fileName(), u"Contacts"_s);
        QVERIFY(made && m_bench->start(*made) && m_bench->rest(*made));
        id = *made;
    }
    m_id = *id;
    const FateCounts fates = m_bench->snapshot(m_id).fates;
    QCOMPARE(fates.refused, 30);
    const int before = m_crm->sql(u"select count(*) from Contacts"_s).toInt();
    QTest::keyClick(m_window.get(), Qt::Key_Escape);
    QTRY_VERIFY(seen<QAbstractItemView>(*m_window, u"importsList"_s));
    QTRY_COMPARE(seen<QAbstractItemView>(*m_window, u"importsList"_s)->model()->rowCount(), 3);
    QVERIFY(results());
    QTRY_COMPARE(grid()->model()->rowCount(), 30);
    auto* const button = seen<QPushButton>(*m_window, u"updateExisting"_s);
    QVERIFY(button);
    QVERIFY2(button->text().contains(u"30 records with the same Email"), qPrintable(button->text()));
    test::waitUntilSettled();
    m_window->grab().save(QStringLiteral(STEVEDORE_SHOTS "/workbench-duplicates.png"));
    m_prompts.yes = false;
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY2(m_prompts.lastQuestion.contains(u"costs 3 credits"), qPrintable(m_prompts.lastQuestion));
    QCOMPARE(m_bench->snapshot(m_id).round, 1);
    m_prompts.yes = true;
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->snapshot(m_id).fates.updated, 30, 30'000);
    QCOMPARE(m_crm->sql(u"select count(*) from Contacts"_s).toInt(), before);
    QCOMPARE(m_crm->sql(u"select count(*) from Contacts where First_Name = 'Grace'"_s).toInt(), 40);
    // Its history: as it was refused, and as it was updated.
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    QTRY_VERIFY(seen<QAbstractButton>(*m_window, u"figure%1"_s.arg(int(Fate::Updated))));
    QTest::mouseClick(seen<QAbstractButton>(*m_window, u"figure%1"_s.arg(int(Fate::Updated))), Qt::LeftButton);
    QTRY_VERIFY(grid() && grid()->model()->rowCount() == 30);
    const auto told = [this] {
        const auto* const label = seen<QLabel>(*m_window, u"rowHistory"_s);
        return label ? label->text() : QString();
    };
    QTRY_VERIFY(told().contains(u"round 2") && told().contains(u"Email “u11@example.com”"));
    const QString history = told();
    QVERIFY2(history.contains(u"round 1") && history.contains(u"DUPLICATE_DATA") && history.contains(u"round 2") &&
                 history.contains(u"updated, record "),
             qPrintable(history));
    test::waitUntilSettled();
    m_window->grab().save(QStringLiteral(STEVEDORE_SHOTS "/workbench-history.png"));
}

QTEST_MAIN(TestWorkbench)
#include "tst_ui_workbench.moc"

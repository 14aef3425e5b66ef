// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "crm/tokenstore.h"
#include "mainwindow.h"
#include "support/settled.h"
#include "support/watchdog.h"
#include "ui/journeyhelp.h"
#include "widgets/theme.h"
#include "window/importsession.h"

#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using test::seen;

/// The whole way by clicks and keys, with the real engine and the real local CRM: open, map, check, send, mend, send
/// again, all in. STEVEDORE_JOURNEY_ROWS sets the size of the file.
class TestJourney final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void opensTheFile();
    void mapsTheColumns();
    void checksEveryRow();
    void sends();
    void mendsTheRefusedRows();
    void sendsThemAgain();
    void theCrmHasEachRowOnce();
    void theWindowNeverStalled();

private:
    QPushButton* primary() const { return seen<QPushButton>(*m_window, u"primary"_s); }
    ImportSnapshot snapshot() const { return m_window->session().snapshot().value_or(ImportSnapshot{}); }
    void shoot(const QString& name);
    bool chooseCause(const QString& field, const QString& code);
    void editDates();
    void note(const char* what);

    QTemporaryDir m_folder;
    qint64 m_rows = 200'000;
    SystemClock m_clock;
    MemoryTokenStore m_tokens;
    test::AnsweringPrompts m_prompts;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LocalCrm> m_crm;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<test::Watchdog> m_watchdog;
    qint64 m_refused = 0;
    QString m_pictures;
    std::chrono::milliseconds m_busiest{0};
};

void TestJourney::initTestCase()
{
    if (const int rows = qEnvironmentVariableIntValue("STEVEDORE_JOURNEY_ROWS"); rows > 0)
        m_rows = rows;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_pictures = qEnvironmentVariable("STEVEDORE_PICTURES", QStringLiteral(STEVEDORE_SHOTS));
    QVERIFY(QDir().mkpath(m_pictures));
    m_theme = std::make_unique<Theme>(*qApp);
    m_crm = std::make_unique<LocalCrm>(QStringLiteral(STEVEDORE_SANDBOX), m_folder.filePath(u"crm"_s));
    const auto connection = test::startWithSample(*m_crm, m_folder.filePath(u"legacy-contacts.csv"_s), m_rows);
    QVERIFY(connection);
    m_prompts.file = m_folder.filePath(u"legacy-contacts.csv"_s);

    m_engine = std::make_unique<Engine>(m_folder.filePath(u"home"_s), m_clock, m_tokens);
    QVERIFY(m_engine->open());
    m_window = std::make_unique<MainWindow>(*m_engine, m_prompts, *m_theme, QStringLiteral(STEVEDORE_SANDBOX));
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    shoot(u"0-home"_s);
    m_window->connectWith(*connection);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->connection().state, ConnectionStatus::State::Ready, 20'000);
    m_watchdog = std::make_unique<test::Watchdog>();
}

void TestJourney::cleanupTestCase()
{
    m_watchdog.reset();
    m_window.reset();
    m_engine.reset();
    m_crm.reset();
}

/// Taking a picture paints the whole window once more, which no user does; its time does not count.
void TestJourney::shoot(const QString& name)
{
    test::waitUntilSettled();
    if (m_watchdog)
        note("before a picture");
    m_window->grab().save(u"%1/journey-%2.png"_s.arg(m_pictures, name));
    if (m_watchdog) {
        test::waitUntilSettled();
        m_watchdog->reset();
    }
}

void TestJourney::note(const char* what)
{
    const auto busy = m_watchdog->busiestGap();
    qInfo("%s %s: longest gap %lld ms, of which the window itself worked %lld ms", QTest::currentTestFunction(), what,
          static_cast<long long>(m_watchdog->longestGap().count()), static_cast<long long>(busy.count()));
    m_busiest = std::max(m_busiest, busy);
    m_watchdog->reset();
}

void TestJourney::opensTheFile()
{
    QTest::keyClick(m_window.get(), Qt::Key_O, Qt::ControlModifier);
    QCOMPARE(m_prompts.asked, 1);
    QTRY_COMPARE_WITH_TIMEOUT(m_window->session().rows(), m_rows, 60'000);
    QTRY_VERIFY_WITH_TIMEOUT(!m_window->session().loader().profiles().empty(), 60'000);
    auto* grid = seen<QAbstractItemView>(*m_window, u"sourceGrid"_s);
    QVERIFY(grid);
    QTRY_VERIFY(grid->model()->index(0, 0).data().toString() != u"…"_s);
    QTest::keyClick(grid, Qt::Key_End, Qt::ControlModifier);
    QTRY_VERIFY(grid->currentIndex().data().toString() != u"…"_s);
    QCOMPARE(grid->model()->headerData(grid->currentIndex().row(), Qt::Vertical).toString(), grouped(m_rows));
    QTest::keyClick(grid, Qt::Key_Home, Qt::ControlModifier);
    shoot(u"1-file"_s);
    QVERIFY(primary() && primary()->isEnabled());
}

void TestJourney::mapsTheColumns()
{
    QTest::mouseClick(primary(), Qt::LeftButton);
    auto* grid = seen<QAbstractItemView>(*m_window, u"mappingGrid"_s);
    QTRY_VERIFY((grid = seen<QAbstractItemView>(*m_window, u"mappingGrid"_s)));
    QTRY_VERIFY(primary()->isEnabled());
    shoot(u"2-mapping"_s);
    const Mapping mapping = m_window->session().mapping();
    for (const QString& field : {u"Last_Name"_s, u"Email"_s, u"Legacy_ID"_s, u"Date_of_Birth"_s})
        QVERIFY2(mapping.columnFor(field), qPrintable(field));
    // An edit is a step that is taken back and done again.
    Mapping other = mapping;
    other.columns.front().field.clear();
    other.columns.front().match = MatchKind::None;
    m_window->session().setMapping(other);
    QVERIFY(m_window->session().corrections().undoStack().undoText().contains(other.columns.front().header));
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_window->session().mapping(), mapping);
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_window->session().mapping(), other);
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_window->session().mapping(), mapping);
}

void TestJourney::checksEveryRow()
{
    QTest::mouseClick(primary(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->session().report() != nullptr, 60'000);
    QTRY_VERIFY(!m_window->session().isChecking());
    const auto report = m_window->session().report();
    QCOMPARE(report->rows.value, m_rows);
    QVERIFY(report->rowsWithErrors.value > 0);
    m_refused = report->rowsWithErrors.value;
    QTest::keyClick(m_window.get(), Qt::Key_F8);
    shoot(u"3-check"_s);
    QVERIFY(primary()->isEnabled());
    QVERIFY(primary()->text().contains(grouped(m_rows)));
}

void TestJourney::sends()
{
    QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(snapshot().record.state, ImportState::Running);
    QTRY_VERIFY_WITH_TIMEOUT(snapshot().fates.settled() > 0, 300'000);
    shoot(u"4-jobs"_s);
    QTRY_COMPARE_WITH_TIMEOUT(snapshot().record.state, ImportState::Finished, 600'000);
    shoot(u"4-jobs-done"_s);
    // What the check foretold is what the CRM refused.
    QCOMPARE(snapshot().fates.refused, m_refused);
    QCOMPARE(snapshot().fates.added, m_rows - m_refused);
}

bool TestJourney::chooseCause(const QString& field, const QString& code)
{
    auto* list = seen<QAbstractItemView>(*m_window, u"causes"_s);
    for (int row = 0; list && row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data().toString() == field && index.data(Qt::ToolTipRole).toString() == code) {
            test::clickRow(list, row);
            auto* grid = seen<QAbstractItemView>(*m_window, u"resultsGrid"_s);
            const QString rows = index.data(Qt::AccessibleTextRole).toString().section(u", "_s, -1);
            // The grid shows this cause's rows, and they are loaded.
            return grid && QTest::qWaitFor([&] {
                       const QAbstractItemModel* model = grid->model();
                       return rows == grouped(model->rowCount()) + u" rows"_s &&
                              model->index(0, 2).data().toString() != u"…"_s;
                   });
        }
    }
    return false;
}

void TestJourney::editDates()
{
    auto* grid = seen<QAbstractItemView>(*m_window, u"resultsGrid"_s);
    const int rows = grid->model()->rowCount();
    grid->setFocus();
    for (int i = 0; i < rows; ++i) {
        QTest::keyClick(grid, Qt::Key_F2);
        auto* editor = seen<QLineEdit>(*m_window, u"cellEditor"_s);
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClicks(editor, u"28/02/1970"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_VERIFY(!seen<QLineEdit>(*m_window, u"cellEditor"_s));
        QTest::keyClick(m_window.get(), Qt::Key_F8);
    }
}

void TestJourney::mendsTheRefusedRows()
{
    QTest::mouseClick(primary(), Qt::LeftButton);
    QTRY_VERIFY(seen<QAbstractItemView>(*m_window, u"causes"_s));
    auto* list = seen<QAbstractItemView>(*m_window, u"causes"_s);
    QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() >= 4, 10'000);
    shoot(u"5-results"_s);
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        qInfo() << index.data().toString() << index.data(Qt::ToolTipRole).toString()
                << index.data(Qt::AccessibleTextRole).toString();
    }

    QVERIFY(chooseCause(u"Email"_s, u"INVALID_DATA"_s));
    QTRY_VERIFY(seen<QPushButton>(*m_window, u"repair1"_s));
    auto* replace = seen<QPushButton>(*m_window, u"repair1"_s);
    QVERIFY2(replace->text().contains(u"(at)"_s), qPrintable(replace->text()));
    qint64 ready = seen<QAbstractItemView>(*m_window, u"resultsGrid"_s)->model()->rowCount();
    QTest::mouseClick(replace, Qt::LeftButton);
    QTRY_COMPARE(primary()->text(), tr("Send %1 again").arg(grouped(ready)));
    shoot(u"6-mended"_s);

    QVERIFY(chooseCause(u"Email"_s, u"DUPLICATE_DATA"_s));
    QTRY_VERIFY(seen<QPushButton>(*m_window, u"repair1"_s));
    QVERIFY2(seen<QPushButton>(*m_window, u"repair1"_s)->text().startsWith(u"Empty"),
             qPrintable(seen<QPushButton>(*m_window, u"repair1"_s)->text()));
    ready += seen<QAbstractItemView>(*m_window, u"resultsGrid"_s)->model()->rowCount();
    QTest::mouseClick(seen<QPushButton>(*m_window, u"repair1"_s), Qt::LeftButton);
    QTRY_COMPARE(primary()->text(), tr("Send %1 again").arg(grouped(ready)));

    QVERIFY(chooseCause(u"Last Name"_s, u"MANDATORY_NOT_FOUND"_s));
    QTRY_VERIFY(seen<QLineEdit>(*m_window, u"repairTo"_s));
    auto* fill = seen<QLineEdit>(*m_window, u"repairTo"_s);
    QTest::keyClicks(fill, u"Unknown"_s);
    ready += seen<QAbstractItemView>(*m_window, u"resultsGrid"_s)->model()->rowCount();
    QTest::keyClick(fill, Qt::Key_Return);
    QTRY_COMPARE(primary()->text(), tr("Send %1 again").arg(grouped(ready)));

    QVERIFY(chooseCause(u"Date of Birth"_s, u"INVALID_DATA"_s));
    editDates();
    QTRY_COMPARE_WITH_TIMEOUT(primary()->text(), tr("Send %1 again").arg(grouped(m_refused)), 10'000);
    shoot(u"7-ready"_s);
}

void TestJourney::sendsThemAgain()
{
    QTest::mouseClick(primary(), Qt::LeftButton);
    QTRY_VERIFY(snapshot().round == 2);
    QTRY_COMPARE_WITH_TIMEOUT(snapshot().record.state, ImportState::Finished, 300'000);
    QCOMPARE(snapshot().fates.in(), m_rows);
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    shoot(u"8-jobs"_s);
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    shoot(u"9-done"_s);
}

void TestJourney::theCrmHasEachRowOnce()
{
    QSqlDatabase crm = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"crm"_s);
    crm.setDatabaseName(m_folder.filePath(u"crm/crm.sqlite"_s));
    crm.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
    QVERIFY2(crm.open(), qPrintable(crm.lastError().text()));
    QSqlQuery query(u"select count(*), count(distinct Legacy_ID) from Contacts"_s, crm);
    QVERIFY2(query.next(), qPrintable(query.lastError().text()));
    QCOMPARE(query.value(0).toLongLong(), m_rows);
    // The sample has a few rows that end before their last cell, which is the Legacy ID.
    qint64 without = 0;
    for (const StructureFinding& finding : m_window->session().loader().file()->summary().findings)
        without += finding.issue == StructureFinding::Issue::TooFewCells ? finding.count.value : 0;
    QCOMPARE(query.value(1).toLongLong(), m_rows - without);
}

void TestJourney::theWindowNeverStalled()
{
    note("at the end");
    qInfo("longest work of the event loop at a stretch: %lld ms with %lld rows",
          static_cast<long long>(m_busiest.count()), static_cast<long long>(m_rows));
#ifdef NDEBUG
    QCOMPARE_LT(m_busiest.count(), 100);
#endif
}

QTEST_MAIN(TestJourney)
#include "tst_ui_journey.moc"

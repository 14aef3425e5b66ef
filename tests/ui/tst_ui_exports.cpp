// SPDX-License-Identifier: GPL-3.0-or-later
// Exporting in the real window against the local CRM, changing cells, and sending them back.
#include "mainwindow.h"
#include "support/importbench.h"
#include "support/settled.h"
#include "transfer/export/exports.h"
#include "ui/journeyhelp.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
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

constexpr int contacts = 300;
constexpr int edited = 40;

QString contactsFile(const QTemporaryDir& dir)
{
    QByteArray text = "First Name,Last Name,Email,Mailing City,Description\r\n";
    for (int i = 1; i <= contacts; ++i) {
        const QByteArray n = QByteArray::number(i);
        const QByteArray city = i % 3 == 0 ? "Bonn" : i % 3 == 1 ? "Berlin" : "Paris";
        text += "Ada,Name " + n + ",user" + n + "@example.com," + city + ",\"Line one,\r\nline two of " + n + "\"\r\n";
    }
    const QString path = dir.filePath(u"contacts.csv"_s);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
}

/// Every contact in one line.
QStringList contents(const SandboxProcess& crm)
{
    return crm
        .sql(
            u"select group_concat(line, char(30)) from (select id || '|' || First_Name || '|' || Last_Name || '|' || "
            u"Email "
            "|| '|' || coalesce(Mailing_City, '') || '|' || coalesce(Description, '') as line from Contacts order by id)"_s)
        .toString()
        .split(QChar(30));
}

} // namespace

class TestUiExports final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void fortyCellsComeBack();

private:
    QPushButton* primary() const { return seen<QPushButton>(*m_window, u"primary"_s); }
    void shoot(const QString& name) const
    {
        test::waitUntilSettled();
        m_window->grab().save(QStringLiteral(STEVEDORE_SHOTS "/exports-%1.png").arg(name));
    }
    void askForExport(const QString& condition);

    std::unique_ptr<MainWindow> m_window;
};

void TestUiExports::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QVERIFY(QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS)));
}

void TestUiExports::askForExport(const QString& condition)
{
    QTRY_VERIFY(seen<QComboBox>(*m_window, u"module"_s));
    auto* const module = seen<QComboBox>(*m_window, u"module"_s);
    QTRY_VERIFY(module->count() > 0);
    module->setFocus();
    module->lineEdit()->selectAll();
    QTest::keyClicks(module->lineEdit(), u"Contacts"_s);
    QTest::keyClick(module->lineEdit(), Qt::Key_Return);
    auto* const text = seen<QPlainTextEdit>(*m_window, u"conditionText"_s);
    QVERIFY(text);
    text->setFocus();
    text->insertPlainText(condition);
    QTRY_VERIFY2(primary() && primary()->isEnabled(), "the form is ready");
}

void TestUiExports::fortyCellsComeBack()
{
    Theme theme(*qApp);
    SandboxProcess crm({u"--read-page-size"_s, u"80"_s});
    ImportBench bench(crm);
    const QTemporaryDir dir;
    test::AnsweringPrompts prompts;
    m_window = std::make_unique<MainWindow>(*bench.engine, prompts, theme, QString());
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QVERIFY(bench.connect());
    const auto import = bench.prepare(contactsFile(dir), u"Contacts"_s);
    QVERIFY(import && bench.start(*import) && bench.rest(*import));
    const QStringList before = contents(crm);
    QCOMPARE(before.size(), contacts);

    QTest::mouseClick(seen<QWidget>(*m_window, u"railExports"_s), Qt::LeftButton);
    shoot(u"empty"_s);
    QTest::mouseClick(seen<QWidget>(*m_window, u"newExport"_s), Qt::LeftButton);
    askForExport(u"Last_Name starts with \"Name\" and (Mailing_City = \"Bonn\" or Mailing_City = \"Berlin\")"_s);
    shoot(u"form"_s);
    prompts.saved = dir.filePath(u"contacts-of-two-cities.csv"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    auto& exports = bench.engine->exports();
    QTRY_COMPARE(exports.list().size(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(!exports.list().first().driving, 30'000);
    QCOMPARE(exports.list().first().record.failure, QString());
    QCOMPARE(exports.list().first().record.state, ExportState::Finished);
    QCOMPARE(exports.list().first().record.records, 200);
    QCOMPARE(exports.list().first().pages.size(), 3);
    QTRY_VERIFY(seen<QTableView>(*m_window, u"exportGrid"_s));
    auto* const grid = seen<QTableView>(*m_window, u"exportGrid"_s);
    QTRY_COMPARE(grid->model()->rowCount(), 200);
    int city = -1;
    for (int column = 0; column < grid->model()->columnCount(); ++column)
        if (grid->model()->headerData(column, Qt::Horizontal).toString() == u"Mailing_City"_s)
            city = column;
    QVERIFY(city >= 0);
    QTRY_VERIFY(grid->model()->index(0, city).data().toString() != u"…"_s);
    shoot(u"done"_s);

    // Cells of two columns: what is not changed in a row must not be written.
    const int firstName = [grid] {
        for (int column = 0; column < grid->model()->columnCount(); ++column)
            if (grid->model()->headerData(column, Qt::Horizontal).toString() == u"First_Name"_s)
                return column;
        return -1;
    }();
    QVERIFY(firstName >= 0);
    grid->setFocus();
    grid->setCurrentIndex(grid->model()->index(0, city));
    for (int i = 0; i < edited; ++i) {
        QTest::keyClick(grid->focusWidget() ? grid->focusWidget() : grid, Qt::Key_F2);
        QTRY_VERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()));
        QWidget* const editor = QApplication::focusWidget();
        qobject_cast<QLineEdit*>(editor)->selectAll();
        QTest::keyClicks(editor, i < edited / 2 ? u"Hamburg"_s : u"Grace"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        grid->setCurrentIndex(grid->model()->index(i + 1, i + 1 < edited / 2 ? city : firstName));
        grid->setFocus();
    }
    QTRY_VERIFY(primary() && primary()->text().contains(u"40"_s));
    // Undo and redo, as sentences.
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(primary()->text().contains(u"39"_s));
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(primary()->text().contains(u"40"_s));
    shoot(u"edited"_s);
    // What was changed is kept without being sent, and is no import of its own in the list.
    QCOMPARE(bench.engine->imports().size(), 2);
    QTest::mouseClick(seen<QWidget>(*m_window, u"railImports"_s), Qt::LeftButton);
    QTRY_COMPARE(seen<QAbstractItemView>(*m_window, u"importsList"_s)->model()->rowCount(), 1);
    QTest::mouseClick(seen<QWidget>(*m_window, u"railExports"_s), Qt::LeftButton);
    QTest::mouseClick(seen<QWidget>(*m_window, u"allExports"_s), Qt::LeftButton);
    QTRY_VERIFY(seen<QAbstractItemView>(*m_window, u"exportsList"_s));
    shoot(u"list"_s);
    QTest::keyClick(seen<QWidget>(*m_window, u"exportsList"_s), Qt::Key_Down);
    QTest::keyClick(seen<QWidget>(*m_window, u"exportsList"_s), Qt::Key_Return);
    QTRY_VERIFY(seen<QTableView>(*m_window, u"exportGrid"_s));
    QTRY_VERIFY(primary() && primary()->text().contains(u"40"_s) && primary()->isEnabled());

    QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    shoot(u"sent"_s);
    QTRY_VERIFY_WITH_TIMEOUT(seen<QTableView>(*m_window, u"exportGrid"_s) == nullptr, 10'000);
    // Somebody else changes cells of records that are edited here, but other ones.
    const QString id = grid->model()->index(0, 0).data().toString();
    QVERIFY(crm.sql(u"update Contacts set Description = 'By hand' where id = %1 returning id"_s.arg(id)).isValid());
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(primary() && primary()->text().contains(u"40"_s) && primary()->isEnabled(), 20'000);
    shoot(u"check"_s);
    QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(bench.engine->imports().size(), 2);
    const ImportId back = bench.engine->imports().first().record.id;
    QTRY_VERIFY_WITH_TIMEOUT(bench.snapshot(back).record.state == ImportState::Finished, 30'000);
    QCOMPARE(bench.snapshot(back).fates.updated, edited);

    const QStringList after = contents(crm);
    QCOMPARE(after.size(), contacts);
    int changed = 0;
    for (int i = 0; i < contacts; ++i) {
        if (after[i] == before[i])
            continue;
        ++changed;
        QStringList wanted = before[i].split(u'|');
        if (after[i].contains(u"|Grace|"_s))
            wanted[1] = u"Grace"_s;
        else
            wanted[4] = u"Hamburg"_s;
        if (wanted[0] == id)
            wanted[5] = u"By hand"_s;
        QCOMPARE(after[i].split(u'|'), wanted);
    }
    QCOMPARE(changed, edited);
}

QTEST_MAIN(TestUiExports)
#include "tst_ui_exports.moc"

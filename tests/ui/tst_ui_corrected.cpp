// SPDX-License-Identifier: GPL-3.0-or-later
// Refused rows are saved, corrected elsewhere and dropped on the real window, against the local CRM.
#include "mainwindow.h"
#include "support/importbench.h"
#include "support/settled.h"
#include "ui/journeyhelp.h"
#include "widgets/theme.h"
#include "window/importsession.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using test::ImportBench;
using test::SandboxProcess;
using test::seen;

namespace {

constexpr int refused = 3;

/// Contacts with zeros in front of their postal codes; the first three have no e-mail address that the CRM takes.
QByteArray contacts()
{
    QByteArray text = "First Name,Last Name,Email,Mailing Zip\r\n";
    for (int i = 1; i <= 12; ++i) {
        const QByteArray n = QByteArray::number(i);
        text += "Zoë,Name " + n + ",user" + n + (i <= refused ? "(at)" : "@") + "example.com,00" + n + "\r\n";
    }
    return text;
}

bool write(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void drop(MainWindow& window, const QString& path)
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(600, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QDropEvent event(QPointF(600, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
}

} // namespace

class TestUiCorrected final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS))); }
    void correctedFileIsDropped();
    void dialogLeavesByDefault_data();
    void dialogLeavesByDefault();
};

void TestUiCorrected::correctedFileIsDropped()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const QString shots = QStringLiteral(STEVEDORE_SHOTS "/corrected-%1.png");
    Theme theme(*qApp);
    SandboxProcess crm;
    ImportBench bench(crm);
    const QTemporaryDir dir;
    test::AnsweringPrompts prompts;
    MainWindow window(*bench.engine, prompts, theme, {});
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(bench.connect());
    const QString source = dir.filePath(u"contacts.csv"_s);
    QVERIFY(write(source, contacts()));
    const auto id = bench.prepare(source, u"Contacts"_s);
    QVERIFY(id && bench.start(*id) && bench.rest(*id));
    QCOMPARE(bench.snapshot(*id).fates.refused, refused);
    QTRY_VERIFY(seen<QAbstractItemView>(window, u"importsList"_s));
    QTRY_COMPARE(seen<QAbstractItemView>(window, u"importsList"_s)->model()->rowCount(), 1);
    test::clickRow(seen<QAbstractItemView>(window, u"importsList"_s), 0);
    QTRY_VERIFY(seen<QPushButton>(window, u"showLog"_s));
    test::waitUntilSettled();
    QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
    QTRY_VERIFY(seen<QPushButton>(window, u"saveRefused"_s));
    test::waitUntilSettled();

    prompts.saved = dir.filePath(u"refused.csv"_s);
    QTest::mouseClick(seen<QPushButton>(window, u"saveRefused"_s), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(prompts.saved));
    const QByteArray written = contentOf(prompts.saved);
    QCOMPARE(written.count("(at)"), refused);

    // As a spreadsheet saves it: the zeros are gone, and the third row was deleted.
    QByteArray corrected = written;
    corrected.replace("(at)", "@").replace(",001", ",1").replace(",002", ",2");
    corrected.truncate(corrected.indexOf("\r\n3,") + 2);
    const QString path = dir.filePath(u"corrected.csv"_s);
    QVERIFY(write(path, corrected));
    QUndoStack& undo = window.session().corrections().undoStack();
    const Fixes& fixes = window.session().corrections().fixes();
    const int email = 2;
    const int zip = 3;

    prompts.yes = false;
    prompts.asked = 0;
    drop(window, path);
    QTRY_COMPARE(undo.count(), 1);
    QCOMPARE(prompts.asked, 1);
    QCOMPARE(undo.undoText(), u"Took 2 corrections from corrected.csv"_s);
    QCOMPARE(prompts.lastTable.rows.size(), 2);
    QCOMPARE(prompts.lastTable.rows[0].first(4), (QStringList{u"1"_s, u"Mailing Zip"_s, u"001"_s, u"1"_s}));
    QVERIFY2(prompts.lastTable.detail.contains(u"1 refused rows are not in the file"_s),
             qPrintable(prompts.lastTable.detail));
    QVERIFY(fixes.value(RowNumber(1), email) && *fixes.value(RowNumber(1), email) == u"user1@example.com"_s);
    QVERIFY(!fixes.value(RowNumber(1), zip) && !fixes.value(RowNumber(3), email));
    QTRY_VERIFY(seen<QPushButton>(window, u"primary"_s)->text() == u"Send 2 again"_s);
    test::waitUntilSettled();
    window.grab().save(shots.arg(u"taken"_s));
    window.resize(window.minimumSize());
    test::waitUntilSettled();
    window.grab().save(shots.arg(u"narrow"_s));

    // One step back, all of it.
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(!fixes.value(RowNumber(1), email) && !fixes.value(RowNumber(2), email));

    // Through the button, and the damage as well.
    prompts.yes = true;
    prompts.file = path;
    QTest::mouseClick(seen<QPushButton>(window, u"openCorrected"_s), Qt::LeftButton);
    QTRY_COMPARE(undo.undoText(), u"Took 4 corrections from corrected.csv"_s);
    QVERIFY(fixes.value(RowNumber(2), zip) && *fixes.value(RowNumber(2), zip) == u"2"_s);
    QTest::keyClick(&window, Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(!fixes.value(RowNumber(2), zip));

    // Nothing damaged, nothing asked; it goes to the CRM.
    QVERIFY(write(path, QByteArray(written).replace("(at)", "@")));
    prompts.asked = 0;
    drop(window, path);
    QTRY_COMPARE(undo.undoText(), u"Took 3 corrections from corrected.csv"_s);
    QCOMPARE(prompts.asked, 0);
    QTRY_VERIFY(seen<QPushButton>(window, u"primary"_s)->text() == u"Send 3 again"_s);
    QTest::mouseClick(seen<QPushButton>(window, u"primary"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(bench.snapshot(*id).fates.added, 12, 60'000);
    QCOMPARE(crm.sql(u"select Mailing_Zip || Email from Contacts where Last_Name = 'Name 3'"_s).toString(),
             u"003user3@example.com"_s);

    // With nothing to correct, the same file is only a table like others.
    QVERIFY(bench.rest(*id));
    drop(window, path);
    QTRY_COMPARE(window.session().path(), path);
}

void TestUiCorrected::dialogLeavesByDefault_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("taken");
    QTest::newRow("Return") << QString() << false;
    QTest::newRow("leave") << u"leaveIt"_s << false;
    QTest::newRow("take") << u"doIt"_s << true;
}

void TestUiCorrected::dialogLeavesByDefault()
{
    QFETCH(QString, button);
    QFETCH(bool, taken);
    Theme theme(*qApp);
    DialogPrompts prompts;
    TableQuestion question{
        u"2 cells seem to have been damaged, not corrected."_s,
        u"They keep the values they had, unless you take what the file has."_s,
        {u"Row"_s, u"Column"_s, u"It was"_s, u"The file has"_s, u"What happened"_s},
        {{u"12"_s, u"Account Id"_s, u"4876876000000540123"_s, u"4.87688E+18"_s, u"the number was rounded"_s},
         {u"13"_s, u"Zip"_s, u"00712"_s, u"712"_s, u"the zeros or the plus in front are gone"_s}},
        u"Take them all the same"_s,
        u"Leave these as they were"_s};
    QWidget window;
    window.show();
    bool shown = false;
    QTimer::singleShot(0, &window, [&] {
        auto* dialog = window.findChild<QDialog*>(u"tableQuestion"_s);
        shown = dialog && dialog->findChild<QTableWidget*>()->rowCount() == 2;
        test::waitUntilSettled();
        dialog->grab().save(QStringLiteral(STEVEDORE_SHOTS "/corrected-dialog.png"));
        if (button.isEmpty())
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
        else
            QTest::mouseClick(dialog->findChild<QPushButton*>(button), Qt::LeftButton);
    });
    QCOMPARE(prompts.confirmTable(&window, question), taken);
    QVERIFY(shown);
}

QTEST_MAIN(TestUiCorrected)
#include "tst_ui_corrected.moc"

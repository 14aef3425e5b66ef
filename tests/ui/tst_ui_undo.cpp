// SPDX-License-Identifier: GPL-3.0-or-later
// Undoing an upsert in the real window, against the local CRM.
#include "base/language.h"
#include "mainwindow.h"
#include "support/importbench.h"
#include "support/settled.h"
#include "ui/journeyhelp.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QPushButton>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using test::ImportBench;
using test::SandboxProcess;
using test::seen;

namespace {

QString csvFile(const QTemporaryDir& dir, const QString& name, int from, int count, const QByteArray& city)
{
    QByteArray text = "First Name,Last Name,Email,Mailing City\r\n";
    for (int i = from; i < from + count; ++i) {
        const QByteArray n = QByteArray::number(i);
        text += "Ada,Name " + n + ",user" + n + "@example.com," + city + "\r\n";
    }
    const QString path = dir.filePath(name);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
}

QString contents(const SandboxProcess& crm)
{
    return crm
        .sql(u"select group_concat(line, char(10)) from (select id || Last_Name || Email || coalesce(Mailing_City, '') "
             "as line from Contacts order by id)"_s)
        .toString();
}

} // namespace

class TestUiUndo final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void upsertIsUndone();
};

void TestUiUndo::upsertIsUndone()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    installLanguage(*qApp);
    QVERIFY(QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS)));
    const QString shots = QStringLiteral(STEVEDORE_SHOTS "/undo-%1.png");
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
    const auto first = bench.prepare(csvFile(dir, u"old.csv"_s, 1, 60, "Bonn"), u"Contacts"_s);
    QVERIFY(first && bench.start(*first) && bench.rest(*first));
    const QString before = contents(crm);
    const auto second =
        bench.prepare(csvFile(dir, u"new.csv"_s, 31, 60, "Berlin"), u"Contacts"_s, Operation::Upsert, u"Email"_s);
    QVERIFY(second && bench.engine->setKeepBefore(*second, true) && bench.start(*second) && bench.rest(*second));
    QCOMPARE(bench.snapshot(*second).fates.updated, 30);
    QVERIFY(crm.sql(u"update Contacts set Modified_By = 1, Mailing_City = 'By hand' where Email = 'user40@example.com' "
                    "returning id"_s)
                .isValid());

    QTRY_VERIFY(seen<QAbstractItemView>(window, u"importsList"_s));
    auto* list = seen<QAbstractItemView>(window, u"importsList"_s);
    QTRY_COMPARE(list->model()->rowCount(), 2);
    test::clickRow(list, 0);
    QTRY_VERIFY(seen<QPushButton>(window, u"showLog"_s));
    test::waitUntilSettled();
    QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
    QTRY_VERIFY(seen<QPushButton>(window, u"undoImport"_s));
    test::waitUntilSettled();
    window.grab().save(shots.arg(u"results"_s));

    for (const char* const kind : {"html", "pdf"}) {
        prompts.saved = dir.filePath(u"report."_s + QLatin1String(kind));
        QTest::mouseClick(seen<QPushButton>(window, u"saveReport"_s), Qt::LeftButton);
        QFile report(prompts.saved);
        QVERIFY(report.open(QIODevice::ReadOnly));
        QVERIFY(report.readAll().contains(qstrcmp(kind, "pdf") == 0 ? "%PDF-1" : "new.csv into Contacts"));
    }

    // Nothing happens when the question is denied.
    prompts.asked = 0;
    prompts.yes = false;
    prompts.tablePicture = shots.arg(u"changed"_s);
    QTest::mouseClick(seen<QPushButton>(window, u"undoImport"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(prompts.asked, 2, 30'000);
    QVERIFY2(prompts.lastQuestion.contains(u"30 contacts that the import created are deleted"),
             qPrintable(prompts.lastQuestion));
    QVERIFY2(prompts.lastQuestion.contains(u"29 contacts get back"), qPrintable(prompts.lastQuestion));
    QVERIFY2(prompts.lastQuestion.contains(u"1 of the contacts was changed by somebody"),
             qPrintable(prompts.lastQuestion));
    // Which one it is, and who did it.
    QCOMPARE(prompts.lastTable.rows.size(), 1);
    QCOMPARE(prompts.lastTable.rows[0].value(0), u"10"_s);
    QCOMPARE(prompts.lastTable.rows[0].value(2), u"updated"_s);
    QVERIFY2(!prompts.lastTable.rows[0].value(3).isEmpty() && prompts.lastTable.rows[0].value(4) == u"user 1"_s,
             qPrintable(prompts.lastTable.rows[0].join(u'|')));
    QCOMPARE(bench.engine->imports().size(), 2);
    QTRY_VERIFY(seen<QPushButton>(window, u"undoImport"_s)->isEnabled());

    prompts.yes = true;
    prompts.tablePicture.clear();
    QTest::mouseClick(seen<QPushButton>(window, u"undoImport"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(bench.engine->imports().size(), 3, 30'000);
    QVERIFY2(prompts.lastQuestion.contains(u"30 contacts get back") && !prompts.lastQuestion.contains(u"left alone"),
             qPrintable(prompts.lastQuestion));
    const ImportId undo = bench.engine->imports().first().record.id;
    QVERIFY(bench.rest(undo));
    QTRY_VERIFY(seen<QPushButton>(window, u"showLog"_s));
    QCOMPARE(bench.snapshot(undo).fates.deleted, 30);
    QCOMPARE(bench.snapshot(undo).fates.updated, 30);
    QCOMPARE(contents(crm), before);
    test::waitUntilSettled();
    window.grab().save(shots.arg(u"jobs"_s));
    QTest::keyClick(&window, Qt::Key_5, Qt::ControlModifier);
    test::waitUntilSettled();
    window.grab().save(shots.arg(u"done"_s));
    // An undo offers none.
    QVERIFY(!seen<QPushButton>(window, u"undoImport"_s));
}

QTEST_MAIN(TestUiUndo)
#include "tst_ui_undo.moc"

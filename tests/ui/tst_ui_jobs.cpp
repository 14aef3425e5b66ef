// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"
#include "support/importbench.h"
#include "support/settled.h"
#include "ui/inventeddata.h"
#include "ui/journeyhelp.h"
#include "widgets/theme.h"
#include "window/doubtanswers.h"
#include "window/importsession.h"
#include "window/partingwords.h"

#include <QApplication>
#include <QDir>
#include <QLayout>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using test::ImportBench;
using test::SandboxProcess;
using test::seen;

namespace {

const QString writePath = u"/crm/bulk/v8/write"_s;

QList<Connection> saved()
{
    Connection one;
    one.name = u"example"_s;
    return {one};
}

} // namespace

/// What an import tells and asks outside of its page: doubt that is answered, news, and closing the window on it.
class TestUiJobs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void newsAreForWhoLooksElsewhere();
    void closingSaysWhatGoesOn();
    void deniedRowsGoAgain();
    void deniedRowsWaitForTheOthers();
    void nothingIsAnsweredWithoutAConnection();
    void theWindowAsksAndTells();
    void theQuestionFitsASmallWindow();

private:
    const QDateTime m_now{QDate(2026, 3, 2), QTime(14, 6, 40), Qt::UTC};
    std::unique_ptr<Theme> m_theme;
};

void TestUiJobs::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QVERIFY(QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS)));
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestUiJobs::newsAreForWhoLooksElsewhere()
{
    const auto done = restingNews(test::finishedImport(m_now, 1600));
    QVERIFY(done);
    QCOMPARE(done->headline, u"legacy-contacts.csv is done"_s);
    QCOMPARE(done->detail, u"198,400 rows in · 1,600 refused"_s);
    QCOMPARE(restingNews(test::stoppedImport(m_now))->headline, u"legacy-contacts.csv has stopped"_s);
    ImportSnapshot doubtful = test::doubtfulImport(m_now);
    QVERIFY(!restingNews(doubtful));
    doubtful.record.state = ImportState::Finished;
    QVERIFY(restingNews(doubtful)->detail.contains(u"25,000 rows are in doubt"));
    // Who paused it knows.
    QVERIFY(!restingNews(test::pausedImport(m_now)));
}

void TestUiJobs::closingSaysWhatGoesOn()
{
    QVERIFY(!closeQuestion({test::finishedImport(m_now, 0), test::pausedImport(m_now)}, saved()));
    const ImportSnapshot running = test::runningImport(m_now);
    const auto asked = closeQuestion({running, test::finishedImport(m_now, 0)}, saved());
    QVERIFY(asked);
    QVERIFY(asked->headline.contains(u"legacy-contacts.csv"));
    QVERIFY(asked->detail.contains(u"50,000 rows are at the CRM"));
    QVERIFY(asked->detail.contains(u"25,000 rows have not been sent"));
    QVERIFY(asked->detail.contains(u"The next start connects to Example Ltd"));
    QCOMPARE(connectionToResume({running}, {}, saved()), u"example"_s);
    ExportSnapshot exporting;
    exporting.record.connection = u"example"_s;
    QCOMPARE(connectionToResume({test::pausedImport(m_now)}, {exporting}, saved()), u"example"_s);
    QVERIFY(connectionToResume({}, {exporting}, {}).isEmpty());
    exporting.driving = true;
    QVERIFY(closeQuestion(QList{exporting}));
    exporting.driving = false;
    QVERIFY(!closeQuestion(QList{exporting}));
    // What is not saved, the next start cannot use.
    QVERIFY(closeQuestion({running}, {})->detail.contains(u"as soon as this program is connected to Example Ltd"));
    QVERIFY(connectionToResume({running}, {}, {}).isEmpty());
    QVERIFY(connectionToResume({test::pausedImport(m_now)}, {}, saved()).isEmpty());
}

void TestUiJobs::deniedRowsGoAgain()
{
    SandboxProcess crm({u"--fault"_s, u"create-reply-lost=1"_s, u"--queue-delay"_s, u"3600000"_s});
    ImportBench bench(crm);
    QVERIFY(bench.connect());
    const auto id = bench.prepare(crm.sample(500), u"Contacts"_s);
    QVERIFY(id && bench.leaveOutUnique(*id) && bench.start(*id));
    QVERIFY(bench.rest(*id));
    DoubtAnswers answers(*bench.engine);
    const QSignalSpy failed(&answers, &DoubtAnswers::failed);
    const PartRecord doubt = bench.snapshot(*id).parts.first().record;
    QCOMPARE(doubt.stage, PartStage::Doubt);
    QCOMPARE(crm.wireCount(u"POST"_s, writePath), 1);
    // Pressed twice.
    answers.answer(*id, doubt.id, false);
    answers.answer(*id, doubt.id, false);
    QTRY_COMPARE_WITH_TIMEOUT(crm.wireCount(u"POST"_s, writePath), 2, 30'000);
    const ImportSnapshot s = bench.snapshot(*id);
    QCOMPARE(s.parts.size(), 2);
    QCOMPARE(s.parts[1].record.rows, doubt.rows);
    QCOMPARE(s.parts[1].record.round, 2);
    QCOMPARE(failed.size(), 0);
}

void TestUiJobs::deniedRowsWaitForTheOthers()
{
    SandboxProcess crm({u"--fault"_s, u"create-reply-lost=1"_s, u"--queue-delay"_s, u"2000"_s});
    ImportBench bench(crm);
    bench.pace.mostRows = 200;
    bench.engine->setPace(bench.pace);
    QVERIFY(bench.connect());
    const auto id = bench.prepare(crm.sample(600), u"Contacts"_s);
    QVERIFY(id && bench.leaveOutUnique(*id) && bench.start(*id));
    DoubtAnswers answers(*bench.engine);
    const auto doubt = [&]() -> PartId {
        for (const PartSnapshot& part : bench.snapshot(*id).parts) {
            if (part.record.stage == PartStage::Doubt && part.record.unknown > 0)
                return part.record.id;
        }
        return {};
    };
    QTRY_VERIFY_WITH_TIMEOUT(doubt().value != 0, 30'000);
    if (bench.snapshot(*id).record.state != ImportState::Running)
        QSKIP("the other parts were done before the doubt was known");
    int partsAtRest = 0;
    connect(bench.engine.get(), &Engine::partStageChanged, this, [&](ImportId, const PartRecord& part) {
        // Before the second round begins everything of the first has ended.
        if (part.round == 2 && partsAtRest == 0)
            partsAtRest = int(bench.snapshot(*id).fates.settled());
    });
    const QSignalSpy failed(&answers, &DoubtAnswers::failed);
    answers.answer(*id, doubt(), false);
    QTRY_COMPARE_WITH_TIMEOUT(crm.wireCount(u"POST"_s, writePath), 4, 60'000);
    QVERIFY(bench.rest(*id));
    QCOMPARE(failed.size(), 0);
    QVERIFY2(partsAtRest >= 400, qPrintable(QString::number(partsAtRest)));
    QCOMPARE(bench.snapshot(*id).fates.settled(), 600);
}

void TestUiJobs::nothingIsAnsweredWithoutAConnection()
{
    SandboxProcess crm({u"--fault"_s, u"create-reply-lost=1"_s});
    ImportBench bench(crm);
    QVERIFY(bench.connect());
    const auto id = bench.prepare(crm.sample(100), u"Contacts"_s);
    QVERIFY(id && bench.leaveOutUnique(*id) && bench.start(*id));
    QVERIFY(bench.rest(*id));
    bench.restart();
    DoubtAnswers answers(*bench.engine);
    const QSignalSpy failed(&answers, &DoubtAnswers::failed);
    const PartId doubt = bench.snapshot(*id).parts.first().record.id;
    answers.answer(*id, doubt, false);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(bench.snapshot(*id).fates.unknown, 100);
    // Whether they are there is looked into, which takes a connection as well.
    answers.answer(*id, doubt, true);
    QCOMPARE(failed.size(), 2);
    QVERIFY(bench.connect());
    answers.answer(*id, doubt, true);
    QTRY_VERIFY_WITH_TIMEOUT(bench.snapshot(*id).fates.unknown < 100, 30'000);
    QCOMPARE(failed.size(), 2);
}

/// The program itself, on an import that runs: it is asked before it closes, and told of the end where it is not seen.
void TestUiJobs::theWindowAsksAndTells()
{
    SandboxProcess crm({u"--queue-delay"_s, u"1500"_s});
    ImportBench bench(crm);
    test::AnsweringPrompts prompts;
    MainWindow window(*bench.engine, prompts, *m_theme, {});
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QVERIFY(bench.connect());
    const auto id = bench.prepare(crm.sample(300), u"Contacts"_s);
    QVERIFY(id && bench.start(*id));
    prompts.yes = false;
    QVERIFY(!window.close());
    QCOMPARE(prompts.asked, 1);
    QVERIFY2(prompts.lastQuestion.contains(u"300 rows"), qPrintable(prompts.lastQuestion));
    QVERIFY(window.isVisible());
    // The first page is in sight, not the import.
    QVERIFY(bench.rest(*id));
    QTRY_COMPARE(prompts.told.size(), 1);
    QVERIFY2(prompts.told.first().contains(u"is done"), qPrintable(prompts.told.first()));
    // Now it is, so nothing is told.
    QTRY_VERIFY(seen<QAbstractItemView>(window, u"importsList"_s));
    auto* list = seen<QAbstractItemView>(window, u"importsList"_s);
    QTRY_COMPARE(list->model()->rowCount(), 1);
    test::clickRow(list, 0);
    QTRY_VERIFY(seen<QPushButton>(window, u"showLog"_s));
    Q_EMIT bench.engine->importResting(*id);
    QCOMPARE(prompts.told.size(), 1);
    // The log is that of the journal.
    auto* grid = seen<QAbstractItemView>(window, u"partsGrid"_s);
    test::clickRow(grid, 0);
    QTest::mouseClick(seen<QPushButton>(window, u"showLog"_s), Qt::LeftButton);
    const auto* log = seen<QAbstractItemView>(window, u"partLog"_s);
    QVERIFY(log);
    QStringList told;
    for (int row = 0; row < log->model()->rowCount(); ++row)
        told.append(log->model()->index(row, 2).data().toString());
    QVERIFY2(told.join(u'\n').contains(u"/crm/bulk/v8/write 201"), qPrintable(told.join(u'\n')));
    QVERIFY(window.close());
    QCOMPARE(prompts.asked, 1);
}

/// Nothing of the question is cut, and it does not make the window larger.
void TestUiJobs::theQuestionFitsASmallWindow()
{
    SandboxProcess crm({u"--fault"_s, u"create-reply-lost=1"_s});
    ImportBench bench(crm);
    test::AnsweringPrompts prompts;
    MainWindow window(*bench.engine, prompts, *m_theme, {});
    window.resize(1024, 640);
    window.show();
    QVERIFY(bench.connect());
    const auto id = bench.prepare(crm.sample(300), u"Contacts"_s);
    QVERIFY(id && bench.leaveOutUnique(*id) && bench.start(*id));
    QVERIFY(bench.rest(*id));
    QTRY_VERIFY(seen<QAbstractItemView>(window, u"importsList"_s));
    auto* list = seen<QAbstractItemView>(window, u"importsList"_s);
    QTRY_COMPARE(list->model()->rowCount(), 1);
    test::clickRow(list, 0);
    QTRY_VERIFY(seen<QPushButton>(window, u"doubtMissing"_s));
    test::waitUntilSettled();
    window.grab().save(QStringLiteral(STEVEDORE_SHOTS "/window-doubt-small.png"));
    QCOMPARE(window.size(), QSize(1024, 640));
    const QWidget* const card = seen<QPushButton>(window, u"doubtMissing"_s)->parentWidget()->parentWidget();
    QCOMPARE(card->visibleRegion().boundingRect(), card->rect());
    QVERIFY(card->height() >= card->layout()->totalHeightForWidth(card->width()));
    QVERIFY(seen<QAbstractItemView>(window, u"partsGrid"_s)->height() >= 60);
}

QTEST_MAIN(TestUiJobs)
#include "tst_ui_jobs.moc"

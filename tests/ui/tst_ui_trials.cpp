// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/tokenstore.h"
#include "mainwindow.h"
#include "support/settled.h"
#include "ui/journeyhelp.h"
#include "widgets/strip.h"
#include "widgets/theme.h"
#include "window/importsession.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using test::seen;

/// What the check step offers before sending, in the whole program with a real local CRM: mend the mapping, rehearse,
/// send a sample and then the rest, compare with what is there by then.
class TestTrials final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void mendsTheMapping();
    void rehearses();
    void sendsASampleFirst();
    void comparesWithTheCrm();
    void timesGoToTheZoneOfThisCrm();

private:
    ImportSession& session() { return m_window->session(); }
    ImportSnapshot snapshot() { return session().snapshot().value_or(ImportSnapshot{}); }
    bool openAndCheck(Operation operation, const QString& key);
    bool tryIt(const QString& action);
    QString told(const QString& link);
    QPushButton* repairButton(const QString& text);
    bool chooseFinding(Reason reason);
    void shoot(const QString& name, const QSize& size = {1280, 800});

    static constexpr qint64 rows = 400;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    MemoryTokenStore m_tokens;
    test::AnsweringPrompts m_prompts;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LocalCrm> m_crm;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<MainWindow> m_window;
};

void TestTrials::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QVERIFY(QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS)));
    m_theme = std::make_unique<Theme>(*qApp);
    m_crm = std::make_unique<LocalCrm>(QStringLiteral(STEVEDORE_SANDBOX), m_folder.filePath(u"crm"_s));
    const auto connection = test::startWithSample(*m_crm, m_folder.filePath(u"contacts.csv"_s), rows);
    QVERIFY(connection);
    m_engine = std::make_unique<Engine>(m_folder.filePath(u"home"_s), m_clock, m_tokens);
    QVERIFY(m_engine->open());
    m_window = std::make_unique<MainWindow>(*m_engine, m_prompts, *m_theme, QStringLiteral(STEVEDORE_SANDBOX));
    m_window->show();
    m_window->connectWith(*connection);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->connection().state, ConnectionStatus::State::Ready, 20'000);
}

void TestTrials::cleanupTestCase()
{
    m_window.reset();
    m_engine.reset();
    m_crm.reset();
}

bool TestTrials::openAndCheck(Operation operation, const QString& key)
{
    m_window->openFile(m_folder.filePath(u"contacts.csv"_s));
    const bool mapped = QTest::qWaitFor(
        [this] {
            return session().rows() == rows && session().meta() && !session().loader().profiles().empty() &&
                   session().mapping().matchedColumns() > 0;
        },
        20'000);
    Mapping mapping = session().mapping();
    mapping.operation = operation;
    mapping.findBy = key;
    session().setMapping(mapping);
    QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
    return mapped && QTest::qWaitFor([this] { return session().report() && !session().isChecking(); }, 20'000) &&
           session().report()->rowsWithErrors.value > 0;
}

bool TestTrials::tryIt(const QString& action)
{
    const auto* const button = seen<QPushButton>(*m_window, u"tryFirst"_s);
    auto* const item = m_window->findChild<QAction*>(action);
    if (!button || !button->isEnabled() || !item || !item->isVisible())
        return false;
    item->trigger();
    return true;
}

/// What stands beside the link of this name.
QString TestTrials::told(const QString& link)
{
    const QWidget* strip = seen<QPushButton>(*m_window, link);
    while (strip && !qobject_cast<const Strip*>(strip))
        strip = strip->parentWidget();
    QStringList texts;
    for (const QLabel* label : strip ? strip->findChildren<QLabel*>() : QList<QLabel*>())
        texts.append(label->text());
    return texts.join(u' ');
}

void TestTrials::shoot(const QString& name, const QSize& size)
{
    m_window->resize(size);
    test::waitUntilSettled();
    m_window->grab().save(QStringLiteral(STEVEDORE_SHOTS) + u"/trials-%1.png"_s.arg(name));
}

bool TestTrials::chooseFinding(Reason reason)
{
    auto* const list = seen<QAbstractItemView>(*m_window, u"findings"_s);
    const auto& findings = session().report()->findings;
    const auto at = std::find_if(findings.begin(), findings.end(),
                                 [&](const Finding& finding) { return finding.reason == reason; });
    if (!list || at == findings.end())
        return false;
    test::clickRow(list, int(at - findings.begin()));
    return true;
}

/// The button with this text among the repairs, or nullptr.
QPushButton* TestTrials::repairButton(const QString& text)
{
    for (int i = 1; auto* const button = seen<QPushButton>(*m_window, u"repair%1"_s.arg(i)); ++i) {
        if (button->text().contains(text))
            return button;
    }
    return nullptr;
}

void TestTrials::mendsTheMapping()
{
    QVERIFY(openAndCheck(Operation::Insert, {}));
    const CheckReport good = *session().report();
    Mapping wrong = session().mapping();
    const auto born = std::find_if(wrong.columns.begin(), wrong.columns.end(),
                                   [](const ColumnMapping& column) { return column.field == u"Date_of_Birth"; });
    QVERIFY(born != wrong.columns.end());
    const QString pattern = std::exchange(born->conversion.datePattern, u"yyyy-MM-dd"_s);
    session().setMapping(wrong);
    QVERIFY2(!session().report(), "an outdated report is not shown");
    QVERIFY2(session().isChecking() && !session().sendFacts().whyNot.isEmpty(), "nor sent by");
    QTRY_VERIFY(session().report() && !session().isChecking());
    QVERIFY(session().report()->rowsWithErrors > good.rowsWithErrors);
    QVERIFY(chooseFinding(Reason::NotADate));
    QTRY_VERIFY(repairButton(u"Read the dates as %1"_s.arg(pattern)));
    QTRY_VERIFY(repairButton(u"Leave the column out"_s));
    shoot(u"mend"_s);
    QTest::mouseClick(repairButton(u"Read the dates as %1"_s.arg(pattern)), Qt::LeftButton);
    QTRY_COMPARE(session().mapping().columns[std::size_t(born->column)].conversion.datePattern, pattern);
    const QString undo = session().corrections().undoStack().undoText();
    QVERIFY2(undo.startsWith(u"Read the dates as %1 in "_s.arg(pattern)), qPrintable(undo));
    QTRY_VERIFY(session().report() && !session().isChecking());
    QCOMPARE(session().report()->findings, good.findings);
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().mapping(), wrong);
    // A check that an edit stops halfway leaves the last one that was made as it was.
    session().check();
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(session().report() && !session().isChecking());
    QCOMPARE(session().report()->findings, good.findings);
    // What cannot be checked is not, until it can be.
    Mapping none = session().mapping();
    for (ColumnMapping& column : none.columns)
        column.field.clear();
    session().setMapping(none);
    QVERIFY(!session().report() && !session().isChecking());
    QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(session().report() && !session().isChecking());
    QCOMPARE(session().report()->findings, good.findings);
}

void TestTrials::rehearses()
{
    QVERIFY(openAndCheck(Operation::Insert, {}));
    const QString refused = QString::number(session().report()->rowsWithErrors.value);
    shoot(u"before"_s);
    QMenu* const menu = seen<QPushButton>(*m_window, u"tryFirst"_s)->menu();
    menu->ensurePolished();
    menu->grab().save(QStringLiteral(STEVEDORE_SHOTS) + u"/trials-menu.png"_s);
    QVERIFY(tryIt(u"rehearse"_s));
    QTRY_VERIFY(seen<QPushButton>(*m_window, u"stopTrial"_s));
    QVERIFY(!seen<QPushButton>(*m_window, u"tryFirst"_s)->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(seen<QPushButton>(*m_window, u"closeTrial"_s), 120'000);
    const QString told = this->told(u"closeTrial"_s);
    QVERIFY2(told.contains(u"of 400 rows went in, %1 were refused"_s.arg(refused)), qPrintable(told));
    QCOMPARE(snapshot().record.state, ImportState::Draft);
    shoot(u"rehearsed"_s);
    shoot(u"rehearsed-1024"_s, {1024, 640});
    // Stopped at once, nothing of it stays.
    QTest::mouseClick(seen<QPushButton>(*m_window, u"closeTrial"_s), Qt::LeftButton);
    QVERIFY(!seen<QPushButton>(*m_window, u"closeTrial"_s));
    QVERIFY(tryIt(u"rehearse"_s));
    QTest::mouseClick(seen<QPushButton>(*m_window, u"stopTrial"_s), Qt::LeftButton);
    QVERIFY(!seen<QPushButton>(*m_window, u"stopTrial"_s));
    QVERIFY(seen<QPushButton>(*m_window, u"tryFirst"_s)->isEnabled());
}

void TestTrials::sendsASampleFirst()
{
    // Of two rows with the same address a sample may send the later one, and what comes after would be up to chance.
    std::vector<RowNumber> repeats;
    for (const Finding& finding : session().report()->findings) {
        if (finding.reason == Reason::RepeatedInFile)
            repeats.insert(repeats.end(), finding.rows.begin(), finding.rows.end());
    }
    session().corrections().leaveOut(repeats, u"Left out"_s);
    QTRY_VERIFY(session().report() && !session().isChecking());
    const qint64 leftOut = session().corrections().fixes().leftOut.size();
    QVERIFY(tryIt(u"sendSample"_s));
    QTRY_COMPARE_WITH_TIMEOUT(snapshot().record.state, ImportState::Sampled, 60'000);
    QTRY_VERIFY(seen<QPushButton>(*m_window, u"sendRemaining"_s));
    const qint64 waiting = snapshot().unsent;
    QVERIFY(waiting >= rows - leftOut - 100 - session().report()->rowsWithErrors.value && waiting < rows);
    QVERIFY(seen<QPushButton>(*m_window, u"sendRemaining"_s)->text().contains(QString::number(waiting)));
    shoot(u"sampled-jobs"_s);
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    // Whether any of the hundred was refused is up to chance.
    const bool all = snapshot().fates.refused == 0;
    const QString button = all ? u"primary"_s : u"sendRemaining"_s;
    QTRY_VERIFY(seen<QPushButton>(*m_window, button)->text().contains(QString::number(waiting)));
    // What waits is not under way.
    QStringList spoken;
    for (const QWidget* widget : m_window->findChildren<QWidget*>())
        spoken.append(widget->accessibleName());
    QCOMPARE(spoken.filter(QString::number(waiting) + u" not sent yet"_s).size(), 1);
    QVERIFY(spoken.filter(u"under way"_s).isEmpty());
    shoot(u"sampled-results"_s);
    QTest::mouseClick(seen<QPushButton>(*m_window, button), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(snapshot().record.state, ImportState::Finished, 120'000);
    QTRY_VERIFY(!seen<QPushButton>(*m_window, u"sendRemaining"_s));
    QCOMPARE(snapshot().fates.added, rows - leftOut - session().report()->rowsWithErrors.value);
}

void TestTrials::comparesWithTheCrm()
{
    QVERIFY(openAndCheck(Operation::Upsert, u"Email"_s));
    const int name = session().mapping().columnFor(u"Last_Name"_s)->column;
    // A row that is in the CRM by now, with another name.
    RowNumber changed(1);
    while (std::binary_search(session().report()->errorRows.begin(), session().report()->errorRows.end(), changed))
        ++changed;
    session().edit(changed, name, u"Somebody Else"_s);
    QTRY_VERIFY(!session().isChecking());
    QTRY_VERIFY(seen<QPushButton>(*m_window, u"tryFirst"_s)->isEnabled());
    QVERIFY(tryIt(u"compare"_s));
    QTRY_VERIFY_WITH_TIMEOUT(told(u"closeTrial"_s).contains(u"Somebody Else"), 120'000);
    const QString told = this->told(u"closeTrial"_s);
    QVERIFY2(told.contains(u", 1 changed, "), qPrintable(told));
    shoot(u"compared"_s);
    m_prompts.saved = m_folder.filePath(u"changes.csv"_s);
    QTest::mouseClick(seen<QPushButton>(*m_window, u"saveChanges"_s), Qt::LeftButton);
    QTRY_VERIFY(QFile::exists(m_prompts.saved));
    const qint64 before = session().sendFacts().rows;
    QTest::mouseClick(seen<QPushButton>(*m_window, u"leaveUnchanged"_s), Qt::LeftButton);
    QVERIFY(session().sendFacts().rows < before / 2);
    QVERIFY(!session().corrections().fixes().leftOut.contains(changed));
    // The outcome was of the rows as they were.
    QVERIFY(!seen<QPushButton>(*m_window, u"closeTrial"_s));
}

void TestTrials::timesGoToTheZoneOfThisCrm()
{
    QFile file(m_folder.filePath(u"Equipment.csv"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Equipment Name,Last Service\nDrill,2026-03-02 10:00:00\n");
    file.close();
    m_window->openFile(file.fileName());
    QTRY_VERIFY(session().rows() == 1 && session().meta() && !session().loader().profiles().empty());
    QTRY_VERIFY(session().mapping().columnFor(u"Last_Service"_s));
    const QString zone = session().crmFacts().timeZone;
    QVERIFY(!zone.isEmpty());
    // A mapping that was made for an org in another zone.
    Mapping mapping = session().mapping();
    QCOMPARE(mapping.columns[1].conversion.crmTimeZone, zone);
    const int steps = session().corrections().undoStack().count();
    mapping.columns[1].conversion.crmTimeZone = u"Pacific/Auckland"_s;
    session().setMapping(mapping);
    QCOMPARE(session().mapping().columns[1].conversion.crmTimeZone, zone);
    QCOMPARE(session().corrections().undoStack().count(), steps);
    mapping.columns[1].conversion.timeZone = u"Europe/Lisbon"_s;
    session().setMapping(mapping);
    QCOMPARE(session().mapping().columns[1].conversion.timeZone, u"Europe/Lisbon"_s);
    QCOMPARE(session().mapping().columns[1].conversion.crmTimeZone, zone);
}

QTEST_MAIN(TestTrials)
#include "tst_ui_trials.moc"

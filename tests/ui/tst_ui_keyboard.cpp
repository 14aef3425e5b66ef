// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/tokenstore.h"
#include "mainwindow.h"
#include "support/settled.h"
#include "ui/journeyhelp.h"
#include "widgets/theme.h"
#include "window/importsession.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;
using test::seen;

/// An import from the file to the CRM without a mouse: columns whose names say nothing are matched, a field without a
/// column gets a text, three groups of findings are repaired, one repair is taken back, and the rows are sent. Keys go
/// where the keyboard is, as they do for people, never to a control that the test has looked up.
class TestKeyboard final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void opensTheFile();
    void mapsUnlikeNames();
    void givesAFieldAText();
    void clearsAndTakesBack();
    void repairsThreeGroups();
    void takesOneBack();
    void starts();

private:
    ImportSession& session() { return m_window->session(); }
    QUndoStack& undoStack() { return session().corrections().undoStack(); }
    static QWidget* keyboard();
    static void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {});
    static void type(const QString& text);
    bool tabTo(const QString& objectName);
    bool chooseFinding(Reason reason, const QString& field);
    const Finding* found(Reason reason, const QString& field);
    bool checkedAgain();
    void shoot(const QString& name);

    static constexpr qint64 rows = 2'000;
    QTemporaryDir m_folder;
    SystemClock m_clock;
    MemoryTokenStore m_tokens;
    test::AnsweringPrompts m_prompts;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<LocalCrm> m_crm;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<MainWindow> m_window;
    qint64 m_refused = 0;
};

QWidget* TestKeyboard::keyboard()
{
    if (QWidget* const popup = QApplication::activePopupWidget())
        return popup;
    return QApplication::focusWidget();
}

void TestKeyboard::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QVERIFY(keyboard());
    QTest::keyClick(keyboard(), key, modifiers);
    QCoreApplication::processEvents();
}

void TestKeyboard::type(const QString& text)
{
    for (const QChar c : text) {
        QVERIFY(keyboard());
        QTest::keyClick(keyboard(), c.toLatin1());
        QCoreApplication::processEvents();
    }
}

bool TestKeyboard::tabTo(const QString& objectName)
{
    for (int i = 0; i < 60 && keyboard(); ++i) {
        if (keyboard()->objectName() == objectName)
            return true;
        press(Qt::Key_Tab);
    }
    return false;
}

void TestKeyboard::shoot(const QString& name)
{
    test::waitUntilSettled();
    m_window->grab().save(u"%1/keyboard-%2.png"_s.arg(QStringLiteral(STEVEDORE_SHOTS), name));
}

void TestKeyboard::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QVERIFY(QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS)));
    m_theme = std::make_unique<Theme>(*qApp);
    m_crm = std::make_unique<LocalCrm>(QStringLiteral(STEVEDORE_SANDBOX), m_folder.filePath(u"crm"_s));
    const QString sample = m_folder.filePath(u"sample.csv"_s);
    const auto connection = test::startWithSample(*m_crm, sample, rows);
    QVERIFY(connection);
    // The same rows under names that say nothing.
    QFile in(sample);
    QFile out(m_folder.filePath(u"dump.csv"_s));
    QVERIFY(in.open(QIODevice::ReadOnly) && out.open(QIODevice::WriteOnly));
    const QByteArray names = in.readLine();
    const char delimiter = names.contains(';') ? ';' : ',';
    QByteArray header;
    for (qsizetype i = 0; i <= names.count(delimiter); ++i)
        header += (i > 0 ? QByteArray(1, delimiter) : QByteArray()) + "Zq" + QByteArray::number(i + 1);
    out.write(header + '\n' + in.readAll());
    out.close();
    m_prompts.file = out.fileName();

    m_engine = std::make_unique<Engine>(m_folder.filePath(u"home"_s), m_clock, m_tokens);
    QVERIFY(m_engine->open());
    m_window = std::make_unique<MainWindow>(*m_engine, m_prompts, *m_theme, QStringLiteral(STEVEDORE_SANDBOX));
    m_window->resize(1280, 800);
    m_window->show();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    m_window->connectWith(*connection);
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->connection().state, ConnectionStatus::State::Ready, 20'000);
    if (!keyboard())
        m_window->setFocus();
}

void TestKeyboard::cleanupTestCase()
{
    m_window.reset();
    m_engine.reset();
    m_crm.reset();
}

void TestKeyboard::opensTheFile()
{
    press(Qt::Key_O, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(session().rows(), rows, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!session().loader().profiles().empty() && session().meta(), 20'000);
    QTRY_VERIFY(!session().mapping().columns.empty());
}

void TestKeyboard::mapsUnlikeNames()
{
    press(Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(keyboard() && keyboard()->objectName() == u"mappingGrid"_s);
    auto* primary = seen<QPushButton>(*m_window, u"primary"_s);
    QVERIFY(!primary->isEnabled()); // The mandatory Last Name is open.
    // What the labels, API names or types begin with, column by column; empty: as it was matched by its values.
    const QStringList typed = {u"first n"_s, u"last_name"_s, u"email"_s, u"phone"_s, {}, u"birth"_s, u"lead s"_s};
    for (const QString& text : typed) {
        if (!text.isEmpty()) {
            type(text);
            press(Qt::Key_Return);
            QTRY_COMPARE(keyboard()->objectName(), u"mappingGrid"_s);
        }
        press(Qt::Key_Down);
    }
    const Mapping& mapping = session().mapping();
    const QStringList fields = {u"First_Name"_s,    u"Last_Name"_s,  u"Email"_s, u"Phone"_s, {},
                                u"Date_of_Birth"_s, u"Lead_Source"_s};
    for (std::size_t i = 0; i < std::size_t(fields.size()); ++i) {
        if (!fields.at(qsizetype(i)).isEmpty())
            QCOMPARE(mapping.columns[i].field, fields.at(qsizetype(i)));
    }
    QCOMPARE(mapping.columns[1].match, MatchKind::ByHand);
    QTRY_VERIFY(primary->isEnabled());
    shoot(u"1-mapping"_s);
}

void TestKeyboard::givesAFieldAText()
{
    press(Qt::Key_End, Qt::ControlModifier);
    type(u"descr"_s);
    press(Qt::Key_Return);
    QTRY_COMPARE(keyboard()->objectName(), u"composedText"_s);
    type(u"Fair 2026: {Zq2}"_s);
    press(Qt::Key_Return);
    QCOMPARE(session().mapping().composed.size(), std::size_t(1));
    QCOMPARE(session().mapping().composed.front().field, u"Description"_s);
    QCOMPARE(session().mapping().composed.front().header, u"Fair 2026: {Zq2}"_s);
    shoot(u"2-text"_s);
}

void TestKeyboard::clearsAndTakesBack()
{
    QVERIFY(tabTo(u"mappingGrid"_s));
    press(Qt::Key_Home, Qt::ControlModifier);
    press(Qt::Key_Delete);
    QCOMPARE(session().mapping().columns.front().field, QString());
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(session().mapping().columns.front().field, u"First_Name"_s);
    // The line itself opens its list, and Escape leaves all as it was.
    press(Qt::Key_Return);
    QTRY_VERIFY(QApplication::activePopupWidget());
    QApplication::activePopupWidget()->grab().save(STEVEDORE_SHOTS u"/keyboard-3-list.png"_s);
    press(Qt::Key_Escape);
    press(Qt::Key_Escape);
    QTRY_COMPARE(keyboard()->objectName(), u"mappingGrid"_s);
    QCOMPARE(session().mapping().columns.front().field, u"First_Name"_s);
}

const Finding* TestKeyboard::found(Reason reason, const QString& field)
{
    if (!session().report())
        return nullptr;
    for (const Finding& finding : session().report()->findings) {
        if (finding.reason == reason && finding.field == field)
            return &finding;
    }
    return nullptr;
}

bool TestKeyboard::checkedAgain()
{
    // A correction starts the check after a moment; its report is another object.
    const auto before = session().report();
    return QTest::qWaitFor([&] { return session().report() && session().report() != before; }, 20'000) &&
           QTest::qWaitFor([&] { return !session().isChecking(); }, 20'000);
}

bool TestKeyboard::chooseFinding(Reason reason, const QString& field)
{
    const Finding* const wanted = found(reason, field);
    if (!wanted || !tabTo(u"findings"_s))
        return false;
    press(Qt::Key_Home);
    const auto* const page = m_window->findChild<CheckPage*>();
    for (std::size_t i = 0; i < session().report()->findings.size(); ++i) {
        const Finding* const now = page->current();
        if (now && now->reason == reason && now->field == field)
            return true;
        press(Qt::Key_Down);
    }
    return false;
}

void TestKeyboard::repairsThreeGroups()
{
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(session().report() && !session().isChecking(), 20'000);
    const qint64 refused = session().report()->rowsWithErrors.value;

    QVERIFY(chooseFinding(Reason::NotAnEmail, u"Email"_s));
    QTRY_VERIFY(seen<QPushButton>(*m_window, u"repair1"_s));
    QVERIFY(tabTo(u"repair1"_s));
    press(Qt::Key_Space);
    QVERIFY(checkedAgain());

    QVERIFY(chooseFinding(Reason::Empty, u"Last_Name"_s));
    QTRY_VERIFY(seen<QLineEdit>(*m_window, u"repairTo"_s));
    QVERIFY(tabTo(u"repairTo"_s));
    type(u"Unknown"_s);
    press(Qt::Key_Return);
    QVERIFY(checkedAgain());
    QVERIFY(!found(Reason::Empty, u"Last_Name"_s));

    QVERIFY(chooseFinding(Reason::RepeatedInFile, u"Email"_s));
    QTRY_VERIFY(seen<QPushButton>(*m_window, u"repair1"_s));
    QVERIFY(tabTo(u"repair1"_s));
    press(Qt::Key_Space);
    QVERIFY(checkedAgain());
    QVERIFY(!found(Reason::RepeatedInFile, u"Email"_s));
    QVERIFY(session().report()->rowsWithErrors.value < refused);
    shoot(u"4-repaired"_s);
}

void TestKeyboard::takesOneBack()
{
    const QString undone = undoStack().undoText();
    press(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(undoStack().redoText(), undone);
    QVERIFY(checkedAgain());
    QVERIFY(found(Reason::RepeatedInFile, u"Email"_s));
    QVERIFY(!found(Reason::Empty, u"Last_Name"_s));
    m_refused = session().report()->rowsWithErrors.value;
    QVERIFY(m_refused > 0);
    // A date field that was chosen by hand is converted as one that was found by its name.
    QCOMPARE(session().mapping().columns[5].conversion.datePattern, u"dd/MM/yyyy"_s);
}

void TestKeyboard::starts()
{
    press(Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(session().isSent());
    const auto fates = [this] { return session().snapshot().value_or(ImportSnapshot{}); };
    QTRY_COMPARE_WITH_TIMEOUT(fates().record.state, ImportState::Finished, 120'000);
    QCOMPARE(fates().fates.refused, m_refused);
    QCOMPARE(fates().fates.added, rows - m_refused);
    shoot(u"5-sent"_s);
}

QTEST_MAIN(TestKeyboard)
#include "tst_ui_keyboard.moc"

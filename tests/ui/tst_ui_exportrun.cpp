// SPDX-License-Identifier: GPL-3.0-or-later
// What an export says of itself while it runs, waits, stands still and is written.
#include "exports/exportrunpage.h"
#include "support/settled.h"
#include "ui/longertexts.h"
#include "widgets/rail.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QBoxLayout>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;

namespace {

const QDateTime now(QDate(2026, 3, 2), QTime(9, 20), Qt::UTC);

PageRecord page(int number, PageStage stage)
{
    PageRecord page;
    page.number = number;
    page.stage = stage;
    page.createdAt = now.addSecs(-600 + 90 * number);
    page.jobId = QString::number(5725767000000800000 + number * 17);
    if (stage == PageStage::Ready || stage == PageStage::Done) {
        page.count = 200'000;
        page.more = true;
        page.readyAt = page.createdAt.addSecs(70);
    }
    if (stage == PageStage::Done) {
        page.zipBytes = 18'400'000 + number * 1'311;
        page.doneAt = page.readyAt.addSecs(9);
    }
    return page;
}

/// 1,000,000 of 2,600,000 contacts are here.
ExportSnapshot reading()
{
    ExportSnapshot s;
    s.record.id = ExportId(1);
    s.record.createdAt = now.addSecs(-610);
    s.record.module = u"Contacts"_s;
    s.record.moduleLabel = u"Contacts"_s;
    s.record.targetPath = u"/home/ada/exports/contacts of all regions.csv"_s;
    s.record.orgName = u"Example Ltd"_s;
    s.record.counted = 2'600'000;
    s.record.credits = 350;
    for (int number = 1; number <= 5; ++number)
        s.pages.append(page(number, PageStage::Done));
    s.pages.append(page(6, PageStage::Working));
    s.received = 1'000'000;
    s.driving = true;
    return s;
}

ExportSnapshot inState(const QString& state)
{
    ExportSnapshot s = reading();
    if (state == u"waiting") {
        s.pages.last().stage = PageStage::Ready;
        s.waitingFor = u"Ten downloads a minute is all that the CRM allows."_s;
        s.waitingUntil = now.addSecs(41);
    } else if (state == u"writing") {
        s.pages.last() = page(6, PageStage::Done);
        s.pages.last().more = false;
        s.record.counted = 1'200'000;
        s.received = 1'200'000;
        s.writing = true;
        s.written = 431'000;
    } else if (state == u"paused") {
        s.driving = false;
        s.record.state = ExportState::Paused;
    } else if (state == u"stopped") {
        s.driving = false;
        s.record.state = ExportState::Stopped;
        s.record.failure =
            u"/home/ada/exports/contacts of all regions.csv could not be written: no space left on device. "
            "Free some, or write the file elsewhere."_s;
    } else if (state == u"cancelled") {
        s.driving = false;
        s.record.state = ExportState::Cancelled;
    } else if (state == u"first") {
        s.pages = {page(1, PageStage::Creating)};
        s.pages.first().jobId.clear();
        s.received = 0;
        s.record.counted = -1;
        s.record.credits = 0;
    }
    return s;
}

const QStringList states{u"first"_s,  u"reading"_s, u"waiting"_s,  u"writing"_s,
                         u"paused"_s, u"stopped"_s, u"cancelled"_s};

} // namespace

class TestExportRun final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void saysHowLongItTakes();
    void whatCanBeDone_data();
    void whatCanBeDone();
    void pictures_data();
    void pictures();

private:
    Theme* m_theme = nullptr;
};

void TestExportRun::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_theme = new Theme(*qApp);
    m_theme->setParent(this);
    QVERIFY(QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS)));
}

void TestExportRun::saysHowLongItTakes()
{
    ExportRunPage page;
    const auto figure = [&page](const ExportSnapshot& snapshot) {
        page.setSnapshot(snapshot, now);
        return page.findChild<QLabel*>(u"exportFigure"_s)->text();
    };
    // 1,000,000 in 510 s, 1,600,000 to come.
    QCOMPARE(figure(reading()), u"1,000,000 of about 2,600,000 contacts are here, about 13 min 36 s left"_s);
    // Not before anything came, and not while nothing comes.
    QCOMPARE(figure(inState(u"first"_s)), u"0 contacts are here"_s);
    QCOMPARE(figure(inState(u"paused"_s)), u"1,000,000 of about 2,600,000 contacts are here"_s);
    // More came than were counted: records are made while they are read.
    ExportSnapshot more = reading();
    more.record.counted = 900'000;
    QCOMPARE(figure(more), u"1,000,000 of about 900,000 contacts are here"_s);
}

void TestExportRun::whatCanBeDone_data()
{
    QTest::addColumn<QStringList>("wanted");
    QTest::newRow("reading") << QStringList{u"cancelExport"_s, u"pauseExport"_s};
    QTest::newRow("writing") << QStringList{u"cancelExport"_s, u"pauseExport"_s};
    QTest::newRow("paused") << QStringList{u"cancelExport"_s, u"primary"_s};
    QTest::newRow("stopped") << QStringList{u"cancelExport"_s, u"elsewhere"_s, u"primary"_s};
    QTest::newRow("cancelled") << QStringList{u"primary"_s};
}

void TestExportRun::whatCanBeDone()
{
    QFETCH(QStringList, wanted);
    ExportRunPage page;
    page.setSnapshot(inState(QString::fromLatin1(QTest::currentDataTag())), now);
    QStringList there;
    for (const QPushButton* button : page.findChildren<QPushButton*>())
        if (button->isVisibleTo(&page) && button->isEnabled() && !button->objectName().isEmpty())
            there.append(button->objectName());
    there.sort();
    QCOMPARE(there, wanted);
}

void TestExportRun::pictures_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("longer");
    for (const QString& state : states) {
        QTest::newRow(qPrintable(state + u"-light"_s)) << state << QSize(1280, 720) << false << false;
        QTest::newRow(qPrintable(state + u"-dark"_s)) << state << QSize(1280, 720) << true << false;
        QTest::newRow(qPrintable(state + u"-long"_s)) << state << QSize(1024, 640) << false << true;
    }
}

void TestExportRun::pictures()
{
    QFETCH(QString, state);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    QFETCH(bool, longer);
    test::LongerTexts translator;
    if (longer)
        QCoreApplication::installTranslator(&translator);
    m_theme->setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
    QWidget window;
    auto* line = new QHBoxLayout(&window);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    auto* rail = new Rail;
    rail->setFolded(size.width() < 1100);
    line->addWidget(rail);
    auto* run = new ExportRunPage;
    line->addWidget(run, 1);
    run->setSnapshot(inState(state), now);
    window.resize(size);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    test::waitUntilSettled();
    QVERIFY(window.grab().save(
        QStringLiteral(STEVEDORE_SHOTS "/exportrun-%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
    QCOMPARE(window.size(), size);
}

QTEST_MAIN(TestExportRun)
#include "tst_ui_exportrun.moc"

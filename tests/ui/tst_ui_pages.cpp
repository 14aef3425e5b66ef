// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "models/importsmodel.h"
#include "models/partsmodel.h"
#include "pages/checkpage.h"
#include "pages/connectionform.h"
#include "pages/connectionspage.h"
#include "pages/filepage.h"
#include "pages/helppage.h"
#include "pages/homepage.h"
#include "pages/jobspage.h"
#include "pages/mappingpage.h"
#include "pages/profilepane.h"
#include "pages/resultspage.h"
#include "pages/settingspage.h"
#include "support/settled.h"
#include "transfer/guarantee.h"
#include "ui/inventeddata.h"
#include "ui/longertexts.h"
#include "widgets/rail.h"
#include "widgets/stepbar.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;
using namespace stevedore;
using namespace stevedore::ui;

namespace {

/// The states of signing in, and of a computer without a key store.
void fillConnectionForm(ConnectionsPage& page, const QString& name)
{
    using Step = SignInFacts::Step;
    ConnectionForm& form = page.form();
    page.setSecrets({name.contains(u"nostore") ? SecretsFacts::Place::Memory : SecretsFacts::Place::KeyStore,
                     u"The name org.freedesktop.secrets was not provided by any .service files"_s});
    const auto type = [&form](const QString& field, const QString& text) {
        form.findChild<QLineEdit*>(field)->setText(text);
    };
    if (name == u"connections")
        return;
    type(u"connectionName"_s, u"Example Ltd, the sandbox for the people who try things"_s);
    type(u"connectionClientId"_s, u"1000.XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"_s);
    if (name.contains(u"code"))
        form.findChild<QRadioButton*>(u"signInWay1"_s)->click();
    if (name.contains(u"refused")) {
        form.findChild<QPushButton*>(u"connectionMore"_s)->click();
        form.setFacts({Step::Refused,
                       u"The CRM does not know this client id or its secret. Check both in the CRM's API console, and "
                       "that the client is enabled for this data centre."_s,
                       {}});
    }
    if (name.contains(u"waiting"))
        form.setFacts({Step::Browser, {}, {}});
    if (name.contains(u"nobrowser"))
        form.setFacts(
            {Step::Browser, {}, QUrl(u"https://accounts.zoho.eu/oauth/v2/auth?response_type=code&client_id=1"_s)});
}

} // namespace

/// Builds every page offscreen in the states that there are and keeps a picture of each, for people to look at.
/// Asserted is what a picture does not show: names of controls, sentences, signals, that nothing is wider than the
/// window.
class TestPages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_theme->setChoice(ThemeChoice::Light); }
    void pages_data();
    void pages();
    void contrast_data();
    void contrast();
    void controlsHaveNames_data() { pages_data(); }
    void controlsHaveNames();
    void estimatesClaimNothing();
    void uncheckedRowsCanBeChecked();
    void productionIsAskedOnce();
    void doubtIsAnswered();
    void doubtIsLeft();
    void chosenDoubtIsAsked();
    void monitorIsSortedFilteredAndCopied();
    void logIsShownOnDemand();
    void goesOnAnyway();
    void saysWhatHoldsItUp();
    void guaranteeStandsBesideTheButton();
    void typedRepairIsApplied();

private:
    QWidget* make(const QString& name);
    QWidget* makeFile(bool indexed);
    QWidget* makeMapping(int row);
    QWidget* makeCheck(int finding);
    QWidget* makeJobs(const ImportSnapshot& snapshot);
    QWidget* makeResults(qint64 refused);
    QWidget* makeHome(bool imports);
    QWidget* framed(QWidget* page, int step);

    QTemporaryDir m_folder;
    std::shared_ptr<CsvFile> m_file;
    std::vector<ColumnProfile> m_profiles;
    QList<QStringList> m_firstRows;
    Theme* m_theme = nullptr;
    const QDateTime m_now{QDate(2026, 3, 2), QTime(14, 6, 40)};
};

void TestPages::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_theme = new Theme(*qApp);
    m_theme->setParent(this);
    QDir().mkpath(QStringLiteral(STEVEDORE_SHOTS));
    const QString path = test::writeContacts(m_folder.filePath(u"legacy-contacts.csv"_s), 3000);
    auto file = CsvFile::open(path, std::nullopt, m_folder.path());
    QVERIFY(file);
    m_file = *file;
    const CancelFlag cancel = false;
    QVERIFY(m_file->index({}, cancel));
    auto profiles = profileColumns(m_file, {}, cancel);
    QVERIFY(profiles);
    m_profiles = *profiles;
    const auto rows = m_file->rows(RowNumber(1), 3);
    QVERIFY(rows);
    for (const CsvFile::Row& row : *rows)
        m_firstRows.append(row.cells);
}

QWidget* TestPages::makeFile(bool indexed)
{
    auto* page = new FilePage;
    page->setFile(m_file);
    FileFacts facts;
    facts.guess = m_file->guess();
    facts.dialect = m_file->dialect();
    facts.bytes = 43'112'409;
    facts.bytesRead = indexed ? facts.bytes : 17'000'000;
    facts.indexed = indexed;
    facts.rows = indexed ? 200'000 : 78'112;
    facts.columns = m_file->columnCount();
    facts.milliseconds = 31;
    if (indexed) {
        StructureFinding finding{StructureFinding::Issue::TooFewCells,
                                 RowCount(3),
                                 {RowNumber(112), RowNumber(1004), RowNumber(2391)},
                                 {},
                                 {}};
        facts.findings.push_back(finding);
        page->setProfiles(m_profiles);
        page->showRow(RowNumber(3));
    }
    page->setFacts(facts);
    return page;
}

QWidget* TestPages::makeMapping(int row)
{
    auto* page = new MappingPage;
    page->setModules({test::contactsMeta().module, {u"2"_s, u"Accounts"_s, u"Account"_s, u"Accounts"_s}},
                     u"Contacts"_s);
    Mapping mapping = test::contactsMapping(*m_file);
    mapping.compose(u"Description"_s, u"{First Name|1} {Last Name}, trade fair 2026"_s);
    page->setMapping(mapping, test::contactsMeta(), {m_profiles, m_firstRows}, 200'000, false, false);
    if (row == 9)
        page->setNews(u"partners.json fits this file in part"_s,
                      u"8 of 9 columns matched. This file does not have these columns of the mapping: Region, Tier."_s);
    auto* grid = page->findChild<QAbstractItemView*>(u"mappingGrid"_s);
    grid->setCurrentIndex(grid->model()->index(row, 3));
    return page;
}

QWidget* TestPages::makeCheck(int finding)
{
    auto* page = new CheckPage;
    page->setFile(m_file);
    SendFacts facts;
    facts.action = u"Create 200,000 contacts"_s;
    facts.target = u"Example Ltd"_s;
    facts.production = true;
    facts.rows = 200'000;
    facts.jobs = 8;
    facts.credits = 4000;
    const Mapping mapping = test::contactsMapping(*m_file);
    facts.guarantee = guaranteeText(guaranteeOf(mapping, test::contactsMeta()), test::contactsMeta());
    page->setSend(facts);
    if (finding < 0)
        return page;
    const auto report = test::contactsReport(3000);
    page->setReport(report);
    auto* list = page->findChild<QAbstractItemView*>(u"findings"_s);
    list->setCurrentIndex(list->model()->index(finding, 0));
    const Finding* const now = page->current();
    QList<Repair> offers;
    if (now->reason == Reason::NotAnEmail) {
        offers.append({Repair::Kind::Replace, now->column, now->columnName, u"(at)"_s, u"@"_s, 531});
        offers.append({Repair::Kind::Clear, now->column, now->columnName, {}, {}, 577});
    }
    offers.append({Repair::Kind::LeaveOut, now->column, now->columnName, {}, {}, now->count().value});
    page->setOffers(now->reason, now->column, offers);
    return page;
}

QWidget* TestPages::makeJobs(const ImportSnapshot& snapshot)
{
    auto* page = new JobsPage;
    if (snapshot.parts.isEmpty())
        return page;
    connect(page, &JobsPage::logWanted, page,
            [this, page](PartId part) { page->setLog(part, test::partEvents(m_now)); });
    page->setSnapshot(snapshot, m_now);
    page->findChild<QAbstractItemView*>(u"partsGrid"_s)->setFocus();
    return page;
}

QWidget* TestPages::makeResults(qint64 refused)
{
    auto* page = new ResultsPage;
    page->setFile(m_file);
    Mapping mapping = test::contactsMapping(*m_file);
    mapping.compose(u"Description"_s, u"{First Name|1} {Last Name}, trade fair 2026"_s);
    page->setMapping(mapping, test::contactsMeta());
    page->setSnapshot(test::finishedImport(m_now, refused));
    if (refused == 0)
        return page;
    auto rows = std::make_shared<std::vector<RefusedRow>>();
    for (int row = 7; row < 3000; row += 25)
        rows->push_back({RowNumber(row), Fate::Refused, u"INVALID_DATA-Email"_s, row == 32});
    connect(page, &ResultsPage::rowsWanted, page, [page, rows] { page->setRows(rows); });
    connect(page, &ResultsPage::valuesWanted, page, [page](const Trouble& trouble) {
        page->setOffers(trouble.column,
                        {{Repair::Kind::Replace, trouble.column, trouble.columnName, u"(at)"_s, u"@"_s, 531},
                         {Repair::Kind::Clear, trouble.column, trouble.columnName, {}, {}, 577}});
    });
    page->setCauses({{u"INVALID_DATA"_s, u"Email"_s, 577},
                     {u"MANDATORY_NOT_FOUND"_s, u"Last_Name"_s, 598},
                     {u"DUPLICATE_DATA"_s, u"Email"_s, 412},
                     {u"INVALID_DATA"_s, u"Date_of_Birth"_s, 13}});
    ResendPlan plan;
    plan.rows = 1;
    plan.jobs = 1;
    plan.jobCredits = 500;
    plan.recordCredits = 1;
    plan.cheaper = Route::Records;
    page->setPlan(plan);
    AttemptRecord attempt;
    attempt.round = 1;
    attempt.part = 2;
    attempt.jobId = u"5725000001234102"_s;
    attempt.at = m_now;
    attempt.outcome = {RowNumber(7), Fate::Refused, {}, u"INVALID_DATA-Email"_s};
    page->setHistory(RowNumber(7), {attempt}, {{{u"Email"_s, u"user7(at)example7.com"_s}}});
    page->setUndo(u"Replaced something"_s, {});
    return page;
}

QWidget* TestPages::makeHome(bool imports)
{
    auto* page = new HomePage;
    if (imports)
        page->setImports(
            {test::runningImport(m_now), test::finishedImport(m_now, 0), test::finishedImport(m_now, 198)});
    return page;
}

QWidget* TestPages::framed(QWidget* page, int step)
{
    auto* window = new QWidget;
    auto* rail = new Rail;
    rail->setConnection({u"Example Ltd"_s, u"EU · a.user@example.eu"_s, u"Production"_s, true,
                         u"43,100 credits left today"_s, Meaning::None});
    rail->setImports({{ImportId(3), u"legacy-contacts.csv"_s, u"62 %"_s, Meaning::AtCrm},
                      {ImportId(2), u"accounts-2026.csv"_s, u"✓"_s, Meaning::In},
                      {ImportId(1), u"deals-q3.csv"_s, u"198"_s, Meaning::Refused}});
    rail->setPlace(Rail::Imports, ImportId(step >= 0 ? 3 : 0));
    auto* lines = new QHBoxLayout(window);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(rail);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    if (step >= 0) {
        auto* steps = new StepBar;
        const QStringList figures = {u"200,000 rows · 9 columns"_s, u"8 of 9 matched"_s, u"1,612 will be refused"_s,
                                     u"5 of 8 done"_s, u"99.2 %"_s};
        for (int i = 0; i < StepBar::steps; ++i)
            steps->setStep(i, true, i < step, figures.at(i));
        steps->setCurrent(step);
        right->addWidget(steps);
    }
    right->addWidget(page, 1);
    lines->addLayout(right);
    return window;
}

QWidget* TestPages::make(const QString& name)
{
    const QString page = name.section(u'-', 0, 0);
    if (page == u"home")
        return framed(makeHome(name.contains(u"many")), -1);
    if (page == u"file")
        return framed(makeFile(!name.contains(u"counting")), 0);
    if (page == u"mapping")
        return framed(name.contains(u"offline") ? new MappingPage
                                                : makeMapping(name.contains(u"date")   ? 4
                                                              : name.contains(u"text") ? 9
                                                                                       : 5),
                      1);
    if (page == u"check")
        return framed(makeCheck(name.contains(u"none") ? -1 : name.contains(u"fill") ? 1 : 0), 2);
    if (page == u"jobs") {
        QWidget* jobs = makeJobs(name.contains(u"doubt")       ? test::doubtfulImport(m_now)
                                 : name.contains(u"nothing")   ? ImportSnapshot()
                                 : name.contains(u"paused")    ? test::pausedImport(m_now)
                                 : name.contains(u"throttled") ? test::throttledImport(m_now)
                                 : name.contains(u"stopped")   ? test::stoppedImport(m_now)
                                 : name.contains(u"done")      ? test::finishedImport(m_now, 1600)
                                                               : test::runningImport(m_now));
        if (name.contains(u"log")) {
            jobs->findChild<QPushButton*>(u"showLog"_s)->click();
            auto* grid = jobs->findChild<QAbstractItemView*>(u"partsGrid"_s);
            grid->setCurrentIndex(grid->model()->index(5, 0));
        }
        return framed(jobs, 3);
    }
    if (page == u"results")
        return framed(makeResults(name.contains(u"done") ? 0 : 1600), 4);
    if (page == u"connections") {
        auto* connections = new ConnectionsPage;
        Connection one;
        one.name = u"Example Ltd"_s;
        one.apiUrl = QUrl(u"https://www.zohoapis.eu"_s);
        connections->setConnections({one});
        connections->setFacts({one.name, u"Signed in as a.user@example.eu"_s, false, false});
        fillConnectionForm(*connections, name);
        return framed(connections, -1);
    }
    if (page == u"settings")
        return framed(new SettingsPage(ThemeChoice::System, u"/home/user/.local/share/stevedore"_s), -1);
    return framed(new HelpPage, -1);
}

void TestPages::pages_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<bool>("mirrored");
    QTest::addColumn<bool>("longer");
    const QStringList names = {u"home"_s,
                               u"home-many"_s,
                               u"file"_s,
                               u"file-counting"_s,
                               u"mapping"_s,
                               u"mapping-date"_s,
                               u"mapping-offline"_s,
                               u"check"_s,
                               u"check-fill"_s,
                               u"check-none"_s,
                               u"jobs"_s,
                               u"jobs-doubt"_s,
                               u"jobs-log"_s,
                               u"jobs-paused"_s,
                               u"jobs-throttled"_s,
                               u"jobs-stopped"_s,
                               u"jobs-done"_s,
                               u"jobs-nothing"_s,
                               u"results"_s,
                               u"results-done"_s,
                               u"connections"_s,
                               u"connections-waiting"_s,
                               u"connections-nobrowser"_s,
                               u"connections-code"_s,
                               u"connections-refused"_s,
                               u"connections-nostore"_s,
                               u"settings"_s,
                               u"help"_s,
                               u"mapping-text"_s};
    for (const QString& name : names) {
        QTest::newRow(qPrintable(name + u"-light"_s)) << name << QSize(1280, 800) << false << false << false;
        QTest::newRow(qPrintable(name + u"-dark"_s)) << name << QSize(1280, 800) << true << false << false;
        QTest::newRow(qPrintable(name + u"-small"_s)) << name << QSize(1024, 640) << false << false << false;
        QTest::newRow(qPrintable(name + u"-long"_s)) << name << QSize(1100, 700) << false << false << true;
    }
    QTest::newRow("mapping-mirrored") << u"mapping"_s << QSize(1280, 800) << false << true << false;
    QTest::newRow("results-mirrored") << u"results"_s << QSize(1280, 800) << true << true << false;
}

void TestPages::pages()
{
    QFETCH(QString, name);
    QFETCH(QSize, size);
    QFETCH(bool, dark);
    QFETCH(bool, mirrored);
    QFETCH(bool, longer);
    test::LongerTexts translator;
    if (longer)
        QCoreApplication::installTranslator(&translator);
    m_theme->setChoice(dark ? ThemeChoice::Dark : ThemeChoice::Light);
    qApp->setLayoutDirection(mirrored ? Qt::RightToLeft : Qt::LeftToRight);
    const std::unique_ptr<QWidget> window(make(name));
    if (auto* rail = window->findChild<Rail*>())
        rail->setFolded(size.width() < 1100);
    window->resize(size);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    test::waitUntilSettled();
    const QPixmap picture = window->grab();
    QVERIFY(picture.save(QStringLiteral(STEVEDORE_SHOTS "/%1.png").arg(QString::fromLatin1(QTest::currentDataTag()))));
    qApp->setLayoutDirection(Qt::LeftToRight);
    QCOMPARE(window->size(), size);
}

void TestPages::contrast_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

namespace {

double luminance(const QColor& colour)
{
    const auto channel = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) + 0.0722 * channel(colour.blueF());
}

double ratio(const QColor& a, const QColor& b)
{
    const double x = luminance(a) + 0.05;
    const double y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

} // namespace

void TestPages::contrast()
{
    QFETCH(bool, dark);
    const Colours& c = dark ? darkColours() : lightColours();
    for (const QColor& ground : {c.pane, c.ground, c.rail, c.selection}) {
        QVERIFY2(ratio(c.text, ground) >= 4.5, qPrintable(ground.name()));
        QVERIFY2(ratio(c.dim, ground) >= 4.5, qPrintable(ground.name()));
    }
    QVERIFY(ratio(c.onAccent, c.accent) >= 4.5);
    for (const Meaning meaning :
         {Meaning::In, Meaning::Refused, Meaning::Attention, Meaning::AtCrm, Meaning::Waiting}) {
        const Tone& tone = c.tone(meaning);
        for (const QColor& ground : {c.pane, c.selection, tone.soft})
            QVERIFY2(ratio(tone.fore, ground) >= 4.5,
                     qPrintable(u"%1 %2 %3"_s.arg(int(meaning)).arg(ground.name()).arg(ratio(tone.fore, ground))));
        QVERIFY2(ratio(c.text, tone.soft) >= 4.5, qPrintable(tone.soft.name()));
    }
}

void TestPages::controlsHaveNames()
{
    QFETCH(QString, name);
    const std::unique_ptr<QWidget> window(make(name));
    for (const QWidget* widget : window->findChildren<QWidget*>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->isHidden() || widget->objectName().startsWith(u"qt_"))
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool named = !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        const bool ours = button || widget->inherits("QComboBox") || widget->inherits("QLineEdit") ||
                          widget->inherits("QAbstractItemView");
        const bool inside = widget->parentWidget() &&
                            (widget->parentWidget()->inherits("QComboBox") || widget->inherits("QHeaderView") ||
                             widget->inherits("QTableCornerButton") || widget->inherits("QComboBoxListView"));
        if (ours && !inside)
            QVERIFY2(named, qPrintable(u"%1 %2 has no name"_s.arg(
                                QString::fromLatin1(widget->metaObject()->className()), widget->objectName())));
    }
}

/// Of a column with too many different values it is not known whether one is there twice.
void TestPages::estimatesClaimNothing()
{
    ProfilePane pane;
    const auto says = [&pane](const QString& words) {
        const QList<QLabel*> labels = pane.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) { return label->text() == words; });
    };
    ColumnProfile profile;
    profile.rows = profile.filled = profile.distinct = 5;
    profile.frequent = {{u"a"_s, 1}};
    pane.setProfile(u"id"_s, profile);
    QVERIFY(says(u"No value is there twice"_s));
    profile.distinctExact = profile.frequentExact = false;
    pane.setProfile(u"id"_s, profile);
    QVERIFY(says(u"No value comes often"_s));
    profile.frequent = {{u"a"_s, 2}, {u"b"_s, 1}};
    pane.setProfile(u"id"_s, profile);
    QVERIFY(says(u"Most frequent values, at least so many rows"_s));
    QCOMPARE(pane.findChild<QListView*>()->model()->rowCount(), 1);
}

void TestPages::uncheckedRowsCanBeChecked()
{
    CheckPage page;
    SendFacts facts;
    facts.action = u"Create 200,000 contacts"_s;
    facts.whyNot = u"The rows are not checked yet."_s;
    page.setSend(facts);
    page.show();
    int checks = 0;
    connect(&page, &CheckPage::checkWanted, &page, [&checks] { ++checks; });
    QVERIFY(page.primary()->isEnabled());
    QTest::mouseClick(page.primary(), Qt::LeftButton);
    QCOMPARE(checks, 1);
    facts.whyNotCheck = u"There is no connection to the CRM."_s;
    page.setSend(facts);
    QVERIFY(!page.primary()->isEnabled());
}

void TestPages::productionIsAskedOnce()
{
    const std::unique_ptr<QWidget> window(makeCheck(0));
    auto* page = qobject_cast<CheckPage*>(window.get());
    int sent = 0;
    connect(page, &CheckPage::sendWanted, page, [&sent] { ++sent; });
    page->show();
    QTest::mouseClick(page->primary(), Qt::LeftButton);
    QCOMPARE(sent, 0);
    auto* confirm = page->findChild<QPushButton*>(u"confirmSend"_s);
    QVERIFY(confirm);
    QCOMPARE(confirm->text(), u"Create 200,000 contacts"_s);
    QTest::mouseClick(confirm, Qt::LeftButton);
    QCOMPARE(sent, 1);
}

void TestPages::doubtIsAnswered()
{
    JobsPage page;
    std::optional<std::pair<PartId, bool>> answer;
    connect(&page, &JobsPage::doubtAnswered, this, [&answer](PartId id, bool there) { answer = {id, there}; });
    page.setSnapshot(test::doubtfulImport(m_now), m_now);
    page.show();
    auto* missing = page.findChild<QPushButton*>(u"doubtMissing"_s);
    QVERIFY(missing);
    QTest::mouseClick(missing, Qt::LeftButton);
    QVERIFY(answer);
    QCOMPARE(answer->first, PartId(7));
    QVERIFY(!answer->second);
}

void TestPages::doubtIsLeft()
{
    JobsPage page;
    const QSignalSpy answered(&page, &JobsPage::doubtAnswered);
    const ImportSnapshot import = test::doubtfulImport(m_now);
    page.setSnapshot(import, m_now);
    page.show();
    const auto says = [&page](const QString& words) {
        const QList<QLabel*> labels = page.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->isVisible() && label->text().contains(words); });
    };
    QVERIFY(says(import.parts[6].record.csvName));
    QVERIFY(says(import.parts[6].record.found));
    QVERIFY(says(u"150,001–175,000 (25,000 rows)"_s));
    QVERIFY(says(import.parts[6].record.intentAt.toLocalTime().toString(u"HH:mm:ss"_s)));
    QTest::mouseClick(page.findChild<QPushButton*>(u"doubtLeave"_s), Qt::LeftButton);
    QVERIFY(!page.findChild<QPushButton*>(u"doubtThere"_s)->isVisible());
    QVERIFY(says(u"25,000 rows stay in doubt"_s));
    page.setSnapshot(import, m_now.addSecs(1));
    QVERIFY(!page.findChild<QPushButton*>(u"doubtThere"_s)->isVisible());
    QTest::mouseClick(page.findChild<QPushButton*>(u"doubtLook"_s), Qt::LeftButton);
    QTest::mouseClick(page.findChild<QPushButton*>(u"doubtThere"_s), Qt::LeftButton);
    QCOMPARE(answered.size(), 1);
    QVERIFY(answered.first().at(1).toBool());
}

void TestPages::chosenDoubtIsAsked()
{
    JobsPage page;
    PartId answer;
    connect(&page, &JobsPage::doubtAnswered, this, [&answer](PartId id) { answer = id; });
    ImportSnapshot import = test::doubtfulImport(m_now);
    import.parts[1].record.unknown = 12;
    import.parts[4].record.unknown = 7;
    page.setSnapshot(import, m_now);
    page.show();
    auto* grid = page.findChild<QAbstractItemView*>(u"partsGrid"_s);
    auto* there = page.findChild<QPushButton*>(u"doubtThere"_s);
    for (const auto& [row, part] : {std::pair(0, 2), {4, 5}, {6, 7}}) {
        grid->setCurrentIndex(grid->model()->index(row, 0));
        QTest::mouseClick(there, Qt::LeftButton);
        QCOMPARE(answer, PartId(part));
    }
}

void TestPages::monitorIsSortedFilteredAndCopied()
{
    JobsPage page;
    page.setSnapshot(test::runningImport(m_now), m_now);
    page.resize(1080, 700);
    page.show();
    auto* grid = page.findChild<QTableView*>(u"partsGrid"_s);
    const auto first = [grid] { return grid->model()->index(0, PartsModel::Number).data().toString(); };
    QHeaderView* head = grid->horizontalHeader();
    const QPoint refused(head->sectionViewportPosition(PartsModel::Refused) + 20, head->height() / 2);
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, refused);
    QCOMPARE(first(), u"6"_s);
    QTest::mouseClick(head->viewport(), Qt::LeftButton, {}, refused);
    QVERIFY(grid->model()->headerData(PartsModel::Refused, Qt::Horizontal).toString().endsWith(u'\u25be'));
    QCOMPARE(first(), u"5"_s);
    auto* filter = page.findChild<QComboBox*>(u"partFilter"_s);
    QCOMPARE(filter->itemText(3), u"Done · 5"_s);
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_Down);
    QCOMPARE(grid->model()->rowCount(), 3);
    page.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&page));
    grid->setFocus();
    QTest::keyClick(grid, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(grid, Qt::Key_C, Qt::ControlModifier);
    const QString copied = QApplication::clipboard()->text();
    QCOMPARE(copied.count(u'\n'), 4);
    QVERIFY(copied.startsWith(u"Part\tRows\tStage"));
    QVERIFY(copied.contains(u"5725000001234097"));
}

void TestPages::logIsShownOnDemand()
{
    JobsPage page;
    QList<PartId> wanted;
    connect(&page, &JobsPage::logWanted, this, [&](PartId part) {
        wanted.append(part);
        page.setLog(part, test::partEvents(m_now));
    });
    ImportSnapshot import = test::runningImport(m_now);
    page.setSnapshot(import, m_now);
    page.show();
    auto* grid = page.findChild<QAbstractItemView*>(u"partsGrid"_s);
    grid->setCurrentIndex(grid->model()->index(5, 0));
    auto* log = page.findChild<QAbstractItemView*>(u"partLog"_s);
    QVERIFY(!log->isVisible());
    QVERIFY(wanted.isEmpty());
    QTest::mouseClick(page.findChild<QPushButton*>(u"showLog"_s), Qt::LeftButton);
    QVERIFY(log->isVisible());
    QCOMPARE(wanted, QList<PartId>{PartId(6)});
    QCOMPARE(log->model()->rowCount(), 10);
    // The clock alone asks for nothing; a look at the job does.
    page.setSnapshot(import, m_now.addSecs(1));
    QCOMPARE(wanted.size(), 1);
    import.parts[5].record.polls = 4;
    page.setSnapshot(import, m_now.addSecs(2));
    QCOMPARE(wanted.size(), 2);
    QTest::mouseClick(page.findChild<QPushButton*>(u"copyLog"_s), Qt::LeftButton);
    const QString copied = QApplication::clipboard()->text();
    QVERIFY(copied.contains(u"/crm/bulk/v8/write 201 in 340 ms"));
    QCOMPARE(copied.count(u'\n'), 11);
}

void TestPages::goesOnAnyway()
{
    JobsPage page;
    const QSignalSpy resumed(&page, &JobsPage::resumeWanted);
    ImportSnapshot import = test::stoppedImport(m_now);
    page.setSnapshot(import, m_now);
    page.show();
    auto* goOn = page.findChild<QPushButton*>(u"goOnAnyway"_s);
    QVERIFY(goOn && goOn->isVisible());
    QCOMPARE(goOn->text(), u"Go on anyway"_s);
    QTest::mouseClick(goOn, Qt::LeftButton);
    QCOMPARE(resumed.size(), 1);
    import.record.failure = u"The CRM does not know this token any more. Sign in again."_s;
    import.stoppedByRefusals = false;
    page.setSnapshot(import, m_now);
    QTRY_COMPARE(page.findChild<QPushButton*>(u"goOnAnyway"_s)->text(), u"Go on"_s);
    import.record.state = ImportState::Running;
    page.setSnapshot(import, m_now);
    QTRY_VERIFY(!page.findChild<QPushButton*>(u"goOnAnyway"_s));
}

void TestPages::saysWhatHoldsItUp()
{
    JobsPage page;
    page.setSnapshot(test::throttledImport(m_now), m_now);
    page.show();
    const auto* strip = page.findChild<Strip*>();
    QVERIFY(strip->isVisible());
    QVERIFY(strip->accessibleDescription().contains(u"Next try in 30 seconds"));
    page.setSnapshot(test::pausedImport(m_now), m_now);
    QVERIFY(!strip->isVisible());
    const auto* foot = page.findChild<QLabel*>(u"footSentence"_s);
    QVERIFY2(foot->accessibleName().contains(u"2 jobs with 50,000 rows go on at the CRM"),
             qPrintable(foot->accessibleName()));
}

void TestPages::guaranteeStandsBesideTheButton()
{
    const std::unique_ptr<QWidget> window(makeCheck(0));
    auto* page = qobject_cast<CheckPage*>(window.get());
    page->show();
    const auto* note = page->findChild<QLabel*>(u"footNote"_s);
    QVERIFY(note->isVisible());
    QCOMPARE(note->toolTip(), note->text());
    QVERIFY(note->text().startsWith(u"Exactly once"));
    SendFacts facts;
    facts.sent = true;
    facts.guarantee = note->text();
    page->setSend(facts);
    QVERIFY(!note->isVisible());
}

void TestPages::typedRepairIsApplied()
{
    const std::unique_ptr<QWidget> window(makeCheck(1));
    auto* page = qobject_cast<CheckPage*>(window.get());
    Repair done;
    std::size_t rows = 0;
    connect(page, &CheckPage::repairWanted, page, [&](const Repair& repair, const std::vector<RowNumber>& numbers) {
        done = repair;
        rows = numbers.size();
    });
    page->show();
    auto* edit = page->findChild<QWidget*>(u"repairTo"_s);
    QVERIFY(edit);
    QTest::keyClicks(edit, u"Unknown"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(done.kind, Repair::Kind::Fill);
    QCOMPARE(done.to, u"Unknown"_s);
    QCOMPARE(rows, std::size_t(75));
}

QTEST_MAIN(TestPages)
#include "tst_ui_pages.moc"

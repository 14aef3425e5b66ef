// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow.h"

#include "base/text.h"
#include "models/importsmodel.h"
#include "pages/connectionspage.h"
#include "pages/helppage.h"
#include "pages/homepage.h"
#include "pages/settingspage.h"
#include "pages/steppage.h"
#include "transfer/localcrm.h"
#include "widgets/dropzone.h"
#include "widgets/stepbar.h"
#include "widgets/theme.h"
#include "window/connectionsbinder.h"
#include "window/exportsview.h"
#include "window/importview.h"
#include "window/partingwords.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QResizeEvent>
#include <QShortcut>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int foldBelow = 1100;
constexpr qint64 sampleRows = 200'000;

} // namespace

MainWindow::MainWindow(Engine& engine, Prompts& prompts, Theme& theme, const QString& sandboxProgram, QWidget* parent)
    : QMainWindow(parent), m_engine(engine), m_prompts(prompts), m_theme(theme), m_sandboxProgram(sandboxProgram),
      m_recent(engine.home()), m_session(new ImportSession(engine, this)), m_rail(new Rail), m_stripe(new QWidget),
      m_stack(new QStackedWidget), m_home(new HomePage),
      m_view(new ImportView(engine, *m_session, prompts, sandboxProgram)), m_exports(new ExportsView(engine, prompts)),
      m_connections(new ConnectionsPage),
      m_binder(std::make_unique<ConnectionsBinder>(engine, prompts, *m_connections)),
      m_settings(new SettingsPage(theme.choice(), engine.home())), m_help(new HelpPage)
{
    auto* central = new QWidget;
    auto* lines = new QVBoxLayout(central);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    m_stripe->setFixedHeight(3);
    m_stripe->setAutoFillBackground(true);
    m_stripe->hide();
    lines->addWidget(m_stripe);
    auto* line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(m_rail);
    for (QWidget* page : std::initializer_list<QWidget*>{m_home, m_view, m_exports, m_connections, m_settings, m_help})
        m_stack->addWidget(page);
    line->addWidget(m_stack, 1);
    lines->addLayout(line, 1);
    setCentralWidget(central);
    setWindowTitle(u"Stevedore"_s);
    resize(1280, 800);
    setMinimumSize(900, 600);
    setAcceptDrops(true);
    makeHome();
    makeShortcuts();
    bindEngine();
    connect(m_rail, &Rail::placeChosen, this, &MainWindow::go);
    connect(m_rail, &Rail::importChosen, this, &MainWindow::openImport);
    connect(m_view, &ImportView::otherFileWanted, this, &MainWindow::chooseFile);
    connect(m_view, &ImportView::importWanted, this, &MainWindow::openImport);
    connect(m_view, &ImportView::connectionsWanted, this, [this] { go(Rail::Connections); });
    connect(m_exports, &ExportsView::importWanted, this, &MainWindow::openImport);
    connect(qobject_cast<SettingsPage*>(m_settings), &SettingsPage::themeChosen, &m_theme, &Theme::setChoice);
    connect(&m_theme, &Theme::changed, this, &MainWindow::fillConnection);
    fillConnection();
    fillImports();
    go(Rail::Imports);
}

MainWindow::~MainWindow() = default;

void MainWindow::makeHome()
{
    m_home->setRecent(m_recent.paths());
    m_home->setSamplePossible(QFileInfo(m_sandboxProgram).isExecutable());
    connect(m_home, &HomePage::chooseWanted, this, &MainWindow::chooseFile);
    connect(m_home, &HomePage::fileChosen, this, &MainWindow::openFile);
    connect(m_home, &HomePage::importChosen, this, &MainWindow::openImport);
    connect(m_home, &HomePage::sampleWanted, this, &MainWindow::trySample);
    connect(m_home, &HomePage::removeWanted, this, [this](ImportId id) {
        if (auto removed = m_engine.removeDraft(id); !removed)
            m_home->setFailure(removed.error().sentence);
    });
}

void MainWindow::makeShortcuts()
{
    const auto key = [this](const QKeySequence& sequence, const std::function<void()>& action) {
        connect(new QShortcut(sequence, this), &QShortcut::activated, this, action);
    };
    key(QKeySequence::Open, [this] { chooseFile(); });
    key(Qt::Key_F1, [this] { go(Rail::Help); });
    const auto exporting = [this] { return m_stack->currentWidget() == m_exports; };
    key(QKeySequence::Find, [=, this] { exporting() ? m_exports->find() : m_view->find(); });
    key(QKeySequence(Qt::CTRL | Qt::Key_G), [=, this] { exporting() ? m_exports->goToRow() : m_view->goToRow(); });
    key(Qt::Key_F8, [this] { m_view->stepFinding(1); });
    key(QKeySequence(Qt::SHIFT | Qt::Key_F8), [this] { m_view->stepFinding(-1); });
    key(QKeySequence::Undo,
        [=, this] { exporting() ? m_exports->undo() : m_session->corrections().undoStack().undo(); });
    for (const QKeySequence& redo :
         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)})
        key(redo, [=, this] { exporting() ? m_exports->redo() : m_session->corrections().undoStack().redo(); });
    key(Qt::Key_Escape, [this] { go(Rail::Imports); });
    for (const Qt::Key enter : {Qt::Key_Return, Qt::Key_Enter}) {
        key(QKeySequence(Qt::CTRL | enter), [=, this] {
            StepPage* const page = exporting()                          ? m_exports->page()
                                   : m_stack->currentWidget() == m_view ? m_view->page()
                                                                        : nullptr;
            if (page && page->primary()->isVisible())
                page->primary()->click();
        });
    }
    for (int step = 0; step < 5; ++step) {
        key(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + step)), [this, step] {
            if (m_session->isOpen()) {
                showImport();
                m_view->showStep(step);
            }
        });
    }
}

void MainWindow::bindEngine()
{
    m_listTimer.setSingleShot(true);
    m_listTimer.setInterval(300);
    connect(&m_listTimer, &QTimer::timeout, this, &MainWindow::fillImports);
    connect(&m_engine, &Engine::importsListChanged, &m_listTimer, qOverload<>(&QTimer::start));
    connect(&m_engine, &Engine::importChanged, this, [this](ImportId id) {
        if (!m_listTimer.isActive())
            m_listTimer.start();
        if (id == m_session->id())
            m_view->importChanged();
    });
    connect(&m_engine, &Engine::importResting, this, [this](ImportId id) {
        if (id == m_session->id())
            m_view->importChanged();
        tellRest(id);
    });
    connect(&m_engine.exports(), &Exports::exportResting, this, [this](ExportId id) {
        const auto snapshot = m_engine.exports().snapshot(id);
        const bool inSight = isActiveWindow() && m_exports->shown() == id && m_stack->currentWidget() == m_exports;
        if (inSight || !snapshot)
            return;
        if (const auto news = restingNews(*snapshot))
            m_prompts.notify(this, news->headline, news->detail);
    });
    connect(&m_engine, &Engine::connectionChanged, this, &MainWindow::fillConnection);
}

void MainWindow::go(Rail::Place place)
{
    m_place = place;
    const ImportId none;
    switch (place) {
    case Rail::Imports:
        m_stack->setCurrentWidget(m_home);
        break;
    case Rail::Exports:
        // A second click leads to the list.
        if (m_stack->currentWidget() == m_exports)
            m_exports->showList();
        m_stack->setCurrentWidget(m_exports);
        break;
    case Rail::Connections:
        m_connections->setConnections(m_engine.connections());
        m_stack->setCurrentWidget(m_connections);
        break;
    case Rail::Settings:
        m_stack->setCurrentWidget(m_settings);
        break;
    case Rail::Help:
        m_stack->setCurrentWidget(m_help);
        break;
    }
    m_rail->setPlace(place, none);
    m_stack->currentWidget()->setFocus();
}

void MainWindow::showImport()
{
    m_place = Rail::Imports;
    m_stack->setCurrentWidget(m_view);
    m_rail->setPlace(Rail::Imports, m_session->id());
}

void MainWindow::openFile(const QString& path)
{
    m_home->setBusy({});
    m_recent.add(path);
    m_home->setRecent(m_recent.paths());
    m_session->openFile(path);
    showImport();
}

void MainWindow::openImport(ImportId id)
{
    if (id != m_session->id())
        m_session->openImport(id);
    showImport();
}

void MainWindow::chooseFile()
{
    if (const auto path = m_prompts.openFile(
            this, tr("Choose a file"), tr("Tables (*.csv *.txt *.tsv *.gz *.zip *.xlsx *.ods *.xls);;All files (*)")))
        openFile(*path);
}

void MainWindow::trySample()
{
    m_home->setBusy(tr("The local CRM is being started and the sample file written."));
    m_localCrm = std::make_unique<LocalCrm>(m_sandboxProgram, m_engine.home() + u"/local-crm"_s);
    m_localCrm->start([this](const Result<Connection>& connection) {
        if (!connection) {
            m_home->setFailure(connection.error().sentence);
            return;
        }
        connectWith(*connection);
        m_localCrm->makeSample(m_engine.scratchFolder() + u"/sample-contacts.csv"_s, sampleRows,
                               [this](const Result<QString>& path) { sampleReady(path); });
    });
}

void MainWindow::sampleReady(const Result<QString>& path)
{
    if (path)
        openFile(*path);
    else
        m_home->setFailure(path.error().sentence);
}

void MainWindow::useVault(SecretVault& vault)
{
    m_binder->useVault(vault);
}

void MainWindow::connectWith(const Connection& connection)
{
    if (const auto begun = m_engine.connectTo(connection); !begun)
        m_home->setFailure(begun.error().sentence);
}

void MainWindow::connectWith(const QString& savedName)
{
    if (const auto begun = m_engine.connectTo(savedName); !begun)
        m_home->setFailure(begun.error().sentence);
}

void MainWindow::fillConnection()
{
    using State = ConnectionStatus::State;
    const ConnectionStatus& status = m_engine.connection();
    RailConnection card;
    ConnectionFacts facts;
    facts.name = status.connection.name;
    if (status.state != State::None) {
        card.org = status.org.companyName.isEmpty() ? status.connection.name : status.org.companyName;
        card.detail = status.user.email;
        card.kind = kindName(status.connection.kind);
        card.production = status.connection.kind == ConnectionKind::Production;
    }
    if (status.state == State::SigningIn) {
        card.state = facts.text = tr("Signing in");
        facts.working = true;
    } else if (status.state == State::Failed) {
        card.state = tr("Not connected");
        card.meaning = Meaning::Refused;
        facts.text = status.failure.sentence;
        facts.failed = true;
    } else if (status.state == State::Ready) {
        card.state =
            status.creditsLeft >= 0 ? tr("%Ln credits left", nullptr, numberOf(status.creditsLeft)) : tr("Connected");
        facts.text = tr("Works: signed in to %1 as %2").arg(status.org.companyName, status.user.email);
    }
    m_rail->setConnection(card);
    m_connections->setFacts(facts);
    QPalette stripe = m_stripe->palette();
    stripe.setColor(QPalette::Window, coloursOf(palette()).attention.solid);
    m_stripe->setPalette(stripe);
    m_stripe->setVisible(card.production);
    if (m_lastState != status.state) {
        m_lastState = status.state;
        m_view->connectionChanged();
        m_exports->connectionChanged();
    }
}

void MainWindow::fillImports()
{
    QList<ImportSnapshot> imports = m_engine.imports();
    const QList<ExportSnapshot> exports = m_engine.exports().list();
    imports.removeIf([&](const ImportSnapshot& import) { return ExportEdits::isOne(import, exports); });
    m_home->setImports(imports);
    QList<RailImport> entries;
    for (const ImportSnapshot& import : imports)
        entries.append(railImport(import));
    m_rail->setImports(entries);
    m_rail->setPlace(m_place, m_stack->currentWidget() == m_view ? m_session->id() : ImportId());
}

void MainWindow::connectToResume()
{
    const QString name = connectionToResume(m_engine.imports(), m_engine.exports().list(), m_engine.connections());
    if (!name.isEmpty() && m_engine.canSend())
        connectWith(name);
}

/// Whoever has the import in sight sees it come to rest.
void MainWindow::tellRest(ImportId id)
{
    const bool inSight = isActiveWindow() && m_stack->currentWidget() == m_view && id == m_session->id() &&
                         m_view->step() >= StepBar::Jobs;
    const auto snapshot = m_engine.snapshot(id);
    if (inSight || !snapshot)
        return;
    if (const auto news = restingNews(*snapshot))
        m_prompts.notify(this, news->headline, news->detail);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    // A session that ends does not wait for answers.
    const bool ending = qApp->isSavingSession() || !m_engine.canSend();
    auto question = ending ? std::nullopt : closeQuestion(m_engine.imports(), m_engine.connections());
    if (!ending && !question)
        question = closeQuestion(m_engine.exports().list());
    event->setAccepted(!question || m_prompts.confirm(this, question->headline, question->detail,
                                                      tr("Close, and go on later"), tr("Keep it open")));
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    m_rail->setFolded(event->size().width() < foldBelow);
    QMainWindow::resizeEvent(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (!draggedFile(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    const QString path = draggedFile(event->mimeData());
    const auto open = [this, path] { openFile(path); };
    if (m_stack->currentWidget() == m_view)
        m_view->drop(path, open);
    else
        open();
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/exportsview.h"

#include "base/text.h"
#include "crm/readjson.h"
#include "exports/exportform.h"
#include "exports/exportrunpage.h"
#include "pages/rowspane.h"
#include "transfer/export/savedrun.h"
#include "widgets/emptystate.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"
#include "widgets/twolinedelegate.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int second = 1000;

QString proposal(const ExportRequest& request)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QStringLiteral("%1/%2-%3.%4")
        .arg(folder, request.module.toLower(), QDate::currentDate().toString(Qt::ISODate),
             formatWord(request.file.format));
}

QString filterOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv:
        return ExportsView::tr("CSV (*.csv)");
    case ExportFormat::CsvGz:
        return ExportsView::tr("Packed CSV (*.csv.gz)");
    case ExportFormat::Xlsx:
        return ExportsView::tr("Workbook (*.xlsx)");
    case ExportFormat::Ics:
        return ExportsView::tr("Calendar (*.ics)");
    }
    Q_UNREACHABLE();
}

} // namespace

ExportsView::ExportsView(Engine& engine, Prompts& prompts, QWidget* parent)
    : QWidget(parent), m_engine(engine), m_prompts(prompts), m_model(new ExportsModel(this)), m_head(new QWidget),
      m_title(plainLabel({}, "title")), m_all(linkButton(tr("All exports"))), m_save(linkButton(tr("Save as a file…"))),
      m_saved(new QPushButton(tr("Open a saved one…"))), m_likeThis(linkButton(tr("Another like this"))),
      m_folder(linkButton(tr("Show the file"))), m_remove(linkButton(tr("Take off the list"))), m_list(new QListView),
      m_empty(new EmptyState(u"export"_s)), m_new(new QPushButton(tr("New export"))), m_stack(new QStackedWidget),
      m_form(new ExportForm), m_run(new ExportRunPage), m_edits(new ExportEdits(engine, this)),
      m_loader(new SourceLoader(this))
{
    setProperty("surface", u"ground"_s);
    setAttribute(Qt::WA_StyledBackground);
    makeHead();
    m_listPage = makeList();
    for (QWidget* page : {m_listPage, static_cast<QWidget*>(m_form), static_cast<QWidget*>(m_run)})
        m_stack->addWidget(page);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    lines->addWidget(m_head);
    lines->addWidget(m_stack, 1);
    bindForm();
    bindRun();
    bindEngine();
    showList();
    connectionChanged();
}

void ExportsView::makeHead()
{
    auto* line = new QHBoxLayout(m_head);
    line->setContentsMargins(space::edge, space::inner, space::edge, 0);
    line->setSpacing(space::panes);
    line->addWidget(m_title, 1);
    for (const auto& [button, name] : {std::pair{m_remove, u"removeExport"_s}, std::pair{m_folder, u"showFolder"_s},
                                       std::pair{m_likeThis, u"likeThis"_s}, std::pair{m_save, u"saveExport"_s},
                                       std::pair{m_all, u"allExports"_s}}) {
        button->setObjectName(name);
        line->addWidget(button);
    }
    m_save->setToolTip(
        tr("Module, columns and conditions as a file, which the command line's \"run\" carries out, too"));
    connect(m_save, &QPushButton::clicked, this, &ExportsView::save);
    connect(m_all, &QPushButton::clicked, this, &ExportsView::showList);
    connect(m_likeThis, &QPushButton::clicked, this, &ExportsView::likeThis);
    connect(m_folder, &QPushButton::clicked, this, [this] {
        if (const auto snapshot = m_engine.exports().snapshot(m_open))
            m_prompts.openAddress(this, QUrl::fromLocalFile(QFileInfo(snapshot->record.targetPath).absolutePath()));
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        const auto removed = m_engine.exports().remove(m_open);
        if (removed)
            showList();
        else
            said(removed);
    });
}

QWidget* ExportsView::makeList()
{
    auto* page = new QWidget;
    auto* lines = new QVBoxLayout(page);
    lines->setContentsMargins(space::edge + space::inner, space::edge, space::edge + space::inner, space::edge);
    lines->setSpacing(space::panes);
    auto* top = new QHBoxLayout;
    top->setSpacing(space::between);
    top->addWidget(plainLabel(tr("Export from the CRM"), "title"), 1);
    m_saved->setObjectName(u"openSaved"_s);
    m_saved->setToolTip(tr("An export that was saved as a file"));
    m_new->setObjectName(u"newExport"_s);
    m_new->setProperty("primary", true);
    top->addWidget(m_saved);
    top->addWidget(m_new);
    lines->addLayout(top);
    auto* pane = new Pane(tr("Exports"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setObjectName(u"exportsList"_s);
    m_list->setAccessibleName(tr("Exports"));
    m_empty->say(tr("No export yet"),
                 tr("Choose a module, columns and conditions; all records that fit go into one file, "
                    "however many there are."));
    pane->body()->addWidget(m_list, 1);
    pane->body()->addWidget(m_empty, 1);
    lines->addWidget(pane, 1);
    const auto open = [this](const QModelIndex& index) { openExport(m_model->idAt(index.row())); };
    connect(m_list, &QListView::clicked, this, open);
    connect(m_list, &QListView::activated, this, open);
    connect(m_new, &QPushButton::clicked, this, &ExportsView::showForm);
    connect(m_saved, &QPushButton::clicked, this, &ExportsView::openSaved);
    return page;
}

void ExportsView::bindForm()
{
    connect(m_form, &ExportForm::moduleChosen, this, &ExportsView::chooseModule);
    connect(m_form, &ExportForm::parentWanted, this, [this](const QString& module) {
        m_engine.readableMeta(module, m_form, [this](const Result<ModuleMeta>& meta) {
            if (meta)
                m_form->addParent(*meta);
        });
    });
    connect(m_form, &ExportForm::estimateWanted, this, [this](const ExportRequest& request) {
        m_engine.exports().estimate(request, m_form, [this](const Result<ExportEstimate>& estimate) {
            m_form->setEstimate(estimate ? std::optional(*estimate) : std::nullopt);
        });
    });
    connect(m_form, &ExportForm::startWanted, this, &ExportsView::startExport);
    m_form->setLookupSearch(
        [this](const QString& module, const QString& text, const std::function<void(QList<LookupHit>)>& found) {
            m_engine.exports().findRecords(module, text, m_form, [found](const Result<QList<NamedRecord>>& records) {
                QList<LookupHit> hits;
                if (records)
                    for (const NamedRecord& record : *records)
                        hits.append({record.id, record.name});
                found(hits);
            });
        });
}

void ExportsView::bindRun()
{
    Exports& exports = m_engine.exports();
    connect(m_run, &ExportRunPage::pauseWanted, this, [this, &exports] { said(exports.pause(m_open)); });
    connect(m_run, &ExportRunPage::resumeWanted, this, [this, &exports] { said(exports.resume(m_open)); });
    connect(m_run, &ExportRunPage::cancelWanted, this, [this, &exports] {
        if (m_prompts.confirm(this, tr("Give this export up?"),
                              tr("What came so far is thrown away; its credits are spent. The file stays as it was."),
                              tr("Give it up"), tr("Keep it")))
            said(exports.cancel(m_open));
    });
    connect(m_run, &ExportRunPage::elsewhereWanted, this, &ExportsView::writeElsewhere);
    connect(m_run, &ExportRunPage::likeThisWanted, this, &ExportsView::likeThis);
    connect(m_run, &ExportRunPage::undoWanted, this, &ExportsView::undo);
    connect(m_run, &ExportRunPage::sendBackWanted, this, &ExportsView::sendBack);
    connect(m_edits, &ExportEdits::changed, this, &ExportsView::fillEdits);
    connect(m_edits, &ExportEdits::failed, m_run, &ExportRunPage::showFailure);
    SourceModel* const model = m_run->rows()->model();
    model->setOverlay([this](RowNumber row, int column) { return m_edits->corrections().value(row, column); });
    for (const auto signal :
         {&SourceLoader::opened, &SourceLoader::grown, &SourceLoader::indexed, &SourceLoader::profiled})
        connect(m_loader, signal, this, &ExportsView::fillFile);
    connect(m_loader, &SourceLoader::failed, m_run, &ExportRunPage::showFailure);
}

void ExportsView::bindEngine()
{
    connect(&m_engine.exports(), &Exports::listChanged, this, &ExportsView::fillList);
    for (const auto signal : {&Exports::exportChanged, &Exports::exportResting})
        connect(&m_engine.exports(), signal, this, [this](ExportId id) {
            fillList();
            if (id == m_open)
                fillRun();
        });
    // Waiting times count down.
    m_clock.setInterval(second);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        const auto snapshot = m_engine.exports().snapshot(m_open);
        if (isVisible() && snapshot && snapshot->waitingUntil.isValid())
            fillRun();
    });
    m_clock.start();
}

StepPage* ExportsView::page() const
{
    return qobject_cast<StepPage*>(m_stack->currentWidget());
}

void ExportsView::fillList()
{
    m_model->setExports(m_engine.exports().list());
    m_list->setVisible(m_model->rowCount() > 0);
    m_empty->setVisible(m_model->rowCount() == 0);
}

void ExportsView::showPage(QWidget* page)
{
    m_stack->setCurrentWidget(page);
    setFocusProxy(page == m_listPage ? static_cast<QWidget*>(m_new) : page);
    m_head->setVisible(page != m_listPage);
    fillList();
    page->setFocus();
}

void ExportsView::showList()
{
    m_open = {};
    showPage(m_listPage);
}

void ExportsView::showForm()
{
    m_open = {};
    m_title->setText(tr("New export"));
    for (QPushButton* button : {m_remove, m_folder, m_likeThis})
        button->hide();
    showPage(m_form);
}

void ExportsView::openExport(ExportId id)
{
    m_open = id;
    fillRun();
    showPage(m_run);
}

void ExportsView::fillRun()
{
    const auto snapshot = m_engine.exports().snapshot(m_open);
    if (!snapshot)
        return;
    m_run->setSnapshot(*snapshot, QDateTime::currentDateTimeUtc());
    const ExportState state = snapshot->record.state;
    m_title->setText(tr("%1 → %2").arg(snapshot->record.moduleLabel,
                                       shownValue(QFileInfo(snapshot->record.targetPath).fileName(), 60)));
    m_remove->setVisible(state == ExportState::Finished || state == ExportState::Cancelled);
    m_folder->setVisible(state == ExportState::Finished);
    m_likeThis->show();
    if (snapshot->record.state == ExportState::Finished)
        openFile(*snapshot);
}

void ExportsView::openFile(const ExportSnapshot& snapshot)
{
    if (m_inGrid == snapshot.record.id)
        return;
    m_inGrid = snapshot.record.id;
    m_edits->close();
    m_run->rows()->setFile({});
    m_loader->close();
    const auto request = m_engine.exports().request(m_inGrid);
    if (!request || request->file.format == ExportFormat::Ics)
        return;
    std::optional<Dialect> dialect;
    if (request->file.format == ExportFormat::Csv) {
        dialect.emplace();
        dialect->delimiter = request->file.delimiter;
        dialect->encoding = request->file.encoding.toLatin1();
    }
    m_loader->open(snapshot.record.targetPath, {}, dialect, {m_engine.scratchFolder(), m_engine.sourcesFolder()});
}

void ExportsView::fillFile()
{
    const auto& file = m_loader->file();
    if (!file)
        return;
    RowsPane* const rows = m_run->rows();
    if (rows->model()->file() != file) {
        rows->setFile(file);
        const auto snapshot = m_engine.exports().snapshot(m_inGrid);
        const auto request = m_engine.exports().request(m_inGrid);
        const bool isTable = request && request->file.format == ExportFormat::Csv;
        rows->model()->setEdit(isTable ? CellEdit([this](RowNumber row, int column, const QString& value) {
            m_edits->edit(row, column, value);
        })
                                       : CellEdit());
        if (snapshot && isTable)
            m_edits->open(snapshot->record, file);
        fillEdits();
    }
    rows->model()->grow();
    FileFacts facts;
    facts.guess = file->guess();
    facts.dialect = file->dialect();
    facts.bytes = file->size();
    facts.bytesRead = m_loader->bytesRead();
    facts.indexed = m_loader->isIndexed();
    facts.rows = file->knownRows().value;
    facts.columns = file->columnCount();
    rows->setFacts(facts);
    if (!m_loader->profiles().empty())
        rows->setProfiles(m_loader->profiles());
}

void ExportsView::fillEdits()
{
    m_run->rows()->model()->overlayChanged();
    EditFacts facts;
    facts.cells = m_edits->cells();
    facts.rows = m_edits->rows();
    const QUndoStack& stack = m_edits->corrections().undoStack();
    facts.undo = stack.canUndo() ? stack.undoText() : QString();
    const auto request = m_engine.exports().request(m_inGrid);
    const auto snapshot = m_engine.exports().snapshot(m_inGrid);
    const auto unchanged = snapshot && snapshot->record.state == ExportState::Finished
                               ? Exports::checkUnchanged(snapshot->record)
                               : Result<void>();
    if (!unchanged)
        facts.whyNot = unchanged.error().sentence;
    else if (request && request->file.format != ExportFormat::Csv)
        facts.whyNot = tr("Cells of a plain CSV can be changed here and sent back.");
    else if (m_engine.connection().state != ConnectionStatus::State::Ready)
        facts.whyNot = tr("Connect to the CRM to send changes back.");
    m_run->setEdits(facts);
}

void ExportsView::connectionChanged()
{
    const bool ready = m_engine.connection().state == ConnectionStatus::State::Ready;
    m_form->setObstacle(ready ? QString() : tr("There is no connection to the CRM. Connect first."));
    fillEdits();
    if (!ready)
        return;
    m_engine.readableModules(m_form, [this](const Result<QList<ModuleInfo>>& modules) {
        if (!modules)
            return;
        const QString chosen = m_form->request().module;
        m_form->setModules(*modules, chosen);
        if (!chosen.isEmpty())
            chooseModule(chosen);
    });
}

void ExportsView::chooseModule(const QString& apiName)
{
    m_module = apiName;
    m_engine.readableMeta(apiName, m_form, [this, apiName](const Result<ModuleMeta>& meta) {
        if (meta && apiName == m_module)
            m_form->setMeta(*meta);
        else if (!meta)
            m_form->setObstacle(meta.error().sentence);
    });
    m_engine.exports().views(apiName, m_form, [this, apiName](const Result<QList<CustomView>>& views) {
        // Without the right to read views everything else still works.
        if (!views || apiName != m_module)
            return;
        QList<ViewChoice> choices;
        for (const CustomView& view : *views)
            choices.append({view.id, view.name, 0});
        m_form->setViews(choices);
    });
}

void ExportsView::startExport(const ExportRequest& request)
{
    const auto path =
        m_prompts.saveFile(this, tr("Where the export goes"), proposal(request), filterOf(request.file.format));
    if (path)
        m_engine.exports().start(request, *path, this, [this](const Result<ExportId>& id) { started(id); });
}

void ExportsView::started(const Result<ExportId>& id)
{
    if (id)
        openExport(*id);
    else
        m_form->setObstacle(id.error().sentence);
}

void ExportsView::said(const Result<void>& result)
{
    if (!result)
        m_run->showFailure(result.error().sentence);
    fillRun();
    fillList();
}

void ExportsView::writeElsewhere()
{
    const auto request = m_engine.exports().request(m_open);
    if (!request)
        return;
    const auto path =
        m_prompts.saveFile(this, tr("Where the export goes"), proposal(*request), filterOf(request->file.format));
    if (path)
        said(m_engine.exports().resume(m_open, *path));
}

void ExportsView::likeThis()
{
    const auto request = m_engine.exports().request(m_open);
    if (!request)
        return;
    showForm();
    m_form->setRequest(*request);
}

void ExportsView::sendBack()
{
    const ExportId id = m_inGrid;
    const auto snapshot = m_engine.exports().snapshot(id);
    const auto request = m_engine.exports().request(id);
    if (!snapshot || !request || !m_loader->isIndexed())
        return;
    const auto failed = [this](const QString& sentence) {
        m_run->setSending(false);
        m_run->showFailure(sentence);
    };
    if (snapshot->record.orgId != m_engine.connection().org.zgid) {
        failed(tr("These records are of %1, but the connection is to %2. Connect to %1 to send them back.")
                   .arg(snapshot->record.orgName, m_engine.connection().org.companyName));
        return;
    }
    m_run->setSending(true);
    m_engine.moduleMeta(request->module, this, [=, this](const Result<ModuleMeta>& meta) {
        if (!meta || id != m_inGrid) {
            failed(meta ? tr("Another export was opened meanwhile; nothing was sent.") : meta.error().sentence);
            return;
        }
        m_edits->sendBack(*request, *meta, this, [=, this](const Result<ImportId>& import) {
            m_run->setSending(false);
            if (import)
                Q_EMIT importWanted(*import);
            else
                failed(import.error().sentence);
        });
    });
}

void ExportsView::undo()
{
    m_edits->corrections().undoStack().undo();
}

void ExportsView::redo()
{
    m_edits->corrections().undoStack().redo();
}

void ExportsView::find()
{
    if (m_run->rows()->isVisible())
        m_run->rows()->startFind();
}

void ExportsView::goToRow()
{
    if (m_run->rows()->isVisible())
        m_run->rows()->startRow();
}

void ExportsView::save()
{
    const bool isForm = m_stack->currentWidget() == m_form;
    const Result<ExportRequest> request = isForm ? m_form->request() : m_engine.exports().request(m_open);
    if (!request || request->module.isEmpty())
        return;
    const QString name = request->module.toLower();
    const auto path =
        m_prompts.saveFile(this, tr("Save this export"), name + u"-export.json"_s, tr("Saved exports (*.json)"));
    if (!path)
        return;
    const auto written = writeSavedExport(*path, m_engine.connection().connection.name, *request,
                                          QStringLiteral("%1-{date}.%2").arg(name, formatWord(request->file.format)));
    if (!written)
        m_form->setObstacle(written.error().sentence);
}

void ExportsView::openSaved()
{
    const auto path = m_prompts.openFile(this, tr("Open a saved export"), tr("Saved exports (*.json)"));
    if (!path)
        return;
    const auto saved = readSavedRun(*path, QDateTime::currentDateTime());
    showForm();
    if (!saved)
        m_form->setObstacle(saved.error().sentence);
    else if (!saved->exporting)
        m_form->setObstacle(tr("This file is a saved import; \"stevedore-cli run\" carries it out."));
    else
        m_form->setRequest(*saved->exporting);
}

} // namespace stevedore::ui

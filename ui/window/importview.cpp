// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/importview.h"

#include "base/text.h"
#include "pages/jobspage.h"
#include "pages/mappingpage.h"
#include "pages/resultspage.h"
#include "transfer/dryrun/changesfile.h"
#include "transfer/poolwork.h"
#include "widgets/footbar.h"
#include "widgets/stepbar.h"
#include "widgets/strip.h"
#include "widgets/theme.h"
#include "window/correctedrows.h"
#include "window/doubtanswers.h"
#include "window/mappingbinder.h"
#include "window/resultsbinder.h"
#include "window/undoing.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

ImportView::ImportView(Engine& engine, ImportSession& session, Prompts& prompts, const QString& sandboxProgram,
                       QWidget* parent)
    : QWidget(parent), m_engine(engine), m_session(session), m_prompts(prompts), m_title(plainLabel({}, "title")),
      m_sentence(plainLabel({}, "dim")), m_steps(new StepBar), m_failure(new Strip), m_stack(new QStackedWidget),
      m_file(new FilePage), m_mapping(new MappingPage), m_check(new CheckPage), m_jobs(new JobsPage),
      m_results(new ResultsPage), m_binder(new ResultsBinder(engine, session, *m_results, prompts, this)),
      m_undoing(new Undoing(engine, prompts, this)), m_trials(new Trials(engine, session, sandboxProgram, this)),
      m_mappings(new MappingBinder(engine, session, *m_mapping, prompts, this)),
      m_answers(new DoubtAnswers(engine, this)), m_corrected(new CorrectedRows(engine, session, prompts, this))
{
    auto* head = new QWidget;
    head->setProperty("surface", u"pane"_s);
    head->setAttribute(Qt::WA_StyledBackground);
    auto* headLines = new QVBoxLayout(head);
    headLines->setContentsMargins(space::edge, 12, space::edge, 0);
    headLines->setSpacing(3);
    m_sentence->setWordWrap(true);
    headLines->addWidget(m_title);
    headLines->addWidget(m_sentence);
    headLines->addSpacing(4);
    headLines->addWidget(m_steps);
    auto* hairline = new QFrame;
    hairline->setProperty("hairline", true);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(head);
    all->addWidget(hairline);
    auto* failureBox = new QVBoxLayout;
    failureBox->setContentsMargins(space::edge, 0, space::edge, 0);
    failureBox->addWidget(m_failure);
    all->addLayout(failureBox);
    for (QWidget* page : std::initializer_list<QWidget*>{m_file, m_mapping, m_check, m_jobs, m_results})
        m_stack->addWidget(page);
    all->addWidget(m_stack, 1);
    m_failure->setFailed(true);
    connect(m_steps, &StepBar::chosen, this, &ImportView::showStep);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &ImportView::fillImport);
    bindFile();
    bindMapping();
    bindCheck();
    bindTrials();
    bindJobs();
    bindCorrected();
    connect(&m_session, &ImportSession::opened, this, &ImportView::sessionOpened);
    connect(&m_session, &ImportSession::failed, this, &ImportView::showFailure);
    connect(&m_session.corrections(), &Corrections::changed, this, &ImportView::correctionsChanged);
    connect(&m_session.corrections().undoStack(), &QUndoStack::indexChanged, this, &ImportView::correctionsChanged);
}

void ImportView::bindFile()
{
    connect(&m_session, &ImportSession::fileChanged, this, &ImportView::fillFile);
    connect(m_file, &FilePage::dialectChosen, &m_session, &ImportSession::reread);
    connect(m_file, &FilePage::sheetChosen, &m_session, &ImportSession::chooseSheet);
    connect(m_file, &FilePage::otherFileWanted, this, &ImportView::otherFileWanted);
    connect(m_file, &FilePage::mappingWanted, this, [this] { showStep(StepBar::Mapping); });
}

void ImportView::bindMapping()
{
    connect(&m_session, &ImportSession::mappingChanged, this, &ImportView::fillMapping);
    connect(m_mapping, &MappingPage::moduleChosen, &m_session, &ImportSession::chooseModule);
    connect(m_mapping, &MappingPage::mappingEdited, &m_session, &ImportSession::setMapping);
    connect(m_mappings, &MappingBinder::failed, this, &ImportView::showFailure);
    connect(m_mapping, &MappingPage::matchAgainWanted, &m_session, &ImportSession::matchAgain);
    connect(m_mapping, &MappingPage::parentWanted, &m_session, &ImportSession::fetchParent);
    connect(m_mapping, &MappingPage::connectionsWanted, this, &ImportView::connectionsWanted);
    connect(m_mapping, &MappingPage::checkWanted, this, [this] {
        showStep(StepBar::Check);
        m_session.check();
    });
}

void ImportView::bindCheck()
{
    connect(&m_session, &ImportSession::checkChanged, this, &ImportView::fillCheck);
    connect(m_check, &CheckPage::checkWanted, &m_session, &ImportSession::check);
    connect(m_check, &CheckPage::valuesWanted, this, [this](const Finding& finding) {
        m_session.findRepairs({finding.reason, finding.column, finding.columnName}, finding.rows);
    });
    connect(&m_session, &ImportSession::offersReady, this, [this](const Trouble& trouble, const QList<Repair>& offers) {
        if (step() == StepBar::Check)
            m_check->setOffers(trouble.reason, trouble.column, offers);
    });
    connect(m_check, &CheckPage::repairWanted, &m_session, &ImportSession::apply);
    connect(m_check, &CheckPage::cellEdited, &m_session, &ImportSession::edit);
    connect(m_check, &CheckPage::keepBeforeChanged, &m_session, &ImportSession::setKeepBefore);
    connect(m_check, &CheckPage::undoWanted, &m_session.corrections().undoStack(), &QUndoStack::undo);
    connect(m_check, &CheckPage::sendWanted, this, [this] { started(m_session.send()); });
    connect(m_check, &CheckPage::sampleWanted, this,
            [this] { started(m_session.sendSample(RowCount(m_session.sendFacts().sampleRows))); });
}

void ImportView::bindTrials()
{
    m_check->setRehearsalPossible(m_trials->canRehearse());
    connect(m_trials, &Trials::changed, this, &ImportView::fillTrial);
    connect(m_check, &CheckPage::compareWanted, m_trials, &Trials::compare);
    connect(m_check, &CheckPage::rehearsalWanted, m_trials, &Trials::rehearse);
    connect(m_check, &CheckPage::trialStopWanted, m_trials, &Trials::stop);
    connect(m_check, &CheckPage::trialCloseWanted, m_trials, &Trials::clear);
    connect(m_check, &CheckPage::leaveUnchangedWanted, m_trials, &Trials::leaveOutUnchanged);
    connect(m_check, &CheckPage::saveChangesWanted, this, &ImportView::saveChanges);
}

void ImportView::fillTrial()
{
    TrialFacts facts{m_trials->fact(), m_trials->rest(), m_trials->isRunning(), 0, 0};
    if (const auto& outcome = m_trials->outcome()) {
        facts.unchanged = outcome->report().count(DryRunKind::Same).value;
        facts.changed = outcome->report().count(DryRunKind::Changed).value +
                        outcome->report().count(DryRunKind::NotComparable).value;
    }
    m_check->setTrial(facts);
}

void ImportView::saveChanges()
{
    const QFileInfo source(m_session.path());
    const QString proposal = source.dir().filePath(tr("%1-changes.csv").arg(source.completeBaseName()));
    const auto path = m_prompts.saveFile(this, tr("Save the changes"), proposal, tr("CSV files (*.csv)"));
    if (!path || !m_trials->outcome())
        return;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [outcome = m_trials->outcome(), path = *path] {
            const CancelFlag never = false;
            return writeChanges(*outcome, path, never);
        },
        [this](const Result<qint64>& written) {
            if (!written)
                showFailure(written.error().sentence);
        });
}

void ImportView::bindJobs()
{
    connect(m_jobs, &JobsPage::pauseWanted, this, [this] { said(m_engine.pause(m_session.id())); });
    connect(m_jobs, &JobsPage::resumeWanted, this, [this] { said(m_engine.resume(m_session.id())); });
    connect(m_jobs, &JobsPage::stopWanted, this, &ImportView::stop);
    connect(m_jobs, &JobsPage::doubtAnswered, this,
            [this](PartId part, bool isThere) { m_answers->answer(m_session.id(), part, isThere); });
    connect(m_answers, &DoubtAnswers::failed, this, &ImportView::showFailure);
    connect(m_answers, &DoubtAnswers::answered, this, &ImportView::importChanged);
    connect(m_jobs, &JobsPage::logWanted, this,
            [this](PartId part) { m_jobs->setLog(part, m_engine.partEvents(m_session.id(), part)); });
    for (StepPage* const page : std::initializer_list<StepPage*>{m_jobs, m_results})
        connect(page, &StepPage::remainingWanted, this, [this] { started(m_session.sendRemaining()); });
    connect(m_jobs, &JobsPage::resultsWanted, this, [this] { showStep(StepBar::Results); });
    connect(m_results, &ResultsPage::undoImportWanted, this, [this] { m_undoing->begin(m_session.id()); });
    connect(m_undoing, &Undoing::looking, m_results, &ResultsPage::setUndoing);
    connect(m_undoing, &Undoing::failed, this, &ImportView::showFailure);
    connect(m_undoing, &Undoing::begun, this, &ImportView::importWanted);
    connect(m_binder, &ResultsBinder::failed, this, &ImportView::showFailure);
    connect(m_binder, &ResultsBinder::sentAgain, this, [this] { showStep(StepBar::Jobs); });
}

void ImportView::bindCorrected()
{
    connect(m_results, &ResultsPage::saveWanted, m_corrected, &CorrectedRows::save);
    connect(m_results, &ResultsPage::correctedWanted, m_corrected, &CorrectedRows::choose);
    connect(m_corrected, &CorrectedRows::failed, this, &ImportView::showFailure);
    connect(m_corrected, &CorrectedRows::taken, this, [this](const QString& fact, const QString& rest) {
        showStep(StepBar::Results);
        m_failure->setPlain();
        tell(fact, rest);
    });
}

void ImportView::drop(const QString& path, const std::function<void()>& otherwise)
{
    m_corrected->offer(path, otherwise);
}

void ImportView::find()
{
    if (step() == StepBar::File)
        m_file->startFind();
    else if (step() == StepBar::Results)
        m_results->startFind();
}

void ImportView::goToRow()
{
    if (step() == StepBar::File)
        m_file->startRow();
}

void ImportView::said(const Result<void>& result)
{
    if (!result)
        showFailure(result.error().sentence);
    importChanged();
}

void ImportView::showFailure(const QString& sentence)
{
    m_failure->setFailed(true);
    tell(sentence, {});
}

void ImportView::tell(const QString& fact, const QString& rest)
{
    m_failure->say(fact, rest);
    QPushButton* close = m_failure->addLink(tr("Close this message"));
    connect(close, &QPushButton::clicked, m_failure, [this] { m_failure->say({}, {}); });
}

void ImportView::sessionOpened()
{
    m_failure->say({}, {});
    m_shownFile = m_session.fileFacts().failure.isEmpty() ? m_session.loader().file() : nullptr;
    m_shownProfiles = 0;
    m_shownReport.reset();
    const Overlay overlay = [this](RowNumber row, int column) { return m_session.corrections().value(row, column); };
    m_file->setFile(m_shownFile);
    m_file->model()->setOverlay(overlay);
    m_check->setFile(m_shownFile);
    m_check->setOverlay(overlay);
    m_check->setReport({});
    m_jobs->setNothing();
    m_binder->sessionOpened();
    m_mappings->sessionOpened();
    fillFile();
    fillMapping();
    fillCheck();
    importChanged();
    correctionsChanged();
    showStep(m_session.isSent() ? int(StepBar::Jobs) : int(StepBar::File));
}

void ImportView::fillFile()
{
    m_file->model()->grow();
    m_file->setFacts(m_session.fileFacts());
    const std::vector<ColumnProfile>& profiles = m_session.loader().profiles();
    if (profiles.size() != m_shownProfiles) {
        m_shownProfiles = profiles.size();
        m_file->setProfiles(profiles);
    }
    fillHead();
    fillSteps();
}

void ImportView::fillMapping()
{
    const auto state = m_engine.connection().state;
    const QList<ModuleInfo>& modules = m_session.modules();
    m_mapping->setModules(modules, m_session.mapping().module);
    if (!m_session.metaFailure().isEmpty())
        m_mapping->setWaiting(tr("The fields could not be fetched"), m_session.metaFailure(), true);
    else if (m_session.meta() && !m_session.mapping().columns.empty())
        showMapping();
    else if (state == ConnectionStatus::State::SigningIn || state == ConnectionStatus::State::Ready)
        m_mapping->setWaiting(tr("The fields are being fetched from the CRM"), {}, false);
    else if (state == ConnectionStatus::State::Failed)
        m_mapping->setWaiting(tr("No connection"), m_engine.connection().failure.sentence, true);
    else
        m_mapping->setWaiting(tr("No connection"),
                              tr("The fields come from the CRM. Connect to one to map the columns."), true);
    m_check->setSend(m_session.sendFacts());
    fillHead();
    fillSteps();
}

void ImportView::showMapping()
{
    m_mapping->setCrmFacts(m_session.crmFacts());
    m_mapping->setFileName(QFileInfo(m_session.path()).fileName());
    m_mapping->setMapping(m_session.mapping(), *m_session.meta(), m_session.fileSample(), m_session.rows(),
                          m_session.isSent(), m_session.isMappingLocked());
}

void ImportView::fillCheck()
{
    m_check->setSend(m_session.sendFacts());
    if (m_session.report() != m_shownReport || (!m_session.isChecking() && !m_session.report())) {
        m_shownReport = m_session.report();
        m_check->setReport(m_shownReport);
    }
    if (m_session.isChecking())
        m_check->setRunning(m_session.checkShare());
    else if (m_shownReport)
        m_check->setIdle();
    fillHead();
    fillSteps();
}

void ImportView::correctionsChanged()
{
    const QUndoStack& stack = m_session.corrections().undoStack();
    const QString text = stack.canUndo() ? stack.undoText() : QString();
    m_check->setUndo(text);
    m_results->setUndo(text, stack.canRedo() ? stack.redoText() : QString());
    m_file->model()->overlayChanged();
    m_check->setSend(m_session.sendFacts());
}

void ImportView::importChanged()
{
    fillImport();
    fillHead();
    fillSteps();
}

void ImportView::connectionChanged()
{
    m_session.connectionChanged();
    fillMapping();
    fillCheck();
}

void ImportView::fillImport()
{
    const auto snapshot = m_session.snapshot();
    const bool sent = snapshot && snapshot->record.state != ImportState::Draft;
    if (!sent) {
        m_jobs->setNothing();
        m_clock.stop();
        return;
    }
    m_jobs->setSnapshot(*snapshot, QDateTime::currentDateTimeUtc());
    m_binder->importChanged(*snapshot);
    if (snapshot->record.state == ImportState::Running)
        m_clock.start();
    else
        m_clock.stop();
}

void ImportView::fillHead()
{
    const QString file = QFileInfo(m_session.path()).fileName();
    const auto snapshot = m_session.snapshot();
    const bool sent = snapshot && snapshot->record.state != ImportState::Draft;
    const QString module = sent               ? snapshot->record.moduleLabel
                           : m_session.meta() ? m_session.meta()->module.plural
                                              : QString();
    const QString from = sent && snapshot->record.undoOf.value != 0 ? importName(snapshot->record) : file;
    m_title->setText(module.isEmpty() ? from : from + u" → "_s + module);
    QStringList parts;
    if (sent) {
        parts = {tr("Into %1").arg(snapshot->record.orgName),
                 tr("started %1").arg(QLocale().toString(snapshot->record.startedAt.toLocalTime(), u"HH:mm"_s)),
                 tr("saved in this computer's journal")};
    } else if (m_session.report()) {
        parts = {tr("Checked, nothing sent yet")};
    } else {
        parts = {tr("Nothing sent yet")};
    }
    m_sentence->setText(parts.join(u" · "_s));
}

void ImportView::fillSteps()
{
    const FileFacts file = m_session.fileFacts();
    m_steps->setStep(StepBar::File, true, file.indexed && file.findings.empty() && file.failure.isEmpty(),
                     tr("%1 rows · %2 columns").arg(grouped(file.rows)).arg(file.columns));
    const Mapping& mapping = m_session.mapping();
    const bool mapped =
        m_session.meta() && mappingProblems(mapping, *m_session.meta()).isEmpty() && !mapping.columns.empty();
    m_steps->setStep(StepBar::Mapping, true, mapped && m_mapping->openPlaces() == 0,
                     m_session.meta() ? tr("%1 of %2 matched").arg(mapping.matchedColumns()).arg(mapping.columns.size())
                                      : QString());
    const auto& report = m_session.report();
    const qint64 bad = report ? report->rowsWithErrors.value : 0;
    m_steps->setStep(StepBar::Check, true, report && bad == 0,
                     m_session.isChecking() ? tr("checking")
                     : !report              ? QString()
                     : bad == 0             ? tr("all fine")
                                            : tr("%1 would be refused").arg(grouped(bad)));
    const auto snapshot = m_session.snapshot();
    const bool sent = snapshot && snapshot->record.state != ImportState::Draft;
    qsizetype over = 0;
    for (const PartSnapshot& part : sent ? snapshot->parts : QList<PartSnapshot>())
        over += part.record.stage == PartStage::Done ? 1 : 0;
    m_steps->setStep(StepBar::Jobs, sent, sent && over == snapshot->parts.size(),
                     sent ? tr("%1 of %2 done").arg(over).arg(snapshot->parts.size()) : QString());
    const bool results = sent && snapshot->fates.settled() > 0;
    m_steps->setStep(StepBar::Results, results, results && snapshot->fates.in() == snapshot->record.rowCount,
                     results ? percentText(snapshot->fates.in(), snapshot->record.rowCount) : QString());
}

void ImportView::started(const Result<void>& result)
{
    said(result);
    if (result)
        showStep(StepBar::Jobs);
}

void ImportView::stop()
{
    const auto snapshot = m_session.snapshot();
    const qint64 rows = snapshot ? snapshot->toSend : 0;
    if (m_prompts.confirm(this, tr("Stop this import?"),
                          tr("%Ln rows have not been sent; they stay out. Jobs that the CRM has begun go on there, "
                             "because it cannot call them back.",
                             nullptr, numberOf(rows)),
                          tr("Give up %Ln rows", nullptr, numberOf(rows)), tr("Keep the import")))
        said(m_engine.cancel(m_session.id()));
}

void ImportView::showStep(int step)
{
    if (!m_steps->isOpen(step))
        return;
    m_steps->setCurrent(step);
    m_stack->setCurrentIndex(step);
    // Somebody who goes along the steps by keyboard stays there; else the page's main list is what comes next.
    if (!m_steps->isAncestorOf(QApplication::focusWidget()))
        m_stack->currentWidget()->setFocus();
    m_binder->setVisible(step == StepBar::Results);
    if (step == StepBar::Check && !m_session.report() && !m_session.isChecking() &&
        m_session.sendFacts().whyNotCheck.isEmpty() && !m_session.isSent())
        m_session.check();
}

int ImportView::step() const
{
    return m_stack->currentIndex();
}

bool ImportView::isStepOpen(int step) const
{
    return m_steps->isOpen(step);
}

StepPage* ImportView::page() const
{
    return qobject_cast<StepPage*>(m_stack->currentWidget());
}

void ImportView::stepFinding(int direction)
{
    if (step() == StepBar::Check)
        m_check->step(direction);
    else if (step() == StepBar::Results)
        m_results->step(direction);
}

} // namespace stevedore::ui

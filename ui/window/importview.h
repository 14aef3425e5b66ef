// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/prompts.h"
#include "window/trials.h"

#include <QWidget>

class QLabel;
class QStackedWidget;

namespace stevedore::ui {

class FilePage;
class MappingBinder;
class MappingPage;
class CheckPage;
class CorrectedRows;
class DoubtAnswers;
class JobsPage;
class ResultsPage;
class ResultsBinder;
class Undoing;
class StepBar;
class StepPage;
class Strip;

/// One import: its head with the five steps, and the page of each step, bound to the session.
class ImportView final : public QWidget
{
    Q_OBJECT

public:
    /// `sandboxProgram`: the local CRM's program, to rehearse with.
    ImportView(Engine& engine, ImportSession& session, Prompts& prompts, const QString& sandboxProgram,
               QWidget* parent = nullptr);

    void showStep(int step);
    int step() const;
    bool isStepOpen(int step) const;
    StepPage* page() const;
    /// Ctrl+F and Ctrl+G, in the steps that have something to find.
    void find();
    void goToRow();
    /// F8 and Shift+F8.
    void stepFinding(int direction);
    /// The engine says that the import has changed.
    void importChanged();
    void connectionChanged();
    void showFailure(const QString& sentence);
    /// A file was dropped: takes it if it has corrected rows of this import, else calls `otherwise`, perhaps later.
    void drop(const QString& path, const std::function<void()>& otherwise);

Q_SIGNALS:
    void otherFileWanted();
    void connectionsWanted();
    void importWanted(stevedore::ImportId id);

private:
    void bindFile();
    void bindMapping();
    void bindCheck();
    void bindJobs();
    void sessionOpened();
    void fillFile();
    void fillMapping();
    void showMapping();
    void fillCheck();
    void fillImport();
    void fillHead();
    void fillSteps();
    void bindTrials();
    void bindCorrected();
    void fillTrial();
    void saveChanges();
    void started(const Result<void>& result);
    void stop();
    void said(const Result<void>& result);
    /// In the strip, until it is closed.
    void tell(const QString& fact, const QString& rest);
    void correctionsChanged();

    Engine& m_engine;
    ImportSession& m_session;
    Prompts& m_prompts;
    QLabel* m_title;
    QLabel* m_sentence;
    StepBar* m_steps;
    Strip* m_failure;
    QStackedWidget* m_stack;
    FilePage* m_file;
    MappingPage* m_mapping;
    CheckPage* m_check;
    JobsPage* m_jobs;
    ResultsPage* m_results;
    ResultsBinder* m_binder;
    Undoing* m_undoing;
    Trials* m_trials;
    MappingBinder* m_mappings;
    DoubtAnswers* m_answers;
    CorrectedRows* m_corrected;
    QTimer m_clock;
    std::shared_ptr<const CsvFile> m_shownFile;
    std::size_t m_shownProfiles = 0;
    std::shared_ptr<const CheckReport> m_shownReport;
    QList<ModuleInfo> m_shownModules;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/repair.h"
#include "models/rowsetmodel.h"
#include "pages/steppage.h"

class QAction;
class QCheckBox;
class QLabel;
class QListView;
class QProgressBar;
class QPushButton;
class QHBoxLayout;

namespace stevedore::ui {

class EmptyState;
class FindingsModel;
class Grid;
class Pane;
class RepairBar;
class Strip;

/// What sending would do, for the primary button and the sentence beside it.
struct SendFacts
{
    QString action;      ///< "Create 200,000 contacts"
    QString whyNot;      ///< a sentence if it cannot be sent now
    QString whyNotCheck; ///< a sentence if it cannot even be checked
    QString target;      ///< name of the org
    bool production = false;
    qint64 rows = 0; ///< that would be sent
    int jobs = 0;
    int credits = 0;
    int sampleRows = 0; ///< that a sample would have; 0: the file is not larger than one
    int sampleCredits = 0;
    bool sent = false;           ///< it has been sent already
    bool changesRecords = false; ///< an update or upsert: what is overwritten can be kept
    bool keepsBefore = false;
    QString guarantee; ///< what can be promised about rows whose answer gets lost; a sentence
};

/// What was tried before sending, and what may be done with its outcome.
struct TrialFacts
{
    QString fact; ///< empty: nothing was tried
    QString rest;
    bool running = false;
    qint64 unchanged = 0; ///< rows that the CRM has just as they are
    qint64 changed = 0;   ///< rows whose changes can be saved
};

/// Step 3: what the CRM would refuse, and the repairs.
class CheckPage final : public StepPage
{
    Q_OBJECT

public:
    explicit CheckPage(QWidget* parent = nullptr);

    void setFile(const std::shared_ptr<const CsvFile>& file);
    void setOverlay(const Overlay& overlay);
    /// The check runs; `share` is 0 to 1.
    void setRunning(double share);
    /// The check has ended and the report in sight is still the right one.
    void setIdle();
    void setReport(const std::shared_ptr<const CheckReport>& report);
    void setSend(const SendFacts& facts);
    /// The repairs for the finding in sight; answers valuesWanted().
    void setOffers(Reason reason, int column, const QList<Repair>& offers);
    void setUndo(const QString& undoText);
    void setTrial(const TrialFacts& facts);
    /// Whether there is a local CRM to rehearse with.
    void setRehearsalPossible(bool possible);
    const Finding* current() const;
    /// Next or previous row of the finding, then the next or previous finding.
    void step(int direction);

Q_SIGNALS:
    void valuesWanted(const stevedore::Finding& finding);
    void repairWanted(const stevedore::ui::Repair& repair, const std::vector<stevedore::RowNumber>& rows);
    void cellEdited(stevedore::RowNumber row, int column, const QString& value);
    void sendWanted();
    void keepBeforeChanged(bool keep);
    void sampleWanted();
    void compareWanted();
    void rehearsalWanted();
    void trialStopWanted();
    void trialCloseWanted();
    void leaveUnchangedWanted();
    void saveChangesWanted();
    void undoWanted();
    void checkWanted();

private:
    void makeLeft(QHBoxLayout* columns);
    void makeRight(QHBoxLayout* columns);
    void makeTrial();
    void confirmed(const QString& action, qint64 jobs, qint64 credits, void (CheckPage::*wanted)());
    void showFinding();
    void widenPreview();
    void fillFoot();
    void pressPrimary();

    FindingsModel* m_model;
    RowSetModel* m_rows;
    QListView* m_list;
    Pane* m_listPane;
    QProgressBar* m_progress;
    QWidget* m_content;
    EmptyState* m_empty;
    QLabel* m_headline;
    QLabel* m_hint;
    RepairBar* m_repairs;
    QPushButton* m_undo;
    QPushButton* m_try;
    QAction* m_rehearse = nullptr;
    QAction* m_sample = nullptr;
    QCheckBox* m_keep = nullptr;
    Grid* m_grid;
    Strip* m_confirm;
    Strip* m_trial;
    bool m_trialRuns = false;
    std::shared_ptr<const CsvFile> m_file;
    std::shared_ptr<const CheckReport> m_report;
    SendFacts m_send;
    bool m_running = false;
    Reason m_reason = Reason::Empty;
    int m_column = -2;
    QString m_field;
};

} // namespace stevedore::ui

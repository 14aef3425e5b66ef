// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "mapping/mapping.h"
#include "models/repair.h"
#include "models/rowsetmodel.h"
#include "pages/steppage.h"
#include "transfer/snapshot.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QHBoxLayout;

namespace stevedore::ui {

class CausesModel;
class EmptyState;
class FateList;
class Grid;
class Pane;
class RepairBar;
class Ring;

/// Step 5: what is in, why the rest is not, and the rows to be corrected and sent again.
class ResultsPage final : public StepPage
{
    Q_OBJECT

public:
    using RefusedRows = std::shared_ptr<const std::vector<RefusedRow>>;

    explicit ResultsPage(QWidget* parent = nullptr);

    void setFile(const std::shared_ptr<const CsvFile>& file);
    void setOverlay(const Overlay& overlay);
    void setMapping(const Mapping& mapping, const ModuleMeta& meta);
    void setNothing();
    void setSnapshot(const ImportSnapshot& snapshot);
    void setCauses(const QList<CauseGroup>& causes);
    /// The rows of the cause (or fate) in sight.
    void setRows(const RefusedRows& rows);
    void setOffers(int column, const QList<Repair>& offers);
    void setPlan(const std::optional<ResendPlan>& plan);
    void setHistory(RowNumber row, const QList<AttemptRecord>& history);
    void setUndo(const QString& undoText);
    /// The CRM is asked what undoing the import would do; empty when that is over.
    void setUndoing(const QString& text);
    /// Values were changed; the rows are the same.
    void refresh();

    std::optional<CauseGroup> cause() const;
    /// Next or previous row that is not ready, then the next or previous cause.
    void step(int direction);
    Route route() const;

Q_SIGNALS:
    /// Rows of cause() are wanted.
    void rowsWanted();
    void valuesWanted(const stevedore::ui::Trouble& trouble, const std::vector<stevedore::RowNumber>& rows);
    void rowFocused(stevedore::RowNumber row);
    void repairWanted(const stevedore::ui::Repair& repair, const std::vector<stevedore::RowNumber>& rows);
    void cellEdited(stevedore::RowNumber row, int column, const QString& before, const QString& value);
    void resendWanted(stevedore::Route route);
    void saveWanted();
    void correctedWanted();
    void undoWanted();
    void undoImportWanted();
    void reportWanted();

private:
    void makeLeft(QHBoxLayout* columns);
    void makeRight(QHBoxLayout* columns);
    void makeFoot();
    void fillSummary();
    void fillFoot();
    void showRows();
    std::vector<RowNumber> numbers() const;
    int faultColumn() const;
    QList<int> faultsOf(const QString& errors) const;
    RowSetModel::Note noteOf(qint64 index) const;
    bool isReady(qint64 index) const;

    CausesModel* m_causes;
    RowSetModel* m_model;
    QWidget* m_content;
    EmptyState* m_empty;
    Ring* m_ring;
    FateList* m_figures;
    Pane* m_causesPane;
    QListView* m_list;
    Pane* m_about;
    QLabel* m_headline;
    QLabel* m_hint;
    RepairBar* m_repairs;
    Pane* m_gridPane;
    Grid* m_grid;
    Pane* m_donePane;
    EmptyState* m_done;
    Pane* m_historyPane;
    QLabel* m_history;
    QPushButton* m_undo = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_corrected = nullptr;
    QPushButton* m_undoImport = nullptr;
    QComboBox* m_route = nullptr;

    std::shared_ptr<const CsvFile> m_file;
    Overlay m_overlay;
    Mapping m_mapping;
    ModuleMeta m_meta;
    ImportSnapshot m_snapshot;
    RefusedRows m_rows = std::make_shared<std::vector<RefusedRow>>();
    std::optional<ResendPlan> m_plan;
    std::optional<CauseGroup> m_shownCause;
    bool m_shown = false;
    bool m_routeByHand = false;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "mapping/mapping.h"
#include "models/cellreplacer.h"
#include "models/repair.h"
#include "models/rowsetmodel.h"
#include "models/sorting.h"
#include "pages/steppage.h"
#include "transfer/snapshot.h"

#include <QUrl>

class QButtonGroup;
class QComboBox;
class QLabel;
class QListView;
class QPushButton;
class QHBoxLayout;

namespace stevedore::ui {

class CausesModel;
class CellEdits;
class EmptyState;
class FateList;
class Grid;
class Pane;
class RepairBar;
class ReplaceBar;
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
    /// The rows of cause() or figure(), in the order in which they are shown.
    void setRows(const RefusedRows& rows);
    /// The cells of these rows that have what is looked for.
    void setFound(const std::shared_ptr<const CellHits>& hits, bool running, const QString& failure);
    void setOffers(int column, const QList<Repair>& offers);
    /// The most frequent values of the column at fault among the rows of cause(), with how many rows have each.
    void setValues(int column, const ValueCounts& values);
    void setPlan(const std::optional<ResendPlan>& plan);
    /// `values`: of each try, by api_name; empty until they are known.
    void setHistory(RowNumber row, const QList<AttemptRecord>& history, const QList<QMap<QString, QString>>& values);
    /// Where the CRM shows the record of that row; empty: nowhere.
    void setRecordPage(const QUrl& page);
    void setUndo(const QString& undoText, const QString& redoText);
    /// The CRM is asked what undoing the import would do; empty when that is over.
    void setUndoing(const QString& text);
    /// Values were changed; the rows are the same.
    void refresh();

    std::optional<CauseGroup> cause() const;
    /// The rows of one fate are shown instead of those of a cause.
    const std::optional<Fate>& figure() const { return m_figure; }
    /// Ctrl+F.
    void startFind();
    /// Next or previous row that is not ready, then the next or previous cause.
    void step(int direction);
    Route route() const;

Q_SIGNALS:
    /// Rows of cause() or figure() are wanted.
    void rowsWanted();
    void findWanted(const stevedore::ui::CellQuery& query);
    void onlyFoundWanted(bool only);
    void sortWanted(const stevedore::ui::Sorting& sorting);
    void valuesWanted(const stevedore::ui::Trouble& trouble, const std::vector<stevedore::RowNumber>& rows);
    void rowFocused(stevedore::RowNumber row);
    void repairWanted(const stevedore::ui::Repair& repair, const std::vector<stevedore::RowNumber>& rows);
    /// One step of the undo stack, called `sentence`.
    void cellsChanged(const std::vector<stevedore::Fix>& cells, const QString& sentence);
    void resendWanted(stevedore::Route route);
    /// The records that exist already shall be updated by these rows, found by a unique field.
    void updateWanted(const std::vector<stevedore::RowNumber>& rows, const stevedore::Field& field);
    void saveWanted();
    void correctedWanted();
    void undoWanted();
    void redoWanted();
    void undoImportWanted();
    void reportWanted();
    void recordPageWanted(const QUrl& page);

private:
    void makeLeft(QHBoxLayout* columns);
    void makeRight(QHBoxLayout* columns);
    void makeFoot();
    void bindGrid();
    void fillSummary();
    void fillHeadline();
    void fillHint();
    /// The unique field of cause(), if its rows were refused because the record exists; nullptr otherwise.
    const Field* existingBy() const;
    void fillFoot();
    void showRows();
    std::vector<RowNumber> numbers() const;   ///< as they are shown
    std::vector<RowNumber> ascending() const; ///< the same, in the order of the file
    int faultColumn() const;
    QList<int> faultsOf(const QString& errors) const;
    RowSetModel::Note noteOf(qint64 index) const;
    bool isReady(qint64 index) const;
    /// Whether all rows in sight are ready, and none of them with a question mark.
    void lookWhetherAllReady();
    /// What is still wrong with a value of a column of the file; empty if nothing is.
    QString wrongWith(int column, const QString& value) const;
    Finding findingOf(const Field& field, Reason reason, int limit, int column) const;
    QString expectation(const CauseGroup& cause) const;
    static Reason reasonOf(const CauseGroup& cause, const Field* field);
    QString judged(int column, const QString& value) const;
    QString stillWrong(const RefusedRow& row, const QList<int>& columns) const;
    void showFigure(const std::optional<Fate>& fate);
    void sortBy(int column);
    void fillFound();
    void stepHit(int direction);
    std::optional<std::size_t> currentHit() const;
    void replaceOne();
    void replaceAll();

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
    ReplaceBar* m_find;
    Grid* m_grid;
    CellEdits* m_edits;
    Pane* m_donePane;
    EmptyState* m_done;
    Pane* m_historyPane;
    QLabel* m_history;
    QPushButton* m_record = nullptr; ///< opens the record's page
    QPushButton* m_update = nullptr;
    QPushButton* m_values = nullptr;
    QPushButton* m_undo = nullptr;
    QPushButton* m_redo = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_corrected = nullptr;
    QPushButton* m_undoImport = nullptr;
    QComboBox* m_route = nullptr;

    std::shared_ptr<const CsvFile> m_file;
    Overlay m_overlay;
    Mapping m_mapping;
    ModuleMeta m_meta;
    ImportSnapshot m_snapshot;
    static constexpr qsizetype mostJudged = 5000; ///< verdicts that are remembered
    mutable QHash<std::pair<int, QString>, QString> m_judged;
    mutable QHash<QString, QList<int>> m_faults; ///< by error text
    std::optional<Fate> m_figure;
    std::optional<Fate> m_shownFigure;
    std::shared_ptr<const CellHits> m_hits = std::make_shared<CellHits>();
    qint64 m_foundRows = 0; ///< with at least one of the hits
    bool m_finding = false;
    QString m_findFailure;
    Sorting m_sorting;
    QUrl m_recordPage;
    QStringList m_samples; ///< values of the column at fault, as they are shown
    QString m_said;        ///< what came of copying or pasting
    RefusedRows m_rows = std::make_shared<std::vector<RefusedRow>>();
    std::optional<ResendPlan> m_plan;
    std::optional<CauseGroup> m_shownCause;
    bool m_shown = false;
    bool m_allReady = false; ///< nothing is left to mend under the cause in sight
    bool m_routeByHand = false;
};

} // namespace stevedore::ui

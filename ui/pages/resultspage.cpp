// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/resultspage.h"

#include "base/text.h"
#include "models/causesmodel.h"
#include "pages/fatelist.h"
#include "pages/faultcolumns.h"
#include "pages/rowhistory.h"
#include "transfer/refusedcolumns.h"
#include "widgets/emptystate.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/repairbar.h"
#include "widgets/replacebar.h"
#include "widgets/ring.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

ResultsPage::ResultsPage(QWidget* parent)
    : StepPage(parent), m_causes(new CausesModel(this)), m_model(new RowSetModel(this)), m_content(new QWidget),
      m_empty(new EmptyState(u"import"_s)), m_ring(new Ring), m_figures(new FateList), m_causesPane(new Pane),
      m_list(new QListView), m_about(new Pane), m_headline(plainLabel({}, "fact")), m_hint(plainLabel({}, "dim")),
      m_repairs(new RepairBar), m_gridPane(new Pane), m_find(new ReplaceBar), m_grid(new Grid), m_donePane(new Pane),
      m_done(new EmptyState(u"tick"_s, Meaning::In)), m_historyPane(new Pane), m_history(plainLabel({}, "dim"))
{
    auto* columns = new QHBoxLayout(m_content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::panes);
    makeLeft(columns);
    makeRight(columns);
    body()->addWidget(m_content, 1);
    body()->addWidget(m_empty, 1);
    makeFoot();
    setFocusProxy(m_list);
    m_model->setEditable(true);
    bindGrid();
    setNothing();
}

/// The repairs are offered by reason; the CRM's codes say less than our own check, so they are read as the nearest one.
Reason ResultsPage::reasonOf(const CauseGroup& cause, const Field* field)
{
    if (cause.code == u"MANDATORY_NOT_FOUND" || cause.code == u"REQUIRED_PARAM_MISSING")
        return Reason::Empty;
    if (cause.code == u"DUPLICATE_DATA")
        return Reason::RepeatedInFile;
    if (!field)
        return Reason::TooManyCells;
    switch (field->type) {
    case FieldType::Email:
        return Reason::NotAnEmail;
    case FieldType::Date:
        return Reason::NotADate;
    case FieldType::Integer:
    case FieldType::Decimal:
    case FieldType::Currency:
        return Reason::NotANumber;
    default:
        return Reason::TooLong;
    }
}

void ResultsPage::setFile(const std::shared_ptr<const CsvFile>& file)
{
    m_file = file;
    m_model->setFile(file);
    m_shown = false;
    m_sorting = {};
    m_figure.reset();
    m_figures->setChosen(std::nullopt);
    QList<std::pair<int, QString>> columns;
    for (int i = 0; m_file && i < m_file->columnCount(); ++i)
        columns.append({i, m_file->columns().at(i)});
    m_find->search({}, false);
    m_find->setColumns(columns);
}

void ResultsPage::setOverlay(const Overlay& overlay)
{
    m_overlay = overlay;
    m_model->setOverlay(overlay);
}

void ResultsPage::setMapping(const Mapping& mapping, const ModuleMeta& meta)
{
    if (m_mapping == mapping && m_meta == meta)
        return;
    m_mapping = mapping;
    m_meta = meta;
    m_judged.clear();
    m_faults.clear();
}

void ResultsPage::setNothing()
{
    m_content->hide();
    m_empty->show();
    m_empty->say(tr("No results yet"), tr("What became of each row appears here as soon as the first job has ended."));
    m_route->hide();
    m_save->hide();
    m_corrected->hide();
    foot()->say({}, tr("No row has an outcome yet."));
    foot()->setPrimary({}, false);
}

void ResultsPage::setSnapshot(const ImportSnapshot& snapshot)
{
    m_snapshot = snapshot;
    m_empty->hide();
    m_content->show();
    fillSummary();
    fillFoot();
}

void ResultsPage::fillSummary()
{
    const FateCounts& fates = m_snapshot.fates;
    const qint64 rows = m_snapshot.record.rowCount;
    const qint64 out = fates.refused + fates.unprocessed;
    m_ring->setShares({{Meaning::In, fates.in()},
                       {Meaning::Refused, out},
                       {Meaning::Attention, fates.unknown},
                       {Meaning::AtCrm, m_snapshot.atCrm}},
                      rows, percentText(fates.in(), rows), tr("of %1 in").arg(grouped(rows)));
    QStringList notes;
    if (m_snapshot.record.startedAt.isValid() && m_snapshot.record.endedAt.isValid())
        notes.append(tr("in %1").arg(
            elapsedText(std::chrono::milliseconds(m_snapshot.record.startedAt.msecsTo(m_snapshot.record.endedAt)))));
    if (m_snapshot.credits > 0)
        notes.append(tr("%Ln credits", nullptr, numberOf(m_snapshot.credits)));
    m_figures->setFates(fates, rows, m_snapshot.unsent, notes);
    m_causesPane->setTitle(out + fates.unknown > 0 ? tr("Why %1 are not in").arg(grouped(out + fates.unknown))
                                                   : tr("Why rows are not in"));
    const bool all = rows > 0 && fates.in() == rows;
    const bool settled = isAtEnd(m_snapshot.record.state) && out + fates.unknown == 0 && !m_figure;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_about, m_gridPane, m_historyPane})
        widget->setVisible(!settled);
    m_causesPane->setVisible(!settled && (out + fates.unknown > 0 || !isAtEnd(m_snapshot.record.state)));
    m_donePane->setVisible(settled);
    const QString things = m_snapshot.record.moduleLabel.toLower();
    const QString kept = tr("%1 credits, %Ln parts. The journal on this computer keeps the record id of every row.",
                            nullptr, numberOf(m_snapshot.parts.size()))
                             .arg(grouped(m_snapshot.credits));
    if (m_snapshot.unsent > 0)
        m_done->say(tr("The sample is in: %1 %2").arg(grouped(fates.in()), things),
                    tr("%Ln rows wait. Look at the records in the CRM, then send the remaining.", nullptr,
                       numberOf(m_snapshot.unsent)) +
                        u' ' + kept);
    else if (m_snapshot.record.undoOf.value != 0)
        m_done->say(tr("Import %1 is undone").arg(m_snapshot.record.undoOf.value),
                    tr("%1 %2 deleted, %3 changed back, %4 gone already. What automation did stays as it is.")
                        .arg(grouped(fates.deleted), things, grouped(fates.updated), grouped(fates.skipped)));
    else
        m_done->say(all ? tr("All %1 %2 are in").arg(grouped(rows), things)
                        : tr("%1 %2 are in, %3 were left out").arg(grouped(fates.in()), things, grouped(fates.leftOut)),
                    kept);
}

void ResultsPage::setCauses(const QList<CauseGroup>& causes)
{
    const std::optional<CauseGroup> before = cause();
    m_causes->setCauses(causes, m_meta);
    int row = causes.isEmpty() || m_figure ? -1 : 0;
    for (int i = 0; i < causes.size(); ++i) {
        if (before && !m_figure && causes.at(i).code == before->code && causes.at(i).field == before->field)
            row = i;
    }
    const QModelIndex wanted = m_causes->index(row);
    if (m_list->currentIndex() != wanted)
        m_list->setCurrentIndex(wanted);
    else
        Q_EMIT rowsWanted();
}

std::optional<CauseGroup> ResultsPage::cause() const
{
    const int row = m_figure ? -1 : m_list->currentIndex().row();
    return row >= 0 && row < m_causes->causes().size() ? std::optional(m_causes->causes().at(row)) : std::nullopt;
}

std::vector<RowNumber> ResultsPage::numbers() const
{
    std::vector<RowNumber> numbers;
    numbers.reserve(m_rows->size());
    for (const RefusedRow& row : *m_rows)
        numbers.push_back(row.row);
    return numbers;
}

std::vector<RowNumber> ResultsPage::ascending() const
{
    std::vector<RowNumber> rows = numbers();
    std::sort(rows.begin(), rows.end());
    return rows;
}

QList<int> ResultsPage::faultsOf(const QString& errors) const
{
    // Few different texts among many rows, and the grid asks with each cell that it paints.
    auto known = m_faults.constFind(errors);
    if (known == m_faults.constEnd())
        known = m_faults.insert(errors, refusedColumns(errors, m_mapping));
    return *known;
}

int ResultsPage::faultColumn() const
{
    const std::optional<CauseGroup> now = cause();
    const ColumnMapping* const column = now ? m_mapping.columnFor(now->field) : nullptr;
    // Of a text that is composed no single cell is at fault.
    return column && !m_mapping.isComposed(*column) ? column->column : -1;
}

bool ResultsPage::isReady(qint64 index) const
{
    const RefusedRow& row = (*m_rows)[std::size_t(index)];
    if (row.ready)
        return true;
    const QList<int> faults = faultsOf(row.errors);
    return m_overlay &&
           std::any_of(faults.begin(), faults.end(), [&](int column) { return m_overlay(row.row, column) != nullptr; });
}

void ResultsPage::lookWhetherAllReady()
{
    // Ends at the first that is not, so it costs something only once there is nothing left to mend; of more rows than
    // verdicts are remembered for, the repairs stay.
    m_allReady = cause() && !m_rows->empty() && m_rows->size() <= std::size_t(mostJudged);
    for (std::size_t i = 0; m_allReady && i < m_rows->size(); ++i) {
        const RefusedRow& row = (*m_rows)[i];
        m_allReady = isReady(qint64(i)) && stillWrong(row, faultsOf(row.errors)).isEmpty();
    }
    if (m_allReady)
        m_repairs->setOffers({}, -1, {}, false, false);
}

RowSetModel::Note ResultsPage::noteOf(qint64 index) const
{
    const RefusedRow& row = (*m_rows)[std::size_t(index)];
    RowSetModel::Note note;
    note.faults = faultsOf(row.errors);
    note.meaning = row.fate == Fate::Unknown ? Meaning::Attention : Meaning::Refused;
    const QString code = row.errors.section(u':', 0, 0).section(u'-', 0, 0);
    note.why = row.fate == Fate::Unknown       ? tr("in doubt")
               : row.fate == Fate::Unprocessed ? tr("not worked on")
                                               : causeText(code);
    if (isReady(index)) {
        // It goes with the next sending in any case: the CRM has the last word.
        const QString wrong = stillWrong(row, note.faults);
        note.state = wrong.isEmpty() ? tr("ready") : tr("ready?");
        note.meaning = wrong.isEmpty() ? Meaning::In : Meaning::Attention;
        if (!wrong.isEmpty())
            note.why = wrong;
    } else if (row.fate < Fate::Refused || row.fate > Fate::Unknown) {
        note.state = fateName(row.fate);
        note.meaning = row.fate == Fate::LeftOut ? Meaning::Waiting : Meaning::In;
    } else {
        note.state = row.fate == Fate::Unknown       ? tr("in doubt")
                     : row.fate == Fate::Unprocessed ? tr("not worked on")
                                                     : tr("refused");
    }
    return note;
}

void ResultsPage::setRows(const RefusedRows& rows)
{
    m_rows = rows;
    showRows();
    fillFoot();
}

void ResultsPage::showRows()
{
    const std::optional<CauseGroup> now = cause();
    const RowNumber focused =
        m_grid->currentIndex().isValid() ? m_model->rowNumber(m_grid->currentIndex().row()) : RowNumber();
    const bool sameCause = m_shown && now == m_shownCause && m_figure == m_shownFigure;
    const int fault = faultColumn();
    const int scroll = m_grid->verticalScrollBar()->value();
    m_model->setRows(numbers(), faultColumns(m_file.get(), fault, true, false),
                     [this](qint64 index) { return noteOf(index); });
    m_model->setEditable(!m_figure || m_figure == Fate::Refused || m_figure == Fate::Unprocessed);
    m_model->setSorted(m_sorting.column == Sorting::byState ? 0 : m_model->columnOf(m_sorting.column),
                       m_sorting.descending);
    if (!sameCause)
        m_samples.clear();
    fillHeadline();
    lookWhetherAllReady();
    fillHint();
    m_grid->fitRowNumbers(m_snapshot.record.rowCount);
    if (!sameCause) {
        m_grid->fitColumns(70, 270);
        connect(
            m_model, &RowSetModel::loaded, this, [this] { m_grid->fitColumns(70, 270); }, Qt::SingleShotConnection);
        m_repairs->setOffers({}, -1, {}, false, false);
        m_find->suggestColumn(fault);
        m_values->hide();
    }
    if (m_model->rowCount() == 0) {
        m_history->clear();
        setRecordPage({});
    }
    const int row = std::max(0, sameCause ? m_model->indexOf(focused) : 0);
    if (m_model->rowCount() > 0)
        m_grid->setCurrentIndex(m_model->index(row, std::max(0, m_model->columnOf(fault))));
    if (sameCause)
        m_grid->verticalScrollBar()->setValue(scroll);
    m_shown = true;
    m_shownCause = now;
    m_shownFigure = m_figure;
    fillFound();
    const Field* const field = now ? m_meta.field(now->field) : nullptr;
    if (now && !m_rows->empty()) {
        const QString name = m_file && fault >= 0 ? m_file->columns().value(fault) : QString();
        Q_EMIT valuesWanted({reasonOf(*now, field), fault, name}, ascending());
    }
}

void ResultsPage::setOffers(int column, const QList<Repair>& offers)
{
    if (column != faultColumn() || m_allReady)
        return;
    const std::optional<CauseGroup> now = cause();
    const Field* const field = now ? m_meta.field(now->field) : nullptr;
    const bool fill = now && reasonOf(*now, field) == Reason::Empty && column >= 0;
    // Text is replaced by the bar above the rows, which can do more.
    m_repairs->setOffers(offers, column, m_file ? m_file->columns().value(column) : QString(), fill, false);
}

void ResultsPage::setPlan(const std::optional<ResendPlan>& plan)
{
    m_plan = plan;
    fillFoot();
}

Route ResultsPage::route() const
{
    return m_route->currentData().isValid() ? Route(m_route->currentData().toInt()) : Route::Job;
}

void ResultsPage::fillFoot()
{
    const FateCounts& fates = m_snapshot.fates;
    const qint64 out = fates.refused + fates.unprocessed;
    m_save->setVisible(out > 0);
    m_corrected->setVisible(out > 0);
    m_undoImport->setVisible(m_snapshot.record.undoOf.value == 0 && fates.added + fates.updated > 0 &&
                             isAtEnd(m_snapshot.record.state));
    // The plan comes a little later than the fates: rows that went meanwhile are not ready any more.
    const bool any = out > 0 && m_plan && m_plan->rows > 0;
    const qint64 remaining = m_snapshot.record.state == ImportState::Sampled ? m_snapshot.unsent : 0;
    offerRemaining(out > 0 ? remaining : 0);
    m_route->setVisible(any);
    if (!any) {
        const bool over = isAtEnd(m_snapshot.record.state);
        if (out > 0)
            foot()->say(tr("0 of %1 ready.").arg(grouped(out)),
                        tr("Correct cells in the grid or mend many rows at once; only those are sent again."));
        else
            foot()->say(tr("%1 of %2 rows are in.").arg(grouped(fates.in()), grouped(m_snapshot.record.rowCount)),
                        remaining > 0 ? tr("%1 wait to be sent.").arg(grouped(remaining))
                        : over        ? QString()
                                      : tr("The import is running."));
        foot()->setPrimary(out > 0 ? tr("Send again") : remaining > 0 ? remainingText(remaining) : QString(), out == 0);
        return;
    }
    const Route chosen = m_routeByHand && m_route->count() > 0 ? route() : m_plan->cheaper;
    m_route->clear();
    if (m_plan->recordsPossible)
        m_route->addItem(tr("As records: %Ln credits", nullptr, numberOf(m_plan->recordCredits)), int(Route::Records));
    m_route->addItem(m_plan->jobs == 1
                         ? tr("As a job: %1 credits").arg(grouped(m_plan->jobCredits))
                         : tr("As %1 jobs: %2 credits").arg(grouped(m_plan->jobs), grouped(m_plan->jobCredits)),
                     int(Route::Job));
    m_route->setCurrentIndex(std::max(0, m_route->findData(int(chosen))));
    const bool running = m_snapshot.record.state == ImportState::Running;
    foot()->say(tr("%1 of %2 ready.").arg(grouped(m_plan->rows), grouped(std::max(out, m_plan->rows))),
                running ? tr("They can be sent again when the jobs under way have ended.") : m_plan->whyNotRecords);
    foot()->setPrimary(tr("Send %1 again").arg(grouped(m_plan->rows)), !running);
}

void ResultsPage::setHistory(RowNumber row, const QList<AttemptRecord>& history,
                             const QList<QMap<QString, QString>>& values)
{
    m_history->setText(historyText(row, history, values, m_meta));
}

void ResultsPage::setRecordPage(const QUrl& page)
{
    m_recordPage = page;
    m_record->setVisible(!page.isEmpty());
    m_record->setToolTip(page.toDisplayString());
}

void ResultsPage::setUndo(const QString& undoText, const QString& redoText)
{
    m_undo->setVisible(!undoText.isEmpty());
    m_undo->setToolTip(tr("Undo: %1 (Ctrl+Z)").arg(undoText));
    m_undo->setAccessibleDescription(undoText);
    m_redo->setVisible(!redoText.isEmpty());
    m_redo->setToolTip(tr("Do again: %1 (Ctrl+Shift+Z)").arg(redoText));
    m_redo->setAccessibleDescription(redoText);
}

void ResultsPage::setUndoing(const QString& text)
{
    m_undoImport->setEnabled(text.isEmpty());
    m_undoImport->setText(text.isEmpty() ? tr("Undo import…") : text);
}

void ResultsPage::refresh()
{
    m_said.clear();
    lookWhetherAllReady();
    fillHint();
    m_model->refresh();
}

void ResultsPage::step(int direction)
{
    const int fault = std::max(0, m_model->columnOf(faultColumn()));
    for (int row = m_grid->currentIndex().row() + direction; row >= 0 && row < m_model->rowCount(); row += direction) {
        if (isReady(row))
            continue;
        m_grid->setCurrentIndex(m_model->index(row, fault));
        m_grid->setFocus();
        return;
    }
    const int next = m_list->currentIndex().row() + direction;
    if (next >= 0 && next < m_causes->rowCount())
        m_list->setCurrentIndex(m_causes->index(next));
    m_grid->setFocus();
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
// What is done with the rows of the results page: finding, replacing, sorting, narrowing, and judging what is typed.
#include "base/text.h"
#include "models/causesmodel.h"
#include "pages/celledits.h"
#include "pages/fatelist.h"
#include "pages/resultspage.h"
#include "pages/rowhistory.h"
#include "widgets/grid.h"
#include "widgets/griddelegate.h"
#include "widgets/pane.h"
#include "widgets/replacebar.h"

#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

void ResultsPage::bindGrid()
{
    m_edits = new CellEdits(m_grid, m_model, this);
    connect(m_edits, &CellEdits::changed, this, [this](const std::vector<Fix>& cells, const QString& sentence) {
        if (m_model->isEditable())
            Q_EMIT cellsChanged(cells, sentence);
    });
    connect(m_edits, &CellEdits::said, this, [this](const QString& sentence) {
        m_said = sentence;
        fillHint();
    });
    connect(m_edits, &CellEdits::selectionChanged, this, [this] {
        m_said.clear();
        fillHint();
        fillFound();
    });
    auto* const delegate = qobject_cast<GridDelegate*>(m_grid->itemDelegate());
    delegate->setJudge([this](const QModelIndex& index, const QString& text) {
        return wrongWith(m_model->columns().at(index.column()).source, text);
    });
    m_grid->horizontalHeader()->setSectionsClickable(true);
    connect(m_grid->horizontalHeader(), &QHeaderView::sectionClicked, this, &ResultsPage::sortBy);
    connect(m_find, &ReplaceBar::queryChanged, this, &ResultsPage::findWanted);
    connect(m_find, &ReplaceBar::onlyChanged, this, &ResultsPage::onlyFoundWanted);
    connect(m_find, &ReplaceBar::stepWanted, this, &ResultsPage::stepHit);
    connect(m_find, &ReplaceBar::replaceOneWanted, this, &ResultsPage::replaceOne);
    connect(m_find, &ReplaceBar::replaceAllWanted, this, &ResultsPage::replaceAll);
    connect(m_find, &ReplaceBar::left, m_grid, qOverload<>(&QWidget::setFocus));
}

void ResultsPage::startFind()
{
    if (m_gridPane->isVisible())
        m_find->startTyping();
}

void ResultsPage::setValues(int column, const ValueCounts& values)
{
    if (column != faultColumn())
        return;
    auto* const menu = new QMenu(m_values);
    constexpr qsizetype mostSamples = 3;
    // Once rows are mended, the values are not those that were refused any more.
    const bool mended = std::any_of(m_rows->begin(), m_rows->end(), [](const RefusedRow& row) { return row.ready; });
    m_samples.clear();
    for (const auto& [value, rows] : values) {
        if (!mended && !value.isEmpty() && m_samples.size() < mostSamples)
            m_samples.append(u"“%1”"_s.arg(shownValue(value, 24)));
        const QString shown = value.isEmpty() ? tr("(empty)") : u"“%1”"_s.arg(shownValue(value, 40));
        // An ampersand would become a shortcut.
        QAction* const action = menu->addAction(tr("%1 · %2 rows").arg(shown, grouped(rows)).replace(u'&', u"&&"_s));
        connect(action, &QAction::triggered, this, [this, column, value = value] {
            m_find->search({{value, RowQuery::How::Whole, true, column}, {}}, true);
            Q_EMIT onlyFoundWanted(true);
        });
    }
    delete m_values->menu();
    m_values->setMenu(menu);
    // Where nearly each row has a value of its own, groups tell nothing.
    m_values->setVisible(values.size() > 1 && values.first().second > 1);
    fillHint();
}

void ResultsPage::sortBy(int column)
{
    const RowSetModel::Column& head = m_model->columns().at(column);
    const int by = head.kind == RowSetModel::Kind::State ? Sorting::byState : head.source;
    // Once upwards, once downwards, then as they stand in the file again.
    if (m_sorting.column != by)
        m_sorting = {by, false};
    else if (!m_sorting.descending)
        m_sorting.descending = true;
    else
        m_sorting = {};
    Q_EMIT sortWanted(m_sorting);
}

void ResultsPage::showFigure(const std::optional<Fate>& fate)
{
    m_figure = fate;
    m_figures->setChosen(fate);
    m_find->showAll();
    fillSummary();
    if (fate && m_list->currentIndex().isValid())
        m_list->setCurrentIndex({}); // asks for the rows
    else if (!fate && m_causes->rowCount() > 0)
        m_list->setCurrentIndex(m_causes->index(0));
    else
        Q_EMIT rowsWanted();
}

void ResultsPage::fillHeadline()
{
    const Field* const existing = existingBy();
    m_update->setVisible(existing && !m_rows->empty());
    if (existing)
        m_update->setText(
            m_rows->size() == 1
                ? tr("Update the record with this %1…").arg(existing->label)
                : tr("Update the %1 records with the same %2…").arg(grouped(qint64(m_rows->size())), existing->label));
    const std::optional<CauseGroup> now = cause();
    const Field* const field = now ? m_meta.field(now->field) : nullptr;
    const QString label = field ? field->label : now ? now->field : QString();
    const QString count = m_rows->size() == 1 ? tr("1 row") : tr("%1 rows").arg(grouped(qint64(m_rows->size())));
    if (m_figure)
        m_headline->setText(tr("%1: %2").arg(count, fateName(*m_figure)));
    else if (!now)
        m_headline->setText(count);
    else if (label.isEmpty())
        m_headline->setText(tr("%1: %2").arg(count, causeText(now->code)));
    else
        m_headline->setText(tr("%1 · %2: %3").arg(count, label, causeText(now->code)));
}

Finding ResultsPage::findingOf(const Field& field, Reason reason, int limit, int column) const
{
    Finding finding;
    finding.reason = reason;
    finding.limit = limit;
    finding.column = column;
    finding.columnName = m_file ? m_file->columns().value(column) : QString();
    finding.field = field.apiName;
    finding.fieldLabel = field.label;
    return finding;
}

/// What the field wants, as far as its type says it.
QString ResultsPage::expectation(const CauseGroup& cause) const
{
    const Field* const field = m_meta.field(cause.field);
    if (!field || cause.code != u"INVALID_DATA")
        return {};
    const QString hint = findingHint(findingOf(*field, reasonOf(cause, field), field->length, faultColumn()));
    return hint.isEmpty() ? QString() : hint + u'.';
}

const Field* ResultsPage::existingBy() const
{
    const std::optional<CauseGroup> now = cause();
    const Field* const field = now && now->code == u"DUPLICATE_DATA" ? m_meta.field(now->field) : nullptr;
    const bool adds = m_mapping.operation == Operation::Insert && m_snapshot.record.undoOf.value == 0;
    return field && field->unique && adds && m_mapping.columnFor(field->apiName) ? field : nullptr;
}

/// What the keys do now; what was just done goes before.
void ResultsPage::fillHint()
{
    const std::optional<CauseGroup> now = cause();
    const qint64 selected = m_edits->selectedCells();
    if (!m_said.isEmpty())
        m_hint->setText(m_said);
    else if (m_model->isEditable() && selected > 1)
        m_hint->setText(tr("%1 cells selected: what is typed or pasted goes into all of them; Delete empties them.")
                            .arg(grouped(selected)));
    else if (m_allReady)
        m_hint->setText(m_list->currentIndex().row() + 1 < m_causes->rowCount()
                            ? tr("Nothing is left to mend here; F8 goes to the next cause.")
                            : tr("Nothing is left to mend here."));
    else if (now) {
        QStringList said{expectation(*now)};
        if (!m_samples.isEmpty())
            said.append(tr("Found, for example: %1.").arg(m_samples.join(u", "_s)));
        said.append(tr("F2 corrects the cell, F8 goes to the next; or mend all at once. Detail: %1.").arg(now->code));
        m_hint->setText(said.join(u' ').trimmed());
    } else if (m_figure == Fate::Unknown)
        m_hint->setText(tr("Whether they are in is asked on the Jobs step; until then they cannot be changed."));
    else if (m_figure && !m_model->isEditable())
        m_hint->setText(tr("What became of the row in focus, and which record, stands below."));
    else
        m_hint->setText({});
}

/// Remembered: the grid asks for it with every cell that it paints.
QString ResultsPage::wrongWith(int column, const QString& value) const
{
    const std::pair cell(column, value);
    if (const auto known = m_judged.constFind(cell); known != m_judged.constEnd())
        return *known;
    if (m_judged.size() > mostJudged)
        m_judged.clear();
    return *m_judged.insert(cell, judged(column, value));
}

QString ResultsPage::judged(int column, const QString& value) const
{
    for (const ColumnMapping& mapped : m_mapping.columns) {
        const Field* const field = mapped.column == column ? m_meta.field(mapped.field) : nullptr;
        if (!field)
            continue;
        const auto verdict = checkValue(value, mapped, *field, m_mapping);
        if (isAcceptable(verdict) || verdict->severity != Severity::Error)
            continue;
        const Finding finding = findingOf(*field, verdict->reason, verdict->limit, column);
        return findingHeadline(finding) + u". "_s + findingHint(finding) + u'.';
    }
    return {};
}

QString ResultsPage::stillWrong(const RefusedRow& row, const QList<int>& columns) const
{
    for (const int column : columns) {
        const QString* const fixed = m_overlay ? m_overlay(row.row, column) : nullptr;
        if (!fixed)
            continue;
        if (QString wrong = wrongWith(column, *fixed); !wrong.isEmpty())
            return wrong;
    }
    return {};
}

void ResultsPage::setFound(const std::shared_ptr<const CellHits>& hits, bool running, const QString& failure)
{
    m_hits = hits;
    m_foundRows = 0;
    RowNumber last;
    for (const CellHit& hit : *m_hits) {
        m_foundRows += hit.row != last;
        last = hit.row;
    }
    m_finding = running;
    m_findFailure = failure;
    fillFound();
}

/// Where among the hits the current cell is.
std::optional<std::size_t> ResultsPage::currentHit() const
{
    const QModelIndex now = m_grid->currentIndex();
    if (!now.isValid() || now.row() >= m_model->rowCount())
        return std::nullopt;
    const std::pair cell(m_model->rowNumber(now.row()), m_model->columns().at(now.column()).source);
    const auto at = std::lower_bound(m_hits->begin(), m_hits->end(), cell, [](const CellHit& hit, const auto& place) {
        return std::pair(hit.row, hit.column) < place;
    });
    if (at == m_hits->end() || std::pair(at->row, at->column) != cell)
        return std::nullopt;
    return std::size_t(at - m_hits->begin());
}

void ResultsPage::fillFound()
{
    CellsFound found;
    found.running = m_finding;
    found.failure = m_findFailure;
    found.cells = qint64(m_hits->size());
    found.rows = m_foundRows;
    const auto current = currentHit();
    found.number = current ? qint64(*current) + 1 : 0;
    if (!m_hits->empty() && !m_find->query().with.isEmpty()) {
        constexpr int most = 28;
        const CellHit& hit = (*m_hits)[current.value_or(0)];
        found.sample =
            tr("Row %1: %2 → %3").arg(grouped(hit.row), shownValue(hit.before, most), shownValue(hit.after, most));
    }
    m_find->setFound(found);
}

void ResultsPage::stepHit(int direction)
{
    if (m_hits->empty() || m_model->rowCount() == 0)
        return;
    const auto size = qint64(m_hits->size());
    const auto current = currentHit();
    // From the current row on, if it is none itself.
    qint64 at = current ? qint64(*current) + direction : -1;
    if (!current) {
        const QModelIndex now = m_grid->currentIndex();
        const RowNumber row = now.isValid() ? m_model->rowNumber(now.row()) : RowNumber();
        at = std::lower_bound(m_hits->begin(), m_hits->end(), row,
                              [](const CellHit& hit, RowNumber n) { return hit.row < n; }) -
             m_hits->begin() - (direction < 0 ? 1 : 0);
    }
    const CellHit& hit = (*m_hits)[std::size_t((at % size + size) % size)];
    const int row = m_model->indexOf(hit.row);
    const int column = m_model->columnOf(hit.column);
    if (row >= 0 && column >= 0)
        m_grid->setCurrentIndex(m_model->index(row, column));
}

void ResultsPage::replaceOne()
{
    const auto current = currentHit();
    if (!current || !m_model->isEditable())
        return;
    const CellHit hit = (*m_hits)[*current];
    stepHit(1);
    if (hit.after != hit.before)
        Q_EMIT cellsChanged({{hit.row, hit.column, hit.after}},
                            tr("Replaced “%1” by “%2” in row %3")
                                .arg(shownValue(m_find->query().find.text, 20), shownValue(m_find->query().with, 20),
                                     grouped(hit.row)));
}

void ResultsPage::replaceAll()
{
    if (!m_model->isEditable() || m_finding)
        return;
    std::vector<Fix> cells;
    for (const CellHit& hit : *m_hits)
        if (hit.after != hit.before)
            cells.push_back({hit.row, hit.column, hit.after});
    if (!cells.empty())
        Q_EMIT cellsChanged(cells, tr("Replaced “%1” by “%2” in %3 cells")
                                       .arg(shownValue(m_find->query().find.text, 20),
                                            shownValue(m_find->query().with, 20), grouped(qint64(cells.size()))));
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/celledits.h"

#include "base/text.h"
#include "models/cellcopy.h"
#include "models/rowsetmodel.h"
#include "widgets/grid.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>

#include <set>

namespace stevedore::ui {

namespace {

constexpr int shownOfValue = 30;

} // namespace

CellEdits::CellEdits(Grid* grid, RowSetModel* model, QObject* parent) : QObject(parent), m_grid(grid), m_model(model)
{
    grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    grid->setSelectionBehavior(QAbstractItemView::SelectItems);
    using Slot = void (CellEdits::*)();
    for (const auto& [keys, slot] : std::initializer_list<std::pair<QKeySequence, Slot>>{
             {QKeySequence::Copy, &CellEdits::copy},
             {QKeySequence::Paste, &CellEdits::paste},
             {QKeySequence(Qt::Key_Delete), &CellEdits::empty},
             {QKeySequence(Qt::CTRL | Qt::Key_D), &CellEdits::fillDown}}) {
        // While a cell is edited, these keys are its editor's.
        auto* shortcut = new QShortcut(keys, grid, nullptr, nullptr, Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    }
    connect(model, &RowSetModel::edited, this,
            [this](RowNumber row, int column, const QString& value) { edited(row, column, value); });
    connect(grid->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CellEdits::selectionChanged);
}

template <typename Function>
void CellEdits::eachSelected(const Function& function) const
{
    for (const QItemSelectionRange& range : m_grid->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            for (int column = range.left(); column <= range.right(); ++column) {
                const RowSetModel::Column& shown = m_model->columns().at(column);
                if (shown.kind == RowSetModel::Kind::Cell)
                    function(row, shown.source);
            }
        }
    }
}

qint64 CellEdits::selectedCells() const
{
    qint64 count = 0;
    for (const QItemSelectionRange& range : m_grid->selectionModel()->selection()) {
        qint64 columns = 0;
        for (int column = range.left(); column <= range.right(); ++column)
            columns += m_model->columns().at(column).kind == RowSetModel::Kind::Cell;
        count += columns * range.height();
    }
    return count;
}

std::vector<Fix> CellEdits::selectedWith(const QString& value) const
{
    std::vector<Fix> cells;
    eachSelected([&](int row, int source) { cells.push_back({m_model->rowNumber(row), source, value}); });
    return cells;
}

void CellEdits::edited(RowNumber row, int column, const QString& value)
{
    const QModelIndex now = m_grid->currentIndex();
    if (m_grid->selectionModel()->isSelected(now) && selectedCells() > 1) {
        const std::vector<Fix> cells = selectedWith(value);
        Q_EMIT changed(
            cells, tr("Put “%1” into %2 cells").arg(shownValue(value, shownOfValue), grouped(qint64(cells.size()))));
        return;
    }
    const int shown = m_model->columnOf(column);
    const QString name = shown < 0 ? QString() : m_model->columns().at(shown).title;
    Q_EMIT changed({{row, column, value}}, tr("Changed %1 in row %2").arg(name, grouped(row)));
}

void CellEdits::copy()
{
    std::set<RowNumber> rows;
    std::set<int> columns;
    CellChoice choice;
    Fixes fixes;
    eachSelected([&](int row, int source) {
        const RowNumber number = m_model->rowNumber(row);
        rows.insert(number);
        columns.insert(source);
        if (const QString* const fix = m_model->fixAt(number, source))
            fixes.set({number, source, *fix});
    });
    if (rows.empty() || !m_model->file())
        return;
    choice.rows.assign(rows.begin(), rows.end());
    choice.columns.assign(columns.begin(), columns.end());
    copyCells(this, m_model->file(), choice, fixes, [this](const QString& sentence) { Q_EMIT said(sentence); });
}

void CellEdits::paste()
{
    const QList<QStringList> block = clipboardCells(QGuiApplication::clipboard()->text());
    if (block.isEmpty() || !m_grid->currentIndex().isValid())
        return;
    const bool single = block.size() == 1 && block.first().size() == 1;
    if (!single || selectedCells() <= 1) {
        pasteBlock(block);
        return;
    }
    const std::vector<Fix> cells = selectedWith(block.first().first());
    Q_EMIT changed(cells, tr("Pasted “%1” into %2 cells")
                              .arg(shownValue(block.first().first(), shownOfValue), grouped(qint64(cells.size()))));
}

void CellEdits::pasteBlock(const QList<QStringList>& block)
{
    // From the uppermost and first selected cell on, over the columns of the file as they stand here.
    int top = m_grid->currentIndex().row();
    int left = m_grid->currentIndex().column();
    for (const QItemSelectionRange& range : m_grid->selectionModel()->selection()) {
        top = std::min(top, range.top());
        left = std::min(left, range.left());
    }
    std::vector<int> sources;
    for (int column = left; column < m_model->columnCount(); ++column)
        if (m_model->columns().at(column).kind == RowSetModel::Kind::Cell)
            sources.push_back(m_model->columns().at(column).source);
    std::vector<Fix> cells;
    qint64 lost = 0;
    for (qsizetype line = 0; line < block.size(); ++line) {
        for (qsizetype at = 0; at < block[line].size(); ++at) {
            if (top + line < m_model->rowCount() && std::size_t(at) < sources.size())
                cells.push_back({m_model->rowNumber(top + int(line)), sources[std::size_t(at)], block[line][at]});
            else
                ++lost;
        }
    }
    if (cells.empty())
        return;
    Q_EMIT changed(
        cells,
        tr("Pasted %1 cells from row %2 on").arg(grouped(qint64(cells.size())), grouped(m_model->rowNumber(top))));
    if (lost > 0)
        Q_EMIT said(tr("%1 of the pasted cells had no place: there are no more rows or columns.").arg(grouped(lost)));
}

void CellEdits::empty()
{
    const std::vector<Fix> cells = selectedWith({});
    if (!cells.empty())
        Q_EMIT changed(cells, tr("Emptied %1 cells").arg(grouped(qint64(cells.size()))));
}

void CellEdits::fillDown()
{
    // Of each column the uppermost selected cell.
    QHash<int, std::pair<int, QString>> uppermost;
    eachSelected([&](int row, int source) {
        const auto at = uppermost.constFind(source);
        if (at == uppermost.constEnd() || row < at->first)
            uppermost.insert(source, {row, QString()});
    });
    for (auto it = uppermost.begin(); it != uppermost.end(); ++it) {
        const auto text = m_model->valueAt(it->first, it.key());
        if (!text)
            return Q_EMIT said(tr("The row is still being read. Fill down once more."));
        it->second = *text;
    }
    std::vector<Fix> cells;
    eachSelected([&](int row, int source) {
        const auto& [top, text] = uppermost[source];
        if (row != top)
            cells.push_back({m_model->rowNumber(row), source, text});
    });
    if (!cells.empty())
        Q_EMIT changed(cells, tr("Filled %1 cells downwards").arg(grouped(qint64(cells.size()))));
}

} // namespace stevedore::ui

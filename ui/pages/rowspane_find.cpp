// SPDX-License-Identifier: GPL-3.0-or-later
// What is done in the rows of a file: finding, filtering, copying.
#include "base/text.h"
#include "models/cellcopy.h"
#include "pages/profilepane.h"
#include "pages/rowspane.h"
#include "widgets/fillheader.h"
#include "widgets/findbar.h"
#include "widgets/grid.h"
#include "widgets/longgrid.h"

#include <QMenu>
#include <QShortcut>

#include <set>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

bool isSearch(const RowQuery& query)
{
    // Empty cells can be looked for in a column that is named.
    return !query.text.isEmpty() || (query.how == RowQuery::How::Whole && query.column >= 0);
}

bool isBefore(const RowHit& hit, RowNumber row)
{
    return hit.row < row;
}

} // namespace

void RowsPane::makeGrid()
{
    m_grid->useFillHeader();
    m_head = qobject_cast<FillHeader*>(m_grid->horizontalHeader());
    m_grid->showRowNumbers(tr("Row"));
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setContextMenuPolicy(Qt::CustomContextMenu);
    m_grid->setObjectName(u"sourceGrid"_s);
    m_grid->setAccessibleName(tr("Rows of the file"));
    m_long->setModel(m_model);
    connect(m_grid->horizontalHeader(), &QHeaderView::sectionClicked, this, &RowsPane::showColumn);
    connect(m_grid, &QWidget::customContextMenuRequested, this, &RowsPane::showMenu);
    for (const auto& [keys, withNames] :
         {std::pair(QKeySequence(QKeySequence::Copy), false), {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), true}}) {
        auto* shortcut = new QShortcut(keys, m_grid, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, names = withNames] { copy(names); });
    }
}

void RowsPane::bindFind()
{
    connect(m_long, &LongGrid::currentChanged, this, [this] {
        showColumn(m_grid->currentIndex().column());
        fillFind();
    });
    connect(m_finder, &RowFinder::changed, this, &RowsPane::searchChanged);
    connect(m_finder, &RowFinder::failed, this, [this](const QString& sentence) { m_findFailure = sentence; });
    connect(m_find, &FindBar::queryChanged, this, [this](const RowQuery& query) {
        showOnly(false);
        search(query);
    });
    connect(m_find, &FindBar::stepWanted, this, &RowsPane::stepHit);
    connect(m_find, &FindBar::onlyWanted, this, &RowsPane::showOnly);
    connect(m_find, &FindBar::rowWanted, this, [this](RowNumber row) {
        showRow(std::min(row, RowNumber(std::max<qint64>(m_facts.rows, 1))));
        m_grid->setFocus();
    });
    connect(m_find, &FindBar::left, m_grid, qOverload<>(&QWidget::setFocus));
    connect(m_profile, &ProfilePane::valueChosen, this, [this](const QString& value) {
        const RowQuery query{value, RowQuery::How::Whole, true, m_column};
        m_find->setQuery(query);
        search(query);
        showOnly(true);
    });
}

void RowsPane::startFind()
{
    m_find->startTyping();
}

void RowsPane::startRow()
{
    m_find->startRow();
}

void RowsPane::search(const RowQuery& query)
{
    m_findFailure.clear();
    m_wantsHit = isSearch(query);
    if (isSearch(query) && m_facts.indexed)
        m_finder->start(m_model->file(), query);
    else
        m_finder->clear();
}

void RowsPane::searchChanged()
{
    if (m_only)
        fillList();
    if (m_wantsHit && m_finder->count() > 0) {
        // The first one from where the user is; if it is not known yet, it still comes.
        const RowNumber from =
            m_grid->currentIndex().isValid() ? m_model->rowAt(m_grid->currentIndex().row()) : RowNumber(1);
        const std::vector<RowHit>& hits = m_finder->hits();
        const auto next = std::lower_bound(hits.begin(), hits.end(), from, isBefore);
        if (next != hits.end() || !m_finder->isRunning()) {
            const RowHit& hit = next != hits.end() ? *next : hits.front();
            m_wantsHit = false;
            showRow(hit.row, hit.column);
        }
    }
    fillFind();
}

void RowsPane::fillFind()
{
    FindFacts facts;
    facts.possible = m_facts.indexed && m_facts.failure.isEmpty();
    facts.active = m_finder->isActive();
    facts.running = m_finder->isRunning();
    facts.share = m_finder->share();
    facts.found = m_finder->count();
    facts.kept = qint64(m_finder->hits().size());
    facts.only = m_only;
    facts.failure = m_findFailure;
    if (const QModelIndex now = m_grid->currentIndex(); now.isValid() && now.row() < m_model->rowCount()) {
        const RowNumber row = m_model->rowAt(now.row());
        const std::vector<RowHit>& hits = m_finder->hits();
        const auto at = std::lower_bound(hits.begin(), hits.end(), row, isBefore);
        if (at != hits.end() && at->row == row)
            facts.number = at - hits.begin() + 1;
    }
    m_find->setFacts(facts);
}

void RowsPane::stepHit(int direction)
{
    const std::vector<RowHit>& hits = m_finder->hits();
    if (hits.empty())
        return;
    const QModelIndex now = m_grid->currentIndex();
    const RowNumber row = now.isValid() ? m_model->rowAt(now.row()) : RowNumber(direction > 0 ? 0 : 1);
    const auto at = std::lower_bound(hits.begin(), hits.end(), row, isBefore);
    const bool onHit = at != hits.end() && at->row == row;
    auto index = at - hits.begin() + (direction > 0 ? (onHit ? 1 : 0) : -1);
    const auto count = std::ptrdiff_t(hits.size());
    index = (index + count) % count; // round and round
    const RowHit& hit = hits[std::size_t(index)];
    showRow(hit.row, hit.column);
}

void RowsPane::showOnly(bool only)
{
    if (only == m_only)
        return;
    m_only = only;
    const QModelIndex now = m_grid->currentIndex();
    const RowNumber row = now.isValid() ? m_model->rowAt(now.row()) : RowNumber(1);
    if (only)
        fillList();
    else
        m_model->setList({});
    if (m_model->placeOf(row) >= 0)
        m_long->showPlace(m_model->placeOf(row), m_column);
    fillFind();
}

void RowsPane::fillList()
{
    // A new search begins with none, so as many as are shown are the ones that are shown.
    if (m_model->hasList() && qint64(m_finder->hits().size()) == m_model->total())
        return;
    auto list = std::make_shared<std::vector<RowNumber>>();
    list->reserve(m_finder->hits().size());
    for (const RowHit& hit : m_finder->hits())
        list->push_back(hit.row);
    if (!m_model->hasList() || qint64(list->size()) < m_model->total())
        m_model->setList(list);
    else
        m_model->growList(list);
}

void RowsPane::copy(bool withNames)
{
    std::set<int> rows;
    std::set<int> columns;
    for (const QItemSelectionRange& range : m_grid->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.insert(row);
        for (int column = range.left(); column <= range.right(); ++column)
            columns.insert(column);
    }
    if (rows.empty() || !m_model->file())
        return;
    CellChoice choice;
    choice.withNames = withNames;
    choice.columns.assign(columns.begin(), columns.end());
    const Overlay& overlay = m_model->overlay();
    Fixes fixes;
    for (const int row : rows) {
        const RowNumber number = m_model->rowAt(row);
        choice.rows.push_back(number);
        for (const int column : columns)
            if (const QString* const fix = overlay ? overlay(number, column) : nullptr)
                fixes.set({number, column, *fix});
    }
    copyCells(this, m_model->file(), choice, fixes, [this](const QString& sentence) { Q_EMIT said(sentence); });
}

void RowsPane::showMenu(QPoint at)
{
    const QModelIndex index = m_grid->indexAt(at);
    if (!index.isValid())
        return;
    auto* menu = new QMenu(m_grid);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy"), QKeySequence(QKeySequence::Copy), this, [this] { copy(false); });
    menu->addAction(tr("Copy with column names"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                    [this] { copy(true); });
    menu->addSeparator();
    const QString value = index.data().toString().trimmed();
    QAction* only = menu->addAction(tr("Only rows with this value"), this, [this, value, column = index.column()] {
        showColumn(column);
        Q_EMIT m_profile->valueChosen(value);
    });
    only->setEnabled(m_facts.indexed);
    menu->popup(m_grid->viewport()->mapToGlobal(at));
}

} // namespace stevedore::ui

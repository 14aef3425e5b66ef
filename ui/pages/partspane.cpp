// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/partspane.h"

#include "base/text.h"
#include "models/roles.h"
#include "models/tablecopy.h"
#include "widgets/grid.h"
#include "widgets/pane.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr std::array filters = {PartFilter::All, PartFilter::AtCrm, PartFilter::Doubt, PartFilter::Done,
                                PartFilter::Refused};
/// What the heads and the widest usual contents need.
constexpr std::array<int, PartsModel::columns> widths = {48, 124, 148, 60, 64, 64, 64, 64, 64, 72, 68, 90};

QString filterName(PartFilter filter)
{
    switch (filter) {
    case PartFilter::AtCrm:
        return PartsPane::tr("At the CRM");
    case PartFilter::Doubt:
        return PartsPane::tr("In doubt");
    case PartFilter::Done:
        return PartsPane::tr("Done");
    case PartFilter::Refused:
        return PartsPane::tr("With refused rows");
    case PartFilter::All:
        break;
    }
    return PartsPane::tr("All parts");
}

} // namespace

PartsPane::PartsPane(QWidget* parent)
    : QWidget(parent), m_parts(new PartsModel(this)), m_order(new PartsOrder(this)), m_grid(new Grid),
      m_filter(new QComboBox), m_log(new QPushButton(tr("Show the log")))
{
    m_order->setSourceModel(m_parts);
    m_grid->setModel(m_order);
    m_grid->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_grid->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_grid->setContextMenuPolicy(Qt::CustomContextMenu);
    m_grid->setObjectName(u"partsGrid"_s);
    m_grid->setAccessibleName(tr("Parts and their jobs"));
    m_grid->setPlaceholder(tr("No part is in this state."));
    m_grid->horizontalHeader()->setSectionsClickable(true);
    m_order->sort(PartsModel::Number, Qt::AscendingOrder);
    setFocusProxy(m_grid);
    makeHead();
    connect(m_grid, &QWidget::customContextMenuRequested, this, &PartsPane::showMenu);
    connect(m_grid->horizontalHeader(), &QHeaderView::sectionClicked, this, &PartsPane::sortBy);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &PartsPane::currentChanged);
    auto* shortcut = new QShortcut(QKeySequence::Copy, m_grid);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, [this] { copy(false); });
}

void PartsPane::makeHead()
{
    auto* pane = new Pane(tr("Parts"));
    for (const PartFilter filter : filters)
        m_filter->addItem(filterName(filter), int(filter));
    m_filter->setObjectName(u"partFilter"_s);
    m_filter->setAccessibleName(tr("Which parts are shown"));
    m_filter->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_log->setObjectName(u"showLog"_s);
    m_log->setCheckable(true);
    pane->head()->setContentsMargins(12, 4, 8, 4);
    pane->head()->addWidget(m_filter);
    pane->head()->addWidget(m_log);
    pane->body()->addWidget(m_grid);
    auto* lines = new QVBoxLayout(this);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(pane);
    setTabOrder(m_filter, m_log);
    setTabOrder(m_log, m_grid);
    connect(m_filter, &QComboBox::currentIndexChanged, this,
            [this](int index) { m_order->setFilter(PartFilter(m_filter->itemData(index).toInt())); });
    connect(m_log, &QPushButton::toggled, this, [this](bool on) {
        m_log->setText(on ? tr("Hide the log") : tr("Show the log"));
        Q_EMIT logToggled(on);
    });
}

void PartsPane::setParts(const QList<PartSnapshot>& parts, const QDateTime& now)
{
    const bool first = m_parts->rowCount() == 0;
    m_parts->setParts(parts, now);
    if (first)
        fitColumns();
    nameFilters();
    // What a filter hides may have come by another state.
    if (m_order->filter() != PartFilter::All)
        m_order->setFilter(m_order->filter());
}

/// Each filter says how many parts it would show.
void PartsPane::nameFilters()
{
    const QList<PartSnapshot>& parts = m_parts->parts();
    for (int i = 0; i < m_filter->count(); ++i) {
        const auto filter = PartFilter(m_filter->itemData(i).toInt());
        const auto count = std::count_if(parts.begin(), parts.end(), [filter](const PartSnapshot& part) {
            return PartsOrder::shows(filter, part.record);
        });
        m_filter->setItemText(i, tr("%1 · %2").arg(filterName(filter), grouped(count)));
    }
}

void PartsPane::fitColumns()
{
    const QFontMetrics metrics = m_grid->fontMetrics();
    for (int column = 0; column < PartsModel::columns; ++column) {
        const QString head = m_order->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int& width = m_widths.at(std::size_t(column));
        width = std::max(widths.at(std::size_t(column)), metrics.horizontalAdvance(head) + 21);
        m_grid->setColumnWidth(column, width);
    }
    placeProgress();
}

void PartsPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeProgress();
}

void PartsPane::placeProgress()
{
    // Where the window is narrow the bar goes first: the stage says nearly the same.
    int others = 0;
    for (int column = 0; column < PartsModel::columns; ++column)
        others += column == PartsModel::Progress ? 0 : m_widths.at(std::size_t(column));
    constexpr int scrollBar = 14;
    const bool narrow = width() < others + widths.at(PartsModel::Progress) + scrollBar;
    QHeaderView* const head = m_grid->horizontalHeader();
    m_grid->setColumnHidden(PartsModel::Progress, narrow);
    head->setSectionResizeMode(PartsModel::Progress, QHeaderView::Stretch);
    // The last head takes what is left over.
    head->setStretchLastSection(narrow);
}

void PartsPane::select(PartId part)
{
    for (int row = 0; row < m_parts->rowCount(); ++row) {
        if (m_parts->parts().at(row).record.id != part)
            continue;
        if (!m_order->mapFromSource(m_parts->index(row, 0)).isValid())
            m_filter->setCurrentIndex(0);
        const QModelIndex index = m_order->mapFromSource(m_parts->index(row, 0));
        m_grid->setCurrentIndex(index);
        m_grid->scrollTo(index);
    }
}

const PartSnapshot* PartsPane::current() const
{
    const QModelIndex index = m_order->mapToSource(m_grid->currentIndex());
    return index.isValid() ? &m_parts->parts().at(index.row()) : nullptr;
}

bool PartsPane::wantsLog() const
{
    return m_log->isChecked();
}

void PartsPane::showMenu(const QPoint& at)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy the selected parts"), QKeySequence(QKeySequence::Copy), this, [this] { copy(false); });
    menu->addAction(tr("Copy all parts in sight"), this, [this] { copy(true); });
    menu->addSeparator();
    const int column = m_grid->currentIndex().isValid() ? m_grid->currentIndex().column() : PartsModel::Number;
    const QString name = m_order->headerData(column, Qt::Horizontal, CopyRole).toString();
    menu->addAction(tr("Sort by \"%1\"").arg(name), this, [this, column] { sortBy(column); });
    menu->popup(m_grid->viewport()->mapToGlobal(at));
}

/// The other way round if it is sorted by this column already.
void PartsPane::sortBy(int column)
{
    const bool turn = m_order->sortColumn() == column && m_order->sortOrder() == Qt::AscendingOrder;
    m_order->sort(column, turn ? Qt::DescendingOrder : Qt::AscendingOrder);
    fitColumns();
}

void PartsPane::copy(bool all) const
{
    QList<int> rows;
    for (int row = 0; row < m_order->rowCount(); ++row) {
        if (all || m_grid->selectionModel()->isRowSelected(row))
            rows.append(row);
    }
    if (!rows.isEmpty())
        QApplication::clipboard()->setText(rowsAsText(*m_order, rows));
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/longgrid.h"

#include "models/windowedmodel.h"
#include "widgets/grid.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace stevedore::ui {

namespace {

/// When so few rows of the window are left in the direction of travel, it moves on.
constexpr qint64 margin = 2'000;

} // namespace

LongGrid::LongGrid(QWidget* parent) : QWidget(parent), m_grid(new Grid), m_bar(new QScrollBar(Qt::Vertical))
{
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(m_grid, 1);
    line->addWidget(m_bar);
    m_grid->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_grid->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    m_grid->installEventFilter(this);
    m_bar->setAccessibleName(tr("Place in the file"));
    setFocusProxy(m_grid);
    connect(m_bar, &QScrollBar::valueChanged, this, [this](int value) {
        if (!m_following)
            scrollTo(value);
    });
    connect(m_grid->verticalScrollBar(), &QScrollBar::valueChanged, this, &LongGrid::scrolledByGrid);
    connect(m_grid->verticalScrollBar(), &QScrollBar::rangeChanged, this, &LongGrid::fitBar);
}

void LongGrid::setModel(WindowedModel* model)
{
    m_model = model;
    m_grid->setModel(model);
    connect(model, &WindowedModel::totalChanged, this, &LongGrid::fitBar);
    connect(model, &WindowedModel::modelReset, this, [this] {
        m_currentPlace = -1;
        fitBar();
    });
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentChanged, this, &LongGrid::currentCellChanged);
    fitBar();
}

qint64 LongGrid::top() const
{
    return m_model->windowBegin() + m_grid->verticalScrollBar()->value();
}

int LongGrid::rowsInSight() const
{
    return std::max(1, m_grid->viewport()->height() / space::row);
}

void LongGrid::fitBar()
{
    if (!m_model)
        return;
    const QScopedValueRollback ours(m_following, true);
    const qint64 most = std::max<qint64>(0, m_model->total() - rowsInSight());
    m_bar->setRange(0, int(std::min<qint64>(most, std::numeric_limits<int>::max())));
    m_bar->setPageStep(rowsInSight());
    m_bar->setSingleStep(1);
    m_bar->setVisible(most > 0);
    m_bar->setValue(int(top()));
}

void LongGrid::scrolledByGrid()
{
    if (m_following || !m_model)
        return;
    const qint64 shown = top();
    const qint64 before = shown - m_model->windowBegin();
    const qint64 behind = m_model->rowCount() - before - rowsInSight();
    const bool moreBefore = m_model->windowBegin() > 0;
    const bool moreBehind = m_model->windowBegin() + m_model->rowCount() < m_model->total();
    if ((before < margin && moreBefore) || (behind < margin && moreBehind))
        scrollTo(shown);
    const QScopedValueRollback ours(m_following, true);
    m_bar->setValue(int(shown));
}

void LongGrid::scrollTo(qint64 top)
{
    if (!m_model)
        return;
    const QScopedValueRollback ours(m_following, true);
    const qint64 begin = m_model->windowBegin();
    const qint64 end = begin + m_model->rowCount();
    const bool tooEarly = begin > 0 && top < begin + margin;
    const bool tooLate = end < m_model->total() && top + rowsInSight() > end - margin;
    if (tooEarly || tooLate)
        moveWindow(top - WindowedModel::windowRows / 2);
    m_grid->verticalScrollBar()->setValue(int(top - m_model->windowBegin()));
}

/// The current cell keeps its place in the table; out of the window there is none until it comes back.
void LongGrid::moveWindow(qint64 begin)
{
    // The view may scroll to a new current cell before we have heard of it.
    if (const QModelIndex now = m_grid->currentIndex(); now.isValid()) {
        m_currentPlace = m_model->windowBegin() + now.row();
        m_currentColumn = now.column();
    }
    m_model->moveWindow(begin);
    QItemSelectionModel* const selection = m_grid->selectionModel();
    const qint64 row = m_currentPlace - m_model->windowBegin();
    const bool autoScroll = m_grid->hasAutoScroll();
    m_grid->setAutoScroll(false);
    if (m_currentPlace >= 0 && row >= 0 && row < m_model->rowCount())
        selection->setCurrentIndex(m_model->index(int(row), m_currentColumn), QItemSelectionModel::ClearAndSelect);
    else
        selection->clear();
    m_grid->setAutoScroll(autoScroll);
}

void LongGrid::currentCellChanged()
{
    if (m_following)
        return;
    const QModelIndex now = m_grid->currentIndex();
    m_currentPlace = now.isValid() ? m_model->windowBegin() + now.row() : -1;
    m_currentColumn = std::max(now.column(), 0);
    Q_EMIT currentChanged();
}

void LongGrid::showPlace(qint64 place, int column)
{
    if (!m_model || place < 0 || place >= m_model->total())
        return;
    const qint64 first = top();
    if (place < first || place >= first + rowsInSight() - 1)
        scrollTo(std::max<qint64>(0, place - rowsInSight() / 2));
    m_grid->setCurrentIndex(m_model->index(int(place - m_model->windowBegin()), column));
    fitBar();
}

bool LongGrid::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_grid && event->type() == QEvent::KeyPress && m_model && m_model->total() > 0) {
        const auto* const key = static_cast<QKeyEvent*>(event);
        const bool home = key->matches(QKeySequence::MoveToStartOfDocument);
        if (home || key->matches(QKeySequence::MoveToEndOfDocument)) {
            showPlace(home ? 0 : m_model->total() - 1, m_currentColumn);
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

} // namespace stevedore::ui

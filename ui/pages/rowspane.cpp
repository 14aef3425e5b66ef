// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/rowspane.h"

#include "pages/profilepane.h"
#include "widgets/fillheader.h"
#include "widgets/findbar.h"
#include "widgets/grid.h"
#include "widgets/longgrid.h"
#include "widgets/pane.h"
#include "widgets/theme.h"

#include <QBoxLayout>

namespace stevedore::ui {

RowsPane::RowsPane(QWidget* parent)
    : QWidget(parent), m_model(new SourceModel(this)), m_finder(new RowFinder(this)), m_long(new LongGrid),
      m_grid(m_long->grid()), m_find(new FindBar), m_profile(new ProfilePane), m_above(new QVBoxLayout)
{
    makeGrid();
    auto* gridPane = new Pane;
    gridPane->body()->addWidget(m_find);
    auto* hairline = new QFrame;
    hairline->setProperty("hairline", true);
    gridPane->body()->addWidget(hairline);
    gridPane->body()->addWidget(m_long, 1);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::inner);
    left->addLayout(m_above);
    left->addWidget(gridPane, 1);
    m_profile->setMinimumWidth(230);
    m_profile->setMaximumWidth(320);
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::panes);
    columns->addLayout(left, 5);
    columns->addWidget(m_profile, 2);
    setFocusProxy(m_grid);
    bindFind();
}

void RowsPane::setFile(const std::shared_ptr<const CsvFile>& file)
{
    m_finder->clear();
    m_find->setQuery({});
    m_find->setColumns(file ? file->columns() : QStringList());
    m_only = false;
    m_model->setFile(file);
    m_profiles.clear();
    m_grid->fitRowNumbers(m_model->total());
    m_grid->fitColumns();
    // The first screenful comes from the pool a moment later; then the columns can be fitted to what is in them.
    connect(
        m_model, &SourceModel::loaded, this, [this] { m_grid->fitColumns(); }, Qt::SingleShotConnection);
    m_column = 0;
    showColumn(0);
}

void RowsPane::setFacts(const FileFacts& facts)
{
    m_facts = facts;
    fillFind();
    if (m_profiles.empty())
        showColumn(m_column);
    m_grid->fitRowNumbers(facts.rows);
}

void RowsPane::setProfiles(const std::vector<ColumnProfile>& profiles)
{
    m_profiles = profiles;
    m_model->setProfiles(profiles);
    showColumn(m_column);
}

void RowsPane::showColumn(int column)
{
    if (column < 0 || column >= m_model->columnCount())
        return;
    m_column = column;
    m_head->setChosen(column);
    const QString name = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    if (std::size_t(column) < m_profiles.size())
        m_profile->setProfile(name, m_profiles[std::size_t(column)]);
    else
        m_profile->setCounting(name, countedShare());
}

double RowsPane::countedShare() const
{
    return m_facts.indexed || m_facts.bytes == 0 ? 1 : double(m_facts.bytesRead) / double(m_facts.bytes);
}

void RowsPane::showRow(RowNumber row, int column)
{
    if (m_only && m_model->placeOf(row) < 0)
        showOnly(false);
    m_long->showPlace(m_model->placeOf(row), column < 0 ? m_column : column);
}

} // namespace stevedore::ui

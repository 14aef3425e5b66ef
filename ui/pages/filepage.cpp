// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filepage.h"

#include "base/text.h"
#include "pages/profilepane.h"
#include "widgets/fillheader.h"
#include "widgets/findbar.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/longgrid.h"
#include "widgets/pane.h"
#include "widgets/strip.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr qsizetype mostLinks = 5;

} // namespace

FilePage::FilePage(QWidget* parent)
    : StepPage(parent), m_model(new SourceModel(this)), m_finder(new RowFinder(this)), m_long(new LongGrid),
      m_grid(m_long->grid()), m_find(new FindBar), m_profile(new ProfilePane), m_strip(new Strip),
      m_reading(new ReadingBar)
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
    left->addWidget(m_strip);
    left->addWidget(gridPane, 1);
    m_profile->setMinimumWidth(230);
    m_profile->setMaximumWidth(320);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(space::panes);
    columns->addLayout(left, 5);
    columns->addWidget(m_profile, 2);
    body()->addWidget(m_reading);
    body()->addLayout(columns, 1);
    setFocusProxy(m_grid);
    bindFind();
    connect(m_reading, &ReadingBar::dialectChosen, this, &FilePage::dialectChosen);
    connect(m_reading, &ReadingBar::sheetChosen, this, &FilePage::sheetChosen);
    QPushButton* other = foot()->addSecondary(tr("Other file…"), u"otherFile"_s);
    connect(other, &QPushButton::clicked, this, &FilePage::otherFileWanted);
    connect(primary(), &QPushButton::clicked, this, &FilePage::mappingWanted);
}

void FilePage::setFile(const std::shared_ptr<const CsvFile>& file)
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

void FilePage::setFacts(const FileFacts& facts)
{
    m_facts = facts;
    m_reading->setFacts(facts);
    fillStrip(facts);
    fillFoot(facts);
    fillFind();
    if (m_profiles.empty())
        showColumn(m_column);
    m_grid->fitRowNumbers(facts.rows);
}

void FilePage::fillStrip(const FileFacts& facts)
{
    m_strip->setFailed(!facts.failure.isEmpty());
    if (!facts.failure.isEmpty()) {
        m_strip->say(facts.failure, {});
        return;
    }
    if (facts.findings.empty()) {
        m_strip->say({}, {});
        return;
    }
    QStringList others;
    for (std::size_t i = 1; i < facts.findings.size(); ++i)
        others.append(facts.findings[i].sentence(facts.columns));
    m_strip->say(facts.findings.front().sentence(facts.columns), others.join(u' '));
    addLinks(facts);
}

/// To the cells that are known, else to the rows.
void FilePage::addLinks(const FileFacts& facts)
{
    std::vector<StructureFinding::Cell> linked;
    const auto add = [&](RowNumber row, int column) {
        const bool there =
            std::any_of(linked.begin(), linked.end(), [row](const auto& cell) { return cell.row == row; });
        if (qsizetype(linked.size()) < mostLinks && !there)
            linked.push_back({row, column});
    };
    for (const StructureFinding& finding : facts.findings) {
        for (const StructureFinding::Cell& cell : finding.cells)
            add(cell.row, cell.column);
        for (const RowNumber row : finding.rows)
            add(row, -1);
    }
    for (const StructureFinding::Cell& cell : linked) {
        const QString name =
            cell.column < 0 ? QString() : m_model->headerData(cell.column, Qt::Horizontal, Qt::DisplayRole).toString();
        QPushButton* link =
            m_strip->addLink(name.isEmpty() ? tr("Row %1").arg(grouped(cell.row))
                                            : tr("Row %1, %2").arg(grouped(cell.row), shownValue(name, 30)));
        connect(link, &QPushButton::clicked, this, [this, cell] {
            showRow(cell.row, cell.column);
            m_grid->setFocus();
        });
    }
}

void FilePage::fillFoot(const FileFacts& facts)
{
    if (!facts.failure.isEmpty()) {
        foot()->say(tr("The file cannot be read."), tr("Choose another file, or put this one back and open it again."));
        foot()->setPrimary(tr("Map the columns"), false);
        return;
    }
    if (facts.unpackedShare) {
        const QString share = QLocale().toString(int(*facts.unpackedShare * 100));
        foot()->say(tr("Opening: %1 %.").arg(share), tr("A workbook or an archive is converted once."));
        foot()->setPrimary(tr("Map the columns"), false);
        return;
    }
    if (!facts.indexed) {
        foot()->say(tr("%1 rows so far.").arg(grouped(facts.rows)),
                    tr("%1 of %2 read. Nothing of this file is changed or sent in this step.")
                        .arg(byteText(facts.bytesRead), byteText(facts.bytes)));
    } else {
        const QString seconds = QLocale().toString(double(facts.milliseconds) / 1000, 'f', 2);
        foot()->say(tr("%1, all %2 rows read in %3 s.").arg(byteText(facts.bytes), grouped(facts.rows), seconds),
                    tr("Nothing of this file is changed or sent in this step."));
    }
    foot()->setPrimary(tr("Map the columns"), true);
}

void FilePage::setProfiles(const std::vector<ColumnProfile>& profiles)
{
    m_profiles = profiles;
    m_model->setProfiles(profiles);
    showColumn(m_column);
}

void FilePage::showColumn(int column)
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

double FilePage::countedShare() const
{
    return m_facts.indexed || m_facts.bytes == 0 ? 1 : double(m_facts.bytesRead) / double(m_facts.bytes);
}

void FilePage::showRow(RowNumber row, int column)
{
    if (m_only && m_model->placeOf(row) < 0)
        showOnly(false);
    m_long->showPlace(m_model->placeOf(row), column < 0 ? m_column : column);
}

} // namespace stevedore::ui

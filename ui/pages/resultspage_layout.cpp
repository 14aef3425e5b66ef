// SPDX-License-Identifier: GPL-3.0-or-later
// Where things stand on the results page.
#include "models/causesmodel.h"
#include "pages/fatelist.h"
#include "pages/resultspage.h"
#include "widgets/emptystate.h"
#include "widgets/flowlayout.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/repairbar.h"
#include "widgets/replacebar.h"
#include "widgets/ring.h"
#include "widgets/strip.h"
#include "widgets/theme.h"
#include "widgets/twolinedelegate.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

void ResultsPage::makeLeft(QHBoxLayout* columns)
{
    auto* summary = new Pane;
    auto* line = new QHBoxLayout;
    line->setContentsMargins(space::inner, space::inner, space::inner, space::inner);
    line->setSpacing(space::inner);
    line->addWidget(m_ring);
    line->addWidget(m_figures, 1, Qt::AlignVCenter);
    summary->body()->addLayout(line);
    auto* report = new QPushButton(tr("Save a report…"));
    report->setObjectName(u"saveReport"_s);
    report->setToolTip(tr("Source, mapping, counts, causes and jobs on one page, as HTML or PDF"));
    connect(report, &QPushButton::clicked, this, &ResultsPage::reportWanted);
    m_undoImport = new QPushButton(tr("Undo import…"));
    m_undoImport->setObjectName(u"undoImport"_s);
    m_undoImport->setToolTip(
        tr("Deletes what the import created and changes back what it updated; says first what that would be"));
    connect(m_undoImport, &QPushButton::clicked, this, &ResultsPage::undoImportWanted);
    m_corrected = new QPushButton(tr("Open corrected rows…"));
    m_corrected->setObjectName(u"openCorrected"_s);
    m_corrected->setToolTip(
        tr("Takes over what was corrected elsewhere in saved refused rows; they may also be dropped "
           "on the window"));
    connect(m_corrected, &QPushButton::clicked, this, &ResultsPage::correctedWanted);
    auto* buttons = new FlowLayout(space::between);
    buttons->addWidget(report);
    buttons->addWidget(m_undoImport);
    buttons->addWidget(m_corrected);
    auto* below = new QHBoxLayout;
    below->setContentsMargins(space::inner, 0, space::inner, space::inner);
    below->addLayout(buttons);
    summary->body()->addLayout(below);
    m_list->setModel(m_causes);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setObjectName(u"causes"_s);
    m_list->setAccessibleName(tr("Why rows are not in"));
    m_causesPane->body()->addWidget(m_list, 1);
    auto* left = new QVBoxLayout;
    left->setSpacing(space::inner);
    left->addWidget(summary);
    left->addWidget(m_causesPane, 1);
    left->addStretch(0);
    auto* box = new QWidget;
    box->setLayout(left);
    left->setContentsMargins(0, 0, 0, 0);
    box->setMinimumWidth(292);
    box->setMaximumWidth(330);
    columns->addWidget(box, 3);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        // Other rows are wanted: that none of them has what was looked for is not what is asked.
        m_find->showAll();
        if (now.isValid() && m_figure) {
            m_figure.reset();
            m_figures->setChosen(std::nullopt);
        }
        Q_EMIT rowsWanted();
    });
    connect(m_figures, &FateList::chosen, this, &ResultsPage::showFigure);
}

void ResultsPage::makeRight(QHBoxLayout* columns)
{
    QBoxLayout* about = m_about->addPadded();
    m_headline->setWordWrap(true);
    m_hint->setWordWrap(true);
    about->addWidget(m_headline);
    about->addWidget(m_hint);
    about->addWidget(m_repairs);
    m_update = new QPushButton;
    m_update->setObjectName(u"updateExisting"_s);
    m_update->setToolTip(tr("Finds each record by this field and writes the row's values to it; asks before it sends"));
    connect(m_update, &QPushButton::clicked, this, [this] {
        if (const Field* const field = existingBy())
            Q_EMIT updateWanted(ascending(), *field);
    });
    m_values = new QPushButton(tr("Only one value"));
    m_values->setObjectName(u"values"_s);
    m_values->setToolTip(tr("The values that these rows have most often; shows the rows of one of them"));
    m_update->hide();
    m_values->hide();
    auto* more = new FlowLayout(space::between);
    more->addWidget(m_update);
    more->addWidget(m_values);
    about->addLayout(more);
    m_grid->showRowNumbers(tr("Row"));
    m_grid->setModel(m_model);
    m_grid->setObjectName(u"resultsGrid"_s);
    m_grid->setAccessibleName(tr("Rows that are not in"));
    m_gridPane->body()->addWidget(m_find);
    m_gridPane->body()->addWidget(m_grid, 1);
    m_history->setWordWrap(true);
    m_history->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_history->setObjectName(u"rowHistory"_s);
    m_record = linkButton(tr("Open in the CRM"));
    m_record->setObjectName(u"openRecord"_s);
    m_record->hide();
    connect(m_record, &QPushButton::clicked, this, [this] { Q_EMIT recordPageWanted(m_recordPage); });
    auto* line = new QHBoxLayout;
    line->setSpacing(space::panes);
    line->addWidget(m_history, 1);
    line->addWidget(m_record, 0, Qt::AlignTop);
    m_historyPane->addPadded()->addLayout(line);
    auto* right = new QVBoxLayout;
    right->setSpacing(space::inner);
    right->addWidget(m_about);
    right->addWidget(m_gridPane, 1);
    right->addWidget(m_historyPane);
    m_donePane->body()->addWidget(m_done, 1);
    right->addWidget(m_donePane, 1);
    columns->addLayout(right, 7);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
        if (now.isValid())
            Q_EMIT rowFocused(m_model->rowNumber(now.row()));
    });
    connect(m_repairs, &RepairBar::applied, this, [this](const Repair& repair) {
        // The buttons change with the figures; the keyboard goes on in the rows.
        m_grid->setFocus();
        Q_EMIT repairWanted(repair, ascending());
    });
}

void ResultsPage::makeFoot()
{
    m_route = new QComboBox;
    m_route->setObjectName(u"route"_s);
    m_route->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_route->setAccessibleName(tr("How to send again"));
    foot()->addControl(m_route);
    connect(m_route, &QComboBox::activated, this, [this] { m_routeByHand = true; });
    m_undo = foot()->addSecondary(tr("Undo"), u"undo"_s);
    m_redo = foot()->addSecondary(tr("Redo"), u"redo"_s);
    connect(m_redo, &QPushButton::clicked, this, &ResultsPage::redoWanted);
    m_save = foot()->addSecondary(tr("Save refused rows…"), u"saveRefused"_s);
    connect(m_undo, &QPushButton::clicked, this, &ResultsPage::undoWanted);
    connect(m_save, &QPushButton::clicked, this, &ResultsPage::saveWanted);
    connect(primary(), &QPushButton::clicked, this, [this] {
        const bool sendsAgain = m_snapshot.fates.refused + m_snapshot.fates.unprocessed > 0;
        if (sendsAgain)
            Q_EMIT resendWanted(route());
        else
            Q_EMIT remainingWanted();
    });
    setUndo({}, {});
}

} // namespace stevedore::ui

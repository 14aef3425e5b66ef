// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/checkpage.h"

#include "base/text.h"
#include "models/findingsmodel.h"
#include "pages/faultcolumns.h"
#include "widgets/emptystate.h"
#include "widgets/footbar.h"
#include "widgets/grid.h"
#include "widgets/pane.h"
#include "widgets/repairbar.h"
#include "widgets/strip.h"
#include "widgets/theme.h"
#include "widgets/twolinedelegate.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

CheckPage::CheckPage(QWidget* parent)
    : StepPage(parent), m_model(new FindingsModel(this)), m_rows(new RowSetModel(this)), m_list(new QListView),
      m_listPane(new Pane), m_progress(new QProgressBar), m_content(new QWidget), m_empty(new EmptyState(u"tick"_s)),
      m_headline(plainLabel({}, "fact")), m_hint(plainLabel({}, "dim")), m_repairs(new RepairBar),
      m_undo(foot()->addSecondary({}, u"undo"_s)), m_try(foot()->addSecondary(tr("Try it first"), u"tryFirst"_s)),
      m_grid(new Grid), m_confirm(new Strip), m_trial(new Strip)
{
    auto* columns = new QHBoxLayout(m_content);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(space::panes);
    makeLeft(columns);
    makeRight(columns);
    makeTrial();
    body()->addWidget(m_confirm);
    body()->addWidget(m_trial);
    body()->addWidget(m_content, 1);
    body()->addWidget(m_empty, 1);
    m_progress->setTextVisible(false);
    m_progress->setMaximum(1000);
    m_progress->setMaximumWidth(320);
    body()->addWidget(m_progress, 0, Qt::AlignHCenter);
    setFocusProxy(m_list);
    m_rows->setEditable(true);
    connect(m_rows, &RowSetModel::edited, this, &CheckPage::cellEdited);
    connect(m_undo, &QPushButton::clicked, this, &CheckPage::undoWanted);
    connect(primary(), &QPushButton::clicked, this, &CheckPage::pressPrimary);
    setReport({});
    setUndo({});
}

void CheckPage::makeTrial()
{
    m_keep = new QCheckBox(tr("Keep what is overwritten"));
    m_keep->setObjectName(u"keepBefore"_s);
    m_keep->setToolTip(tr("Before anything is sent, the records as they are now are read from the CRM (50 credits for "
                          "200,000) and kept on this computer, so that this import can be undone."));
    foot()->addControl(m_keep);
    connect(m_keep, &QCheckBox::clicked, this, &CheckPage::keepBeforeChanged);
    auto* menu = new QMenu(m_try);
    menu->setToolTipsVisible(true);
    QAction* const compare = menu->addAction(tr("Compare with the CRM (dry run)"), this, &CheckPage::compareWanted);
    compare->setObjectName(u"compare"_s);
    compare->setToolTip(
        tr("Says which rows are new, changed or the same. Reads only; at most 50 credits for 200,000 records."));
    m_rehearse = menu->addAction(tr("Rehearse on a local CRM"), this, &CheckPage::rehearsalWanted);
    m_rehearse->setObjectName(u"rehearse"_s);
    m_rehearse->setToolTip(tr("Sends the whole import to a CRM on this computer that has the rules of your org."));
    m_sample = menu->addAction(
        {}, this, [this] { confirmed(m_sample->text(), 0, m_send.sampleCredits, &CheckPage::sampleWanted); });
    m_sample->setObjectName(u"sendSample"_s);
    m_sample->setToolTip(tr("Sends these to the CRM now; the others wait until you have looked at the outcome."));
    m_try->setMenu(menu);
    m_try->setProperty("menu", true);
    m_trial->setPlain();
}

void CheckPage::setRehearsalPossible(bool possible)
{
    m_rehearse->setVisible(possible);
}

void CheckPage::setTrial(const TrialFacts& facts)
{
    m_trialRuns = facts.running;
    m_trial->say(facts.fact, facts.rest);
    const auto link = [this](const QString& text, const QString& name, void (CheckPage::*wanted)()) {
        QPushButton* const button = m_trial->addLink(text);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, wanted);
    };
    if (facts.running) {
        link(tr("Stop"), u"stopTrial"_s, &CheckPage::trialStopWanted);
    } else if (!facts.fact.isEmpty()) {
        if (facts.unchanged > 0)
            link(tr("Leave the %1 unchanged rows out").arg(grouped(facts.unchanged)), u"leaveUnchanged"_s,
                 &CheckPage::leaveUnchangedWanted);
        if (facts.changed > 0)
            link(tr("Save all changes"), u"saveChanges"_s, &CheckPage::saveChangesWanted);
        link(tr("Close"), u"closeTrial"_s, &CheckPage::trialCloseWanted);
    }
    fillFoot();
}

void CheckPage::makeLeft(QHBoxLayout* columns)
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TwoLineDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setObjectName(u"findings"_s);
    m_list->setAccessibleName(tr("Findings of the check"));
    m_listPane->body()->addWidget(m_list, 1);
    m_listPane->setMinimumWidth(250);
    m_listPane->setMaximumWidth(370);
    columns->addWidget(m_listPane, 3);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &CheckPage::showFinding);
}

void CheckPage::makeRight(QHBoxLayout* columns)
{
    auto* about = new Pane;
    QBoxLayout* lines = about->addPadded();
    m_headline->setWordWrap(true);
    m_hint->setWordWrap(true);
    lines->addWidget(m_headline);
    lines->addWidget(m_hint);
    lines->addWidget(m_repairs);
    m_grid->showRowNumbers(tr("Row"));
    m_grid->setModel(m_rows);
    m_grid->setObjectName(u"checkGrid"_s);
    m_grid->setAccessibleName(tr("Rows of the finding"));
    auto* gridPane = new Pane;
    gridPane->body()->addWidget(m_grid);
    auto* right = new QVBoxLayout;
    right->setSpacing(space::inner);
    right->addWidget(about);
    right->addWidget(gridPane, 1);
    columns->addLayout(right, 7);
    connect(m_repairs, &RepairBar::previewed, this, [this](const Repair& repair) {
        m_rows->setAfter(repair.afterTitle(), [repair](const QString& value) {
            const QString after = repair.applied(value);
            return after == value ? QString() : after;
        });
        widenPreview();
    });
    connect(m_repairs, &RepairBar::applied, this, [this](const Repair& repair) {
        const Finding* const finding = current();
        if (!finding)
            return;
        // The buttons change with the figures; the keyboard goes on in the rows.
        m_grid->setFocus();
        Q_EMIT repairWanted(repair, finding->rows);
    });
}

void CheckPage::widenPreview()
{
    const int fault = m_rows->columnOf(m_column);
    const int after = fault + 1;
    if (fault < 0 || after >= m_rows->columnCount() || m_rows->columns().at(after).kind != RowSetModel::Kind::After)
        return;
    const int title = m_grid->fontMetrics().horizontalAdvance(m_rows->columns().at(after).title) + 26;
    m_grid->setColumnWidth(after, std::max({m_grid->columnWidth(after), m_grid->columnWidth(fault), title}));
}

void CheckPage::setFile(const std::shared_ptr<const CsvFile>& file)
{
    m_file = file;
    m_column = -2;
    m_rows->setRows({}, {}, {});
    m_rows->setFile(file);
}

void CheckPage::setOverlay(const Overlay& overlay)
{
    m_rows->setOverlay(overlay);
}

void CheckPage::setRunning(double share)
{
    m_running = true;
    m_progress->setValue(int(share * 1000));
    m_progress->show();
    m_progress->setAccessibleName(tr("Progress of the check"));
    if (!m_report) {
        m_content->hide();
        m_empty->show();
        m_empty->say(tr("Every row is being checked against the fields of the CRM"), {});
    }
    fillFoot();
}

void CheckPage::setReport(const std::shared_ptr<const CheckReport>& report)
{
    m_running = false;
    m_report = report;
    m_progress->hide();
    m_model->setReport(report);
    const bool any = report && !report->findings.empty();
    m_content->setVisible(any);
    m_empty->setVisible(!any);
    if (!report)
        m_empty->say(tr("Not checked yet"),
                     tr("The check compares every row with the rules of the CRM's fields, before anything is sent."));
    else if (!any)
        m_empty->say(tr("All %Ln rows are fine", nullptr, numberOf(report->rows)),
                     tr("Nothing in them is against the rules of the CRM's fields."));
    if (any) {
        const double seconds = double(report->milliseconds) / 1000;
        m_listPane->setTitle(tr("All %1 rows checked in %2 s")
                                 .arg(grouped(report->rows), QLocale().toString(seconds, 'f', seconds < 0.1 ? 2 : 1)));
        const int same = m_model->indexOf(m_reason, m_column, m_field);
        m_list->setCurrentIndex(m_model->index(same >= 0 ? same : 0));
    }
    fillFoot();
}

void CheckPage::setIdle()
{
    m_running = false;
    m_progress->hide();
    fillFoot();
}

const Finding* CheckPage::current() const
{
    return m_model->finding(m_list->currentIndex().row());
}

void CheckPage::showFinding()
{
    const Finding* const finding = current();
    if (!finding)
        return;
    const bool same = m_reason == finding->reason && m_column == finding->column && m_field == finding->field;
    const RowNumber before =
        same && m_grid->currentIndex().isValid() ? m_rows->rowNumber(m_grid->currentIndex().row()) : RowNumber();
    m_reason = finding->reason;
    m_column = finding->column;
    m_field = finding->field;
    const QString rows = finding->count().value == 1 ? tr("1 row") : tr("%1 rows").arg(grouped(finding->count()));
    m_headline->setText(tr("%1: %2").arg(rows, findingHeadline(*finding)));
    QString hint = findingHint(*finding);
    if (finding->severity == Severity::Error && !finding->code.isEmpty())
        hint += (hint.endsWith(u'.') ? u" "_s : u". "_s) + tr("Detail: %1.").arg(finding->code);
    m_hint->setText(hint);
    RowSetModel::Note note{{},
                           finding->severity == Severity::Error ? Meaning::Refused : Meaning::Attention,
                           {},
                           findingHeadline(*finding)};
    if (finding->column >= 0)
        note.faults.append(finding->column);
    note.faults += finding->sources;
    m_rows->setRows(finding->rows,
                    faultColumns(m_file.get(), finding->sources.value(0, finding->column), false, finding->column >= 0),
                    [note](qint64) { return note; });
    m_grid->fitRowNumbers(finding->rows.empty() ? 0 : finding->rows.back().value);
    if (!same) {
        m_grid->fitColumns(70, 270);
        connect(
            m_rows, &RowSetModel::loaded, this,
            [this] {
                m_grid->fitColumns(70, 270);
                widenPreview();
            },
            Qt::SingleShotConnection);
    }
    m_repairs->setOffers({}, finding->column, finding->columnName, finding->reason == Reason::Empty, false);
    const int fault = m_rows->columnOf(finding->column);
    // After a correction the list is shorter; the next row that wants a hand is the one to go on with.
    const auto next = std::lower_bound(finding->rows.begin(), finding->rows.end(), before);
    const int row = std::min(int(next - finding->rows.begin()), m_rows->rowCount() - 1);
    if (row >= 0)
        m_grid->setCurrentIndex(m_rows->index(row, std::max(0, fault)));
    Q_EMIT valuesWanted(*finding);
}

void CheckPage::setOffers(Reason reason, int column, const QList<Repair>& offers)
{
    const Finding* const finding = current();
    if (!finding || finding->reason != reason || finding->column != column)
        return;
    const bool fill = reason == Reason::Empty && column >= 0;
    m_repairs->setOffers(offers, column, finding->columnName, fill, !fill && column >= 0);
}

void CheckPage::setUndo(const QString& undoText)
{
    m_undo->setVisible(!undoText.isEmpty());
    m_undo->setText(tr("Undo"));
    m_undo->setToolTip(tr("Undo: %1 (Ctrl+Z)").arg(undoText));
    m_undo->setAccessibleDescription(undoText);
}

void CheckPage::setSend(const SendFacts& facts)
{
    m_send = facts;
    m_confirm->say({}, {});
    fillFoot();
}

void CheckPage::fillFoot()
{
    m_try->setVisible(!m_send.sent && m_report);
    m_try->setEnabled(!m_running && !m_trialRuns && m_send.whyNot.isEmpty());
    m_sample->setVisible(m_send.sampleRows > 0);
    m_keep->setVisible(m_send.changesRecords && !m_send.sent && m_report);
    m_keep->setChecked(m_send.keepsBefore);
    foot()->setNote(m_report && !m_running && !m_send.sent ? m_send.guarantee : QString());
    m_sample->setText(tr("Send %1 rows at random, then the others (%2 credits)")
                          .arg(grouped(m_send.sampleRows), grouped(m_send.sampleCredits)));
    if (m_running) {
        foot()->say(tr("Checking."), tr("Nothing has been sent."));
        foot()->setPrimary(m_send.action, false);
        return;
    }
    if (!m_report) {
        foot()->say(tr("Nothing has been sent."), m_send.whyNotCheck);
        foot()->setPrimary(tr("Check all rows"), m_send.whyNotCheck.isEmpty());
        return;
    }
    const qint64 bad = m_report->rowsWithErrors.value;
    const QString fine =
        tr("%Ln rows would go in.", nullptr, numberOf(std::max<qint64>(0, m_report->rows.value - bad)));
    QString rest;
    if (m_send.sent)
        rest = tr("This import has been sent.");
    else if (!m_send.whyNot.isEmpty())
        rest = m_send.whyNot;
    else if (bad > 0)
        rest = tr("%1 would be refused: correct them here, or send now and correct them afterwards.").arg(grouped(bad));
    if (!m_send.sent && m_send.whyNot.isEmpty())
        rest +=
            u' ' + (m_send.jobs == 0 ? tr("As records, without a job, %Ln credits.", nullptr, numberOf(m_send.credits))
                    : m_send.jobs == 1 ? tr("1 job, %1 credits.").arg(grouped(m_send.credits))
                                       : tr("%1 jobs, %2 credits.").arg(grouped(m_send.jobs), grouped(m_send.credits)));
    foot()->say(fine, rest.trimmed());
    foot()->setPrimary(m_send.sent ? QString() : m_send.action, m_send.whyNot.isEmpty());
}

void CheckPage::pressPrimary()
{
    if (m_report)
        confirmed(m_send.action, m_send.jobs, m_send.credits, &CheckPage::sendWanted);
    else
        Q_EMIT checkWanted();
}

void CheckPage::confirmed(const QString& action, qint64 jobs, qint64 credits, void (CheckPage::*wanted)())
{
    if (!m_send.production) {
        Q_EMIT(this->*wanted)();
        return;
    }
    // Production is asked once, here in the window, with the same words on the button.
    const QString price = jobs > 0 ? tr("%Ln jobs, %1 credits.", nullptr, numberOf(jobs)).arg(grouped(credits))
                                   : tr("%Ln credits.", nullptr, numberOf(credits));
    m_confirm->say(tr("%1 in %2, production?").arg(action, m_send.target),
                   price + u' ' + tr("What the CRM has taken cannot be taken back by closing this window."));
    QPushButton* yes = m_confirm->addButton(action);
    yes->setObjectName(u"confirmSend"_s);
    QPushButton* no = m_confirm->addButton(tr("Not yet"));
    connect(yes, &QPushButton::clicked, this, [this, wanted] {
        m_confirm->say({}, {});
        Q_EMIT(this->*wanted)();
    });
    connect(no, &QPushButton::clicked, this, [this] { m_confirm->say({}, {}); });
    yes->setFocus();
}

void CheckPage::step(int direction)
{
    const int row = m_grid->currentIndex().row() + direction;
    const int fault = std::max(0, m_rows->columnOf(m_column));
    if (row < 0 || row >= m_rows->rowCount()) {
        const int next = m_list->currentIndex().row() + direction;
        if (next >= 0 && next < m_model->rowCount())
            m_list->setCurrentIndex(m_model->index(next));
    } else {
        m_grid->setCurrentIndex(m_rows->index(row, fault));
    }
    m_grid->setFocus();
}

} // namespace stevedore::ui

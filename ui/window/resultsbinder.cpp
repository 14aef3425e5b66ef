// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/resultsbinder.h"

#include "base/text.h"
#include "crm/recordpage.h"
#include "transfer/poolwork.h"
#include "transfer/report/htmlreport.h"
#include "transfer/report/successfile.h"
#include "window/reportfile.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// So long the focus rests on a row before its values are read.
constexpr int restMs = 200;

} // namespace

ResultsBinder::ResultsBinder(Engine& engine, ImportSession& session, ResultsPage& page, Prompts& prompts,
                             QObject* parent)
    : QObject(parent), m_engine(engine), m_session(session), m_page(page), m_prompts(prompts),
      m_arranger(new RowArranger([&session] { return session.corrections().fixes(); }, this))
{
    m_ask.setSingleShot(true);
    m_ask.setInterval(400);
    connect(&m_ask, &QTimer::timeout, this, &ResultsBinder::ask);
    bind();
    bindRows();
}

void ResultsBinder::bindRows()
{
    connect(m_arranger, &RowArranger::arranged, &m_page, &ResultsPage::setRows);
    connect(m_arranger, &RowArranger::found, this,
            [this] { m_page.setFound(m_arranger->hits(), m_arranger->isFinding(), m_arranger->failure()); });
    connect(&m_page, &ResultsPage::findWanted, m_arranger, &RowArranger::setQuery);
    connect(&m_page, &ResultsPage::onlyFoundWanted, m_arranger, &RowArranger::setOnly);
    connect(&m_page, &ResultsPage::sortWanted, m_arranger, &RowArranger::setSorting);
    connect(&m_session.corrections(), &Corrections::changed, m_arranger, &RowArranger::valuesChanged);
}

void ResultsBinder::bind()
{
    connect(&m_page, &ResultsPage::rowsWanted, this, &ResultsBinder::fetchRows);
    connect(&m_page, &ResultsPage::valuesWanted, this,
            [this](const Trouble& trouble, const std::vector<RowNumber>& rows) {
                if (m_visible)
                    m_session.findRepairs(trouble, rows);
            });
    connect(&m_session, &ImportSession::offersReady, this, &ResultsBinder::offer);
    connect(&m_page, &ResultsPage::rowFocused, this, &ResultsBinder::tellHistory);
    m_values.setSingleShot(true);
    m_values.setInterval(restMs);
    connect(&m_values, &QTimer::timeout, this, [this] { tellValues(); });
    connect(&m_page, &ResultsPage::repairWanted, &m_session, &ImportSession::apply);
    connect(&m_page, &ResultsPage::cellsChanged, &m_session.corrections(), &Corrections::change);
    connect(&m_page, &ResultsPage::undoWanted, &m_session.corrections().undoStack(), &QUndoStack::undo);
    connect(&m_page, &ResultsPage::redoWanted, &m_session.corrections().undoStack(), &QUndoStack::redo);
    connect(&m_page, &ResultsPage::reportWanted, this, &ResultsBinder::saveReport);
    connect(&m_page, &ResultsPage::recordPageWanted, this, [this](const QUrl& page) {
        if (!m_prompts.openAddress(&m_page, page))
            Q_EMIT failed(tr("No browser was found that opens %1.").arg(page.toDisplayString()));
    });
    connect(&m_page, &ResultsPage::resendWanted, this, [this](Route route) {
        const auto sent = m_session.resend(route);
        if (sent)
            Q_EMIT sentAgain();
        else
            Q_EMIT failed(sent.error().sentence);
    });
    connect(&m_page, &ResultsPage::updateWanted, this, &ResultsBinder::updateExisting);
    connect(&m_session.corrections(), &Corrections::changed, &m_page, &ResultsPage::refresh);
    connect(&m_session.corrections(), &Corrections::stored, this, [this] {
        m_stale = true;
        m_ask.start();
    });
}

void ResultsBinder::tellHistory(RowNumber row)
{
    m_focused = row;
    m_history = m_engine.history(m_session.id(), row);
    m_page.setHistory(row, m_history, {});
    m_page.setRecordPage(recordPageOf(m_history));
    // To know the values, what was packed has to be read: not while somebody runs through the rows.
    m_values.start();
}

QUrl ResultsBinder::recordPageOf(const QList<AttemptRecord>& history) const
{
    const auto with = std::find_if(history.rbegin(), history.rend(),
                                   [](const AttemptRecord& attempt) { return !attempt.outcome.recordId.isEmpty(); });
    const auto snapshot = m_session.snapshot();
    if (with == history.rend() || with->outcome.fate == Fate::Deleted || !snapshot || !m_session.meta())
        return {};
    const ConnectionStatus& now = m_engine.connection();
    if (now.org.zgid != snapshot->record.orgId)
        return {};
    return recordPage(now.connection, now.org.zgid, m_session.meta()->module, with->outcome.recordId);
}

void ResultsBinder::tellValues()
{
    m_engine.attemptValues(m_session.id(), m_focused, m_history, this,
                           [this, row = m_focused, history = m_history](const QList<Engine::SentCells>& values) {
                               if (row == m_focused && history == m_history)
                                   m_page.setHistory(row, history, values);
                           });
}

void ResultsBinder::updateExisting(const std::vector<RowNumber>& rows, const Field& field)
{
    const auto snapshot = m_session.snapshot();
    const auto plan = m_engine.resendPlan(m_session.id(), rows, field.apiName);
    if (!snapshot)
        return;
    if (!plan) {
        Q_EMIT failed(plan.error().sentence);
        return;
    }
    const QString things = snapshot->record.moduleLabel.toLower();
    const int credits = plan->cheaper == Route::Records ? plan->recordCredits : plan->jobCredits;
    QString undoing = tr("What they have now is not kept, so undoing the import cannot bring it back.");
    if (m_session.mapping().operation != Operation::Insert && m_session.keepsBeforeUpdating())
        undoing = tr("What they had before the import is kept, so undoing the import brings it back.");
    else if (m_session.keepsBeforeUpdating())
        undoing = tr("What the %1 have now is read first and kept, so that undoing the import brings it back; that "
                     "takes 50 credits more for each 200,000 of them in the CRM.")
                      .arg(things);
    const bool sure = m_prompts.confirm(
        &m_page,
        tr("Update the %1 in %2 that have the %3 of these %4 rows?")
            .arg(things, snapshot->record.orgName, field.label, grouped(qint64(rows.size()))),
        tr("Each gets the values of its row; empty cells change nothing. Where two rows have the same %1, the last one "
           "stays. It costs %2 credits. %3")
            .arg(field.label, grouped(credits), undoing),
        tr("Update %1").arg(things), tr("Leave them as they are"));
    if (!sure)
        return;
    const auto sent = m_session.resendUpdating(rows, plan->cheaper, field.apiName);
    if (sent)
        Q_EMIT sentAgain();
    else
        Q_EMIT failed(sent.error().sentence);
}

void ResultsBinder::offer(const Trouble& trouble, const QList<Repair>& offers, const ValueCounts& values)
{
    if (!m_visible)
        return;
    m_page.setOffers(trouble.column, offers);
    m_page.setValues(trouble.column, values);
}

void ResultsBinder::sessionOpened()
{
    ++m_life;
    m_stale = true;
    m_fates = {};
    m_page.setNothing();
    const auto file = m_session.fileFacts().failure.isEmpty() ? m_session.loader().file() : nullptr;
    m_page.setFile(file);
    m_arranger->setFile(file);
    m_page.setOverlay([this](RowNumber row, int column) { return m_session.corrections().value(row, column); });
}

void ResultsBinder::importChanged(const ImportSnapshot& snapshot)
{
    if (snapshot.record.state == ImportState::Draft) {
        m_page.setNothing();
        return;
    }
    m_page.setSnapshot(snapshot);
    if (snapshot.fates != m_fates) {
        m_fates = snapshot.fates;
        m_stale = true;
    }
    if (m_stale && m_visible && !m_ask.isActive())
        m_ask.start();
}

void ResultsBinder::setVisible(bool visible)
{
    m_visible = visible;
    if (visible && m_stale)
        m_ask.start(0);
    m_ask.setInterval(400);
}

void ResultsBinder::ask()
{
    if (!m_visible || !m_session.isSent())
        return;
    m_stale = false;
    m_page.setMapping(m_session.mapping(), m_session.meta().value_or(ModuleMeta{}));
    m_page.setCauses(m_engine.causes(m_session.id()));
    const auto plan = m_engine.resendPlan(m_session.id(), {});
    m_page.setPlan(plan ? std::optional(*plan) : std::nullopt);
}

void ResultsBinder::fetchRows()
{
    const quint64 mine = ++m_life;
    using Rows = Result<std::vector<RefusedRow>>;
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [engine = &m_engine, id = m_session.id(), cause = m_page.cause(), fate = m_page.figure()]() -> Rows {
            return fate ? engine->rowsWith(id, *fate) : engine->refusedRows(id, cause);
        },
        [this, mine](Rows rows) {
            if (mine != m_life)
                return;
            if (rows)
                m_arranger->setRows(std::make_shared<const std::vector<RefusedRow>>(std::move(*rows)));
            else
                Q_EMIT failed(rows.error().sentence);
        });
}

void ResultsBinder::saveReport()
{
    const QFileInfo source(m_session.path());
    const QString proposal = source.dir().filePath(tr("%1-report.html").arg(source.completeBaseName()));
    const auto path =
        m_prompts.saveFile(&m_page, tr("Save a report"), proposal,
                           tr("Web page (*.html);;PDF document (*.pdf);;Rows that are in, with record ids (*.csv)"));
    if (!path)
        return;
    if (path->endsWith(u".csv"_s, Qt::CaseInsensitive)) {
        saveSuccesses(*path);
        return;
    }
    const auto page = htmlReport(m_engine, m_session.id());
    const auto saved = page ? ui::saveReport(*page, *path) : Result<void>(fail(page.error()));
    if (!saved)
        Q_EMIT failed(saved.error().sentence);
}

void ResultsBinder::saveSuccesses(const QString& path)
{
    const std::shared_ptr<CsvFile> file = m_session.loader().file();
    if (!file) {
        Q_EMIT failed(tr("The rows cannot be saved, because the file of this import is not open."));
        return;
    }
    runOnPool(
        *QThreadPool::globalInstance(), this,
        [engine = &m_engine, id = m_session.id(), file, fixes = m_engine.fixes(m_session.id()), path] {
            const CancelFlag never = false;
            return writeSuccesses(*engine, id, file, fixes, path, never);
        },
        [this](const Result<qint64>& written) {
            if (!written)
                Q_EMIT failed(written.error().sentence);
        });
}

} // namespace stevedore::ui

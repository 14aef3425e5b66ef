// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/trials.h"

#include "base/text.h"
#include "transfer/poolwork.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// So many changes are shown beside the figures; all of them can be saved.
constexpr std::size_t shownChanges = 3;
/// Causes of a rehearsal that are named beside its figures.
constexpr qsizetype shownCauses = 3;

QString share(qint64 done, qint64 total)
{
    return total > 0 ? Trials::tr("%1 of %2").arg(grouped(done), grouped(total)) : grouped(done);
}

/// Reads the disk.
std::vector<CellChange> firstChanges(const DryRun& outcome)
{
    std::vector<CellChange> first;
    for (const RowNumber row : outcome.report().of(DryRunKind::Changed)) {
        const auto changes = outcome.changes(row);
        if (!changes)
            break;
        first.insert(first.end(), changes->begin(), changes->end());
        if (first.size() >= shownChanges)
            break;
    }
    first.resize(std::min(first.size(), shownChanges));
    return first;
}

} // namespace

Trials::Trials(Engine& engine, ImportSession& session, QString sandboxProgram, QObject* parent)
    : QObject(parent), m_engine(engine), m_session(session), m_program(std::move(sandboxProgram))
{
    connect(&session, &ImportSession::opened, this, &Trials::clear);
    connect(&session, &ImportSession::mappingChanged, this, [this] {
        if (!m_session.report())
            clear();
    });
    connect(&engine, &Engine::connectionChanged, this, [this] {
        if (m_org != m_engine.connection().org.zgid)
            clear();
    });
    connect(&session.corrections().undoStack(), &QUndoStack::indexChanged, this, &Trials::clear);
}

Trials::~Trials()
{
    if (m_dryRun != 0)
        m_engine.cancelDryRun(m_dryRun);
}

bool Trials::canRehearse() const
{
    return QFileInfo(m_program).isExecutable();
}

void Trials::say(const QString& fact, const QString& rest)
{
    m_fact = fact;
    m_rest = rest;
    Q_EMIT changed();
}

void Trials::clear()
{
    stop();
    m_outcome.reset();
    if (!m_fact.isEmpty())
        say({}, {});
}

void Trials::stop()
{
    if (m_dryRun != 0)
        m_engine.cancelDryRun(std::exchange(m_dryRun, 0));
    m_rehearsal.reset();
    if (!m_outcome && !m_fact.isEmpty())
        say({}, {});
}

void Trials::compare()
{
    if (isRunning() || !m_session.report() || !m_session.meta())
        return;
    m_outcome.reset();
    m_org = m_engine.connection().org.zgid;
    say(tr("Comparing with the CRM."), tr("Nothing is sent."));
    const DryRunRequest request{m_session.loader().file(), m_session.mapping(), *m_session.meta(),
                                m_session.corrections().fixes(), m_session.report()->errorRows};
    m_dryRun = m_engine.dryRun(
        request, this,
        [this](const DryRunProgress& progress) {
            const QString what = progress.comparing ? tr("%1 rows compared.") : tr("%1 records read.");
            if (m_dryRun != 0)
                say(tr("Comparing with the CRM."), progress.waitingFor.isEmpty()
                                                       ? what.arg(share(progress.done, progress.total))
                                                       : progress.waitingFor);
        },
        [this](const Result<std::shared_ptr<const DryRun>>& outcome) { compared(outcome); });
}

void Trials::compared(const Result<std::shared_ptr<const DryRun>>& outcome)
{
    if (m_dryRun == 0)
        return;
    m_dryRun = 0;
    if (!outcome) {
        say(tr("The CRM could not be compared."), outcome.error().sentence);
        return;
    }
    m_outcome = *outcome;
    const DryRunReport& report = m_outcome->report();
    if (report.route == DryRunReport::Route::None && report.operation == Operation::Insert) {
        say(dryRunFigures(report) + u'.', tr("Without a match key every row is created; nothing was compared."));
        return;
    }
    QStringList rest{tr("Read at %1: %2 records, %3 credits.")
                         .arg(QLocale().toString(report.readAt.toLocalTime(), u"HH:mm"_s), grouped(report.records),
                              grouped(report.credits))};
    if (!report.unread.isEmpty())
        rest.append(tr("The CRM does not let these be read: %1.").arg(report.unread.join(u", "_s)));
    say(dryRunFigures(report) + u'.', rest.join(u' '));
    runOnPool(
        *QThreadPool::globalInstance(), this, [outcome = m_outcome] { return firstChanges(*outcome); },
        [this, outcome = m_outcome](const std::vector<CellChange>& changes) {
            if (outcome == m_outcome && !changes.empty())
                say(m_fact, changesText(changes) + u' ' + m_rest);
        });
}

QString Trials::changesText(const std::vector<CellChange>& changes) const
{
    QStringList texts;
    for (const CellChange& change : changes) {
        const Field* const field = m_session.meta() ? m_session.meta()->field(change.field) : nullptr;
        texts.append(tr("row %1, %2: “%3” → “%4”")
                         .arg(grouped(change.row.value), field ? field->label : change.field,
                              shownValue(change.oldValue, 24), shownValue(change.newValue, 24)));
    }
    return tr("For example %1.").arg(texts.join(u"; "_s));
}

void Trials::leaveOutUnchanged()
{
    if (!m_outcome)
        return;
    const std::vector<RowNumber> same = m_outcome->report().of(DryRunKind::Same);
    m_session.corrections().leaveOut(same, tr("Left %1 unchanged rows out").arg(grouped(qint64(same.size()))));
}

void Trials::rehearse()
{
    if (isRunning() || !m_session.report() || !m_session.meta() || !canRehearse())
        return;
    m_outcome.reset();
    m_org = m_engine.connection().org.zgid;
    RehearsalPlan plan;
    plan.program = m_program;
    plan.file = m_session.loader().file();
    plan.mapping = m_session.mapping();
    plan.meta = *m_session.meta();
    plan.fixes = m_session.corrections().fixes();
    plan.heldBack = heldRows(*m_session.report());
    m_rehearsal = std::make_unique<Rehearsal>(m_engine, m_clock, std::move(plan));
    say(tr("Rehearsing on a local CRM."), tr("Nothing is sent to the org."));
    m_rehearsal->start(
        [this](const RehearsalProgress& progress) {
            QString rest = stepName(progress.step);
            if (progress.total > 0)
                rest += u": "_s + share(progress.done, progress.total);
            say(tr("Rehearsing on a local CRM."), rest + u'.');
        },
        [this](const Result<RehearsalReport>& report) { rehearsed(report); });
}

void Trials::rehearsed(const Result<RehearsalReport>& report)
{
    // It is on the stack of this call.
    m_rehearsal.release()->deleteLater();
    if (!report) {
        say(tr("The rehearsal failed."), report.error().sentence);
        return;
    }
    const qint64 out = report->fates.refused + report->fates.unprocessed;
    QStringList rest;
    for (const CauseGroup& cause : report->causes.first(std::min(report->causes.size(), shownCauses))) {
        const Field* const field = m_session.meta() ? m_session.meta()->field(cause.field) : nullptr;
        const QString rows = cause.rows == 1 ? tr("1 row") : tr("%1 rows").arg(grouped(cause.rows));
        rest.append(tr("%1: %2 (%3).")
                        .arg(field                   ? field->label
                             : cause.field.isEmpty() ? cause.code
                                                     : cause.field,
                             causeText(cause.code), rows));
    }
    rest.append(report->assumptions);
    say(tr("Rehearsed: %1 of %2 rows went in, %3 were refused.")
            .arg(grouped(report->fates.in()), grouped(report->rows), grouped(out)),
        rest.join(u' '));
}

} // namespace stevedore::ui

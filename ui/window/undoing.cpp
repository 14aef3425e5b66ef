// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/undoing.h"

#include "base/text.h"
#include "transfer/engine.h"
#include "transfer/undo/undowords.h"
#include "widgets/prompts.h"
#include "widgets/tabledialog.h"

#include <QWidget>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// What happens, on the button that makes it happen.
QString verb(std::size_t deletes, std::size_t restores, const QString& things)
{
    if (restores == 0)
        return Undoing::tr("Delete %Ln %1", nullptr, numberOf(qint64(deletes))).arg(things);
    if (deletes == 0)
        return Undoing::tr("Change %Ln %1 back", nullptr, numberOf(qint64(restores))).arg(things);
    return Undoing::tr("Delete %1 and change %Ln %2 back", nullptr, numberOf(qint64(restores)))
        .arg(grouped(qint64(deletes)), things);
}

} // namespace

Undoing::Undoing(Engine& engine, Prompts& prompts, QWidget* window)
    : QObject(window), m_engine(engine), m_prompts(prompts), m_window(window)
{
}

void Undoing::begin(ImportId import)
{
    if (std::exchange(m_busy, true))
        return;
    Q_EMIT looking(tr("Looking at the CRM…"));
    const auto progress = [this](qint64 records, const QString& waitingFor) {
        Q_EMIT looking(waitingFor.isEmpty() ? tr("Looking at the CRM: %Ln records", nullptr, numberOf(records))
                                            : waitingFor);
    };
    m_engine.planUndo(import, this, progress, [this](const Result<std::shared_ptr<const UndoPlan>>& plan) {
        m_busy = false;
        Q_EMIT looking({});
        if (plan)
            ask(*plan);
        else
            Q_EMIT failed(plan.error().sentence);
    });
}

void Undoing::ask(const std::shared_ptr<const UndoPlan>& plan)
{
    const auto snapshot = m_engine.snapshot(plan->import);
    if (!snapshot)
        return;
    const QString things = snapshot->record.moduleLabel.toLower();
    const QStringList sentences = undoSentences(*plan, things);
    const std::size_t deletes = plan->deletes.size();
    const std::size_t restores = plan->restores.size();
    if (deletes + restores + plan->changed.size() == 0) {
        Q_EMIT failed(tr("There is nothing to undo. %1").arg(sentences.join(u' ')));
        return;
    }
    const bool changedToo = !plan->changed.empty() && wantsChangedToo(*plan, things);
    if (!changedToo && deletes + restores == 0)
        return;
    const UndoPlan whole = changedToo ? plan->withChanged() : *plan;
    if (m_prompts.confirm(m_window, tr("Undo this import in %1?").arg(snapshot->record.orgName),
                          undoSentences(whole, things).join(u'\n'),
                          verb(whole.deletes.size(), whole.restores.size(), things), tr("Keep everything as it is")))
        start(plan, changedToo);
}

bool Undoing::wantsChangedToo(const UndoPlan& plan, const QString& things)
{
    constexpr qsizetype mostShown = 2000;
    const int all = numberOf(qint64(plan.changed.size()));
    TableQuestion question;
    question.question =
        tr("%Ln %1 were changed by somebody since the import. Undo those, too?", nullptr, all).arg(things);
    question.detail =
        tr("Their work on these records would be lost. Otherwise they stay as they are now.", nullptr, all);
    if (qsizetype(plan.changed.size()) > mostShown)
        question.detail += u' ' + tr("The first %1 are shown.").arg(grouped(mostShown));
    question.header = {tr("Row"), tr("Record"), tr("By this import"), tr("Changed"), tr("By")};
    question.doIt = tr("Undo those %Ln, too", nullptr, all);
    question.leaveIt = tr("Leave those %Ln alone", nullptr, all);
    for (const ChangedRecord& record : plan.changed) {
        if (question.rows.size() == mostShown)
            break;
        question.rows.append({grouped(record.row.row), record.row.recordId,
                              record.added ? tr("created") : tr("updated"), changedAt(record), changedBy(record)});
    }
    return m_prompts.confirmTable(m_window, question);
}

void Undoing::start(const std::shared_ptr<const UndoPlan>& plan, bool changedToo)
{
    m_engine.undo(plan, changedToo, this, [this](const Result<ImportId>& undo) {
        if (undo)
            Q_EMIT begun(*undo);
        else
            Q_EMIT failed(undo.error().sentence);
    });
}

} // namespace stevedore::ui

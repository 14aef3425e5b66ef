// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/undoing.h"

#include "base/text.h"
#include "transfer/engine.h"
#include "transfer/undo/undowords.h"
#include "widgets/prompts.h"

#include <QWidget>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// What happens, on the button that makes it happen.
QString verb(std::size_t deletes, std::size_t restores, const QString& things)
{
    if (restores == 0)
        return Undoing::tr("Delete %1 %2").arg(grouped(qint64(deletes)), things);
    if (deletes == 0)
        return Undoing::tr("Change %1 %2 back").arg(grouped(qint64(restores)), things);
    return Undoing::tr("Delete %1 and change %2 %3 back")
        .arg(grouped(qint64(deletes)), grouped(qint64(restores)), things);
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
        Q_EMIT looking(waitingFor.isEmpty() ? tr("Looking at the CRM: %1 records").arg(grouped(records)) : waitingFor);
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
    if (deletes + restores + std::size_t(plan->changed()) == 0) {
        Q_EMIT failed(tr("There is nothing to undo. %1").arg(sentences.join(u' ')));
        return;
    }
    bool changedToo = false;
    if (plan->changed() > 0) {
        const QString all = grouped(plan->changed());
        changedToo = m_prompts.confirm(
            m_window, tr("%1 %2 were changed by somebody since the import. Undo those, too?").arg(all, things),
            tr("Their work on these records would be lost. Otherwise they stay as they are now."),
            tr("Undo those %1, too").arg(all), tr("Leave those %1 alone").arg(all));
        if (!changedToo && deletes + restores == 0)
            return;
    }
    const std::size_t more = changedToo ? plan->changedDeletes.size() : 0;
    const std::size_t back = changedToo ? plan->changedRestores.size() : 0;
    if (m_prompts.confirm(m_window, tr("Undo this import in %1?").arg(snapshot->record.orgName), sentences.join(u'\n'),
                          verb(deletes + more, restores + back, things), tr("Keep everything as it is")))
        start(plan, changedToo);
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

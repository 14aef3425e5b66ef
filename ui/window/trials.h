// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "transfer/dryrun/dryrunner.h"
#include "transfer/rehearsal/rehearsal.h"
#include "window/importsession.h"

namespace stevedore::ui {

/// What is tried with the open import before anything is sent: a comparison with what the CRM has, or the whole import
/// sent to a local CRM with the org's rules. One at a time; a change of org, file, mapping or corrections takes
/// its outcome away.
class Trials final : public QObject
{
    Q_OBJECT

public:
    Trials(Engine& engine, ImportSession& session, QString sandboxProgram, QObject* parent = nullptr);
    ~Trials() override;

    bool canRehearse() const;
    bool isRunning() const { return m_dryRun != 0 || m_rehearsal != nullptr; }
    /// What runs or what came of it: the fact, and what else has to be known. Empty if nothing was tried.
    const QString& fact() const { return m_fact; }
    const QString& rest() const { return m_rest; }
    /// Of the last comparison; nullptr if there was none.
    const std::shared_ptr<const DryRun>& outcome() const { return m_outcome; }

    void compare();
    void rehearse();
    void stop();
    void clear();
    /// Leaves out the rows that the CRM has just as they are.
    void leaveOutUnchanged();

Q_SIGNALS:
    void changed();

private:
    void say(const QString& fact, const QString& rest);
    void compared(const Result<std::shared_ptr<const DryRun>>& outcome);
    void rehearsed(const Result<RehearsalReport>& report);
    QString changesText(const std::vector<CellChange>& changes) const;

    Engine& m_engine;
    ImportSession& m_session;
    QString m_program;
    QString m_org; ///< that the outcome is of
    SystemClock m_clock;
    QString m_fact;
    QString m_rest;
    std::shared_ptr<const DryRun> m_outcome;
    quint64 m_dryRun = 0;
    std::unique_ptr<Rehearsal> m_rehearsal;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/suites.h"

#include <memory>

namespace stevedore::trials {

/// What all suites of imports have in common.

/// A local CRM that never says that it is asked too often.
QStringList crmOptions();
/// A local CRM for many trials, and a new one now and then: the more one holds, the longer each question takes.
class FreshCrm
{
public:
    explicit FreshCrm(const QStringList& options = crmOptions()) : m_options(options) {}
    /// For the next trial; the one before must be over.
    const test::SandboxProcess& next();

private:
    QStringList m_options;
    std::unique_ptr<test::SandboxProcess> m_crm;
    int m_trials = 0;
};

/// No fault in any run.
Fault none(int run);
/// At one of all calls that change anything.
Fault atCall(long at, const QString& deed);
/// The fault in the first run only.
std::function<Fault(int)> onceAt(const Fault& fault);
/// "a" or "b", as the command line takes it.
QString levelWord(Level level);
/// Notes what went wrong, if anything did, and says it at once.
void tell(Tally& tally, const QString& verdict, const QString& replay);
/// Enters a trial that came to its end.
void add(Tally& tally, const TrialImport& trial, const QString& verdict, const QString& replay);

/// How many jobs were asked for since the start of the CRM.
int jobsAskedFor(const test::SandboxProcess& crm);
/// Empty if no more calls went out than were meant to: one for each attempt.
QString wireVerdict(const test::SandboxProcess& crm, int before, const TrialImport& trial);
/// How a trial at a call, or with a seed, is run again.
QString replayOf(const QString& suite, const Extent& extent, long at, const QString& how);
QString seedReplay(const QString& suite, const Extent& extent, quint32 seed);
/// Brings the import to its end, with faults in any run of sending and of mending, and judges. `before`: what
/// jobsAskedFor() said before the import.
QString ended(const test::SandboxProcess& crm, TrialImport& trial, int before,
              const std::function<Fault(int)>& sending = none, const std::function<Fault(int)>& mending = none);
/// The same from the beginning.
QString brought(const test::SandboxProcess& crm, TrialImport& trial, const std::function<Fault(int)>& sending,
                const std::function<Fault(int)>& mending);
/// How many calls of a kind a run without a fault makes.
long measure(const test::SandboxProcess& crm, Level level, Counted calls = Counted::Writing);

} // namespace stevedore::trials

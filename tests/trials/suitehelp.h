// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trials/suites.h"

namespace stevedore::trials {

/// What all suites of imports have in common.

/// A local CRM that never says that it is asked too often.
QStringList crmOptions();
/// No fault in any run.
Fault none(int run);
/// The fault in the first run only.
std::function<Fault(int)> onceAt(const Fault& fault);
/// "a" or "b", as the command line takes it.
QString levelWord(Level level);
/// Enters a trial that came to its end.
void add(Tally& tally, const TrialImport& trial, const QString& verdict, const QString& replay);

/// How many jobs were asked for since the start of the CRM.
int jobsAskedFor(const test::SandboxProcess& crm);
/// Empty if no more calls went out than were meant to: one for each attempt.
QString wireVerdict(const test::SandboxProcess& crm, int before, const TrialImport& trial);
/// Brings the import to its end, with `fault` in any run of sending and of mending, and judges.
QString brought(const test::SandboxProcess& crm, TrialImport& trial, const std::function<Fault(int)>& sending,
                const std::function<Fault(int)>& mending);
/// How many calls of a kind a run without a fault makes.
long measure(const test::SandboxProcess& crm, Level level, Counted calls = Counted::Writing);

} // namespace stevedore::trials

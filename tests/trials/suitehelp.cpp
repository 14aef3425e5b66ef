// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/suitehelp.h"

#include "support/ledger.h"

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using stevedore::test::SandboxProcess;

namespace stevedore::trials {

QStringList crmOptions()
{
    return {u"--token-limit"_s, u"0"_s, u"--credits"_s, u"1000000000"_s};
}

const SandboxProcess& FreshCrm::next()
{
    constexpr int trialsEach = 50;
    if (m_trials++ % trialsEach == 0)
        m_crm = std::make_unique<SandboxProcess>(m_options);
    return *m_crm;
}

Fault none(int)
{
    return {};
}

Fault atCall(long at, const QString& deed)
{
    Fault out{at, deed};
    out.calls = Counted::Making;
    return out;
}

std::function<Fault(int)> onceAt(const Fault& fault)
{
    return [fault](int run) { return run == 0 ? fault : Fault{}; };
}

QString levelWord(Level level)
{
    return level == Level::ExactlyOnce ? u"a"_s : u"b"_s;
}

void tell(Tally& tally, const QString& verdict, const QString& replay)
{
    if (verdict.isEmpty())
        return;
    tally.failures.append(verdict + u"   replay: "_s + replay);
    // At once, too: a suite may run for hours, or be ended before it is over.
    (void)std::fprintf(stderr, "%s: %s\n", qPrintable(tally.name), qPrintable(tally.failures.last()));
}

void add(Tally& tally, const TrialImport& trial, const QString& verdict, const QString& replay)
{
    ++tally.trials;
    tally.runs += trial.runs();
    tally.kills += trial.kills();
    tally.questions += trial.questions();
    tally.calls = std::max(tally.calls, trial.longest());
    tell(tally, verdict, replay);
}

int jobsAskedFor(const SandboxProcess& crm)
{
    return crm.wireCount(u"POST"_s, u"/crm/bulk/v8/write"_s);
}

QString wireVerdict(const SandboxProcess& crm, int before, const TrialImport& trial)
{
    const int sent = jobsAskedFor(crm) - before;
    const int intents = test::intents(trial.home());
    return sent <= intents ? QString() : u"%1 jobs created with %2 intents"_s.arg(sent).arg(intents);
}

QString replayOf(const QString& suite, const Extent& extent, long at, const QString& how)
{
    return u"%1 --level %2 --first %3 --last %3 (%4)"_s.arg(suite, levelWord(extent.level)).arg(at).arg(how);
}

QString seedReplay(const QString& suite, const Extent& extent, quint32 seed)
{
    return u"%1 --level %2 --runs 1 --seed %3"_s.arg(suite, levelWord(extent.level)).arg(seed);
}

QString ended(const SandboxProcess& crm, TrialImport& trial, int before, const std::function<Fault(int)>& sending,
              const std::function<Fault(int)>& mending)
{
    if (trial.send(sending))
        trial.mend(mending);
    const QString verdict = trial.judge();
    return verdict.isEmpty() ? wireVerdict(crm, before, trial) : verdict;
}

QString brought(const SandboxProcess& crm, TrialImport& trial, const std::function<Fault(int)>& sending,
                const std::function<Fault(int)>& mending)
{
    return ended(crm, trial, jobsAskedFor(crm), sending, mending);
}

long measure(const SandboxProcess& crm, Level level, Counted calls)
{
    Fault nothing;
    nothing.calls = calls;
    // The run that sends is the longest of all; the correction is shorter.
    return TrialImport(crm, 0, level).import(nothing).calls;
}

} // namespace stevedore::trials

// SPDX-License-Identifier: GPL-3.0-or-later
// What the system, the disk, the clock and the network do to the client, and the CRM to its account.
#include "trials/faultrules.h"
#include "trials/suitehelp.h"

#include <QJsonArray>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;
using stevedore::test::SandboxProcess;

namespace stevedore::trials {

namespace {

/// Trials 1 to `extent.runs`, each with a generator of its own.
template <typename Trial>
void randomly(const Extent& extent, const Trial& trial)
{
    for (int n = 1; n <= extent.runs; ++n) {
        const quint32 seed = extent.seed + quint32(n) - 1;
        QRandomGenerator random(seed);
        trial(n, seed, random);
    }
}

/// What the client does while the CRM has these rules. Not empty: they were not taken.
QString withRules(const SandboxProcess& crm, const QJsonArray& rules, const std::function<void()>& run)
{
    const QJsonObject told = crm.tell(u"scenario"_s, {{u"rules"_s, rules}});
    run();
    crm.tell(u"scenario"_s, {{u"rules"_s, QJsonArray()}});
    return told.contains(u"code"_s) ? u"the scenario was not taken"_s : QString();
}

/// One import with rules in the CRM until its first run is over.
QString troubled(const SandboxProcess& crm, TrialImport& trial, QRandomGenerator& random, int mostRules,
                 QJsonObject (*makeRule)(QRandomGenerator&))
{
    QJsonArray rules;
    for (int i = int(random.bounded(1, mostRules + 1)); i > 0; --i)
        rules.append(makeRule(random));
    const int before = jobsAskedFor(crm);
    const QString trouble = withRules(crm, rules, [&] { (void)trial.import(); });
    const QString verdict = ended(crm, trial, before);
    return trouble.isEmpty() ? verdict : trouble;
}

/// Killed on its way, and then the connection is somebody else's: nothing may go there.
QString switched(const SandboxProcess& crm, TrialImport& trial, QRandomGenerator& random, long most)
{
    const auto sent = [&] { return jobsAskedFor(crm) + crm.wireCount(u"POST"_s, u"/crm/v8/upload"_s); };
    const int before = jobsAskedFor(crm);
    (void)trial.import(atCall(long(random.bounded(1, int(most) + 1)), u"kill-before"_s));
    // What the killed one had sent is there when another client was answered by the CRM.
    (void)trial.run({u"modules"_s});
    const int sentBefore = sent();
    const QString trouble = withRules(crm, {switchedRule(random)}, [&] { (void)trial.run({u"resume"_s, u"1"_s}); });
    if (!trouble.isEmpty() || sent() != sentBefore)
        return trouble.isEmpty() ? u"sent to an account that is not the import's"_s : trouble;
    return ended(crm, trial, before);
}

/// What happens to which calls.
struct BrokenCall
{
    QString error;
    Counted calls;
    bool forEver;
};

Tally eachFails(const QString& name, const Extent& extent, const QList<BrokenCall>& kinds)
{
    Tally tally;
    tally.name = name;
    FreshCrm crms;
    int number = 0;
    for (const BrokenCall& kind : kinds) {
        const long most = measure(crms.next(), extent.level, kind.calls) + 5;
        for (long at = extent.first; at <= (extent.last > 0 ? extent.last : most); at += extent.step) {
            Fault fault{at, kind.error, -1, kind.calls};
            fault.forEver = kind.forEver;
            const SandboxProcess& crm = crms.next();
            TrialImport trial(crm, ++number, extent.level);
            const QString verdict = brought(crm, trial, onceAt(fault), none);
            add(tally, trial, verdict,
                replayOf(name, extent, at, kind.error + (kind.forEver ? u" for ever"_s : u" once"_s)));
        }
    }
    return tally;
}

} // namespace

Tally powerCuts(const Extent& extent)
{
    Tally tally;
    tally.name = u"power"_s;
    FreshCrm crms;
    const long most = measure(crms.next(), extent.level, Counted::Syncing) + 5;
    const std::array<std::pair<PowerMode, QString>, 3> modes{std::pair{PowerMode::Lost, u"all unsynced lost"_s},
                                                             {PowerMode::Some, u"some of it kept"_s},
                                                             {PowerMode::Torn, u"last block torn"_s}};
    int number = 0;
    for (const auto& [mode, word] : modes) {
        for (const QString& deed : {u"kill-before"_s, u"kill-after"_s}) {
            for (long at = extent.first; at <= (extent.last > 0 ? extent.last : most); at += extent.step) {
                Fault fault{at, deed, -1, Counted::Syncing};
                fault.power = mode;
                fault.seed = extent.seed + quint32(at);
                const SandboxProcess& crm = crms.next();
                TrialImport trial(crm, ++number, extent.level);
                const QString verdict = brought(crm, trial, onceAt(fault), none);
                add(tally, trial, verdict, replayOf(tally.name, extent, at, deed + u", "_s + word));
            }
        }
    }
    return tally;
}

Tally brokenCalls(const Extent& extent)
{
    // A call that is interrupted for ever is none that a system has; one that is short goes on with the rest.
    return eachFails(u"calls"_s, extent,
                     {{u"EIO"_s, Counted::Making, false},
                      {u"ENOSPC"_s, Counted::Making, false},
                      {u"EDQUOT"_s, Counted::Making, false},
                      {u"EINTR"_s, Counted::Writing, false},
                      {u"EMFILE"_s, Counted::Opening, false},
                      {u"short"_s, Counted::Writing, false},
                      {u"EIO"_s, Counted::Making, true},
                      {u"ENOSPC"_s, Counted::Making, true},
                      {u"EDQUOT"_s, Counted::Making, true},
                      {u"EMFILE"_s, Counted::Opening, true}});
}

Tally brokenReads(const Extent& extent)
{
    return eachFails(u"reads"_s, extent,
                     {{u"EIO"_s, Counted::Reading, false},
                      {u"EINTR"_s, Counted::Reading, false},
                      {u"short"_s, Counted::Reading, false},
                      {u"ENOMEM"_s, Counted::Mapping, false},
                      {u"EIO"_s, Counted::Reading, true},
                      {u"ENOMEM"_s, Counted::Mapping, true}});
}

Tally fullDisks(const Extent& extent)
{
    Tally tally;
    tally.name = u"room"_s;
    FreshCrm crms;
    const qint64 most = TrialImport(crms.next(), 0, extent.level).import().bytes;
    for (int n = 1; n <= extent.runs; ++n) {
        Fault fault;
        fault.room = most * (n - 1) / extent.runs;
        const SandboxProcess& crm = crms.next();
        TrialImport trial(crm, n, extent.level);
        const QString verdict = brought(crm, trial, onceAt(fault), none);
        add(tally, trial, verdict,
            u"room --level %1 --runs %2 (%3 bytes)"_s.arg(levelWord(extent.level)).arg(extent.runs).arg(fault.room));
    }
    tally.note = u", 0 to %1 bytes"_s.arg(most);
    return tally;
}

Tally networkFaults(const Extent& extent)
{
    constexpr int mostRules = 6;
    Tally tally;
    tally.name = u"net"_s;
    FreshCrm crms;
    randomly(extent, [&](int n, quint32 seed, QRandomGenerator& random) {
        const SandboxProcess& crm = crms.next();
        TrialImport trial(crm, n, extent.level);
        add(tally, trial, troubled(crm, trial, random, mostRules, networkRule), seedReplay(tally.name, extent, seed));
    });
    return tally;
}

Tally accountTroubles(const Extent& extent)
{
    constexpr int mostRules = 2;
    Tally tally;
    tally.name = u"account"_s;
    FreshCrm crms;
    const long most = measure(crms.next(), extent.level, Counted::Making);
    randomly(extent, [&](int n, quint32 seed, QRandomGenerator& random) {
        const SandboxProcess& crm = crms.next();
        TrialImport trial(crm, n, extent.level);
        const QString verdict = random.bounded(3) == 0 ? switched(crm, trial, random, most)
                                                       : troubled(crm, trial, random, mostRules, accountRule);
        add(tally, trial, verdict, seedReplay(tally.name, extent, seed));
    });
    return tally;
}

Tally clockJumps(const Extent& extent)
{
    Tally tally;
    tally.name = u"clock"_s;
    FreshCrm crms;
    const long most = measure(crms.next(), extent.level);
    constexpr long hour = 3600;
    constexpr long day = 24 * hour;
    constexpr std::array jumps{-3650 * day, -day, -hour, -30L, 45L, hour, day, 7 * day, 3650 * day};
    randomly(extent, [&](int n, quint32 seed, QRandomGenerator& random) {
        const bool sleeps = random.bounded(3) == 0;
        Fault fault{long(random.bounded(1, int(most) + 1)), sleeps ? u"sleep"_s : u"jump"_s};
        fault.jump = oneOf(random, jumps);
        if (sleeps)
            fault.jump = std::abs(fault.jump);
        const SandboxProcess& crm = crms.next();
        TrialImport trial(crm, n, extent.level);
        add(tally, trial, brought(crm, trial, onceAt(fault), none), seedReplay(tally.name, extent, seed));
    });
    return tally;
}

} // namespace stevedore::trials

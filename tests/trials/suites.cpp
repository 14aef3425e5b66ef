// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/exporttrial.h"
#include "trials/suitehelp.h"
#include "trials/undotrial.h"

#include <QFile>
#include <QJsonArray>
#include <QRandomGenerator>

#include <algorithm>
#include <csignal>
#include <memory>

using namespace Qt::StringLiterals;
using stevedore::test::SandboxProcess;

namespace stevedore::trials {

namespace {

Tally sweep(const QString& name, const Extent& extent, const QStringList& deeds)
{
    Tally tally;
    tally.name = name;
    FreshCrm crms;
    // Threads change the order a little: a few calls more than were counted.
    const long most = measure(crms.next(), extent.level, Counted::Making) + 10;
    int number = 0;
    for (const bool mend : {false, true}) {
        for (const QString& deed : deeds) {
            for (long at = extent.first; at <= (extent.last > 0 ? extent.last : most); at += extent.step) {
                const SandboxProcess& crm = crms.next();
                TrialImport trial(crm, ++number, extent.level);
                const Fault fault = atCall(at, deed);
                const QString verdict = brought(crm, trial, mend ? none : onceAt(fault), mend ? onceAt(fault) : none);
                add(tally, trial, verdict,
                    replayOf(name, extent, at, deed + (mend ? u", while mending"_s : u", while sending"_s)));
            }
        }
    }
    return tally;
}

} // namespace

Tally killSweep(const Extent& extent)
{
    return sweep(u"kill"_s, extent, {u"kill-before"_s, u"kill-after"_s});
}

Tally failingCalls(const Extent& extent)
{
    return sweep(u"io"_s, extent, {u"EIO"_s, u"ENOSPC"_s});
}

Tally tracedRuns(const Extent& extent)
{
    Fault traced = atCall(0, {});
    traced.traced = true;
    const auto always = [&](int) { return traced; };
    Tally tally;
    tally.name = u"traced"_s;
    const SandboxProcess crm(crmOptions());
    TrialImport import(crm, 1, extent.level);
    add(tally, import, brought(crm, import, always, always), u"traced"_s);
    UndoTrial undo(crm, 2);
    if (undo.prepare())
        undo.undo(traced);
    add(tally, undo.import(), undo.judge(), u"traced"_s);
    const ExportCrm contacts;
    ExportTrial exported(contacts);
    exported.finish(always);
    ++tally.trials;
    tally.runs += exported.runs();
    tell(tally, exported.judge(), u"traced"_s);
    return tally;
}

Tally undoneImports(const Extent& extent)
{
    Tally tally;
    tally.name = u"undo"_s;
    FreshCrm crms;
    const long most = [&crms] {
        UndoTrial whole(crms.next(), 0);
        if (whole.prepare())
            whole.undo(atCall(0, {}));
        return whole.longest() + 10;
    }();
    int number = 0;
    for (const QString& deed : {u"kill-before"_s, u"kill-after"_s, u"EIO"_s}) {
        for (long at = extent.first; at <= (extent.last > 0 ? extent.last : most); at += extent.step) {
            UndoTrial trial(crms.next(), ++number);
            if (trial.prepare())
                trial.undo(atCall(at, deed));
            add(tally, trial.import(), trial.judge(), u"undo --first %1 --last %1 (%2)"_s.arg(at).arg(deed));
            tally.calls = std::max(tally.calls, trial.longest());
        }
    }
    return tally;
}

Tally randomKills(const Extent& extent)
{
    Tally tally;
    tally.name = u"random"_s;
    FreshCrm crms;
    const long most = measure(crms.next(), extent.level);
    for (int n = 1; n <= extent.runs; ++n) {
        const quint32 seed = extent.seed + quint32(n) - 1;
        QRandomGenerator random(seed);
        int kills = int(random.bounded(1, 5));
        const auto fault = [&](int run) -> Fault {
            // The first run is always struck; a recovery less often, until the kills are used up.
            if (kills == 0 || (run > 0 && random.bounded(4) != 0))
                return {};
            --kills;
            return {long(random.bounded(1, int(most) + 1)),
                    random.bounded(2) == 0 ? u"kill-before"_s : u"kill-after"_s};
        };
        const SandboxProcess& crm = crms.next();
        TrialImport trial(crm, n, extent.level);
        const QString verdict = brought(crm, trial, fault, fault);
        add(tally, trial, verdict, seedReplay(tally.name, extent, seed));
    }
    return tally;
}

Tally lostAnswers(const Extent& extent)
{
    Tally tally;
    tally.name = u"lost"_s;
    const SandboxProcess prompt(crmOptions());
    const SandboxProcess late(crmOptions() + QStringList{u"--queue-delay"_s, u"400"_s});
    for (int n = 1; n <= extent.runs; ++n) {
        const quint32 seed = extent.seed + quint32(n) - 1;
        QRandomGenerator random(seed);
        const SandboxProcess& crm = random.bounded(2) == 0 ? prompt : late;
        QJsonArray rules;
        for (int i = int(random.bounded(1, 3)); i > 0; --i) {
            QJsonObject rule{{u"on"_s, u"write.create"_s}, {u"nth"_s, int(random.bounded(1, 4))}, {u"do"_s, u"cut"_s}};
            const int place = int(random.bounded(4));
            rule.insert(u"at"_s, QStringList{u"before"_s, u"answer"_s, u"within"_s, u"answer"_s}[place]);
            if (place == 2)
                rule.insert(u"bytes"_s, int(random.bounded(1, 300)));
            rules.append(rule);
        }
        TrialImport trial(crm, n, extent.level);
        const QJsonObject told = crm.tell(u"scenario"_s, {{u"rules"_s, rules}});
        QString verdict = brought(crm, trial, none, none);
        if (told.contains(u"code"_s))
            verdict = u"the scenario was not taken"_s;
        crm.tell(u"scenario"_s, {{u"rules"_s, QJsonArray()}});
        add(tally, trial, verdict, seedReplay(tally.name, extent, seed));
    }
    return tally;
}

/// Somebody removes the lock of a frozen client: another one takes over, and the first must do nothing more. Frozen in
/// the middle of a write it holds the journal, and nobody can take over before it goes on.
bool takeOver(TrialImport& trial)
{
    QFile::remove(trial.home() + u"/lock"_s);
    return trial.run({u"status"_s}).code == 0 && trial.send(none);
}

/// The frozen client goes on, and then whoever is left brings the import to its end.
QString woken(const SandboxProcess& crm, TrialImport& trial, QProcess& frozen, int before)
{
    ::kill(pid_t(frozen.processId()), SIGCONT);
    frozen.waitForFinished(60'000);
    return ended(crm, trial, before);
}

/// False if the process ended without having been stopped.
bool waitUntilStopped(QProcess& process)
{
    // As the system tells it: the state stands behind the name in brackets (proc(5)).
    QFile about(u"/proc/%1/stat"_s.arg(process.processId()));
    while (!process.waitForFinished(5)) {
        if (!about.open(QIODevice::ReadOnly))
            return false;
        const QByteArray line = about.readAll();
        about.close();
        if (line.mid(line.lastIndexOf(')') + 2).startsWith('T'))
            return true;
    }
    return false;
}

Tally twoClients(const Extent& extent)
{
    Tally tally;
    tally.name = u"two"_s;
    // Slow enough that the second client meets the first one at work.
    const SandboxProcess crm(crmOptions() + QStringList{u"--queue-delay"_s, u"150"_s});
    for (int n = 1; n <= extent.runs; ++n) {
        const quint32 seed = extent.seed + quint32(n) - 1;
        QRandomGenerator random(seed);
        TrialImport trial(crm, n, extent.level);
        const int before = jobsAskedFor(crm);
        const auto first = trial.start(trial.importWords());
        // Frozen somewhere on its way: after so many of its events.
        const int events = int(random.bounded(1, 20));
        int seen = 0;
        while (seen < events && first->waitForReadyRead(5'000))
            seen += int(first->readAllStandardOutput().count('\n'));
        ::kill(pid_t(first->processId()), SIGSTOP);
        const Run beside = trial.run({u"resume"_s});
        QString verdict;
        if (first->state() == QProcess::Running && beside.code != 5 && beside.code != 2 && !beside.events.isEmpty() &&
            beside.summary().value(u"imports"_s).toInt(1) != 0)
            verdict = u"two clients at once: the second one ended with %1: %2"_s.arg(beside.code).arg(beside.said);
        if (random.bounded(2) == 0)
            takeOver(trial);
        if (verdict.isEmpty())
            verdict = woken(crm, trial, *first, before);
        add(tally, trial, verdict, seedReplay(tally.name, extent, seed));
    }
    return tally;
}

Tally frozenAtEachRequest(const Extent& extent)
{
    Tally tally;
    tally.name = u"frozen"_s;
    const SandboxProcess crm(crmOptions());
    int number = 0;
    int taken = 0;
    for (const QString& deed : {u"stop-before"_s, u"stop-after"_s}) {
        for (long at = extent.first; extent.last == 0 || at <= extent.last; at += extent.step) {
            TrialImport trial(crm, ++number, extent.level);
            const int before = jobsAskedFor(crm);
            const auto first = trial.start(trial.importWords(), {at, deed, -1, Counted::Sending});
            if (!waitUntilStopped(*first))
                break; // it makes no so many calls
            taken += takeOver(trial) ? 1 : 0;
            const QString verdict = woken(crm, trial, *first, before);
            add(tally, trial, verdict, replayOf(tally.name, extent, at, deed));
        }
    }
    tally.note = u", %1 taken over"_s.arg(taken);
    return tally;
}

} // namespace stevedore::trials

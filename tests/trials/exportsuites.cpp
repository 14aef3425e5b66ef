// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/exportsuites.h"

#include "trials/exporttrial.h"
#include "trials/suitehelp.h"

#include <QJsonArray>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

Tally named(const QString& name, const ExportCrm& crm)
{
    Tally out;
    out.name = name;
    if (!crm.isReady())
        out.failures.append(u"the local CRM is not ready"_s);
    return out;
}

void add(Tally& tally, const ExportTrial& trial, const QString& verdict, const QString& replay)
{
    ++tally.trials;
    tally.runs += trial.runs();
    tally.kills += trial.kills();
    tally.calls = std::max(tally.calls, trial.longest());
    tell(tally, verdict, replay);
}

/// A whole run without a fault: how many calls and bytes it takes.
ExportTrial& measured(ExportTrial& trial, Tally& tally)
{
    trial.finish(none);
    if (const QString wrong = trial.judge(); !wrong.isEmpty())
        tally.failures.append(u"without any fault: "_s + wrong);
    return trial;
}

Tally exportSweep(const QString& name, const Extent& extent, const QStringList& deeds)
{
    const ExportCrm crm;
    Tally tally = named(name, crm);
    ExportTrial whole(crm);
    // Threads change the order a little: a few calls more than were counted.
    const long most = extent.last > 0 ? extent.last : measured(whole, tally).longest() + 10;
    for (const QString& deed : deeds) {
        for (long at = extent.first; at <= most; at += extent.step) {
            ExportTrial trial(crm);
            trial.finish(onceAt({at, deed}));
            add(tally, trial, trial.judge(), u"%1 --first %2 --last %2 (%3)"_s.arg(name).arg(at).arg(deed));
        }
    }
    return tally;
}

QString randomDeed(QRandomGenerator& random)
{
    return random.bounded(2) == 0 ? u"kill-before"_s : u"kill-after"_s;
}

/// Cuts of two or three calls: of downloads anywhere, of answers to "create job" at one of three places.
QJsonArray randomCuts(QRandomGenerator& random)
{
    QJsonArray rules;
    for (int i = int(random.bounded(2, 4)); i > 0; --i) {
        const bool download = random.bounded(3) != 0;
        QJsonObject rule{{u"on"_s, download ? u"read.result"_s : u"read.create"_s},
                         {u"nth"_s, int(random.bounded(1, 5))},
                         {u"do"_s, u"cut"_s}};
        const QString at = QStringList{u"within"_s, u"answer"_s, u"before"_s}[download ? 0 : int(random.bounded(3))];
        rule.insert(u"at"_s, at);
        if (at == u"within"_s)
            rule.insert(u"share"_s, random.generateDouble());
        rules.append(rule);
    }
    return rules;
}

/// The call is refused so often in a row: the first one where there is no second.
QJsonObject busyRule(const QString& call, const QString& answer, int times)
{
    QJsonObject rule{
        {u"on"_s, call}, {u"from"_s, call == u"token"_s ? 1 : 2}, {u"times"_s, times}, {u"do"_s, u"answer"_s}};
    if (answer == u"503"_s) {
        rule.insert(u"status"_s, 503);
        rule.insert(u"body"_s, u"<html>Service unavailable</html>"_s);
        rule.insert(u"content_type"_s, u"text/html"_s);
    } else {
        rule.insert(u"error"_s, answer);
    }
    return rule;
}

QString replayOf(const QString& name, quint32 seed)
{
    return u"%1 --runs 1 --seed %2"_s.arg(name).arg(seed);
}

} // namespace

Tally exportKills(const Extent& extent)
{
    return exportSweep(u"export-kill"_s, extent, {u"kill-before"_s, u"kill-after"_s});
}

Tally exportFailingCalls(const Extent& extent)
{
    return exportSweep(u"export-io"_s, extent, {u"EIO"_s, u"ENOSPC"_s});
}

Tally exportRandomKills(const Extent& extent)
{
    const ExportCrm crm;
    Tally tally = named(u"export-random"_s, crm);
    ExportTrial whole(crm);
    const long most = measured(whole, tally).longest();
    for (int n = 0; n < extent.runs; ++n) {
        const quint32 seed = extent.seed + quint32(n);
        QRandomGenerator random(seed);
        int kills = int(random.bounded(1, 5));
        const auto fault = [&](int run) -> Fault {
            // The first run is always struck; a recovery less often, until the kills are used up.
            if (kills == 0 || (run > 0 && random.bounded(4) != 0))
                return {};
            --kills;
            const auto at = long(random.bounded(1, int(most) + 1));
            return {at, randomDeed(random)};
        };
        ExportTrial trial(crm);
        trial.finish(fault);
        add(tally, trial, trial.judge(), replayOf(tally.name, seed));
    }
    return tally;
}

Tally exportFullDisks(const Extent& extent)
{
    const ExportCrm crm;
    Tally tally = named(u"export-room"_s, crm);
    ExportTrial whole(crm);
    const qint64 bytes = measured(whole, tally).bytes();
    for (long n = extent.first; n <= (extent.last > 0 ? extent.last : extent.runs); n += extent.step) {
        Fault fault;
        fault.room = bytes * (n - 1) / std::max(extent.runs - 1, 1);
        ExportTrial trial(crm);
        trial.finish(onceAt(fault));
        add(tally, trial, trial.judge(),
            u"%1 --runs %2 --first %3 --last %3 (%4 bytes)"_s.arg(tally.name).arg(extent.runs).arg(n).arg(fault.room));
    }
    tally.note = u", 0 to %1 bytes"_s.arg(bytes);
    return tally;
}

Tally exportCuts(const Extent& extent)
{
    const ExportCrm crm;
    Tally tally = named(u"export-cut"_s, crm);
    ExportTrial whole(crm);
    const long most = measured(whole, tally).longest();
    int struck = 0;
    for (int n = 0; n < extent.runs; ++n) {
        const quint32 seed = extent.seed + quint32(n);
        QRandomGenerator random(seed);
        ExportTrial trial(crm);
        const bool told = crm.trouble(randomCuts(random));
        Fault kill;
        if (random.bounded(3) == 0)
            kill = {long(random.bounded(1, int(most) + 1)), randomDeed(random)};
        trial.finish(onceAt(kill));
        struck += crm.struck();
        crm.trouble({});
        add(tally, trial, told ? trial.judge() : u"the scenario was not taken"_s, replayOf(tally.name, seed));
    }
    tally.note = u", %1 calls cut"_s.arg(struck);
    return tally;
}

Tally exportBusy(const Extent& extent)
{
    const ExportCrm crm;
    Tally tally = named(u"export-busy"_s, crm);
    long n = 0;
    int struck = 0;
    for (const bool often : {false, true}) {
        for (const QString& call : {u"token"_s, u"metadata"_s, u"read.create"_s, u"read.details"_s, u"read.result"_s}) {
            for (const QString& answer : {u"TOO_MANY_REQUESTS"_s, u"503"_s}) {
                if (++n < extent.first || (extent.last > 0 && n > extent.last))
                    continue;
                // Half a minute is waited after each answer of the one kind; the other is given up at the fifth.
                const int times = !often ? 1 : answer == u"503"_s ? 6 : 3;
                ExportTrial trial(crm);
                const bool told = crm.trouble({busyRule(call, answer, times)});
                trial.finish(none);
                struck += crm.struck();
                crm.trouble({});
                add(tally, trial, told ? trial.judge() : u"the scenario was not taken"_s,
                    u"%1 --first %2 --last %2 (%3, %4, %5 times)"_s.arg(tally.name)
                        .arg(n)
                        .arg(call, answer)
                        .arg(times));
            }
        }
    }
    tally.note = u", %1 calls refused"_s.arg(struck);
    return tally;
}

Tally exportDays(const Extent& extent)
{
    const ExportCrm crm;
    Tally tally = named(u"export-day"_s, crm);
    ExportTrial whole(crm);
    const long most = measured(whole, tally).longest();
    int restarts = 0;
    for (int n = 0; n < extent.runs; ++n) {
        const quint32 seed = extent.seed + quint32(n);
        QRandomGenerator random(seed);
        ExportTrial trial(crm);
        // Most of the calls are made before the first page is here.
        trial.step({random.bounded(int(most) / 3, int(most) + 1), randomDeed(random)});
        crm.change(5, seed);
        trial.tableChanged();
        const bool late = seed % 2 == 1;
        const bool anew = late && trial.isBetweenPages();
        if (late)
            crm.letADayPass();
        Fault again;
        if (random.bounded(3) == 0)
            again = {random.bounded(int(most) / 3, int(most) + 1), randomDeed(random)};
        trial.finish(onceAt(again));
        restarts += anew ? 1 : 0;
        add(tally, trial, trial.judge(anew ? 1 : 0), replayOf(tally.name, seed));
    }
    tally.note = u", %1 begun anew"_s.arg(restarts);
    return tally;
}

} // namespace stevedore::trials

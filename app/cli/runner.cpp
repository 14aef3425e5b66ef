// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/runner.h"

#include "base/text.h"
#include "cli/clitext.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include <QTimer>

#include <algorithm>

namespace stevedore::cli {

namespace {

QString routeWord(Route route)
{
    switch (route) {
    case Route::Job:
        return QStringLiteral("job");
    case Route::Records:
        return QStringLiteral("records");
    case Route::Delete:
        return QStringLiteral("delete");
    }
    Q_UNREACHABLE();
}

bool isCreating(const ImportSnapshot& snapshot)
{
    return std::any_of(snapshot.parts.begin(), snapshot.parts.end(),
                       [](const PartSnapshot& part) { return part.record.stage == PartStage::Creating; });
}

} // namespace

QJsonObject partJson(const PartRecord& part)
{
    return {{QStringLiteral("import"), part.import.value},
            {QStringLiteral("round"), part.round},
            {QStringLiteral("part"), part.number},
            {QStringLiteral("id"), part.id.value},
            {QStringLiteral("stage"), stageWord(part.stage)},
            {QStringLiteral("route"), routeWord(part.route)},
            {QStringLiteral("job_id"), part.jobId},
            {QStringLiteral("rows"), part.rowCount},
            {QStringLiteral("added"), part.added},
            {QStringLiteral("updated"), part.updated},
            {QStringLiteral("skipped"), part.skipped},
            {QStringLiteral("refused"), part.refused},
            {QStringLiteral("unprocessed"), part.unprocessed},
            {QStringLiteral("unknown"), part.unknown},
            {QStringLiteral("deleted"), part.deleted},
            {QStringLiteral("credits"), part.credits},
            {QStringLiteral("repeat_of"), part.repeatOf.value},
            {QStringLiteral("file"), part.csvName},
            {QStringLiteral("found"), part.found},
            {QStringLiteral("message"), part.failure}};
}

QJsonObject summaryJson(const ImportSnapshot& snapshot)
{
    int jobs = 0;
    for (const PartSnapshot& part : snapshot.parts)
        jobs += part.record.route == Route::Job && !part.record.jobId.isEmpty();
    const Route route = snapshot.parts.isEmpty() ? Route::Job : snapshot.parts.last().record.route;
    static const QHash<ImportState, QString> states{
        {ImportState::Draft, QStringLiteral("draft")},       {ImportState::Running, QStringLiteral("running")},
        {ImportState::Paused, QStringLiteral("paused")},     {ImportState::Stopped, QStringLiteral("stopped")},
        {ImportState::Finished, QStringLiteral("finished")}, {ImportState::Sampled, QStringLiteral("sampled")}};
    return {{QStringLiteral("import"), snapshot.record.id.value},
            {QStringLiteral("file"), snapshot.record.sourcePath},
            {QStringLiteral("module"), snapshot.record.module},
            {QStringLiteral("state"), states.value(snapshot.record.state)},
            {QStringLiteral("rows"), snapshot.record.rowCount},
            {QStringLiteral("added"), snapshot.fates.added},
            {QStringLiteral("updated"), snapshot.fates.updated},
            {QStringLiteral("skipped"), snapshot.fates.skipped},
            {QStringLiteral("refused"), snapshot.fates.refused},
            {QStringLiteral("unprocessed"), snapshot.fates.unprocessed},
            {QStringLiteral("unknown"), snapshot.fates.unknown},
            {QStringLiteral("left_out"), snapshot.fates.leftOut},
            {QStringLiteral("deleted"), snapshot.fates.deleted},
            {QStringLiteral("undo_of"), snapshot.record.undoOf.value},
            {QStringLiteral("open"), snapshot.atCrm + snapshot.toSend},
            {QStringLiteral("unsent"), snapshot.unsent},
            {QStringLiteral("jobs"), jobs},
            {QStringLiteral("credits"), snapshot.credits},
            {QStringLiteral("rounds"), snapshot.round},
            {QStringLiteral("route"), routeWord(route)},
            {QStringLiteral("message"), snapshot.record.failure}};
}

int exitCodeOf(const ImportSnapshot& snapshot)
{
    if (snapshot.fates.unknown > 0)
        return 6;
    if (snapshot.atCrm + snapshot.toSend > 0)
        return 5;
    return snapshot.fates.refused + snapshot.fates.unprocessed + snapshot.fates.leftOut > 0 ? 1 : 0;
}

void tellOutcome(const Output& output, const ImportSnapshot& s)
{
    const QString id = QString::number(s.record.id.value);
    if (s.record.undoOf.value != 0)
        output.remark(
            CliText::tr(
                "Import %1 undid import %2: %3 records deleted, %4 given back their values, %5 gone already; %6 "
                "refused, %7 unprocessed.")
                .arg(id, QString::number(s.record.undoOf.value), grouped(s.fates.deleted), grouped(s.fates.updated),
                     grouped(s.fates.skipped), grouped(s.fates.refused), grouped(s.fates.unprocessed)));
    else
        output.remark(
            CliText::tr(
                "Import %1: %2 of %3 rows in (%4): %5 added, %6 updated, %7 skipped; %8 refused, %9 unprocessed.")
                .arg(id, grouped(s.fates.in()), grouped(s.record.rowCount),
                     percentText(s.fates.in(), s.record.rowCount), grouped(s.fates.added), grouped(s.fates.updated),
                     grouped(s.fates.skipped), grouped(s.fates.refused), grouped(s.fates.unprocessed)));
    if (s.fates.refused + s.fates.unprocessed > 0)
        output.remark(
            CliText::tr("\"failures %1 -o failed.csv\" writes those rows with their reasons; correct them there, then "
                        "\"resend %1 --fixes failed.csv\".")
                .arg(id));
    if (s.atCrm + s.toSend > 0)
        output.remark(
            CliText::tr("%1 rows are still on their way; \"resume %2\" goes on.").arg(grouped(s.atCrm + s.toSend), id));
    if (s.unsent > 0)
        output.remark(CliText::tr("%1 rows were not part of the sample; \"resume %2 --remaining\" sends them.")
                          .arg(grouped(s.unsent), id));
    for (const PartSnapshot& part : s.parts) {
        if (part.record.stage != PartStage::Doubt && part.record.stage != PartStage::Failed)
            continue;
        const QString rows = shownValue(QString::fromLatin1(part.record.rows), 40);
        output.remark(CliText::tr("Part %1 of round %2 (rows %3): %4")
                          .arg(QString::number(part.record.number), QString::number(part.record.round), rows,
                               part.record.failure));
        if (!part.record.found.isEmpty())
            output.remark(part.record.found);
        if (part.record.stage == PartStage::Doubt)
            output.remark(
                CliText::tr("Look in the CRM for these rows, then say \"resume %1 --answer %2=there\" or \"resume %1 "
                            "--answer %2=absent\".")
                    .arg(id, QString::number(part.record.id.value)));
    }
}

int followImport(Context& context, Engine& engine, ImportId id, const std::function<Result<void>()>& begin)
{
    Output& output = context.output();
    Progress progress(output);
    QEventLoop loop;
    bool rested = false;
    bool interrupted = false;
    const auto mine = [&](ImportId other) { return other == id; };
    const auto snapshot = [&] { return *engine.snapshot(id); };

    QObject::connect(&engine, &Engine::partStageChanged, &loop, [&](ImportId import, const PartRecord& part) {
        if (mine(import))
            output.event(QStringLiteral("job"), partJson(part));
        // Asked to stop: wait only for an answer that is on its way, or it would be in doubt.
        if (interrupted && !isCreating(snapshot()))
            loop.quit();
    });
    QObject::connect(&engine, &Engine::importChanged, &loop, [&](ImportId import) {
        if (mine(import))
            progress.import(snapshot());
    });
    QObject::connect(&engine, &Engine::importResting, &loop, [&](ImportId import) {
        rested = rested || mine(import);
        if (rested)
            loop.quit();
    });
    const Interrupts interrupts([&] {
        const bool again = std::exchange(interrupted, true);
        if (again || !isCreating(snapshot()))
            loop.quit();
    });

    if (auto begun = begin(); !begun)
        return context.failed(begun.error());
    if (!rested)
        loop.exec();
    const ImportSnapshot end = snapshot();
    progress.import(end);
    progress.finish();
    output.event(QStringLiteral("summary"), summaryJson(end));
    if (interrupted && !rested) {
        output.remark(CliText::tr("Interrupted. \"resume %1\" goes on where it was.").arg(id.value));
        return 130;
    }
    tellOutcome(output, end);
    const auto failure = engine.lastFailure(id);
    if (failure && end.fates.unknown == 0) {
        output.failure(*failure);
        // A part that was refused as a whole left its rows unprocessed: that is "some rows refused".
        return failure->kind == FailureKind::Refused && end.atCrm + end.toSend == 0 ? 1 : exitCodeFor(failure->kind);
    }
    return exitCodeOf(end);
}

} // namespace stevedore::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/dryrunning.h"

#include "base/text.h"
#include "cli/clitext.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "transfer/dryrun/dryrunner.h"

#include <QJsonArray>

namespace stevedore::cli {

Result<std::shared_ptr<const DryRun>> dryRunPrepared(Context& context, const PreparedImport& prepared,
                                                     const CheckReport& report)
{
    const auto connected = context.connectedEngine();
    if (!connected)
        return fail(connected.error());
    Engine& engine = **connected;
    Progress progress(context.output());
    QString waiting;
    const auto tell = [&](const DryRunProgress& now) {
        if (now.comparing)
            progress.bytes(CliText::tr("comparing"), now.done, now.total);
        if (!now.waitingFor.isEmpty() && now.waitingFor != waiting)
            context.output().remark(now.waitingFor);
        waiting = now.waitingFor;
    };
    quint64 number = 0;
    const Interrupts interrupts([&] { engine.cancelDryRun(number); });
    const DryRunRequest request{prepared.file, prepared.mapping, prepared.meta, {}, report.errorRows};
    auto result = Context::await<std::shared_ptr<const DryRun>>(
        [&](const auto& done) { number = engine.dryRun(request, &engine, tell, done); });
    progress.finish();
    return result;
}

QJsonObject dryRunJson(const DryRunReport& report)
{
    QJsonObject out;
    for (std::size_t kind = 0; kind < dryRunKinds; ++kind)
        out.insert(dryRunWord(DryRunKind(kind)), qint64(report.rows[kind].size()));
    out.insert(QStringLiteral("records"), report.records);
    out.insert(QStringLiteral("credits"), report.credits);
    out.insert(QStringLiteral("compared"), report.route != DryRunReport::Route::None);
    out.insert(QStringLiteral("unread"), QJsonArray::fromStringList(report.unread));
    return out;
}

void tellDryRun(const Output& output, const DryRunReport& report)
{
    output.line(dryRunFigures(report));
    if (report.route == DryRunReport::Route::None && report.operation == Operation::Insert)
        output.remark(CliText::tr("Without a match key every row is created; nothing was compared."));
    else
        output.remark(CliText::tr("%1 records read for %2 credits. Nothing was changed.")
                          .arg(grouped(report.records), grouped(qint64(report.credits))));
    if (!report.unread.isEmpty())
        output.remark(CliText::tr("The CRM does not let these fields be compared: %1.")
                          .arg(report.unread.join(QStringLiteral(", "))));
}

} // namespace stevedore::cli

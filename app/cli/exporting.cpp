// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exporting.h"

#include "base/text.h"
#include "cli/clitext.h"
#include "cli/progress.h"
#include "cli/terminal.h"

#include <algorithm>

namespace stevedore::cli {

namespace {

QString stageWord(PageStage stage)
{
    static const QHash<PageStage, QString> words{
        {PageStage::Planned, QStringLiteral("planned")}, {PageStage::Creating, QStringLiteral("creating")},
        {PageStage::Queued, QStringLiteral("queued")},   {PageStage::Working, QStringLiteral("working")},
        {PageStage::Ready, QStringLiteral("ready")},     {PageStage::Done, QStringLiteral("done")}};
    return words.value(stage);
}

QJsonObject pageJson(const PageRecord& page)
{
    return {{QStringLiteral("export"), page.exportId.value},  {QStringLiteral("page"), page.number},
            {QStringLiteral("stage"), stageWord(page.stage)}, {QStringLiteral("job_id"), page.jobId},
            {QStringLiteral("records"), page.count},          {QStringLiteral("bytes"), page.zipBytes}};
}

/// Tells each page when its stage is another one.
class PageEvents
{
public:
    explicit PageEvents(const Output& output) : m_output(output) {}

    void tell(const ExportSnapshot& now)
    {
        for (const PageRecord& page : now.pages) {
            const auto before = m_stages.constFind(page.number);
            if (before != m_stages.cend() && *before == page.stage)
                continue;
            m_stages.insert(page.number, page.stage);
            m_output.event(QStringLiteral("page"), pageJson(page));
        }
        if (now.waitingFor != m_waitingFor && !now.waitingFor.isEmpty())
            m_output.remark(now.waitingFor);
        m_waitingFor = now.waitingFor;
    }

private:
    const Output& m_output;
    QHash<int, PageStage> m_stages;
    QString m_waitingFor;
};

void tellEnd(const Output& output, const ExportSnapshot& s)
{
    const QString id = QString::number(s.record.id.value);
    if (s.record.state != ExportState::Finished) {
        if (s.record.state != ExportState::Cancelled)
            output.remark(
                CliText::tr("%1 records are here; \"export --resume %2\" goes on.").arg(grouped(s.received), id));
        return;
    }
    output.remark(CliText::tr("Export %1: %2 records in %3.").arg(id, grouped(s.record.records), s.record.targetPath));
    if (s.record.twice > 0)
        output.remark(
            CliText::tr("%1 records came on two pages, because the CRM was changed meanwhile; each stands in the file "
                        "once.")
                .arg(grouped(s.record.twice)));
    if (s.record.restarts > 0)
        output.remark(
            CliText::tr("The CRM forgot where it was; everything was read anew (%1 times).").arg(s.record.restarts));
    if (s.record.replaced > 0)
        output.remark(
            CliText::tr("%1 characters are not in the encoding of the file and became question marks. UTF-8 has all.")
                .arg(grouped(s.record.replaced)));
    const int pages = int(s.pages.size());
    if (pages > 1)
        output.remark(
            CliText::tr("The %1 pages were made between %2 and %3 UTC; what was changed meanwhile is in the file as it "
                        "was or as it is, and what was deleted may be missing.")
                .arg(pages)
                .arg(s.pages.first().createdAt.toUTC().toString(QStringLiteral("hh:mm:ss")),
                     s.pages.last().readyAt.toUTC().toString(QStringLiteral("hh:mm:ss"))));
}

} // namespace

QString exportStateWord(ExportState state)
{
    switch (state) {
    case ExportState::Running:
        return QStringLiteral("running");
    case ExportState::Paused:
        return QStringLiteral("paused");
    case ExportState::Stopped:
        return QStringLiteral("stopped");
    case ExportState::Finished:
        return QStringLiteral("finished");
    case ExportState::Cancelled:
        return QStringLiteral("cancelled");
    }
    Q_UNREACHABLE();
}

QJsonObject exportJson(const ExportSnapshot& snapshot)
{
    const ExportRecord& r = snapshot.record;
    const bool finished = r.state == ExportState::Finished;
    return {{QStringLiteral("export"), r.id.value},
            {QStringLiteral("module"), r.module},
            {QStringLiteral("state"), exportStateWord(r.state)},
            {QStringLiteral("records"), finished ? r.records : snapshot.received},
            {QStringLiteral("pages"), qint64(snapshot.pages.size())},
            {QStringLiteral("file"), r.targetPath},
            {QStringLiteral("bytes"), r.fileBytes},
            {QStringLiteral("twice"), r.twice},
            {QStringLiteral("replaced"), r.replaced},
            {QStringLiteral("restarts"), r.restarts},
            {QStringLiteral("credits"), r.credits},
            {QStringLiteral("message"), r.failure}};
}

int followExport(Context& context, Engine& engine, ExportId id, const std::function<Result<void>()>& begin)
{
    Output& output = context.output();
    Exports& exports = engine.exports();
    Progress progress(output);
    PageEvents events(output);
    QEventLoop loop;
    bool rested = false;
    bool interrupted = false;
    QObject::connect(&exports, &Exports::exportChanged, &loop, [&](ExportId changed) {
        if (changed != id)
            return;
        const ExportSnapshot now = *exports.snapshot(id);
        events.tell(now);
        if (now.writing)
            progress.bytes(CliText::tr("writing"), now.written, now.received);
        else
            progress.bytes(CliText::tr("reading"), now.received, std::max<qint64>(now.received, now.record.counted));
    });
    QObject::connect(&exports, &Exports::exportResting, &loop, [&](ExportId resting) {
        rested = rested || resting == id;
        if (rested)
            loop.quit();
    });
    const Interrupts interrupts([&] {
        interrupted = true;
        loop.quit();
    });
    if (auto begun = begin(); !begun)
        return context.failed(begun.error());
    if (!rested)
        loop.exec();
    const ExportSnapshot end = *exports.snapshot(id);
    events.tell(end);
    progress.finish();
    output.event(QStringLiteral("summary"), exportJson(end));
    tellEnd(output, end);
    if (interrupted && !rested)
        return 130;
    if (const auto failure = exports.lastFailure(id)) {
        output.failure(*failure);
        return exitCodeFor(failure->kind);
    }
    return end.record.state == ExportState::Finished ? 0 : 5;
}

} // namespace stevedore::cli

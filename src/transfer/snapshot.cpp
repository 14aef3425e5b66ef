// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/snapshot.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace stevedore {

namespace {

struct SnapshotText
{
    Q_DECLARE_TR_FUNCTIONS(Snapshot)
};

} // namespace

QString importName(const ImportRecord& record)
{
    return record.undoOf.value != 0 ? SnapshotText::tr("Undo of import %1").arg(record.undoOf.value)
                                    : QFileInfo(record.sourcePath).fileName();
}

QString waitingText(const ImportSnapshot& snapshot, const QDateTime& now)
{
    const qint64 seconds = snapshot.waitingUntil.isValid() ? (now.msecsTo(snapshot.waitingUntil) + 999) / 1000 : 0;
    if (snapshot.waitingFor.isEmpty() || seconds <= 0)
        return snapshot.waitingFor;
    return snapshot.waitingFor + u' ' +
           (seconds == 1 ? SnapshotText::tr("Next try in 1 second.")
                         : SnapshotText::tr("Next try in %1 seconds.").arg(seconds));
}

QString stageName(const PartRecord& part)
{
    switch (part.stage) {
    case PartStage::Planned:
        return SnapshotText::tr("Waiting");
    case PartStage::Packed:
        return SnapshotText::tr("Packed");
    case PartStage::Uploading:
        return SnapshotText::tr("Uploading");
    case PartStage::Uploaded:
        return SnapshotText::tr("Uploaded");
    case PartStage::Creating:
        return part.route == Route::Job       ? SnapshotText::tr("Creating the job")
               : part.route == Route::Records ? SnapshotText::tr("Sending")
                                              : SnapshotText::tr("Deleting");
    case PartStage::Queued:
        return SnapshotText::tr("Queued at the CRM");
    case PartStage::Working:
        return SnapshotText::tr("At the CRM");
    case PartStage::Ready:
        return SnapshotText::tr("Fetching the result");
    case PartStage::Done:
        return part.route == Route::Delete ? SnapshotText::tr("Deleted") : SnapshotText::tr("Done");
    case PartStage::Failed:
        return SnapshotText::tr("Not sent");
    case PartStage::Doubt:
        return SnapshotText::tr("In doubt");
    case PartStage::Repeated:
        return SnapshotText::tr("Sent again");
    }
    Q_UNREACHABLE();
}

QString stageWord(PartStage stage)
{
    switch (stage) {
    case PartStage::Planned:
        return QStringLiteral("planned");
    case PartStage::Packed:
        return QStringLiteral("packed");
    case PartStage::Uploading:
        return QStringLiteral("uploading");
    case PartStage::Uploaded:
        return QStringLiteral("uploaded");
    case PartStage::Creating:
        return QStringLiteral("creating");
    case PartStage::Queued:
        return QStringLiteral("queued");
    case PartStage::Working:
        return QStringLiteral("working");
    case PartStage::Ready:
        return QStringLiteral("ready");
    case PartStage::Done:
        return QStringLiteral("done");
    case PartStage::Failed:
        return QStringLiteral("failed");
    case PartStage::Doubt:
        return QStringLiteral("doubt");
    case PartStage::Repeated:
        return QStringLiteral("repeated");
    }
    Q_UNREACHABLE();
}

QString causeText(const QString& code)
{
    if (code == QLatin1String("MANDATORY_NOT_FOUND"))
        return SnapshotText::tr("Empty, but mandatory");
    if (code == QLatin1String("INVALID_DATA"))
        return SnapshotText::tr("A value the field does not take");
    if (code == QLatin1String("DUPLICATE_DATA"))
        return SnapshotText::tr("A record with this value exists already");
    if (code == QLatin1String("RESOURCE_NOT_FOUND"))
        return SnapshotText::tr("No record found for this value");
    if (code == QLatin1String("NOT_APPROVED"))
        return SnapshotText::tr("The record waits for an approval");
    if (code == QLatin1String("BLOCKED_RECORD"))
        return SnapshotText::tr("The record is blocked");
    if (code == QLatin1String("RECORD_LOCKED"))
        return SnapshotText::tr("The record is locked");
    if (code == QLatin1String("CANNOT_PROCESS"))
        return SnapshotText::tr("The CRM could not process the row");
    if (code == QLatin1String("LIMIT_EXCEEDED"))
        return SnapshotText::tr("A limit of the CRM was exceeded");
    if (code == QLatin1String("TOO_MANY_CELLS"))
        return SnapshotText::tr("More cells than the header has; not sent");
    if (code == QLatin1String("UNCLOSED_QUOTE"))
        return SnapshotText::tr("A quote is opened and never closed; not sent");
    if (code == QLatin1String("INVALID_BYTES"))
        return SnapshotText::tr("Bytes that are no text in this encoding; not sent");
    if (code == QLatin1String("NUL_BYTE"))
        return SnapshotText::tr("Zero bytes in the row; not sent");
    if (code == QLatin1String("NOT_SENT"))
        return SnapshotText::tr("Not sent");
    return code.isEmpty() ? SnapshotText::tr("The CRM did not look at the row") : code;
}

QString fateWord(Fate fate)
{
    switch (fate) {
    case Fate::Added:
        return QStringLiteral("added");
    case Fate::Updated:
        return QStringLiteral("updated");
    case Fate::Skipped:
        return QStringLiteral("skipped");
    case Fate::Refused:
        return QStringLiteral("refused");
    case Fate::Unprocessed:
        return QStringLiteral("unprocessed");
    case Fate::Unknown:
        return QStringLiteral("unknown");
    case Fate::LeftOut:
        return QStringLiteral("left_out");
    case Fate::Deleted:
        return QStringLiteral("deleted");
    }
    Q_UNREACHABLE();
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/snapshot.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace stevedore {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Snapshot", text);
}

} // namespace

QString importName(const ImportRecord& record)
{
    return record.undoOf.value != 0 ? tr("Undo of import %1").arg(record.undoOf.value)
                                    : QFileInfo(record.sourcePath).fileName();
}

QString waitingText(const ImportSnapshot& snapshot, const QDateTime& now)
{
    const qint64 seconds = snapshot.waitingUntil.isValid() ? (now.msecsTo(snapshot.waitingUntil) + 999) / 1000 : 0;
    if (snapshot.waitingFor.isEmpty() || seconds <= 0)
        return snapshot.waitingFor;
    return snapshot.waitingFor + u' ' +
           (seconds == 1 ? tr("Next try in 1 second.") : tr("Next try in %1 seconds.").arg(seconds));
}

QString stageName(const PartRecord& part)
{
    switch (part.stage) {
    case PartStage::Planned:
        return tr("Waiting");
    case PartStage::Packed:
        return tr("Packed");
    case PartStage::Uploading:
        return tr("Uploading");
    case PartStage::Uploaded:
        return tr("Uploaded");
    case PartStage::Creating:
        return part.route == Route::Job       ? tr("Creating the job")
               : part.route == Route::Records ? tr("Sending")
                                              : tr("Deleting");
    case PartStage::Queued:
        return tr("Queued at the CRM");
    case PartStage::Working:
        return tr("At the CRM");
    case PartStage::Ready:
        return tr("Fetching the result");
    case PartStage::Done:
        return part.route == Route::Delete ? tr("Deleted") : tr("Done");
    case PartStage::Failed:
        return tr("Not sent");
    case PartStage::Doubt:
        return tr("In doubt");
    case PartStage::Repeated:
        return tr("Sent again");
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
        return tr("Empty, but mandatory");
    if (code == QLatin1String("INVALID_DATA"))
        return tr("A value the field does not take");
    if (code == QLatin1String("DUPLICATE_DATA"))
        return tr("A record with this value exists already");
    if (code == QLatin1String("RESOURCE_NOT_FOUND"))
        return tr("No record found for this value");
    if (code == QLatin1String("NOT_APPROVED"))
        return tr("The record waits for an approval");
    if (code == QLatin1String("BLOCKED_RECORD"))
        return tr("The record is blocked");
    if (code == QLatin1String("RECORD_LOCKED"))
        return tr("The record is locked");
    if (code == QLatin1String("CANNOT_PROCESS"))
        return tr("The CRM could not process the row");
    if (code == QLatin1String("LIMIT_EXCEEDED"))
        return tr("A limit of the CRM was exceeded");
    if (code == QLatin1String("TOO_MANY_CELLS"))
        return tr("More cells than the header has; not sent");
    if (code == QLatin1String("UNCLOSED_QUOTE"))
        return tr("A quote is opened and never closed; not sent");
    if (code == QLatin1String("INVALID_BYTES"))
        return tr("Bytes that are no text in this encoding; not sent");
    if (code == QLatin1String("NUL_BYTE"))
        return tr("Zero bytes in the row; not sent");
    if (code == QLatin1String("NOT_SENT"))
        return tr("Not sent");
    return code.isEmpty() ? tr("The CRM did not look at the row") : code;
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

// SPDX-License-Identifier: GPL-3.0-or-later
// Edited exports go back as imports of their own.
#include "base/durablefile.h"
#include "transfer/engine_p.h"
#include "transfer/sendback/sendback.h"
#include "transfer/undo/beforeimage.h"

#include <QFile>
#include <QFileInfo>

namespace stevedore {

Result<ImportId> Engine::createSendBack(const SendBack& back, const ModuleMeta& meta)
{
    if (auto owner = checkOwner(); !owner)
        return fail(owner.error());
    auto file = CsvFile::open(back.changesPath, Dialect{}, scratchFolder());
    if (!file)
        return fail(file.error());
    auto id = createImport({back.changesPath, (*file)->dialect(), (*file)->fingerprint()});
    if (!id)
        return id;
    if (auto set = setMapping(*id, sendBackMapping(back, meta), meta, RowCount(back.rows)); !set)
        return fail(set.error());
    if (!back.beforePath.isEmpty())
        if (auto kept = takeBefore(*id, back.beforePath); !kept)
            return fail(kept.error());
    return id;
}

QString Engine::crmTimeZone() const
{
    const QString org = d->status.org.timeZone;
    const QString user = d->status.user.timeZone;
    return user.isEmpty() || user == org ? org : QString();
}

bool Engine::isSendBack(ImportId id) const
{
    const auto* import = d->find(id);
    const QString folder = QFileInfo(sourcesFolder()).absoluteFilePath() + QLatin1Char('/');
    return import && import->run.record.sourcePath.endsWith(QLatin1String("/changes.csv")) &&
           QFileInfo(import->run.record.sourcePath).absoluteFilePath().startsWith(folder);
}

/// What the records were like is known from the export, so that nothing need be read for an undo.
Result<void> Engine::takeBefore(ImportId id, const QString& path)
{
    const QString target = beforeImagePath(d->home, id);
    if (auto made = makePrivateFolder(QFileInfo(target).absolutePath()); !made)
        return made;
    QFile from(path);
    if (!from.open(QIODevice::ReadOnly))
        return fail(FailureKind::Disk, tr("What the records were like cannot be read from %1.").arg(path),
                    from.errorString());
    DurableFile kept(target);
    if (auto opened = kept.open(); !opened)
        return opened;
    constexpr qint64 blockBytes = qint64(1024) * 1024;
    while (!from.atEnd())
        if (auto written = kept.write(from.read(blockBytes)); !written)
            return written;
    if (auto committed = kept.commit(); !committed)
        return committed;
    from.remove();
    ImportRecord record = d->find(id)->run.record;
    record.beforeImage = BeforeImage::Kept;
    if (auto stored = d->journal.updateImport(record); !stored)
        return stored;
    d->find(id)->run.record = record;
    return {};
}

} // namespace stevedore

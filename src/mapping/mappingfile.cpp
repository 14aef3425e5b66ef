// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/mappingfile.h"

#include "mapping/mappingfitter.h"
#include "mapping/mappingreader.h"
#include "mapping/words.h"

#include <QRegularExpression>

namespace stevedore {

namespace {

using Kind = MappingFault::Kind;

/// A key that is unknown in every column is told once: columns[3].convert.upper is columns.convert.upper.
QString withoutNumbers(QString path)
{
    static const QRegularExpression number(QStringLiteral("\\[\\d+\\]"));
    return path.remove(number);
}

void noteVersion(const ReadMapping& read, const QString& whereFrom, QStringList& notes)
{
    if (read.version > mappingFileVersion)
        notes.append(
            MappingWords::tr("%1 was written by a newer Stevedore (version %2 of the file, and this one knows %3). "
                             "What is known here has been taken.")
                .arg(whereFrom)
                .arg(read.version)
                .arg(mappingFileVersion));
    else if (read.version != mappingFileVersion)
        notes.append(MappingWords::tr("%1 does not say of which version it is. It has been read as version %2.")
                         .arg(whereFrom)
                         .arg(mappingFileVersion));
}

void noteFaults(const QList<MappingFault>& faults, QStringList& notes)
{
    QStringList keys;
    QStringList conversions;
    QStringList entries;
    for (const MappingFault& fault : faults) {
        const QString key = fault.path.section(u'.', -1);
        if (fault.kind == Kind::UnknownKey)
            keys.append(withoutNumbers(fault.path));
        else if (fault.kind == Kind::Conversion)
            conversions.append(MappingWords::tr("\"%1\" of \"%2\"").arg(key, fault.owner));
        else if (fault.kind == Kind::Entry)
            entries.append(QStringLiteral("\"%1\" %2").arg(fault.path, fault.what));
    }
    keys.removeDuplicates();
    if (!keys.isEmpty())
        notes.append(MappingWords::tr("Keys that are not known here have been passed over: %1.").arg(firstOf(keys)));
    if (!conversions.isEmpty())
        notes.append(
            MappingWords::tr("Conversions that cannot be read have been left out: %1.").arg(firstOf(conversions)));
    if (!entries.isEmpty())
        notes.append(
            MappingWords::tr("Entries that cannot be read are as if they were not there: %1.").arg(firstOf(entries)));
}

} // namespace

Result<OpenedMapping> openMapping(const QByteArray& json, const QString& whereFrom, const QStringList& columns,
                                  const ModuleMeta& meta)
{
    const auto read = readMappingFile(json, whereFrom);
    if (!read)
        return fail(read.error());
    if (!read->hasColumns)
        return fail(FailureKind::Usage,
                    MappingWords::tr("%1 is not a mapping file: it has no list of columns.").arg(whereFrom));
    OpenedMapping opened;
    noteVersion(*read, whereFrom, opened.notes);
    noteFaults(read->faults, opened.notes);
    const OpenedMapping fitted = fittedMapping(read->mapping, columns, meta);
    opened.mapping = fitted.mapping;
    opened.notes += fitted.notes;
    return opened;
}

OpenedMapping fittedMapping(const Mapping& mapping, const QStringList& columns, const ModuleMeta& meta)
{
    return MappingFitter(mapping, columns, meta).fit();
}

} // namespace stevedore

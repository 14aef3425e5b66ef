// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sendingback.h"

#include "base/text.h"
#include "cli/clitext.h"
#include "transfer/export/exports.h"
#include "transfer/sendback/editedfile.h"

namespace stevedore::cli {

namespace {

Result<std::shared_ptr<CsvFile>> opened(Context& context, const Arguments& arguments, const QString& path)
{
    const auto source = openSource(context, arguments, path);
    if (!source)
        return fail(source.error());
    if (const auto indexed = indexSource(context, source->file); !indexed)
        return fail(indexed.error());
    return source->file;
}

void tell(const Output& output, const EditedFile& edited, const CsvFile& base)
{
    for (const Damage& damage : edited.damages) {
        const QString column = damage.column < 0 ? QString() : base.columns().value(damage.column);
        output.event(QStringLiteral("damage"), {{QStringLiteral("kind"), damageWord(damage.kind)},
                                                {QStringLiteral("file_row"), damage.fileRow.value},
                                                {QStringLiteral("row"), damage.row.value},
                                                {QStringLiteral("column"), column},
                                                {QStringLiteral("before"), damage.before},
                                                {QStringLiteral("after"), damage.after}});
        output.remark(damageSentence(damage, column));
    }
    if (edited.missingRows > 0)
        output.remark(CliText::tr("%1 records of the export are not in the edited file; they are left alone.")
                          .arg(grouped(edited.missingRows)));
    if (!edited.unknownColumns.isEmpty())
        output.remark(CliText::tr("Columns that the export does not have are left out: %1.")
                          .arg(edited.unknownColumns.join(QStringLiteral(", "))));
}

} // namespace

Result<PreparedSendBack> prepareSendBack(Context& context, const Arguments& arguments, const QString& path)
{
    for (const char* taken : {"--mapping", "--operation", "--find-by", "--keep-empty", "--erase-empty", "--sample"})
        if (arguments.has(QLatin1String(taken)))
            return fail(
                FailureKind::Usage,
                CliText::tr("%1 does not go with --base: an edited export updates its own records, by their ids.")
                    .arg(QLatin1String(taken)));
    const QString module = arguments.value(QStringLiteral("--module"));
    if (module.isEmpty())
        return fail(FailureKind::Usage, CliText::tr("Name the module with --module, for example --module Contacts."));
    const auto edited = opened(context, arguments, path);
    if (!edited)
        return fail(edited.error());
    const auto base = opened(context, *Arguments::parse({}, {}, 0), arguments.value(QStringLiteral("--base")));
    if (!base)
        return fail(base.error());
    const auto engine = context.connectedEngine();
    if (!engine)
        return fail(engine.error());
    const auto meta =
        Context::await<ModuleMeta>([&](const auto& done) { (*engine)->moduleMeta(module, *engine, done); });
    if (!meta)
        return fail(meta.error());
    const CancelFlag never = false;
    std::optional<ExportRequest> request;
    if (const auto record = (*engine)->exports().exportOf((*base)->path())) {
        if (auto same = Exports::checkUnchanged(*record); !same)
            return fail(same.error());
        if (record->orgId != (*engine)->connection().org.zgid || record->module != module)
            return fail(FailureKind::Usage,
                        CliText::tr("That file is an export of %1 from %2.").arg(record->module, record->orgName));
        if (auto asked = exportRequestFrom(record->requestJson))
            request = *asked;
    }
    const bool safe = request ? request->file.safe : arguments.has(QStringLiteral("--safe-base"));
    const auto found = compareEdited(*base, *edited, {safe, arguments.has(QStringLiteral("--take-all"))}, never);
    if (!found)
        return fail(found.error());
    tell(context.output(), *found, **base);
    auto back = writeSendBack({*base, request, safe, found->edits, *meta, (*engine)->crmTimeZone()},
                              (*engine)->sourcesFolder(), never);
    if (!back)
        return fail(back.error());
    if (!back->columns.isEmpty())
        context.output().remark(CliText::tr("These columns were changed and cannot be written: %1.")
                                    .arg(back->columns.join(QStringLiteral(", "))));
    context.output().event(QStringLiteral("changes"), {{QStringLiteral("rows"), back->rows},
                                                       {QStringLiteral("cells"), back->cells},
                                                       {QStringLiteral("damaged"), found->damaged()},
                                                       {QStringLiteral("missing"), found->missingRows}});
    context.output().remark(
        CliText::tr("%1 cells in %2 records were changed.").arg(grouped(back->cells), grouped(back->rows)));
    const auto changes = opened(context, *Arguments::parse({}, {}, 0), back->changesPath);
    if (!changes)
        return fail(changes.error());
    return PreparedSendBack{{*changes, *meta, sendBackMapping(*back, *meta)}, *back};
}

} // namespace stevedore::cli

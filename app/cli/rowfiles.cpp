// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/rowfiles.h"

#include "base/text.h"
#include "cli/clitext.h"
#include "transfer/corrected/correctedfile.h"
#include "transfer/report/successfile.h"

#include <QFileInfo>
#include <QJsonArray>

namespace stevedore::cli {

namespace {

/// Sentences for people; a script gets all that are listed.
constexpr std::size_t mostSentences = 50;

void tellDamages(const Output& output, const CorrectedFile& file, const CsvFile& source, bool taken)
{
    for (std::size_t i = 0; i < file.damages.size(); ++i) {
        const Damage& damage = file.damages[i];
        const QString column = source.columns().value(damage.column);
        if (i < mostSentences)
            output.remark(damageSentence(damage, column));
        QJsonObject event{{QStringLiteral("kind"), damageWord(damage.kind)},
                          {QStringLiteral("file_row"), damage.fileRow.value},
                          {QStringLiteral("why"), damageText(damage.kind)}};
        if (damage.row.value > 0)
            event.insert(QStringLiteral("row"), damage.row.value);
        if (damage.column >= 0) {
            event.insert(QStringLiteral("column"), column);
            event.insert(QStringLiteral("before"), damage.before);
            event.insert(QStringLiteral("taken"), taken);
        }
        if (!damage.after.isEmpty())
            event.insert(QStringLiteral("after"), damage.after);
        output.event(QStringLiteral("damage"), event);
    }
    if (const qint64 more = file.damaged() - qint64(std::min(mostSentences, file.damages.size())); more > 0)
        output.remark(CliText::tr("%1 more cells and rows are damaged; --json lists up to %2.")
                          .arg(grouped(more), grouped(qint64(mostDamagesListed))));
}

void tell(const Output& output, const CorrectedFile& file, const CsvFile& source, bool taken)
{
    tellDamages(output, file, source, taken);
    if (!file.missing.isEmpty())
        output.event(QStringLiteral("damage"), {{QStringLiteral("kind"), QStringLiteral("rows-missing")},
                                                {QStringLiteral("count"), file.missing.count().value},
                                                {QStringLiteral("rows"), QString::fromLatin1(file.missing.encoded())}});
    const QStringList remarks = correctedRemarks(file);
    for (const QString& remark : remarks)
        output.remark(remark);
    if (file.damagedCells() + file.harmless() > 0)
        output.remark(
            taken ? CliText::tr("All of these cells were taken as the file has them.")
                  : CliText::tr("None of these cells was taken; they keep the values they had. --take-all takes them "
                                "as the file has them."));
    output.remark(CliText::tr("%1 cells changed in %2 rows.")
                      .arg(grouped(qint64(file.fixes.size())), grouped(qint64(file.rows.size()))));
    output.event(QStringLiteral("corrected"), {{QStringLiteral("rows"), qint64(file.rows.size())},
                                               {QStringLiteral("changed"), qint64(file.fixes.size())},
                                               {QStringLiteral("damaged"), file.damaged()},
                                               {QStringLiteral("reformatted"), file.harmless()},
                                               {QStringLiteral("missing"), file.missing.count().value},
                                               {QStringLiteral("remarks"), QJsonArray::fromStringList(remarks)}});
}

} // namespace

Result<qint64> writeFailures(const Engine& engine, ImportId id, const QString& path, const RefusedForm& form)
{
    const CancelFlag never = false;
    const auto source = refusedSource(engine, id, never);
    if (!source)
        return fail(source.error());
    return writeRefused(*source, QFileInfo(path).absoluteFilePath(), form, never);
}

Result<qint64> writeSuccessRows(const Engine& engine, ImportId id, const QString& path)
{
    const CancelFlag never = false;
    const auto source = refusedSource(engine, id, never);
    if (!source)
        return fail(source.error());
    return writeSuccesses(engine, id, source->file, source->fixes, QFileInfo(path).absoluteFilePath(), never);
}

Result<std::vector<RowNumber>> takeCorrected(const Output& output, Engine& engine, ImportId id, const QString& path,
                                             bool takeAll)
{
    const CancelFlag never = false;
    const auto source = refusedSource(engine, id, never);
    if (!source)
        return fail(source.error());
    const CorrectedOptions options{takeAll, engine.scratchFolder(), engine.sourcesFolder()};
    const auto file = readCorrected(*source, QFileInfo(path).absoluteFilePath(), options, {}, never);
    if (!file)
        return fail(file.error());
    tell(output, *file, *source->file, takeAll);
    if (auto stored = engine.addFixes(id, file->fixes); !stored)
        return fail(stored.error());
    return file->rows;
}

} // namespace stevedore::cli

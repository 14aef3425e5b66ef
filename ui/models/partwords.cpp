// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/partwords.h"

#include "base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct PartsText
{
    Q_DECLARE_TR_FUNCTIONS(Parts)
};

} // namespace

bool isInDoubt(const PartRecord& part)
{
    return part.stage == PartStage::Doubt || part.unknown > 0;
}

Meaning stageMeaning(const PartRecord& part)
{
    if (isInDoubt(part))
        return Meaning::Attention;
    switch (part.stage) {
    case PartStage::Planned:
    case PartStage::Packed:
    case PartStage::Repeated:
        return Meaning::Waiting;
    case PartStage::Uploading:
    case PartStage::Uploaded:
    case PartStage::Creating:
    case PartStage::Queued:
    case PartStage::Working:
    case PartStage::Ready:
        return Meaning::AtCrm;
    case PartStage::Done:
        return Meaning::In;
    case PartStage::Failed:
        return Meaning::Refused;
    case PartStage::Doubt:
        break;
    }
    return Meaning::Attention;
}

QString stageText(const PartSnapshot& part)
{
    const PartRecord& record = part.record;
    if (record.stage == PartStage::Uploading && part.stageShare >= 0)
        return PartsText::tr("%1 %2 %").arg(stageName(record)).arg(int(part.stageShare * 100));
    if (record.stage != PartStage::Doubt && record.unknown > 0)
        return PartsText::tr("%1 in doubt").arg(grouped(record.unknown));
    if (record.stage == PartStage::Done && record.route == Route::Delete)
        return PartsText::tr("%1 deleted").arg(grouped(record.deleted));
    return stageName(record);
}

double stageShare(const PartSnapshot& part)
{
    // How much of a part's usual way lies behind it at the beginning of each stage.
    constexpr std::array<double, 13> reached = {0, 0, 0.1, 0.15, 0.35, 0.4, 0.45, 0.6, 0.9, 1, 1, 0.45, 1};
    const auto stage = std::size_t(part.record.stage);
    const double begin = reached.at(stage);
    if (part.stageShare < 0 || part.record.isOver())
        return begin;
    return begin + (reached.at(stage + 1) - begin) * part.stageShare;
}

QString rowsText(const PartRecord& part)
{
    QString text = QString::fromLatin1(part.rows);
    if (text.count(u',') > 1)
        return PartsText::tr("%1 scattered rows").arg(grouped(part.rowCount));
    const QStringList ends = text.split(u'-');
    if (ends.size() == 2 && !text.contains(u','))
        return grouped(ends[0].toLongLong()) + u"–"_s + grouped(ends[1].toLongLong());
    return text;
}

QString partName(const PartRecord& part)
{
    return part.round == 1 ? grouped(part.number) : PartsText::tr("%1 · round %2").arg(part.number).arg(part.round);
}

QDateTime startOf(const PartRecord& part)
{
    // A part that sends the same file again begins when it goes out, not when the file was packed.
    if (part.repeatOf.value != 0 || !part.packedFrom.isValid())
        return part.uploadFrom.isValid() ? part.uploadFrom : part.intentAt;
    return part.packedFrom;
}

qint64 elapsedOf(const PartRecord& part, const QDateTime& now)
{
    const QDateTime from = startOf(part);
    if (!from.isValid())
        return -1;
    const QDateTime to = part.doneAt.isValid()                     ? part.doneAt
                         : part.isOver() && part.readyAt.isValid() ? part.readyAt
                                                                   : now;
    return std::max<qint64>(0, from.msecsTo(to));
}

QString partSentence(const PartRecord& part, const QList<PartSnapshot>& all)
{
    const auto named = [&all](const auto& wanted) {
        const auto it = std::find_if(all.begin(), all.end(), [&](const PartSnapshot& p) { return wanted(p.record); });
        return it == all.end() ? QString() : partName(it->record);
    };
    QStringList out;
    if (part.stage == PartStage::Repeated) {
        const QString by = named([&](const PartRecord& other) { return other.repeatOf == part.id; });
        out.append(
            PartsText::tr("Its answer was lost; part %1 sends the same rows again, and the CRM keeps them apart.")
                .arg(by));
    }
    if (part.repeatOf.value != 0) {
        const QString of = named([&](const PartRecord& other) { return other.id == part.repeatOf; });
        out.append(PartsText::tr("Sends the rows of part %1 again, whose answer was lost.").arg(of));
    }
    for (const QString& sentence : {part.stage == PartStage::Repeated ? QString() : part.failure, part.found}) {
        if (!sentence.isEmpty())
            out.append(sentence);
    }
    return out.join(u' ');
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/partsmodel.h"

#include "base/text.h"

#include <array>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString shortJob(const QString& id)
{
    return id.size() <= 12 ? id : id.left(4) + u"…"_s + id.right(4);
}

QString elapsed(const PartRecord& part, const QDateTime& now)
{
    const QDateTime from = part.packedFrom.isValid() ? part.packedFrom : part.intentAt;
    if (!from.isValid())
        return {};
    const QDateTime to = part.doneAt.isValid()                     ? part.doneAt
                         : part.isOver() && part.readyAt.isValid() ? part.readyAt
                                                                   : now;
    return elapsedText(std::chrono::milliseconds(std::max<qint64>(0, from.msecsTo(to))));
}

/// A figure that is only there once the part has ended.
QString settled(const PartRecord& part, qint64 figure)
{
    return part.stage == PartStage::Done ? grouped(figure) : QString();
}

} // namespace

QString rowsText(const PartRecord& part)
{
    QString text = QString::fromLatin1(part.rows);
    if (text.count(u',') > 1)
        return PartsModel::tr("%1 scattered rows").arg(grouped(part.rowCount));
    const QStringList ends = text.split(u'-');
    if (ends.size() == 2 && !text.contains(u','))
        return grouped(ends[0].toLongLong()) + u"–"_s + grouped(ends[1].toLongLong());
    return text;
}

Meaning stageMeaning(const PartRecord& part)
{
    switch (part.stage) {
    case PartStage::Planned:
    case PartStage::Packed:
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
    case PartStage::Repeated:
        return Meaning::Waiting;
    case PartStage::Doubt:
        break;
    }
    return Meaning::Attention;
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

void PartsModel::setParts(const QList<PartSnapshot>& parts, const QDateTime& now)
{
    const QList<PartSnapshot> old = m_parts;
    m_now = now;
    const auto kept = std::min(old.size(), parts.size());
    const bool sameStart =
        std::equal(old.begin(), old.begin() + kept, parts.begin(),
                   [](const PartSnapshot& a, const PartSnapshot& b) { return a.record.id == b.record.id; });
    if (!sameStart || parts.size() < old.size()) {
        beginResetModel();
        m_parts = parts;
        endResetModel();
        return;
    }
    for (qsizetype i = 0; i < kept; ++i) {
        m_parts[i] = parts[i];
        // A part under way also changes by the clock.
        if (old[i] != parts[i] || !parts[i].record.isOver())
            Q_EMIT dataChanged(index(int(i), 0), index(int(i), columns - 1));
    }
    if (parts.size() > old.size()) {
        beginInsertRows({}, int(old.size()), int(parts.size()) - 1);
        m_parts = parts;
        endInsertRows();
    }
}

int PartsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_parts.size());
}

int PartsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString PartsModel::text(const PartSnapshot& part, int column) const
{
    const PartRecord& record = part.record;
    switch (column) {
    case Number:
        return record.round == 1 ? grouped(record.number) : tr("%1 · round %2").arg(record.number).arg(record.round);
    case Rows:
        return rowsText(record);
    case Stage:
        if (record.stage == PartStage::Uploading && part.stageShare >= 0)
            return tr("%1 %2 %").arg(stageName(record)).arg(int(part.stageShare * 100));
        return stageName(record);
    case Added:
        return settled(record, record.added + record.updated + record.skipped);
    case Refused:
        return settled(record, record.refused + record.unprocessed);
    case Credits:
        return record.credits > 0 ? grouped(record.credits) : u"–"_s;
    case Elapsed:
        return elapsed(record, m_now);
    case Job:
        return record.route == Route::Records ? tr("Records API") : shortJob(record.jobId);
    default:
        return {};
    }
}

QVariant PartsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PartSnapshot& part = m_parts.at(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(part, column);
    case Qt::TextAlignmentRole:
        if (column == Rows || column == Stage || column == Progress || column == Job)
            return {};
        return int(Qt::AlignRight | Qt::AlignVCenter);
    case BadgeRole:
        return column == Stage ? QVariant::fromValue(stageMeaning(part.record)) : QVariant();
    case ShareRole:
        return column == Progress ? QVariant(stageShare(part)) : QVariant();
    case ToneRole:
        if (column == Progress)
            return QVariant::fromValue(stageMeaning(part.record));
        return column == Refused && part.record.refused + part.record.unprocessed > 0
                   ? QVariant::fromValue(Meaning::Refused)
                   : QVariant();
    case DimRole:
        return column == Job;
    case Qt::ToolTipRole:
        return column == Job ? part.record.jobId : part.record.failure;
    case Qt::AccessibleTextRole:
        return tr("part %1, rows %2, %3: %4")
            .arg(text(part, Number), text(part, Rows), headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
                 column == Progress ? tr("%1 %").arg(int(stageShare(part) * 100)) : text(part, column));
    default:
        return {};
    }
}

QVariant PartsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool left = section == Rows || section == Stage || section == Progress || section == Job;
        return int((left ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, columns> names = {tr("Part"),    tr("Rows"),    tr("Stage"),   tr("Progress"), tr("In"),
                                                tr("Refused"), tr("Credits"), tr("Elapsed"), tr("Job")};
    return names.at(std::size_t(section));
}

} // namespace stevedore::ui

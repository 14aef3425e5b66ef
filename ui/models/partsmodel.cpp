// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/partsmodel.h"

#include "base/text.h"
#include "models/partwords.h"

#include <array>
#include <limits>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString shortJob(const QString& id)
{
    return id.size() <= 12 ? id : id.left(4) + u"…"_s + id.right(4);
}

/// A figure that is only there once the part has ended.
QString settled(const PartRecord& part, qint64 figure)
{
    return part.stage == PartStage::Done ? grouped(figure) : QString();
}

bool isFigure(int column)
{
    return column != PartsModel::Rows && column != PartsModel::Stage && column != PartsModel::Progress &&
           column != PartsModel::Job;
}

} // namespace

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
        return partName(record);
    case Rows:
        return rowsText(record);
    case Stage:
        return stageText(part);
    case Added:
        return settled(record, record.added);
    case Updated:
        return settled(record, record.updated);
    case Skipped:
        return settled(record, record.skipped);
    case Refused:
        return settled(record, record.refused + record.unprocessed);
    case Credits:
        return record.credits > 0 ? grouped(record.credits) : u"–"_s;
    case Started:
        return startOf(record).toLocalTime().toString(u"HH:mm:ss"_s);
    case Elapsed: {
        const qint64 elapsed = elapsedOf(record, m_now);
        return elapsed < 0 ? QString() : elapsedText(std::chrono::milliseconds(elapsed));
    }
    case Job:
        return record.route != Route::Job ? tr("Records API") : shortJob(record.jobId);
    default:
        return {};
    }
}

QVariant PartsModel::sortValue(int row, int column) const
{
    const PartSnapshot& part = m_parts.at(row);
    const PartRecord& record = part.record;
    const auto figure = [&record](qint64 value) { return record.stage == PartStage::Done ? value : qint64(-1); };
    switch (column) {
    case Rows:
        return record.rows.left(record.rows.indexOf('-')).split(',').first().toLongLong();
    case Stage:
        return int(record.stage);
    case Progress:
        return stageShare(part);
    case Added:
        return figure(record.added);
    case Updated:
        return figure(record.updated);
    case Skipped:
        return figure(record.skipped);
    case Refused:
        return figure(record.refused + record.unprocessed);
    case Credits:
        return record.credits;
    case Started:
        return startOf(record).isValid() ? startOf(record).toMSecsSinceEpoch() : std::numeric_limits<qint64>::max();
    case Elapsed:
        return elapsedOf(record, m_now);
    case Job:
        // Ids are numbers, but larger than any type holds for certain.
        return record.jobId.rightJustified(32, u'0');
    default:
        return row;
    }
}

QString PartsModel::copyText(int row, int column) const
{
    const PartSnapshot& part = m_parts.at(row);
    const PartRecord& record = part.record;
    switch (column) {
    case Rows:
        return QString::fromLatin1(record.rows);
    case Progress:
        return tr("%1 %").arg(int(stageShare(part) * 100));
    case Started:
        return startOf(record).toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
    case Job:
        return record.route != Route::Job ? tr("Records API") : record.jobId;
    case Added:
    case Updated:
    case Skipped:
    case Refused:
    case Credits:
        // Plain digits; nothing while the part has not ended.
        return text(part, column).isEmpty() ? QString() : sortValue(row, column).toString();
    default:
        return text(part, column);
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
        return isFigure(column) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
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
        return column == Job || column == Started;
    case RawRole:
        return sortValue(index.row(), column);
    case CopyRole:
        return copyText(index.row(), column);
    case Qt::ToolTipRole:
        return column == Job && !part.record.jobId.isEmpty() ? part.record.jobId : partSentence(part.record, m_parts);
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
        return int((isFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, columns> names = {tr("Part"),    tr("Rows"),    tr("Stage"),   tr("Progress"),
                                                tr("Added"),   tr("Updated"), tr("Skipped"), tr("Refused"),
                                                tr("Credits"), tr("Started"), tr("Elapsed"), tr("Job")};
    return names.at(std::size_t(section));
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mappingmodel.h"

#include "base/text.h"

#include <array>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

void MappingModel::setMapping(const Mapping& mapping, const ModuleMeta& meta,
                              const std::vector<ColumnProfile>& profiles, const QSet<int>& confirmedDates)
{
    const bool sameLines = mapping.columns.size() == m_mapping.columns.size() && !mapping.columns.empty();
    if (!sameLines)
        beginResetModel();
    m_mapping = mapping;
    m_meta = meta;
    m_profiles = profiles;
    m_confirmedDates = confirmedDates;
    if (!sameLines)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

int MappingModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_mapping.columns.size());
}

int MappingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

const ColumnProfile* MappingModel::profile(int row) const
{
    const auto column = std::size_t(m_mapping.columns[std::size_t(row)].column);
    return column < m_profiles.size() ? &m_profiles[column] : nullptr;
}

QString MappingModel::text(int row, int column) const
{
    const ColumnMapping& mapped = m_mapping.columns[std::size_t(row)];
    const Field* const field = m_meta.field(mapped.field);
    const ColumnProfile* const known = profile(row);
    switch (column) {
    case Name:
        return mapped.header;
    case Samples: {
        QStringList shown;
        for (const QString& sample : known ? known->samples : QStringList())
            shown.append(shownValue(sample, 24));
        return shown.join(u" · "_s);
    }
    case FieldChoice:
        if (mapped.field.isEmpty())
            return tr("Leave out");
        return field ? field->label + (field->mandatory ? u" ★"_s : QString()) : mapped.field;
    case Matched:
        return matchName(mapped.match);
    case Conversion:
        return conversionText(mapped, field);
    case State:
        return columnState(mapped, field, known, m_mapping, m_confirmedDates.contains(mapped.column)).text;
    default:
        return {};
    }
}

QVariant MappingModel::badge(int row, int column) const
{
    const ColumnMapping& mapped = m_mapping.columns[std::size_t(row)];
    if (column == Matched && mapped.match != MatchKind::None)
        return QVariant::fromValue(Meaning::Waiting);
    if (column == State && !mapped.field.isEmpty()) {
        const bool confirmed = m_confirmedDates.contains(mapped.column);
        return QVariant::fromValue(
            columnState(mapped, m_meta.field(mapped.field), profile(row), m_mapping, confirmed).meaning);
    }
    return {};
}

QVariant MappingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ColumnMapping& mapped = m_mapping.columns[std::size_t(index.row())];
    const ColumnProfile* const known = profile(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::EditRole:
        return index.column() == FieldChoice ? QVariant(mapped.field) : QVariant(text(index.row(), index.column()));
    case ShareRole:
        if (index.column() != Filled || !known || known->rows == 0)
            return {};
        return double(known->filled) / double(known->rows);
    case BadgeRole:
        return badge(index.row(), index.column());
    case GuessRole:
        return index.column() == Matched && (mapped.match == MatchKind::Similar || mapped.match == MatchKind::ByValues);
    case ChoiceRole:
        return index.column() == FieldChoice;
    case DimRole:
        return mapped.field.isEmpty() || index.column() == Samples || index.column() == Conversion;
    case Qt::ToolTipRole:
        if (index.column() == Filled && known)
            return tr("%1 of %2 rows filled").arg(grouped(known->filled), grouped(known->rows));
        return index.column() <= Samples ? QVariant(text(index.row(), index.column())) : QVariant();
    case Qt::AccessibleTextRole: {
        const QString shown = index.column() == Filled && known ? percentText(known->filled, known->rows)
                                                                : text(index.row(), index.column());
        return tr("column %1, %2: %3")
            .arg(mapped.header, headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), shown);
    }
    default:
        return {};
    }
}

QVariant MappingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const std::array<QString, columns> names = {tr("Column"),  tr("Samples"),    tr("Filled"), tr("CRM field"),
                                                tr("Matched"), tr("Conversion"), tr("To do")};
    return names.at(std::size_t(section));
}

Qt::ItemFlags MappingModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == FieldChoice ? flags | Qt::ItemIsEditable : flags;
}

bool MappingModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.column() != FieldChoice)
        return false;
    const QString field = value.toString();
    if (field != m_mapping.columns[std::size_t(index.row())].field)
        Q_EMIT fieldChosen(index.row(), field);
    return true;
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/mappingmodel.h"

#include "base/text.h"

#include <array>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

void MappingModel::setMapping(const Mapping& mapping, const ModuleMeta& meta, const FileSample& sample,
                              const QSet<int>& confirmedDates, bool locked)
{
    const bool sameLines = mapping.columns.size() == m_mapping.columns.size() &&
                           mapping.composed.size() == m_mapping.composed.size() && locked == m_locked &&
                           !mapping.columns.empty();
    if (!sameLines)
        beginResetModel();
    m_mapping = mapping;
    m_meta = meta;
    m_sample = sample;
    m_confirmedDates = confirmedDates;
    m_locked = locked;
    m_shown.clear();
    for (int row = 0; row < lines(); ++row)
        m_shown.push_back({samples(*line(row)), state(*line(row))});
    if (!sameLines)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

const ColumnMapping* MappingModel::line(int row) const
{
    const auto at = std::size_t(row);
    if (row < 0 || row >= lines())
        return nullptr;
    return at < m_mapping.columns.size() ? &m_mapping.columns[at] : &m_mapping.composed[at - m_mapping.columns.size()];
}

int MappingModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || m_mapping.columns.empty())
        return 0;
    return lines() + (m_locked ? 0 : 1);
}

int MappingModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

const ColumnProfile* MappingModel::profile(const ColumnMapping& line) const
{
    const auto column = std::size_t(line.column);
    return column < m_sample.profiles.size() ? &m_sample.profiles[column] : nullptr;
}

QString MappingModel::samples(const ColumnMapping& line) const
{
    QStringList shown;
    if (m_mapping.isComposed(line)) {
        for (const QString& text : composedSamples(line, m_mapping, m_sample.rows))
            shown.append(shownValue(text, 32));
    } else if (const ColumnProfile* const known = profile(line)) {
        for (const QString& sample : known->samples)
            shown.append(shownValue(sample, 24));
    }
    return shown.join(u" · "_s);
}

ColumnState MappingModel::state(const ColumnMapping& line) const
{
    const Field* const field = targetField(m_meta, line.field);
    if (m_mapping.isComposed(line))
        return composedState(line, field, m_mapping);
    return columnState(line, field, profile(line), m_mapping, m_confirmedDates.contains(line.column));
}

QString MappingModel::text(const ColumnMapping& line, int column) const
{
    const Field* const field = targetField(m_meta, line.field);
    switch (column) {
    case Name:
        if (m_mapping.isComposed(line))
            return line.header.isEmpty() ? tr("A text of its own") : shownValue(line.header, 60);
        return line.header;
    case Arrow:
        return line.field.isEmpty() ? QString() : u"→"_s;
    case FieldChoice:
        if (line.field.isEmpty())
            return tr("Leave out");
        return field ? field->label + (field->mandatory ? u" ★"_s : QString()) : line.field;
    case Matched:
        return line.field.isEmpty() ? QString() : matchName(line.match);
    case Conversion:
        return conversionText(line, field);
    case State:
        return shown(line).state.text;
    default:
        return {};
    }
}

QVariant MappingModel::badge(const ColumnMapping& line, int column) const
{
    if (column == Matched && !line.field.isEmpty() && line.match != MatchKind::None)
        return QVariant::fromValue(Meaning::Waiting);
    const Meaning meaning = shown(line).state.meaning;
    if (column == State && meaning != Meaning::None)
        return QVariant::fromValue(meaning);
    return {};
}

QVariant MappingModel::addingData(int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == Name ? tr("No column") : column == FieldChoice ? tr("Add a field…") : QString();
    case DetailRole:
        return column == Name ? QVariant(tr("the same value in every row, or a text made of several columns"))
                              : QVariant();
    case ChoiceRole:
        return column == FieldChoice;
    case DimRole:
        return true;
    case Qt::AccessibleTextRole:
        return tr("Add a field that no column feeds");
    default:
        return {};
    }
}

QVariant MappingModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ColumnMapping* const at = line(index.row());
    if (!at)
        return addingData(index.column(), role);
    const ColumnProfile* const known = profile(*at);
    switch (role) {
    case Qt::DisplayRole:
        return text(*at, index.column());
    case Qt::EditRole:
        return index.column() == FieldChoice ? QVariant(at->field) : QVariant(text(*at, index.column()));
    case DetailRole:
        return index.column() == Name ? QVariant(shown(*at).samples) : QVariant();
    case ShareRole:
        if (index.column() != Filled || !known || known->rows == 0)
            return {};
        return double(known->filled) / double(known->rows);
    case BadgeRole:
        return badge(*at, index.column());
    case GuessRole:
        return index.column() == Matched && isGuess(at->match);
    case ChoiceRole:
        return index.column() == FieldChoice;
    case DimRole:
        return at->field.isEmpty() || index.column() == Arrow || index.column() == Conversion;
    case Qt::TextAlignmentRole:
        return index.column() == Arrow ? QVariant(int(Qt::AlignCenter)) : QVariant();
    case Qt::ToolTipRole:
        if (index.column() == Filled && known)
            return tr("%1 of %2 rows filled").arg(grouped(known->filled), grouped(known->rows));
        return index.column() == Name ? QVariant(u"%1\n%2"_s.arg(text(*at, Name), shown(*at).samples).trimmed())
                                      : QVariant(text(*at, index.column()));
    case Qt::AccessibleTextRole: {
        const QString said = index.column() == Filled && known ? percentText(known->filled, known->rows)
                             : index.column() == Name          ? shown(*at).samples
                                                               : text(*at, index.column());
        return tr("column %1, %2: %3")
            .arg(text(*at, Name), headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString(), said);
    }
    default:
        return {};
    }
}

QVariant MappingModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    const std::array<QString, columns> names = {
        tr("Column and samples"), tr("Filled"), {}, tr("CRM field"), tr("Matched"), tr("Conversion"), tr("To do")};
    return names.at(std::size_t(section));
}

Qt::ItemFlags MappingModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && index.column() == FieldChoice && !m_locked ? flags | Qt::ItemIsEditable : flags;
}

bool MappingModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || index.column() != FieldChoice)
        return false;
    const ColumnMapping* const at = line(index.row());
    const QString field = value.toString();
    // "Leave out" is a decision even where nothing was matched.
    const bool isDecision = at && field.isEmpty() && at->match == MatchKind::None;
    if (isDecision || field != (at ? at->field : QString()))
        Q_EMIT fieldChosen(index.row(), field);
    return true;
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sourcemodel.h"

#include "base/text.h"
#include "models/roles.h"

using namespace Qt::StringLiterals;

namespace stevedore::ui {

SourceModel::SourceModel(QObject* parent) : QAbstractTableModel(parent)
{
    connect(&m_pages, &RowPages::loaded, this, [this](qint64 first, qint64 last) {
        const int to = int(std::min<qint64>(last, m_rows - 1));
        if (first <= to && columnCount() > 0)
            Q_EMIT dataChanged(index(int(first), 0), index(to, columnCount() - 1));
        Q_EMIT loaded();
    });
}

void SourceModel::setFile(const std::shared_ptr<const CsvFile>& file)
{
    beginResetModel();
    m_file = file;
    m_pages.setSource(file);
    m_profiles.clear();
    m_rows = file ? int(std::min(file->knownRows().value, mostRows)) : 0;
    endResetModel();
}

void SourceModel::grow()
{
    const int known = m_file ? int(std::min(m_file->knownRows().value, mostRows)) : 0;
    if (known <= m_rows)
        return;
    beginInsertRows({}, m_rows, known - 1);
    m_rows = known;
    endInsertRows();
}

void SourceModel::setProfiles(const std::vector<ColumnProfile>& profiles)
{
    m_profiles = profiles;
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void SourceModel::setOverlay(const Overlay& overlay)
{
    m_overlay = overlay;
    overlayChanged();
}

void SourceModel::overlayChanged()
{
    if (m_rows > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, columnCount() - 1));
}

int SourceModel::indexOf(RowNumber row) const
{
    return row.value >= 1 && row.value <= m_rows ? int(row.value - 1) : -1;
}

int SourceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int SourceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_file ? 0 : m_file->columnCount();
}

QString SourceModel::text(const QModelIndex& index, bool* loading) const
{
    *loading = false;
    if (m_overlay) {
        if (const QString* fixed = m_overlay(RowNumber(index.row() + 1), index.column()))
            return *fixed;
    }
    const RowPages::Row* const row = m_pages.at(index.row());
    *loading = !row;
    return row ? row->cells.value(index.column()) : u"…"_s;
}

QVariant SourceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    bool loading = false;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: {
        const QString shown = text(index, &loading);
        return role == Qt::ToolTipRole && shown.size() < 24 ? QVariant() : QVariant(shown.left(2000));
    }
    case DimRole:
        text(index, &loading);
        return loading;
    case MarkRole:
        if (m_overlay && m_overlay(RowNumber(index.row() + 1), index.column()))
            return QVariant::fromValue(Meaning::In);
        return {};
    case Qt::AccessibleTextRole:
        return tr("row %1, %2: %3")
            .arg(grouped(RowNumber(index.row() + 1)), m_file->columns().value(index.column()), text(index, &loading));
    default:
        return {};
    }
}

QVariant SourceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(grouped(RowNumber(section + 1))) : QVariant();
    if (!m_file || section >= m_file->columnCount())
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return m_file->columns().at(section);
    if (role == ShareRole && std::size_t(section) < m_profiles.size()) {
        const ColumnProfile& profile = m_profiles[std::size_t(section)];
        return profile.rows > 0 ? double(profile.filled) / double(profile.rows) : 0.0;
    }
    return {};
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/sourcemodel.h"

#include "base/text.h"
#include "models/roles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

SourceModel::SourceModel(QObject* parent) : WindowedModel(parent)
{
    connect(&m_pages, &RowPages::loaded, this, &SourceModel::pagesLoaded);
}

void SourceModel::pagesLoaded(qint64 first, qint64 last)
{
    const qint64 from = std::max<qint64>(first - windowBegin(), 0);
    const qint64 to = std::min<qint64>(last - windowBegin(), rowCount() - 1);
    if (from <= to && columnCount() > 0)
        Q_EMIT dataChanged(index(int(from), 0), index(int(to), columnCount() - 1));
    Q_EMIT loaded();
}

void SourceModel::setFile(const std::shared_ptr<const CsvFile>& file)
{
    m_file = file;
    m_list.reset();
    m_profiles.clear();
    reset();
}

void SourceModel::setList(const RowPages::RowList& list)
{
    m_list = list;
    reset();
}

void SourceModel::reset()
{
    beginResetModel();
    m_pages.setSource(m_file, m_list);
    resetTotal(!m_file ? 0 : m_list ? qint64(m_list->size()) : m_file->knownRows().value);
    endResetModel();
    Q_EMIT totalChanged();
}

void SourceModel::grow()
{
    if (m_file && !m_list)
        growTotal(m_file->knownRows().value);
}

void SourceModel::growList(const RowPages::RowList& list)
{
    m_list = list;
    m_pages.growList(list);
    growTotal(qint64(list->size()));
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
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

qint64 SourceModel::placeOf(RowNumber row) const
{
    if (!m_list)
        return row.value >= 1 && row.value <= total() ? row.value - 1 : -1;
    const auto it = std::lower_bound(m_list->begin(), m_list->end(), row);
    return it != m_list->end() && *it == row ? it - m_list->begin() : -1;
}

int SourceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_file ? 0 : m_file->columnCount();
}

QString SourceModel::text(const QModelIndex& index, bool* loading) const
{
    *loading = false;
    if (m_overlay) {
        if (const QString* fixed = m_overlay(rowAt(index.row()), index.column()))
            return *fixed;
    }
    const RowPages::Row* const row = m_pages.at(windowBegin() + index.row());
    *loading = !row;
    return row ? row->cells.value(index.column()) : u"…"_s;
}

QVariant SourceModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    bool loading = false;
    switch (role) {
    case Qt::EditRole:
        return text(index, &loading);
    case Qt::DisplayRole:
    case Qt::ToolTipRole: {
        const QString shown = text(index, &loading);
        return role == Qt::ToolTipRole && shown.size() < 24 ? QVariant() : QVariant(shown.left(2000));
    }
    case DimRole:
        text(index, &loading);
        return loading;
    case MarkRole:
        if (m_overlay && m_overlay(rowAt(index.row()), index.column()))
            return QVariant::fromValue(Meaning::In);
        return {};
    case Qt::AccessibleTextRole:
        return tr("row %1, %2: %3")
            .arg(grouped(rowAt(index.row())), m_file->columns().value(index.column()), text(index, &loading));
    default:
        return {};
    }
}

Qt::ItemFlags SourceModel::flags(const QModelIndex& index) const
{
    const Qt::ItemFlags plain = WindowedModel::flags(index);
    if (!m_edit || !index.isValid())
        return plain;
    bool loading = false;
    text(index, &loading);
    return loading ? plain : plain | Qt::ItemIsEditable;
}

bool SourceModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    bool loading = false;
    if (role != Qt::EditRole || !m_edit || !index.isValid() || text(index, &loading) == value.toString() || loading)
        return false;
    m_edit(rowAt(index.row()), index.column(), value.toString());
    return true;
}

QVariant SourceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(grouped(rowAt(section))) : QVariant();
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

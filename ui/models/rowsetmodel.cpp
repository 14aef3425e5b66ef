// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/rowsetmodel.h"

#include "base/text.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

/// A table view counts pixels in 31 bits.
constexpr std::size_t mostRows = 70'000'000;

} // namespace

RowSetModel::RowSetModel(QObject* parent) : QAbstractTableModel(parent)
{
    connect(&m_pages, &RowPages::loaded, this, [this](qint64 first, qint64 last) {
        const int to = int(std::min<qint64>(last, rowCount() - 1));
        if (first <= to && columnCount() > 0)
            Q_EMIT dataChanged(index(int(first), 0), index(to, columnCount() - 1));
        Q_EMIT loaded();
    });
    connect(&m_pages, &RowPages::failed, this, &RowSetModel::failed);
}

void RowSetModel::setFile(const std::shared_ptr<const CsvFile>& file)
{
    beginResetModel();
    m_file = file;
    m_pages.setSource(m_file, m_rows);
    endResetModel();
}

void RowSetModel::setRows(std::vector<RowNumber> rows, const QList<Column>& columns, const NoteOf& noteOf)
{
    beginResetModel();
    m_rows = std::make_shared<const std::vector<RowNumber>>(std::move(rows));
    m_ascending = std::is_sorted(m_rows->begin(), m_rows->end());
    m_columns = columns;
    m_noteOf = noteOf;
    m_pages.setSource(m_file, m_rows);
    endResetModel();
}

void RowSetModel::setAfter(const QString& title, const AfterOf& after)
{
    m_afterOf = after;
    for (int i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].kind != Kind::After)
            continue;
        m_columns[i].title = title;
        Q_EMIT headerDataChanged(Qt::Horizontal, i, i);
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, i), index(rowCount() - 1, i));
    }
}

void RowSetModel::setSorted(int column, bool descending)
{
    if (m_sorted == column && m_descending == descending)
        return;
    m_sorted = column;
    m_descending = descending;
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

void RowSetModel::refresh()
{
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

int RowSetModel::indexOf(RowNumber row) const
{
    const auto it = m_ascending ? std::lower_bound(m_rows->begin(), m_rows->end(), row)
                                : std::find(m_rows->begin(), m_rows->end(), row);
    return it != m_rows->end() && *it == row ? int(it - m_rows->begin()) : -1;
}

int RowSetModel::columnOf(int source) const
{
    for (int i = 0; i < m_columns.size(); ++i) {
        if (m_columns[i].kind == Kind::Cell && m_columns[i].source == source)
            return i;
    }
    return -1;
}

int RowSetModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(std::min(m_rows->size(), mostRows));
}

int RowSetModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

std::optional<QString> RowSetModel::valueAt(int row, int source) const
{
    if (const QString* const fixed = fixAt(rowNumber(row), source))
        return *fixed;
    const RowPages::Row* const read = m_pages.at(row);
    return read ? std::optional(read->cells.value(source)) : std::nullopt;
}

QString RowSetModel::shownText(const QModelIndex& index, bool* loading) const
{
    const Column& column = m_columns[index.column()];
    *loading = false;
    if (column.kind == Kind::State)
        return note(index.row()).state;
    const std::optional<QString> value = valueAt(index.row(), column.source);
    *loading = !value;
    if (!value)
        return u"…"_s;
    if (column.kind == Kind::Cell)
        return *value;
    const QString after = m_afterOf ? m_afterOf(*value) : QString();
    return after.isEmpty() ? u"–"_s : after;
}

QVariant RowSetModel::mark(const QModelIndex& index) const
{
    const Column& column = m_columns[index.column()];
    if (column.kind != Kind::Cell)
        return {};
    if (fixAt(rowNumber(index.row()), column.source))
        return QVariant::fromValue(Meaning::In);
    const Note n = note(index.row());
    return n.faults.contains(column.source) ? QVariant::fromValue(n.meaning) : QVariant();
}

QString RowSetModel::spoken(const QModelIndex& index) const
{
    bool loading = false;
    const Note n = note(index.row());
    const Column& column = m_columns[index.column()];
    QString text = tr("row %1, %2: %3").arg(grouped(rowNumber(index.row())), column.title, shownText(index, &loading));
    if (column.kind == Kind::Cell && n.faults.contains(column.source) && !n.why.isEmpty())
        text += u", "_s + n.why;
    return text;
}

QVariant RowSetModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    bool loading = false;
    const Column& column = m_columns[index.column()];
    switch (role) {
    case Qt::DisplayRole:
        return shownText(index, &loading).left(2000);
    case Qt::EditRole:
        return valueAt(index.row(), column.source).value_or(QString());
    case DimRole:
        shownText(index, &loading);
        return loading || column.kind == Kind::After;
    case MarkRole:
        return mark(index);
    case BadgeRole:
        return column.kind == Kind::State ? QVariant::fromValue(note(index.row()).meaning) : QVariant();
    case Qt::ToolTipRole: {
        const Note n = note(index.row());
        return n.faults.contains(column.source) && !n.why.isEmpty() ? QVariant(n.why) : QVariant();
    }
    case Qt::AccessibleTextRole:
        return spoken(index);
    default:
        return {};
    }
}

QVariant RowSetModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return section < rowCount() ? QVariant(grouped(rowNumber(section))) : QVariant();
    if (section >= m_columns.size())
        return {};
    const QString& title = m_columns[section].title;
    return section == m_sorted ? title + (m_descending ? u" ▾"_s : u" ▴"_s) : title;
}

Qt::ItemFlags RowSetModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (m_editable && index.isValid() && m_columns[index.column()].kind == Kind::Cell)
        flags |= Qt::ItemIsEditable;
    return flags;
}

bool RowSetModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !index.isValid() || !flags(index).testFlag(Qt::ItemIsEditable))
        return false;
    const int source = m_columns[index.column()].source;
    const std::optional<QString> before = valueAt(index.row(), source);
    if (!before || *before == value.toString())
        return false;
    Q_EMIT edited(rowNumber(index.row()), source, value.toString());
    return true;
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

namespace stevedore::ui {

/// A table of which only a window of rows exists at a time. A table view keeps some bytes for each row and counts
/// pixels in 31 bits: a file of 200 million rows is more than it can bear. What the rows are numbered by in the whole
/// table is their place, from 0.
class WindowedModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr qint64 windowRows = 32'768;

    using QAbstractTableModel::QAbstractTableModel;

    /// Rows of the whole table.
    qint64 total() const { return m_total; }
    /// The place of the model's row 0.
    qint64 windowBegin() const { return m_begin; }
    /// As near to `begin` as possible; rows change, but none come or go.
    void moveWindow(qint64 begin);

    int rowCount(const QModelIndex& parent = {}) const override;

Q_SIGNALS:
    void totalChanged();

protected:
    /// Between beginResetModel() and endResetModel(); totalChanged() is the caller's.
    void resetTotal(qint64 total);
    /// More rows at the end.
    void growTotal(qint64 total);

private:
    static qint64 shown(qint64 total) { return std::min(total, windowRows); }

    qint64 m_total = 0;
    qint64 m_begin = 0;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"
#include "transfer/export/exports.h"

#include <QAbstractListModel>

namespace stevedore::ui {

/// The exports, newest first.
class ExportsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setExports(const QList<ExportSnapshot>& exports);
    ExportId idAt(int row) const { return row >= 0 && row < m_exports.size() ? m_exports[row].record.id : ExportId(); }
    /// -1 if it is not there.
    int rowOf(ExportId id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<ExportSnapshot> m_exports;
};

} // namespace stevedore::ui

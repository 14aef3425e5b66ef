// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/roles.h"
#include "transfer/export/exports.h"

#include <QAbstractTableModel>

namespace stevedore::ui {

/// The pages of an export: number, stage, records, size, job.
class PagesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Stage, Records, Size, Started, Took, Job };
    static constexpr int columns = Job + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setPages(const QList<PageRecord>& pages);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const PageRecord& page, int column) const;

    QList<PageRecord> m_pages;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/rowcheck.h"

#include <QAbstractListModel>

namespace stevedore::ui {

/// The findings of a check as sentences with counts, errors first.
class FindingsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setReport(const std::shared_ptr<const CheckReport>& report);
    const Finding* finding(int row) const;
    /// The line with this reason in this column, or in what this field is composed of, or -1.
    int indexOf(Reason reason, int column, const QString& field) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::shared_ptr<const CheckReport> m_report;
};

} // namespace stevedore::ui

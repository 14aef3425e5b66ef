// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/snapshot.h"

#include <QSortFilterProxyModel>

namespace stevedore::ui {

enum class PartFilter { All, AtCrm, Doubt, Done, Refused };

/// The parts of a PartsModel, sorted by the values of any column and narrowed to some of them.
class PartsOrder final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit PartsOrder(QObject* parent = nullptr);

    void setFilter(PartFilter filter);
    PartFilter filter() const { return m_filter; }
    /// Refused are parts with refused rows, and those that the CRM did not take at all.
    static bool shows(PartFilter filter, const PartRecord& part);
    /// The head of the column that it is sorted by has an arrow; CopyRole has the heads without it.
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    PartFilter m_filter = PartFilter::All;
};

} // namespace stevedore::ui

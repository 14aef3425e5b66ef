// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/partsorder.h"

#include "models/partsmodel.h"
#include "models/partwords.h"

using namespace Qt::StringLiterals;

namespace stevedore::ui {

PartsOrder::PartsOrder(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(RawRole);
}

void PartsOrder::setFilter(PartFilter filter)
{
    m_filter = filter;
    invalidateFilter();
}

bool PartsOrder::shows(PartFilter filter, const PartRecord& part)
{
    switch (filter) {
    case PartFilter::AtCrm:
        return part.stage >= PartStage::Uploading && part.stage <= PartStage::Ready;
    case PartFilter::Doubt:
        return isInDoubt(part);
    case PartFilter::Done:
        return part.stage == PartStage::Done;
    case PartFilter::Refused:
        return part.stage == PartStage::Failed || part.refused + part.unprocessed > 0;
    case PartFilter::All:
        break;
    }
    return true;
}

QVariant PartsOrder::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == CopyRole)
        return sourceModel()->headerData(section, orientation);
    const QVariant head = sourceModel()->headerData(section, orientation, role);
    if (role != Qt::DisplayRole || section != sortColumn())
        return head;
    const QString arrow = sortOrder() == Qt::AscendingOrder ? u"\u2009\u25b4"_s : u"\u2009\u25be"_s;
    return QString(head.toString() + arrow);
}

bool PartsOrder::filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const
{
    Q_UNUSED(sourceParent)
    const auto* parts = qobject_cast<const PartsModel*>(sourceModel());
    return parts && shows(m_filter, parts->parts().at(sourceRow).record);
}

} // namespace stevedore::ui

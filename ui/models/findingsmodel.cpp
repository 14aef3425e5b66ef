// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/findingsmodel.h"

#include "base/text.h"
#include "models/roles.h"

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

Meaning meaningOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Meaning::Refused;
    case Severity::Warning:
        return Meaning::Attention;
    case Severity::Note:
        break;
    }
    return Meaning::Waiting;
}

QString detail(const Finding& finding)
{
    for (const Finding::Sample& sample : finding.samples) {
        if (!sample.value.trimmed().isEmpty())
            return shownValue(sample.value);
    }
    return findingHint(finding);
}

} // namespace

void FindingsModel::setReport(const std::shared_ptr<const CheckReport>& report)
{
    beginResetModel();
    m_report = report;
    endResetModel();
}

const Finding* FindingsModel::finding(int row) const
{
    return row >= 0 && row < rowCount() ? &m_report->findings[std::size_t(row)] : nullptr;
}

int FindingsModel::indexOf(Reason reason, int column, const QString& field) const
{
    for (int i = 0; i < rowCount(); ++i) {
        const Finding& known = *finding(i);
        if (known.reason == reason && known.column == column && (column >= 0 || known.field == field))
            return i;
    }
    return -1;
}

int FindingsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_report ? 0 : int(m_report->findings.size());
}

QVariant FindingsModel::data(const QModelIndex& index, int role) const
{
    const Finding* const found = index.isValid() ? finding(index.row()) : nullptr;
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return findingHeadline(*found);
    case DetailRole:
        return detail(*found);
    case FigureRole:
        return grouped(found->count());
    case ToneRole:
        return QVariant::fromValue(meaningOf(found->severity));
    case Qt::ToolTipRole:
        return findingHint(*found);
    case Qt::AccessibleTextRole:
        return tr("%1: %2 rows").arg(findingHeadline(*found), grouped(found->count()));
    default:
        return {};
    }
}

} // namespace stevedore::ui

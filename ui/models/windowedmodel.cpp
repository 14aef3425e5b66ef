// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/windowedmodel.h"

namespace stevedore::ui {

void WindowedModel::moveWindow(qint64 begin)
{
    begin = std::clamp<qint64>(begin, 0, m_total - shown(m_total));
    if (begin == m_begin)
        return;
    m_begin = begin;
    if (rowCount() == 0 || columnCount() == 0)
        return;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    Q_EMIT headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
}

int WindowedModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(shown(m_total));
}

void WindowedModel::resetTotal(qint64 total)
{
    m_total = total;
    m_begin = 0;
}

void WindowedModel::growTotal(qint64 total)
{
    if (total <= m_total)
        return;
    const qint64 before = shown(m_total);
    const qint64 now = shown(total);
    if (now > before)
        beginInsertRows({}, int(before), int(now - 1));
    m_total = total;
    if (now > before)
        endInsertRows();
    Q_EMIT totalChanged();
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/faultcolumns.h"

#include <QCoreApplication>

namespace stevedore::ui {

namespace {

/// So many columns of the file stand before the one at fault, so that the reader sees whose row it is.
constexpr int leading = 2;

} // namespace

QList<RowSetModel::Column> faultColumns(const CsvFile* file, int fault, bool withState, bool withAfter)
{
    using Kind = RowSetModel::Kind;
    QList<RowSetModel::Column> columns;
    if (withState)
        columns.append({Kind::State, -1, QCoreApplication::translate("stevedore::ui::RowSetModel", "State")});
    if (!file)
        return columns;
    const auto cell = [&](int i) { columns.append({Kind::Cell, i, file->columns().at(i)}); };
    const int count = file->columnCount();
    int next = 0;
    for (; next < std::min(leading, count) && fault >= leading; ++next)
        cell(next);
    if (fault >= 0 && fault < count) {
        if (fault < leading) {
            for (; next < fault; ++next)
                cell(next);
        }
        cell(fault);
        if (withAfter)
            columns.append({Kind::After, fault, QCoreApplication::translate("stevedore::ui::RowSetModel", "after")});
    }
    for (; next < count; ++next) {
        if (next != fault)
            cell(next);
    }
    return columns;
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/conditionrules.h"

class QAbstractItemModel;

namespace stevedore::ui {

/// A record that a lookup may point to.
struct LookupHit
{
    QString id;
    QString name;
};
/// Searches the records of a module and calls back with those found, later or at once.
using LookupSearch =
    std::function<void(const QString& module, const QString& text, std::function<void(QList<LookupHit>)> found)>;

/// What all parts of a condition's boxes know; belongs to the ConditionEditor and outlives them.
struct ConditionContext
{
    ModuleMeta meta; ///< parents' fields included, see withParents()
    FieldFinder field;
    QAbstractItemModel* choices = nullptr; ///< see FieldLine
    LookupSearch lookup;                   ///< may be empty: ids are typed
};

} // namespace stevedore::ui

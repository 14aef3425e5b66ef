// SPDX-License-Identifier: GPL-3.0-or-later
// How comparators are called in sentences.
#include "crm/condition/conditionrules.h"
#include "crm/condition/conditionwords.h"

namespace stevedore {

namespace {

/// Of those that put values in an order.
QString orderPhrase(Comparator comparator, OperandKind kind)
{
    const bool day = kind == OperandKind::Date;
    const bool time = day || kind == OperandKind::DateTime;
    switch (comparator) {
    case Comparator::Less:
        return time ? ConditionWords::tr("is before") : ConditionWords::tr("is less than");
    case Comparator::LessEqual:
        return day    ? ConditionWords::tr("is on or before")
               : time ? ConditionWords::tr("is at or before")
                      : ConditionWords::tr("is at most");
    case Comparator::Greater:
        return time ? ConditionWords::tr("is after") : ConditionWords::tr("is more than");
    default:
        return day    ? ConditionWords::tr("is on or after")
               : time ? ConditionWords::tr("is at or after")
                      : ConditionWords::tr("is at least");
    }
}

} // namespace

QString comparatorPhrase(Comparator comparator, OperandKind kind)
{
    switch (comparator) {
    case Comparator::Equal:
        return ConditionWords::tr("is");
    case Comparator::NotEqual:
        return ConditionWords::tr("is not");
    case Comparator::In:
        return ConditionWords::tr("is one of");
    case Comparator::NotIn:
        return ConditionWords::tr("is none of");
    case Comparator::Between:
        return ConditionWords::tr("is between");
    case Comparator::NotBetween:
        return ConditionWords::tr("is not between");
    case Comparator::Contains:
        return ConditionWords::tr("contains");
    case Comparator::NotContains:
        return ConditionWords::tr("does not contain");
    case Comparator::StartsWith:
        return ConditionWords::tr("begins with");
    case Comparator::EndsWith:
        return ConditionWords::tr("ends with");
    case Comparator::IsEmpty:
        return ConditionWords::tr("is empty");
    case Comparator::IsNotEmpty:
        return ConditionWords::tr("is not empty");
    default:
        return orderPhrase(comparator, kind);
    }
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/condition.h"
#include "crm/crmtypes.h"

#include <functional>

namespace stevedore {

/// Conditions of one query, those of its view included (Zoho CRM API v8, Bulk read, Create job).
constexpr int mostConditions = 25;
/// Values of one `in`: one of the vendor's texts says 200, another one 20. More are parted among several, see
/// conditionjson.h.
constexpr int mostValuesOfIn = 20;

/// What a value looks like, and is typed with.
enum class OperandKind { Text, Number, Date, DateTime, Boolean, Id };

/// Finds a field by its api_name, dotted ones included; nullptr if there is none. `field` of the rules below.
using FieldFinder = std::function<const Field*(const QString& apiName)>;
/// Of one module, dotted names aside, and the "id" that every record has. It keeps a copy of the fields: what it finds
/// lives as long as it does.
FieldFinder fieldsOf(const ModuleMeta& meta);

OperandKind operandKind(const Field& field);
/// Those that the field's type allows, in the order in which people look for them; none for a field that cannot be
/// asked for.
QList<Comparator> comparatorsFor(const Field& field);
/// How many operands it takes: {0,0}, {1,1}, {2,2}, or {1, any number}.
struct OperandCount
{
    int least = 1;
    int most = 1; ///< -1: any number
};
OperandCount operandCount(Comparator comparator);

/// "is", "is one of", "begins with", "is before": translated, for a field of this kind.
QString comparatorPhrase(Comparator comparator, OperandKind kind);

/// Why an operand cannot be sent for the field ("2026-02-30 is no day. Write it as 2026-01-31."); empty if it can.
QString operandTrouble(const Field& field, const Operand& operand);

/// Something that keeps a condition from being sent.
struct ConditionTrouble
{
    QList<int> path;  ///< to the comparison: which part of which part; empty: the whole
    QString sentence; ///< translated
    bool operator==(const ConditionTrouble&) const = default;
};
/// All of them, in the order of the parts. `conditionsOfView` counts among the most.
QList<ConditionTrouble> conditionTroubles(const Condition& condition, const FieldFinder& field,
                                          int conditionsOfView = 0);

/// How many conditions the CRM counts, after a long `in` has been parted.
int conditionCount(const Condition& condition);

} // namespace stevedore

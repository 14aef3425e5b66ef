// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/conditionrules.h"
#include "flow/equipmentrows.h"

#include <QSet>

namespace stevedore::test {

/// Conditions of any shape on the fields of the rows: no needless groups, no more comparisons than the CRM takes.
class RandomConditions
{
public:
    RandomConditions(const EquipmentRows& rows, Dice& dice);

    Condition next();
    /// Pairs of a field and a comparator that its type allows which no condition has had yet.
    qsizetype untried() const { return m_pairs.size() - m_tried.size(); }

private:
    using Pair = std::pair<QString, Comparator>;
    Condition group(int depth, int parts);
    Condition comparison();
    QStringList operands(const Pair& pair);
    QString operand(const Pair& pair);
    QString spelled(const Field& field, const QString& value);

    const EquipmentRows& m_rows;
    Dice& m_dice;
    QList<Pair> m_pairs;
    QSet<int> m_tried;
    QSet<int> m_new; ///< of the condition being made
};

} // namespace stevedore::test

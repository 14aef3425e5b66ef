// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a condition can be sent (Zoho CRM API v8, Bulk read, Create job).
#include "base/text.h"
#include "crm/condition/conditionrules.h"
#include "crm/condition/conditionwords.h"

#include <algorithm>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

bool isFieldName(const QString& name)
{
    const QStringList steps = name.split(u'.');
    return std::all_of(steps.begin(), steps.end(), [](const QString& step) {
        return !step.isEmpty() &&
               std::all_of(step.begin(), step.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'_'; });
    });
}

QString countTrouble(const Condition& comparison)
{
    const OperandCount wanted = operandCount(comparison.comparator);
    const auto given = int(comparison.operands.size());
    if (given >= wanted.least && (given <= wanted.most || wanted.most < 0))
        return {};
    const QString field = shownValue(comparison.field);
    if (wanted.most == 0)
        return ConditionWords::tr("Whether %1 is empty is asked without a value. Leave the value out.").arg(field);
    if (wanted.least == 2)
        return ConditionWords::tr("%1 needs two values, from the first to the second. Give both.").arg(field);
    return given == 0 ? ConditionWords::tr("There is no value to compare %1 with. Give one.").arg(field)
                      : ConditionWords::tr("%1 is compared with one value, and here are several. Keep one, or ask "
                                           "whether it is one of them.")
                            .arg(field);
}

class Judge
{
public:
    explicit Judge(const FieldFinder& field) : m_field(field) {}

    void look(const Condition& condition)
    {
        if (!condition.isGroup())
            return lookAtComparison(condition);
        if (condition.parts.isEmpty() && !m_path.isEmpty())
            add(ConditionWords::tr("This group has no conditions. Add one, or remove the group."));
        for (int i = 0; i < condition.parts.size(); ++i) {
            m_path.append(i);
            look(condition.parts[i]);
            m_path.removeLast();
        }
    }

    QList<ConditionTrouble> take() { return std::move(m_troubles); }

private:
    void add(const QString& sentence)
    {
        if (!sentence.isEmpty())
            m_troubles.append({m_path, sentence});
    }

    void lookAtComparison(const Condition& comparison)
    {
        const QString& name = comparison.field;
        const Field* const field = m_field(name);
        if (name.isEmpty())
            add(ConditionWords::tr("This condition names no field. Choose one."));
        else if (field)
            lookAtField(*field, comparison);
        else if (!isFieldName(name))
            add(ConditionWords::tr("“%1” is no field name. Use letters, digits and underscores, and dots before the "
                                   "fields of a parent.")
                    .arg(shownValue(name)));
        else if (!name.contains(u'.'))
            add(ConditionWords::tr("The module has no field “%1”. Choose one of its fields.").arg(shownValue(name)));
        else
            lookAtUnknown(comparison);
    }

    void lookAtField(const Field& field, const Condition& comparison)
    {
        const QList<Comparator> allowed = comparatorsFor(field);
        const OperandKind kind = operandKind(field);
        if (allowed.isEmpty())
            return add(ConditionWords::tr("The CRM cannot be asked for %1, because of the field's type. Choose another "
                                          "field.")
                           .arg(field.label));
        if (!allowed.contains(comparison.comparator))
            return add(ConditionWords::tr("The CRM does not know “%1” for %2. Choose another comparison.")
                           .arg(comparatorPhrase(comparison.comparator, kind), field.label));
        add(countTrouble(comparison));
        for (const Operand& operand : comparison.operands)
            add(operandTrouble(field, operand));
    }

    /// A field of a parent whose type nobody knows: what no field of any type takes.
    void lookAtUnknown(const Condition& comparison)
    {
        Field any;
        any.label = comparison.field;
        add(countTrouble(comparison));
        for (const Operand& operand : comparison.operands) {
            any.type = operand.relative ? FieldType::DateTime : FieldType::Text;
            add(operandTrouble(any, operand));
        }
    }

    const FieldFinder& m_field;
    QList<int> m_path;
    QList<ConditionTrouble> m_troubles;
};

} // namespace

QList<ConditionTrouble> conditionTroubles(const Condition& condition, const FieldFinder& field, int conditionsOfView)
{
    Judge judge(field);
    judge.look(condition);
    QList<ConditionTrouble> troubles = judge.take();
    const int count = conditionCount(condition) + conditionsOfView;
    if (count > mostConditions)
        troubles.append(
            {{},
             conditionsOfView > 0
                 ? ConditionWords::tr("The CRM takes %1 conditions in one query, and with those of the view these are "
                                      "%2. A list counts once for every %3 values. Leave some out.")
                       .arg(grouped(mostConditions), grouped(count), grouped(mostValuesOfIn))
                 : ConditionWords::tr("The CRM takes %1 conditions in one query, and these are %2. A list counts once "
                                      "for every %3 values. Leave some out.")
                       .arg(grouped(mostConditions), grouped(count), grouped(mostValuesOfIn))});
    return troubles;
}

} // namespace stevedore

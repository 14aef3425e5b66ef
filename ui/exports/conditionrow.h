// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/conditioncontext.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace stevedore::ui {

class FieldLine;
class OperandEditor;

/// One comparison: field, comparator, values, and what is wrong with them.
class ConditionRow final : public QWidget
{
    Q_OBJECT

public:
    explicit ConditionRow(const ConditionContext& context, QWidget* parent = nullptr);

    void setCondition(const Condition& comparison);
    Condition condition() const;
    /// No field is named yet.
    bool isBlank() const;
    /// After the context's fields have changed.
    void refresh();
    void setTrouble(const QString& sentence);
    /// "Condition 3", for those who cannot see where it stands.
    void setPlace(int number);
    QWidgetList controls() const;

Q_SIGNALS:
    void changed();
    void removeWanted();

private:
    void fieldChosen();
    void comparatorChosen();
    /// Fills the comparators for the field, with `comparator` if that is one of them.
    void show(Comparator comparator, const QList<Operand>& operands);
    Field field() const;

    const ConditionContext& m_context;
    FieldLine* m_field;
    QComboBox* m_comparator;
    OperandEditor* m_operands;
    QPushButton* m_remove;
    QLabel* m_trouble;
    OperandKind m_kind = OperandKind::Text;
};

} // namespace stevedore::ui

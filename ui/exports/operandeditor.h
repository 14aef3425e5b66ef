// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/conditioncontext.h"

#include <QWidget>

class QBoxLayout;
class QLineEdit;

namespace stevedore::ui {

/// What a field is compared with: one or more controls that fit the field's type and the comparator.
class OperandEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit OperandEditor(const ConditionContext& context, QWidget* parent = nullptr);

    /// Makes the controls anew. A field that is not known takes any text.
    void show(const Field& field, Comparator comparator, const QList<Operand>& operands);
    QList<Operand> operands() const;
    /// Lines with a value that cannot be sent get a red edge.
    void setWrong(bool wrong);
    /// What is spoken before the names of the controls.
    void setPlace(const QString& place);

Q_SIGNALS:
    void changed();

private:
    struct Part
    {
        QWidget* widget;
        std::function<QList<Operand>()> read;
    };
    void add(const Part& part);
    Part lineFor(const Operand& operand);
    Part listFor(const QList<Operand>& operands);
    Part dayFor(const Operand& operand);
    Part booleanFor(const Operand& operand);
    Part pickFor(const Operand& operand);
    Part picksFor(const QList<Operand>& operands);
    Part lookupFor(const Operand& operand);
    Part partFor(const QList<Operand>& operands, int place);

    const ConditionContext& m_context;
    Field m_field;
    OperandKind m_kind = OperandKind::Text;
    Comparator m_comparator = Comparator::Equal;
    QBoxLayout* m_lines;
    QList<Part> m_parts;
    QString m_place;
};

} // namespace stevedore::ui

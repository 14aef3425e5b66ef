// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/conditioncontext.h"

#include <QLineEdit>

class QStandardItemModel;

namespace stevedore::ui {

/// Fills what a FieldLine completes with: the fields that a condition may ask for, by label and API name.
void fillFieldChoices(QStandardItemModel* model, const ModuleMeta& meta);

/// A line in which a field is typed or chosen. Whatever part of its names is typed, Return and Tab take the best match.
class FieldLine final : public QLineEdit
{
    Q_OBJECT

public:
    explicit FieldLine(const ConditionContext& context, QWidget* parent = nullptr);

    QString field() const { return m_field; }
    /// Shows its label, or the name as it is where the field is not known.
    void setField(const QString& apiName);

Q_SIGNALS:
    void chosen();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    void offer(const QString& start);
    void take(const QString& apiName);
    void resolve();
    QString bestFor(const QString& text) const;

    const ConditionContext& m_context;
    QString m_field;
};

} // namespace stevedore::ui

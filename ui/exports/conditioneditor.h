// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/conditioncontext.h"

#include <QWidget>

class QLabel;
class QScrollArea;
class QStandardItemModel;

namespace stevedore::ui {

class ConditionGroup;

/// Conditions built by sight: boxes in boxes, comparators and values as the fields' types allow.
class ConditionEditor final : public QWidget
{
    Q_OBJECT

public:
    explicit ConditionEditor(QWidget* parent = nullptr);

    /// Fields of parents as withParents() gives them. Conditions stay; those that do not fit say so.
    void setMeta(const ModuleMeta& meta);
    void setLookupSearch(const LookupSearch& search) { m_context.lookup = search; }
    /// Of the chosen view; they count among the most that there may be.
    void setConditionsOfView(int count);
    void setCondition(const Condition& condition);
    /// Without rows that name no field yet, and without groups that change nothing.
    Condition condition() const;
    /// The first sentence of what keeps the condition from being sent; empty if nothing does.
    QString trouble() const;
    /// "7 of 25 conditions"; belongs to the editor, but may be put elsewhere.
    QLabel* figure() const { return m_figure; }

Q_SIGNALS:
    void changed();

private:
    void edited();
    void judge();
    /// What comes later is last in the tab order otherwise.
    void order();

    ConditionContext m_context;
    QStandardItemModel* m_choices;
    QScrollArea* m_scroll;
    ConditionGroup* m_root;
    QLabel* m_figure;
    QLabel* m_nothing;
    QLabel* m_tooMany;
    int m_ofView = 0;
    QString m_trouble;
};

} // namespace stevedore::ui

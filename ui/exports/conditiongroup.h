// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "exports/conditioncontext.h"

#include <QFrame>

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace stevedore::ui {

class ConditionRow;

/// A box of conditions of which all or any hold, and of further boxes.
class ConditionGroup final : public QFrame
{
    Q_OBJECT

public:
    /// `isRoot`: without a frame, and there to stay.
    ConditionGroup(const ConditionContext& context, bool isRoot, QWidget* parent = nullptr);

    /// Makes the boxes anew; a comparison becomes the only part.
    void setCondition(const Condition& condition);
    /// With the groups as they are shown; rows that are blank yet are left out.
    Condition condition() const;
    void refresh();
    /// Paths of the troubles count in condition(), from this group on.
    void setTroubles(const QList<ConditionTrouble>& troubles);
    /// Numbers the rows from `next` on.
    void setPlaces(int& next);
    int blankRows() const;
    /// In the order of reading.
    QWidgetList controls() const;

Q_SIGNALS:
    void changed();
    void removeWanted();
    /// Rows or boxes came or went.
    void rebuilt();

private:
    struct Part
    {
        ConditionRow* row = nullptr;
        ConditionGroup* group = nullptr;
        QWidget* widget() const;
    };
    QWidget* makeHead(bool isRoot);
    QWidget* makeFoot();
    ConditionRow* addRow();
    ConditionGroup* addGroup();
    void addByHand(bool isGroup);
    void remove(QWidget* widget);
    void clear();

    const ConditionContext& m_context;
    QComboBox* m_kind;
    QPushButton* m_remove = nullptr;
    QPushButton* m_addRow = nullptr;
    QPushButton* m_addGroup = nullptr;
    QVBoxLayout* m_lines;
    QList<Part> m_parts;
};

} // namespace stevedore::ui

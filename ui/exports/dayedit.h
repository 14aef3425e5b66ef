// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/condition.h"

#include <QWidget>

class QDateTimeEdit;
class QLineEdit;
class QMenu;
class QStackedWidget;

namespace stevedore::ui {

/// A day or a moment: chosen from a calendar, or counted from the moment of the export ("today-7").
class DayEdit final : public QWidget
{
    Q_OBJECT

public:
    explicit DayEdit(bool isMoment, QWidget* parent = nullptr);

    /// What cannot be a day is shown as it is, to be corrected. An empty one becomes today.
    void setOperand(const Operand& operand);
    Operand operand() const;

Q_SIGNALS:
    void changed();

private:
    void addRelative(QMenu* menu);
    void takeDay();

    bool m_isMoment;
    QStackedWidget* m_pages;
    QDateTimeEdit* m_day;
    QLineEdit* m_typed;
    QString m_text; ///< of the day: zone and seconds of a text are kept until another day is chosen
};

} // namespace stevedore::ui

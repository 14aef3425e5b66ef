// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/repair.h"

#include <QWidget>

class QLineEdit;
class QPushButton;

namespace stevedore::ui {

class FlowLayout;

/// The repairs for what is in sight, as buttons with the rows that they mend, and a line for a value of one's own.
class RepairBar final : public QWidget
{
    Q_OBJECT

public:
    explicit RepairBar(QWidget* parent = nullptr);

    /// `mayFill`: empty cells are wanted filled; `mayReplace`: a text in the column may be replaced. Neither without a
    /// column.
    void setOffers(const QList<Repair>& offers, int column, const QString& columnName, bool mayFill, bool mayReplace);
    /// The repair that the preview shows: the one under the mouse or the keyboard, else the typed one, else the first.
    Repair shown() const { return m_shown; }

Q_SIGNALS:
    void previewed(const stevedore::ui::Repair& repair);
    void applied(const stevedore::ui::Repair& repair);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addTyped(bool fill);
    Repair typed() const;
    void preview(const Repair& repair);

    FlowLayout* m_flow;
    QList<Repair> m_offers;
    QHash<QObject*, Repair> m_buttons;
    QLineEdit* m_from = nullptr;
    QLineEdit* m_to = nullptr;
    QPushButton* m_do = nullptr;
    Repair m_shown;
    Repair m_base;
    bool m_fill = false;
};

} // namespace stevedore::ui

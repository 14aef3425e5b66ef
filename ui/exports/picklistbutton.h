// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <QPushButton>

class QListWidget;

namespace stevedore::ui {

/// Several values of a picklist: the button says which, and opens a list with check boxes.
class PicklistButton final : public QPushButton
{
    Q_OBJECT

public:
    explicit PicklistButton(const QList<PicklistValue>& values, QWidget* parent = nullptr);

    /// Values that the list does not have are added to it.
    void setChosen(const QStringList& values);
    /// In the order of the list.
    QStringList chosen() const;
    QListWidget* list() const { return m_list; }

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void addValue(const QString& name, const QString& value);
    void open();
    void describe();

    QFrame* m_popup;
    QListWidget* m_list;
};

} // namespace stevedore::ui

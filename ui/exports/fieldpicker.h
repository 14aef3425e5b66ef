// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;
class QTreeView;

namespace stevedore::ui {

class ChosenFields;
class FieldTree;
class Pane;

/// Chooses the columns of an export: on the left all fields of the module with a search, on the right the chosen ones
/// in their order.
class FieldPicker final : public QWidget
{
    Q_OBJECT

public:
    explicit FieldPicker(QWidget* parent = nullptr);

    /// Another module; what was chosen stays where it is known there or reaches a parent.
    void setMeta(const ModuleMeta& meta);
    /// A module that parentWanted() asked for.
    void addParent(const ModuleMeta& parent);
    QStringList fields() const;
    /// Before the module is there they are kept for it.
    void setFields(const QStringList& fields);
    /// Every field of the module, parents aside, in its order, no more than mostFields.
    QStringList allFields() const;
    /// Chosen ones that the module does not have.
    QStringList unknownFields() const;

Q_SIGNALS:
    void changed();
    /// The fields of a module that a lookup leads to are wanted; see addParent().
    void parentWanted(const QString& module);

protected:
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget* makeAll();
    QWidget* makeChosen();
    void search(const QString& text);
    void toggleFirstFound();
    void toggle(const QString& field, bool checked);
    bool chosenKey(int key, bool alt);
    QList<int> selectedRows() const;
    void refresh();

    ModuleMeta m_meta;
    QList<ModuleMeta> m_parents;
    FieldTree* m_tree;
    QSortFilterProxyModel* m_found;
    ChosenFields* m_chosen;
    Pane* m_pane;
    QLabel* m_figure;
    QLabel* m_hint;
    QLineEdit* m_search;
    QTreeView* m_all;
    QListView* m_order;
};

} // namespace stevedore::ui

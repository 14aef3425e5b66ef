// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"
#include "widgets/griddelegate.h"

#include <QCompleter>

#include <optional>

namespace stevedore::ui {

/// Offers the fields of a module by label, API name and type; typing anything of them narrows the list.
class FieldCompleter final : public QCompleter
{
    Q_OBJECT

public:
    FieldCompleter(const ModuleMeta& meta, QObject* parent);
    QString pathFromIndex(const QModelIndex& index) const override;
    /// The field that a typed text names, by label or API name; nothing if it names none. Empty for "leave out".
    std::optional<QString> fieldFor(const QString& text) const;

private:
    QList<Field> m_fields;
};

/// Cells in which a field (type-ahead over all of them) or one of a few values is chosen.
class ChoiceDelegate final : public GridDelegate
{
    Q_OBJECT

public:
    using GridDelegate::GridDelegate;

    /// With fields the editor is a type-ahead; without, a list of ChoicesRole.
    void setMeta(const ModuleMeta& meta) { m_meta = meta; }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    QWidget* fieldEditor(QWidget* parent, const QModelIndex& index) const;
    QWidget* valueEditor(QWidget* parent, const QModelIndex& index) const;

    std::optional<ModuleMeta> m_meta;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"
#include "widgets/griddelegate.h"

#include <optional>

namespace stevedore::ui {

/// Cells in which a field (type-ahead over all of them) or one of a few values is chosen.
class ChoiceDelegate final : public GridDelegate
{
    Q_OBJECT

public:
    using GridDelegate::GridDelegate;

    /// With fields the editor is a type-ahead; without, a list of ChoicesRole.
    void setMeta(const ModuleMeta& meta) { m_meta = meta; }
    void setMapping(const Mapping& mapping) { m_mapping = mapping; }

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    void updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const override;

private:
    QWidget* fieldEditor(QWidget* parent, const QModelIndex& index) const;
    QWidget* valueEditor(QWidget* parent, const QModelIndex& index) const;

    std::optional<ModuleMeta> m_meta;
    Mapping m_mapping;
};

} // namespace stevedore::ui

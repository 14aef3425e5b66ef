// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <QAbstractListModel>

namespace stevedore::ui {

/// The columns of an export in their order; rows can be moved, by the view's drag, too.
class ChosenFields final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    /// Where labels come from; those of parents as withParents() gives them.
    void setMeta(const ModuleMeta& meta);
    const QStringList& fields() const { return m_fields; }
    /// Without those that are there twice, and no more than mostFields.
    void setFields(const QStringList& fields);
    /// Appends it; false if it is there already or there are too many.
    bool add(const QString& field);
    void remove(QList<int> rows);
    /// Moves them up (-1) or down (1) by one place, together; where the first or last cannot, none does.
    void shift(QList<int> rows, int by);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    bool moveRows(const QModelIndex& from, int row, int count, const QModelIndex& to, int before) override;

Q_SIGNALS:
    void changed();

private:
    ModuleMeta m_meta;
    QStringList m_fields;
};

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <QStandardItemModel>

namespace stevedore::ui {

/// All fields that an export of a module can have, with check boxes; the fields of parents stand below their lookups.
class FieldTree final : public QStandardItemModel
{
    Q_OBJECT

public:
    /// Label, API name and type in one text, to search in.
    static constexpr int SearchRole = Qt::UserRole + 100;
    /// The module of a lookup, of which fields may be asked for.
    static constexpr int ParentRole = Qt::UserRole + 101;

    using QStandardItemModel::QStandardItemModel;

    void setMeta(const ModuleMeta& meta);
    /// Puts its fields below every lookup that leads there.
    void setParent(const ModuleMeta& parent);
    /// Checks these and no others.
    void setChosen(const QStringList& fields);
    /// The module whose fields are not there yet, below this lookup; else empty.
    QString missingParent(const QModelIndex& lookup) const;

    Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    /// Somebody checked or unchecked it.
    void toggled(const QString& apiName, bool checked);

private:
    QStandardItem* itemFor(const Field& field) const;
    QStandardItem* waitingFor(const QString& module) const;

    ModuleMeta m_meta;
    QStringList m_chosen;
};

} // namespace stevedore::ui

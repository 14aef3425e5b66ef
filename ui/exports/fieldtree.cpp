// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/fieldtree.h"

#include "exports/exportfields.h"
#include "models/roles.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

void FieldTree::setMeta(const ModuleMeta& meta)
{
    m_meta = meta;
    clear();
    for (const Field& field : meta.fields) {
        if (!canBeExported(field))
            continue;
        QStandardItem* const item = itemFor(field);
        if (!field.lookupModule.isEmpty()) {
            item->setData(field.lookupModule, ParentRole);
            item->appendRow(waitingFor(field.lookupModule));
        }
        appendRow(item);
    }
}

QStandardItem* FieldTree::itemFor(const Field& field) const
{
    auto* item = new QStandardItem(field.label.section(u" > "_s, -1));
    item->setData(field.apiName, RawRole);
    item->setData(field.apiName, DetailRole);
    item->setData(QString(field.label + u' ' + field.apiName + u' ' + field.dataType), SearchRole);
    item->setToolTip(u"%1\n%2 · %3"_s.arg(field.label, field.apiName, field.dataType));
    item->setData(u"%1, %2"_s.arg(field.label, field.dataType), Qt::AccessibleTextRole);
    item->setData(m_chosen.contains(field.apiName) ? Qt::Checked : Qt::Unchecked, Qt::CheckStateRole);
    item->setCheckable(true);
    item->setEditable(false);
    return item;
}

QStandardItem* FieldTree::waitingFor(const QString& module) const
{
    auto* item = new QStandardItem(tr("Fields of %1 are being asked for").arg(module));
    item->setData(true, DimRole);
    item->setFlags(Qt::ItemIsEnabled);
    return item;
}

void FieldTree::setParent(const ModuleMeta& parent)
{
    const ModuleMeta all = withParents(m_meta, {parent});
    for (int row = 0; row < rowCount(); ++row) {
        QStandardItem* const lookup = item(row);
        if (lookup->data(ParentRole).toString() != parent.module.apiName)
            continue;
        const QString start = lookup->data(RawRole).toString() + u'.';
        QList<QStandardItem*> children;
        for (const Field& field : all.fields) {
            if (field.apiName.startsWith(start))
                children.append(itemFor(field));
        }
        lookup->removeRows(0, lookup->rowCount());
        lookup->appendRows(children);
    }
}

void FieldTree::setChosen(const QStringList& fields)
{
    m_chosen = fields;
    const QSet<QString> wanted(fields.begin(), fields.end());
    const auto mark = [&wanted](QStandardItem* item) {
        const Qt::CheckState state = wanted.contains(item->data(RawRole).toString()) ? Qt::Checked : Qt::Unchecked;
        if (item->isCheckable() && item->checkState() != state)
            item->setCheckState(state);
    };
    for (int row = 0; row < rowCount(); ++row) {
        mark(item(row));
        for (int child = 0; child < item(row)->rowCount(); ++child)
            mark(item(row)->child(child));
    }
}

QString FieldTree::missingParent(const QModelIndex& lookup) const
{
    const QStandardItem* const first = lookup.isValid() ? itemFromIndex(lookup)->child(0) : nullptr;
    return first && !first->isCheckable() ? lookup.data(ParentRole).toString() : QString();
}

Qt::ItemFlags FieldTree::flags(const QModelIndex& index) const
{
    return QStandardItemModel::flags(index) & ~(Qt::ItemIsDragEnabled | Qt::ItemIsDropEnabled);
}

bool FieldTree::setData(const QModelIndex& index, const QVariant& value, int role)
{
    // Views come by here, our own marks do not.
    if (role != Qt::CheckStateRole)
        return QStandardItemModel::setData(index, value, role);
    Q_EMIT toggled(index.data(RawRole).toString(), value.toInt() == Qt::Checked);
    return true;
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"

#include <QCompleter>

#include <optional>

class QStandardItemModel;

namespace stevedore::ui {

/// Offers the fields of a module by label, API name and type; typing anything of them narrows the list. Mandatory
/// fields that nothing feeds yet come first, and a field that is fed says by which column.
class FieldCompleter final : public QCompleter
{
    Q_OBJECT

public:
    FieldCompleter(const ModuleMeta& meta, const Mapping& mapping, QObject* parent);
    QString pathFromIndex(const QModelIndex& index) const override;
    /// The field that a typed text names, by label or API name; nothing if it names none. Empty for "leave out".
    std::optional<QString> fieldFor(const QString& text) const;

private:
    void addField(const Field& field, const Mapping& mapping);

    QList<Field> m_fields;
    QStandardItemModel* m_choices;
};

} // namespace stevedore::ui

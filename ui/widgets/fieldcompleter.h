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
    /// The field that a typed text names: the one that was chosen from the list, else by API name, label, or because
    /// nothing else contains the text. Empty for "leave out".
    std::optional<QString> fieldFor(const QString& text) const;
    /// One was chosen from the list.
    bool isTaken() const { return m_chosen.has_value(); }
    /// Of those that contain the text, the one that Return takes while none is chosen: it begins with it, or is the
    /// first. Invalid without a text or a match.
    QModelIndex best() const;

Q_SIGNALS:
    /// One was chosen, with a click or with Return.
    void taken();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addField(const Field& field, const Mapping& mapping);

    QList<Field> m_fields;
    QStandardItemModel* m_choices;
    std::optional<QString> m_chosen;
};

} // namespace stevedore::ui

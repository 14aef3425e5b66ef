// SPDX-License-Identifier: GPL-3.0-or-later
// Records of a module with a field of every type, and what was put into them.
#pragma once

#include "flow/dice.h"
#include "flow/plainclient.h"

#include <QMap>

namespace stevedore::test {

/// Pieces of equipment, by field what they have in it: several values of a multi-select field, none where it is empty.
/// With "id", and the fields of Account and Owner under their dotted names.
class EquipmentRows
{
public:
    using Row = QMap<QString, QStringList>;

    /// Creates that many. Check isComplete().
    EquipmentRows(PlainClient& client, Dice& dice, int count);

    bool isComplete() const { return !m_rows.isEmpty(); }
    const QList<Row>& rows() const { return m_rows; }
    const QStringList& fields() const { return m_fields; }
    /// Every different value that a record has in this field.
    QStringList values(const QString& field) const;
    /// Dotted names included.
    const Field* field(const QString& name) const;

private:
    bool makeAccounts(PlainClient& client);
    Row randomRow(Dice& dice, int number) const;
    QJsonObject record(const Row& row) const;

    ModuleMeta m_meta;
    QMap<QString, Field> m_known;
    QStringList m_fields;
    QList<Row> m_accounts; ///< under the dotted names
    QList<Row> m_owners;
    QList<Row> m_rows;
};

} // namespace stevedore::test

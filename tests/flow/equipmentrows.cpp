// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/equipmentrows.h"

#include <QJsonArray>
#include <QSet>

using namespace Qt::StringLiterals;

namespace stevedore::test {

namespace {

/// What the fields may hold. So few different ones that comparisons find something, and so like each other that a
/// sloppy comparison finds too much.
const QMap<QString, QStringList>& pools()
{
    static const QMap<QString, QStringList> all{
        {u"Notes_Text"_s, {u"two\nlines"_s, u"a, b"_s, u"50% off_er"_s, u"5000 offer"_s, u"say \"so\""_s, u"\\path"_s}},
        {u"Support_Email"_s, {u"a_b@example.com"_s, u"axb@example.com"_s, u"z@example.org"_s}},
        {u"Support_Phone"_s, {u"+49 30 1"_s, u"+49 30 12"_s, u"030"_s, u"30"_s}},
        {u"Manual_URL"_s, {u"https://example.com/a"_s, u"https://example.com/a?b=1"_s, u"www.example.org"_s}},
        {u"Condition"_s, {u"New"_s, u"Good"_s, u"Worn"_s, u"Defective"_s}},
        {u"Rack_Units"_s, {u"-3"_s, u"0"_s, u"1"_s, u"2"_s, u"10"_s, u"999999999"_s}},
        {u"Inventory_Code"_s,
         {u"-7"_s, u"0"_s, u"5"_s, u"123456789012345677"_s, u"123456789012345678"_s, u"999999999999999999"_s}},
        {u"Weight_kg"_s, {u"-2.75"_s, u"0"_s, u"0.1"_s, u"0.125"_s, u"1"_s, u"1000000.125"_s}},
        {u"Purchase_Price"_s, {u"-5"_s, u"0.3"_s, u"99.9"_s, u"100"_s, u"100.01"_s, u"123456789.99"_s}},
        {u"Utilization"_s, {u"0"_s, u"7"_s, u"12.5"_s, u"99.99"_s, u"100"_s}},
        {u"Purchase_Date"_s,
         {u"1999-12-31"_s, u"2024-02-29"_s, u"2026-03-01"_s, u"2026-03-16"_s, u"2026-03-17"_s, u"2026-03-18"_s}},
        {u"Last_Service"_s,
         {u"1999-12-31T23:59:59+00:00"_s, u"2026-03-01T00:00:00+01:00"_s, u"2026-02-28T23:59:59+01:00"_s,
          u"2026-03-18T23:15:16+01:00"_s, u"2026-03-18T17:15:16-05:00"_s, u"2026-03-17T12:00:00+05:30"_s}},
        {u"Rented"_s, {u"true"_s, u"false"_s}},
    };
    return all;
}

QJsonValue written(const Field& field, const QStringList& value)
{
    switch (field.type) {
    case FieldType::MultiPicklist:
        return QJsonArray::fromStringList(value);
    case FieldType::Boolean:
        return value[0] == u"true"_s;
    case FieldType::Integer:
    case FieldType::BigInt:
        return value[0].toLongLong();
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent:
        return value[0].toDouble();
    case FieldType::Lookup:
    case FieldType::Owner:
        return QJsonObject{{u"id"_s, value[0]}};
    default:
        return value[0];
    }
}

} // namespace

EquipmentRows::EquipmentRows(PlainClient& client, Dice& dice, int count)
{
    const auto meta = client.meta(u"Equipment"_s);
    for (const QStringList& user : client.users().mid(0, 3))
        m_owners.append({{u"Owner"_s, {user[0]}}, {u"Owner.last_name"_s, {user[1]}}, {u"Owner.email"_s, {user[2]}}});
    if (!meta || m_owners.size() < 3 || !makeAccounts(client))
        return;
    m_meta = *meta;
    for (const Field& field : m_meta.fields)
        m_known.insert(field.apiName, field);
    Field id;
    id.apiName = id.label = u"id"_s;
    id.type = FieldType::BigInt;
    m_known.insert(u"id"_s, id);
    Field text;
    m_known.insert(u"Owner.last_name"_s, text);
    m_known.insert(u"Owner.email"_s, text);
    QList<Row> rows;
    QList<QJsonObject> records;
    for (int i = 0; i < count; ++i) {
        rows.append(randomRow(dice, i));
        records.append(record(rows.last()));
    }
    const QStringList ids = client.create(u"Equipment"_s, records);
    if (ids.isEmpty())
        return;
    for (int i = 0; i < count; ++i)
        rows[i].insert(u"id"_s, {ids[i]});
    m_rows = rows;
    m_fields = QStringList{u"id"_s, u"Name"_s, u"Serial_Number"_s, u"Features"_s} + pools().keys() +
               m_accounts[0].keys() + m_owners[0].keys();
}

bool EquipmentRows::makeAccounts(PlainClient& client)
{
    const auto meta = client.meta(u"Accounts"_s);
    const QList<QStringList> plain{{u"alder, birch"_s, u"10"_s, u"0.5"_s},
                                   {u"alder_birch"_s, {}, u"1000000"_s},
                                   {u"alderxbirch"_s, u"100000"_s, {}},
                                   {u"cedar"_s, u"9"_s, u"99.95"_s}};
    const QStringList fields{u"Account_Name"_s, u"Employees"_s, u"Annual_Revenue"_s};
    QList<QJsonObject> records;
    for (const QStringList& values : plain) {
        Row account;
        QJsonObject record;
        for (int i = 0; meta && i < fields.size(); ++i) {
            Field field = *meta->field(fields[i]);
            if (!values[i].isEmpty())
                record.insert(fields[i], written(field, {values[i]}));
            account.insert(u"Account."_s + fields[i], values[i].isEmpty() ? QStringList() : QStringList{values[i]});
            m_known.insert(u"Account."_s + fields[i], field);
        }
        m_accounts.append(account);
        records.append(record);
    }
    const QStringList ids = client.create(u"Accounts"_s, records);
    for (int i = 0; i < ids.size(); ++i)
        m_accounts[i].insert(u"Account"_s, {ids[i]});
    return !ids.isEmpty();
}

EquipmentRows::Row EquipmentRows::randomRow(Dice& dice, int number) const
{
    static const QStringList names{u"drill"_s, u"drill press"_s, u"säge"_s, u"o'neil \"big\""_s, u"true"_s, u"0042"_s};
    static const QStringList features{u"Wireless"_s, u"Battery"_s, u"Display"_s, u"Explosion-proof"_s};
    Row row{{u"Name"_s, {dice.oneOf(names)}}, {u"Features"_s, {}}, {u"Serial_Number"_s, {}}};
    if (dice.oneIn(2))
        row[u"Serial_Number"_s] = {u"sn-%1"_s.arg(number)};
    for (const QString& feature : features)
        if (dice.oneIn(3))
            row[u"Features"_s].append(feature);
    for (auto pool = pools().begin(); pool != pools().end(); ++pool)
        row[pool.key()] = dice.oneIn(4) ? QStringList() : QStringList{dice.oneOf(pool.value())};
    // A checkbox that nobody ticks is not ticked.
    if (row[u"Rented"_s].isEmpty())
        row[u"Rented"_s] = {u"false"_s};
    const Row& owner = dice.oneOf(m_owners);
    row.insert(owner);
    Row noAccount = m_accounts[0];
    for (QStringList& value : noAccount)
        value.clear();
    row.insert(dice.oneIn(4) ? noAccount : dice.oneOf(m_accounts));
    return row;
}

QJsonObject EquipmentRows::record(const Row& row) const
{
    QJsonObject out;
    for (auto cell = row.begin(); cell != row.end(); ++cell)
        if (!cell.value().isEmpty() && !cell.key().contains(u'.'))
            out.insert(cell.key(), written(m_known[cell.key()], cell.value()));
    return out;
}

QStringList EquipmentRows::values(const QString& field) const
{
    QSet<QString> all;
    for (const Row& row : m_rows)
        if (!row[field].isEmpty())
            all.insert(row[field].join(u';'));
    QStringList out(all.begin(), all.end());
    out.sort();
    return out;
}

const Field* EquipmentRows::field(const QString& name) const
{
    const auto known = m_known.find(name);
    return known == m_known.end() ? nullptr : &*known;
}

} // namespace stevedore::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/exportcrm.h"

#include "support/plaincsv.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

constexpr int contacts = 330;
constexpr int pageSize = 90;

QStringList exportCrmOptions()
{
    return {u"--credits"_s, u"1000000000"_s, u"--read-page-size"_s, QString::number(pageSize)};
}

/// Whether a cell says what the table has. Moments may be written in any zone, numbers in any form.
bool says(const QString& field, const QString& cell, const QString& inTable)
{
    if (field == u"Created_Time"_s)
        return QDateTime::fromString(cell, Qt::ISODate) == QDateTime::fromString(inTable, Qt::ISODate);
    if (field == u"Annual_Value"_s && !cell.isEmpty() && !inTable.isEmpty())
        return cell.toDouble() == inTable.toDouble();
    if (field == u"Email_Opt_Out"_s)
        return cell == (inTable == u"1"_s ? u"true"_s : u"false"_s);
    return cell == inTable;
}

QString rowTrouble(const test::PlainCsv::Row& row, const ExportCrm::Table& possible)
{
    const QStringList fields = ExportCrm::fields();
    if (row.cells.size() != fields.size() + 1)
        return u"a row of %1 cells"_s.arg(row.cells.size());
    const QString id = QString::fromUtf8(row.cells[0]);
    const auto record = possible.find(id);
    if (record == possible.end())
        return u"record %1 does not belong there"_s.arg(id);
    for (qsizetype i = 0; i < fields.size(); ++i)
        if (!says(fields[i], QString::fromUtf8(row.cells[i + 1]), record->second[i]))
            return u"record %1 has the %2 %3 and not %4"_s.arg(id, fields[i], QString::fromUtf8(row.cells[i + 1]),
                                                               record->second[i]);
    return {};
}

} // namespace

ExportCrm::ExportCrm() : m_crm(exportCrmOptions())
{
    m_ready = fill() && fitting().size() > 2 * pageSize && fitting().size() < 3 * pageSize;
}

bool ExportCrm::fill()
{
    if (!m_crm.fill(u"Contacts"_s, contacts))
        return false;
    // What breaks a CSV most easily; made up values have none of it.
    m_crm.sql(u"update Contacts set Description = 'Grüße, \"' || id || '\"' || char(13, 10) || 'zweite Zeile; €' "
              "where id % 3 = 0"_s);
    m_crm.sql(u"update Contacts set Title = ' \"\"' || char(10), Mailing_City = 'Köln, Straße' where id % 5 = 0"_s);
    return m_crm.sql(u"select count(*) from Contacts where Title like '%\"%' and Description like '%€'"_s).toInt() > 0;
}

QStringList ExportCrm::fields()
{
    return {u"Last_Name"_s,    u"First_Name"_s,   u"Description"_s,   u"Title"_s,
            u"Mailing_City"_s, u"Annual_Value"_s, u"Email_Opt_Out"_s, u"Owner"_s,
            u"Lead_Source"_s,  u"Created_Time"_s, u"Email"_s};
}

QString ExportCrm::condition()
{
    return u"Annual_Value >= 20000 or Lead_Source in (\"Cold Call\", \"Partner\")"_s;
}

ExportCrm::Table ExportCrm::fitting() const
{
    QStringList columns{u"cast(id as text)"_s};
    for (const QString& field : fields())
        columns.append(u"coalesce(cast(%1 as text), '')"_s.arg(field));
    const QByteArray json =
        m_crm
            .sql(u"select json_group_array(json_array(%1)) from Contacts where "
                 "Annual_Value >= 20000 or Lead_Source in ('Cold Call', 'Partner')"_s.arg(columns.join(u", "_s)))
            .toByteArray();
    Table out;
    const QJsonArray rows = QJsonDocument::fromJson(json).array();
    for (const QJsonValue& row : rows) {
        QStringList cells;
        for (const QJsonValue& cell : row.toArray())
            cells.append(cell.toString());
        const QString id = cells.takeFirst();
        out[id] = cells;
    }
    return out;
}

void ExportCrm::letAMinutePass() const
{
    m_crm.tell(u"clock"_s, {{u"advance_seconds"_s, 61}});
}

void ExportCrm::letADayPass() const
{
    constexpr int seconds = 25 * 60 * 60;
    m_crm.tell(u"clock"_s, {{u"advance_seconds"_s, seconds}});
}

void ExportCrm::change(int records, quint32 seed) const
{
    for (int i = 0; i < records; ++i) {
        const QString some = u"(select id from Contacts where Annual_Value >= 20000 "
                             "order by (id % 100003) * %1 % 1009 limit 1)"_s.arg(int(seed % 997) + 7 + i);
        m_crm.sql(u"insert into Contacts (id, Last_Name, Annual_Value, Email_Opt_Out, Created_Time, Owner) select "
                  "max(id) + 1, 'Late', 30000, 0, '2026-01-01T00:00:00+00:00', Owner from Contacts"_s);
        m_crm.sql(u"delete from Contacts where id = "_s + some);
    }
}

bool ExportCrm::trouble(const QJsonArray& rules) const
{
    return !m_crm.tell(u"scenario"_s, {{u"rules"_s, rules}}).contains(u"code"_s);
}

int ExportCrm::struck() const
{
    int out = 0;
    for (const QJsonValue& rule : m_crm.control(u"scenario"_s).value(u"rules"_s).toArray())
        out += rule[u"hit"_s].toInt();
    return out;
}

QString exportTrouble(const QByteArray& file, const ExportCrm::Table& sure, const ExportCrm::Table& possible)
{
    const qsizetype columns = ExportCrm::fields().size() + 1;
    const test::PlainCsv csv(file, {}, int(columns));
    if (csv.rows().empty() ||
        csv.rows().front().cells.join(',') != (QStringList{u"id"_s} + ExportCrm::fields()).join(u',').toUtf8())
        return u"another header"_s;
    if (!file.endsWith('\n'))
        return u"the last row has no end"_s;
    ExportCrm::Table missing = sure;
    std::set<QByteArray> seen;
    for (std::size_t i = 1; i < csv.rows().size(); ++i) {
        const test::PlainCsv::Row& row = csv.rows()[i];
        if (const QString wrong = rowTrouble(row, possible); !wrong.isEmpty())
            return wrong;
        if (!seen.insert(row.cells[0]).second)
            return u"record %1 is there twice"_s.arg(QString::fromUtf8(row.cells[0]));
        missing.erase(QString::fromUtf8(row.cells[0]));
    }
    return missing.empty()
               ? QString()
               : u"%1 records are missing, the first is %2"_s.arg(missing.size()).arg(missing.begin()->first);
}

} // namespace stevedore::trials

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/rehearsal/seeder.h"

#include "transfer/partplan.h"
#include "transfer/recordrows.h"

#include <QJsonArray>

#include <algorithm>

namespace stevedore {

namespace {

QString numbered(const Field& field, qint64 number)
{
    // The end makes it different, so the end is what a short field keeps.
    const QString text = QStringLiteral("rehearsal %1").arg(number);
    return field.length > 0 ? text.right(field.length) : text;
}

/// The key as the Records API wants a value of its field.
QJsonValue keyValue(const Field& field, const std::string& key)
{
    ColumnMapping column;
    column.field = field.apiName;
    Mapping mapping;
    mapping.columns = {column};
    const SentRows one{{&mapping.columns.front()}, {RowNumber(1)}, {{key}}};
    return recordsOf(one, mapping, ModuleMeta{{}, {field}}).first().value(field.apiName);
}

} // namespace

QJsonValue inventedValue(const Field& field, qint64 number)
{
    switch (field.type) {
    case FieldType::Text:
    case FieldType::TextArea:
        return numbered(field, number);
    case FieldType::Email:
        return QStringLiteral("rehearsal%1@example.com").arg(number);
    case FieldType::Phone:
        return QStringLiteral("+49%1").arg(1'000'000 + number);
    case FieldType::Website:
        return QStringLiteral("https://example.com/%1").arg(number);
    case FieldType::Picklist:
    case FieldType::MultiPicklist: {
        const auto value = std::find_if(field.picklist.begin(), field.picklist.end(),
                                        [](const PicklistValue& v) { return v.actual != QLatin1String("-None-"); });
        if (value == field.picklist.end())
            return QJsonValue::Undefined;
        return field.type == FieldType::Picklist ? QJsonValue(value->actual) : QJsonArray{value->actual};
    }
    case FieldType::Boolean:
        return true;
    case FieldType::Integer:
    case FieldType::BigInt:
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent:
        return number;
    case FieldType::Date:
        return QStringLiteral("2020-01-01");
    case FieldType::DateTime:
        return QStringLiteral("2020-01-01T00:00:00+00:00");
    case FieldType::Lookup:
    case FieldType::Owner:
    case FieldType::Unsupported:
        break;
    }
    return QJsonValue::Undefined;
}

void Seeder::make(const ModuleMeta& meta, const QString& keyField, std::vector<std::string> keys,
                  const Progress& progress, const Done& done)
{
    m_meta = meta;
    m_keyField = keyField;
    m_keys = std::move(keys);
    m_at = 0;
    m_made.clear();
    m_progress = progress;
    m_done = done;
    next();
}

QJsonObject Seeder::record(const std::string& key)
{
    ++m_number;
    QJsonObject out;
    for (const Field& field : m_meta.fields) {
        if (field.apiName == m_keyField)
            out.insert(field.apiName, keyValue(field, key));
        else if (field.mandatory && field.creatable)
            out.insert(field.apiName, inventedValue(field, m_number));
    }
    return out;
}

void Seeder::next()
{
    m_progress(qint64(m_at), qint64(m_keys.size()));
    if (m_at >= m_keys.size()) {
        const Done done = m_done;
        done(m_made);
        return;
    }
    QList<QJsonObject> records;
    const std::size_t from = m_at;
    m_at = std::min(m_keys.size(), m_at + std::size_t(mostRecordsInCall));
    for (std::size_t i = from; i < m_at; ++i)
        records.append(record(m_keys[i]));
    m_api.sendRecords(
        QStringLiteral("insert"), m_meta.module.apiName, records, {}, [] { return OnceClient::Held(); }, this,
        [this, from](const RecordsVerdict& verdict) {
            if (verdict.verdict != Verdict::Done) {
                const Done done = m_done;
                done(fail(verdict.failure));
                return;
            }
            for (qsizetype i = 0; i < verdict.answers.size(); ++i) {
                const RecordAnswer& answer = verdict.answers[i];
                // Made before, for another column: it is there all the same.
                const bool known = answer.code == QLatin1String("DUPLICATE_DATA") && answer.field == m_keyField;
                if ((answer.success || known) && !answer.id.isEmpty())
                    m_made.insert(QString::fromStdString(m_keys[from + std::size_t(i)]), answer.id);
            }
            next();
        });
}

} // namespace stevedore

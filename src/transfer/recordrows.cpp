// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/recordrows.h"

#include "transfer/errortext.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

namespace stevedore {

namespace {

struct RecordRowsText
{
    Q_DECLARE_TR_FUNCTIONS(RecordRows)
};

QJsonValue valueOf(const QString& text, FieldType type)
{
    bool ok = false;
    switch (type) {
    case FieldType::Boolean:
        if (text == QLatin1String("true") || text == QLatin1String("false"))
            return text == QLatin1String("true");
        return text;
    case FieldType::Integer:
    case FieldType::BigInt: {
        const qint64 number = text.toLongLong(&ok);
        return ok ? QJsonValue(number) : QJsonValue(text);
    }
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent: {
        const double number = text.toDouble(&ok);
        return ok ? QJsonValue(number) : QJsonValue(text);
    }
    case FieldType::MultiPicklist: {
        QJsonArray parts;
        for (const QString& part : text.split(QLatin1Char(';'), Qt::SkipEmptyParts))
            parts.append(part.trimmed());
        return parts;
    }
    case FieldType::Lookup:
    case FieldType::Owner:
        return QJsonObject{{QStringLiteral("id"), text}};
    default:
        return text;
    }
}

OutcomeRecord outcomeOf(RowNumber row, const RecordAnswer& answer, Operation operation)
{
    if (answer.success) {
        const bool updated = answer.updated || operation == Operation::Update;
        return {row, updated ? Fate::Updated : Fate::Added, answer.id, {}};
    }
    // An answer that does not tell proves neither.
    if (!answer.refused)
        return {row, Fate::Unknown, {}, {}};
    const RowError error{answer.code.isEmpty() ? QStringLiteral("CANNOT_PROCESS") : answer.code,
                         answer.field.isEmpty() ? QStringList() : QStringList(answer.field)};
    return {row, Fate::Refused, {}, errorText({error})};
}

} // namespace

QString whyNotRecords(const Mapping& mapping, const ModuleMeta& meta)
{
    // The vendor's pages show a layout in bulk write only.
    if (!mapping.layout.isEmpty())
        return RecordRowsText::tr("The records get a layout of their own, which only a job can do.");
    for (const ColumnMapping* const column : mapping.feeds()) {
        const Field* field = meta.field(column->field);
        if (!field)
            continue;
        const bool points = field->type == FieldType::Lookup || field->type == FieldType::Owner;
        if (points && !column->findBy.isEmpty() && column->findBy != QLatin1String("id"))
            return RecordRowsText::tr("%1 is found by %2, which only a job can do.").arg(field->label, column->findBy);
        if (field->type == FieldType::DateTime)
            return RecordRowsText::tr("%1 has times without a time zone, which only a job takes.").arg(field->label);
    }
    if (mapping.operation == Operation::Update && mapping.findBy != QLatin1String("id"))
        return RecordRowsText::tr("Records are matched by %1, which only a job can do when updating.")
            .arg(mapping.findBy);
    if (mapping.operation == Operation::Insert && !mapping.findBy.isEmpty())
        return RecordRowsText::tr("Rows that exist already are skipped, which only a job can do.");
    return {};
}

QList<QJsonObject> recordsOf(const SentRows& rows, const Mapping& mapping, const ModuleMeta& meta)
{
    std::vector<FieldType> types;
    for (const ColumnMapping* column : rows.columns) {
        const Field* field = meta.field(column->field);
        types.push_back(field ? field->type : FieldType::Text);
    }
    const bool erase = mapping.eraseEmpty && mapping.operation != Operation::Insert;
    QList<QJsonObject> out;
    out.reserve(qsizetype(rows.values.size()));
    for (const auto& values : rows.values) {
        QJsonObject record;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const QString text = QString::fromStdString(values[i]);
            if (!text.isEmpty())
                record.insert(rows.columns[i]->field, valueOf(text, types[i]));
            else if (erase && rows.columns[i]->field != QLatin1String("id"))
                record.insert(rows.columns[i]->field, QJsonValue::Null);
        }
        out.append(record);
    }
    return out;
}

std::vector<OutcomeRecord> outcomesOf(const std::vector<RowNumber>& rows, const QList<RecordAnswer>& answers,
                                      Operation operation)
{
    std::vector<OutcomeRecord> out;
    out.reserve(rows.size());
    QHash<QString, int> added;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        out.push_back(outcomeOf(rows[i], answers[qsizetype(i)], operation));
        if (out.back().fate == Fate::Added)
            ++added[out.back().recordId];
    }
    // One record cannot have been added for two rows.
    for (OutcomeRecord& outcome : out) {
        if (outcome.fate == Fate::Added && added.value(outcome.recordId) > 1)
            outcome = {outcome.row, Fate::Unknown, {}, {}};
    }
    return out;
}

} // namespace stevedore

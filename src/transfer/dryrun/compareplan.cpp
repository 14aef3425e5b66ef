// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/dryrun/compareplan.h"

#include "crm/readjson.h"
#include "mapping/targets.h"
#include "mapping/utf8.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>

namespace stevedore {

namespace {

// Of one COQL query (Zoho CRM API v8, Query).
constexpr qsizetype mostCoqlColumns = 100;
constexpr qsizetype mostValuesInList = 50;

struct ComparePlanText
{
    Q_DECLARE_TR_FUNCTIONS(ComparePlan)
};

bool byName(const ColumnMapping& column, const Field& field)
{
    return isReferenceType(field.type) && !column.findBy.isEmpty() && column.findBy != recordIdName();
}

/// A value as COQL takes it; nothing if it is not sure how to write it. A quote is doubled.
std::optional<QString> literalOf(const Field& field, const QString& value)
{
    const bool isDigits = std::all_of(value.begin(), value.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (isRecordId(field))
        return isDigits ? std::optional(QLatin1Char('\'') + value + QLatin1Char('\'')) : std::nullopt;
    if (field.type == FieldType::Integer || field.type == FieldType::BigInt)
        return isDigits ? std::optional(value) : std::nullopt;
    const bool isText =
        field.type == FieldType::Text || field.type == FieldType::Email || field.type == FieldType::Phone;
    const bool isPlain = std::all_of(value.begin(), value.end(), [](QChar c) { return c.isPrint() && c != u'\\'; });
    if (!isText || !isPlain)
        return std::nullopt;
    QString quoted = value;
    quoted.replace(QLatin1Char('\''), QLatin1String("''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
}

} // namespace

QStringList ComparePlan::fields() const
{
    QStringList out = asked;
    out.removeAll(QString());
    // It comes by itself; asked for alone it keeps the list from being empty.
    out.removeAll(recordIdName());
    out.removeDuplicates();
    return out.isEmpty() ? QStringList{recordIdName()} : out;
}

bool ComparePlan::hasDotted() const
{
    return std::any_of(asked.begin(), asked.end(), [](const QString& name) { return name.contains(QLatin1Char('.')); });
}

Result<ComparePlan> planComparison(const PackSource& source, bool dotted)
{
    const CancelFlag never = false;
    const auto none = readSentRows(
        source, RowSet(), [](qint64, qint64) {}, never);
    if (!none)
        return fail(none.error());
    ComparePlan plan;
    plan.columns = none->columns;
    for (const ColumnMapping* column : none->columns) {
        const Field* field = targetField(source.meta, column->field);
        const bool isKey = column->field == source.mapping.findBy;
        if (isKey) {
            plan.key = plan.asked.size();
            plan.keyField = *field;
        }
        const bool named = byName(*column, *field);
        if (named && !dotted)
            plan.unread.append(column->field);
        // What exists is skipped by an insert, whatever its values are.
        const bool wanted = isKey || source.mapping.operation != Operation::Insert;
        plan.asked.append(!wanted || (named && !dotted) ? QString()
                          : named                       ? column->field + QLatin1Char('.') + column->findBy
                                                        : column->field);
    }
    if (plan.key < 0)
        return fail(FailureKind::Usage,
                    ComparePlanText::tr("No column feeds the match key %1. Map one, then try again.")
                        .arg(source.mapping.findBy));
    return plan;
}

Result<void> CompareBasis::findPlaces()
{
    places.assign(std::size_t(plan.asked.size()), -1);
    if (!records)
        return {};
    const QStringList header = records->rawHeader();
    for (qsizetype i = 0; i < plan.asked.size(); ++i) {
        const QString& name = plan.asked[i];
        if (name.isEmpty())
            continue;
        // The record's id is "Id" in some answers.
        const auto at = std::find_if(header.begin(), header.end(), [&](const QString& column) {
            return column.compare(name, Qt::CaseInsensitive) == 0;
        });
        if (at != header.end())
            places[std::size_t(i)] = int(at - header.begin());
    }
    if (places[std::size_t(plan.key)] < 0)
        return fail(FailureKind::Server,
                    ComparePlanText::tr("The CRM did not send the match key %1, so nothing can be compared.")
                        .arg(plan.keyField.apiName));
    return {};
}

Result<std::optional<QStringList>> coqlQueries(const PackSource& source, const ComparePlan& plan, const RowSet& rows,
                                               const CancelFlag& cancel)
{
    const std::optional<QStringList> none;
    const QStringList fields = plan.fields();
    // Users are no module of COQL's: their e-mails come with bulk read only.
    const bool asksUsers = std::any_of(plan.columns.begin(), plan.columns.end(), [&](const ColumnMapping* column) {
        const Field* field = targetField(source.meta, column->field);
        return field->type == FieldType::Owner && byName(*column, *field) &&
               source.mapping.operation != Operation::Insert;
    });
    const qint64 mostRows = qint64(creditsPerReadJob - 1) * mostValuesInList;
    if (asksUsers || fields.size() >= mostCoqlColumns || rows.count().value > mostRows || rows.isEmpty())
        return none;
    const auto sent = readSentRows(
        source, rows, [](qint64, qint64) {}, cancel);
    if (!sent)
        return fail(sent.error());
    std::set<std::string> known;
    QStringList literals;
    for (const auto& values : sent->values) {
        const std::string_view value = trimmedUtf8(values[std::size_t(plan.key)]);
        std::string form;
        appendKeyForm(value, plan.keyField, form);
        if (form.empty() || !known.insert(form).second)
            continue;
        const auto literal = literalOf(plan.keyField, toQt(value));
        if (!literal)
            return none;
        literals.append(*literal);
    }
    QStringList queries;
    for (qsizetype at = 0; at < literals.size(); at += mostValuesInList)
        queries.append(QStringLiteral("select %1 from %2 where %3 in (%4) order by id asc")
                           .arg(fields.join(QStringLiteral(", ")), source.mapping.module, plan.keyField.apiName,
                                literals.mid(at, mostValuesInList).join(QStringLiteral(", "))));
    return std::optional(queries);
}

} // namespace stevedore

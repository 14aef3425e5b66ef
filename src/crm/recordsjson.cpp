// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/recordsjson.h"

#include "crm/jsonvalue.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace stevedore {

namespace {

RecordAnswer answerFrom(const QJsonObject& element)
{
    RecordAnswer out;
    out.updated = element.value(QLatin1String("action")).toString() == QLatin1String("update");
    // Words of letters and underscores; anything else would be something else in the list of a row's errors.
    out.code = element.value(QLatin1String("code")).isString() ? idOf(element.value(QLatin1String("code"))) : QString();
    out.message = element.value(QLatin1String("message")).toString();
    const QJsonObject details = element.value(QLatin1String("details")).toObject();
    const QString status = element.value(QLatin1String("status")).toString();
    out.id = idOf(details.value(QLatin1String("id")));
    out.success = status == QLatin1String("success") && !out.id.isEmpty();
    out.refused = status == QLatin1String("error") && !out.code.isEmpty();
    if (out.id.isEmpty())
        out.id = idOf(details.value(QLatin1String("duplicate_record")).toObject().value(QLatin1String("id")));
    out.field = idOf(details.value(QLatin1String("api_name")));
    return out;
}

} // namespace

QByteArray recordsBody(const QList<QJsonObject>& records, const QString& duplicateCheckField)
{
    QJsonArray data;
    for (const QJsonObject& record : records)
        data.append(record);
    QJsonObject body{{QStringLiteral("data"), data}};
    if (!duplicateCheckField.isEmpty())
        body.insert(QStringLiteral("duplicate_check_fields"), QJsonArray{duplicateCheckField});
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

std::optional<QList<RecordAnswer>> recordAnswers(const QByteArray& body, qsizetype expected)
{
    const auto object = objectOf(body);
    if (!object)
        return std::nullopt;
    const QJsonArray data = object->value(QLatin1String("data")).toArray();
    if (data.size() != expected)
        return std::nullopt;
    QList<RecordAnswer> out;
    out.reserve(expected);
    for (const QJsonValue& value : data)
        out.append(answerFrom(value.toObject()));
    return out;
}

} // namespace stevedore

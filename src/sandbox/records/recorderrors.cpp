// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/records/recorderrors.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

QJsonObject error(const QString& code, const QString& message, const QJsonObject& details)
{
    return envelope(code, message, details, false);
}

/// What the errors inside MULTIPLE_OR_MULTI_ERRORS may say.
QJsonObject shortened(const QJsonObject& details)
{
    QJsonObject kept;
    for (const auto& key : {u"api_name"_s, u"json_path"_s, u"duplicate_record"_s, u"more_records"_s})
        if (details.contains(key))
            kept.insert(key, details[key]);
    return kept;
}

} // namespace

namespace recorderror {

QString path(int position, const QString& apiName)
{
    return u"$.data[%1].%2"_s.arg(position).arg(apiName);
}

QJsonObject wrongType(const QString& apiName, const QString& expected, const QString& path)
{
    return error(u"INVALID_DATA"_s, u"invalid data"_s,
                 {{u"api_name"_s, apiName}, {u"json_path"_s, path}, {u"expected_data_type"_s, expected}});
}

QJsonObject tooLong(const Field& field, int most, int position)
{
    return error(
        u"INVALID_DATA"_s, u"invalid data"_s,
        {{u"api_name"_s, field.apiName}, {u"json_path"_s, path(position, field.apiName)}, {u"maximum_length"_s, most}});
}

QJsonObject unknownId(const QString& apiName, int position)
{
    return error(u"INVALID_DATA"_s, u"the id given seems to be invalid"_s,
                 {{u"api_name"_s, apiName}, {u"json_path"_s, path(position, apiName)}});
}

QJsonObject missing(const QString& apiName, int position)
{
    return error(u"MANDATORY_NOT_FOUND"_s, u"required field not found"_s,
                 {{u"api_name"_s, apiName}, {u"json_path"_s, path(position, apiName)}});
}

QJsonObject duplicate(const Module& module, const Field& field, qint64 other, const User* owner, int position)
{
    const QString id = QString::number(other);
    QJsonObject record{
        {u"id"_s, id},
        {u"module"_s, QJsonObject{{u"api_name"_s, module.apiName}, {u"id"_s, QString::number(module.id)}}}};
    if (owner)
        record.insert(u"Owner"_s, QJsonObject{{u"name"_s, owner->fullName()},
                                              {u"id"_s, QString::number(owner->id)},
                                              {u"zuid"_s, owner->zuid()}});
    return error(u"DUPLICATE_DATA"_s, u"duplicate data"_s,
                 {{u"api_name"_s, field.apiName},
                  {u"json_path"_s, path(position, field.apiName)},
                  {u"id"_s, id},
                  {u"duplicate_record"_s, record},
                  {u"more_records"_s, false}});
}

QJsonObject lockedForUpdate(int position)
{
    return error(
        u"RECORD_LOCKED"_s, u"Sorry, you cannot perform this operation as the record is locked."_s,
        {{u"api_name"_s, u"id"_s}, {u"json_path"_s, path(position, u"id"_s)}, {u"action"_s, u"record_locking"_s}});
}

QJsonObject unapprovedForUpdate()
{
    return error(u"NOT_APPROVED"_s, u"Cannot update record that is not approved yet"_s,
                 {{u"resource_path_index"_s, 1}});
}

QJsonObject lockedForDelete(const QString& id)
{
    return error(u"RECORD_LOCKED"_s, u"You cannot perform this operation as the record is locked."_s,
                 {{u"id"_s, id}, {u"action"_s, u"record_locking"_s}});
}

QJsonObject unapprovedForDelete()
{
    return error(u"NOT_APPROVED"_s, u"cannot delete record that is not approved yet"_s, {});
}

QJsonObject all(const QJsonArray& errors)
{
    if (errors.size() == 1)
        return errors.first().toObject();
    QJsonArray shown;
    for (const QJsonValue value : errors) {
        QJsonObject one = value.toObject();
        one.insert(u"details"_s, shortened(one[u"details"].toObject()));
        shown.append(one);
    }
    return error(u"MULTIPLE_OR_MULTI_ERRORS"_s, u"Multiple errors in the request"_s, {{u"errors"_s, shown}});
}

} // namespace recorderror

ApiError missingParameter(const QString& name)
{
    return {400, u"REQUIRED_PARAM_MISSING"_s, u"One of the expected parameter is missing"_s, {{u"param_name"_s, name}}};
}

ApiError invalidParameter(const QString& name, const QStringList& supported)
{
    QJsonObject details{{u"param_name"_s, name}};
    if (!supported.isEmpty())
        details.insert(u"supported_values"_s, QJsonArray::fromStringList(supported));
    return {400, u"INVALID_DATA"_s, u"invalid data"_s, details};
}

ApiError limitExceeded(const QString& parameter, qsizetype most)
{
    return {400, u"LIMIT_EXCEEDED"_s, u"limit exceeded"_s, {{u"limit"_s, most}, {u"param_name"_s, parameter}}};
}

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"
#include "sandbox/org/org.h"

#include <QJsonArray>
#include <QJsonObject>

namespace stevedore::sandbox {

/// Errors of one record, as elements of `data` ("Insert records", "Update records", "Delete records"). `position` is
/// the record's in the request.
namespace recorderror {

/// The key's place in the request: "$.data[0].Email"
QString path(int position, const QString& apiName);

QJsonObject wrongType(const QString& apiName, const QString& expected, const QString& path);
QJsonObject tooLong(const Field& field, int most, int position);
/// A record, or what a lookup leads to, that does not exist.
QJsonObject unknownId(const QString& apiName, int position);
QJsonObject missing(const QString& apiName, int position);
/// `owner` null: the record that has the value is nobody's.
QJsonObject duplicate(const Module& module, const Field& field, qint64 other, const User* owner, int position);
QJsonObject lockedForUpdate(int position);
QJsonObject unapprovedForUpdate();
QJsonObject lockedForDelete(const QString& id);
QJsonObject unapprovedForDelete();

/// One error as it is, several as MULTIPLE_OR_MULTI_ERRORS: with less to say on each.
QJsonObject all(const QJsonArray& errors);

} // namespace recorderror

/// Errors of a whole call for records.
ApiError missingParameter(const QString& name);
ApiError invalidParameter(const QString& name, const QStringList& supported = {});
ApiError limitExceeded(const QString& parameter, qsizetype most);

} // namespace stevedore::sandbox

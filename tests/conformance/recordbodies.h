// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conformance/testserver.h"

namespace stevedore::sandbox {

// Bodies of the records calls, and what is read out of their answers.

/// Of an insert, update or upsert.
QJsonObject bodyOf(const QJsonArray& records, const QJsonObject& more = {});
QJsonObject contact(const QString& lastName, const QString& email = {}, const QJsonObject& more = {});
QJsonObject detailsOf(const QJsonObject& element);
QJsonObject infoOf(const Reply& reply);
/// "SUCCESS INVALID_DATA": the codes of the elements.
QString codesOf(const Reply& reply);

} // namespace stevedore::sandbox

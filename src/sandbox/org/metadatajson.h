// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

#include <QJsonArray>
#include <QJsonObject>

namespace stevedore::sandbox {

/// The org's things with the keys that the CRM's settings calls give them.
QJsonObject fieldJson(const Org& org, const Field& field);
QJsonObject layoutFieldJson(const Org& org, const Field& field, int sequence);
QJsonObject moduleJson(const Module& module);
QJsonObject userJson(const Org& org, const User& user);
QJsonObject orgJson(const Org& org);
QJsonArray picklistJson(const Field& field);

/// "string", "integer", "double", "boolean", "jsonobject" or "jsonarray": how the Records API writes the field.
QString jsonTypeOf(const Field& field);

} // namespace stevedore::sandbox

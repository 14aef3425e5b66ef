// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

#include <QJsonArray>
#include <QJsonObject>

namespace stevedore::sandbox {

/// A property that the CRM names although it has nothing to say.
inline const QJsonValue null(QJsonValue::Null);

/// The one element of `org`: the keys of "Get organization data".
QJsonObject orgJson(const Org& org);

/// An element of `users`: those of "Get users".
QJsonObject userJson(const Org& org, const User& user);

/// An element of `modules`, as the list has it: the keys of "Get modules metadata".
/// `profiles` are those of profilesJson().
QJsonObject moduleJson(const Org& org, const Module& module, const QJsonArray& profiles, int sequence);

/// Each profile once, with name and id, in the order of the users that have it.
QJsonArray profilesJson(const Org& org);

/// {"name", "id"}
QJsonObject namedJson(const QString& name, qint64 id);

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

#include <QJsonArray>

namespace stevedore::sandbox {

/// Whether it may become the name of a table or a column: a letter, then letters, digits and underscores. Names come
/// out of files, so nothing else may reach SQL.
bool isApiName(const QString& name);

/// A module as "Modules metadata" tells it, without fields; and as a line of `stevedore-cli modules --json` does.
Module moduleFromAnswer(const QJsonObject& json);
Module moduleFromLine(const QJsonObject& json);

/// A field as "Fields metadata" and "Layouts metadata" tell it; and as a line of `stevedore-cli fields --json` does.
/// Ids that are not told are 0. SQL is never taken from either.
Field fieldFromAnswer(const QJsonObject& json);
Field fieldFromLine(const QJsonObject& json);

/// `pick_list_values` without "-None-", which stands for an empty cell, and without values that are not in use.
std::vector<PicklistEntry> picklistFromAnswer(const QJsonArray& values);

User userFromAnswer(const QJsonObject& json);

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

namespace stevedore::ui {

/// Fields of one query (Zoho CRM API v8, Bulk read, Create job).
inline constexpr int mostFields = 200;

/// Whether a bulk read takes the field: not files and links to many, which it refuses, nor subforms, which are modules
/// of their own (Zoho CRM API v8, Bulk read, Limitations).
bool canBeExported(const Field& field);

/// The module with the fields that its lookups reach in those of `parents` that are known, one level deep:
/// "Account_Name.Industry", labelled "Account Name > Industry".
ModuleMeta withParents(const ModuleMeta& meta, const QList<ModuleMeta>& parents);

/// The module whose fields a dotted name asks for; empty for other names and unknown lookups.
QString parentModule(const ModuleMeta& meta, const QString& apiName);

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/crmtypes.h"

#include <QByteArray>

#include <optional>

namespace stevedore {

// Pure readers of the metadata answers (Zoho CRM API v8: Organization, Users, Modules, Fields and Layouts metadata).
// Nothing for a body that does not have the form.

std::optional<Org> orgFromJson(const QByteArray& body);
std::optional<CrmUser> currentUserFromJson(const QByteArray& body);
/// Modules that bulk write can load (api_supported, creatable, default or custom, minus Notes, Attachments, Events,
/// Calls ...) or bulk read can read (those and subforms, linking modules, Events, Calls, minus Notes, Attachments,
/// Emails).
std::optional<QList<ModuleInfo>> modulesFromJson(const QByteArray& body);
std::optional<QList<Field>> fieldsFromJson(const QByteArray& body);
/// The active ones, in the order of the answer, whose first one counts as the default; none if it has another form,
/// because a module can be loaded without.
QList<Layout> layoutsFromJson(const QByteArray& body);
FieldType fieldTypeFrom(const QString& dataType);

} // namespace stevedore

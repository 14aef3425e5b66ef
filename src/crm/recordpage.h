// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"
#include "crm/crmtypes.h"

namespace stevedore {

/// The page on which the CRM shows a record to somebody who is signed in there:
/// https://crm.zoho.eu/crm/org700000001/tab/Potentials/4800... The API's documentation has no word about it; it is the
/// form that the CRM's own pages show in the browser. Empty where no page is known: for orgs other than production,
/// the local CRM, hosts that are not in the table of data centres, and what is no id.
QUrl recordPage(const Connection& connection, const QString& zgid, const ModuleInfo& module, const QString& recordId);

} // namespace stevedore

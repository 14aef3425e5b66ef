// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace stevedore::sandbox {

/// The scopes of a comma-separated list, each once, in its order ("OAuth, Scopes").
QStringList scopesOf(const QString& list);

/// Whether it has the form of a scope: service.feature[.part ...].OPERATION, as in "ZohoCRM.modules.Leads.READ".
bool hasScopeForm(const QString& scope);

/// Whether the granted scopes cover the wanted one: one for a whole feature covers its parts, and ALL covers every
/// operation, so that "ZohoCRM.modules.ALL" covers "ZohoCRM.modules.Leads.READ". Upper and lower case are one: the
/// vendor's list of module scopes has "leads" where the module's api_name is "Leads".
bool covers(const QStringList& granted, const QString& wanted);

/// What a scope lets an application do, for people: "Read records of Leads".
QString scopeInWords(const QString& scope);

} // namespace stevedore::sandbox

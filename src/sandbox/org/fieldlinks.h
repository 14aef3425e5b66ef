// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

#include <QJsonObject>

namespace stevedore::sandbox {

/// The keys of a field's metadata that lead to other modules: lookup, subform, associated_module, multiselectlookup,
/// multiuserlookup.
void addLinks(const Org& org, const Module& module, const Field& field, QJsonObject& json);

} // namespace stevedore::sandbox

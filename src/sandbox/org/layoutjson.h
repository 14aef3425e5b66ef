// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

#include <QJsonObject>

namespace stevedore::sandbox {

/// The module's only layout with its sections and their fields: the keys of "Layouts metadata".
QJsonObject layoutJson(const Org& org, const Module& module);

/// A view as the list of "Custom views metadata" has it. `caller` decides which category it is in.
QJsonObject viewJson(const Org& org, const CustomView& view, const User& caller);
/// The same with what only the call for one view tells: its criteria, its columns, its order.
QJsonObject wholeViewJson(const Org& org, const Module& module, const CustomView& view, const User& caller);
/// The headings of the views' categories.
QJsonObject viewCategories();

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"

#include <QTimeZone>

#include <optional>

namespace stevedore::sandbox {

/// What a query compares with, as it is kept in a column of the field; null means the id. Nothing if no value of the
/// field can be written like that: moments and dates are in ISO 8601, numbers have a decimal point.
std::optional<Value> literalValue(const QString& text, const Field* field, const QTimeZone& zone);

} // namespace stevedore::sandbox

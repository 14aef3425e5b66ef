// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"
#include "sandbox/records/coqltokens.h"

#include <QTimeZone>

#include <optional>

namespace stevedore::sandbox {

/// A literal of a query as it is kept in a column of the field; null means the id. Nothing if no value of the field can
/// be written like that.
std::optional<Value> coqlValue(const CoqlToken& token, const Field* field, const QTimeZone& zone);

} // namespace stevedore::sandbox

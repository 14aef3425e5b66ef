// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/mapping.h"
#include "mapping/objectreader.h"

namespace stevedore {

/// The value of "convert" in a mapping file.
QJsonObject conversionToJson(const Conversion& conversion);
/// What cannot be read is as if it were not there.
Conversion readConversion(ObjectReader& reader);

} // namespace stevedore

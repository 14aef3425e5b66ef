// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mapping/zoneclock.h"

#include <string>
#include <string_view>

namespace stevedore {

/// Appends a form of a number that is the same for equal numbers ("+007.50" becomes "7.5", "-0" becomes "0"). False,
/// with nothing of use appended, if it is none.
bool appendNumberForm(std::string_view text, std::string& out);

/// Appends a moment as the CRM writes it, ISO 8601 with an offset, as the clocks of a zone showed it: "yyyy-MM-dd
/// HH:mm:ss". Without an offset the text is taken as what they showed. False if it is no moment.
bool appendLocal(std::string_view text, ZoneClock& zone, std::string& out);

} // namespace stevedore

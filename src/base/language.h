// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCoreApplication;

namespace stevedore {

/// The plural forms of the English that stands in the sources ("1 row", "2 rows"). Without it, all is said in the plural.
void installLanguage(QCoreApplication& application);

} // namespace stevedore

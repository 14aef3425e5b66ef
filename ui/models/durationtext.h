// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stevedore::ui {

/// How long something took or will take, as people say it: "41 s", "14 min 33 s", "3 h 12 min".
QString durationText(qint64 seconds);

} // namespace stevedore::ui

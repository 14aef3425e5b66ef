// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/condition.h"

#include <QDateTime>

namespace stevedore {

/// Whether this is a time that counts from now: "now", "today", "week", "month" or "year" (the first day of this one,
/// weeks from Monday), with "+N" or "-N" of its own unit behind it, of minutes for "now": "today-7", "month-1". In
/// small letters, without blanks; N has at most three digits for years, four for months, seven for minutes, else five.
bool isRelativeTime(const QString& text);

/// "2026-01-24" for a date, "2026-01-24T00:00:00+01:00" for a date-time; `now` has the zone in which days begin.
/// "now" for a date means the day on which it is. Empty if it is no relative time.
QString absoluteTime(const QString& relative, bool wantsMoment, const QDateTime& now);

} // namespace stevedore

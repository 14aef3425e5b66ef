// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/condition/condition.h"

#include <QDateTime>

#include <optional>

namespace stevedore {

/// Whether this is a time that counts from now: "now", "today", "week", "month" or "year" (the first day of this one,
/// weeks from Monday), with "+N" or "-N" of its own unit behind it, of minutes for "now": "today-7", "month-1". In
/// small letters, without blanks.
bool isRelativeTime(const QString& text);

/// "2026-01-24" for a date, "2026-01-24T00:00:00+01:00" for a date-time; `now` has the zone in which days begin.
/// Nothing if it is no relative time, or "now" for a date means the day of `now`.
QString absoluteTime(const QString& relative, bool wantsMoment, const QDateTime& now);

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

namespace stevedore {

/// Calls `work` on this thread and, at the same time, on as many of the pool's as are free at once, together at most
/// `most` and one for each processor; returns when all have ended. `here` is true on this thread.
void workTogether(qint64 most, const std::function<void(bool here)>& work);

} // namespace stevedore

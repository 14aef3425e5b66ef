// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"

#include <optional>

namespace stevedore::sandbox {

/// What is wrong with the `callback` of a create request, bulk write's or bulk read's: INVALID_CALLBACK_URL,
/// INVALID_CALLBACK_METHOD. Nothing if it is well or absent.
std::optional<ApiError> callbackTrouble(const QJsonObject& request);

/// Tells a job's callback URL that the job is over. One try of at most a few seconds; nobody hears of a failure, as
/// with the real CRM. Only plain http to this very machine is called: a rehearsal sends nothing into the world.
void postCallback(const QString& text, const QByteArray& json);

} // namespace stevedore::sandbox

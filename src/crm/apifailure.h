// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/failure.h"
#include "crm/httpclient.h"

#include <optional>

namespace stevedore {

/// The CRM's own error object, whichever of its forms it came in.
struct ApiError
{
    QString code;
    QString message;
    QString where; ///< details.api_name or details.json_path, if given
    bool operator==(const ApiError&) const = default;
};

/// Reads {"code","message","status":"error"}, the same inside data[], and the upload's {"ERROR_CODE",...,"x-error"}.
/// Nothing if the body is not the CRM's error object (a proxy's page, an empty body).
std::optional<ApiError> apiErrorOf(const QByteArray& body);

/// The failure a whole reply with an error status stands for. `what` is a translated phrase for what was tried
/// ("The file could not be uploaded").
Failure failureOf(const HttpReply& reply, const QString& what);

/// Whether the reply says that the access token is stale, so that refreshing it once may help.
bool isStaleToken(const HttpReply& reply);

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/tokenstore.h"

namespace stevedore {

QByteArray tokenToJson(const AccessToken& token);
/// Nothing without a value or a time.
std::optional<AccessToken> tokenFromJson(const QByteArray& json);

/// Several, by key.
QByteArray tokensToJson(const QHash<QString, AccessToken>& tokens);
/// Those that can be read.
QHash<QString, AccessToken> tokensFromJson(const QByteArray& json);

} // namespace stevedore

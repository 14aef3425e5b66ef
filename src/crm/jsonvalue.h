// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>

#include <optional>

namespace stevedore {

/// An id or other text, whether it was sent as string or as number (the CRM does both for file_id). A number keeps all
/// its digits up to 2^63; anything else is empty.
QString textOf(const QJsonValue& value);

/// The same for an id: digits, letters, "-" and "_", at most 64. Anything else is no id and comes back empty, so that
/// it is put into no address, header or query.
QString idOf(const QJsonValue& value);

/// The object in `body`; nothing if it is not a JSON object.
std::optional<QJsonObject> objectOf(const QByteArray& body);

/// The same, or what its list "data" holds if that is one object.
std::optional<QJsonObject> onlyObjectOf(const QByteArray& body);

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace stevedore {

/// What could be saved of an org's rules.
struct SavedRules
{
    bool users = false; ///< false: the connection may not read them
    bool operator==(const SavedRules&) const = default;
};

/// A page of the users (Zoho CRM API v8, Get users), taken apart and put together again with the others.
struct UsersPage
{
    bool more = false; ///< info.more_records
    QByteArray all;    ///< {"users":[...]} with those of the pages before
};
/// Appends a page to what earlier ones gave; nothing if the answer has no users.
std::optional<UsersPage> withUsersPage(const QByteArray& before, const QByteArray& page);

} // namespace stevedore

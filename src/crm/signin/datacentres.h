// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"

#include <QLatin1StringView>

#include <array>

namespace stevedore {

/// One of the vendor's data centres. The one table of its hosts: what a server names is held against it.
/// Sources: Zoho CRM API v8 "Multi-DC", Zoho Accounts "Multi-DC", and the table of the vendor's SDK for v8.
struct DataCentre
{
    QLatin1StringView word;      ///< as the redirect's `location` has it: "eu"
    const char* englishName;     ///< name() translates it
    QLatin1StringView accounts;  ///< host: "accounts.zoho.eu"
    QLatin1StringView apiDomain; ///< "zohoapis.eu"; www., sandbox. or developer. stands before it
    QLatin1StringView upload;    ///< host; three official answers differ, so it is only the proposal
    QLatin1StringView files;     ///< the domain of hosts for files and of the CRM's pages: "zoho.eu"

    QString name() const;
    QUrl accountsUrl() const;
    /// Not for ConnectionKind::LocalSandbox.
    QUrl apiUrl(ConnectionKind kind) const;
    QUrl uploadUrl() const;
};

const std::array<DataCentre, 9>& dataCentres();
/// By its word; nullptr if there is none.
const DataCentre* dataCentreOf(QStringView word);
/// The one whose accounts server is at exactly this address: https, default port, no user, path, query or fragment.
const DataCentre* dataCentreOfAccounts(const QUrl& url);

/// https on the default port without a user, a path beyond "/", a query or a fragment.
bool isPlainOrigin(const QUrl& url);
/// A host of the table for files and calls: of any data centre, to the letter.
bool isTableHost(const QString& host);

} // namespace stevedore

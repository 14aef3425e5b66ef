// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/quirks.h"

#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <chrono>

namespace stevedore::sandbox {

/// How the server is to behave; the defaults are the documented CRM.
struct Options
{
    QString dataFolder = {};
    /// Modules, fields and layouts as saved from a real org; empty: the built-in org. See org/orgfolder.h.
    QString metadataFolder = {};
    int port = 0; ///< 0: any free one
    /// A second port that stands for another data centre than the org's: -1 none, 0 any free one.
    int foreignPort = -1;
    QString location = QStringLiteral("eu"); ///< of the org's data centre, as sign-in redirects name it
    /// Scopes of the client that is made at the first start.
    QString scopes = QStringLiteral("ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.bulk.ALL,ZohoFiles.files.ALL,"
                                    "ZohoCRM.org.READ,ZohoCRM.users.READ,ZohoCRM.coql.READ,"
                                    "ZohoSearch.securesearch.READ,ZohoCRM.mass_delete.ALL");
    /// Redirect URIs that are registered for the client, to the letter; none: any http URI on this machine.
    QStringList redirectUris = {};
    int tokenLimit = 10; ///< access tokens for a refresh token, and codes for a client, in 10 minutes; 0: any number
    /// Of the org, in Zoho's words (free, standard, professional, enterprise, ultimate); empty: the definition's.
    QString edition = {};
    qint64 credits = -1;                     ///< per 24 hours; -1: what the edition and its licences give
    int concurrentCalls = -1;                ///< of all users together; -1: what the edition allows
    int rowsPerSecond = 0;                   ///< of a job; 0: as fast as it can
    std::chrono::milliseconds queueDelay{0}; ///< from the creation of a job to its start
    int workers = 1;                         ///< jobs at the same time
    int readPageSize = 200'000;              ///< records of a bulk read, and
    int icsPageSize = 20'000;                ///< meetings of one that makes a calendar
    /// What the documentation leaves open.
    Quirks quirks = {};
    /// Faults by name and how many calls each; see knownFaults().
    QHash<QString, int> faults = {};
    /// Rules for trouble, asked before the faults; empty: none. See trouble/scenario.h.
    QJsonObject scenario = {};

    bool quirk(Quirk name) const { return quirks.on(name); }
};

struct NamedBehaviour
{
    QString name;
    QString meaning;
};

QList<NamedBehaviour> knownFaults();

} // namespace stevedore::sandbox

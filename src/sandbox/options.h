// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>
#include <QString>

#include <chrono>

namespace stevedore::sandbox {

/// How the server is to behave; the defaults are the documented CRM.
struct Options
{
    QString dataFolder = {};
    int port = 0; ///< 0: any free one
    /// Scopes of the client that is made at the first start.
    QString scopes = QStringLiteral("ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.bulk.ALL,ZohoFiles.files.ALL,"
                                    "ZohoCRM.org.READ,ZohoCRM.users.READ,ZohoCRM.coql.READ");
    int tokenLimit = 10;                     ///< access tokens for a refresh token in 10 minutes; 0: any number
    qint64 credits = 60'000;                 ///< per 24 hours: Enterprise, 50,000 and 1,000 for each of ten users
    int rowsPerSecond = 0;                   ///< of a write job; 0: as fast as it can
    std::chrono::milliseconds queueDelay{0}; ///< from the creation of a job to its start
    int workers = 1;                         ///< jobs at the same time
    /// What the documentation leaves open, by name; see knownQuirks().
    QSet<QString> quirks = {};
    /// Faults by name and how many calls each; see knownFaults().
    QHash<QString, int> faults = {};

    bool quirk(const QString& name) const { return quirks.contains(name); }
};

struct NamedBehaviour
{
    QString name;
    QString meaning;
};

QList<NamedBehaviour> knownQuirks();
QList<NamedBehaviour> knownFaults();

} // namespace stevedore::sandbox

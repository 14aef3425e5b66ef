// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace stevedore::sandbox {

/// What an edition allows ("API limits" of the Zoho CRM API v8).
struct EditionLimits
{
    qint64 credits = 0;      ///< in any 24 hours
    int concurrentCalls = 0; ///< of all users of an app together
};

/// `edition` in the org call's words, whatever their case: free, standard or starter, professional, enterprise or
/// zohoone, ultimate or crmplus. Nothing for another word.
std::optional<EditionLimits> limitsOf(const QString& edition, int licences);

} // namespace stevedore::sandbox

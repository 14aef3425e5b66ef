// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/write/jobplan.h"

namespace stevedore::sandbox {

/// Fills in the columns, the key and the echoed mappings of a plan whose module and operation are known. Answers what
/// is wrong with the mappings, if anything is.
std::optional<ApiError> planMappings(const Org& org, const QJsonObject& resource,
                                     const std::vector<std::string>& header, JobPlan& plan);

} // namespace stevedore::sandbox

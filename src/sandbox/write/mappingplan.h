// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/write/jobplan.h"

namespace stevedore::sandbox {

/// What the mappings of a resource are read in the light of.
struct MappingContext
{
    const Org& org;
    const Quirks& quirks;
    const QJsonObject& resource;
    QString path; ///< "$.resource[0]"
    Operation operation = Operation::Insert;
    const Module* parent = nullptr; ///< null in the parent itself
    std::size_t parentColumns = 0;  ///< of the parent's CSV
};

/// Fills in the columns, the key and the echoed mappings of a file whose module and header are known. Answers what is
/// wrong with the mappings, if anything is.
std::optional<ApiError> planMappings(const MappingContext& context, FilePlan& file);

} // namespace stevedore::sandbox

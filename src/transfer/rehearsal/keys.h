// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transfer/packer.h"

#include <QStringList>

namespace stevedore {

/// Records of one module that a file names by one field, in one or more of its columns.
struct KeyGroup
{
    QString module;
    QString keyField;         ///< api_name; "id" for record ids
    std::vector<int> columns; ///< of the source
    bool matches = false;     ///< one of them is the match key of an update
    /// For names that the file's own rows may bring: the source column that feeds the same field of the same module.
    std::optional<int> ownColumn;
    std::vector<std::string> keys; ///< different ones, as they are sent, in the order of the file
    bool tooMany = false;          ///< there are more than were asked for; `keys` has the first of them
    bool operator==(const KeyGroup&) const = default;
};

/// What the mapping names other records by: lookups, and the match key of an update. Without owners, who are users.
/// No keys yet.
std::vector<KeyGroup> keyGroups(const Mapping& mapping, const ModuleMeta& meta);

struct FoundKeys
{
    std::vector<KeyGroup> groups;
    std::vector<RowNumber> beyond; ///< rows whose match key is none of the first ones, if there are too many
};

/// Reads these rows and collects at most `most` different keys of each group; upper and lower case is one, as for the
/// CRM. Keys that the file's own rows bring are not among them. For a pool thread; `progress` is called there.
Result<FoundKeys> findKeys(const PackSource& source, const RowSet& rows, std::vector<KeyGroup> groups, qint64 most,
                           const RowProgress& progress, const CancelFlag& cancel);

} // namespace stevedore

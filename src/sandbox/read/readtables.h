// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

#include <tl/expected.hpp>

namespace stevedore::sandbox {

/// A field that a query names, as an SQL expression over the query's tables.
struct ReadColumn
{
    QString name;                 ///< as asked: "Account_Name.Phone"
    const Field* field = nullptr; ///< null: the id of the record itself
    std::string sql;
};

enum class PathTrouble { NotAvailable, NotSupported, TooManyJoins };

/// The module of a query and the parents that its dotted fields reach through lookups ("Bulk read, Create job": fields
/// of parent modules, Owner.last_name). How many may be joined is not documented, only that there is a limit
/// (JOIN_LIMIT_EXCEEDED): here two lookups in a row and ten joined parents in all.
class ReadTables
{
public:
    static constexpr int mostLevels = 2;
    static constexpr int mostJoins = 10;

    ReadTables(const Org& org, const Module& module) : m_org(org), m_module(module) {}

    /// "id", "Last_Name", "Account_Name.Phone", "Account_Name.Owner.email", "Account_Name.id". Joins what it needs.
    tl::expected<ReadColumn, PathTrouble> column(const QString& path);
    /// What goes after `from`: t is the module.
    std::string from() const;

    /// Whether bulk read can show the field: files, images, subforms and fields with several links have no one value.
    static bool isReadable(const Field& field);

private:
    const Module* parentOf(const Field& lookup) const;
    tl::expected<std::string, PathTrouble> join(const QString& path, const Module& parent, const std::string& key);

    const Org& m_org;
    const Module& m_module;
    QStringList m_joined; ///< paths of lookups, "Account_Name.Owner": the first is table j0
    std::string m_joins;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

namespace stevedore::sandbox {

/// A value of a record, or of the record that one of its lookups leads to.
struct RecordColumn
{
    QString name;                   ///< its key in the answer
    const Field* field = nullptr;   ///< null: the id
    const Field* through = nullptr; ///< the lookup; null: the record itself
};

/// A column for each field, under its api_name.
std::vector<RecordColumn> columnsOf(const std::vector<const Field*>& fields);

/// SQL of the column's value, where the module's table is `t`.
std::string sqlOf(const Org& org, const RecordColumn& column);

/// Reads records of one module as the Records API shows them. The id always comes with them.
class RecordReader
{
public:
    RecordReader(const Org& org, const Module& module, std::vector<RecordColumn> columns);

    /// What goes between `select` and `where`: the id, the columns, and for each lookup the name it shows.
    std::string selectFrom() const;
    /// The row that a statement begun with selectFrom() stands on.
    QJsonObject record(const Statement& row) const;

private:
    const Org& m_org;
    const Module& m_module;
    std::vector<RecordColumn> m_columns;
    QTimeZone m_zone;
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/sqlite.h"
#include "sandbox/org/org.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTimeZone>

namespace stevedore::sandbox {

/// Reads records of one module as the Records API shows them.
class RecordReader
{
public:
    RecordReader(const Org& org, const Module& module, std::vector<const Field*> fields);

    /// What goes between `select` and `where`: the id, the fields, and for each lookup the name it shows.
    std::string selectFrom() const;
    /// The row that a statement begun with selectFrom() stands on.
    QJsonObject record(const Statement& row) const;

private:
    const Org& m_org;
    const Module& m_module;
    std::vector<const Field*> m_fields;
    QTimeZone m_zone;
};

} // namespace stevedore::sandbox

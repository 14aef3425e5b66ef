// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/org/org.h"

#include <QJsonArray>
#include <QJsonObject>

namespace stevedore::sandbox {

/// Shows the fields of one module as "Fields metadata" does.
class FieldsShown
{
public:
    FieldsShown(const Org& org, const Module& module);

    QJsonObject field(const Field& field) const;
    /// The same with the keys that a section of a layout adds: `required`, above all.
    QJsonObject inLayout(const Field& field, int sequence) const;

private:
    const Org& m_org;
    const Module& m_module;
    QJsonArray m_writers; ///< profiles, as they see a field that can be written,
    QJsonArray m_readers; ///< and one that cannot
};

/// The answer of "Get pick list values": those of the field with the layouts that have them.
QJsonArray picklistJson(const Module& module, const Field& field);

/// What include=allowed_permissions_to_update adds to a field.
QJsonObject permissionsJson(const Field& field);

/// "string", "integer", "double", "boolean", "jsonobject" or "jsonarray": how the Records API writes the field.
QString jsonTypeOf(const Field& field);

} // namespace stevedore::sandbox

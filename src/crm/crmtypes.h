// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace stevedore {

/// What a field takes, as far as a CSV cell is concerned (Zoho CRM API v8, Fields metadata, `data_type`).
enum class FieldType {
    Text,
    TextArea,
    Email,
    Phone,
    Website,
    Picklist,
    MultiPicklist,
    Boolean,
    Integer,
    BigInt,
    Decimal,
    Currency,
    Percent,
    Date,
    DateTime,
    Lookup,
    Owner,
    Unsupported, ///< not writable from one CSV: files, formulas, auto numbers, subforms, multi-lookups
};

struct PicklistValue
{
    QString display;
    QString actual;
    QString id = {};
    bool operator==(const PicklistValue&) const = default;
};

struct Field
{
    QString id;
    QString apiName;  ///< the identity
    QString label;    ///< what people see, in the user's language
    QString dataType; ///< as the CRM spells it
    FieldType type = FieldType::Text;
    int length = 0; ///< characters or digits; 0 if the CRM does not say
    int decimals = 0;
    bool mandatory = false;       ///< either of the next two, as far as the field can be given
    bool systemMandatory = false; ///< the CRM itself asks for it
    bool required = false;        ///< the layout asks for it; the default one, see ModuleMeta::forLayout()
    bool unique = false;
    bool uniqueCaseSensitive = false;
    bool creatable = true;
    bool updatable = true;
    bool custom = false;
    bool checkedByDefault = false; ///< of a checkbox
    QList<PicklistValue> picklist;
    QString lookupModule;  ///< api_name of the module a lookup points to
    QString subformModule; ///< of the rows of a subform
    QString linkingModule; ///< of the links of a multi-select lookup

    bool operator==(const Field&) const = default;
    bool isWritable() const { return type != FieldType::Unsupported && (creatable || updatable); }
};

struct ModuleInfo
{
    QString id;
    QString apiName;
    QString singular;     ///< "Contact"
    QString plural;       ///< "Contacts"
    QString kind = {};    ///< generated_type: default, custom, subform, linking; empty if the CRM does not say
    bool loadable = true; ///< bulk write takes it
    bool readable = true; ///< bulk read takes it
    QString tab = {};     ///< module_name: what its pages are called, "Potentials" for Deals
    bool operator==(const ModuleInfo&) const = default;
};

/// One of the forms of a module's records (Zoho CRM API v8, Layouts metadata).
struct Layout
{
    QString id;
    QString name;
    QStringList required; ///< api_names of the fields that it asks for
    bool operator==(const Layout&) const = default;
};

/// A module with its fields, as the row check and the mapping want it.
struct ModuleMeta
{
    ModuleInfo module;
    QList<Field> fields;
    /// Those in use, the default one first; empty if the connection may not read them.
    QList<Layout> layouts = {};

    bool operator==(const ModuleMeta&) const = default;
    /// nullptr if the module has no such field.
    const Field* field(const QString& apiName) const;
    /// Fields that may be the match key of update and upsert: "id", unique fields, and the module's duplicate-check
    /// field (Zoho CRM API v8, Upsert records). api_names, "id" first.
    QStringList matchKeys() const;
    /// nullptr if the module has no such layout, or none is known.
    const Layout* layout(const QString& id) const;
    /// The same module with the fields required and mandatory that this layout asks for; of the default one where `id`
    /// is empty or unknown. Since it goes back to what the layouts say, asking again with another id is fine, too.
    ModuleMeta forLayout(const QString& id) const;
};

/// The module's duplicate-check field (Email for Contacts and Leads, Account_Name for Accounts, ...); "Name" for
/// custom modules. Source: Zoho CRM API v8, Upsert records.
QString duplicateCheckField(const QString& module);

struct Org
{
    QString id;
    QString zgid; ///< the value of the X-CRM-ORG header
    QString companyName;
    QString type; ///< production, sandbox, developer, bigin
    QString timeZone;
    bool operator==(const Org&) const = default;
};

struct CrmUser
{
    QString id;
    QString fullName;
    QString email;
    QString timeZone = {}; ///< empty if the CRM does not say
    bool operator==(const CrmUser&) const = default;
};

} // namespace stevedore

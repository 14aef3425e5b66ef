// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace stevedore::sandbox {

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
    BigInteger,
    Double,
    Currency,
    Percent,
    Date,
    DateTime,
    Lookup,
    Owner,
    Layout,
    Other, ///< autonumber, images, tags, subforms, multi-select lookups: shown or not, never written as one value
};

/// What Zoho's word for a type, the `data_type` of "Fields metadata", means here.
FieldType fieldTypeOf(const QString& dataType);

struct PicklistEntry
{
    qint64 id = 0;
    QString value; ///< as it is kept and as the API calls write it: actual_value
    QString shown; ///< display_value; empty: the same
    const QString& display() const { return shown.isEmpty() ? value : shown; }
};

struct Field
{
    qint64 id = 0;
    QString apiName;
    QString label;
    QString typeName; ///< Zoho's word: "text", "ownerlookup"
    FieldType type = FieldType::Other;
    int length = 0; ///< characters or digits, as the fields call tells it
    int decimals = -1;
    bool mandatory = false; ///< system_mandatory
    bool required = false;  ///< required by the layout
    bool unique = false;    ///< ignoring case, unless:
    bool caseSensitive = false;
    bool custom = false;
    bool writable = true;  ///< by either of:
    bool creatable = true; ///< operation_type.api_create
    bool updatable = true; ///< operation_type.api_update
    bool defaultTrue = false;
    QString lookupModule;
    QString subformModule; ///< of a subform field
    QString linkingModule; ///< of a multi-select or multi-user lookup: the module whose records are the links
    QString section;
    std::vector<PicklistEntry> picklist;
    std::string generated; ///< SQL of a computed column

    /// Column of the module's table.
    std::string column() const { return apiName.toStdString(); }
    bool isLookup() const { return type == FieldType::Lookup || type == FieldType::Owner; }
};

enum class ModuleKind { Default, Custom, Subform, Linking };

/// What `generated_type` says of a module; Default for a word that is not known.
ModuleKind moduleKindOf(const QString& word);

/// A list view. Its criteria are those of a bulk read; an empty object selects everything.
struct CustomView
{
    qint64 id = 0;
    QString name;
    QString systemName; ///< empty for one that people made
    QJsonObject criteria;
};

struct Module
{
    qint64 id = 0;
    qint64 layoutId = 0;
    QString layoutName = QStringLiteral("Standard");
    QString apiName;
    QString singular;
    QString plural;
    ModuleKind kind = ModuleKind::Default;
    bool bulkWrite = true;  ///< "Modules supported", Bulk write
    bool bulkRead = true;   ///< "Modules supported", Bulk read
    bool api = true;        ///< has records that the API can reach
    bool offered = true;    ///< the modules call says that the API supports it and that records can be created
    QString parent;         ///< of a subform: the module whose records its rows belong to
    QString displayField;   ///< what a lookup to this module shows
    QString duplicateField; ///< the system's duplicate-check field
    std::vector<Field> fields;
    std::vector<CustomView> views;

    /// Null if there is none of that api_name.
    const Field* field(const QString& wanted) const;
    /// Whether update and upsert may find records by this field: a unique one, or the system's duplicate-check field.
    bool mayFindBy(const Field& field) const { return field.unique || field.apiName == duplicateField; }
    const CustomView* view(qint64 wanted) const;
    std::string table() const { return apiName.toStdString(); }
};

struct User
{
    qint64 id = 0;
    QString firstName;
    QString lastName;
    QString email;
    QString role;
    QString profile;
    QString status = QStringLiteral("active");
    /// Whether the profile lets the user write, run bulk jobs and delete: NO_PERMISSION otherwise.
    bool mayWrite() const { return profile != QLatin1String("Read Only"); }
    bool isActive() const { return status == QLatin1String("active"); }
    /// Of the account that the user signs in with.
    QString zuid() const { return QString::number(id % 1'000'000'000); }
    QString fullName() const { return (firstName + QLatin1Char(' ') + lastName).trimmed(); }
};

/// The company whose CRM this is: read once, the same in every run, so that ids of fields and users stay what they
/// were.
struct Org
{
    qint64 id = 0;
    QString zgid;
    QString companyName;
    QString type;
    QString timeZone;
    QString isoCode;
    QString currencyLocale;
    QString currency;
    QString countryCode;
    QString dateFormat;
    QString timeFormat;
    QString primaryEmail;
    QString edition;
    int licences = 0;
    std::vector<User> users; ///< the first is the one whose token the connection file has
    std::vector<Module> modules;
    QStringList accountNames; ///< seeded into Accounts

    /// One whose records the API can reach; null if there is none of that api_name.
    const Module* module(const QString& wanted) const;
    /// The user with this id or, ignoring case, this e-mail.
    const User* userById(qint64 wanted) const;
    const User* userByEmail(const QString& wanted) const;
};

/// The definition that is compiled in.
QByteArray builtInOrg();

/// Reads a definition (see resources/sandbox/org.json).
Org readOrg(const QByteArray& bytes);

/// Ids of the org's own things start here; those of records and jobs are far above.
constexpr qint64 firstId = 4876876000000000000;

} // namespace stevedore::sandbox

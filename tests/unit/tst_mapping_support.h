// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "csv/csvfile.h"
#include "mapping/mapping.h"

#include <QFile>
#include <QFileInfo>

#include <initializer_list>

/// A module much like Contacts, and short ways to make mappings, for the tests of src/mapping.
namespace mappingtest {

using namespace stevedore;

inline Field field(const char* apiName, const char* label, FieldType type, const char* dataType, int length = 0)
{
    Field f;
    f.apiName = QString::fromLatin1(apiName);
    f.label = QString::fromLatin1(label);
    f.type = type;
    f.dataType = QString::fromLatin1(dataType);
    f.length = length;
    return f;
}

inline Field listField(const char* apiName, const char* label, std::initializer_list<const char*> values)
{
    Field f = field(apiName, label, FieldType::Picklist, "picklist", 120);
    for (const char* const value : values)
        f.picklist.append({QString::fromUtf8(value), QString::fromUtf8(value)});
    return f;
}

inline ModuleMeta contacts()
{
    ModuleMeta meta;
    meta.module = {QStringLiteral("480001"), QStringLiteral("Contacts"), QStringLiteral("Contact"),
                   QStringLiteral("Contacts")};
    meta.fields = {
        listField("Salutation", "Salutation", {"-None-", "Mr.", "Mrs.", "Dr."}),
        field("First_Name", "First Name", FieldType::Text, "text", 40),
        field("Last_Name", "Last Name", FieldType::Text, "text", 80),
        field("Email", "Email", FieldType::Email, "email", 100),
        field("Secondary_Email", "Secondary Email", FieldType::Email, "email", 100),
        field("Phone", "Phone", FieldType::Phone, "phone", 30),
        field("Mobile", "Mobile", FieldType::Phone, "phone", 30),
        field("Date_of_Birth", "Date of Birth", FieldType::Date, "date"),
        listField("Lead_Source", "Lead Source", {"-None-", "Advertisement", "Trade Show", "Web Download", "Partner"}),
        field("Account_Name", "Account Name", FieldType::Lookup, "lookup"),
        field("Title", "Title", FieldType::Text, "text", 100),
        field("Department", "Department", FieldType::Text, "text", 50),
        field("Mailing_Street", "Mailing Street", FieldType::Text, "text", 250),
        field("Mailing_City", "Mailing City", FieldType::Text, "text", 100),
        field("Mailing_State", "Mailing State", FieldType::Text, "text", 100),
        field("Mailing_Zip", "Mailing Zip", FieldType::Text, "text", 30),
        field("Mailing_Country", "Mailing Country", FieldType::Text, "text", 100),
        field("Annual_Value", "Annual Value", FieldType::Currency, "currency", 16),
        field("Email_Opt_Out", "Email Opt Out", FieldType::Boolean, "boolean"),
        field("Description", "Description", FieldType::TextArea, "textarea", 32000),
        field("Legacy_ID", "Legacy ID", FieldType::Text, "text", 50),
        field("Owner", "Contact Owner", FieldType::Owner, "ownerlookup"),
        field("Created_Time", "Created Time", FieldType::DateTime, "datetime"),
        field("Full_Name", "Full Name", FieldType::Unsupported, "formula"),
    };
    for (Field& f : meta.fields) {
        f.mandatory = f.apiName == QLatin1String("Last_Name");
        f.unique = f.apiName == QLatin1String("Email") || f.apiName == QLatin1String("Legacy_ID");
        if (f.apiName == QLatin1String("Account_Name"))
            f.lookupModule = QStringLiteral("Accounts");
        if (f.apiName == QLatin1String("Created_Time"))
            f.creatable = f.updatable = false;
    }
    return meta;
}

inline QStringList contactHeaders()
{
    return QStringLiteral(
               "First Name;Last Name;E-mail;Tel.;Mobile;Born;Source;Company;Job title;Department;Street;City;Zip;"
               "Country;Annual value;No mailings;Remarks;Legacy ID")
        .split(QLatin1Char(';'));
}

inline ColumnMapping column(int index, const char* header, const char* fieldName)
{
    ColumnMapping c;
    c.column = index;
    c.header = QString::fromUtf8(header);
    c.field = QString::fromLatin1(fieldName);
    c.match = c.field.isEmpty() ? MatchKind::None : MatchKind::ByHand;
    return c;
}

/// A mapping of the columns, in their order, to these fields; "" leaves one out.
inline Mapping mappingTo(Operation operation, std::initializer_list<const char*> fields)
{
    Mapping mapping;
    mapping.module = QStringLiteral("Contacts");
    mapping.operation = operation;
    int index = 0;
    for (const char* const name : fields) {
        mapping.columns.push_back(column(index, name, name));
        ++index;
    }
    return mapping;
}

/// A new file with this content, indexed; nullptr if it cannot be.
inline std::shared_ptr<const CsvFile> indexedFile(const QString& path, const QByteArray& csv)
{
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size())
        return {};
    out.close();
    const CancelFlag never{false};
    auto opened = CsvFile::open(path, Dialect(), QFileInfo(path).path());
    if (!opened || !(*opened)->index({}, never))
        return {};
    return *opened;
}

} // namespace mappingtest

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/org/modulerules.h"

#include <QHash>

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

const Module* counterpart(const Module& module, const Org& builtIn)
{
    for (const Module& known : builtIn.modules)
        if (known.apiName == module.apiName)
            return &known;
    return nullptr;
}

QString duplicateFieldOf(const QString& module)
{
    static const QHash<QString, QString> fields = {
        {u"Leads"_s, u"Email"_s},
        {u"Contacts"_s, u"Email"_s},
        {u"Accounts"_s, u"Account_Name"_s},
        {u"Deals"_s, u"Deal_Name"_s},
        {u"Campaigns"_s, u"Campaign_Name"_s},
        {u"Cases"_s, u"Subject"_s},
        {u"Solutions"_s, u"Solution_Title"_s},
        {u"Products"_s, u"Product_Name"_s},
        {u"Vendors"_s, u"Vendor_Name"_s},
        {u"Price_Books"_s, u"Price_Book_Name"_s},
        {u"Quotes"_s, u"Subject"_s},
        {u"Sales_Orders"_s, u"Subject"_s},
        {u"Purchase_Orders"_s, u"Subject"_s},
        {u"Invoices"_s, u"Subject"_s},
    };
    return fields.value(module, u"Name"_s);
}

/// The first that the module has; "id" if it has none, which every table does.
QString firstField(const Module& module, const QStringList& names)
{
    for (const QString& name : names)
        if (module.field(name))
            return name;
    return u"id"_s;
}

struct SystemField
{
    QString name;
    QString label;
    QString type;
    bool writable = false;
};

/// Whatever a file says of them, the server itself fills these in: they have to be what it writes.
bool isStamp(const QString& name)
{
    static const QStringList names = {u"Created_By"_s, u"Modified_By"_s, u"Created_Time"_s, u"Modified_Time"_s};
    return names.contains(name);
}

void addSystemField(Module& module, const SystemField& wanted)
{
    const auto named = [&wanted](const Field& field) { return field.apiName == wanted.name; };
    auto found = std::find_if(module.fields.begin(), module.fields.end(), named);
    if (found == module.fields.end()) {
        Field field;
        field.apiName = wanted.name;
        field.label = wanted.label;
        field.typeName = wanted.type;
        field.type = fieldTypeOf(wanted.type);
        field.writable = field.creatable = field.updatable = wanted.writable;
        module.fields.push_back(field);
    } else if (isStamp(wanted.name)) {
        if (found->type != fieldTypeOf(wanted.type))
            found->typeName = wanted.type;
        found->type = fieldTypeOf(wanted.type);
        found->writable = found->creatable = found->updatable = false;
        found->unique = false;
    }
}

void addSystemFields(Module& module)
{
    if (module.kind == ModuleKind::Default || module.kind == ModuleKind::Custom)
        addSystemField(module, {u"Owner"_s, module.singular + u" Owner"_s, u"ownerlookup"_s, true});
    for (const SystemField& field :
         {SystemField{u"Tag"_s, u"Tag"_s, u"text"_s}, SystemField{u"Layout"_s, u"Layout"_s, u"layout"_s, true},
          SystemField{u"Created_By"_s, u"Created By"_s, u"ownerlookup"_s},
          SystemField{u"Modified_By"_s, u"Modified By"_s, u"ownerlookup"_s},
          SystemField{u"Created_Time"_s, u"Created Time"_s, u"datetime"_s},
          SystemField{u"Modified_Time"_s, u"Modified Time"_s, u"datetime"_s}})
        addSystemField(module, field);
}

/// In Leads and Contacts it cannot be written: it is the first name and the last name.
void computeFullName(Module& module, const Module* builtIn)
{
    const Field* model = builtIn ? builtIn->field(u"Full_Name"_s) : nullptr;
    if (!model || !module.field(u"First_Name"_s) || !module.field(u"Last_Name"_s))
        return;
    for (Field& field : module.fields) {
        if (field.apiName != model->apiName)
            continue;
        field.generated = model->generated; // never from the folder: it is SQL
        field.writable = field.creatable = field.updatable = false;
        field.unique = false;
    }
}

/// Nobody can be asked for what cannot be given, nor for what the server fills in.
void easeRequired(Module& module)
{
    for (Field& field : module.fields)
        field.required = (field.required || field.mandatory) && field.creatable && field.type != FieldType::Other &&
                         field.type != FieldType::Layout && field.apiName != u"Owner"_s;
}

} // namespace

void completeModule(Module& module, const Org& builtIn)
{
    const Module* model = counterpart(module, builtIn);
    if (model) {
        module.bulkWrite = model->bulkWrite;
        module.bulkRead = model->bulkRead;
    }
    computeFullName(module, model);
    addSystemFields(module);
    const QString duplicate = duplicateFieldOf(module.apiName);
    module.duplicateField = module.field(duplicate) ? duplicate : QString();
    module.displayField = firstField(module, {model ? model->displayField : duplicate, duplicate, u"Name"_s});
    easeRequired(module);
}

} // namespace stevedore::sandbox

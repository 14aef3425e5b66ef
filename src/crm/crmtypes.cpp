// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/crmtypes.h"

#include <QHash>

#include <algorithm>

namespace stevedore {

const Field* ModuleMeta::field(const QString& apiName) const
{
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.apiName == apiName; });
    return it == fields.end() ? nullptr : &*it;
}

QStringList ModuleMeta::matchKeys() const
{
    QStringList keys{QStringLiteral("id")};
    for (const Field& f : fields) {
        if (f.unique && f.isWritable())
            keys.append(f.apiName);
    }
    const QString check = duplicateCheckField(module.apiName);
    if (!keys.contains(check) && field(check))
        keys.append(check);
    return keys;
}

const Layout* ModuleMeta::layout(const QString& id) const
{
    const auto it = std::find_if(layouts.begin(), layouts.end(), [&](const Layout& l) { return l.id == id; });
    return it == layouts.end() ? nullptr : &*it;
}

ModuleMeta ModuleMeta::forLayout(const QString& id) const
{
    ModuleMeta out = *this;
    if (layouts.isEmpty())
        return out;
    const Layout* const known = layout(id);
    const QStringList& required = (known ? *known : layouts.first()).required;
    for (Field& f : out.fields) {
        f.required = required.contains(f.apiName);
        f.mandatory = f.systemMandatory || (f.required && f.creatable && f.type != FieldType::Unsupported);
    }
    return out;
}

QString duplicateCheckField(const QString& module)
{
    static const QHash<QString, QString> fields{
        {QStringLiteral("Leads"), QStringLiteral("Email")},
        {QStringLiteral("Contacts"), QStringLiteral("Email")},
        {QStringLiteral("Accounts"), QStringLiteral("Account_Name")},
        {QStringLiteral("Deals"), QStringLiteral("Deal_Name")},
        {QStringLiteral("Campaigns"), QStringLiteral("Campaign_Name")},
        {QStringLiteral("Cases"), QStringLiteral("Subject")},
        {QStringLiteral("Solutions"), QStringLiteral("Solution_Title")},
        {QStringLiteral("Products"), QStringLiteral("Product_Name")},
        {QStringLiteral("Vendors"), QStringLiteral("Vendor_Name")},
        {QStringLiteral("Price_Books"), QStringLiteral("Price_Book_Name")},
        {QStringLiteral("Quotes"), QStringLiteral("Subject")},
        {QStringLiteral("Sales_Orders"), QStringLiteral("Subject")},
        {QStringLiteral("Purchase_Orders"), QStringLiteral("Subject")},
        {QStringLiteral("Invoices"), QStringLiteral("Subject")},
    };
    return fields.value(module, QStringLiteral("Name"));
}

} // namespace stevedore

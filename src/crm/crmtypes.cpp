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

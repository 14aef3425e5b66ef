// SPDX-License-Identifier: GPL-3.0-or-later
#include "exports/exportfields.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

bool canBeExported(const Field& field)
{
    static const QStringList refused = {u"fileupload"_s,        u"imageupload"_s,     u"profileimage"_s,
                                        u"multiselectlookup"_s, u"multiuserlookup"_s, u"subform"_s};
    // Names that are none in an address or a query come from servers that are not to be trusted.
    const bool isName =
        !field.apiName.isEmpty() && std::all_of(field.apiName.begin(), field.apiName.end(),
                                                [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'.'; });
    return isName && !refused.contains(field.dataType.toLower());
}

ModuleMeta withParents(const ModuleMeta& meta, const QList<ModuleMeta>& parents)
{
    ModuleMeta all = meta;
    for (const Field& lookup : meta.fields) {
        for (const ModuleMeta& parent : parents) {
            if (lookup.lookupModule.isEmpty() || parent.module.apiName != lookup.lookupModule)
                continue;
            for (Field field : parent.fields) {
                if (!canBeExported(field) || !canBeExported(lookup))
                    continue;
                field.apiName = lookup.apiName + u'.' + field.apiName;
                field.label = lookup.label + u" > "_s + field.label;
                all.fields.append(field);
            }
        }
    }
    return all;
}

QString parentModule(const ModuleMeta& meta, const QString& apiName)
{
    if (!apiName.contains(u'.'))
        return {};
    const Field* const lookup = meta.field(apiName.section(u'.', 0, 0));
    return lookup ? lookup->lookupModule : QString();
}

} // namespace stevedore::ui

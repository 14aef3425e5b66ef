// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/read/readtables.h"

#include "sandbox/read/readusers.h"

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

bool ReadTables::isReadable(const Field& field)
{
    static const QStringList unsupported = {u"fileupload"_s,        u"imageupload"_s,     u"profileimage"_s,
                                            u"multiselectlookup"_s, u"multiuserlookup"_s, u"subform"_s};
    return !unsupported.contains(field.typeName);
}

const Module* ReadTables::parentOf(const Field& lookup) const
{
    if (lookup.type == FieldType::Owner)
        return &readUsers();
    return lookup.type == FieldType::Lookup ? m_org.module(lookup.lookupModule) : nullptr;
}

tl::expected<std::string, PathTrouble> ReadTables::join(const QString& path, const Module& parent,
                                                        const std::string& key)
{
    qsizetype at = m_joined.indexOf(path);
    if (at < 0) {
        at = m_joined.size();
        if (at == mostJoins)
            return tl::unexpected(PathTrouble::TooManyJoins);
        m_joined.append(path);
        const std::string alias = 'j' + std::to_string(at);
        m_joins +=
            " left join \"" + parent.table() + "\" " + alias + " on " + alias + ".id = cast(" + key + " as integer)";
    }
    return 'j' + std::to_string(at);
}

tl::expected<ReadColumn, PathTrouble> ReadTables::column(const QString& path)
{
    if (path == u"id"_s)
        return ReadColumn{path, nullptr, "t.id"};
    const QStringList parts = path.split(u'.');
    const Module* module = &m_module;
    std::string table = "t";
    for (qsizetype i = 0;; ++i) {
        const Field* field = module->field(parts[i]);
        if (!field)
            return tl::unexpected(PathTrouble::NotAvailable);
        const std::string column = table + ".\"" + field->column() + '"';
        const bool last = i + 1 == parts.size();
        if (last && !isReadable(*field))
            return tl::unexpected(PathTrouble::NotSupported);
        const bool isKey = i + 2 == parts.size() && parts.last() == u"id"_s && field->isLookup();
        if (last || isKey)
            return ReadColumn{path, field, column};
        module = parentOf(*field);
        if (!module)
            return tl::unexpected(PathTrouble::NotAvailable);
        if (i == mostLevels)
            return tl::unexpected(PathTrouble::TooManyJoins);
        const auto joined = join(parts.mid(0, i + 1).join(u'.'), *module, column);
        if (!joined)
            return tl::unexpected(joined.error());
        table = *joined;
    }
}

std::string ReadTables::from() const
{
    return '"' + m_module.table() + "\" t" + m_joins;
}

} // namespace stevedore::sandbox

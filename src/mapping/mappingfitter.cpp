// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/mappingfitter.h"

#include "mapping/columnnames.h"
#include "mapping/composedtext.h"
#include "mapping/targets.h"
#include "mapping/words.h"

#include <algorithm>

namespace stevedore {

namespace {

/// More names in one sentence nobody reads.
constexpr qsizetype mostNames = 3;

} // namespace

QString firstOf(const QStringList& names)
{
    if (names.size() <= mostNames)
        return names.join(QStringLiteral(", "));
    return MappingWords::tr("%1 and %2 more")
        .arg(names.first(mostNames).join(QStringLiteral(", ")))
        .arg(names.size() - mostNames);
}

MappingFitter::MappingFitter(const Mapping& mapping, const QStringList& columns, const ModuleMeta& meta)
    : m_mapping(mapping), m_columns(columns), m_meta(meta),
      m_moduleName(meta.module.plural.isEmpty() ? meta.module.apiName : meta.module.plural)
{
}

OpenedMapping MappingFitter::fit()
{
    m_out.mapping = m_mapping;
    fitModule();
    fitLayout();
    fitColumns();
    fitComposed();
    noteAll();
    fitMatchKey();
    return m_out;
}

void MappingFitter::fitModule()
{
    m_out.mapping.module = m_meta.module.apiName;
    m_otherModule = !m_mapping.module.isEmpty() && m_mapping.module != m_meta.module.apiName;
    if (m_otherModule)
        note(MappingWords::tr("The mapping was made for %1. Fields that %2 has under the same name have been taken.")
                 .arg(m_mapping.module, m_moduleName));
}

void MappingFitter::fitLayout()
{
    if (m_mapping.layout.isEmpty() && m_mapping.layoutName.isEmpty())
        return;
    // Where layouts may not be read, nobody can say that this one is not there.
    if (m_meta.layout(m_mapping.layout) || (m_meta.layouts.isEmpty() && !m_otherModule))
        return;
    m_out.mapping.layout.clear();
    m_out.mapping.layoutName.clear();
    const QString& name = m_mapping.layoutName;
    const auto same = std::find_if(m_meta.layouts.begin(), m_meta.layouts.end(),
                                   [&](const Layout& layout) { return layout.name == name && !name.isEmpty(); });
    if (same != m_meta.layouts.end()) {
        m_out.mapping.layout = same->id;
        m_out.mapping.layoutName = same->name;
        return;
    }
    note(MappingWords::tr("%1 has no layout \"%2\" here. The records get the default layout.")
             .arg(m_moduleName, name.isEmpty() ? m_mapping.layout : name));
}

bool MappingFitter::isOfItsKind(const ColumnMapping& column, const Field& field) const
{
    // A mapping does not say of which types its fields were; how their values are treated gives some away.
    if (!m_otherModule)
        return true;
    const bool dated = isDateType(field.type);
    return isReferenceType(field.type) == !column.findBy.isEmpty() &&
           (dated || column.conversion.datePattern.isEmpty());
}

bool MappingFitter::takeField(const ColumnMapping& column)
{
    const Field* const field = targetField(m_meta, column.field);
    if (!field || !(isRecordId(*field) || field->isWritable())) {
        m_unknown.append(column.field);
        return false;
    }
    if (!isOfItsKind(column, *field)) {
        m_otherKind.append(column.field);
        return false;
    }
    const auto first = m_fedBy.constFind(column.field);
    if (first != m_fedBy.cend()) {
        m_second.append(MappingWords::tr("\"%1\" (%2 goes to \"%3\")").arg(column.header, column.field, *first));
        return false;
    }
    m_fedBy.insert(column.field, column.header);
    return true;
}

void MappingFitter::fitColumns()
{
    std::vector<ColumnMapping>& fitted = m_out.mapping.columns;
    fitted = leftOutColumns(m_columns);
    for (const ColumnMapping& column : m_mapping.columns) {
        const qsizetype at = findColumn(m_columns, column.header);
        if (at < 0 && !column.field.isEmpty())
            m_missing.append(column.header);
        // A second entry for the same name: the first one counts, as it does in the file.
        if (at < 0 || column.field.isEmpty() || !fitted[std::size_t(at)].field.isEmpty() || !takeField(column))
            continue;
        ColumnMapping& target = fitted[std::size_t(at)];
        target = column;
        target.column = int(at);
        target.header = m_columns[at];
    }
}

void MappingFitter::fitComposed()
{
    std::vector<ColumnMapping>& composed = m_out.mapping.composed;
    composed.clear();
    for (const ColumnMapping& column : m_mapping.composed) {
        const ComposedText text(column.header, m_columns);
        if (!text.unknownColumn().isEmpty())
            m_textsWithout.append(MappingWords::tr("%1 (\"%2\")").arg(column.field, text.unknownColumn()));
        else if (takeField(column))
            composed.push_back(column);
    }
    m_out.mapping.numberComposed();
}

void MappingFitter::noteAll()
{
    if (!m_missing.isEmpty())
        note(MappingWords::tr("This file does not have these columns of the mapping: %1.").arg(firstOf(m_missing)));
    if (!m_unknown.isEmpty())
        note(MappingWords::tr("%1 has no field of this name that can be written, so the column is left out: %2.")
                 .arg(m_moduleName, firstOf(m_unknown)));
    if (!m_otherKind.isEmpty())
        note(MappingWords::tr("In %1 these fields are of another type, so their columns are left out: %2.")
                 .arg(m_moduleName, firstOf(m_otherKind)));
    if (!m_second.isEmpty())
        note(MappingWords::tr("Left out because another column has the field already: %1.").arg(firstOf(m_second)));
    if (!m_textsWithout.isEmpty())
        note(MappingWords::tr("Texts that name columns which this file does not have are left out: %1.")
                 .arg(firstOf(m_textsWithout)));
}

void MappingFitter::fitMatchKey()
{
    const QString& key = m_mapping.findBy;
    if (key.isEmpty() || m_meta.matchKeys().contains(key))
        return;
    m_out.mapping.findBy.clear();
    note(MappingWords::tr("%1 cannot be the match key in %2. Choose one of: %3.")
             .arg(key, m_moduleName, m_meta.matchKeys().join(QStringLiteral(", "))));
}

} // namespace stevedore

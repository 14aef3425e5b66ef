// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/mapping.h"
#include "mapping/rawcells.h"
#include "mapping/rowcheck.h"
#include "mapping/targets.h"
#include "mapping/utf8.h"
#include "mapping/words.h"

#include <QHash>

namespace stevedore {

namespace {

/// Zoho CRM API v8, Bulk write, Create job: more field mappings are answered with HEADER_LIMIT_EXCEEDED.
constexpr int mostMappedColumns = 200;

QString moduleName(const ModuleMeta& meta)
{
    return meta.module.plural.isEmpty() ? meta.module.apiName : meta.module.plural;
}

QString operationName(Operation operation)
{
    switch (operation) {
    case Operation::Insert:
        return MappingWords::tr("create");
    case Operation::Update:
        return MappingWords::tr("update");
    case Operation::Upsert:
        return MappingWords::tr("create or update");
    }
    return {};
}

QString labelOf(const ModuleMeta& meta, const QString& apiName)
{
    const Field* const field = targetField(meta, apiName);
    return field && !field->label.isEmpty() ? field->label : apiName;
}

void checkCount(const Mapping& mapping, QStringList& problems)
{
    const auto matched = int(mapping.feeds().size());
    const int most = mapping.layout.isEmpty() ? mostMappedColumns : mostMappedColumns - 1;
    if (matched > most) {
        problems.append(
            MappingWords::tr("%1 columns are matched, and the CRM takes at most %2 in one import. Leave some out.")
                .arg(matched)
                .arg(most));
    }
}

void checkLayout(const Mapping& mapping, const ModuleMeta& meta, QStringList& problems)
{
    if (mapping.layout.isEmpty() || meta.layouts.isEmpty() || meta.layout(mapping.layout))
        return;
    problems.append(MappingWords::tr("%1 has no layout \"%2\" that is in use. Choose another one.")
                        .arg(moduleName(meta), mapping.layoutName.isEmpty() ? mapping.layout : mapping.layoutName));
}

void checkColumn(const ColumnMapping& column, const Mapping& mapping, const ModuleMeta& meta, QStringList& problems)
{
    const Field* const field = targetField(meta, column.field);
    if (!field) {
        problems.append(
            MappingWords::tr("The column \"%1\" is matched to %2, which %3 does not have. Choose another field.")
                .arg(column.header, column.field, moduleName(meta)));
        return;
    }
    if (!isTarget(*field, mapping.operation)) {
        problems.append(
            MappingWords::tr(
                "The column \"%1\" is matched to %2, which cannot be written with the operation \"%3\". Choose "
                "another field or leave the column out.")
                .arg(column.header, field->label, operationName(mapping.operation)));
        return;
    }
    if (isReferenceType(field->type) && column.findBy.isEmpty()) {
        problems.append(
            MappingWords::tr(
                "The column \"%1\" feeds the lookup %2, but not what the CRM finds the record by. Choose id, "
                "e-mail or a field of the other module.")
                .arg(column.header, field->label));
    }
}

void checkComposed(const ColumnMapping& column, const Mapping& mapping, const ModuleMeta& meta, QStringList& problems)
{
    if (column.header.isEmpty()) {
        problems.append(
            MappingWords::tr(
                "%1 is to get a value without a column, but has none yet. Type one, or leave the field out.")
                .arg(labelOf(meta, column.field)));
        return;
    }
    const ComposedText text(column.header, headersOf(mapping));
    const Field* const field = targetField(meta, column.field);
    if (!text.unknownColumn().isEmpty()) {
        problems.append(
            MappingWords::tr("The text for %1 names \"%2\", which is no column of the file. Correct the text.")
                .arg(labelOf(meta, column.field), text.unknownColumn()));
        return;
    }
    if (!field || !text.isConstant())
        return;
    std::string value;
    text.append([](int) { return std::string_view(); }, value);
    const auto verdict = checkValue(toQt(value), column, *field, mapping);
    if (verdict && verdict->severity == Severity::Error)
        problems.append(MappingWords::tr("The value \"%1\" for %2 would be refused in every row. Give another one.")
                            .arg(column.header, labelOf(meta, column.field)));
}

void checkFields(const Mapping& mapping, const ModuleMeta& meta, QStringList& problems)
{
    QHash<QString, QString> firstFor;
    for (const ColumnMapping* const column : mapping.feeds()) {
        const auto first = firstFor.constFind(column->field);
        if (first != firstFor.cend()) {
            problems.append(
                MappingWords::tr("The columns \"%1\" and \"%2\" are both matched to %3. Leave one of them out.")
                    .arg(*first, column->header, labelOf(meta, column->field)));
            continue;
        }
        firstFor.insert(column->field, column->header);
        checkColumn(*column, mapping, meta, problems);
        if (mapping.isComposed(*column))
            checkComposed(*column, mapping, meta, problems);
    }
}

void checkKey(const Mapping& mapping, const ModuleMeta& meta, QStringList& problems)
{
    const QString& key = mapping.findBy;
    if (key.isEmpty()) {
        if (mapping.operation != Operation::Insert) {
            problems.append(
                MappingWords::tr("Records cannot be found without a match key. Choose the id or a unique field of %1.")
                    .arg(moduleName(meta)));
        }
        return;
    }
    if (!meta.matchKeys().contains(key)) {
        problems.append(
            MappingWords::tr("%1 cannot be the match key, because its values are not unique in %2. Choose one of: %3.")
                .arg(labelOf(meta, key), moduleName(meta), meta.matchKeys().join(QStringLiteral(", "))));
    } else if (mapping.operation == Operation::Insert && key == recordIdName()) {
        problems.append(MappingWords::tr(
            "New records have no id yet, so the id cannot be the match key of a create. Choose a unique field "
            "or none."));
    } else if (!mapping.columnFor(key)) {
        problems.append(
            MappingWords::tr("No column feeds the match key %1. Match a column to it or choose another key.")
                .arg(labelOf(meta, key)));
    }
}

} // namespace

QList<Field> openMandatoryFields(const Mapping& mapping, const ModuleMeta& moduleMeta)
{
    QList<Field> open;
    if (mapping.operation == Operation::Update)
        return open;
    for (const Field& field : moduleMeta.forLayout(mapping.layout).fields) {
        if (field.mandatory && isTarget(field, mapping.operation) && !mapping.columnFor(field.apiName))
            open.append(field);
    }
    return open;
}

QStringList otherMappingProblems(const Mapping& mapping, const ModuleMeta& moduleMeta)
{
    const ModuleMeta meta = moduleMeta.forLayout(mapping.layout);
    if (mapping.feeds().empty())
        return {MappingWords::tr("No column is matched to a field. Match at least one.")};
    QStringList problems;
    checkCount(mapping, problems);
    checkLayout(mapping, meta, problems);
    checkFields(mapping, meta, problems);
    checkKey(mapping, meta, problems);
    return problems;
}

QStringList mappingProblems(const Mapping& mapping, const ModuleMeta& meta)
{
    QStringList problems = otherMappingProblems(mapping, meta);
    if (mapping.feeds().empty())
        return problems;
    for (const Field& field : openMandatoryFields(mapping, meta))
        problems.append(MappingWords::tr("No column feeds %1, which is mandatory in %2. Match a column to it.")
                            .arg(field.label, moduleName(meta)));
    return problems;
}

} // namespace stevedore

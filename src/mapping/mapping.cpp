// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/mapping.h"

#include "mapping/targets.h"
#include "mapping/words.h"

#include <algorithm>

namespace stevedore {

namespace {

template <typename Column, typename OfMapping>
std::vector<Column*> feedsOf(OfMapping& mapping)
{
    std::vector<Column*> feeds;
    for (auto* const some : {&mapping.columns, &mapping.composed}) {
        for (Column& column : *some) {
            if (!column.field.isEmpty())
                feeds.push_back(&column);
        }
    }
    return feeds;
}

Field makeRecordId()
{
    Field field;
    field.apiName = recordIdName();
    field.label = MappingWords::tr("Record ID");
    field.dataType = QStringLiteral("bigint");
    field.type = FieldType::BigInt;
    field.creatable = false;
    return field;
}

} // namespace

int Mapping::matchedColumns() const
{
    return int(std::count_if(columns.begin(), columns.end(), [](const auto& c) { return !c.field.isEmpty(); }));
}

std::vector<ColumnMapping*> Mapping::feeds()
{
    return feedsOf<ColumnMapping>(*this);
}

std::vector<const ColumnMapping*> Mapping::feeds() const
{
    return feedsOf<const ColumnMapping>(*this);
}

const ColumnMapping* Mapping::columnFor(const QString& field) const
{
    for (const auto* const some : {&columns, &composed}) {
        const auto at = std::find_if(some->begin(), some->end(), [&](const auto& c) { return c.field == field; });
        if (at != some->end() && !field.isEmpty())
            return &*at;
    }
    return nullptr;
}

void Mapping::compose(const QString& field, const QString& text)
{
    const auto at = std::find_if(composed.begin(), composed.end(), [&](const auto& c) { return c.field == field; });
    if (at != composed.end() && !text.isEmpty()) {
        at->header = text;
        return;
    }
    if (at != composed.end())
        composed.erase(at);
    else if (!text.isEmpty())
        composed.push_back({0, text, field, {}, MatchKind::ByHand, {}});
    numberComposed();
}

void Mapping::numberComposed()
{
    for (std::size_t i = 0; i < composed.size(); ++i)
        composed[i].column = int(columns.size() + i);
}

bool isGuess(MatchKind kind)
{
    return kind == MatchKind::Similar || kind == MatchKind::ByValues || kind == MatchKind::ByPosition;
}

bool isTarget(const Field& field, Operation operation)
{
    if (isRecordId(field))
        return operation != Operation::Insert;
    if (field.type == FieldType::Unsupported)
        return false;
    switch (operation) {
    case Operation::Insert:
        return field.creatable;
    case Operation::Update:
        return field.updatable;
    case Operation::Upsert:
        return field.creatable || field.updatable;
    }
    return false;
}

const Field* targetField(const ModuleMeta& meta, const QString& apiName)
{
    static const Field recordId = makeRecordId();
    return apiName == recordId.apiName ? &recordId : meta.field(apiName);
}

QString operationWord(Operation operation)
{
    switch (operation) {
    case Operation::Insert:
        return QStringLiteral("insert");
    case Operation::Update:
        return QStringLiteral("update");
    case Operation::Upsert:
        return QStringLiteral("upsert");
    }
    return {};
}

std::optional<Operation> operationFromWord(const QString& word)
{
    for (const Operation operation : {Operation::Insert, Operation::Update, Operation::Upsert}) {
        if (operationWord(operation) == word)
            return operation;
    }
    return std::nullopt;
}

QString caseName(TextCase textCase)
{
    switch (textCase) {
    case TextCase::AsItStands:
        return MappingWords::tr("as it stands");
    case TextCase::Lower:
        return MappingWords::tr("lower case");
    case TextCase::Upper:
        return MappingWords::tr("upper case");
    case TextCase::Words:
        return MappingWords::tr("words with a capital");
    }
    return {};
}

QString matchName(MatchKind kind)
{
    switch (kind) {
    case MatchKind::Exact:
        return MappingWords::tr("exact");
    case MatchKind::Similar:
        return MappingWords::tr("similar");
    case MatchKind::ByValues:
        return MappingWords::tr("by its values");
    case MatchKind::Remembered:
        return MappingWords::tr("remembered");
    case MatchKind::ByHand:
        return MappingWords::tr("by hand");
    case MatchKind::ByPosition:
        return MappingWords::tr("by position");
    case MatchKind::None:
        break;
    }
    return {};
}

} // namespace stevedore

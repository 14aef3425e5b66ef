// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/condition/conditionrules.h"

#include "crm/condition/conditionwords.h"

#include <algorithm>
#include <memory>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

/// What every record is known by. The CRM calls it a bigint (Zoho CRM API v8, Fields metadata).
Field recordId()
{
    Field id;
    id.apiName = u"id"_s;
    id.label = ConditionWords::tr("Record ID");
    id.dataType = u"bigint"_s;
    id.type = FieldType::BigInt;
    id.length = 19;
    id.mandatory = id.systemMandatory = true;
    id.creatable = id.updatable = false;
    return id;
}

bool isRecordId(const Field& field)
{
    return field.apiName == u"id"_s;
}

} // namespace

FieldFinder fieldsOf(const ModuleMeta& meta)
{
    auto fields = std::make_shared<ModuleMeta>(meta);
    if (!fields->field(u"id"_s))
        fields->fields.append(recordId());
    return [fields = std::shared_ptr<const ModuleMeta>(std::move(fields))](const QString& apiName) {
        return fields->field(apiName);
    };
}

OperandKind operandKind(const Field& field)
{
    if (isRecordId(field))
        return OperandKind::Id;
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::BigInt:
    case FieldType::Decimal:
    case FieldType::Currency:
    case FieldType::Percent:
        return OperandKind::Number;
    case FieldType::Date:
        return OperandKind::Date;
    case FieldType::DateTime:
        return OperandKind::DateTime;
    case FieldType::Boolean:
        return OperandKind::Boolean;
    case FieldType::Lookup:
    case FieldType::Owner:
        return OperandKind::Id;
    default:
        return OperandKind::Text;
    }
}

QList<Comparator> comparatorsFor(const Field& field)
{
    using enum Comparator;
    if (isRecordId(field))
        return {Equal, NotEqual, In, NotIn, Greater, GreaterEqual, Less, LessEqual};
    if (field.type == FieldType::Unsupported)
        return {};
    switch (operandKind(field)) {
    case OperandKind::Text:
        return {Equal, NotEqual, In, NotIn, Contains, NotContains, StartsWith, EndsWith, IsEmpty, IsNotEmpty};
    case OperandKind::Number:
        return {Equal, NotEqual, Greater, GreaterEqual, Less, LessEqual, In, NotIn, IsEmpty, IsNotEmpty};
    case OperandKind::Date:
    case OperandKind::DateTime:
        return {GreaterEqual, Greater,  LessEqual, Less,  Between, NotBetween,
                Equal,        NotEqual, In,        NotIn, IsEmpty, IsNotEmpty};
    case OperandKind::Boolean:
        return {Equal};
    case OperandKind::Id:
        break;
    }
    return {Equal, NotEqual, In, NotIn, IsEmpty, IsNotEmpty};
}

OperandCount operandCount(Comparator comparator)
{
    switch (comparator) {
    case Comparator::IsEmpty:
    case Comparator::IsNotEmpty:
        return {0, 0};
    case Comparator::Between:
    case Comparator::NotBetween:
        return {2, 2};
    case Comparator::In:
    case Comparator::NotIn:
        return {1, -1};
    default:
        return {1, 1};
    }
}

int conditionCount(const Condition& condition)
{
    if (condition.isGroup()) {
        int count = 0;
        for (const Condition& part : condition.parts)
            count += conditionCount(part);
        return count;
    }
    if (condition.comparator != Comparator::In && condition.comparator != Comparator::NotIn)
        return 1;
    const auto values = int(condition.operands.size());
    return std::max(1, (values + mostValuesOfIn - 1) / mostValuesOfIn);
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
// A module with a field of every type, each named as its type.
#pragma once

#include "crm/condition/conditionrules.h"

#include <QMetaType>

namespace conditiontest {

using namespace Qt::StringLiterals;
using namespace stevedore;

inline Field field(const QString& name, FieldType type)
{
    Field out;
    out.apiName = name;
    out.label = QString(name).replace(u'_', u' ');
    out.type = type;
    return out;
}

inline ModuleMeta everyType()
{
    using enum FieldType;
    ModuleMeta meta;
    meta.fields = {field(u"Text"_s, Text),           field(u"Text_Area"_s, TextArea), field(u"Email"_s, Email),
                   field(u"Phone"_s, Phone),         field(u"Website"_s, Website),    field(u"Picklist"_s, Picklist),
                   field(u"Multi"_s, MultiPicklist), field(u"Checked"_s, Boolean),    field(u"Whole"_s, Integer),
                   field(u"Long"_s, BigInt),         field(u"Decimal"_s, Decimal),    field(u"Price"_s, Currency),
                   field(u"Share"_s, Percent),       field(u"Day"_s, Date),           field(u"Moment"_s, DateTime),
                   field(u"Account"_s, Lookup),      field(u"Owner"_s, Owner),        field(u"Photo"_s, Unsupported)};
    meta.fields[5].picklist = {{u"Hot"_s, u"hot"_s}, {u"Warm \"ish\""_s, u"warm \"ish\""_s}, {u"Cold"_s, u"cold"_s}};
    return meta;
}

inline Condition compare(const QString& name, Comparator comparator, const QStringList& values = {})
{
    QList<Operand> operands;
    for (const QString& value : values)
        operands.append({value});
    return Condition::compare(name, comparator, operands);
}

/// A list of so many values.
inline QStringList numbers(int count)
{
    QStringList out;
    for (int i = 1; i <= count; ++i)
        out.append(QString::number(i));
    return out;
}

} // namespace conditiontest

Q_DECLARE_METATYPE(stevedore::Condition)
Q_DECLARE_METATYPE(stevedore::Comparator)
Q_DECLARE_METATYPE(stevedore::OperandKind)

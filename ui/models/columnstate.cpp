// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/columnstate.h"

#include "base/text.h"
#include "mapping/automatch.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("stevedore::ui::ColumnState", text);
}

bool isPicklist(const Field& field)
{
    return field.type == FieldType::Picklist && !field.picklist.isEmpty();
}

ColumnState emptyState(const ColumnProfile& profile)
{
    return {tr("%1 empty").arg(grouped(profile.rows - profile.filled)), Meaning::Attention};
}

} // namespace

QString picklistTarget(const QString& value, const ColumnMapping& column, const Field& field)
{
    const QString looked = column.conversion.values.value(value, value);
    const QString trimmed = column.conversion.trim ? looked.trimmed() : looked;
    for (const PicklistValue& known : field.picklist) {
        if (known.display.compare(trimmed, Qt::CaseInsensitive) == 0 ||
            known.actual.compare(trimmed, Qt::CaseInsensitive) == 0)
            return known.display;
    }
    return {};
}

QList<ColumnProfile::Value> openValues(const ColumnProfile& profile, const ColumnMapping& column, const Field& field)
{
    QList<ColumnProfile::Value> open;
    if (!isPicklist(field))
        return open;
    for (const ColumnProfile::Value& value : profile.frequent) {
        if (!value.value.trimmed().isEmpty() && !column.conversion.values.contains(value.value) &&
            picklistTarget(value.value, column, field).isEmpty())
            open.append(value);
    }
    return open;
}

QString conversionText(const ColumnMapping& column, const Field* field)
{
    if (!field)
        return {};
    QStringList parts;
    if (!column.conversion.values.isEmpty())
        parts.append(column.conversion.values.size() == 1
                         ? tr("1 value")
                         : tr("%1 values").arg(grouped(column.conversion.values.size())));
    const bool dates = field->type == FieldType::Date || field->type == FieldType::DateTime;
    if (dates && !column.conversion.datePattern.isEmpty())
        parts.append(column.conversion.datePattern);
    if (column.conversion.decimalSign == ',')
        parts.append(tr("decimal comma"));
    const Conversion& conversion = column.conversion;
    if (!conversion.replace.isEmpty())
        parts.append(tr("replace %1").arg(shownValue(conversion.replace.front().find, 12)));
    if (!conversion.ifEmpty.isEmpty())
        parts.append(tr("else %1").arg(shownValue(conversion.ifEmpty, 16)));
    if (conversion.textCase != TextCase::AsItStands)
        parts.append(caseName(conversion.textCase));
    if (conversion.plainPhone && field->type == FieldType::Phone)
        parts.append(tr("digits only"));
    if (conversion.separator != ';' && field->type == FieldType::MultiPicklist)
        parts.append(tr("divided by %1").arg(QLatin1Char(conversion.separator)));
    if (!column.findBy.isEmpty())
        parts.append(tr("found by %1").arg(column.findBy));
    if (parts.isEmpty())
        return column.conversion.trim ? tr("trim") : u"–"_s;
    return parts.join(u", "_s);
}

ColumnState columnState(const ColumnMapping& column, const Field* field, const ColumnProfile* profile,
                        const Mapping& mapping, bool dateConfirmed)
{
    if (column.field.isEmpty())
        return {};
    if (!field)
        return {tr("unknown field"), Meaning::Refused};
    if (!profile)
        return {tr("counting"), Meaning::Waiting};
    if (const qsizetype open = openValues(*profile, column, *field).size(); open > 0)
        return {tr("%1 open").arg(grouped(open)), Meaning::Attention};
    const bool dates = field->type == FieldType::Date || field->type == FieldType::DateTime;
    if (dates && !dateConfirmed && guessDatePattern(*profile).ambiguous)
        return {tr("day or month?"), Meaning::Attention};
    const bool key = mapping.findBy == field->apiName;
    if ((key || (field->mandatory && mapping.operation != Operation::Update)) && profile->filled < profile->rows)
        return emptyState(*profile);
    if ((key || field->unique) && profile->distinctExact && profile->distinct < profile->filled)
        return {tr("%1 twice").arg(grouped(profile->filled - profile->distinct)), Meaning::Attention};
    return {tr("fine"), Meaning::In};
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/columnstate.h"

#include "base/text.h"
#include "mapping/automatch.h"
#include "mapping/rawcells.h"
#include "mapping/rowcheck.h"
#include "mapping/targets.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

struct ColumnStateText
{
    Q_DECLARE_TR_FUNCTIONS(ColumnState)
};

ColumnState emptyState(const ColumnProfile& profile)
{
    return {ColumnStateText::tr("%1 empty").arg(grouped(profile.rows - profile.filled)), Meaning::Attention};
}

} // namespace

QStringList listedValues(const Field& field)
{
    QStringList values;
    if (field.type == FieldType::Boolean)
        values = {u"true"_s, u"false"_s};
    else if (field.type == FieldType::Picklist)
        for (const PicklistValue& value : field.picklist)
            values.append(value.display);
    return values;
}

QString listedTarget(const QString& value, const ColumnMapping& column, const Field& field)
{
    const QString sent = convertedValue(value, column, field);
    if (field.type == FieldType::Boolean)
        return listedValues(field).contains(sent) ? sent : QString();
    for (const PicklistValue& known : field.picklist) {
        if (known.display.compare(sent, Qt::CaseInsensitive) == 0 ||
            known.actual.compare(sent, Qt::CaseInsensitive) == 0)
            return known.display;
    }
    return {};
}

QList<ColumnProfile::Value> openValues(const ColumnProfile& profile, const ColumnMapping& column, const Field& field)
{
    QList<ColumnProfile::Value> open;
    if (listedValues(field).isEmpty())
        return open;
    for (const ColumnProfile::Value& value : profile.frequent) {
        if (!value.value.trimmed().isEmpty() && !column.conversion.values.contains(value.value) &&
            listedTarget(value.value, column, field).isEmpty())
            open.append(value);
    }
    return open;
}

QStringList composedSamples(const ColumnMapping& composed, const Mapping& mapping, const QList<QStringList>& rows)
{
    const ComposedText text(composed.header, headersOf(mapping));
    QStringList samples;
    for (const QStringList& row : rows) {
        std::string value;
        QByteArray cell;
        text.append(
            [&row, &cell](int column) {
                cell = row.value(column).toUtf8();
                return std::string_view(cell.constData(), std::size_t(cell.size()));
            },
            value);
        const QString sample = QString::fromStdString(value);
        if (!sample.isEmpty() && !samples.contains(sample))
            samples.append(sample);
    }
    return samples.mid(0, 3);
}

QString partName(const TextPart& part)
{
    if (part.isWhole())
        return ColumnStateText::tr("all of it");
    if (part.first == -1)
        return ColumnStateText::tr("the last part");
    if (part.last == -2 && part.first == 1)
        return ColumnStateText::tr("all but the last");
    if (part.last == -1 && part.first == 2)
        return ColumnStateText::tr("all but the first");
    if (part.first == part.last)
        return part.first == 1 ? ColumnStateText::tr("the first part") : ColumnStateText::tr("part %1").arg(part.first);
    return part.last == -1 ? ColumnStateText::tr("from part %1 on").arg(part.first)
                           : ColumnStateText::tr("parts %1 to %2").arg(part.first).arg(part.last);
}

QString conversionText(const ColumnMapping& column, const Field* field)
{
    if (!field)
        return {};
    QStringList parts;
    if (!column.conversion.values.isEmpty())
        parts.append(column.conversion.values.size() == 1
                         ? ColumnStateText::tr("1 value")
                         : ColumnStateText::tr("%Ln values", nullptr, numberOf(column.conversion.values.size())));
    const bool dates = isDateType(field->type);
    if (dates && !column.conversion.datePattern.isEmpty())
        parts.append(column.conversion.datePattern);
    if (column.conversion.decimalSign == ',')
        parts.append(ColumnStateText::tr("decimal comma"));
    const Conversion& conversion = column.conversion;
    if (!conversion.replace.isEmpty())
        parts.append(ColumnStateText::tr("replace %1").arg(shownValue(conversion.replace.front().find, 12)));
    if (!conversion.part.isWhole())
        parts.append(partName(conversion.part));
    if (!conversion.timeZone.isEmpty() && field->type == FieldType::DateTime)
        parts.append(conversion.timeZone);
    if (!conversion.ifEmpty.isEmpty())
        parts.append(ColumnStateText::tr("else %1").arg(shownValue(conversion.ifEmpty, 16)));
    if (conversion.textCase != TextCase::AsItStands)
        parts.append(caseName(conversion.textCase));
    if (conversion.plainPhone && field->type == FieldType::Phone)
        parts.append(ColumnStateText::tr("digits only"));
    if (conversion.separator != ';' && field->type == FieldType::MultiPicklist)
        parts.append(ColumnStateText::tr("divided by %1").arg(QLatin1Char(conversion.separator)));
    if (!column.findBy.isEmpty())
        parts.append(ColumnStateText::tr("found by %1").arg(column.findBy));
    if (!conversion.trim)
        parts.append(ColumnStateText::tr("blanks kept"));
    if (parts.isEmpty())
        return u"–"_s;
    return parts.join(u", "_s);
}

ColumnState columnState(const ColumnMapping& column, const Field* field, const ColumnProfile* profile,
                        const Mapping& mapping, bool dateConfirmed)
{
    if (column.field.isEmpty())
        return column.match == MatchKind::None ? ColumnState{ColumnStateText::tr("not matched"), Meaning::Waiting}
                                               : ColumnState{};
    if (!field)
        return {ColumnStateText::tr("unknown field"), Meaning::Refused};
    if (!profile)
        return {ColumnStateText::tr("counting"), Meaning::Waiting};
    if (const qsizetype open = openValues(*profile, column, *field).size(); open > 0)
        return {ColumnStateText::tr("%1 open").arg(grouped(open)), Meaning::Attention};
    const bool dates = isDateType(field->type);
    if (dates && !dateConfirmed && guessDatePattern(*profile).ambiguous)
        return {ColumnStateText::tr("day or month?"), Meaning::Attention};
    const bool key = mapping.findBy == field->apiName;
    if ((key || (field->mandatory && mapping.operation != Operation::Update)) && profile->filled < profile->rows)
        return emptyState(*profile);
    if ((key || field->unique) && profile->distinctExact && profile->distinct < profile->filled)
        return {ColumnStateText::tr("%1 twice").arg(grouped(profile->filled - profile->distinct)), Meaning::Attention};
    return {ColumnStateText::tr("fine"), Meaning::In};
}

ColumnState composedState(const ColumnMapping& composed, const Field* field, const Mapping& mapping)
{
    if (!field)
        return {ColumnStateText::tr("unknown field"), Meaning::Refused};
    if (composed.header.isEmpty())
        return {ColumnStateText::tr("no text yet"), Meaning::Attention};
    const ComposedText text(composed.header, headersOf(mapping));
    if (!text.unknownColumn().isEmpty())
        return {ColumnStateText::tr("no such column"), Meaning::Attention};
    if (text.isConstant()) {
        const auto verdict =
            checkValue(composedSamples(composed, mapping, {QStringList()}).value(0), composed, *field, mapping);
        if (verdict && verdict->severity == Severity::Error)
            return {ColumnStateText::tr("not accepted"), Meaning::Attention};
    }
    return {ColumnStateText::tr("fine"), Meaning::In};
}

} // namespace stevedore::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/conversionjson.h"

#include "mapping/composedtext.h"
#include "mapping/dateform.h"
#include "mapping/words.h"

#include <QTimeZone>

#include <algorithm>
#include <array>
#include <utility>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

using CaseWord = std::pair<TextCase, QLatin1String>;
constexpr std::array caseWords{CaseWord{TextCase::AsItStands, "as it stands"_L1}, CaseWord{TextCase::Lower, "lower"_L1},
                               CaseWord{TextCase::Upper, "upper"_L1}, CaseWord{TextCase::Words, "words"_L1}};

QString caseWord(TextCase textCase)
{
    return std::find_if(caseWords.begin(), caseWords.end(), [&](const auto& w) { return w.first == textCase; })->second;
}

void readReplacements(ObjectReader& reader, Conversion& conversion)
{
    const QJsonArray list = reader.array("replace"_L1, false);
    for (qsizetype i = 0; i < list.size(); ++i) {
        ObjectReader one = reader.element("replace"_L1, i, list[i]);
        one.allow({"find"_L1, "with"_L1});
        const Replacement replacement{one.text("find"_L1, u""_s), one.text("with"_L1, u""_s)};
        if (replacement.find.isEmpty())
            one.refuse("find"_L1, MappingWords::tr("must not be empty"));
        else
            conversion.replace.append(replacement);
    }
}

/// "lower_case": true is what "case": "lower" was called at first.
void readCase(ObjectReader& reader, Conversion& conversion)
{
    const bool lower = reader.boolean("lower_case"_L1, false);
    const QString word = reader.text("case"_L1, lower ? u"lower"_s : u"as it stands"_s);
    const auto* const known =
        std::find_if(caseWords.begin(), caseWords.end(), [&](const auto& w) { return word == w.second; });
    if (known == caseWords.end())
        reader.refuse("case"_L1, MappingWords::tr("has to be \"as it stands\", \"lower\", \"upper\" or \"words\""));
    else
        conversion.textCase = known->first;
}

void readPart(ObjectReader& reader, Conversion& conversion)
{
    const QString word = reader.text("part"_L1, u""_s);
    const auto part = word.isEmpty() ? TextPart() : textPartFromWord(word);
    if (part)
        conversion.part = *part;
    else
        reader.refuse("part"_L1,
                      MappingWords::tr("has to be a number such as \"1\", \"2-\", \"1-2\", \"last\" or \"not last\""));
    conversion.part.separator = reader.text("part_separator"_L1, u""_s);
}

QString zoneAt(ObjectReader& reader, QLatin1String key)
{
    QString zone = reader.text(key, u""_s);
    if (!zone.isEmpty() && !QTimeZone::isTimeZoneIdAvailable(zone.toUtf8())) {
        reader.refuse(key, MappingWords::tr("has to be a zone such as Europe/Berlin"));
        return {};
    }
    return zone;
}

void readZones(ObjectReader& reader, Conversion& conversion)
{
    conversion.timeZone = zoneAt(reader, "time_zone"_L1);
    conversion.crmTimeZone = zoneAt(reader, "crm_time_zone"_L1);
    if (conversion.timeZone.isEmpty() || !conversion.crmTimeZone.isEmpty())
        return;
    reader.refuse("crm_time_zone"_L1,
                  MappingWords::tr("has to say in which zone the CRM reads times, because \"time_zone\" is given"));
    conversion.timeZone.clear();
}

void readDate(ObjectReader& reader, Conversion& conversion)
{
    const QString pattern = reader.text("date"_L1, u""_s);
    if (pattern.isEmpty() || DateForm(pattern).isValid())
        conversion.datePattern = pattern;
    else
        reader.refuse("date"_L1, MappingWords::tr("has to name day, month and year once each, such as dd/MM/yyyy"));
}

void readValues(ObjectReader& reader, Conversion& conversion)
{
    const QJsonObject values = reader.object("values"_L1);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (it.value().isString())
            conversion.values.insert(it.key(), it.value().toString());
        else
            reader.refusePath(reader.pathOf("values"_L1) + u'.' + it.key(),
                              MappingWords::tr("has to be a text in quotes"));
    }
}

} // namespace

Conversion readConversion(ObjectReader& reader)
{
    Conversion conversion;
    reader.allow({"trim"_L1, "replace"_L1, "if_empty"_L1, "case"_L1, "plain_phone"_L1, "separator"_L1, "lower_case"_L1,
                  "date"_L1, "decimal"_L1, "values"_L1, "part"_L1, "part_separator"_L1, "time_zone"_L1,
                  "crm_time_zone"_L1});
    conversion.trim = reader.boolean("trim"_L1, true);
    readPart(reader, conversion);
    readZones(reader, conversion);
    readReplacements(reader, conversion);
    conversion.ifEmpty = reader.text("if_empty"_L1, u""_s);
    readCase(reader, conversion);
    conversion.plainPhone = reader.boolean("plain_phone"_L1, false);
    const QString separator = reader.text("separator"_L1, u";"_s);
    if (separator.size() != 1 || separator.front().unicode() >= 0x80)
        reader.refuse("separator"_L1, MappingWords::tr("has to be one ASCII character"));
    else
        conversion.separator = separator.front().toLatin1();
    readDate(reader, conversion);
    const QString decimal = reader.text("decimal"_L1, u"."_s);
    if (decimal != u"." && decimal != u",")
        reader.refuse("decimal"_L1, MappingWords::tr("has to be \".\" or \",\""));
    conversion.decimalSign = decimal == u"," ? ',' : '.';
    readValues(reader, conversion);
    return conversion;
}

QJsonObject conversionToJson(const Conversion& conversion)
{
    QJsonObject values;
    for (const auto& [from, to] : conversion.values.asKeyValueRange())
        values.insert(from, to);
    QJsonArray replace;
    for (const Replacement& replacement : conversion.replace)
        replace.append(QJsonObject{{u"find"_s, replacement.find}, {u"with"_s, replacement.with}});
    const QString part = conversion.part.isWhole() ? QString() : textPartWord(conversion.part);
    return {{u"trim"_s, conversion.trim},
            {u"part"_s, part},
            {u"part_separator"_s, conversion.part.separator},
            {u"replace"_s, replace},
            {u"if_empty"_s, conversion.ifEmpty},
            {u"case"_s, caseWord(conversion.textCase)},
            {u"plain_phone"_s, conversion.plainPhone},
            {u"separator"_s, QString(QLatin1Char(conversion.separator))},
            {u"date"_s, conversion.datePattern},
            {u"time_zone"_s, conversion.timeZone},
            {u"crm_time_zone"_s, conversion.crmTimeZone},
            {u"decimal"_s, QString(QLatin1Char(conversion.decimalSign))},
            {u"values"_s, values}};
}

} // namespace stevedore

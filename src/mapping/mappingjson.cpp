// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/composedtext.h"
#include "mapping/dateform.h"
#include "mapping/mapping.h"
#include "mapping/words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <utility>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr int currentVersion = 1;
/// No file has more columns than this; a larger index is a slip, and would cost memory.
constexpr int mostColumns = 100'000;

using MatchWord = std::pair<MatchKind, QLatin1String>;
constexpr std::array matchWords{MatchWord{MatchKind::None, "none"_L1},
                                MatchWord{MatchKind::Exact, "exact"_L1},
                                MatchWord{MatchKind::Similar, "similar"_L1},
                                MatchWord{MatchKind::ByValues, "by-values"_L1},
                                MatchWord{MatchKind::Remembered, "remembered"_L1},
                                MatchWord{MatchKind::ByHand, "by-hand"_L1},
                                MatchWord{MatchKind::ByPosition, "by-position"_L1}};

using CaseWord = std::pair<TextCase, QLatin1String>;
constexpr std::array caseWords{CaseWord{TextCase::AsItStands, "as it stands"_L1}, CaseWord{TextCase::Lower, "lower"_L1},
                               CaseWord{TextCase::Upper, "upper"_L1}, CaseWord{TextCase::Words, "words"_L1}};

QString caseWord(TextCase textCase)
{
    return std::find_if(caseWords.begin(), caseWords.end(), [&](const auto& w) { return w.first == textCase; })->second;
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

QJsonObject columnToJson(const ColumnMapping& column)
{
    const auto* const word =
        std::find_if(matchWords.begin(), matchWords.end(), [&](const auto& w) { return w.first == column.match; });
    return {{u"column"_s, column.header},        {u"index"_s, column.column},
            {u"field"_s, column.field},          {u"find_by"_s, column.findBy},
            {u"match"_s, QString(word->second)}, {u"convert"_s, conversionToJson(column.conversion)}};
}

/// Reads one object and remembers the first thing that is wrong with it.
class ObjectReader
{
public:
    ObjectReader(const QJsonObject& object, QString path) : m_object(object), m_path(std::move(path)) {}

    QString pathOf(QLatin1String key) const { return m_path.isEmpty() ? QString(key) : m_path + u'.' + key; }

    bool allow(std::initializer_list<QLatin1String> keys)
    {
        for (auto it = m_object.begin(); it != m_object.end(); ++it) {
            const bool known =
                std::any_of(keys.begin(), keys.end(), [&](QLatin1String key) { return it.key() == key; });
            if (!known)
                refuse(m_path.isEmpty() ? it.key() : m_path + u'.' + it.key(),
                       MappingWords::tr("is not a key of a mapping file"));
        }
        return m_fault.isEmpty();
    }
    /// The string at `key`; without it `standard`, or a fault if that is null.
    QString text(QLatin1String key, const QString& standard)
    {
        const QJsonValue value = m_object.value(key);
        if (value.isString())
            return value.toString();
        if (!value.isUndefined())
            refuse(pathOf(key), MappingWords::tr("has to be a text in quotes"));
        else if (standard.isNull())
            refuse(pathOf(key), MappingWords::tr("is missing"));
        return standard;
    }
    bool boolean(QLatin1String key, bool standard)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isUndefined() && !value.isBool())
            refuse(pathOf(key), MappingWords::tr("has to be true or false"));
        return value.toBool(standard);
    }
    int number(QLatin1String key, int standard)
    {
        const QJsonValue value = m_object.value(key);
        const int number = value.toInt(-1);
        if (value.isUndefined())
            return standard;
        if (number < 0 || number > mostColumns)
            refuse(pathOf(key), MappingWords::tr("has to be a whole number from 0 on"));
        return number;
    }
    QJsonObject object(QLatin1String key)
    {
        const QJsonValue value = m_object.value(key);
        if (!value.isUndefined() && !value.isObject())
            refuse(pathOf(key), MappingWords::tr("has to be an object in braces"));
        return value.toObject();
    }
    bool has(QLatin1String key) const { return m_object.contains(key); }
    QJsonArray array(QLatin1String key)
    {
        const QJsonValue value = m_object.value(key);
        if (value.isUndefined())
            refuse(pathOf(key), MappingWords::tr("is missing"));
        else if (!value.isArray())
            refuse(pathOf(key), MappingWords::tr("has to be a list in brackets"));
        return value.toArray();
    }
    void refuse(const QString& path, const QString& what)
    {
        if (m_fault.isEmpty())
            m_fault = u'"' + path + u"\" "_s + what;
    }
    const QString& fault() const { return m_fault; }
    void take(const ObjectReader& inner)
    {
        if (m_fault.isEmpty())
            m_fault = inner.m_fault;
    }

private:
    QJsonObject m_object;
    QString m_path;
    QString m_fault;
};

void readReplacements(ObjectReader& reader, Conversion& conversion)
{
    int number = 0;
    for (const QJsonValue value : reader.has("replace"_L1) ? reader.array("replace"_L1) : QJsonArray()) {
        ObjectReader one(value.toObject(), reader.pathOf("replace"_L1) + u"[%1]"_s.arg(number++));
        one.allow({"find"_L1, "with"_L1});
        const Replacement replacement{one.text("find"_L1, QString()), one.text("with"_L1, u""_s)};
        if (replacement.find.isEmpty())
            one.refuse(one.pathOf("find"_L1), MappingWords::tr("must not be empty"));
        reader.take(one);
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
        reader.refuse(reader.pathOf("case"_L1),
                      MappingWords::tr("has to be \"as it stands\", \"lower\", \"upper\" or \"words\""));
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
        reader.refuse(reader.pathOf("part"_L1),
                      MappingWords::tr("has to be a number such as \"1\", \"2-\", \"1-2\", \"last\" or \"not last\""));
    conversion.part.separator = reader.text("part_separator"_L1, u""_s);
}

void readZones(ObjectReader& reader, Conversion& conversion)
{
    conversion.timeZone = reader.text("time_zone"_L1, u""_s);
    conversion.crmTimeZone = reader.text("crm_time_zone"_L1, u""_s);
    const auto check = [&](QLatin1String key, const QString& zone) {
        if (!zone.isEmpty() && !QTimeZone::isTimeZoneIdAvailable(zone.toUtf8()))
            reader.refuse(reader.pathOf(key), MappingWords::tr("has to be a zone such as Europe/Berlin"));
    };
    check("time_zone"_L1, conversion.timeZone);
    check("crm_time_zone"_L1, conversion.crmTimeZone);
    if (!conversion.timeZone.isEmpty() && conversion.crmTimeZone.isEmpty())
        reader.refuse(reader.pathOf("crm_time_zone"_L1),
                      MappingWords::tr("has to say in which zone the CRM reads times, because \"time_zone\" is given"));
}

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
        reader.refuse(reader.pathOf("separator"_L1), MappingWords::tr("has to be one ASCII character"));
    else
        conversion.separator = separator.front().toLatin1();
    conversion.datePattern = reader.text("date"_L1, u""_s);
    if (!conversion.datePattern.isEmpty() && !DateForm(conversion.datePattern).isValid())
        reader.refuse(reader.pathOf("date"_L1),
                      MappingWords::tr("has to name day, month and year once each, such as dd/MM/yyyy"));
    const QString decimal = reader.text("decimal"_L1, u"."_s);
    if (decimal != u"." && decimal != u",")
        reader.refuse(reader.pathOf("decimal"_L1), MappingWords::tr("has to be \".\" or \",\""));
    conversion.decimalSign = decimal == u"," ? ',' : '.';
    const QJsonObject values = reader.object("values"_L1);
    for (auto it = values.begin(); it != values.end(); ++it) {
        if (!it.value().isString())
            reader.refuse(reader.pathOf("values"_L1) + u'.' + it.key(), MappingWords::tr("has to be a text in quotes"));
        conversion.values.insert(it.key(), it.value().toString());
    }
    return conversion;
}

MatchKind readMatch(ObjectReader& reader, bool hasField)
{
    const QString word = reader.text("match"_L1, hasField ? u"remembered"_s : u"none"_s);
    const auto* const at =
        std::find_if(matchWords.begin(), matchWords.end(), [&](const auto& w) { return w.second == word; });
    if (at != matchWords.end())
        return at->first;
    reader.refuse(reader.pathOf("match"_L1),
                  MappingWords::tr("has to be none, exact, similar, by-values, remembered or by-hand"));
    return MatchKind::None;
}

ColumnMapping readColumn(ObjectReader& reader, int place)
{
    ColumnMapping column;
    reader.allow({"column"_L1, "index"_L1, "field"_L1, "find_by"_L1, "match"_L1, "convert"_L1});
    column.header = reader.text("column"_L1, {});
    column.column = reader.number("index"_L1, place);
    column.field = reader.text("field"_L1, u""_s);
    column.findBy = reader.text("find_by"_L1, u""_s);
    column.match = readMatch(reader, !column.field.isEmpty());
    ObjectReader convert(reader.object("convert"_L1), reader.pathOf("convert"_L1));
    column.conversion = readConversion(convert);
    reader.take(convert);
    return column;
}

void readComposed(ObjectReader& reader, Mapping& mapping)
{
    int number = 0;
    for (const QJsonValue value : reader.has("composed"_L1) ? reader.array("composed"_L1) : QJsonArray()) {
        ObjectReader one(value.toObject(), u"composed[%1]"_s.arg(number++));
        one.allow({"text"_L1, "field"_L1, "find_by"_L1, "convert"_L1});
        ColumnMapping column;
        column.header = one.text("text"_L1, {});
        column.field = one.text("field"_L1, {});
        column.findBy = one.text("find_by"_L1, u""_s);
        column.match = MatchKind::ByHand;
        ObjectReader convert(one.object("convert"_L1), one.pathOf("convert"_L1));
        column.conversion = readConversion(convert);
        one.take(convert);
        reader.take(one);
        mapping.composed.push_back(column);
    }
    mapping.numberComposed();
}

void readColumns(ObjectReader& reader, Mapping& mapping)
{
    const QJsonArray columns = reader.array("columns"_L1);
    QSet<int> seen;
    for (qsizetype i = 0; i < columns.size() && reader.fault().isEmpty(); ++i) {
        const QString path = u"columns[%1]"_s.arg(i);
        if (!columns[i].isObject())
            return reader.refuse(path, MappingWords::tr("has to be an object in braces"));
        ObjectReader inner(columns[i].toObject(), path);
        const ColumnMapping column = readColumn(inner, int(i));
        if (seen.contains(column.column))
            inner.refuse(inner.pathOf("index"_L1), MappingWords::tr("is the index of another column already"));
        seen.insert(column.column);
        reader.take(inner);
        mapping.columns.push_back(column);
    }
    std::sort(mapping.columns.begin(), mapping.columns.end(),
              [](const auto& a, const auto& b) { return a.column < b.column; });
}

Mapping readMapping(ObjectReader& reader)
{
    Mapping mapping;
    const int version = reader.number("version"_L1, 0);
    if (version > currentVersion)
        reader.refuse(u"version"_s,
                      MappingWords::tr("says %1, and this Stevedore reads up to %2: it was written by a newer one")
                          .arg(version)
                          .arg(currentVersion));
    else if (version != currentVersion)
        reader.refuse(u"version"_s,
                      MappingWords::tr("has to be %1, the version that this program reads").arg(currentVersion));
    reader.allow(
        {"version"_L1, "module"_L1, "operation"_L1, "find_by"_L1, "empty_cells"_L1, "columns"_L1, "composed"_L1});
    mapping.module = reader.text("module"_L1, {});
    const QString operation = reader.text("operation"_L1, {});
    mapping.operation = operationFromWord(operation).value_or(Operation::Insert);
    if (!operationFromWord(operation))
        reader.refuse(u"operation"_s, MappingWords::tr("has to be insert, update or upsert"));
    mapping.findBy = reader.text("find_by"_L1, u""_s);
    const QString emptyCells = reader.text("empty_cells"_L1, u"keep"_s);
    if (emptyCells != u"keep" && emptyCells != u"erase")
        reader.refuse(u"empty_cells"_s, MappingWords::tr("has to be keep or erase"));
    mapping.eraseEmpty = emptyCells == u"erase";
    readColumns(reader, mapping);
    readComposed(reader, mapping);
    return mapping;
}

} // namespace

QByteArray mappingToJson(const Mapping& mapping)
{
    QJsonArray columns;
    for (const ColumnMapping& column : mapping.columns)
        columns.append(columnToJson(column));
    QJsonArray composed;
    for (const ColumnMapping& column : mapping.composed)
        composed.append(QJsonObject{{u"text"_s, column.header},
                                    {u"field"_s, column.field},
                                    {u"find_by"_s, column.findBy},
                                    {u"convert"_s, conversionToJson(column.conversion)}});
    const QJsonObject object{{u"version"_s, currentVersion},
                             {u"module"_s, mapping.module},
                             {u"operation"_s, operationWord(mapping.operation)},
                             {u"find_by"_s, mapping.findBy},
                             {u"empty_cells"_s, mapping.eraseEmpty ? u"erase"_s : u"keep"_s},
                             {u"columns"_s, columns},
                             {u"composed"_s, composed}};
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<Mapping> mappingFromJson(const QByteArray& json, const QString& whereFrom)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (parseError.error != QJsonParseError::NoError) {
        const qsizetype line = 1 + json.left(parseError.offset).count('\n');
        return fail(FailureKind::Usage,
                    MappingWords::tr(
                        "%1 is not a mapping file: line %2 is not well-formed JSON. Correct the line or export the "
                        "mapping anew.")
                        .arg(whereFrom)
                        .arg(line),
                    parseError.errorString());
    }
    if (!document.isObject()) {
        return fail(FailureKind::Usage,
                    MappingWords::tr("%1 is not a mapping file: it has to hold one object in braces.").arg(whereFrom));
    }
    ObjectReader reader(document.object(), {});
    Mapping mapping = readMapping(reader);
    if (!reader.fault().isEmpty()) {
        return fail(FailureKind::Usage,
                    MappingWords::tr("The mapping %1 cannot be used: %2. Correct it or export the mapping anew.")
                        .arg(whereFrom, reader.fault()));
    }
    return mapping;
}

} // namespace stevedore

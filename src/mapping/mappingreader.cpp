// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/mappingreader.h"

#include "mapping/conversionjson.h"
#include "mapping/words.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <array>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

using MatchWord = std::pair<MatchKind, QLatin1String>;
constexpr std::array matchWords{MatchWord{MatchKind::None, "none"_L1},
                                MatchWord{MatchKind::Exact, "exact"_L1},
                                MatchWord{MatchKind::Similar, "similar"_L1},
                                MatchWord{MatchKind::ByValues, "by-values"_L1},
                                MatchWord{MatchKind::Remembered, "remembered"_L1},
                                MatchWord{MatchKind::ByHand, "by-hand"_L1},
                                MatchWord{MatchKind::ByPosition, "by-position"_L1}};

MatchKind readMatch(ObjectReader& reader, bool hasField)
{
    const MatchKind standard = hasField ? MatchKind::Remembered : MatchKind::None;
    const QString word = reader.text("match"_L1, matchKindWord(standard));
    const auto* const at =
        std::find_if(matchWords.begin(), matchWords.end(), [&](const auto& w) { return w.second == word; });
    if (at != matchWords.end())
        return at->first;
    QStringList known;
    for (const MatchWord& w : matchWords)
        known.append(w.second);
    reader.refuse("match"_L1, MappingWords::tr("has to be one of %1").arg(known.join(u", ")));
    return standard;
}

ColumnMapping readColumn(ObjectReader& reader, int place)
{
    ColumnMapping column;
    column.header = reader.text("column"_L1, {});
    reader.setOwner(column.header);
    reader.allow({"column"_L1, "index"_L1, "field"_L1, "find_by"_L1, "match"_L1, "convert"_L1});
    column.column = reader.number("index"_L1, place);
    column.field = reader.text("field"_L1, u""_s);
    column.findBy = reader.text("find_by"_L1, u""_s);
    column.match = readMatch(reader, !column.field.isEmpty());
    ObjectReader convert = reader.inner("convert"_L1, MappingFault::Kind::Conversion);
    column.conversion = readConversion(convert);
    return column;
}

void readComposed(ObjectReader& reader, Mapping& mapping)
{
    const QJsonArray list = reader.array("composed"_L1, false);
    for (qsizetype i = 0; i < list.size(); ++i) {
        ObjectReader one = reader.element("composed"_L1, i, list[i]);
        ColumnMapping column;
        column.header = one.text("text"_L1, {});
        column.field = one.text("field"_L1, {});
        one.setOwner(column.field);
        one.allow({"text"_L1, "field"_L1, "find_by"_L1, "convert"_L1});
        column.findBy = one.text("find_by"_L1, u""_s);
        column.match = MatchKind::ByHand;
        ObjectReader convert = one.inner("convert"_L1, MappingFault::Kind::Conversion);
        column.conversion = readConversion(convert);
        if (one.isText("text"_L1) && !column.field.isEmpty())
            mapping.composed.push_back(column);
    }
    mapping.numberComposed();
}

void readColumns(ObjectReader& reader, Mapping& mapping)
{
    const QJsonArray columns = reader.array("columns"_L1, true);
    QSet<int> seen;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        ObjectReader inner = reader.element("columns"_L1, i, columns[i]);
        if (!columns[i].isObject())
            continue;
        const ColumnMapping column = readColumn(inner, int(i));
        if (seen.contains(column.column))
            inner.refuse("index"_L1, MappingWords::tr("is the index of another column already"));
        seen.insert(column.column);
        if (inner.isText("column"_L1))
            mapping.columns.push_back(column);
    }
    std::stable_sort(mapping.columns.begin(), mapping.columns.end(),
                     [](const auto& a, const auto& b) { return a.column < b.column; });
}

/// {"id": "...", "name": "..."}, or the id alone.
void readLayout(ObjectReader& reader, Mapping& mapping)
{
    if (!reader.isObject("layout"_L1)) {
        mapping.layout = reader.text("layout"_L1, u""_s);
        return;
    }
    ObjectReader layout = reader.inner("layout"_L1, MappingFault::Kind::Entry);
    layout.allow({"id"_L1, "name"_L1});
    mapping.layout = layout.text("id"_L1, u""_s);
    mapping.layoutName = layout.text("name"_L1, u""_s);
}

int readVersion(ObjectReader& reader)
{
    const int version = reader.number("version"_L1, 0);
    if (version > mappingFileVersion)
        reader.refuse("version"_L1,
                      MappingWords::tr("says %1, and this Stevedore reads up to %2: it was written by a newer one")
                          .arg(version)
                          .arg(mappingFileVersion));
    else if (version != mappingFileVersion)
        reader.refuse("version"_L1,
                      MappingWords::tr("has to be %1, the version that this program reads").arg(mappingFileVersion));
    return version;
}

Mapping readMapping(ObjectReader& reader)
{
    Mapping mapping;
    reader.allow({"version"_L1, "module"_L1, "operation"_L1, "find_by"_L1, "empty_cells"_L1, "layout"_L1, "columns"_L1,
                  "composed"_L1});
    mapping.module = reader.text("module"_L1, {});
    const QString operation = reader.text("operation"_L1, {});
    mapping.operation = operationFromWord(operation).value_or(Operation::Insert);
    if (!operationFromWord(operation))
        reader.refuse("operation"_L1, MappingWords::tr("has to be insert, update or upsert"));
    mapping.findBy = reader.text("find_by"_L1, u""_s);
    const QString emptyCells = reader.text("empty_cells"_L1, u"keep"_s);
    if (emptyCells != u"keep" && emptyCells != u"erase")
        reader.refuse("empty_cells"_L1, MappingWords::tr("has to be keep or erase"));
    mapping.eraseEmpty = emptyCells == u"erase";
    readLayout(reader, mapping);
    readColumns(reader, mapping);
    readComposed(reader, mapping);
    return mapping;
}

} // namespace

QString matchKindWord(MatchKind kind)
{
    return std::find_if(matchWords.begin(), matchWords.end(), [&](const auto& w) { return w.first == kind; })->second;
}

Result<ReadMapping> readMappingFile(const QByteArray& json, const QString& whereFrom)
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
    ReadMapping read;
    read.hasColumns = document.object().value("columns"_L1).isArray();
    ObjectReader reader(document.object(), {}, read.faults);
    read.version = readVersion(reader);
    read.mapping = readMapping(reader);
    return read;
}

} // namespace stevedore

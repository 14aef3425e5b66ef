// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/fieldscore.h"

#include "mapping/synonyms.h"
#include "mapping/targets.h"
#include "mapping/valueguess.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

constexpr double leastSimilarity = 0.82;

QString withoutModule(const QString& header, const ModuleInfo& module)
{
    QStringList words = header.split(QRegularExpression(u"[\\s_.:-]+"_s), Qt::SkipEmptyParts);
    const auto isModule = [&](const QString& word) {
        return !word.compare(module.singular, Qt::CaseInsensitive) ||
               !word.compare(module.plural, Qt::CaseInsensitive) || !word.compare(module.apiName, Qt::CaseInsensitive);
    };
    if (words.size() > 1 && isModule(words.first()))
        words.removeFirst();
    return words.join(u' ');
}

/// "Column 5", "Date", "Feld 3": says nothing.
bool saysNothing(const ComparableName& name)
{
    static const QSet<QString> words{u"column"_s, u"spalte"_s, u"field"_s, u"feld"_s,  u"date"_s,
                                     u"datum"_s,  u"value"_s,  u"wert"_s,  u"fecha"_s, u"number"_s,
                                     u"nummer"_s, u"day"_s,    u"tag"_s};
    return std::all_of(name.tokens.begin(), name.tokens.end(), [](const QString& token) {
        return words.contains(token) || std::all_of(token.begin(), token.end(), [](QChar c) { return c.isDigit(); });
    });
}

bool sharesWord(const ComparableName& a, const ComparableName& b)
{
    return std::any_of(a.tokens.begin(), a.tokens.end(),
                       [&](const QString& token) { return b.tokens.contains(token); });
}

bool nameAllows(const ComparableColumn& column, const ComparableField& field)
{
    return saysNothing(column.name) || sharesWord(column.name, field.label) || sharesWord(column.name, field.apiName);
}

/// Whether nearly all rows of the column hold values of the field's list.
bool isFromList(const ColumnProfile& profile, const Field& field)
{
    QSet<QString> listed;
    for (const PicklistValue& value : field.picklist)
        listed << value.display.toCaseFolded() << value.actual.toCaseFolded();
    qint64 rows = 0;
    qint64 inList = 0;
    for (const ColumnProfile::Value& value : profile.frequent) {
        rows += value.rows;
        if (listed.contains(value.value.trimmed().toCaseFolded()))
            inList += value.rows;
    }
    return rows > 0 && inList * 10 >= rows * 9 && rows * 10 >= profile.filled * 9;
}

} // namespace

ComparableColumn::ComparableColumn(const QString& text, const ModuleInfo& module)
    : header(text), name(text), ownName(withoutModule(text, module))
{
}

FieldScore scoreByName(const ComparableColumn& column, const ComparableField& field)
{
    if (column.header == field.field->apiName)
        return {1.0, MatchKind::Exact};
    if (column.header == field.field->label)
        return {0.99, MatchKind::Exact};
    if (column.name.plain.isEmpty())
        return {};
    if (column.name.plain == field.apiName.plain || column.name.plain == field.label.plain)
        return {0.98, MatchKind::Exact};
    if (column.profile && contradicts(column.profile->shape, field.field->type))
        return {};
    if (column.ownName.plain == field.apiName.plain || column.ownName.plain == field.label.plain)
        return {0.94, MatchKind::Similar};
    const double synonym = std::max(synonymStrength(column.name.plain, *field.field),
                                    0.98 * synonymStrength(column.ownName.plain, *field.field));
    if (synonym > 0)
        return {0.92 * synonym, MatchKind::Similar};
    const double similarity =
        std::max(nameSimilarity(column.name, field.label), nameSimilarity(column.name, field.apiName));
    // Below every synonym, whose lowest score is about 0.64.
    return similarity >= leastSimilarity ? FieldScore{0.6 * similarity, MatchKind::Similar} : FieldScore{};
}

bool contradicts(ValueShape shape, FieldType type)
{
    switch (shape) {
    case ValueShape::Empty:
    case ValueShape::Text:
        return false;
    case ValueShape::Email:
        return type == FieldType::Phone || type == FieldType::Website || type == FieldType::Date ||
               type == FieldType::DateTime || type == FieldType::Boolean || isNumberType(type);
    case ValueShape::Url:
        return type == FieldType::Email || type == FieldType::Phone || type == FieldType::Date ||
               type == FieldType::DateTime || type == FieldType::Boolean || isNumberType(type);
    case ValueShape::Date:
    case ValueShape::DateTime:
        return type == FieldType::Email || type == FieldType::Phone || type == FieldType::Website ||
               type == FieldType::Boolean || isNumberType(type);
    case ValueShape::Phone:
        return type == FieldType::Email || type == FieldType::Website || type == FieldType::Date ||
               type == FieldType::DateTime || type == FieldType::Boolean || isNumberType(type);
    case ValueShape::Boolean:
        return type == FieldType::Email || type == FieldType::Website || type == FieldType::Date ||
               type == FieldType::DateTime;
    case ValueShape::Integer:
        return type == FieldType::Email || type == FieldType::Website;
    case ValueShape::Decimal:
        return type == FieldType::Email || type == FieldType::Website || type == FieldType::Boolean;
    }
    return false;
}

bool valuesPointTo(const ComparableColumn& column, const ComparableField& field)
{
    if (!column.profile)
        return false;
    const FieldType type = field.field->type;
    switch (column.profile->shape) {
    case ValueShape::Email:
        return type == FieldType::Email;
    case ValueShape::Url:
        return type == FieldType::Website;
    case ValueShape::Phone:
        return type == FieldType::Phone && nameAllows(column, field);
    case ValueShape::Date:
        return type == FieldType::Date && nameAllows(column, field);
    case ValueShape::DateTime:
        return type == FieldType::DateTime && nameAllows(column, field);
    default:
        return type == FieldType::Picklist && isFromList(*column.profile, *field.field);
    }
}

} // namespace stevedore

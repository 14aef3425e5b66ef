// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/remapping.h"

#include "mapping/automatch.h"
#include "mapping/composedtext.h"
#include "mapping/utf8.h"

#include <QCoreApplication>

#include <algorithm>
#include <string>

using namespace Qt::StringLiterals;

namespace stevedore::ui {

namespace {

constexpr int mostValueOffers = 4;
/// The spelling of so many values is compared, the most frequent ones.
constexpr std::size_t mostValuesCompared = 50;

struct RemappingText
{
    Q_DECLARE_TR_FUNCTIONS(Remapping)
};

/// What the mapping's value list is asked for, of a cell.
QStringList listKeys(const QString& cell, const ColumnMapping& column, const Field& field)
{
    const Conversion& conversion = column.conversion;
    const std::string bytes = toStd(cell);
    std::string buffer;
    std::string_view value = conversion.trim ? trimmedUtf8(bytes) : std::string_view(bytes);
    if (!conversion.part.isWhole())
        value = textPart(value, conversion.part, toStd(conversion.part.separator), buffer);
    if (field.type != FieldType::MultiPicklist)
        return {toQt(value)};
    QStringList parts;
    for (const QString& part : toQt(value).split(QLatin1Char(conversion.separator)))
        parts.append(part.trimmed());
    return parts;
}

bool isListed(const QString& value, const Field& field)
{
    return std::any_of(field.picklist.begin(), field.picklist.end(),
                       [&](const PicklistValue& known) { return known.display == value || known.actual == value; });
}

/// The values that the field's list does not have, the most frequent first.
QStringList unlisted(const CellValues& values, const ColumnMapping& column, const Field& field)
{
    QHash<QString, qint64> counts;
    for (const Fix& cell : values) {
        for (const QString& key : listKeys(cell.value, column, field)) {
            if (!key.isEmpty() && !isListed(key, field) && !column.conversion.values.contains(key))
                ++counts[key];
        }
    }
    std::vector<std::pair<qint64, QString>> sorted;
    for (const auto& [value, count] : counts.asKeyValueRange())
        sorted.emplace_back(-count, value);
    std::sort(sorted.begin(), sorted.end());
    QStringList out;
    for (std::size_t i = 0; i < std::min(sorted.size(), mostValuesCompared); ++i)
        out.append(sorted[i].second);
    return out;
}

class Offers
{
public:
    Offers(const ColumnMapping& column, const Field& field) : m_column(column), m_field(field) {}

    void mapValues(const CellValues& values)
    {
        QStringList candidates;
        for (const PicklistValue& known : m_field.picklist) {
            if (known.display != u"-None-")
                candidates.append(known.display);
        }
        for (const QString& unknown : unlisted(values, m_column, m_field)) {
            const QString nearest = nearestSpelling(unknown, candidates);
            if (nearest.isEmpty())
                continue;
            ColumnMapping after = m_column;
            after.conversion.values.insert(unknown, nearest);
            add(Repair::Kind::MapValue, after, unknown, nearest);
            if (m_offers.size() == mostValueOffers)
                return;
        }
    }

    /// `change` gives the conversion another value.
    template <typename Change>
    void convert(const Change& change)
    {
        ColumnMapping after = m_column;
        change(after.conversion);
        if (after != m_column)
            add(Repair::Kind::Convert, after);
    }

    void drop()
    {
        ColumnMapping after = m_column;
        after.field.clear();
        after.match = MatchKind::None;
        add(Repair::Kind::DropColumn, after);
    }

    const QList<Repair>& all() const { return m_offers; }

private:
    void add(Repair::Kind kind, const ColumnMapping& after, const QString& from = {}, const QString& to = {})
    {
        m_offers.append({kind, m_column.column, m_column.header, from, to, 0, 0, Remapping{m_column, after, m_field}});
    }

    const ColumnMapping& m_column;
    const Field& m_field;
    QList<Repair> m_offers;
};

void addConversions(Offers& offers, Reason reason, const Field& field)
{
    if (reason == Reason::NotADate || reason == Reason::NotADateTime) {
        for (const QString& pattern : datePatterns())
            offers.convert([&](Conversion& conversion) { conversion.datePattern = pattern; });
    } else if (reason == Reason::NotANumber || reason == Reason::NumberTooLong) {
        offers.convert(
            [](Conversion& conversion) { conversion.decimalSign = conversion.decimalSign == '.' ? ',' : '.'; });
    } else if (reason == Reason::NewPicklistValue && field.type == FieldType::MultiPicklist) {
        for (const char separator : {';', ',', '|', '/'})
            offers.convert([&](Conversion& conversion) { conversion.separator = separator; });
    } else if (reason == Reason::TooLong && field.type == FieldType::Phone) {
        offers.convert([](Conversion& conversion) { conversion.plainPhone = true; });
    }
}

/// Whether the mapping can do without what the column feeds.
bool mayDrop(const ColumnMapping& column, const Mapping& mapping, const ModuleMeta& meta)
{
    Mapping without = mapping;
    without.columns[std::size_t(column.column)].field.clear();
    const QStringList before = mappingProblems(mapping, meta);
    const QStringList after = mappingProblems(without, meta);
    return std::all_of(after.begin(), after.end(), [&](const QString& problem) { return before.contains(problem); });
}

} // namespace

QList<Repair> remappings(Reason reason, const ColumnMapping& column, const CellValues& values, const Mapping& mapping,
                         const ModuleMeta& meta)
{
    const Field* const field = targetField(meta, column.field);
    if (!field)
        return {};
    Offers offers(column, *field);
    if (reason == Reason::NewPicklistValue)
        offers.mapValues(values);
    addConversions(offers, reason, *field);
    if (mayDrop(column, mapping, meta))
        offers.drop();
    return offers.all();
}

QString remappingText(const Remapping& remapping)
{
    const Conversion& before = remapping.before.conversion;
    const Conversion& after = remapping.after.conversion;
    if (before.datePattern != after.datePattern)
        return RemappingText::tr("Read the dates as %1").arg(after.datePattern);
    if (before.decimalSign != after.decimalSign)
        return after.decimalSign == ',' ? RemappingText::tr("Read the numbers with a decimal comma")
                                        : RemappingText::tr("Read the numbers with a decimal point");
    if (before.separator != after.separator)
        return RemappingText::tr("Part the values at “%1”").arg(QLatin1Char(after.separator));
    return RemappingText::tr("Keep the digits only, and a leading plus");
}

} // namespace stevedore::ui

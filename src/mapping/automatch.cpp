// SPDX-License-Identifier: GPL-3.0-or-later
#include "mapping/automatch.h"

#include "mapping/fieldscore.h"
#include "mapping/targets.h"
#include "mapping/valueforms.h"
#include "mapping/valueguess.h"

#include <QHash>

#include <algorithm>
#include <tuple>

namespace stevedore {

namespace {

using namespace Qt::Literals::StringLiterals;

/// Record ids of the CRM have more digits than counters of other systems.
constexpr qsizetype leastIdDigits = 15;

bool holdsRecordIds(const ColumnProfile& profile)
{
    const QStringList values = knownValues(profile);
    return !values.isEmpty() && std::all_of(values.begin(), values.end(), [](const QString& value) {
        return value.size() >= leastIdDigits && isRecordIdForm(value.toStdString());
    });
}

bool holdsEmails(const ColumnProfile& profile)
{
    return profile.shape == ValueShape::Email;
}

/// The field by which people call a record of the module.
QString displayField(const QString& module)
{
    if (module == u"Contacts" || module == u"Leads")
        return u"Full_Name"_s;
    return duplicateCheckField(module);
}

/// By what the CRM finds the record that a lookup or owner field names.
QString usualFindBy(const Field& field, const ColumnProfile* profile)
{
    if (profile && holdsRecordIds(*profile))
        return recordIdName();
    if (field.type == FieldType::Owner)
        return profile && !holdsEmails(*profile) ? recordIdName() : u"email"_s;
    if (profile && holdsEmails(*profile) && duplicateCheckField(field.lookupModule) == u"Email")
        return u"Email"_s;
    return field.lookupModule.isEmpty() ? recordIdName() : displayField(field.lookupModule);
}

} // namespace

void guessConversion(ColumnMapping& column, const Field& field, const ColumnProfile* profile)
{
    if (isReferenceType(field.type))
        column.findBy = usualFindBy(field, profile);
    if (!profile)
        return;
    if (isDateType(field.type)) {
        const DateGuess guess = guessDatePattern(*profile);
        if (!guess.ambiguous)
            column.conversion.datePattern = guess.pattern;
    }
    column.conversion.decimalSign = isNumberType(field.type) ? guessDecimalSign(*profile) : '.';
}

namespace {

ColumnMapping leftOut(const ColumnMapping& column)
{
    ColumnMapping out;
    out.column = column.column;
    out.header = column.header;
    return out;
}

class Matcher
{
public:
    Matcher(const QStringList& headers, const std::vector<ColumnProfile>& profiles, const ModuleMeta& meta,
            Operation operation);
    Mapping match(const QList<Mapping>& earlier);

private:
    bool isSettled(std::size_t column) const { return m_leftOut[column] || !m_mapping.columns[column].field.isEmpty(); }
    struct Candidate
    {
        double score;
        std::size_t column;
        std::size_t field;
        MatchKind kind;
    };
    void matchRemembered(const Mapping& earlier);
    void assignRemembered(std::size_t column, const ColumnMapping& earlier);
    void matchRecordId();
    void matchByName();
    void matchByValues();
    void assign(std::size_t column, std::size_t field, MatchKind kind);
    QString matchKey() const;

    const ModuleMeta& m_meta;
    Mapping m_mapping;
    std::vector<ComparableColumn> m_columns;
    std::vector<ComparableField> m_fields;
    std::vector<bool> m_taken;
    std::vector<bool> m_leftOut; ///< columns that are no longer asked about
};

Matcher::Matcher(const QStringList& headers, const std::vector<ColumnProfile>& profiles, const ModuleMeta& meta,
                 Operation operation)
    : m_meta(meta)
{
    m_mapping.module = meta.module.apiName;
    m_mapping.operation = operation;
    for (qsizetype i = 0; i < headers.size(); ++i) {
        ColumnMapping column;
        column.column = int(i);
        column.header = headers[i];
        m_mapping.columns.push_back(column);
        m_columns.emplace_back(headers[i], meta.module);
        if (std::size_t(i) < profiles.size())
            m_columns.back().profile = &profiles[std::size_t(i)];
    }
    for (const Field& field : meta.fields) {
        if (!isRecordId(field) && isTarget(field, operation))
            m_fields.emplace_back(field);
    }
    m_taken.resize(m_fields.size(), false);
    m_leftOut.resize(m_columns.size(), false);
}

Mapping Matcher::match(const QList<Mapping>& earlier)
{
    for (const Mapping& mapping : earlier)
        matchRemembered(mapping);
    if (m_mapping.operation != Operation::Insert)
        matchRecordId();
    matchByName();
    matchByValues();
    if (m_mapping.operation != Operation::Insert)
        m_mapping.findBy = matchKey();
    return m_mapping;
}

void Matcher::matchRemembered(const Mapping& earlier)
{
    QHash<QString, const ColumnMapping*> byName;
    for (const ColumnMapping& column : earlier.columns)
        byName.insert(column.header.trimmed().toCaseFolded(), &column);
    const auto known = [&byName](const ColumnMapping& column) {
        return byName.value(column.header.trimmed().toCaseFolded());
    };
    const bool sameColumns = earlier.columns.size() == m_mapping.columns.size() &&
                             std::all_of(m_mapping.columns.begin(), m_mapping.columns.end(), known);
    for (std::size_t i = 0; i < m_mapping.columns.size(); ++i) {
        const ColumnMapping* const column = known(m_mapping.columns[i]);
        if (!column || isSettled(i))
            continue;
        if (!column->field.isEmpty())
            assignRemembered(i, *column);
        else if (sameColumns)
            m_leftOut[i] = true;
    }
}

void Matcher::assignRemembered(std::size_t column, const ColumnMapping& earlier)
{
    ColumnMapping& mapped = m_mapping.columns[column];
    if (earlier.field == recordIdName() && m_mapping.operation != Operation::Insert) {
        mapped.field = recordIdName();
        mapped.match = MatchKind::Remembered;
        return;
    }
    for (std::size_t f = 0; f < m_fields.size(); ++f) {
        if (m_taken[f] || m_fields[f].field->apiName != earlier.field)
            continue;
        assign(column, f, MatchKind::Remembered);
        const Conversion own = mapped.conversion;
        mapped.conversion = earlier.conversion;
        mapped.conversion.decimalSign = own.decimalSign;
        if (!own.datePattern.isEmpty())
            mapped.conversion.datePattern = own.datePattern;
        mapped.findBy = earlier.findBy;
        return;
    }
}

void Matcher::matchRecordId()
{
    const QStringList names{u"id"_s, u"recordid"_s, u"crmid"_s, u"zohoid"_s, u"zohocrmid"_s};
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const ComparableColumn& column = m_columns[i];
        if (isSettled(i))
            continue;
        const bool named = names.contains(column.name.plain) || names.contains(column.ownName.plain);
        if (named && (!column.profile || holdsRecordIds(*column.profile))) {
            m_mapping.columns[i].field = recordIdName();
            m_mapping.columns[i].match = MatchKind::Exact;
            return;
        }
    }
}

void Matcher::matchByName()
{
    std::vector<Candidate> candidates;
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        if (isSettled(c))
            continue;
        for (std::size_t f = 0; f < m_fields.size(); ++f) {
            const FieldScore score = scoreByName(m_columns[c], m_fields[f]);
            if (score.kind != MatchKind::None)
                candidates.push_back({score.score, c, f, score.kind});
        }
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return std::tuple(-a.score, a.column, a.field) < std::tuple(-b.score, b.column, b.field);
    });
    for (const Candidate& candidate : candidates) {
        if (m_mapping.columns[candidate.column].field.isEmpty() && !m_taken[candidate.field])
            assign(candidate.column, candidate.field, candidate.kind);
    }
}

void Matcher::matchByValues()
{
    // Two columns that point to one field contradict each other: then neither gets it.
    std::vector<std::size_t> pointingTo(m_fields.size(), 0);
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t c = 0; c < m_columns.size(); ++c) {
        if (isSettled(c))
            continue;
        std::vector<std::size_t> plausible;
        for (std::size_t f = 0; f < m_fields.size(); ++f) {
            if (!m_taken[f] && valuesPointTo(m_columns[c], m_fields[f]))
                plausible.push_back(f);
        }
        if (plausible.size() != 1)
            continue;
        pairs.emplace_back(c, plausible.front());
        ++pointingTo[plausible.front()];
    }
    for (const auto& [column, field] : pairs) {
        if (pointingTo[field] == 1)
            assign(column, field, MatchKind::ByValues);
    }
}

void Matcher::assign(std::size_t column, std::size_t field, MatchKind kind)
{
    ColumnMapping& mapped = m_mapping.columns[column];
    const Field& target = *m_fields[field].field;
    mapped.field = target.apiName;
    mapped.match = kind;
    m_taken[field] = true;
    guessConversion(mapped, target, m_columns[column].profile);
}

QString Matcher::matchKey() const
{
    for (const QString& key : m_meta.matchKeys()) {
        if (m_mapping.columnFor(key))
            return key;
    }
    const QString check = duplicateCheckField(m_meta.module.apiName);
    return m_meta.field(check) ? check : QString();
}

} // namespace

Mapping autoMatch(const QStringList& columns, const std::vector<ColumnProfile>& profiles, const ModuleMeta& meta,
                  Operation operation, const QList<Mapping>& earlier)
{
    return Matcher(columns, profiles, meta, operation).match(earlier);
}

Mapping matchedByPosition(const Mapping& mapping, const ModuleMeta& meta, const std::vector<ColumnProfile>& profiles)
{
    std::vector<const Field*> targets;
    for (const Field& field : meta.fields) {
        const bool composed = std::any_of(mapping.composed.begin(), mapping.composed.end(),
                                          [&](const ColumnMapping& c) { return c.field == field.apiName; });
        if (!composed && !isRecordId(field) && isTarget(field, mapping.operation))
            targets.push_back(&field);
    }
    Mapping out = mapping;
    for (std::size_t i = 0; i < out.columns.size(); ++i) {
        ColumnMapping& column = out.columns[i];
        const Field* const field = i < targets.size() ? targets[i] : nullptr;
        if (field && column.field == field->apiName)
            continue;
        column = leftOut(column);
        if (!field)
            continue;
        column.field = field->apiName;
        column.match = MatchKind::ByPosition;
        guessConversion(column, *field, i < profiles.size() ? &profiles[i] : nullptr);
    }
    return out;
}

Mapping withoutGuesses(const Mapping& mapping)
{
    Mapping out = mapping;
    for (ColumnMapping& column : out.columns) {
        if (isGuess(column.match))
            column = leftOut(column);
    }
    return out;
}

} // namespace stevedore

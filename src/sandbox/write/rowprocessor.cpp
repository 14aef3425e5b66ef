// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/rowprocessor.h"

#include <algorithm>
#include <array>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

std::vector<const Field*> fieldsOf(const JobPlan& plan)
{
    std::vector<const Field*> fields;
    for (const PlanColumn& column : plan.columns)
        if (column.field)
            fields.push_back(column.field);
    return fields;
}

} // namespace

RowProcessor::RowProcessor(Store& store, Database& database, const JobPlan& plan, const Stamp& stamp)
    : m_store(store), m_plan(plan), m_stamp(stamp), m_writer(database, *plan.module, fieldsOf(plan), plan.ignoreEmpty),
      m_finder(database, *plan.module), m_lookups(database, store.org()), m_zone(store.org().timeZone.toUtf8()),
      m_values(plan.columns.size()), m_codes(plan.columns.size()),
      m_hasIdColumn(fieldsOf(plan).size() != plan.columns.size())
{
}

RowProcessor::Code RowProcessor::readValue(const PlanColumn& column, std::string_view text, Value& value)
{
    value = Value();
    if (text.empty())
        return Code::None;
    if (!column.field) {
        const qint64 id = idOf(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
        if (!id)
            return Code::Invalid;
        value = std::int64_t(id);
        return Code::None;
    }
    if (column.field->isLookup()) {
        const auto id = m_lookups.resolve(*column.field, column.findBy, std::string(text));
        if (!id)
            return Code::NotFound;
        value = std::to_string(*id);
        return Code::None;
    }
    if (column.field->type == FieldType::Layout) // "no or a wrong layout: the default layout"
        return Code::None;
    auto read = valueFromText(*column.field, text, column.format, m_zone);
    if (!read)
        return Code::Invalid;
    value = std::move(*read);
    return Code::None;
}

void RowProcessor::readValues(const std::vector<std::string>& cells)
{
    for (std::size_t i = 0; i < m_plan.columns.size(); ++i) {
        const PlanColumn& column = m_plan.columns[i];
        const auto index = static_cast<std::size_t>(column.index);
        std::string_view text;
        if (column.index >= 0 && index < cells.size())
            text = trimmed(cells[index]);
        if (text.empty())
            text = column.defaultValue;
        m_codes[i] = readValue(column, text, m_values[i]);
    }
}

std::optional<qint64> RowProcessor::findExisting()
{
    if (m_plan.keyColumn < 0)
        return std::nullopt;
    const auto key = static_cast<std::size_t>(m_plan.keyColumn);
    const Field* field = m_plan.columns[key].field;
    if (m_codes[key] != Code::None)
        return std::nullopt;
    if (isNull(m_values[key])) {
        if (m_plan.operation != Operation::Insert)
            m_codes[key] = Code::Mandatory;
        return std::nullopt;
    }
    std::optional<qint64> id;
    if (field)
        id = m_finder.find(*field, m_values[key]);
    else if (const qint64 wanted = std::get<std::int64_t>(m_values[key]); m_finder.exists(wanted))
        id = wanted;
    // An update never creates, and no record can be created under an id of the client's choice.
    if (!id && (m_plan.operation == Operation::Update || !field))
        m_codes[key] = Code::NotFound;
    return id;
}

void RowProcessor::checkMandatory(bool exists)
{
    // What a record must have may be left alone by an update, but not be blanked.
    if (exists && m_plan.ignoreEmpty)
        return;
    for (std::size_t i = 0; i < m_plan.columns.size(); ++i)
        if (m_plan.columns[i].mandatory && m_codes[i] == Code::None && isNull(m_values[i]))
            m_codes[i] = Code::Mandatory;
}

void RowProcessor::checkUnique(std::optional<qint64> self, RowOutcome& outcome)
{
    for (std::size_t i = 0; i < m_plan.columns.size(); ++i) {
        const Field* field = m_plan.columns[i].field;
        if (!field || !field->unique || m_codes[i] != Code::None || isNull(m_values[i]))
            continue;
        const auto other = m_finder.find(*field, m_values[i]);
        if (!other || other == self)
            continue;
        m_codes[i] = Code::Duplicate;
        outcome.id = *other;
    }
}

bool RowProcessor::refused() const
{
    return std::any_of(m_codes.begin(), m_codes.end(), [](Code code) { return code != Code::None; });
}

/// MANDATORY_NOT_FOUND-Company,Last_Name:DUPLICATE_DATA-Email
std::string RowProcessor::joinedErrors() const
{
    static constexpr std::array<std::pair<Code, std::string_view>, 4> names = {
        {{Code::Mandatory, "MANDATORY_NOT_FOUND"},
         {Code::Invalid, "INVALID_DATA"},
         {Code::Duplicate, "DUPLICATE_DATA"},
         {Code::NotFound, "RESOURCE_NOT_FOUND"}}};
    std::string joined;
    for (const auto& [code, name] : names) {
        bool first = true;
        for (std::size_t i = 0; i < m_codes.size(); ++i) {
            if (m_codes[i] != code)
                continue;
            if (first) {
                joined += joined.empty() ? "" : ":";
                joined += name;
            }
            joined += first ? '-' : ',';
            joined += m_plan.columns[i].header;
            first = false;
        }
    }
    return joined;
}

RowOutcome RowProcessor::write(std::optional<qint64> existing)
{
    const std::vector<Value>* values = &m_values;
    if (m_hasIdColumn) {
        m_written.clear();
        for (std::size_t i = 0; i < m_values.size(); ++i)
            if (m_plan.columns[i].field)
                m_written.push_back(m_values[i]);
        values = &m_written;
    }
    if (existing) {
        m_writer.update(*existing, *values, m_stamp);
        return {RowStatus::Updated, *existing, {}};
    }
    const qint64 id = m_store.nextId();
    m_writer.insert(id, *values, m_stamp);
    return {RowStatus::Added, id, {}};
}

RowOutcome RowProcessor::process(const std::vector<std::string>& cells)
{
    readValues(cells);
    const auto existing = findExisting();
    RowOutcome outcome;
    if (existing && m_plan.operation == Operation::Insert) {
        outcome.id = *existing; // "find_by with insert: records that already exist are skipped"
        return outcome;
    }
    checkMandatory(existing.has_value());
    if (!refused()) {
        try {
            return write(existing);
        } catch (const SqlError& error) {
            // The indexes are asked by trying: clashes are rare, and a question before each row would not be cheap.
            if (!error.isConstraint())
                throw;
        }
    }
    checkUnique(existing, outcome);
    outcome.errors = joinedErrors();
    return outcome;
}

} // namespace stevedore::sandbox

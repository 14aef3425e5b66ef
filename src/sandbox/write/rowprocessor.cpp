// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/write/rowprocessor.h"

#include "sandbox/data/workflows.h"

#include <algorithm>
#include <array>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 mostSubformRows = 200; // "Limitations" of bulk write

std::vector<const Field*> plannedFields(const FilePlan& plan)
{
    std::vector<const Field*> fields;
    for (const PlanColumn& column : plan.columns)
        if (column.field)
            fields.push_back(column.field);
    return fields;
}

} // namespace

RowProcessor::RowProcessor(const RowContext& context, const JobPlan& plan, std::size_t position)
    : m_context(context), m_operation(plan.operation), m_plan(plan.files[position]),
      m_keys(context.database, context.jobId, plan),
      m_writer(context.database, *m_plan.module, plannedFields(m_plan), m_plan.ignoreEmpty),
      m_finder(context.database, *m_plan.module), m_lookups(context.database, context.store.org()),
      m_zone(context.store.org().timeZone.toUtf8()), m_values(m_plan.columns.size()), m_codes(m_plan.columns.size()),
      m_hasIdColumn(plannedFields(m_plan).size() != m_plan.columns.size())
{
}

/// The record that the parent's row with the same key became, and whether it may have one more child.
RowProcessor::Code RowProcessor::readParent(const PlanColumn& column, std::string_view text, Value& value)
{
    const auto record = m_keys.find(column.parentIndex, text);
    if (!record || *record == 0)
        return Code::NotFound;
    value = std::to_string(*record);
    m_parentKey = text;
    return Code::None;
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
    if (column.parentIndex >= 0)
        return readParent(column, text, value);
    if (column.field->isLookup()) {
        // The resolver takes a user's id and e-mail alike; find_by has said which it is to be.
        if (column.field->type == FieldType::Owner && (text.find('@') != std::string_view::npos) != column.byEmail)
            return Code::NotFound;
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
        if (m_operation != Operation::Insert)
            m_codes[key] = Code::Mandatory;
        return std::nullopt;
    }
    std::optional<qint64> id;
    if (field)
        id = m_finder.find(*field, m_values[key]);
    else if (const qint64 wanted = std::get<std::int64_t>(m_values[key]); m_finder.exists(wanted))
        id = wanted;
    // An update never creates, and no record can be created under an id of the client's choice.
    if (!id && (m_operation == Operation::Update || !field))
        m_codes[key] = Code::NotFound;
    return id;
}

void RowProcessor::checkState(std::optional<qint64> existing)
{
    if (!existing || m_operation == Operation::Insert || m_plan.keyColumn < 0)
        return;
    Code& code = m_codes[static_cast<std::size_t>(m_plan.keyColumn)];
    switch (m_context.states.of(m_context.database, *m_plan.module, *existing)) {
    case RecordState::None:
        return;
    case RecordState::Waiting:
        code = Code::NotApproved;
        return;
    case RecordState::Locked:
    case RecordState::Blocked:
        code = Code::Blocked;
    }
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
        if (!field || !(field->unique || isTakenBySystem(*field)) || m_codes[i] != Code::None || isNull(m_values[i]))
            continue;
        const auto other = m_finder.find(*field, m_values[i]);
        if (!other || other == self)
            continue;
        m_codes[i] = Code::Duplicate;
        outcome.id = *other;
    }
}

/// Whether bulk insert minds the system's duplicate-check field is not documented.
bool RowProcessor::isTakenBySystem(const Field& field) const
{
    return m_operation == Operation::Insert && field.apiName == m_plan.module->duplicateField &&
           m_context.quirks.on(Quirk::SystemDuplicatesRefused);
}

/// What a scenario wants of this row.
void RowProcessor::makeTrouble(RowOutcome& outcome)
{
    const auto trouble = m_context.scenario.next(Occasion::Row);
    if (!trouble || m_plan.columns.empty())
        return;
    const std::string wanted = trouble->column.toStdString();
    const auto named = std::find_if(m_plan.columns.begin(), m_plan.columns.end(),
                                    [&wanted](const PlanColumn& column) { return column.header == wanted; });
    const PlanColumn& column = named == m_plan.columns.end() ? m_plan.columns.front() : *named;
    outcome.errors = trouble->code.toStdString() + '-' + column.header;
}

bool RowProcessor::refused() const
{
    return std::any_of(m_codes.begin(), m_codes.end(), [](Code code) { return code != Code::None; });
}

/// MANDATORY_NOT_FOUND-Company,Last_Name:DUPLICATE_DATA-Email
std::string RowProcessor::joinedErrors() const
{
    static constexpr std::array<std::pair<Code, std::string_view>, 8> names = {
        {{Code::Mandatory, "MANDATORY_NOT_FOUND"},
         {Code::Invalid, "INVALID_DATA"},
         {Code::Duplicate, "DUPLICATE_DATA"},
         {Code::NotApproved, "NOT_APPROVED"},
         {Code::Blocked, "BLOCKED_RECORD"},
         {Code::CannotProcess, "CANNOT_PROCESS"},
         {Code::Limit, "LIMIT_EXCEEDED"},
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
    const bool automated = m_context.quirks.on(Quirk::WorkflowsOnBulkWrite);
    if (existing) {
        m_writer.update(*existing, *values, m_context.stamp);
        if (automated)
            noteWorkflow(m_context.database, *m_plan.module, *existing, "edit");
        return {RowStatus::Updated, *existing, {}};
    }
    const qint64 id = m_context.store.nextId();
    m_writer.insert(id, *values, m_context.stamp);
    if (automated)
        noteWorkflow(m_context.database, *m_plan.module, id, "create");
    return {RowStatus::Added, id, {}};
}

/// A parent takes 200 rows of a subform; whether that is counted for each parent or for the file is open.
void RowProcessor::checkLimit()
{
    const PlanColumn* link = m_plan.parentLink();
    if (!link || m_plan.module->kind != ModuleKind::Subform || refused())
        return;
    const bool together = m_context.quirks.on(Quirk::SubformLimitPerFile);
    if (m_keys.count(link->parentIndex, together ? std::string_view() : std::string_view(m_parentKey)) >
        mostSubformRows)
        m_codes[static_cast<std::size_t>(link - m_plan.columns.data())] = Code::Limit;
}

std::optional<std::string> RowProcessor::keptText(std::size_t column) const
{
    if (m_codes[column] != Code::None)
        return std::nullopt;
    return textOf(m_values[column]);
}

RowOutcome RowProcessor::process(const std::vector<std::string>& cells)
{
    readValues(cells);
    const auto existing = findExisting();
    RowOutcome outcome;
    if (m_context.scenario.concernsRows())
        makeTrouble(outcome);
    if (!outcome.errors.empty())
        return outcome;
    if (existing && m_operation == Operation::Insert) {
        outcome.id = *existing; // "find_by with insert: records that already exist are skipped"
        m_keys.keep(cells, *existing);
        return outcome;
    }
    checkState(existing);
    checkMandatory(existing.has_value());
    checkLimit();
    if (m_operation == Operation::Insert && m_context.quirks.on(Quirk::SystemDuplicatesRefused))
        checkUnique(existing, outcome);
    if (!refused()) {
        try {
            outcome = write(existing);
            m_keys.keep(cells, outcome.id);
            return outcome;
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

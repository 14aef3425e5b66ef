// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/recordstates.h"
#include "sandbox/data/rowwriter.h"
#include "sandbox/trouble/scenario.h"
#include "sandbox/write/jobplan.h"
#include "sandbox/write/parentkeys.h"

namespace stevedore::sandbox {

enum class RowStatus { Added, Updated, Skipped, Unprocessed };

struct RowOutcome
{
    RowStatus status = RowStatus::Skipped;
    qint64 id = 0;      ///< of the record, also of the one that is in the way of a skipped row; 0 if there is none
    std::string errors; ///< "CODE-header,header:CODE-header"; empty if there is nothing to complain about
};

/// What the rows of a job are carried out with; outlives the processor.
struct RowContext
{
    Store& store;
    Database& database;
    const Quirks& quirks;
    Scenario& scenario;
    const RecordStates& states;
    qint64 jobId;
    const Stamp& stamp;
};

/// Carries out one row of a write job's file after another, inside the caller's transaction.
class RowProcessor
{
public:
    RowProcessor(const RowContext& context, const JobPlan& plan, std::size_t position);

    RowOutcome process(const std::vector<std::string>& cells);
    /// What the CRM keeps for a column of the latest row, as text; nothing where the cell was refused.
    std::optional<std::string> keptText(std::size_t column) const;

private:
    enum class Code { None, Mandatory, Invalid, Duplicate, NotApproved, Blocked, CannotProcess, Limit, NotFound };

    void readValues(const std::vector<std::string>& cells);
    Code readValue(const PlanColumn& column, std::string_view text, Value& value);
    Code readParent(const PlanColumn& column, std::string_view text, Value& value);
    std::optional<qint64> findExisting();
    void checkState(std::optional<qint64> existing);
    void checkMandatory(bool exists);
    void checkLimit();
    void checkUnique(std::optional<qint64> self, RowOutcome& outcome);
    bool isTakenBySystem(const Field& field) const;
    void makeTrouble(RowOutcome& outcome);
    RowOutcome write(std::optional<qint64> existing);
    bool refused() const;
    std::string joinedErrors() const;

    RowContext m_context;
    Operation m_operation;
    const FilePlan& m_plan;
    ParentKeys m_keys;
    RowWriter m_writer;
    RowFinder m_finder;
    LookupResolver m_lookups;
    QTimeZone m_zone;
    std::vector<Value> m_values;  // of all columns
    std::vector<Value> m_written; // of those that are fields, if not all are
    std::vector<Code> m_codes;
    bool m_hasIdColumn;
    std::string m_parentKey; // of the latest row that links to a parent
};

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/rowwriter.h"
#include "sandbox/data/store.h"
#include "sandbox/write/jobplan.h"

namespace stevedore::sandbox {

enum class RowStatus { Added, Updated, Skipped };

struct RowOutcome
{
    RowStatus status = RowStatus::Skipped;
    qint64 id = 0;      ///< of the record, also of the one that is in the way of a skipped row; 0 if there is none
    std::string errors; ///< "CODE-header,header:CODE-header"; empty if there is nothing to complain about
};

/// Carries out one row of a write job after another, inside the caller's transaction.
class RowProcessor
{
public:
    RowProcessor(Store& store, Database& database, const JobPlan& plan, const Stamp& stamp);

    RowOutcome process(const std::vector<std::string>& cells);

private:
    enum class Code { None, Mandatory, Invalid, Duplicate, NotFound };

    void readValues(const std::vector<std::string>& cells);
    Code readValue(const PlanColumn& column, std::string_view text, Value& value);
    std::optional<qint64> findExisting();
    void checkMandatory(bool exists);
    void checkUnique(std::optional<qint64> self, RowOutcome& outcome);
    RowOutcome write(std::optional<qint64> existing);
    bool refused() const;
    std::string joinedErrors() const;

    Store& m_store;
    const JobPlan& m_plan;
    const Stamp& m_stamp;
    RowWriter m_writer;
    RowFinder m_finder;
    LookupResolver m_lookups;
    QTimeZone m_zone;
    std::vector<Value> m_values;  // of all columns
    std::vector<Value> m_written; // of those that are fields, if not all are
    std::vector<Code> m_codes;
    bool m_hasIdColumn;
};

} // namespace stevedore::sandbox

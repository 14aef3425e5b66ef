// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/options.h"
#include "sandbox/write/jobs.h"
#include "sandbox/write/rowprocessor.h"

namespace stevedore::sandbox {

/// Writes the result of a write job as "Bulk write, Download result" has it: for each module a CSV of "the first three
/// mapped columns of the uploaded file", STATUS, RECORD_ID and ERRORS.
class ResultRows
{
public:
    ResultRows(const FilePlan& file, const Options& options);

    /// The heads of the columns, as a line.
    std::string header() const;
    /// Appends the line of one row. `processor` has just carried it out; null for an unprocessed one.
    void append(std::string& rows, const std::vector<std::string>& cells, const RowOutcome& outcome,
                const RowProcessor* processor) const;

private:
    std::string_view word(RowStatus status) const;

    const FilePlan& m_file;
    const Options& m_options;
    std::vector<std::size_t> m_echoed; ///< positions in FilePlan::columns
};

/// Puts the result rows that a finished job has left into its zip. False if the disk did not take it.
bool writeResult(Store& store, const Options& options, const Job& job, const JobPlan& plan);

} // namespace stevedore::sandbox

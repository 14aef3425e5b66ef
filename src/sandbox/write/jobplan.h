// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/data/valuerules.h"
#include "sandbox/http/http.h"
#include "sandbox/org/org.h"

#include <QJsonArray>

#include <optional>
#include <string>
#include <vector>

namespace stevedore::sandbox {

enum class Operation { Insert, Update, Upsert };

/// One mapping, understood.
struct PlanColumn
{
    const Field* field = nullptr;  ///< null: the record's id
    int index = -1;                ///< column of the CSV; -1: the default value for every row
    const Field* findBy = nullptr; ///< of a lookup; null: by id, or
    bool byEmail = false;          ///< of a user: by that
    int parentIndex = -1;          ///< column of the parent's CSV that holds the same key; -1: no link to the parent
    ValueFormat format;
    std::string defaultValue; ///< for empty cells; empty: none
    std::string header;       ///< what the column is called in results
    bool mandatory = false;
};

/// One resource of a write job: a module, its CSV and its mappings.
struct FilePlan
{
    const Module* module = nullptr;
    bool ignoreEmpty = false;
    int keyColumn = -1; ///< of `columns`: the one records are found by; -1: none
    std::vector<PlanColumn> columns;
    QString name;                    ///< of the CSV in the zip
    QString encoding;                ///< as it was found
    std::vector<std::string> header; ///< of the CSV
    qint64 records = 0;              ///< in the CSV; 0 in a plan that is made again
    QJsonArray mappings;             ///< as the job details echo them

    /// The column that links to a record of the parent; null in the parent itself.
    const PlanColumn* parentLink() const;
};

/// A write job that passed all checks of "Bulk write, Create job". The first file is the parent of the others.
struct JobPlan
{
    Operation operation = Operation::Insert;
    std::vector<FilePlan> files;
};

/// What the plan needs to know of the uploaded zip.
struct UploadedFile
{
    QString path;
    std::optional<QStringList> entries; ///< nothing if the zip holds more than plain files
};

/// What an earlier reading has found out about the CSVs, so that they need not be read again.
struct KnownFile
{
    QString encoding;
    std::vector<std::string> header;
};

/// Reads a create request. `file` has been looked up by the request's file_id; null if there is none. `known` is empty,
/// or has one element for each resource. Every refusal is one of the table "Possible errors" of Create job.
ApiResult<JobPlan> planJob(const Org& org, const QJsonObject& request, const UploadedFile* file, const Quirks& quirks,
                           const std::vector<KnownFile>& known = {});

} // namespace stevedore::sandbox

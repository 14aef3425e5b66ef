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
    const Field* findBy = nullptr; ///< of a lookup; null: by id
    ValueFormat format;
    std::string defaultValue; ///< for empty cells; empty: none
    std::string header;       ///< what the column is called in results
    bool mandatory = false;
};

/// A write job that passed all checks of "Bulk write, Create job".
struct JobPlan
{
    const Module* module = nullptr;
    Operation operation = Operation::Insert;
    bool ignoreEmpty = false;
    int keyColumn = -1; ///< of `columns`: the one records are found by; -1: none
    std::vector<PlanColumn> columns;
    QString fileName; ///< of the CSV in the zip
    QString encoding;
    QJsonArray mappings; ///< as the job details echo them
};

/// What the plan needs to know of the uploaded zip.
struct UploadedFile
{
    QString path;
    QStringList entries;
};

/// Reads a create request. `file` has been looked up by the request's file_id; null if there is none.
/// Every refusal is one of the table "Possible errors" of Create job. Once a job is created its records need not be
/// counted again.
ApiResult<JobPlan> planJob(const Org& org, const QJsonObject& request, const UploadedFile* file,
                           bool countRecords = true);

} // namespace stevedore::sandbox

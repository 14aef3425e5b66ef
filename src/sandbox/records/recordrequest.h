// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"
#include "sandbox/org/org.h"

#include <QJsonArray>
#include <QStringList>

namespace stevedore::sandbox {

/// The body of a call that writes records.
struct RecordRequest
{
    static constexpr qsizetype mostRecords = 100;

    QJsonArray records;          ///< one to a hundred of whatever the caller sent
    bool automated = true;       ///< "Omit trigger: all automation runs; an empty list: none."
    QStringList duplicateFields; ///< where upsert looks: those asked for, else the system's, then the unique ones

    /// The errors are those of the whole call: MANDATORY_NOT_FOUND, INVALID_DATA. More than a hundred records are no
    /// such error, but an answer of their own.
    static ApiResult<RecordRequest> read(const Module& module, const QJsonObject& body);
};

/// LIMIT_EXCEEDED: the refusal of more records than one call takes.
Answer tooManyRecords();

} // namespace stevedore::sandbox

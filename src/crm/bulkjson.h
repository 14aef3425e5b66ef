// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace stevedore {

/// One column of the uploaded CSV and the field it feeds (Zoho CRM API v8, Bulk write, Create job, `field_mappings`).
struct WriteColumn
{
    QString apiName;
    int index = 0;  ///< in the uploaded CSV, from 0
    QString findBy; ///< mandatory for lookups; empty otherwise
    QString format; ///< pattern of dates and date-times; empty for the CRM's default
    bool operator==(const WriteColumn&) const = default;
};

struct WriteJobRequest
{
    QString operation; ///< insert, update, upsert
    QString module;
    QString fileId;
    QString fileName; ///< of the CSV inside the zip
    QString findBy;   ///< empty for an insert without match key
    bool ignoreEmpty = true;
    QList<WriteColumn> columns;
    QString layout = {}; ///< id; empty for the CRM's default one
    bool operator==(const WriteJobRequest&) const = default;
};

/// Job states, whatever spelling the server uses ("IN PROGRESS", "INPROGRESS"); a word nobody knows counts as Working.
enum class JobState { Queued, Working, Completed, Failed, Skipped };
JobState jobStateFrom(const QString& word);

struct JobDetails
{
    QString id;
    JobState state = JobState::Working;
    QString stateWord; ///< as sent
    QString module;
    QString fileName;
    // Of rows; -1 where the server does not say, or says what is no count.
    qint64 added = -1;
    qint64 updated = -1;
    qint64 skipped = -1;
    qint64 total = -1;
    QString downloadUrl; ///< absolute, or relative to a base that the documentation leaves open
    QString message;     ///< what the server says of a failed job, if anything
    QByteArray raw = {}; ///< the answer as it came
    bool operator==(const JobDetails&) const = default;
};

QByteArray writeJobBody(const WriteJobRequest& request);
/// The file id in the upload's answer; nothing if there is none, whatever the status said.
std::optional<QString> uploadedFileId(const QByteArray& body);
/// The job id in the create answer; nothing unless the answer is a success with an id.
std::optional<QString> createdJobId(const QByteArray& body);
std::optional<JobDetails> jobDetailsFromJson(const QByteArray& body);

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace stevedore {

/// The state of an export. Stored; never renumber.
enum class ExportState : int {
    Running = 1,
    Paused = 2,   ///< by the user
    Stopped = 3,  ///< by a failure that needs somebody; `failure` says which
    Finished = 4, ///< the file is whole and in its place
    Cancelled = 5,
};

struct ExportRecord
{
    ExportId id;
    QDateTime createdAt;
    QDateTime endedAt; ///< invalid until it is finished or cancelled
    QString module;
    QString moduleLabel;    ///< plural, as the org calls it
    QByteArray requestJson; ///< what was asked for and how the file is written (transfer/export/exportrequest.h)
    QString targetPath;     ///< absolute
    QString connection;     ///< name
    QString orgId;          ///< zgid; going on in another org is refused
    QString orgName;
    QString userId; ///< page tokens are good for one user only (Zoho CRM API v8, Bulk read, Create job)
    QString userName;
    ExportState state = ExportState::Running;
    QString failure;     ///< sentence, with Stopped
    qint64 counted = -1; ///< records that the CRM counted before; -1: not asked
    qint64 records = 0;  ///< in the finished file
    qint64 twice = 0;    ///< that came on two pages and stand in the file once
    qint64 replaced = 0; ///< characters that the encoding of the file does not have
    int restarts = 0;    ///< how often it began anew because the CRM had forgotten where it was
    int credits = 0;     ///< of all read jobs, those before a restart included
    qint64 fileBytes = 0;

    bool operator==(const ExportRecord&) const = default;
};

/// The stage of a page, stored before the request that leaves it and after its answer. Stored; never renumber.
enum class PageStage : int {
    Planned = 1,
    Creating = 2, ///< the job may be on the wire; what is lost here costs its credits again, and nothing else
    Queued = 3,
    Working = 4,
    Ready = 5, ///< the job ended; its result is not here yet
    Done = 6,  ///< the zip is in the spool and is what the CRM announced
};

struct PageRecord
{
    ExportId exportId;
    int number = 1;
    PageStage stage = PageStage::Planned;
    QString pageToken; ///< with which it is asked for; empty for the first one
    QString jobId;
    QString downloadUrl;
    qint64 count = -1; ///< records, as announced; -1: not known
    bool more = false; ///< another page follows
    QString nextToken; ///< what that one is asked for with
    QString zipName;   ///< in the export's folder
    qint64 zipBytes = 0;
    int polls = 0;
    QDateTime createdAt; ///< the job id was received
    QDateTime readyAt;
    QDateTime doneAt;

    bool operator==(const PageRecord&) const = default;
};

} // namespace stevedore

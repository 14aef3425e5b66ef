// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/bulkjson.h"

#include <QJsonObject>
#include <QStringList>

namespace stevedore {

/// Credits of one create-read-job call, whatever its size (Zoho CRM API v8, API limits).
constexpr int creditsPerReadJob = 50;
/// Records of one read job (Zoho CRM API v8, Bulk read, Limitations).
constexpr qint64 mostRecordsInReadJob = 200'000;

/// One page of a bulk read (Zoho CRM API v8, Bulk read, Create job).
struct ReadJobRequest
{
    QString module;
    QStringList fields = {}; ///< at most 200, dotted ones reach parents ("Owner.email"); empty: all. "id" comes always
    QJsonObject criteria = {}; ///< one condition or a group of them; empty: every record
    QString view = {};         ///< id of a custom view whose conditions hold, too
    bool calendar = false;     ///< the result is ics; of the module Events only, and without fields
    int page = 1;              ///< for servers that name no token
    QString pageToken = {};    ///< of the page before; nothing else is sent with it
    bool operator==(const ReadJobRequest&) const = default;
};

struct ReadJobDetails
{
    QString id;
    JobState state = JobState::Working;
    QString stateWord; ///< as sent
    qint64 count = -1; ///< records of this page; -1 if the server does not say
    bool more = false; ///< there is another page
    QString nextPageToken;
    QString downloadUrl; ///< absolute or relative, as with bulk write
    QString code;        ///< what the server says of a failed job, if anything
    QString message;
    bool operator==(const ReadJobDetails&) const = default;
};

/// A custom view of a module (Zoho CRM API v8, Custom views).
struct CustomView
{
    QString id;
    QString name; ///< as people see it
    bool operator==(const CustomView&) const = default;
};

/// The records of one COQL answer, as they came, in their order (Zoho CRM API v8, Query).
struct CoqlPage
{
    QList<QJsonObject> records;
    bool more = false;
    bool operator==(const CoqlPage&) const = default;
};

QByteArray readJobBody(const ReadJobRequest& request);
std::optional<ReadJobDetails> readJobDetailsFromJson(const QByteArray& body);

/// `count` of a record count (Zoho CRM API v8, Record count), whatever form the number has.
std::optional<qint64> recordCountFromJson(const QByteArray& body);
/// One page of views, and whether another follows; those that bulk read does not take (Bulk read, Limitations: records
/// shared with or by somebody, co-owners) are left out. An empty body is no views.
struct ViewPage
{
    QList<CustomView> views;
    bool more = false;
    bool operator==(const ViewPage&) const = default;
};
std::optional<ViewPage> viewsFromJson(const QByteArray& body);

QByteArray coqlBody(const QString& query);
/// `status` is the answer's: 204 is an answer without records and without a body.
std::optional<CoqlPage> coqlPageFromJson(int status, const QByteArray& body);

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace stevedore::sandbox {

/// What a rule is about. Each but Job, ReadJob and Row is a kind of request.
enum class Occasion {
    Any,   ///< each call, those of the sign-in too
    Api,   ///< each call with an access token
    Token, ///< POST /oauth/v2/token and the other sign-in calls
    Upload,
    WriteCreate,
    WriteDetails,
    WriteResult,
    ReadCreate,
    ReadDetails,
    ReadResult,
    Metadata, ///< org, users, settings
    Records,  ///< the Records API, COQL, mass delete
    Job,      ///< a write job that is begun
    ReadJob,  ///< a read job that is made
    Row,      ///< a row of a write job
};

/// What is to happen.
struct Trouble
{
    enum class Kind {
        Answer,      ///< the given answer
        Cut,         ///< the connection is closed
        Delay,       ///< nothing for a while, then the call
        Hold,        ///< the call, then nothing for a while: it counts as under way
        DiskFull,    ///< an upload finds no room
        Fail,        ///< a job fails after `afterRows` rows; -1: half of them
        Stay,        ///< a job stays in progress after `afterRows` rows until the scenario is replaced
        Unprocessed, ///< a job leaves the rows after `afterRows` unprocessed and completes
        Refuse,      ///< a row is refused with `code`
    };
    enum class At {
        Before, ///< nothing is carried out
        Answer, ///< carried out; not a byte of the answer gets through
        Within, ///< carried out; `bytes` of the answer, or `share` of it, get through
        After,  ///< carried out and answered, then closed
    };

    Kind kind = Kind::Answer;
    At at = At::Before;
    int status = 500;
    QByteArray body;
    QByteArray contentType = "application/json;charset=UTF-8";
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    qint64 bytes = -1;
    double share = 0.5;
    qint64 milliseconds = 0;
    qint64 afterRows = -1;
    QString code;
    QString column; ///< header that a refused row is blamed on; empty: the first mapped one

    /// Whether the call is carried out first. Such a rule counts only calls that were carried out with success.
    bool afterSuccess() const { return at != At::Before; }
};

/// One rule of a scenario: on which of its occasions what happens.
struct Rule
{
    Occasion on = Occasion::Any;
    qint64 first = 1;       ///< the first occasion that is hit, from 1
    qint64 every = 0;       ///< and each so-manieth after it; 0: none
    qint64 times = 1;       ///< at most so often; 0: no limit
    double probability = 1; ///< of the occasions that would be hit
    Trouble trouble;
    QJsonObject json; ///< as it was read
};

/// Reads one rule; a sentence if it makes no sense. See README.md of the conformance tests for the form.
tl::expected<Rule, QString> readRule(const QJsonObject& json);

} // namespace stevedore::sandbox

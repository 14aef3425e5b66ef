// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace stevedore::sandbox {

/// One part of a multipart body.
struct Part
{
    QString name;
    QString fileName; ///< as the client calls it; empty for a part that is no file
    QByteArray bytes; ///< of a part that is no file
    QString path;     ///< of a file: where it has been put for now
    qint64 size = 0;
};

struct User;

/// Who calls, as the access token says.
struct Caller
{
    const User* user = nullptr; ///< null in calls without a token
    QStringList scopes;
    QString clientId;
};

/// A request, free of the HTTP library, so that the calls can be read and compiled without it.
struct Request
{
    QString method;
    QStringList segments;               ///< of the path; empty ones (from "//") are gone
    QHash<QString, QString> parameters; ///< of the query and of an urlencoded body
    QHash<QString, QString> headers;    ///< names in lower case
    QByteArray body;
    std::vector<Part> parts;
    Caller caller;           ///< filled in by the gate
    bool unreadable = false; ///< its body is not what its headers say
    bool foreign = false;    ///< came in at the port of another data centre

    QString path() const { return QLatin1Char('/') + segments.join(QLatin1Char('/')); }
    QString header(const QString& lowerName) const { return headers.value(lowerName); }
    const Part* part(const QString& name) const;
    /// A parameter from wherever it was sent: query, urlencoded body or multipart body.
    QString parameter(const QString& name) const;
};

struct Answer
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json;charset=UTF-8";
    std::vector<std::pair<QByteArray, QByteArray>> headers;
    QString file = {}; ///< if not empty, its bytes are the body
    /// If set, this many bytes of the answer are sent, headers included, and the connection is closed; beyond its end:
    /// the whole answer, and then closed without a word.
    std::optional<qint64> cutAfter = {};
    std::shared_ptr<void> underWay = {}; ///< what the call counts as, until it is answered
};

/// Why a call was refused: the envelope that every Zoho CRM error has, and its HTTP status.
struct ApiError
{
    int status = 400;
    QString code;
    QString message;
    QJsonObject details;
};

template <typename T>
using ApiResult = tl::expected<T, ApiError>;

/// Shorthand for the refusing return.
tl::unexpected<ApiError> refuse(const QString& code, const QString& message, const QJsonObject& details = {},
                                int status = 400);

/// {"code","details","message","status"}
QJsonObject envelope(const QString& code, const QString& message, const QJsonObject& details, bool success);

/// What a user's profile does not allow: NO_PERMISSION, 403; with the name of what is missing, where calls tell it.
ApiError noPermission(const QString& missing = {});

Answer jsonAnswer(const QJsonObject& body, int status = 200);
Answer errorAnswer(const ApiError& error);
/// 204, which is how the CRM says that there is nothing.
Answer nothing();

/// The body as a JSON object, or INVALID_REQUEST / REQUEST_BODY_NOT_SUPPORTED.
ApiResult<QJsonObject> jsonBody(const Request& request);

/// An id as the API takes it: a string of digits, or a number. 0 if it is neither.
qint64 idOf(const QJsonValue& value);
qint64 idOf(const QString& text);

} // namespace stevedore::sandbox

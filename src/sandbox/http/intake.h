// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"

#include <optional>

namespace httplib {
struct Request;
class ContentReader;
} // namespace httplib

namespace stevedore::sandbox {

/// Takes a request off the HTTP library. Bodies are read piece by piece: what belongs into memory up to
/// `mostBodyBytes`, files of a multipart body into the folder of uploads up to `mostFileBytes` and one byte, so that
/// the call can tell that there was more.
class Intake
{
public:
    static constexpr qint64 mostBodyBytes = qint64(8) * 1024 * 1024;
    static constexpr qint64 mostFileBytes = qint64(25) * 1024 * 1024; // "Upload file": 25 MB
    static constexpr std::size_t mostParts = 32;

    explicit Intake(QString folder) : m_folder(std::move(folder)) {}

    /// A request without a body.
    static Request head(const httplib::Request& raw);
    /// A request with its body; `unreadable` if that is not what its headers say. FILE_TOO_LARGE (413) if it is beyond
    /// what belongs into memory, INTERNAL_ERROR if the disk is full. Files of its parts are the caller's to keep or to
    /// remove.
    ApiResult<Request> whole(const httplib::Request& raw, const httplib::ContentReader& body) const;

private:
    ApiResult<Request> multipart(Request request, const httplib::ContentReader& body) const;

    QString m_folder;
};

} // namespace stevedore::sandbox

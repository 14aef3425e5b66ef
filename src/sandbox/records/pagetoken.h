// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"

namespace stevedore::sandbox {

/// The page tokens of "Get records": where a list goes on, good for 24 hours, for the user and the parameters that it
/// was made for and no others. Nothing is kept on the server.
class PageTokens
{
public:
    static constexpr qint64 lifetime = 24LL * 3600 * 1000;
    static constexpr qint64 mostRecords = 100'000; ///< that consecutive tokens lead to

    /// Tokens for the list that the request asks for.
    explicit PageTokens(const Request& request);

    /// `expiry` in milliseconds since 1970; at most 96 characters.
    QString token(qint64 offset, qint64 expiry) const;
    /// The offset of a token that this list has given out. TOKEN_BOUND_DATA_MISMATCH, EXPIRED_VALUE,
    /// PAGINATION_LIMIT_EXCEEDED.
    ApiResult<qint64> offset(const QString& token, qint64 now) const;

private:
    QByteArray seal(const QByteArray& place) const;

    QByteArray m_bound;
};

} // namespace stevedore::sandbox

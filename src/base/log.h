// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace stevedore {

Q_DECLARE_LOGGING_CATEGORY(
    logHttp) ///< one line a request: id, verb, host, path, status, milliseconds; no query, no body
Q_DECLARE_LOGGING_CATEGORY(logTransfer) ///< stages of parts
Q_DECLARE_LOGGING_CATEGORY(logJournal)  ///< schema, integrity

/// Cuts everything out of `text` that looks like a token, secret, code or password, for text of unknown origin.
QString redacted(const QString& text);

/// From now on every message of the program, of Qt and of the libraries goes through redacted() to where it went
/// before.
void redactMessages();

} // namespace stevedore

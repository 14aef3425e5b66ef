// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace stevedore {

/// What went wrong, as far as a caller has to decide on it.
enum class FailureKind {
    Usage,       ///< the caller asked for something that makes no sense; nothing was touched
    Source,      ///< the CSV file cannot be read, or is not what it was
    SignIn,      ///< the CRM does not know this client, token or user
    Permission,  ///< signed in, but not allowed to do this
    Network,     ///< no answer, or no whole answer; the request may be repeated if it is safe to repeat
    Server,      ///< an answer that is the server's own trouble (5xx) or not understood
    RateLimited, ///< credits or concurrency are used up for now
    Refused,     ///< the CRM said no, with a code; repeating the same request changes nothing
    Disk,        ///< a file of ours could not be written or read
    Journal,     ///< the journal could not be opened, read or written
    Cancelled,   ///< the user stopped it
    Doubt,       ///< it is not known whether the CRM carried the request out
};

/// One failure: a kind to decide on, a sentence to show, a detail to log.
struct Failure
{
    FailureKind kind = FailureKind::Usage;
    /// Translated; says what happened, to which row or file, and what to do now. Plain text, one or two sentences.
    QString sentence;
    /// Untranslated technical detail for the log and the "details" of a message; never a secret.
    QString detail;
    /// The CRM's own code, such as "INVALID_FILE_ID"; empty if the CRM did not say one.
    QString code;

    bool operator==(const Failure&) const = default;
};

/// The exit code of the command line for a failure of this kind (README, "Exit codes").
int exitCodeFor(FailureKind kind);

/// A stable, untranslated word for the kind, for JSON output and logs.
QString wordFor(FailureKind kind);

} // namespace stevedore

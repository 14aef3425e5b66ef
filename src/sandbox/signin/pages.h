// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/http/http.h"
#include "sandbox/org/org.h"

namespace stevedore::sandbox {

/// The consent page's contents.
struct ConsentPage
{
    QString action; ///< path that the form is posted to, with `ticket`, `user` and `decision` (allow or deny)
    QString ticket;
    QString clientName;
    QString clientId;
    QString scopes; ///< comma-separated
    QString way;    ///< a sentence: what happens after the decision
    /// Where the answer to the form may send the browser; empty: nowhere else.
    QString redirectSource;
};

/// Who signs in, and allow or deny. Plain HTML without scripts or anything from elsewhere.
Answer consentPage(const Org& org, const ConsentPage& page);

/// The page that asks for a device's code; `trouble` is a sentence about the one that was given.
Answer deviceCodePage(const QString& trouble = {});

/// One sentence under a heading.
Answer messagePage(const QString& title, const QString& sentence, int status = 200);

/// Whether a form was posted from a page of another site: its Origin is not this server on loopback. Programs that are
/// not browsers send none.
bool isFromElsewhere(const Request& request);

} // namespace stevedore::sandbox

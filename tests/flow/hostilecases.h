// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/hostilejourney.h"

namespace stevedore::test {

/// A hostile answer that only one call can get.
struct HostileCase
{
    enum class End {
        Nothing, ///< no row is in, and a sentence says why
        Truth,   ///< what is said to be in is, and what cannot be known is said to be unknown
        Refused, ///< as the CRM says by the documentation's form: none is in
        Waits,   ///< by the documentation's form it goes on for ever: no row has a fate
        All,     ///< unusual and plausible: every row is in
    };
    QByteArray name;
    CrmCall call = CrmCall::Job;
    End end = End::Nothing;
    std::function<void(HostileJourney&)> arrange;
};

QList<HostileCase> hostileZips();
QList<HostileCase> hostileResults(); ///< the CSV in a good zip
QList<HostileCase> hostileAddresses();
QList<HostileCase> hostileJobs();
QList<HostileCase> hostileRecords();
QList<HostileCase> hostileQueries();
QList<HostileCase> hostileSignIns();

/// Replaces each answer to the call by a good one with this body.
std::function<void(HostileJourney&)> answering(CrmCall call, const QByteArray& body, int status = 200);

} // namespace stevedore::test

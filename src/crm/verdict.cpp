// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/verdict.h"

#include "base/planted.h"
#include "crm/apifailure.h"
#include "crm/bulkjson.h"
#include "crm/readjson.h"

#include <QCoreApplication>

namespace stevedore {

namespace {

struct VerdictText
{
    Q_DECLARE_TR_FUNCTIONS(Verdict)
};

struct Base
{
    Verdict verdict = Verdict::Unknown;
    Failure failure;
    bool again = false;
};

Failure doubt(const QString& observed, const QString& detail)
{
    return Failure{FailureKind::Doubt,
                   VerdictText::tr(
                       "It is not known whether the CRM took these rows: %1 They are not sent again unless you say so.")
                       .arg(observed),
                   detail,
                   {}};
}

/// What kept a request from leaving may be gone the next time; a refused sign-in or a full disk will not be.
bool mayPass(FailureKind kind)
{
    return kind == FailureKind::Network || kind == FailureKind::Server || kind == FailureKind::RateLimited;
}

/// Everything but a success with a body that holds what we need.
Base judge(const HttpOutcome& outcome, const QString& what)
{
    if (!outcome) {
        const HttpFailure& failure = outcome.error();
        if (failure.proof == HttpFailure::Proof::None)
            return {Verdict::Unknown, doubt(failure.failure.sentence, failure.failure.detail), false};
        return {Verdict::NotDone, failure.failure, mayPass(failure.failure.kind)};
    }
    const HttpReply& reply = *outcome;
    const bool documented = reply.status >= 400 && reply.status < 500 && reply.status != 408 && apiErrorOf(reply.body);
    if (documented) {
        const Failure failure = failureOf(reply, what);
        const bool again = failure.kind == FailureKind::RateLimited || isStaleToken(reply);
        return {Verdict::NotDone, failure, again};
    }
    if (STEVEDORE_PLANTED_BUG("retry-on-503") && reply.status >= 500)
        return {Verdict::NotDone, failureOf(reply, what), true};
    return {Verdict::Unknown,
            doubt(VerdictText::tr("the answer (status %1) does not tell.").arg(reply.status),
                  QStringLiteral("HTTP %1, %2 bytes").arg(reply.status).arg(reply.body.size())),
            false};
}

bool isSuccess(const HttpOutcome& outcome)
{
    return outcome && outcome->status >= 200 && outcome->status < 300;
}

} // namespace

CreateVerdict createVerdict(const HttpOutcome& outcome)
{
    if (isSuccess(outcome)) {
        if (const auto id = createdJobId(outcome->body))
            return {Verdict::Done, *id, {}, false, *outcome};
    }
    const Base base = judge(outcome, VerdictText::tr("The job could not be created"));
    return {base.verdict, {}, base.failure, base.again, outcome.value_or(HttpReply{})};
}

CreateVerdict createReadVerdict(const HttpOutcome& outcome)
{
    CreateVerdict out = createVerdict(outcome);
    if (out.verdict == Verdict::Unknown)
        out.failure = {
            outcome ? FailureKind::Server : FailureKind::Network,
            VerdictText::tr("It is not known whether the CRM began to read: its answer was lost. Nothing was changed. "
                            "Trying again may cost another %1 credits.")
                .arg(creditsPerReadJob),
            out.failure.detail,
            {}};
    return out;
}

RecordsVerdict recordsVerdict(const HttpOutcome& outcome, qsizetype records)
{
    // A call whose records were all refused may come back as 4xx with an answer for each record all the same.
    if (outcome && (isSuccess(outcome) || outcome->status == 400)) {
        if (const auto answers = recordAnswers(outcome->body, records);
            answers && !(outcome->status == 400 && records == 1 && answers->first().code.isEmpty()))
            return {Verdict::Done, *answers, {}, false, *outcome};
    }
    const Base base = judge(outcome, VerdictText::tr("The records could not be sent"));
    return {base.verdict, {}, base.failure, base.again, outcome.value_or(HttpReply{})};
}

} // namespace stevedore

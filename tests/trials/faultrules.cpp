// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/faultrules.h"

#include <QJsonArray>

#include <array>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

QJsonObject cut(QRandomGenerator& random)
{
    QJsonObject out{{u"do"_s, u"cut"_s}, {u"at"_s, oneOf(random, QStringList{u"before"_s, u"answer"_s, u"within"_s})}};
    if (out.value(u"at"_s) == u"within"_s)
        out.insert(u"bytes"_s, int(random.bounded(1, 400)));
    return out;
}

} // namespace

QJsonObject networkRule(QRandomGenerator& random)
{
    static const QStringList calls{u"token"_s,        u"upload"_s,   u"write.create"_s, u"write.details"_s,
                                   u"write.result"_s, u"metadata"_s, u"records"_s,      u"api"_s};
    QJsonObject rule;
    switch (random.bounded(4)) {
    case 0:
        rule = {{u"do"_s, u"delay"_s}, {u"ms"_s, int(random.bounded(1, 300))}};
        break;
    case 1: // a gateway that is out of order, before the CRM or behind it
        rule = {{u"do"_s, u"answer"_s},
                {u"status"_s, oneOf(random, std::array{500, 502, 503, 504, 408})},
                {u"handled"_s, random.bounded(2) == 0}};
        break;
    default:
        rule = cut(random);
    }
    rule.insert(u"on"_s, oneOf(random, calls));
    rule.insert(u"nth"_s, int(random.bounded(1, 6)));
    return rule;
}

QJsonObject switchedRule(QRandomGenerator& random)
{
    const QJsonObject org{{u"zgid"_s, u"7654321"_s}, {u"company_name"_s, u"Somebody else"_s}};
    const QJsonObject user{{u"id"_s, u"4876876000000999001"_s}, {u"full_name"_s, u"Somebody Else"_s}};
    const bool ofOrg = random.bounded(2) == 0;
    return {
        {u"on"_s, u"metadata"_s},
        {u"nth"_s, ofOrg ? 1 : 2}, // the order in which they are asked for
        {u"do"_s, u"answer"_s},
        {u"status"_s, 200},
        {u"body"_s, ofOrg ? QJsonObject{{u"org"_s, QJsonArray{org}}} : QJsonObject{{u"users"_s, QJsonArray{user}}}}};
}

QJsonObject accountRule(QRandomGenerator& random)
{
    static const QStringList codes{u"INVALID_TOKEN"_s, u"AUTHENTICATION_FAILURE"_s, u"OAUTH_SCOPE_MISMATCH"_s,
                                   u"NO_PERMISSION"_s};
    static const QStringList calls{u"upload"_s,       u"write.create"_s, u"write.details"_s,
                                   u"write.result"_s, u"metadata"_s,     u"api"_s};
    if (random.bounded(4) == 0) // the refresh token is good no more
        return {{u"on"_s, u"token"_s},
                {u"nth"_s, 1},
                {u"do"_s, u"answer"_s},
                {u"status"_s, 200},
                {u"times"_s, 1000},
                {u"every"_s, 1},
                {u"body"_s, uR"({"error":"invalid_code"})"_s}};
    if (random.bounded(8) == 0) // the client waits for half a minute each time
        return {{u"on"_s, oneOf(random, calls)},
                {u"from"_s, int(random.bounded(1, 5))},
                {u"times"_s, 1},
                {u"do"_s, u"answer"_s},
                {u"error"_s, u"TOO_MANY_REQUESTS"_s}};
    QJsonObject rule{{u"on"_s, oneOf(random, calls)},
                     {u"nth"_s, int(random.bounded(1, 5))},
                     {u"do"_s, u"answer"_s},
                     {u"error"_s, oneOf(random, codes)}};
    if (random.bounded(2) == 0) {
        rule.insert(u"every"_s, 1);
        rule.insert(u"times"_s, 1000);
    }
    return rule;
}

} // namespace stevedore::trials

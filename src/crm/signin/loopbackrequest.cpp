// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/loopbackrequest.h"

#include "base/planted.h"
#include "crm/signin/signinrequest.h"

#include <QUrlQuery>

#include <algorithm>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

/// The Host header's value; nothing unless there is exactly one.
QByteArray hostOf(const QList<QByteArray>& lines)
{
    QByteArray found;
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || line.left(colon).compare("host", Qt::CaseInsensitive) != 0)
            continue;
        if (!found.isEmpty())
            return {};
        found = line.mid(colon + 1).trimmed();
    }
    return found;
}

bool hasOneOfEach(const QUrlQuery& query)
{
    const auto names = {u"state"_s, u"code"_s, u"error"_s, u"location"_s, u"accounts-server"_s};
    return std::all_of(names.begin(), names.end(),
                       [&query](const QString& name) { return query.allQueryItemValues(name).size() <= 1; });
}

} // namespace

LoopbackRequest judgeLoopbackRequest(const QByteArray& head, const QByteArray& host, const QByteArray& state)
{
    using Kind = LoopbackRequest::Kind;
    const QList<QByteArray> lines = head.split('\n');
    QByteArray first = lines.first();
    if (first.endsWith('\r'))
        first.chop(1);
    const QList<QByteArray> words = first.split(' ');
    if (words.size() != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith('/'))
        return {Kind::Unreadable, {}};
    if (hostOf(lines) != host)
        return {Kind::NotOurs, {}};
    const qsizetype mark = words[1].indexOf('?');
    if (words[1].left(mark) != QByteArrayView(redirectPath.data(), redirectPath.size()))
        return {Kind::OtherPath, {}};
    if (words[0] != "GET")
        return {Kind::OtherVerb, {}};
    const QUrlQuery query(mark < 0 ? QString() : QString::fromLatin1(words[1].mid(mark + 1)));
    if (!hasOneOfEach(query))
        return {Kind::Unreadable, {}};
    const auto value = [&query](const QString& name) { return query.queryItemValue(name, QUrl::FullyDecoded); };
    const bool isOurs = !state.isEmpty() && value(u"state"_s).toUtf8() == state;
    if (!isOurs && !STEVEDORE_PLANTED_BUG("sign-in-state-unchecked"))
        return {Kind::NotOurs, {}};
    const LoopbackAnswer answer{value(u"code"_s), value(u"location"_s), value(u"accounts-server"_s), value(u"error"_s)};
    if (answer.code.isEmpty() == answer.error.isEmpty())
        return {Kind::Unreadable, {}};
    return {Kind::Answer, answer};
}

} // namespace stevedore

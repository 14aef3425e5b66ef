// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/http/paging.h"

#include <algorithm>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

qsizetype numberOf(const Request& request, const QString& name, qsizetype usual, qsizetype most)
{
    bool ok = false;
    const qsizetype number = request.parameter(name).toLongLong(&ok);
    return ok ? std::clamp<qsizetype>(number, 1, most) : usual;
}

} // namespace

Paging Paging::of(const Request& request)
{
    return {numberOf(request, u"page"_s, 1, 1'000'000), numberOf(request, u"per_page"_s, 200, 200)};
}

QJsonObject Paging::info(qsizetype count, qsizetype all) const
{
    return {
        {u"per_page"_s, perPage}, {u"count"_s, count}, {u"page"_s, page}, {u"more_records"_s, all > first() + count}};
}

} // namespace stevedore::sandbox

// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/recordpage.h"

#include "crm/signin/datacentres.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore {

namespace {

/// Answers of servers become part of an address: nothing that could lead elsewhere.
bool isNumber(const QString& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isWord(const QString& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'_';
    });
}

} // namespace

QUrl recordPage(const Connection& connection, const QString& zgid, const ModuleInfo& module, const QString& recordId)
{
    const DataCentre* const place = dataCentreOfAccounts(connection.accountsUrl);
    const QString tab = module.tab.isEmpty() ? module.apiName : module.tab;
    if (!place || connection.kind != ConnectionKind::Production || !isNumber(zgid) || !isNumber(recordId) ||
        !isWord(tab))
        return {};
    return QUrl(u"https://crm.%1/crm/org%2/tab/%3/%4"_s.arg(place->files, zgid, tab, recordId));
}

} // namespace stevedore

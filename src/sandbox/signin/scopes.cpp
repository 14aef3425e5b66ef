// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/signin/scopes.h"

#include <QHash>
#include <QRegularExpression>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

struct Parts
{
    QString path; ///< "ZohoCRM.modules.Leads"
    QString operation;
};

Parts partsOf(const QString& scope)
{
    const qsizetype dot = scope.lastIndexOf(u'.');
    return {scope.left(dot), scope.mid(dot + 1)};
}

bool same(const QString& left, const QString& right)
{
    return left.compare(right, Qt::CaseInsensitive) == 0;
}

bool coversOne(const Parts& granted, const Parts& wanted)
{
    const bool pathFits =
        same(granted.path, wanted.path) || wanted.path.startsWith(granted.path + u'.', Qt::CaseInsensitive);
    // A service alone ("ZohoCRM.ALL") is no scope and must not cover all of it.
    return pathFits && granted.path.contains(u'.') &&
           (same(granted.operation, u"ALL"_s) || same(granted.operation, wanted.operation));
}

QString operationInWords(const QString& operation)
{
    static const QHash<QString, QString> words = {
        {u"READ"_s, u"Read"_s},     {u"CREATE"_s, u"Create"_s}, {u"UPDATE"_s, u"Change"_s},
        {u"DELETE"_s, u"Delete"_s}, {u"WRITE"_s, u"Write"_s},
    };
    return words.value(operation.toUpper(), u"Full access to"_s);
}

} // namespace

QStringList scopesOf(const QString& list)
{
    QStringList scopes;
    for (const QString& scope : list.split(u',', Qt::SkipEmptyParts))
        scopes.append(scope.trimmed());
    scopes.removeDuplicates();
    return scopes;
}

bool hasScopeForm(const QString& scope)
{
    static const QRegularExpression form(uR"(\A[a-z]\w*(\.[a-z]\w*)+\.(ALL|READ|CREATE|UPDATE|DELETE|WRITE)\z)"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    return form.match(scope).hasMatch();
}

bool covers(const QStringList& granted, const QString& wanted)
{
    const Parts parts = partsOf(wanted);
    return std::any_of(granted.begin(), granted.end(),
                       [&parts](const QString& scope) { return coversOne(partsOf(scope), parts); });
}

QString scopeInWords(const QString& scope)
{
    static const QHash<QString, QString> nouns = {
        {u"zohocrm.modules"_s, u"records of all modules"_s},
        {u"zohocrm.settings"_s, u"the settings of modules, fields and layouts"_s},
        {u"zohocrm.bulk"_s, u"bulk imports and exports"_s},
        {u"zohocrm.org"_s, u"the details of the company"_s},
        {u"zohocrm.users"_s, u"users"_s},
        {u"zohocrm.coql"_s, u"query results"_s},
        {u"zohocrm.mass_delete"_s, u"mass deletions"_s},
        {u"zohofiles.files"_s, u"uploaded files"_s},
        {u"zohosearch.securesearch"_s, u"search results"_s},
    };
    const Parts parts = partsOf(scope);
    const QString feature = parts.path.section(u'.', 0, 1).toLower();
    const QString detail = parts.path.section(u'.', 2);
    QString noun = nouns.value(parts.path.toLower(), parts.path);
    if (!detail.isEmpty() && feature == u"zohocrm.modules"_s)
        noun = u"records of "_s + detail;
    else if (!detail.isEmpty() && feature == u"zohocrm.settings"_s)
        noun = u"the settings of "_s + detail;
    else if (!detail.isEmpty() && feature == u"zohocrm.mass_delete"_s)
        noun = u"mass deletions in "_s + detail;
    return operationInWords(parts.operation) + u' ' + noun;
}

} // namespace stevedore::sandbox

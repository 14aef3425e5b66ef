// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/trouble/rule.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

const QHash<QString, Occasion>& occasions()
{
    static const QHash<QString, Occasion> known = {
        {u"any"_s, Occasion::Any},
        {u"api"_s, Occasion::Api},
        {u"token"_s, Occasion::Token},
        {u"upload"_s, Occasion::Upload},
        {u"write.create"_s, Occasion::WriteCreate},
        {u"write.details"_s, Occasion::WriteDetails},
        {u"write.result"_s, Occasion::WriteResult},
        {u"read.create"_s, Occasion::ReadCreate},
        {u"read.details"_s, Occasion::ReadDetails},
        {u"read.result"_s, Occasion::ReadResult},
        {u"metadata"_s, Occasion::Metadata},
        {u"records"_s, Occasion::Records},
        {u"job"_s, Occasion::Job},
        {u"read.job"_s, Occasion::ReadJob},
        {u"row"_s, Occasion::Row},
    };
    return known;
}

const QHash<QString, Trouble::Kind>& kindsByWord()
{
    static const QHash<QString, Trouble::Kind> known = {
        {u"answer"_s, Trouble::Kind::Answer},      {u"cut"_s, Trouble::Kind::Cut},
        {u"delay"_s, Trouble::Kind::Delay},        {u"hold"_s, Trouble::Kind::Hold},
        {u"disk-full"_s, Trouble::Kind::DiskFull}, {u"fail"_s, Trouble::Kind::Fail},
        {u"stay"_s, Trouble::Kind::Stay},          {u"unprocessed"_s, Trouble::Kind::Unprocessed},
        {u"refuse"_s, Trouble::Kind::Refuse},
    };
    return known;
}

const QHash<QString, Trouble::At>& placesByWord()
{
    static const QHash<QString, Trouble::At> known = {{u"before"_s, Trouble::At::Before},
                                                      {u"answer"_s, Trouble::At::Answer},
                                                      {u"within"_s, Trouble::At::Within},
                                                      {u"after"_s, Trouble::At::After}};
    return known;
}

tl::unexpected<QString> senseless(const QString& key, const QJsonValue& value)
{
    const QString shown = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return tl::unexpected(u"\"%1\": %2 makes no sense in a rule."_s.arg(key, shown.mid(1, shown.size() - 2)));
}

/// The code of the API that an "error" stands for, and the status it comes with.
int statusOf(const QString& code)
{
    static const QHash<QString, int> known = {
        {u"INVALID_TOKEN"_s, 401},     {u"AUTHENTICATION_FAILURE"_s, 401}, {u"OAUTH_SCOPE_MISMATCH"_s, 401},
        {u"NO_PERMISSION"_s, 403},     {u"INVALID_URL_PATTERN"_s, 404},    {u"FILE_TOO_LARGE"_s, 413},
        {u"TOO_MANY_REQUESTS"_s, 429}, {u"INTERNAL_ERROR"_s, 500},
    };
    return known.value(code, 400);
}

tl::expected<void, QString> readAnswer(const QJsonObject& json, Trouble& trouble)
{
    const QJsonValue body = json[u"body"];
    if (const QString code = json[u"error"].toString(); !code.isEmpty()) {
        trouble.status = statusOf(code);
        const QJsonObject error{{u"code"_s, code},
                                {u"details"_s, QJsonObject()},
                                {u"message"_s, code.toLower().replace(u'_', u' ')},
                                {u"status"_s, u"error"_s}};
        trouble.body = QJsonDocument(error).toJson(QJsonDocument::Compact);
    } else if (body.isString()) {
        trouble.body = body.toString().toUtf8();
    } else if (body.isObject()) {
        trouble.body = QJsonDocument(body.toObject()).toJson(QJsonDocument::Compact);
    } else if (body.isArray()) {
        trouble.body = QJsonDocument(body.toArray()).toJson(QJsonDocument::Compact);
    }
    trouble.status = json[u"status"].toInt(trouble.status);
    if (trouble.status < 100 || trouble.status > 599)
        return senseless(u"status"_s, json[u"status"]);
    if (json[u"content_type"].isString())
        trouble.contentType = json[u"content_type"].toString().toUtf8();
    const QJsonObject headers = json[u"headers"].toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        trouble.headers.emplace_back(it.key().toUtf8(), it.value().toVariant().toString().toUtf8());
    if (json[u"handled"].toBool())
        trouble.at = Trouble::At::Answer;
    return {};
}

/// Whether this can happen on that occasion.
bool fits(Trouble::Kind kind, Occasion occasion)
{
    switch (occasion) {
    case Occasion::Job:
        return kind == Trouble::Kind::Fail || kind == Trouble::Kind::Stay || kind == Trouble::Kind::Unprocessed;
    case Occasion::ReadJob:
        return kind == Trouble::Kind::Fail || kind == Trouble::Kind::Stay;
    case Occasion::Row:
        return kind == Trouble::Kind::Refuse;
    default:
        return kind == Trouble::Kind::Answer || kind == Trouble::Kind::Cut || kind == Trouble::Kind::Delay ||
               kind == Trouble::Kind::Hold || (kind == Trouble::Kind::DiskFull && occasion == Occasion::Upload);
    }
}

tl::expected<void, QString> readWhen(const QJsonObject& json, Rule& rule)
{
    for (const QString& key : {u"nth"_s, u"every"_s, u"from"_s, u"times"_s})
        if (json.contains(key) && (!json[key].isDouble() || json[key].toInteger() < 1))
            return senseless(key, json[key]);
    if (json.contains(u"nth")) {
        rule.first = json[u"nth"].toInteger();
    } else if (json.contains(u"every")) {
        rule.first = rule.every = json[u"every"].toInteger();
        rule.times = 0;
    } else {
        rule.first = json[u"from"].toInteger(1);
        rule.every = 1;
        rule.times = 0;
    }
    rule.times = json[u"times"].toInteger(rule.times);
    rule.probability = json[u"probability"].toDouble(1);
    if (rule.probability < 0 || rule.probability > 1)
        return senseless(u"probability"_s, json[u"probability"]);
    return {};
}

} // namespace

tl::expected<Rule, QString> readRule(const QJsonObject& json)
{
    static const QSet<QString> keys = {u"on"_s,           u"nth"_s,        u"every"_s, u"from"_s,   u"times"_s,
                                       u"probability"_s,  u"do"_s,         u"at"_s,    u"status"_s, u"body"_s,
                                       u"error"_s,        u"headers"_s,    u"bytes"_s, u"share"_s,  u"ms"_s,
                                       u"content_type"_s, u"after_rows"_s, u"code"_s,  u"column"_s, u"handled"_s};
    for (const QString& key : json.keys())
        if (!keys.contains(key))
            return senseless(key, json[key]);
    const auto occasion = occasions().constFind(json[u"on"].toString());
    if (occasion == occasions().constEnd())
        return senseless(u"on"_s, json[u"on"]);
    const auto kind = kindsByWord().constFind(json[u"do"].toString());
    if (kind == kindsByWord().constEnd())
        return senseless(u"do"_s, json[u"do"]);
    const auto place = placesByWord().constFind(json[u"at"].toString(u"before"_s));
    if (place == placesByWord().constEnd())
        return senseless(u"at"_s, json[u"at"]);
    Rule rule;
    rule.on = *occasion;
    rule.json = json;
    rule.trouble.kind = *kind;
    rule.trouble.at = *place;
    rule.trouble.bytes = json[u"bytes"].toInteger(-1);
    rule.trouble.share = json[u"share"].toDouble(0.5);
    rule.trouble.milliseconds = json[u"ms"].toInteger();
    rule.trouble.afterRows = json[u"after_rows"].toInteger(-1);
    rule.trouble.code = json[u"code"].toString(u"CANNOT_PROCESS"_s);
    rule.trouble.column = json[u"column"].toString();
    if (!fits(*kind, *occasion))
        return senseless(u"do"_s, json[u"do"]);
    if (auto read = readWhen(json, rule); !read)
        return tl::unexpected(read.error());
    if (*kind == Trouble::Kind::Answer)
        if (auto read = readAnswer(json, rule.trouble); !read)
            return tl::unexpected(read.error());
    return rule;
}

} // namespace stevedore::sandbox

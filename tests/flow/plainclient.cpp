// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/plainclient.h"

#include "support/waitfor.h"
#include "transfer/zip.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace stevedore::test {

namespace {

/// Asks, and waits for the answer; nothing if it takes too long.
template <typename T, typename Ask>
std::optional<T> answerTo(const Ask& ask)
{
    QObject context;
    std::optional<T> out;
    ask(&context, [&](const T& answer) { out = answer; });
    return waitFor([&] { return out.has_value(); }, 60'000) ? out : std::nullopt;
}

/// The column "id" of a CSV of nothing but ids.
QStringList idsIn(const QByteArray& csv)
{
    QStringList lines = QString::fromUtf8(csv).split(u'\n', Qt::SkipEmptyParts);
    for (QString& line : lines)
        line = line.remove(u'"').trimmed();
    return lines.value(0) == u"id"_s ? lines.mid(1) : QStringList{u"odd header "_s + lines.value(0)};
}

} // namespace

QStringList PlainClient::create(const QString& module, const QList<QJsonObject>& records)
{
    QStringList ids;
    for (qsizetype from = 0; from < records.size(); from += 100) {
        const auto verdict = answerTo<RecordsVerdict>([&](QObject* context, const auto& callback) {
            api.sendRecords(
                u"insert"_s, module, records.mid(from, 100), {}, [] { return OnceClient::Held(); }, context, callback);
        });
        for (const RecordAnswer& answer : verdict.value_or(RecordsVerdict{}).answers) {
            if (!answer.success)
                qWarning() << answer.code << answer.field << answer.message;
            ids.append(answer.id);
        }
    }
    return ids.size() == records.size() && !ids.contains(QString()) ? ids : QStringList();
}

std::optional<ModuleMeta> PlainClient::meta(const QString& module)
{
    const auto answer = answerTo<Result<ModuleMeta>>([&](QObject* context, const auto& callback) {
        ModuleInfo info;
        info.apiName = module;
        api.moduleMeta(info, context, callback);
    });
    return answer && *answer ? std::optional(**answer) : std::nullopt;
}

QList<QStringList> PlainClient::users()
{
    const auto answer = answerTo<Result<QByteArray>>([&](QObject* context, const auto& callback) {
        api.metadata(u"/crm/v8/users"_s, u"type=ActiveUsers"_s, context, callback);
    });
    QList<QStringList> users;
    if (answer && *answer)
        for (const QJsonValue& user : QJsonDocument::fromJson(**answer)[u"users"].toArray())
            users.append({user[u"id"].toString(), user[u"last_name"].toString(), user[u"email"].toString()});
    return users;
}

std::optional<QStringList> PlainClient::read(const QString& module, const QJsonObject& criteria, QString& trouble)
{
    const ReadJobRequest request{module, {u"id"_s}, criteria};
    const auto create = [&] {
        return answerTo<CreateVerdict>(
                   [&](QObject* context, const auto& callback) { api.createReadJob(request, context, callback); })
            .value_or(CreateVerdict{});
    };
    CreateVerdict created = create();
    // The CRM's clock is moved on, and tokens age by it.
    if (created.verdict == Verdict::NotDone && created.again)
        created = create();
    trouble = created.failure.sentence + u' ' + created.failure.detail;
    if (created.verdict != Verdict::Done)
        return std::nullopt;
    Result<ReadJobDetails> details = ReadJobDetails{};
    while (details && details->state != JobState::Completed && details->state != JobState::Failed)
        details = answerTo<Result<ReadJobDetails>>([&](QObject* context, const auto& callback) {
                      api.readJobDetails(created.jobId, context, callback);
                  }).value_or(fail(FailureKind::Server, u"no answer"_s));
    trouble = details ? details->code + u' ' + details->message : details.error().sentence;
    if (!details || details->state == JobState::Failed)
        return std::nullopt;
    const auto zip = answerTo<Result<QByteArray>>(
        [&](QObject* context, const auto& callback) { api.download(details->downloadUrl, context, callback); });
    trouble = zip && !*zip ? zip->error().sentence : u"no download"_s;
    const auto csv = zip && *zip ? readZip(**zip, 10'000'000) : fail(FailureKind::Server, trouble);
    return csv ? std::optional(idsIn(*csv)) : std::nullopt;
}

} // namespace stevedore::test

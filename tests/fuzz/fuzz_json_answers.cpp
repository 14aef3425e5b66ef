// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies of answers: nothing is taken for done that does not say so itself. The first byte chooses the status.
#include "crm/verdict.h"
#include "fuzz/require.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <cstdint>

using namespace stevedore;
using test::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    constexpr std::array statuses{200, 201, 202, 204, 207, 400, 401, 403, 404, 429, 500, 503};
    HttpReply reply;
    reply.status = statuses[data[0] % statuses.size()];
    reply.body = QByteArray(reinterpret_cast<const char*>(data + 1), qsizetype(size - 1));
    const QJsonDocument document = QJsonDocument::fromJson(reply.body);
    for (const CreateVerdict& verdict : {createVerdict(reply), createReadVerdict(reply)}) {
        require((verdict.verdict == Verdict::Done) == !verdict.jobId.isEmpty());
        const QByteArray id = verdict.jobId.toUtf8();
        // Or written with escapes.
        const bool isSaid = reply.body.contains(id) || document.toJson(QJsonDocument::Compact).contains(id);
        require(verdict.verdict != Verdict::Done || (reply.status / 100 == 2 && isSaid));
        require(verdict.verdict != Verdict::NotDone || document.isObject() || reply.status / 100 == 4);
    }
    for (const qsizetype records : {1, 2, 100}) {
        const RecordsVerdict verdict = recordsVerdict(reply, records);
        require(verdict.verdict != Verdict::Done || verdict.answers.size() == records);
    }
    return 0;
}

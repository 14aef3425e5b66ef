// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a part whose answer was lost: sent again where that can do no harm, else asked about. And answers
// that the journal could not take.
#include "crm/jsonvalue.h"
#include "transfer/importdriver.h"
#include "transfer/partplan.h"
#include "transfer/sentcells.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace stevedore {

namespace {

/// Answers that get lost again and again tell that something is wrong beyond one broken connection.
constexpr int mostRepeats = 3;
/// A job whose result is gone has run to its end: once more tells the reasons, too, but not if that result goes as
/// well.
constexpr int mostRepeatsOfKnownJobs = 1;

/// Those rows of which the first sending may have been made are in doubt.
std::vector<OutcomeRecord> unattributed(std::vector<OutcomeRecord> outcomes, Operation operation)
{
    for (OutcomeRecord& outcome : outcomes)
        if (mayBeFirstSending(outcome, operation))
            outcome = {outcome.row, Fate::Unknown, {}, {}};
    return outcomes;
}

} // namespace

std::function<Result<QStringList>()> ImportDriver::keysOf(const PartRecord& part, const QString& key) const
{
    if (part.route == Route::Job)
        return [spool = m_tools.spool, part, key] { return sentCells(spool, part, key); };
    // As they went out: the file may have been corrected since.
    return [body = m_tools.journal.lastEvidence(m_run.firstOf(part).id, QStringLiteral("request")),
            key]() -> Result<QStringList> {
        const QJsonArray records = QJsonDocument::fromJson(body).object().value(QLatin1String("data")).toArray();
        if (records.isEmpty())
            return fail(FailureKind::Disk, tr("The stored copy of what was sent is damaged."));
        QStringList out;
        for (const auto& record : records)
            out.append(textOf(record.toObject().value(key)));
        return out;
    };
}

DoubtCase ImportDriver::doubtCase(const PartRecord& part) const
{
    const auto source = sourceOf(part);
    const Mapping& mapping = source->mapping;
    const Guarantee guarantee = guaranteeOf(mapping, source->meta);
    const QDateTime since = crmTime(m_run.firstOf(part).intentAt, m_tools.api.aheadOfUs());
    return {guarantee,     mapping.operation,          mapping.module, m_tools.userId, since,
            part.rowCount, keysOf(part, guarantee.key)};
}

bool ImportDriver::wantsRuling(const PartRecord& part) const
{
    return part.stage == PartStage::Doubt && m_source && !m_cancelled && m_tools.isConnected() &&
           m_run.record.state == ImportState::Running && !m_ruled.contains(part.id) && !m_busy.contains(part.id);
}

void ImportDriver::rule(PartRecord& part)
{
    m_ruled.insert(part.id);
    m_busy.insert(part.id);
    m_settler.rule(doubtCase(part), [this, id = part.id](const DoubtSettler::Ruling& ruling) {
        stepDone(id);
        PartRecord& ruled = *m_run.part(id);
        int repeats = 0;
        for (const PartRecord* one = &ruled; one->repeatOf.value != 0; one = m_run.part(one->repeatOf))
            ++repeats;
        // It may have been stopped, or answered by somebody, meanwhile.
        if (m_cancelled || ruled.stage != PartStage::Doubt)
            return advance();
        if (ruling.repeat && repeats < (ruled.jobId.isEmpty() ? mostRepeats : mostRepeatsOfKnownJobs)) {
            repeat(ruled);
            return;
        }
        ruled.found =
            ruling.repeat ? tr("They were sent again as often as seems sensible, and no answer came.") : ruling.found;
        if (store(ruled))
            advance();
    });
}

void ImportDriver::repeat(PartRecord& part)
{
    PartRecord again;
    again.import = part.import;
    again.round = part.round;
    for (const PartRecord& other : m_run.parts)
        again.number = other.round == part.round ? std::max(again.number, other.number + 1) : again.number;
    again.rows = part.rows;
    again.rowCount = part.rowCount;
    again.route = part.route;
    again.repeatOf = part.id;
    again.updateBy = part.updateBy;
    if (part.route == Route::Job) {
        // The very same file, so that the very same values arrive.
        again.stage = PartStage::Packed;
        again.zipName = part.zipName;
        again.zipSha256 = part.zipSha256;
        again.zipBytes = part.zipBytes;
        again.csvName = part.csvName;
        again.packedFrom = part.packedFrom;
        again.packedAt = part.packedAt;
    }
    PartRecord doubted = part;
    doubted.stage = PartStage::Repeated;
    doubted.unknown = 0;
    const auto stored = m_tools.journal.repeatPart(doubted, again);
    if (!stored) {
        die(stored.error());
        return;
    }
    part = doubted;
    m_run.parts.push_back(*stored);
    if (const auto counts = m_tools.journal.fateCounts(m_run.record.id))
        m_run.fates = *counts;
    Q_EMIT partStageChanged(part);
    Q_EMIT partStageChanged(*stored);
    Q_EMIT changed();
    advance();
}

void ImportDriver::settleJoined(PartRecord& part, std::vector<OutcomeRecord> outcomes)
{
    if (part.repeatOf.value == 0 || !m_source) {
        part.stage = PartStage::Done;
        settle(part, std::move(outcomes));
        return;
    }
    m_busy.insert(part.id);
    DoubtCase doubt = doubtCase(part);
    // Their records were there before, as the CRM has said when it refused them: none was made by the first sending,
    // and none may be deleted when the import is undone.
    if (!part.updateBy.isEmpty())
        doubt.operation = Operation::Update;
    m_settler.attribute(doubt, outcomes,
                        [this, id = part.id, outcomes,
                         operation = doubt.operation](const Result<std::vector<OutcomeRecord>>& attributed) {
                            stepDone(id);
                            PartRecord& joined = *m_run.part(id);
                            const bool noAnswer = !attributed && (nextTry(attributed.error()) == NextTry::GiveUp ||
                                                                  attributed.error().kind == FailureKind::Permission);
                            if (noAnswer) {
                                // What the CRM said of the other rows stays known.
                                answered();
                                joined.stage = PartStage::Done;
                                settle(joined, unattributed(outcomes, operation));
                                return;
                            }
                            if (!attributed) {
                                // A result is joined again; an answer to records comes only once.
                                if (joined.stage == PartStage::Creating)
                                    m_unattributed.insert(id, outcomes);
                                failed(id, attributed.error());
                                return;
                            }
                            answered();
                            joined.stage = PartStage::Done;
                            settle(joined, *attributed);
                        });
}

void ImportDriver::keepReply(const PartRecord& part, const HttpReply& reply)
{
    const QJsonObject kept{{QStringLiteral("part"), part.id.value},
                           {QStringLiteral("intent"), part.intentAt.toString(Qt::ISODateWithMs)},
                           {QStringLiteral("status"), reply.status},
                           {QStringLiteral("body"), QString::fromLatin1(reply.body.toBase64())}};
    (void)m_tools.spool.reserve().replace(QJsonDocument(kept).toJson(QJsonDocument::Compact));
}

std::optional<HttpReply> ImportDriver::keptReply(const PartRecord& part) const
{
    const QJsonObject kept = QJsonDocument::fromJson(m_tools.spool.reserve().bytes()).object();
    if (PartId(kept.value(QLatin1String("part")).toInteger()) != part.id ||
        kept.value(QLatin1String("intent")).toString() != part.intentAt.toString(Qt::ISODateWithMs))
        return std::nullopt;
    HttpReply reply;
    reply.status = kept.value(QLatin1String("status")).toInt();
    reply.body = QByteArray::fromBase64(kept.value(QLatin1String("body")).toString().toLatin1());
    return reply;
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
// The steps that lead to the CRM: pack, upload, create the job; or a Records API call.
#include "transfer/importdriver.h"
#include "transfer/pacing.h"
#include "transfer/partplan.h"
#include "transfer/recordrows.h"
#include "transfer/sendingplan.h"
#include "transfer/undo/deletedrows.h"

#include <algorithm>

namespace stevedore {

std::shared_ptr<const PackSource> ImportDriver::sourceOf(const PartRecord& part) const
{
    if (part.updateBy.isEmpty())
        return *m_source;
    auto& source = m_updating[part.updateBy];
    if (!source) {
        auto updating = std::make_shared<PackSource>(**m_source);
        updating->mapping = updatingBy(updating->mapping, part.updateBy);
        source = std::move(updating);
    }
    return source;
}

void ImportDriver::pack(PartRecord& part)
{
    if (!m_source) {
        stop(m_source.error());
        return;
    }
    m_busy.insert(part.id);
    part.packedFrom = m_tools.clock.now();
    const auto rows = RowSet::decoded(part.rows);
    onPool(
        [source = sourceOf(part), rows = rows.value_or(RowSet()), name = stem(part), cancel = m_cancelFlag,
         room = m_packRoom] {
            return packPart(
                *source, rows, name, [](qint64, qint64) {}, *cancel, *room);
        },
        [this, id = part.id](const Result<PackedPart>& result) { packed(id, result); });
}

void ImportDriver::packed(PartId id, const Result<PackedPart>& result)
{
    m_busy.remove(id);
    PartRecord& part = *m_run.part(id);
    if (!result) {
        failed(id, result.error());
        return;
    }
    if (result->zip.size() > mostZipBytes) {
        split(part);
        return;
    }
    part.csvName = result->csvName;
    part.zipName = stem(part) + QStringLiteral(".zip");
    part.zipBytes = result->zip.size();
    m_busy.insert(id);
    onPool([spool = m_tools.spool, name = part.zipName, zip = result->zip] { return spool.writeHashed(name, zip); },
           [this, id, packed = *result](const Result<QByteArray>& hash) {
               m_busy.remove(id);
               PartRecord& stored = *m_run.part(id);
               if (!hash) {
                   failed(id, hash.error());
                   return;
               }
               stored.zipSha256 = *hash;
               stored.stage = PartStage::Packed;
               stored.packedAt = m_tools.clock.now();
               m_packed.insert(id, packed);
               if (store(stored))
                   advance();
           });
}

void ImportDriver::split(PartRecord& part)
{
    const auto halves = halved(RowSet::decoded(part.rows).value_or(RowSet()));
    if (!halves) {
        giveUp(part, Failure{FailureKind::Source,
                             tr("Row %1 alone is larger than the CRM takes (25 MB packed). It is left unsent.")
                                 .arg(QString::fromLatin1(part.rows)),
                             {},
                             {}});
        return;
    }
    int last = 0;
    for (const PartRecord& other : m_run.parts)
        last = other.round == part.round ? std::max(last, other.number) : last;
    PartRecord added = part;
    added.number = last + 1;
    added.rows = halves->second.encoded();
    added.rowCount = halves->second.count().value;
    part.rows = halves->first.encoded();
    part.rowCount = halves->first.count().value;
    const auto stored = m_tools.journal.splitPart(part, added);
    if (!stored) {
        stop(stored.error());
        return;
    }
    m_run.parts.push_back(*stored);
    Q_EMIT changed();
    advance();
}

void ImportDriver::upload(PartRecord& part)
{
    m_busy.insert(part.id);
    part.stage = PartStage::Uploading;
    part.uploadFrom = m_tools.clock.now();
    if (!store(part))
        return;
    const PartId id = part.id;
    if (const auto here = m_packed.find(id); here != m_packed.end() && !here->zip.isEmpty()) {
        uploadZip(id, std::exchange(here->zip, {}));
        return;
    }
    onPool(
        [spool = m_tools.spool, name = part.zipName, hash = part.zipSha256] { return spool.readChecked(name, hash); },
        [this, id](const Result<QByteArray>& zip) {
            if (zip) {
                uploadZip(id, *zip);
                return;
            }
            // What was packed is gone or damaged: pack it again.
            stepDone(id);
            m_tools.gate.forget();
            PartRecord& lost = *m_run.part(id);
            if (lost.repeatOf.value != 0) {
                // Packed anew it could be other values than those that the CRM may have.
                doubt(lost, zip.error());
                return;
            }
            lost.stage = PartStage::Planned;
            if (store(lost))
                advance();
        });
}

void ImportDriver::uploadZip(PartId id, const QByteArray& zip)
{
    const auto answered = [this, id](const Result<QString>& fileId) {
        stepDone(id);
        PartRecord& uploaded = *m_run.part(id);
        if (!fileId) {
            uploaded.stage = PartStage::Packed;
            failed(id, fileId.error());
            return;
        }
        this->answered();
        uploaded.fileId = *fileId;
        uploaded.stage = PartStage::Uploaded;
        uploaded.uploadedAt = m_tools.clock.now();
        uploaded.attempts = 0;
        if (store(uploaded))
            advance();
    };
    const auto progress = [this, id](qint64 sent, qint64 total) {
        m_run.shares[id] = double(sent) / double(total);
        Q_EMIT changed();
    };
    m_tools.api.setTag(id.value);
    m_tools.api.upload(zip, m_run.part(id)->zipName, m_tools.zgid, this, answered, progress);
}

void ImportDriver::create(PartRecord& part)
{
    m_busy.insert(part.id);
    const PartId id = part.id;
    if (const QStringList header = m_packed.take(id).header; !header.isEmpty()) {
        createWith(id, header);
        return;
    }
    onPool([spool = m_tools.spool, part] { return spool.header(part); },
           [this, id](const Result<QStringList>& header) {
               if (header) {
                   createWith(id, *header);
                   return;
               }
               stepDone(id);
               m_tools.gate.forget();
               failed(id, header.error());
           });
}

void ImportDriver::createWith(PartId id, const QStringList& header)
{
    const PartRecord& part = *m_run.part(id);
    if (!m_source) {
        stepDone(id);
        m_tools.gate.forget();
        stop(m_source.error());
        return;
    }
    const auto source = sourceOf(part);
    const Mapping& mapping = source->mapping;
    WriteJobRequest request;
    request.operation = operationWord(mapping.operation);
    request.module = mapping.module;
    request.fileId = part.fileId;
    request.fileName = part.csvName;
    request.findBy = mapping.findBy;
    request.ignoreEmpty = !mapping.eraseEmpty;
    request.columns = writeColumns(header, mapping, source->meta);
    request.layout = mapping.layout;
    const auto intent = [this, id, body = writeJobBody(request)]() -> Result<OnceClient::Held> {
        if (!m_tools.isConnected())
            return fail(FailureKind::Cancelled, {});
        PartRecord& intended = *m_run.part(id);
        intended.stage = PartStage::Creating;
        intended.intentAt = m_tools.clock.now();
        if (!store(intended, {{QStringLiteral("request"), body}}))
            return fail(*m_run.failure);
        return m_tools.journal.holdOwner();
    };
    m_tools.api.setTag(id.value);
    m_tools.api.createWriteJob(request, intent, this, [this, id](const CreateVerdict& verdict) {
        stepDone(id);
        created(id, verdict);
    });
}

void ImportDriver::created(PartId id, const CreateVerdict& verdict)
{
    if (m_dead)
        return;
    PartRecord& part = *m_run.part(id);
    switch (verdict.verdict) {
    case Verdict::Done:
        answered();
        part.jobId = verdict.jobId;
        part.stage = PartStage::Queued;
        part.createdAt = m_tools.clock.now();
        part.credits = creditsPerJob;
        part.attempts = 0;
        part.polls = 0;
        part.pollAt = part.createdAt.addMSecs(pollDelay(m_tools.pace, 0).count());
        if (store(part, {{QStringLiteral("reply"), verdict.reply.body}})) {
            wakeAfter(id, pollDelay(m_tools.pace, 0));
            advance();
        } else {
            keepReply(part, verdict.reply);
        }
        return;
    case Verdict::Unknown:
        m_tools.gate.forget();
        doubt(part, verdict.failure);
        return;
    case Verdict::NotDone:
        // An upload the CRM no longer knows is uploaded afresh.
        const bool uploadGone = verdict.failure.code == QLatin1String("INVALID_FILE_ID") ||
                                verdict.failure.code == QLatin1String("FILE_NOT_FOUND");
        part.stage = uploadGone && part.attempts < 2 ? PartStage::Packed : PartStage::Uploaded;
        if (verdict.again || part.stage == PartStage::Packed)
            tryLater(part, verdict.failure);
        else
            failed(id, verdict.failure);
        return;
    }
}

void ImportDriver::sendRecords(PartRecord& part)
{
    if (!m_source) {
        m_tools.gate.forget();
        stop(m_source.error());
        return;
    }
    m_busy.insert(part.id);
    onPool(
        [source = sourceOf(part), rows = RowSet::decoded(part.rows).value_or(RowSet()), cancel = m_cancelFlag] {
            return readSentRows(
                *source, rows, [](qint64, qint64) {}, *cancel);
        },
        [this, id = part.id](const Result<SentRows>& rows) {
            if (rows) {
                m_run.part(id)->route == Route::Delete ? sendDeletes(id, *rows) : sendRecordsWith(id, *rows);
                return;
            }
            stepDone(id);
            m_tools.gate.forget();
            failed(id, rows.error());
        });
}

void ImportDriver::sendRecordsWith(PartId id, const SentRows& rows)
{
    const PackSource& source = *sourceOf(*m_run.part(id));
    const QList<QJsonObject> records = recordsOf(rows, source.mapping, source.meta);
    const QString findBy = source.mapping.operation == Operation::Upsert ? source.mapping.findBy : QString();
    const PartRecord& sent = *m_run.part(id);
    // Corrected in between, they would be other records to the CRM than those it may have already.
    if (sent.repeatOf.value != 0 &&
        recordsBody(records, findBy) !=
            m_tools.journal.lastEvidence(m_run.firstOf(sent).id, QStringLiteral("request"))) {
        stepDone(id);
        m_tools.gate.forget();
        doubt(*m_run.part(id), Failure{FailureKind::Doubt,
                                       tr("These rows were changed after they went out, so sending them again could "
                                          "write them twice. Whether the CRM took them at first is not known."),
                                       {},
                                       {}});
        return;
    }
    const auto intent = [this, id, body = recordsBody(records, findBy)]() -> Result<OnceClient::Held> {
        if (!m_tools.isConnected())
            return fail(FailureKind::Cancelled, {});
        PartRecord& part = *m_run.part(id);
        part.stage = PartStage::Creating;
        part.intentAt = m_tools.clock.now();
        if (!store(part, {{QStringLiteral("request"), body}}))
            return fail(*m_run.failure);
        return m_tools.journal.holdOwner();
    };
    const auto answer = [this, id, numbers = rows.rows](const RecordsVerdict& verdict) {
        stepDone(id);
        recordsAnswered(id, numbers, verdict);
    };
    m_tools.api.setTag(id.value);
    m_tools.api.sendRecords(operationWord(source.mapping.operation), source.mapping.module, records,
                            source.mapping.findBy, intent, this, answer);
}

void ImportDriver::recordsAnswered(PartId id, const std::vector<RowNumber>& rows, const RecordsVerdict& verdict)
{
    if (m_dead)
        return;
    PartRecord& part = *m_run.part(id);
    if (verdict.verdict == Verdict::Done && !m_source) {
        // It is known what the CRM did, but not with which rows: that waits until the file is there again.
        keepReply(part, verdict.reply);
        stop(m_source.error());
        return;
    }
    if (verdict.verdict == Verdict::Done) {
        answered();
        part.credits = creditsForRecords(part.rowCount);
        if (auto kept = m_tools.journal.updatePart(part, {{QStringLiteral("reply"), verdict.reply.body}}); !kept) {
            die(kept.error());
            keepReply(part, verdict.reply);
            return;
        }
        settleJoined(part, outcomesOf(rows, verdict.answers, sourceOf(part)->mapping.operation));
    } else if (verdict.verdict != Verdict::NotDone) {
        m_tools.gate.forget();
        doubt(part, verdict.failure);
    } else {
        part.stage = PartStage::Planned;
        verdict.again ? tryLater(part, verdict.failure) : failed(id, verdict.failure);
    }
}

void ImportDriver::sendDeletes(PartId id, const SentRows& rows)
{
    const PackSource& source = **m_source;
    QStringList ids;
    for (const QJsonObject& record : recordsOf(rows, source.mapping, source.meta))
        ids.append(record.value(QLatin1String("id")).toString());
    // An intent that is there already is that of a try whose answer never came.
    const QDateTime earlier = m_run.part(id)->intentAt;
    const auto intent = [this, id, ids, earlier]() -> Result<OnceClient::Held> {
        if (!m_tools.isConnected())
            return fail(FailureKind::Cancelled, {});
        PartRecord& part = *m_run.part(id);
        part.stage = PartStage::Creating;
        part.intentAt = earlier.isValid() ? earlier : m_tools.clock.now();
        if (!store(part, {{QStringLiteral("request"), ids.join(QLatin1Char(',')).toLatin1()}}))
            return fail(*m_run.failure);
        return m_tools.journal.holdOwner();
    };
    m_tools.api.setTag(id.value);
    m_tools.api.deleteRecords(source.mapping.module, ids, intent, this,
                              [this, id, ids, earlier, numbers = rows.rows](const RecordsVerdict& verdict) {
                                  stepDone(id);
                                  deletesAnswered(id, {numbers, ids, earlier}, verdict);
                              });
}

void ImportDriver::deletesAnswered(PartId id, const SentDeletes& sent, const RecordsVerdict& verdict)
{
    if (m_dead)
        return;
    PartRecord& part = *m_run.part(id);
    if (verdict.verdict == Verdict::Done) {
        answered();
        part.stage = PartStage::Done;
        part.credits = creditsPerDelete;
        settle(part, deletedRows(sent.rows, sent.ids, verdict.answers, sent.earlier.isValid()));
        return;
    }
    part.stage = PartStage::Planned;
    if (verdict.verdict == Verdict::Unknown) {
        // Asking once more does no harm, so it is as good as a call that did not get through.
        tryLater(part, {FailureKind::Network,
                        tr("The CRM's answer to a deletion was lost; it is asked again."),
                        verdict.failure.detail,
                        {}});
        return;
    }
    part.intentAt = sent.earlier;
    verdict.again ? tryLater(part, verdict.failure) : failed(id, verdict.failure);
}

} // namespace stevedore

// SPDX-License-Identifier: GPL-3.0-or-later
// What happened, linked so that nothing of it can be lost or changed unnoticed; and what was sent and came back.
#include "base/planted.h"
#include "journal/database.h"
#include "journal/journal.h"
#include "journal/steps.h"
#include "journal/values.h"

#include <QCryptographicHash>

#include <algorithm>

namespace stevedore {

namespace {

QByteArray hashOf(const QByteArray& bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
}

QByteArray linkOf(const QByteArray& before, const QVariantList& values)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(before);
    for (const QVariant& value : values) {
        const QByteArray field = value.toString().toUtf8();
        hash.addData(QByteArray::number(field.size()) + ':' + field);
    }
    return hash.result();
}

EventRecord eventFrom(const QSqlQuery& query)
{
    EventRecord out;
    out.sequence = query.value(0).toLongLong();
    out.at = QDateTime::fromString(query.value(1).toString(), Qt::ISODateWithMs);
    out.epoch = query.value(2).toLongLong();
    out.import = ImportId(query.value(3).toLongLong());
    out.part = PartId(query.value(4).toLongLong());
    out.kind = query.value(5).toString();
    out.text = query.value(6).toString();
    return out;
}

const QString eventColumns = QStringLiteral("sequence, at, epoch, import, part, kind, text");

Result<QString> brokenEvent(Database& db)
{
    auto query =
        db.run(QStringLiteral("select ") + eventColumns + QStringLiteral(", chain from event order by sequence"));
    if (!query)
        return fail(query.error());
    QByteArray chain;
    while (query->next()) {
        QVariantList values;
        for (int i = 1; i <= 6; ++i)
            values.append(query->value(i));
        const QByteArray expected = linkOf(chain, values);
        chain = query->value(7).toByteArray();
        if (chain != expected)
            return QStringLiteral("event %1 is not what was stored, or one before it is missing")
                .arg(query->value(0).toLongLong());
    }
    return QString();
}

Result<QString> brokenEvidence(Database& db)
{
    auto query = db.run(QStringLiteral("select id, part, kind, sha256, content from evidence order by id"));
    if (!query)
        return fail(query.error());
    while (query->next()) {
        if (hashOf(query->value(4).toByteArray()) != query->value(3).toByteArray() &&
            !STEVEDORE_PLANTED_BUG("evidence-hash-unchecked"))
            return QStringLiteral("evidence %1 (%2 of part %3) is not what was stored")
                .arg(query->value(0).toLongLong())
                .arg(query->value(2).toString())
                .arg(query->value(1).toLongLong());
    }
    return QString();
}

} // namespace

Result<void> appendEventIn(Database& db, const EventRecord& event)
{
    auto last = db.run(QStringLiteral("select chain from event order by sequence desc limit 1"));
    if (!last)
        return fail(last.error());
    const QByteArray before = last->next() ? last->value(0).toByteArray() : QByteArray();
    last->finish();
    const QDateTime at = event.at.isValid() ? event.at : QDateTime::currentDateTimeUtc();
    const qint64 epoch = event.epoch > 0 ? event.epoch : db.epoch();
    QVariantList values{at.toUTC().toString(Qt::ISODateWithMs),
                        epoch,
                        event.import.value,
                        event.part.value,
                        text(event.kind),
                        text(event.text)};
    values.append(linkOf(before, values));
    auto added = db.run(QStringLiteral("insert into event (at, epoch, import, part, kind, text, chain) values "
                                       "(?, ?, ?, ?, ?, ?, ?)"),
                        values);
    if (!added)
        return fail(added.error());
    return {};
}

Result<void> addEvidenceIn(Database& db, PartId part, const std::vector<EvidenceRecord>& evidence)
{
    for (const EvidenceRecord& one : evidence) {
        const QByteArray content = one.content.isNull() ? QByteArray("") : one.content;
        auto added = db.run(QStringLiteral("insert into evidence (part, kind, sha256, content) values (?, ?, ?, ?)"),
                            {part.value, one.kind, hashOf(content), content});
        if (!added)
            return fail(added.error());
    }
    return {};
}

Result<std::vector<EventRecord>> Journal::events(ImportId import, PartId part)
{
    const QString all = QStringLiteral("select ") + eventColumns + QStringLiteral(" from event where ");
    const bool whole = part.value == 0;
    auto query = m_db->run(all + (whole ? QStringLiteral("import in (0, ?)") : QStringLiteral("part = ?")) +
                               QStringLiteral(" order by sequence"),
                           {whole ? import.value : part.value});
    if (!query)
        return fail(query.error());
    std::vector<EventRecord> out;
    while (query->next())
        out.push_back(eventFrom(*query));
    std::copy_if(m_notes.begin(), m_notes.end(), std::back_inserter(out),
                 [&](const EventRecord& note) { return whole ? note.import == import : note.part == part; });
    return out;
}

void Journal::note(const EventRecord& event)
{
    EventRecord stamped = event;
    if (!stamped.at.isValid())
        stamped.at = QDateTime::currentDateTimeUtc();
    m_notes.push_back(stamped);
}

Result<void> Journal::addEvent(const EventRecord& event)
{
    const WriteTurn turn(m_turns, WriteTurn::Foreground);
    return m_db->transaction([&] { return appendEventIn(*m_db, event); });
}

Result<std::vector<EvidenceRecord>> Journal::evidence(PartId part)
{
    auto query =
        m_db->run(QStringLiteral("select kind, content from evidence where part = ? order by id"), {part.value});
    if (!query)
        return fail(query.error());
    std::vector<EvidenceRecord> out;
    while (query->next())
        out.push_back({query->value(0).toString(), query->value(1).toByteArray()});
    return out;
}

QByteArray Journal::lastEvidence(PartId part, const QString& kind)
{
    auto query =
        m_db->run(QStringLiteral("select content from evidence where part = ? and kind = ? order by id desc limit 1"),
                  {part.value, kind});
    return query && query->next() ? query->value(0).toByteArray() : QByteArray();
}

Result<QString> Journal::brokenChain() const
{
    const auto db = newConnection();
    if (!db)
        return fail(db.error());
    auto broken = brokenEvent(**db);
    return !broken || !broken->isEmpty() ? broken : brokenEvidence(**db);
}

} // namespace stevedore

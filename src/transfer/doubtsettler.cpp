// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/doubtsettler.h"

#include "base/planted.h"
#include "crm/jsonvalue.h"
#include "transfer/errortext.h"
#include "transfer/poolwork.h"

#include <QHash>
#include <QLocale>

#include <algorithm>

namespace stevedore {

namespace {

/// Values in one "in (...)" (Zoho CRM API v8, Query: at most 50).
constexpr qsizetype keysInQuery = 50;

QString coqlTime(const QDateTime& time)
{
    return time.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss+00:00"));
}

QString coqlText(QString value)
{
    return QLatin1Char('\'') + value.replace(QLatin1Char('\''), QLatin1String("''")) + QLatin1Char('\'');
}

QString folded(const QString& key)
{
    return key.trimmed().toCaseFolded();
}

/// The one number in the answer to a count, whatever its key is called.
qint64 countIn(const CoqlPage& page)
{
    for (const QJsonObject& record : page.records) {
        for (const auto& value : record) {
            bool fine = false;
            const qint64 number = textOf(value).toLongLong(&fine);
            if (fine)
                return number;
        }
    }
    return -1;
}

/// The condition for records that this user made or changed since then.
QString sinceThen(const DoubtCase& doubt)
{
    const QString verb = doubt.operation == Operation::Insert ? QStringLiteral("Created") : QStringLiteral("Modified");
    const QString who =
        doubt.userId.isEmpty() ? QString() : QStringLiteral(" and %1_By = %2").arg(verb, coqlText(doubt.userId));
    return QStringLiteral("%1_Time >= %2%3").arg(verb, coqlText(coqlTime(doubt.since)), who);
}

/// An id as a number; -1 for what is none.
qint64 idNumber(const QJsonObject& record)
{
    bool fine = false;
    const qint64 number = textOf(record.value(QLatin1String("id"))).toLongLong(&fine);
    return fine ? number : -1;
}

/// Whether each record's id is beyond that of the one before.
bool ascends(const QList<QJsonObject>& before, const QList<QJsonObject>& records)
{
    qint64 last = before.isEmpty() ? 0 : idNumber(before.last());
    for (const QJsonObject& record : records) {
        const qint64 next = idNumber(record);
        if (next <= last)
            return false;
        last = next;
    }
    return true;
}

/// Clocks may differ by this much even after the CRM's own has been looked at.
constexpr qint64 clockMargin = 5;

} // namespace

QDateTime crmTime(const QDateTime& ours, std::chrono::milliseconds ahead)
{
    return ours.addMSecs(ahead.count()).addSecs(-clockMargin);
}

bool mayBeFirstSending(const OutcomeRecord& outcome, Operation operation)
{
    if (outcome.fate == Fate::Skipped)
        return operation == Operation::Insert;
    if (outcome.fate == Fate::Updated)
        return operation == Operation::Upsert;
    if (outcome.fate != Fate::Refused || operation != Operation::Insert)
        return false;
    const QList<RowError> errors = parseErrors(outcome.errors);
    return !errors.isEmpty() && std::all_of(errors.begin(), errors.end(), [](const RowError& error) {
        return error.code == QLatin1String("DUPLICATE_DATA");
    });
}

void DoubtSettler::rule(const DoubtCase& doubt, const std::function<void(const Ruling&)>& done)
{
    if (STEVEDORE_PLANTED_BUG("doubt-answers-itself")) {
        done({true, {}});
        return;
    }
    if (doubt.guarantee.level != Guarantee::Level::ExactlyOnce) {
        lookAtCrm(doubt, done);
        return;
    }
    // The same values once more into the same records.
    if (doubt.operation == Operation::Update) {
        done({true, {}});
        return;
    }
    runOnPool(m_pool, this, doubt.keys, [this, doubt, done](const Result<QStringList>& keys) {
        if (keys && keysFilled(*keys))
            done({true, {}});
        else
            lookAtCrm(doubt, done);
    });
}

void DoubtSettler::lookAtCrm(const DoubtCase& doubt, const std::function<void(const Ruling&)>& done)
{
    const QString query = QStringLiteral("select COUNT(id) from %1 where %2").arg(doubt.module, sinceThen(doubt));
    m_api.query(query, this, [doubt, done](const Result<CoqlPage>& page) {
        const qint64 count = page ? countIn(*page) : -1;
        if (count < 0) {
            done({false, tr("The CRM could not be asked what it has of them: %1")
                             .arg(page ? tr("its answer was not understood.") : page.error().sentence)});
            return;
        }
        const QString since = QLocale().toString(doubt.since.toLocalTime().time(), QLocale::ShortFormat);
        done({false, tr("Since %1 the CRM has %2 records of %3 that were made or changed by you; these were %4 rows. "
                        "A job that still waits in the CRM's queue would not show yet.")
                         .arg(since, QLocale().toString(count), doubt.module, QLocale().toString(doubt.rowCount))});
    });
}

void DoubtSettler::changedSince(const DoubtCase& doubt, const QStringList& fields,
                                const std::function<void(const Result<QList<QJsonObject>>&)>& done)
{
    QStringList columns{QStringLiteral("id"), QStringLiteral("Created_Time")};
    columns += fields;
    const QString query = QStringLiteral("select %1 from %2 where %3")
                              .arg(columns.join(QStringLiteral(", ")), doubt.module, sinceThen(doubt));
    readPage(query, {}, done);
}

void DoubtSettler::readPage(const QString& query, const QList<QJsonObject>& before,
                            const std::function<void(const Result<QList<QJsonObject>>&)>& done)
{
    // By id and not by offset: records that come meanwhile shift nothing, and there is no end to it.
    const QString after =
        before.isEmpty()
            ? QString()
            : QStringLiteral(" and id > %1").arg(coqlText(textOf(before.last().value(QLatin1String("id")))));
    m_api.query(query + after + QStringLiteral(" order by id asc limit 200"), this,
                [this, query, before, done](const Result<CoqlPage>& page) {
                    if (!page) {
                        done(fail(page.error()));
                        return;
                    }
                    const QList<QJsonObject> all = before + page->records;
                    // Asked for by ascending ids: whoever does not give them so would go on for ever.
                    if (!ascends(before, page->records)) {
                        done(fail(FailureKind::Server, tr("The CRM's records came in another order than was asked "
                                                          "for, so they prove nothing. Try again later.")));
                        return;
                    }
                    if (page->more && !page->records.isEmpty())
                        readPage(query, all, done);
                    else
                        done(all);
                });
}

struct DoubtSettler::Attribution
{
    DoubtCase doubt;
    std::vector<OutcomeRecord> outcomes;
    std::function<void(const Result<std::vector<OutcomeRecord>>&)> done;
    QMultiHash<QString, std::size_t> places; ///< of the outcomes that are looked up, by key
    QStringList left;                        ///< keys that are still to be asked for
};

void DoubtSettler::attribute(const DoubtCase& doubt, const std::vector<OutcomeRecord>& outcomes,
                             const std::function<void(const Result<std::vector<OutcomeRecord>>&)>& done)
{
    const bool any = std::any_of(outcomes.begin(), outcomes.end(), [&](const OutcomeRecord& outcome) {
        return mayBeFirstSending(outcome, doubt.operation);
    });
    // By record id nothing can have been created.
    if (!any || doubt.guarantee.key == QLatin1String("id")) {
        done(outcomes);
        return;
    }
    auto work = std::make_shared<Attribution>(Attribution{doubt, outcomes, done, {}, {}});
    runOnPool(m_pool, this, doubt.keys, [this, work](const Result<QStringList>& keys) {
        if (!keys || keys->size() != qsizetype(work->outcomes.size())) {
            work->done(keys ? fail(FailureKind::Disk, tr("The stored copy of what was sent is damaged."))
                            : Result<std::vector<OutcomeRecord>>(fail(keys.error())));
            return;
        }
        for (std::size_t i = 0; i < work->outcomes.size(); ++i) {
            if (!mayBeFirstSending(work->outcomes[i], work->doubt.operation))
                continue;
            const QString& key = (*keys)[qsizetype(i)];
            // How these are written in a query is not documented, so such a key cannot be asked for.
            if (key.contains(QLatin1Char('\\')) || key.contains(QLatin1Char('\''))) {
                work->outcomes[i] = {work->outcomes[i].row, Fate::Unknown, {}, {}};
                continue;
            }
            if (!work->places.contains(folded(key)))
                work->left.append(key);
            work->places.insert(folded(key), i);
        }
        lookUp(work);
    });
}

void DoubtSettler::lookUp(const std::shared_ptr<Attribution>& work)
{
    if (work->left.isEmpty()) {
        work->done(work->outcomes);
        return;
    }
    QStringList values;
    for (const QString& key : work->left.first(std::min(keysInQuery, work->left.size())))
        values.append(coqlText(key));
    const QString& key = work->doubt.guarantee.key;
    const QString query = QStringLiteral("select id, %1, Created_Time, Created_By from %2 where %1 in (%3) limit 200")
                              .arg(key, work->doubt.module, values.join(QStringLiteral(", ")));
    m_api.query(query, this, [this, work, key, asked = values.size()](const Result<CoqlPage>& page) {
        if (!page) {
            work->done(fail(page.error()));
            return;
        }
        for (const QJsonObject& record : page->records) {
            const QList<std::size_t> places = work->places.values(folded(textOf(record.value(key))));
            const auto made = QDateTime::fromString(textOf(record.value(QLatin1String("Created_Time"))), Qt::ISODate);
            const QString by = textOf(record.value(QLatin1String("Created_By")).toObject().value(QLatin1String("id")));
            const QString id = idOf(record.value(QLatin1String("id")));
            const bool ours = by.isEmpty() || work->doubt.userId.isEmpty() || by == work->doubt.userId;
            if (id.isEmpty() || !made.isValid() || made < work->doubt.since || !ours)
                continue;
            // Of several rows with one key one is there, and nobody can say which.
            const bool certain = places.size() == 1;
            for (const std::size_t place : places) {
                OutcomeRecord& outcome = work->outcomes[place];
                outcome = {outcome.row, certain ? Fate::Added : Fate::Unknown, certain ? id : QString(), {}};
            }
        }
        work->left.remove(0, asked);
        lookUp(work);
    });
}

} // namespace stevedore

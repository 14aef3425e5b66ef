// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/hostilejourney.h"

#include "support/ledger.h"

namespace stevedore::test {

using namespace Qt::StringLiterals;

namespace {

/// Tries of one step before an import stops.
constexpr int mostTries = 3;
/// Looks at a job that never ends; then the test goes.
constexpr int mostLooks = 12;
constexpr qsizetype longestSentence = 700;

} // namespace

HostileJourney::HostileJourney()
{
    crm.time = [this] { return clock.now(); };
    crm.tamper = [this](const CrmRequest& request, const CrmAnswer& honest) -> std::optional<QByteArray> {
        if (const auto it = m_replaced.find(request.call); it != m_replaced.end())
            return it->second.bytes(honest, foreign.url());
        if (request.call == CrmCall::Create && m_createLost)
            return QByteArray();
        return std::nullopt;
    };
    bench = std::make_unique<ImportBench>(crm.connection(), &clock);
    bench->pace.mostTries = mostTries;
    bench->engine->setPace(bench->pace);
}

void HostileJourney::replace(CrmCall call, const HostileAnswer& answer)
{
    m_replaced[call] = answer;
}

void HostileJourney::loseCreate()
{
    m_createLost = true;
}

bool HostileJourney::signIn()
{
    return bench->connect();
}

bool HostileJourney::readModule()
{
    if (!signIn())
        return false;
    bool read = false;
    bool answered = false;
    bench->engine->moduleMeta(u"Contacts"_s, bench->engine.get(), [&](const Result<ModuleMeta>& meta) {
        answered = true;
        read = meta && meta->field(u"Last_Name"_s);
        m_metaFailure = meta ? QString() : meta.error().sentence;
    });
    return waitFor([&] { return answered; }, 20'000) && read;
}

bool HostileJourney::prepare()
{
    if (!readModule())
        return false;
    QFile file(m_dir.filePath(u"rows.csv"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size())
        return false;
    file.close();
    const auto id = bench->prepare(file.fileName(), u"Contacts"_s);
    if (id)
        import = *id;
    return import.has_value();
}

bool HostileJourney::wait() const
{
    return waitFor(
        [&] {
            const ImportSnapshot s = bench->snapshot(*import);
            const bool rests = !s.driving && s.record.state != ImportState::Running && s.waitingFor.isEmpty();
            return rests || crm.count(CrmCall::Job) >= mostLooks;
        },
        20'000);
}

bool HostileJourney::allIn() const
{
    const ImportSnapshot s = bench->snapshot(*import);
    return isAtEnd(s.record.state) && s.fates.added == rows;
}

bool HostileJourney::sendJob()
{
    return prepare() && bench->start(*import) && wait() && allIn();
}

bool HostileJourney::sendRecords()
{
    return prepare() && bench->engine->startSample(*import, bench->file, bench->fields, {}, RowCount(rows)) && wait() &&
           allIn();
}

bool HostileJourney::settleDoubt()
{
    loseCreate();
    if (!prepare() || !bench->start(*import) || !wait())
        return false;
    const ImportSnapshot s = bench->snapshot(*import);
    return !s.parts.isEmpty() && bench->answer(s.parts.first().record.id, true) == 0 && allIn();
}

bool HostileJourney::goWhere(CrmCall call)
{
    switch (call) {
    case CrmCall::Token:
    case CrmCall::Org:
    case CrmCall::User:
        return signIn();
    case CrmCall::Modules:
    case CrmCall::Fields:
    case CrmCall::Layouts:
        return readModule();
    case CrmCall::Records:
        return sendRecords();
    case CrmCall::Query:
        return settleDoubt();
    default:
        return sendJob();
    }
}

/// The truth is what the CRM has; the ledger may know less, but nothing else.
QString HostileJourney::fateTrouble(const OutcomeRecord& outcome, bool refused) const
{
    const RowNumber row = outcome.row;
    const QString name = QString::fromUtf8(csv.split('\n').value(row.value).split(',').value(0));
    const QStringList key = QString::fromUtf8(csv.split('\n').value(row.value).trimmed()).split(u',');
    const QStringList header = QString::fromUtf8(csv.split('\n').value(0).trimmed()).split(u',');
    const auto isThisRow = [&](const CraftedCrm::Record& record) {
        for (qsizetype i = 0; i < header.size(); ++i) {
            if (record.value(header[i]) != key[i])
                return false;
        }
        return true;
    };
    const bool isThere =
        std::any_of(crm.records.begin(), crm.records.end(), [&](const auto& one) { return isThisRow(one.second); });
    if (outcome.fate == Fate::Added) {
        const auto record = crm.records.find(outcome.recordId);
        const bool named = record != crm.records.end() && isThisRow(record->second);
        return isThere && (named || outcome.recordId.isEmpty())
                   ? QString()
                   : u"row %1 (%2) said to be record '%3'"_s.arg(row.value).arg(name, outcome.recordId);
    }
    const bool said = refused && (outcome.fate == Fate::Unprocessed || outcome.fate == Fate::Refused);
    if (outcome.fate == Fate::Unknown || said)
        return {};
    return isThere ? u"row %1 (%2) is there, and said to be %3"_s.arg(row.value).arg(name).arg(int(outcome.fate))
                   : QString();
}

QString HostileJourney::trouble(bool refused) const
{
    QStringList out;
    if (foreign.sawSecret())
        out.append(u"a secret went to a foreign host"_s);
    if (import) {
        out.append(ledgerTrouble(bench->home(), *import, bench->snapshot(*import).record.rowCount));
        for (qint64 row = 1; row <= rows; ++row) {
            const auto history = bench->engine->history(*import, RowNumber(row));
            if (!history.isEmpty())
                out.append(fateTrouble(history.last().outcome, refused));
        }
        const int sent = crm.count(CrmCall::Create) + crm.count(CrmCall::Records);
        if (sent > intents(bench->home()))
            out.append(u"%1 writing calls for %2 intents"_s.arg(sent).arg(intents(bench->home())));
        if (qsizetype(crm.records.size()) > rows)
            out.append(u"%1 records for %2 rows"_s.arg(crm.records.size()).arg(rows));
    }
    out.removeAll(QString());
    return out.join(u", "_s);
}

QStringList HostileJourney::sentences() const
{
    QStringList out{bench->engine->connection().failure.sentence, m_metaFailure};
    if (import) {
        const ImportSnapshot s = bench->snapshot(*import);
        out += {s.record.failure, s.waitingFor};
        for (const auto& part : s.parts)
            out += {part.record.failure, part.record.found};
    }
    out.removeAll(QString());
    return out;
}

QString HostileJourney::sentenceTrouble() const
{
    const QStringList all = sentences();
    if (all.isEmpty())
        return u"nothing is said"_s;
    QStringList wrong;
    for (const QString& one : all)
        wrong.append(wrongSentence(one));
    wrong.removeAll(QString());
    return wrong.join(u"; "_s);
}

QString wrongSentence(const QString& sentence)
{
    const auto wild = [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
    };
    if (sentence.size() > longestSentence)
        return u"a sentence of %1 characters"_s.arg(sentence.size());
    if (std::any_of(sentence.begin(), sentence.end(), wild))
        return u"characters that are not shown in: "_s + sentence.toHtmlEscaped();
    if (!sentence.endsWith(u'.') || sentence.front().isLower())
        return u"no sentence: "_s + sentence;
    for (const auto& secret : {u"accesstoken"_s, u"refreshtoken"_s, u"clientsecret"_s}) {
        if (sentence.contains(secret))
            return u"a secret in: "_s + sentence;
    }
    return {};
}

} // namespace stevedore::test

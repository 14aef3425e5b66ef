// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/schedules.h"

#include "support/hurriedclock.h"
#include "support/importbench.h"
#include "support/ledger.h"
#include "transfer/verifier.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSqlRecord>

#include <set>

namespace stevedore::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int rows = 4;
constexpr int rowsInPart = 2;
/// What a person does who finds that an import stopped: goes on, answers, sends again; for each thing that can go
/// wrong.
constexpr int mostResumes = 16;
constexpr int mostTroubles = 3;
constexpr int mostRestMs = 10'000;
const QDateTime beginning(QDate(2026, 3, 2), QTime(9, 0), Qt::UTC);

QString nameOf(CrmCall call)
{
    switch (call) {
    case CrmCall::Upload:
        return u"upload"_s;
    case CrmCall::Create:
        return u"create"_s;
    case CrmCall::Job:
        return u"look"_s;
    case CrmCall::Result:
        return u"download"_s;
    case CrmCall::Query:
        return u"query"_s;
    case CrmCall::Read:
        return u"read"_s;
    case CrmCall::Records:
        return u"records"_s;
    default:
        return {};
    }
}

QString nameOf(CallFault fault)
{
    switch (fault) {
    case CallFault::Lost:
        return u"answer lost"_s;
    case CallFault::Cut:
        return u"cut"_s;
    case CallFault::Busy:
        return u"503"_s;
    case CallFault::Late:
        return u"late"_s;
    }
    Q_UNREACHABLE();
}

/// What can go wrong with a call; where the CRM changes nothing, a lost answer is a cut.
QList<CallFault> faultsOf(const QString& key)
{
    if (key.startsWith(u"create"_s) || key.startsWith(u"records"_s))
        return {CallFault::Lost, CallFault::Cut, CallFault::Busy};
    if (key.startsWith(u"look"_s))
        return {CallFault::Cut, CallFault::Busy, CallFault::Late};
    return {CallFault::Cut, CallFault::Busy};
}

/// The number of the part in the name of its file.
QString partOf(const QString& fileName)
{
    const QString stem = fileName.section(u'.', 0, 0);
    return stem.section(u'-', -2);
}

QString lastName(qint64 row)
{
    return u"Name%1"_s.arg(row);
}

/// The same for two states from which the same things can happen: no times, no names made by chance. Empty if the
/// journal cannot be read.
QByteArray signatureOf(const QString& home, const CraftedCrm::Kept& crm)
{
    QStringList lines;
    bool read = false;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"signature"_s);
        db.setDatabaseName(home + u"/journal.sqlite"_s);
        read = db.open();
        if (read) {
            for (const QString& statement :
                 {u"select state, waiting from import order by id"_s,
                  u"select number, round, rows, stage, route, attempts, repeat_of, unknown, length(found) > 0, "
                  u"length(file_id) > 0, "
                  u"job_id, "
                  "length(download_url) > 0, length(result_name) > 0 from part order by id"_s,
                  u"select row, part, fate from outcome order by row, part"_s}) {
                QSqlQuery query(db);
                read = query.exec(statement) && read;
                while (query.next()) {
                    QStringList cells;
                    for (int i = 0; i < query.record().count(); ++i)
                        cells.append(query.value(i).toString());
                    lines.append(cells.join(u'|'));
                }
            }
            for (const auto& [part, row] : rowsInPieces(db, ImportId(1)))
                lines.append(u"%1|%2|%3"_s.arg(part).arg(row.row.value).arg(int(row.fate)));
        }
    }
    QSqlDatabase::removeDatabase(u"signature"_s);
    if (!read)
        return {};
    for (const auto& [id, record] : crm.records)
        lines.append(record.value(u"Last_Name"_s));
    for (const auto& [id, job] : crm.jobs)
        lines.append(QString::fromLatin1(id) + partOf(job.fileName));
    return QCryptographicHash::hash(lines.join(u'\n').toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

/// One engine on its way to the end of the import.
class Schedules::Run
{
public:
    using AtPoint = std::function<void(const QString& where)>;

    Run(const Bounds& bounds, const State& from, const Faults& faults, const QString& source, AtPoint atPoint)
        : m_bounds(bounds), m_faults(faults), m_source(source), m_atPoint(std::move(atPoint)), m_clock(from.clock)
    {
        crm.kept = from.crm;
        crm.time = [this] { return m_clock.now(); };
        crm.refuse = [this](const CrmRequest& request) { return before(request); };
        crm.tamper = [this](const CrmRequest& request, const CrmAnswer&) { return after(request); };
        m_bench = std::make_unique<ImportBench>(crm.connection(), &m_clock);
        m_bench->pace.mostRows = rowsInPart;
        if (from.home.isEmpty())
            m_bench->engine->setPace(m_bench->pace);
        else if (!m_bench->restoreHome(from.home))
            m_trouble = u"the home folder could not be restored"_s;
        watch();
    }

    /// What is wrong at the end; empty if nothing is.
    QString finish(bool begins)
    {
        if (!m_trouble.isEmpty())
            return m_trouble;
        if (!m_bench->opened)
            return u"the journal does not open"_s;
        if (!m_bench->connect())
            return u"no connection: "_s + m_bench->engine->connection().failure.sentence;
        if (begins ? !begin() : !findImport())
            return m_trouble;
        for (int i = 0; i < mostResumes; ++i) {
            if (!m_bench->rest(m_import, mostRestMs))
                return u"it does not come to rest: "_s + standing();
            if (!goOn())
                break;
        }
        return m_trouble.isEmpty() ? trouble() : m_trouble;
    }

    QString home() const { return m_bench->home(); }
    QDateTime now() const { return m_clock.now(); }
    /// All that was meant to go wrong did.
    bool allStruck() const { return m_struck == m_faults.size(); }
    int struck() const { return int(m_struck); }
    const QStringList& keys() const { return m_keys; }

    CraftedCrm crm;

private:
    QString keyOf(const CrmRequest& request)
    {
        const QString name = nameOf(request.call);
        if (name.isEmpty())
            return {};
        QString part;
        if (request.call == CrmCall::Upload) {
            static const QRegularExpression file(u"filename=\"([^\"]*)\""_s);
            part = partOf(file.match(QString::fromLatin1(request.body.left(1000))).captured(1));
        } else if (request.call == CrmCall::Create) {
            part = partOf(QJsonDocument::fromJson(request.body)[u"resource"][0][u"file_names"][0].toString());
        } else if (const auto job = crm.jobOf(request.target)) {
            part = partOf(job->fileName);
        }
        const QString call = part.isEmpty() ? name : name + u" of "_s + part;
        return call + u" #"_s + QString::number(++m_counts[call]);
    }

    std::optional<QByteArray> before(const CrmRequest& request)
    {
        m_key = keyOf(request);
        if (m_key.isEmpty())
            return std::nullopt;
        m_keys.append(m_key);
        m_atPoint(u"before "_s + m_key);
        const auto fault = m_faults.find(m_key);
        if (fault == m_faults.end())
            return std::nullopt;
        if (fault->second == CallFault::Cut) {
            ++m_struck;
            return QByteArray();
        }
        if (fault->second == CallFault::Busy) {
            ++m_struck;
            return CrmAnswer{503, R"({"status":"error","code":"SERVICE_UNAVAILABLE","message":"busy","details":{}})"}
                .bytes();
        }
        return std::nullopt;
    }

    std::optional<QByteArray> after(const CrmRequest& request)
    {
        if (m_key.isEmpty())
            return std::nullopt;
        m_atPoint(u"after "_s + m_key);
        const auto fault = m_faults.find(m_key);
        if (fault == m_faults.end())
            return std::nullopt;
        ++m_struck;
        if (fault->second == CallFault::Lost)
            return QByteArray();
        const auto job = crm.jobOf(request.target);
        const QJsonObject details{{u"id"_s, QString::fromLatin1(request.target.split('/').last())},
                                  {u"status"_s, u"IN PROGRESS"_s},
                                  {u"operation"_s, u"insert"_s},
                                  {u"resource"_s, QJsonArray{QJsonObject{{u"status"_s, u"ADDED"_s}}}}};
        return CrmAnswer{200, QJsonDocument(details).toJson(QJsonDocument::Compact)}.bytes();
    }

    void watch()
    {
        QObject::connect(m_bench->engine.get(), &Engine::partStageChanged, m_bench->engine.get(),
                         [this](const ImportId&, const PartRecord& part) {
                             m_atPoint(u"part %1 in stage %2"_s.arg(part.number).arg(int(part.stage)));
                         });
    }

    bool begin()
    {
        const auto id = m_bench->prepare(m_source, u"Contacts"_s);
        if (!id) {
            m_trouble = id.error().sentence;
            return false;
        }
        m_import = *id;
        if (!m_bounds.unique && !m_bench->leaveOutUnique(m_import)) {
            m_trouble = u"the unique column stays"_s;
            return false;
        }
        const auto started = m_bounds.byRecords ? m_bench->engine->startSample(m_import, m_bench->file, m_bench->fields,
                                                                               {}, RowCount(rows))
                                                : m_bench->start(m_import);
        if (!started)
            m_trouble = started.error().sentence;
        return started.has_value();
    }

    bool findImport()
    {
        const auto imports = m_bench->engine->imports();
        if (imports.size() != 1) {
            m_trouble = u"%1 imports after a restart"_s.arg(imports.size());
            return false;
        }
        m_import = imports.first().record.id;
        // As a person does who finds it unfinished.
        if (imports.first().record.state == ImportState::Running && !m_bench->engine->resume(m_import))
            m_trouble = u"it cannot be resumed"_s;
        return m_trouble.isEmpty();
    }

    bool isThere(qint64 row) const
    {
        return std::any_of(crm.kept.records.begin(), crm.kept.records.end(),
                           [&](const auto& one) { return one.second.value(u"Last_Name"_s) == lastName(row); });
    }

    /// Does what a person does who looks at it; says whether something was left to do.
    bool goOn()
    {
        const ImportSnapshot s = m_bench->snapshot(m_import);
        if (s.record.state == ImportState::Stopped || s.record.state == ImportState::Paused) {
            if (!m_bench->engine->resume(m_import))
                m_trouble = u"it cannot be resumed: "_s + s.record.failure;
            return m_trouble.isEmpty();
        }
        for (const auto& part : s.parts) {
            if (part.record.stage != PartStage::Doubt)
                continue;
            if (m_bounds.unique && part.record.repeatOf.value == 0)
                m_trouble = u"asked although it could settle itself"_s;
            else if (part.record.found.isEmpty())
                m_trouble = u"asked without a word on what the CRM has"_s;
            if (!m_trouble.isEmpty())
                return false;
            const auto held = RowSet::decoded(part.record.rows).value_or(RowSet()).rows();
            const qint64 left = m_bench->answer(part.record.id, !held.empty() && isThere(held.front().value));
            // -1: the CRM could not be asked, and nothing was decided; it is answered once more.
            if (left > 0)
                m_trouble = u"rows stay in doubt after a true answer"_s;
            return m_trouble.isEmpty();
        }
        std::vector<RowNumber> out;
        for (qint64 row = 1; row <= rows; ++row) {
            const auto history = m_bench->engine->history(m_import, RowNumber(row));
            if (history.isEmpty() || history.last().outcome.fate == Fate::Unprocessed)
                out.push_back(RowNumber(row));
        }
        if (out.empty())
            return false;
        if (const auto sent = m_bench->engine->resend(m_import, out, m_bounds.byRecords ? Route::Records : Route::Job);
            !sent)
            m_trouble = u"rows that were not sent cannot be sent: "_s + sent.error().sentence;
        return m_trouble.isEmpty();
    }

    /// Where it hangs.
    QString standing() const
    {
        const ImportSnapshot s = m_bench->snapshot(m_import);
        QStringList out{u"state %1"_s.arg(int(s.record.state)), s.driving ? u"driving"_s : u"idle"_s, s.waitingFor,
                        s.record.failure, m_bench->engine->connection().failure.sentence};
        for (const auto& part : s.parts)
            out.append(u"part %1 in stage %2: %3"_s.arg(part.record.number)
                           .arg(int(part.record.stage))
                           .arg(part.record.failure));
        for (const CrmRequest& request : crm.requests)
            out.append(QString::fromLatin1(request.verb + ' ' + request.target));
        out.removeAll(QString());
        return out.join(u", "_s);
    }

    QString trouble() const
    {
        QStringList out{ledgerTrouble(m_bench->home(), m_import, rows)};
        for (qint64 row = 1; row <= rows; ++row) {
            QStringList ids;
            for (const auto& [id, record] : crm.kept.records)
                if (record.value(u"Last_Name"_s) == lastName(row))
                    ids.append(id);
            if (ids.size() != 1)
                out.append(u"row %1 is at the CRM %2 times"_s.arg(row).arg(ids.size()));
            const auto history = m_bench->engine->history(m_import, RowNumber(row));
            const OutcomeRecord outcome = history.isEmpty() ? OutcomeRecord() : history.last().outcome;
            if (outcome.fate != Fate::Added || !ids.contains(outcome.recordId))
                out.append(
                    u"row %1 has fate %2 and record '%3'"_s.arg(row).arg(int(outcome.fate)).arg(outcome.recordId));
        }
        const int sent = crm.count(CrmCall::Create) + crm.count(CrmCall::Records);
        if (sent > intents(m_bench->home()))
            out.append(u"%1 writing calls for %2 intents"_s.arg(sent).arg(intents(m_bench->home())));
        if (const auto verified = m_bench->engine->verify(m_import); !verified || !verified->problems.isEmpty())
            out.append(u"verify: "_s + (verified ? verified->problems.join(u"; "_s) : verified.error().sentence));
        out.removeAll(QString());
        return out.join(u", "_s);
    }

    const Bounds m_bounds;
    const Faults m_faults;
    const QString m_source;
    const AtPoint m_atPoint;
    HurriedClock m_clock;
    std::unique_ptr<ImportBench> m_bench;
    ImportId m_import;
    std::map<QString, int> m_counts;
    QStringList m_keys;
    QString m_key;
    QString m_trouble;
    std::size_t m_struck = 0;
};

Schedules::Schedules(const Bounds& bounds) : m_bounds(bounds), m_source(m_folder.filePath(u"rows.csv"_s))
{
    QByteArray text = "Last_Name,First_Name,Legacy_ID\r\n";
    for (int row = 1; row <= rows; ++row)
        text += lastName(row).toLatin1() + ",Ada,L-" + QByteArray::number(row) + "\r\n";
    QFile file(m_source);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        m_out.troubles.append(u"the source could not be written"_s);
}

Schedules::~Schedules() = default;

Schedules::State Schedules::start() const
{
    State out;
    out.clock = beginning;
    out.crashes = m_bounds.crashes;
    out.faults = m_bounds.faults;
    return out;
}

Explored Schedules::explore()
{
    m_open.push_back(start());
    while (!m_open.empty() && m_out.troubles.size() < mostTroubles &&
           (m_bounds.mostRuns == 0 || m_out.runs < m_bounds.mostRuns)) {
        const State from = std::move(m_open.front());
        m_open.pop_front();
        tryAll(from);
        if (!from.home.isEmpty())
            QDir(from.home).removeRecursively();
    }
    m_out.whole = m_open.empty() && m_out.troubles.isEmpty();
    return m_out;
}

void Schedules::tryAll(const State& from)
{
    std::deque<Faults> open{{}};
    std::set<Faults> seen{{}};
    while (!open.empty()) {
        if (m_bounds.mostRuns > 0 && m_out.runs >= m_bounds.mostRuns)
            return;
        const Faults faults = std::move(open.front());
        open.pop_front();
        ++m_out.runs;
        m_out.crashes += from.home.isEmpty() ? 0 : 1;
        m_out.faults += qint64(faults.size());
        Run* current = nullptr;
        Run run(m_bounds, from, faults, m_source, [&](const QString& where) {
            if (current && from.crashes > 0 && current->allStruck())
                reached(from, *current, faults, where);
        });
        current = &run;
        const QString trouble = run.finish(from.home.isEmpty());
        if (!trouble.isEmpty()) {
            m_out.troubles.append(from.trail + trailOf(faults) + u": "_s + trouble);
            return;
        }
        if (qsizetype(faults.size()) >= from.faults)
            continue;
        for (const QString& key : run.keys()) {
            if (faults.contains(key))
                continue;
            for (const CallFault fault : faultsOf(key)) {
                Faults more = faults;
                more.emplace(key, fault);
                if (seen.insert(more).second)
                    open.push_back(std::move(more));
            }
        }
    }
}

Explored Schedules::sample(int ways, quint32 seed)
{
    learn();
    for (int n = 0; n < ways && m_points > 0 && m_out.troubles.size() < mostTroubles; ++n) {
        QRandomGenerator random(seed + quint32(n));
        takeWay(random, seed + quint32(n));
    }
    m_out.whole = m_out.troubles.isEmpty();
    return m_out;
}

void Schedules::learn()
{
    Run* current = nullptr;
    Run run(m_bounds, start(), {}, m_source, [&](const QString&) { m_points += current ? 1 : 0; });
    current = &run;
    if (const QString trouble = run.finish(true); !trouble.isEmpty())
        m_out.troubles.append(trouble);
    constexpr int mostTimes = 3;
    for (const QString& key : run.keys())
        for (int time = 1; time <= mostTimes && key.endsWith(u" #1"_s); ++time)
            m_calls.append(key.chopped(1) + QString::number(time));
    m_calls.sort(); // they overtake each other
}

void Schedules::takeWay(QRandomGenerator& random, quint32 seed)
{
    std::optional<State> next = start();
    while (next) {
        const State from = *std::exchange(next, std::nullopt);
        const Faults faults = someFaults(random, from.faults);
        const int vanishes = from.crashes > 0 ? int(random.bounded(m_points)) + 1 : 0;
        int points = 0;
        Run* current = nullptr;
        Run run(m_bounds, from, faults, m_source, [&](const QString& where) {
            if (current && ++points == vanishes)
                next = stateAt(from, *current, faults, where);
        });
        current = &run;
        const QString trouble = run.finish(from.home.isEmpty());
        if (!trouble.isEmpty())
            m_out.troubles.append(u"seed %1: "_s.arg(seed) + from.trail + trailOf(faults) + u": "_s + trouble);
        ++m_out.runs;
        m_out.crashes += from.home.isEmpty() ? 0 : 1;
        m_out.faults += run.struck();
        if (!from.home.isEmpty())
            QDir(from.home).removeRecursively();
    }
}

Schedules::Faults Schedules::someFaults(QRandomGenerator& random, int most) const
{
    Faults out;
    for (int i = int(random.bounded(most + 1)); i > 0; --i) {
        const QString& call = m_calls[random.bounded(m_calls.size())];
        const QList<CallFault> kinds = faultsOf(call);
        out.emplace(call, kinds[random.bounded(kinds.size())]);
    }
    return out;
}

std::optional<Schedules::State> Schedules::stateAt(const State& from, const Run& run, const Faults& faults,
                                                   const QString& where)
{
    State state;
    state.crashes = from.crashes - 1;
    state.faults = from.faults - run.struck();
    state.crm = run.crm.kept;
    state.clock = run.now();
    state.trail = from.trail + trailOf(faults) + u"vanished "_s + where + u"; "_s;
    state.home = m_folder.filePath(u"state-%1"_s.arg(++m_copies));
    if (!copyTree(run.home(), state.home)) {
        m_out.troubles.append(state.trail + u"the home folder could not be copied"_s);
        return std::nullopt;
    }
    return state;
}

void Schedules::reached(const State& from, const Run& run, const Faults& faults, const QString& where)
{
    auto state = stateAt(from, run, faults, where);
    if (!state)
        return;
    const QByteArray signature = signatureOf(state->home, state->crm);
    if (signature.isEmpty()) {
        m_out.troubles.append(state->trail + u"the journal cannot be read"_s);
        return;
    }
    auto& tried = m_tried[signature];
    if (std::any_of(tried.begin(), tried.end(),
                    [&](const auto& left) { return left.first >= state->crashes && left.second >= state->faults; })) {
        QDir(state->home).removeRecursively();
        return;
    }
    m_out.states += tried.empty() ? 1 : 0;
    tried.emplace_back(state->crashes, state->faults);
    m_open.push_back(std::move(*state));
}

QString Schedules::trailOf(const Faults& faults)
{
    QString out;
    for (const auto& [key, fault] : faults)
        out += key + u": "_s + nameOf(fault) + u"; "_s;
    return out;
}

} // namespace stevedore::test

// SPDX-License-Identifier: GPL-3.0-or-later
// An import of millions of rows during which something goes wrong all the time.
#include "support/ledger.h"
#include "trials/faultrules.h"
#include "trials/suitehelp.h"

#include <QElapsedTimer>
#include <QJsonArray>

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;
using stevedore::test::SandboxProcess;

namespace stevedore::trials {

namespace {

constexpr qint64 rowsInJob = 25'000;
constexpr qint64 million = 1'000'000;
constexpr int msBetweenFaults = 10'000;
constexpr int msBetweenLooks = 500;
/// Of a job: slow enough that a lot goes wrong before the end.
const QString rowsPerSecond = u"20000"_s;
/// Every so many faults the client is killed instead, once half of the jobs are made: before, one client has them all,
/// so that its memory tells something.
constexpr int faultsToAKill = 5;
/// Memory may differ by this between an early and a late part of the import; growth with the rows would be far more.
constexpr double mostGrowth = 1.25;
constexpr qint64 mostGrowthBytes = 20 * million;

/// Of a process, in bytes; 0 if it is gone.
qint64 memoryOf(qint64 process)
{
    QFile file(u"/proc/%1/statm"_s.arg(process));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    constexpr qint64 page = 4096;
    return file.readAll().split(' ').value(1).toLongLong() * page;
}

class LongImport
{
public:
    explicit LongImport(const Extent& extent)
        : m_rows(extent.runs * million), m_random(extent.seed),
          m_crm(crmOptions() + QStringList{u"--rows-per-second"_s, rowsPerSecond})
    {
    }

    QString finish()
    {
        if (!write())
            return u"the file cannot be written"_s;
        QStringList words{
            u"import"_s, m_dir.filePath(u"rows.csv"_s), u"--module"_s, u"Contacts"_s, u"--operation"_s, u"insert"_s,
            u"--yes"_s};
        constexpr int mostRuns = 1000;
        for (int run = 0; run < mostRuns && m_trouble.isEmpty(); ++run) {
            follow(words);
            if (m_code == 0)
                return judge();
            words = QStringList{u"resume"_s, u"1"_s};
        }
        return m_trouble.isEmpty() ? u"does not come to its end"_s : m_trouble;
    }

    int runs() const { return m_runs; }
    int kills() const { return m_kills; }
    QString note() const
    {
        const auto most = quarters();
        return u"; %1 rows, %2 faults, most memory in each quarter of the first client's time %3, %4, %5, %6 MB"_s
            .arg(m_rows)
            .arg(m_faults)
            .arg(most[0] / million)
            .arg(most[1] / million)
            .arg(most[2] / million)
            .arg(most[3] / million);
    }

private:
    bool write() const
    {
        QFile file(m_dir.filePath(u"rows.csv"_s));
        if (!file.open(QIODevice::WriteOnly))
            return false;
        QByteArray text = "Last_Name,First_Name,Legacy_ID\n";
        for (qint64 row = 1; row <= m_rows; ++row) {
            const QByteArray n = QByteArray::number(row);
            text += "Name " + n + ",Long,L-" + n + '\n';
            if (text.size() > million || row == m_rows) {
                if (file.write(text) != text.size())
                    return false;
                text.clear();
            }
        }
        return true;
    }

    /// One run of the client, with what goes wrong meanwhile.
    void follow(const QStringList& words)
    {
        QProcess client;
        client.setStandardOutputFile(m_dir.filePath(u"said"_s));
        client.setStandardErrorFile(m_dir.filePath(u"said-to-people"_s));
        client.start(QStringLiteral(CLI_PROGRAM),
                     QStringList{u"--home"_s, home(), u"--connection-file"_s, m_crm.connectionFile(), u"--json"_s,
                                 u"--poll"_s, u"0.05-1"_s} +
                         words);
        ++m_runs;
        bool killed = false;
        QElapsedTimer sinceFault;
        sinceFault.start();
        while (!client.waitForFinished(msBetweenLooks)) {
            if (client.state() == QProcess::NotRunning)
                break;
            m_memory.push_back(memoryOf(client.processId()));
            if (sinceFault.elapsed() < msBetweenFaults)
                continue;
            sinceFault.restart();
            const bool mayKill = jobsAskedFor(m_crm) > m_rows / rowsInJob / 2;
            if (++m_faults % faultsToAKill == 0 && mayKill) {
                m_unkilled = m_unkilled == 0 ? m_memory.size() : m_unkilled;
                killed = true;
                client.kill();
            } else {
                m_crm.tell(u"scenario"_s, {{u"rules"_s, QJsonArray{rule()}}});
            }
        }
        m_kills += killed ? 1 : 0;
        m_code = client.exitStatus() == QProcess::NormalExit ? client.exitCode() : -1;
        if (m_code < 0 && !killed)
            m_trouble = u"crashed"_s;
    }

    /// One that a running import meets.
    QJsonObject rule()
    {
        for (;;) {
            const QJsonObject out = networkRule(m_random);
            if (!QStringList{u"token"_s, u"metadata"_s, u"records"_s}.contains(out.value(u"on"_s).toString()))
                return out;
        }
    }

    /// Of the client that was not killed: most memory in each quarter of its time. The check is in the first one.
    std::array<qint64, 4> quarters() const
    {
        std::array<qint64, 4> most{};
        const std::size_t looks = m_unkilled > 0 ? m_unkilled : m_memory.size();
        for (std::size_t i = 0; i < looks; ++i) {
            qint64& quarter = most.at(i * most.size() / looks);
            quarter = std::max(quarter, m_memory[i]);
        }
        return most;
    }

    QString judge()
    {
        const qint64 there = m_crm.sql(u"select count(*) from Contacts"_s).toLongLong();
        const qint64 different = m_crm.sql(u"select count(distinct Legacy_ID) from Contacts"_s).toLongLong();
        if (there != m_rows || different != m_rows)
            return u"%1 records with %2 different keys for %3 rows"_s.arg(there).arg(different).arg(m_rows);
        const int jobs = jobsAskedFor(m_crm);
        if (jobs > test::intents(home()))
            return u"%1 jobs created with %2 intents"_s.arg(jobs).arg(test::intents(home()));
        const Run verified = runClient(
            {u"--home"_s, home(), u"--connection-file"_s, m_crm.connectionFile(), u"--json"_s, u"verify"_s, u"1"_s}, {},
            m_dir.path());
        if (verified.code != 0)
            return u"verify: "_s + verified.said;
        const auto most = quarters();
        if (double(most[3]) > double(most[1]) * mostGrowth && most[3] - most[1] > mostGrowthBytes)
            return u"memory grows with the rows"_s;
        return {};
    }

    QString home() const { return m_dir.filePath(u"home"_s); }

    const qint64 m_rows;
    QRandomGenerator m_random;
    const SandboxProcess m_crm;
    const QTemporaryDir m_dir;
    std::vector<qint64> m_memory;
    std::size_t m_unkilled = 0; ///< looks before the first kill
    QString m_trouble;
    int m_runs = 0;
    int m_kills = 0;
    int m_faults = 0;
    int m_code = -1;
};

} // namespace

Tally longImport(const Extent& extent)
{
    Tally tally;
    tally.name = u"long"_s;
    LongImport import(extent);
    const QString verdict = import.finish();
    tally.trials = 1;
    tally.runs = import.runs();
    tally.kills = import.kills();
    tally.note = import.note();
    tell(tally, verdict, u"long --runs %1 --seed %2"_s.arg(extent.runs).arg(extent.seed));
    return tally;
}

} // namespace stevedore::trials

// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/trialimport.h"

#include "support/ledger.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

constexpr int mostRuns = 25;
/// How often the client sends rows again by itself whose answer was lost.
constexpr int mostRepeats = 3;

/// How often its rows had been sent before this part.
int repeatsOf(QJsonObject part, const QList<QJsonObject>& parts)
{
    int repeats = 0;
    while (part.value(u"repeat_of"_s).toInt() != 0) {
        const int before = part.value(u"repeat_of"_s).toInt();
        part = {};
        for (const QJsonObject& other : parts)
            if (other.value(u"event"_s).toString() == u"job"_s && other.value(u"id"_s).toInt() == before)
                part = other;
        ++repeats;
    }
    return repeats;
}

bool isWhole(const QJsonObject& summary)
{
    return summary.value(u"added"_s).toInt() == TrialImport::rowCount;
}

} // namespace

TrialImport::TrialImport(const test::SandboxProcess& crm, int number, Level level)
    : m_crm(crm), m_number(number), m_level(level)
{
    write();
}

QString TrialImport::key(int row) const
{
    return u"T%1-%2"_s.arg(m_number).arg(row);
}

void TrialImport::write() const
{
    QFile file(m_home.filePath(u"rows.csv"_s));
    if (!file.open(QIODevice::WriteOnly))
        return;
    const bool unique = m_level == Level::ExactlyOnce;
    QString text =
        unique ? u"Last_Name,First_Name,Secondary_Email,Legacy_ID\n"_s : u"Last_Name,First_Name,Secondary_Email\n"_s;
    for (int row = 1; row <= rowCount; ++row) {
        const QString mail = row == badRow ? u"not an address"_s : u"%1@example.com"_s.arg(key(row).toLower());
        text += u"%1,Trial,%2"_s.arg(key(row), mail) + (unique ? u",%1\n"_s.arg(key(row)) : u"\n"_s);
    }
    file.write(text.toUtf8());
}

QStringList TrialImport::all(const QStringList& words) const
{
    return QStringList{u"--home"_s, home(),      u"--connection-file"_s, m_crm.connectionFile(),
                       u"--json"_s, u"--poll"_s, u"0.01-0.2"_s,          u"--part-rows"_s,
                       u"10"_s} +
           words;
}

QStringList TrialImport::importWords() const
{
    return {u"import"_s, m_home.filePath(u"rows.csv"_s), u"--module"_s, u"Contacts"_s, u"--operation"_s, u"insert"_s,
            u"--yes"_s};
}

std::unique_ptr<QProcess> TrialImport::start(const QStringList& words, const Fault& fault) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environmentFor(fault, m_home.filePath(u"count-started"_s)));
    process->start(QStringLiteral(CLI_PROGRAM), all(words));
    process->waitForStarted();
    return process;
}

Run TrialImport::run(const QStringList& words, const Fault& fault)
{
    ++m_runs;
    Run out = runClient(all(words), fault, m_home.path());
    m_printed += all(words).join(u' ').toUtf8() + '\n' + out.output + out.said.toUtf8();
    if (!out.trouble.isEmpty())
        failed(out.trouble);
    if (out.hung)
        failed(u"hangs: "_s + words.join(u' '));
    m_longest = std::max(m_longest, out.calls);
    m_kills += out.killed ? 1 : 0;
    if (out.killed && fault.at == 0)
        failed(u"crashed: "_s + words.join(u' ') + u' ' + out.said);
    return out;
}

Run TrialImport::import(const Fault& fault)
{
    return run(importWords(), fault);
}

bool TrialImport::send(const std::function<Fault(int run)>& fault)
{
    return settle(fault, rowCount - 1);
}

/// Until so many rows are in and nothing is open: whatever a user would do who sees what the client says.
bool TrialImport::settle(const std::function<Fault(int run)>& fault, int wanted)
{
    for (int i = 0; i < mostRuns && m_trouble.isEmpty(); ++i) {
        const Run list = run({u"status"_s});
        QJsonObject found;
        for (const QJsonObject& event : list.events) {
            if (event.value(u"event"_s).toString() == u"import"_s && event.value(u"state"_s).toString() != u"draft"_s)
                found = event;
        }
        if (found.isEmpty()) {
            import(fault(i));
            continue;
        }
        const QString id = QString::number(found.value(u"import"_s).toInt());
        const int added = found.value(u"added"_s).toInt();
        if (added == wanted && found.value(u"open"_s).toInt() + found.value(u"unknown"_s).toInt() == 0)
            return true;
        if (found.value(u"unknown"_s).toInt() > 0 && found.value(u"state"_s).toString() != u"running"_s) {
            const Run status = run({u"status"_s, id});
            if (!answer(status.events))
                return false;
        } else if (found.value(u"open"_s).toInt() > 0 || found.value(u"state"_s).toString() != u"finished"_s) {
            run({u"resume"_s, id}, fault(i));
        } else {
            run({u"resend"_s, id, u"--route"_s, u"job"_s, u"--yes"_s}, fault(i));
        }
    }
    return failed(u"does not settle"_s);
}

/// Answers as somebody does who looks into the CRM when it has nothing more to do.
bool TrialImport::answer(const QList<QJsonObject>& parts)
{
    if (!waitForCrm())
        return failed(u"the CRM does not come to rest"_s);
    for (const QJsonObject& part : parts) {
        if (part.value(u"event"_s).toString() != u"job"_s || part.value(u"unknown"_s).toInt() == 0)
            continue;
        // With a unique field they are sent again; a person is asked only when that was in vain each time.
        if (m_level == Level::ExactlyOnce && repeatsOf(part, parts) < mostRepeats)
            return failed(u"asked although it could settle itself: "_s + part.value(u"message"_s).toString());
        ++m_questions;
        const QString name = part.value(u"file"_s).toString();
        const bool took =
            m_crm.sql(u"select count(*) from sandbox_write_files where name = '%1'"_s.arg(name)).toInt() > 0;
        if (part.value(u"found"_s).toString().isEmpty())
            return failed(u"asked without a word on what the CRM has"_s);
        // What was not found the first time is not there: the refused row.
        const int id = part.value(u"id"_s).toInt();
        const bool says = took && !m_answered.contains(id);
        m_answered.insert(id);
        run({u"resume"_s, QString::number(part.value(u"import"_s).toInt()), u"--answer"_s,
             QString::number(id) + (says ? u"=there"_s : u"=absent"_s)});
    }
    return true;
}

bool TrialImport::mend(const std::function<Fault(int run)>& fault)
{
    const QString corrected = m_home.filePath(u"corrected.csv"_s);
    for (int i = 0; i < mostRuns && m_trouble.isEmpty(); ++i) {
        const Run list = run({u"status"_s});
        const QJsonObject found = list.events.value(0);
        if (isWhole(found))
            return true;
        const QString id = QString::number(found.value(u"import"_s).toInt());
        if (found.value(u"open"_s).toInt() + found.value(u"unknown"_s).toInt() > 0) {
            if (!settle(fault, rowCount))
                return false;
            continue;
        }
        const Run failures = run({u"failures"_s, id, u"-o"_s, corrected});
        QFile file(corrected);
        if (!file.open(QIODevice::ReadOnly))
            return failed(u"no failures file: "_s + failures.said);
        const QByteArray text = file.readAll().replace("not an address", "right@example.com");
        file.close();
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text) != text.size())
            return failed(u"the corrected file cannot be written"_s);
        file.close();
        run({u"resend"_s, id, u"--fixes"_s, corrected, u"--route"_s, u"job"_s, u"--yes"_s}, fault(i));
    }
    return failed(u"the refused row does not get in"_s);
}

bool TrialImport::waitForCrm() const
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < 30'000) {
        if (m_crm.sql(u"select count(*) from sandbox_write_jobs where state in ('ADDED', 'IN PROGRESS')"_s).toInt() ==
            0)
            return true;
        QThread::yieldCurrentThread();
    }
    return false;
}

QMultiHash<QString, QString> TrialImport::there() const
{
    QMultiHash<QString, QString> out;
    const QString all = m_crm
                            .sql(u"select group_concat(Last_Name || ' ' || id, char(10)) from Contacts where "
                                 "Last_Name like 'T%1-%'"_s.arg(m_number))
                            .toString();
    for (const QString& line : all.split(u'\n', Qt::SkipEmptyParts))
        out.insert(line.section(u' ', 0, 0), line.section(u' ', 1));
    return out;
}

QString TrialImport::judge()
{
    if (!m_trouble.isEmpty())
        return m_trouble;
    if (!waitForCrm())
        return u"the CRM does not come to rest"_s;
    const QMultiHash<QString, QString> records = there();
    for (int row = 1; row <= rowCount; ++row) {
        const qsizetype times = records.count(key(row));
        if (times != 1)
            return u"row %1 is in the CRM %2 times"_s.arg(row).arg(times);
    }
    const Run list = run({u"status"_s});
    const QJsonObject found = list.events.value(0);
    if (!isWhole(found))
        return u"the ledger does not say that all rows are in"_s;
    const int import = found.value(u"import"_s).toInt();
    if (const QString wrong = test::ledgerTrouble(home(), ImportId(import), rowCount); !wrong.isEmpty())
        return wrong;
    for (const auto& [row, record] : test::recordIds(home(), ImportId(import))) {
        const QString truth = records.value(key(int(row)));
        if (!record.isEmpty() && record != truth)
            return u"row %1 has the id %2 and not %3"_s.arg(row).arg(record, truth);
    }
    const Run verified = run({u"verify"_s, QString::number(import)});
    return verified.code == 0 ? QString() : u"verify: "_s + verified.said;
}

bool TrialImport::failed(const QString& why)
{
    if (m_trouble.isEmpty())
        m_trouble = why;
    return false;
}

} // namespace stevedore::trials

// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/exporttrial.h"

#include "support/plaincsv.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

constexpr int mostExportRuns = 25;
const QByteArray oldBytes = "id,Last_Name\r\n1,\"of yesterday\"\r\n";

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

ExportTrial::ExportTrial(const ExportCrm& crm) : m_crm(crm), m_sure(crm.fitting()), m_possible(m_sure)
{
    crm.letAMinutePass();
    QDir().mkpath(path(u"out"_s));
    QFile old(path(u"out/target.csv"_s));
    if (!old.open(QIODevice::WriteOnly) || old.write(oldBytes) != oldBytes.size())
        failed(u"no old file"_s);
}

Run ExportTrial::run(const QStringList& words, const Fault& fault)
{
    ++m_runs;
    const QStringList all =
        QStringList{u"--home"_s, path(u"home"_s), u"--connection-file"_s, m_crm.process().connectionFile(),
                    u"--json"_s, u"--poll"_s,     u"0.01-0.2"_s} +
        words;
    Fault made = fault;
    made.calls = Counted::Making;
    Run out = runClient(all, made, m_folder.path());
    m_kills += out.killed ? 1 : 0;
    m_longest = std::max(m_longest, out.calls);
    m_bytes = std::max(m_bytes, out.bytes);
    if (!out.trouble.isEmpty())
        failed(out.trouble);
    if (out.hung)
        failed(u"hangs: "_s + words.join(u' '));
    if (out.killed && fault.at == 0)
        failed(u"crashed: "_s + words.join(u' ') + u' ' + out.said);
    return out;
}

/// The export as the client lists it; empty if it knows of none.
QJsonObject ExportTrial::listed()
{
    const Run list = run({u"exports"_s});
    if (list.code != 0)
        failed(u"exports ended with %1: %2"_s.arg(list.code).arg(list.said));
    for (const QJsonObject& event : list.events)
        if (event.value(u"event"_s).toString() == u"export"_s)
            return event;
    return {};
}

bool ExportTrial::step(const Fault& fault)
{
    m_last = listed();
    if (m_last.value(u"state"_s).toString() == u"finished"_s)
        return true;
    QStringList words{u"export"_s};
    if (m_last.isEmpty())
        words += {u"--module"_s, u"Contacts"_s,          u"--fields"_s, ExportCrm::fields().join(u','),
                  u"--where"_s,  ExportCrm::condition(), u"-o"_s,       path(u"out/target.csv"_s)};
    else
        words += {u"--resume"_s, QString::number(m_last.value(u"export"_s).toInt())};
    look(run(words, fault));
    return false;
}

bool ExportTrial::finish(const std::function<Fault(int run)>& fault)
{
    for (int i = 0; i < mostExportRuns && m_trouble.isEmpty(); ++i)
        if (step(fault(i)))
            return true;
    return failed(u"does not come to its end: %1"_s.arg(m_last.value(u"message"_s).toString()));
}

bool ExportTrial::isOld() const
{
    return contentOf(path(u"out/target.csv"_s)) == oldBytes;
}

QString ExportTrial::targetTrouble() const
{
    return exportTrouble(contentOf(path(u"out/target.csv"_s)), m_sure, m_possible);
}

/// After each run, however it ended.
void ExportTrial::look(const Run& run)
{
    const bool old = isOld();
    const QString wrong = old ? QString() : targetTrouble();
    if (!wrong.isEmpty())
        failed(u"the file is neither the old one nor whole: "_s + wrong);
    if (run.killed)
        return;
    const bool finished = run.summary().value(u"state"_s).toString() == u"finished"_s;
    if (run.code == 0 && (old || !finished))
        failed(u"exit code 0, but it is not finished"_s);
    if (run.code != 0 && finished)
        failed(u"exit code %1, but the summary says that it is finished"_s.arg(run.code));
    if (run.code != 0 && run.said.isEmpty())
        failed(u"exit code %1 without a word"_s.arg(run.code));
    // A file that cannot be written and a CRM that does not answer are no fault of the user's.
    if (run.code != 0 && run.code != 5)
        failed(u"exit code %1: %2"_s.arg(run.code).arg(run.said));
}

void ExportTrial::tableChanged()
{
    const ExportCrm::Table now = m_crm.fitting();
    std::erase_if(m_sure, [&](const auto& record) { return now.count(record.first) == 0; });
    m_possible.insert(now.begin(), now.end());
}

bool ExportTrial::isBetweenPages() const
{
    bool out = false;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"pages"_s);
        db.setDatabaseName(path(u"home/journal.sqlite"_s));
        constexpr int done = 6; // PageStage::Done
        QSqlQuery query(db);
        out = db.open() && query.exec(u"select count(*) from page where number > 1 and stage <> %1"_s.arg(done)) &&
              query.next() && query.value(0).toInt() > 0;
    }
    QSqlDatabase::removeDatabase(u"pages"_s);
    return out;
}

QString ExportTrial::judge(int restarts)
{
    if (!m_trouble.isEmpty())
        return m_trouble;
    const QByteArray file = contentOf(path(u"out/target.csv"_s));
    if (const QString wrong = exportTrouble(file, m_sure, m_possible); !wrong.isEmpty())
        return wrong;
    if (const QStringList beside = QDir(path(u"out"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        beside != QStringList{u"target.csv"_s})
        return u"left beside the file: "_s + beside.join(u", "_s);
    if (const QStringList pages = QDir(path(u"home/exports"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        !pages.isEmpty())
        return u"pages are left: "_s + pages.join(u", "_s);
    const auto records = qint64(test::PlainCsv(file, {}, int(ExportCrm::fields().size() + 1)).count());
    const auto said = [&](const QString& key) { return m_last.value(key).toInteger(); };
    if (said(u"records"_s) != records || said(u"twice"_s) != 0 || said(u"bytes"_s) != file.size() ||
        said(u"pages"_s) != 3)
        return u"the client counts %1 records, %2 twice, %3 bytes, %4 pages"_s.arg(said(u"records"_s))
            .arg(said(u"twice"_s))
            .arg(said(u"bytes"_s))
            .arg(said(u"pages"_s));
    return said(u"restarts"_s) == restarts ? QString()
                                           : u"%1 restarts and not %2"_s.arg(said(u"restarts"_s)).arg(restarts);
}

bool ExportTrial::failed(const QString& why)
{
    if (m_trouble.isEmpty())
        m_trouble = why;
    return false;
}

} // namespace stevedore::trials

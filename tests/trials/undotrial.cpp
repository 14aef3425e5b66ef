// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/undotrial.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

constexpr int mostUndoRuns = 25;

/// The import of the list that is an undo, if there is one.
QJsonObject undoIn(const Run& list)
{
    for (const QJsonObject& event : list.events)
        if (event.value(u"event"_s).toString() == u"import"_s && event.value(u"undo_of"_s).toInt() != 0)
            return event;
    return {};
}

} // namespace

UndoTrial::UndoTrial(const test::SandboxProcess& crm, int number)
    : m_crm(crm), m_number(number), m_import(crm, number, Level::ExactlyOnce)
{
    // It gives ten results of bulk reads in a minute, and each trial wants one.
    m_crm.tell(u"clock"_s, {{u"advance_seconds"_s, 61}});
}

QString UndoTrial::table() const
{
    return m_crm
        .sql(u"select group_concat(line, char(10)) from (select id || '|' || Last_Name || '|' || "
             "coalesce(First_Name, '') || '|' || coalesce(Secondary_Email, '') || '|' || coalesce(Legacy_ID, '') as "
             "line from Contacts where Last_Name like 'T%1-%' order by id)"_s.arg(m_number))
        .toString();
}

bool UndoTrial::prepare()
{
    if (!m_import.send([](int) { return Fault{}; })) {
        m_trouble = m_import.trouble();
        return false;
    }
    m_before = table();
    const QString path = QFileInfo(m_import.home()).path() + u"/second.csv"_s;
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    // Rows that are there get other values and lose one; the others are new.
    QString text = u"Last_Name,First_Name,Secondary_Email,Legacy_ID\n"_s;
    for (int i = 0; i < updated + created; ++i) {
        const int row = i < updated ? TrialImport::badRow + 1 + i : TrialImport::rowCount + i;
        text += u"%1,Changed,other%2@example.com,%1\n"_s.arg(m_import.key(row)).arg(i);
    }
    file.write(text.toUtf8());
    file.close();
    const Run sent = m_import.run({u"import"_s, path, u"--module"_s, u"Contacts"_s, u"--operation"_s, u"upsert"_s,
                                   u"--find-by"_s, u"Legacy_ID"_s, u"--keep-before"_s, u"--yes"_s});
    const QJsonObject summary = sent.summary();
    m_upsert = summary.value(u"import"_s).toInt();
    if (summary.value(u"updated"_s).toInt() != updated || summary.value(u"added"_s).toInt() != created)
        m_trouble = u"the import to be undone did not get in: "_s + sent.said;
    return m_trouble.isEmpty();
}

Run UndoTrial::step(const QStringList& words, const Fault& fault)
{
    Run run = m_import.run(words, fault);
    m_longest = std::max(m_longest, run.calls);
    return run;
}

void UndoTrial::undo(const Fault& fault)
{
    for (int i = 0; i < mostUndoRuns && m_trouble.isEmpty(); ++i) {
        const Fault now = i == 0 ? fault : Fault{};
        const Run list = m_import.run({u"status"_s});
        const QJsonObject found = undoIn(list);
        if (found.isEmpty()) {
            step({u"undo"_s, QString::number(m_upsert), u"--yes"_s}, now);
            continue;
        }
        if (found.value(u"state"_s).toString() == u"finished"_s && found.value(u"unknown"_s).toInt() == 0)
            return;
        step({u"resume"_s, QString::number(found.value(u"import"_s).toInt())}, now);
    }
    if (m_trouble.isEmpty())
        m_trouble = u"the undo does not come to its end"_s;
}

QString UndoTrial::judge()
{
    if (m_trouble.isEmpty())
        m_trouble = m_import.trouble();
    if (!m_trouble.isEmpty())
        return m_trouble;
    if (table() != m_before)
        return u"the table is not what it was: %1 instead of %2"_s.arg(table(), m_before);
    const QJsonObject found = undoIn(m_import.run({u"status"_s}));
    if (found.value(u"deleted"_s).toInt() + found.value(u"updated"_s).toInt() + found.value(u"skipped"_s).toInt() !=
        updated + created)
        return u"the ledger does not say that all rows are undone"_s;
    const Run verified = m_import.run({u"verify"_s, QString::number(found.value(u"import"_s).toInt())});
    return verified.code == 0 ? QString() : u"verify: "_s + verified.said;
}

} // namespace stevedore::trials

// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/clientrun.h"

#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

QList<QJsonObject> eventsIn(const QByteArray& lines)
{
    QList<QJsonObject> out;
    for (const QByteArray& line : lines.split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        if (!event.isEmpty())
            out.append(event);
    }
    return out;
}

} // namespace

QProcessEnvironment environmentFor(const Fault& fault, const QString& countFile, Counted counted)
{
    QProcessEnvironment out = QProcessEnvironment::systemEnvironment();
    out.insert(u"LD_PRELOAD"_s, QStringLiteral(TRIAL_SHIM));
    out.insert(u"TRIAL_COUNT"_s, countFile);
    if (counted == Counted::Making)
        out.insert(u"TRIAL_MAKING"_s, u"1"_s);
    if (counted == Counted::Sending)
        out.insert(u"TRIAL_SENDING"_s, u"1"_s);
    if (fault.room >= 0)
        out.insert(u"TRIAL_ROOM"_s, QString::number(fault.room));
    if (fault.at > 0) {
        out.insert(u"TRIAL_AT"_s, QString::number(fault.at));
        out.insert(u"TRIAL_DO"_s, fault.deed);
    }
    return out;
}

QJsonObject Run::summary() const
{
    for (auto event = events.rbegin(); event != events.rend(); ++event) {
        if (event->value(u"event"_s).toString() == u"summary"_s)
            return *event;
    }
    return {};
}

Run runClient(const QStringList& words, const Fault& fault, const QString& folder, Counted counted)
{
    const QString count = folder + u"/count"_s;
    QFile::remove(count);
    QProcess process;
    process.setProcessEnvironment(environmentFor(fault, count, counted));
    process.start(QStringLiteral(CLI_PROGRAM), words);
    Run out;
    out.hung = !process.waitForFinished(120'000);
    if (out.hung) {
        process.kill();
        process.waitForFinished();
    }
    out.killed = process.exitStatus() == QProcess::CrashExit;
    out.code = out.killed ? -1 : process.exitCode();
    out.events = eventsIn(process.readAllStandardOutput());
    out.said = QString::fromUtf8(process.readAllStandardError());
    QFile file(count);
    if (file.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> numbers = file.readAll().split(' ');
        out.calls = numbers.value(0).toLong();
        out.bytes = numbers.value(1).toLongLong();
    }
    return out;
}

} // namespace stevedore::trials

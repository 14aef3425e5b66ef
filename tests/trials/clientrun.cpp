// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/clientrun.h"

#include "trials/calltrace.h"

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

QString wordFor(Counted calls)
{
    switch (calls) {
    case Counted::Writing:
        return u"writing"_s;
    case Counted::Making:
        return u"making"_s;
    case Counted::Sending:
        return u"sending"_s;
    case Counted::Syncing:
        return u"syncing"_s;
    case Counted::Opening:
        return u"opening"_s;
    case Counted::Reading:
        return u"reading"_s;
    case Counted::Mapping:
        return u"mapping"_s;
    }
    return {};
}

} // namespace

QProcessEnvironment environmentFor(const Fault& fault, const QString& countFile)
{
    QProcessEnvironment out = QProcessEnvironment::systemEnvironment();
    out.insert(u"LD_PRELOAD"_s, QStringLiteral(TRIAL_SHIM));
    out.insert(u"TRIAL_COUNT"_s, countFile);
    out.insert(u"TRIAL_CALLS"_s, wordFor(fault.calls));
    if (fault.room >= 0)
        out.insert(u"TRIAL_ROOM"_s, QString::number(fault.room));
    if (fault.at > 0) {
        out.insert(u"TRIAL_AT"_s, QString::number(fault.at));
        out.insert(u"TRIAL_DO"_s, fault.deed);
        out.insert(u"TRIAL_JUMP"_s, QString::number(fault.jump));
    }
    if (fault.forEver)
        out.insert(u"TRIAL_EVER"_s, u"1"_s);
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

Run runClient(const QStringList& words, const Fault& fault, const QString& folder)
{
    const QString count = folder + u"/count"_s;
    QFile::remove(count);
    QProcess process;
    QProcessEnvironment environment = environmentFor(fault, count);
    PowerCut power(folder);
    if (fault.power != PowerMode::None) {
        power.remember();
        environment.insert(u"TRIAL_POWER"_s, power.folder());
        environment.insert(u"TRIAL_BELOW"_s, folder);
    }
    const QString trace = folder + u"/trace"_s;
    QStringList all = fault.traced ? traceWords(trace, environment) : QStringList();
    all += QStringLiteral(CLI_PROGRAM);
    all += words;
    process.setProcessEnvironment(environment);
    process.start(all.takeFirst(), all);
    Run out;
    out.hung = !process.waitForFinished(120'000);
    if (out.hung) {
        process.kill();
        process.waitForFinished();
    }
    out.killed = process.exitStatus() == QProcess::CrashExit;
    out.code = out.killed ? -1 : process.exitCode();
    if (out.killed && fault.power != PowerMode::None)
        out.trouble = power.cut(fault.power, fault.seed);
    out.output = process.readAllStandardOutput();
    out.events = eventsIn(out.output);
    out.said = QString::fromUtf8(process.readAllStandardError());
    QFile file(count);
    if (file.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> numbers = file.readAll().split(' ');
        out.calls = numbers.value(0).toLong();
        out.bytes = numbers.value(1).toLongLong();
    }
    if (fault.traced)
        out.trouble = traceTrouble(trace, out.calls, count);
    return out;
}

} // namespace stevedore::trials

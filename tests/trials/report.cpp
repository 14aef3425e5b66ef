// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

struct Line
{
    QString suite;
    QString bar;
    QString counts;
    QString seed;
    QString time;
    QStringList failures;
};

Line lineFrom(const QJsonObject& json)
{
    const auto number = [&](const QString& key, const QString& words) {
        const int count = json.value(key).toInt();
        return count > 0 ? u", %1 %2"_s.arg(count).arg(words) : QString();
    };
    Line out;
    out.suite = json.value(u"suite"_s).toString();
    if (const QString level = json.value(u"level"_s).toString(); !level.isEmpty())
        out.suite += u", level "_s + level;
    out.bar = json.value(u"bar"_s).toString(u"0 lost, 0 twice, 0 wrong"_s);
    out.counts = u"%1 trials"_s.arg(json.value(u"trials"_s).toInt()) + number(u"runs"_s, u"runs of the client"_s) +
                 number(u"kills"_s, u"kills"_s) + number(u"questions"_s, u"questions"_s) +
                 json.value(u"note"_s).toString();
    out.seed = json.contains(u"seed"_s) ? QString::number(json.value(u"seed"_s).toInt()) : QString();
    out.time = u"%1 s"_s.arg(json.value(u"seconds"_s).toInt());
    for (const QJsonValue failure : json.value(u"failures"_s).toArray())
        out.failures.append(failure.toString());
    return out;
}

QList<Line> linesIn(const QString& path)
{
    QList<Line> out;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    for (const QByteArray& line : file.readAll().split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(line).object();
        if (!json.isEmpty())
            out.append(lineFrom(json));
    }
    return out;
}

QString headline(const QList<Line>& lines)
{
    qsizetype failures = 0;
    for (const Line& line : lines)
        failures += line.failures.size();
    return u"%1 suites, %2"_s.arg(lines.size()).arg(failures == 0 ? u"no failure"_s : u"%1 failures"_s.arg(failures));
}

QString machine()
{
    return u"Stevedore %1, Qt %2, %3, kernel %4, %5"_s.arg(
        QStringLiteral(STEVEDORE_VERSION), QString::fromLatin1(qVersion()), QSysInfo::prettyProductName(),
        QSysInfo::kernelVersion(), QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd hh:mm 'UTC'"_s));
}

QString asText(const QList<Line>& lines)
{
    qsizetype suite = 0;
    qsizetype counts = 0;
    for (const Line& line : lines) {
        suite = std::max(suite, line.suite.size());
        counts = std::max(counts, line.counts.size());
    }
    QString out = u"What Stevedore went through: "_s + headline(lines) + u'\n' + machine() + u"\n\n"_s;
    for (const Line& line : lines) {
        out += u"%1  %2  seed %3  %4  %5\n"_s.arg(line.suite, -int(suite))
                   .arg(line.counts, -int(counts))
                   .arg(line.seed, -6)
                   .arg(line.time, 7)
                   .arg(line.failures.isEmpty() ? u"held"_s : u"FAILED"_s);
        for (const QString& failure : line.failures)
            out += u"    "_s + failure + u'\n';
    }
    return out;
}

QString asHtml(const QList<Line>& lines)
{
    QString out = u"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Stevedore: trials</title>\n"
                  "<style>body{font:15px/1.5 sans-serif;margin:2em auto;max-width:70em;padding:0 1em}"
                  "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3em .6em;"
                  "border-bottom:1px solid #ccc;vertical-align:top}.bad{color:#a40000;font-weight:bold}"
                  "</style></head><body>\n<h1>What Stevedore went through</h1>\n<p>"_s +
                  headline(lines).toHtmlEscaped() + u"</p>\n<p>"_s + machine().toHtmlEscaped() +
                  u"</p>\n<table><tr><th>Suite</th><th>Bar</th><th>Reached</th><th>Seed</th><th>Time</th>"
                  "<th>Outcome</th></tr>\n"_s;
    for (const Line& line : lines) {
        out += u"<tr>"_s;
        for (const QString& cell : {line.suite, line.bar, line.counts, line.seed, line.time})
            out += u"<td>"_s + cell.toHtmlEscaped() + u"</td>"_s;
        out += line.failures.isEmpty()
                   ? u"<td>held</td></tr>\n"_s
                   : u"<td class=\"bad\">"_s + line.failures.join(u'\n').toHtmlEscaped().replace(u'\n', u"<br>"_s) +
                         u"</td></tr>\n"_s;
    }
    return out + u"</table></body></html>\n"_s;
}

bool write(const QString& path, const QString& text)
{
    QFile file(path);
    const QByteArray bytes = text.toUtf8();
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

bool appendTo(const QString& file, const Tally& tally, const Extent& extent, qint64 milliseconds)
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly | QIODevice::Append))
        return false;
    const QJsonObject json{{u"suite"_s, tally.name},
                           {u"level"_s, extent.level == Level::ExactlyOnce ? u"A"_s : u"B"_s},
                           {u"trials"_s, tally.trials},
                           {u"runs"_s, tally.runs},
                           {u"kills"_s, tally.kills},
                           {u"questions"_s, tally.questions},
                           {u"note"_s, tally.note},
                           {u"seed"_s, qint64(extent.seed)},
                           {u"seconds"_s, milliseconds / 1000},
                           {u"failures"_s, QJsonArray::fromStringList(tally.failures)}};
    const QByteArray line = QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n';
    return out.write(line) == line.size();
}

bool writeReport(const QString& lines, const QString& path)
{
    const QList<Line> all = linesIn(lines);
    return !all.isEmpty() && write(path + u".txt"_s, asText(all)) && write(path + u".html"_s, asHtml(all));
}

} // namespace stevedore::trials

// SPDX-License-Identifier: GPL-3.0-or-later
#include "trials/report.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace stevedore::trials {

namespace {

/// One suite at one level: what several commands did of it is one.
struct Line
{
    QString suite;
    QString bar;
    qint64 trials = 0;
    qint64 runs = 0;
    qint64 kills = 0;
    qint64 questions = 0;
    qint64 seconds = 0;
    std::optional<qint64> seed; ///< of the first trial
    QStringList notes;
    QStringList failures;

    QString counts() const;
};

QString Line::counts() const
{
    const auto some = [](qint64 count, const QString& words) {
        return count > 0 ? u", %1 %2"_s.arg(count).arg(words) : QString();
    };
    return u"%1 trials"_s.arg(trials) + some(runs, u"runs of the client"_s) + some(kills, u"kills"_s) +
           some(questions, u"questions"_s) + notes.join(QString());
}

QString suiteIn(const QJsonObject& json)
{
    const QString level = json.value(u"level"_s).toString();
    return json.value(u"suite"_s).toString() + (level.isEmpty() ? QString() : u", level "_s + level);
}

void addTo(Line& line, const QJsonObject& json)
{
    const auto number = [&](const QString& key) { return json.value(key).toInteger(); };
    line.bar = json.value(u"bar"_s).toString(u"0 lost, 0 twice, 0 wrong"_s);
    line.trials += number(u"trials"_s);
    line.runs += number(u"runs"_s);
    line.kills += number(u"kills"_s);
    line.questions += number(u"questions"_s);
    line.seconds += number(u"seconds"_s);
    if (json.contains(u"seed"_s))
        line.seed = std::min(number(u"seed"_s), line.seed.value_or(number(u"seed"_s)));
    const QString note = json.value(u"note"_s).toString();
    if (!note.isEmpty() && !line.notes.contains(note))
        line.notes.append(note);
    for (const QJsonValue failure : json.value(u"failures"_s).toArray())
        line.failures.append(failure.toString());
}

QList<Line> linesIn(const QString& path)
{
    QList<Line> out;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    for (const QByteArray& text : file.readAll().split('\n')) {
        const QJsonObject json = QJsonDocument::fromJson(text).object();
        if (json.isEmpty())
            continue;
        const QString suite = suiteIn(json);
        auto line = std::find_if(out.begin(), out.end(), [&](const Line& own) { return own.suite == suite; });
        if (line == out.end())
            line = out.insert(out.end(), Line{suite, {}, 0, 0, 0, 0, 0, {}, {}, {}});
        addTo(*line, json);
    }
    return out;
}

QString headline(const QList<Line>& lines)
{
    Line all;
    for (const Line& line : lines) {
        all.trials += line.trials;
        all.runs += line.runs;
        all.kills += line.kills;
        all.failures += line.failures;
    }
    return u"%1 suites, %2, %3"_s.arg(lines.size())
        .arg(all.counts(), all.failures.isEmpty() ? u"no failure"_s : u"%1 failures"_s.arg(all.failures.size()));
}

QString machine(const QString& revision)
{
    return u"Stevedore %1%2, Qt %3, %4, kernel %5, %6"_s.arg(
        QStringLiteral(STEVEDORE_VERSION), revision.isEmpty() ? QString() : u" (%1)"_s.arg(revision),
        QString::fromLatin1(qVersion()), QSysInfo::prettyProductName(), QSysInfo::kernelVersion(),
        QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd hh:mm 'UTC'"_s));
}

QString seedOf(const Line& line)
{
    return line.seed ? QString::number(*line.seed) : QString();
}

QString timeOf(const Line& line)
{
    return u"%1 s"_s.arg(line.seconds);
}

QString asText(const QList<Line>& lines, const QString& revision)
{
    qsizetype suite = 0;
    qsizetype counts = 0;
    for (const Line& line : lines) {
        suite = std::max(suite, line.suite.size());
        counts = std::max(counts, line.counts().size());
    }
    QString out = u"What Stevedore went through: "_s + headline(lines) + u'\n' + machine(revision) + u"\n\n"_s;
    for (const Line& line : lines) {
        out += u"%1  %2  seed %3  %4  %5\n"_s.arg(line.suite, -int(suite))
                   .arg(line.counts(), -int(counts))
                   .arg(seedOf(line), -6)
                   .arg(timeOf(line), 7)
                   .arg(line.failures.isEmpty() ? u"held"_s : u"FAILED"_s);
        for (const QString& failure : line.failures)
            out += u"    "_s + failure + u'\n';
    }
    return out;
}

QString asHtml(const QList<Line>& lines, const QString& revision)
{
    QString out = u"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Stevedore: trials</title>\n"
                  "<style>body{font:15px/1.5 sans-serif;margin:2em auto;max-width:70em;padding:0 1em}"
                  "table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3em .6em;"
                  "border-bottom:1px solid #ccc;vertical-align:top}.bad{color:#a40000;font-weight:bold}"
                  "</style></head><body>\n<h1>What Stevedore went through</h1>\n<p>"_s +
                  headline(lines).toHtmlEscaped() + u"</p>\n<p>"_s + machine(revision).toHtmlEscaped() +
                  u"</p>\n<table><tr><th>Suite</th><th>Bar</th><th>Reached</th><th>Seed</th><th>Time</th>"
                  "<th>Outcome</th></tr>\n"_s;
    for (const Line& line : lines) {
        out += u"<tr>"_s;
        for (const QString& cell : {line.suite, line.bar, line.counts(), seedOf(line), timeOf(line)})
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

bool writeReport(const QString& lines, const QString& path, const QString& revision)
{
    const QList<Line> all = linesIn(lines);
    return !all.isEmpty() && write(path + u".txt"_s, asText(all, revision)) &&
           write(path + u".html"_s, asHtml(all, revision));
}

} // namespace stevedore::trials

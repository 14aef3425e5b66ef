// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandboxserver/commandline.h"

#include "sandbox/org/edition.h"
#include "sandbox/trouble/scenario.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <limits>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
QString namesAndMeanings(const QList<T>& all)
{
    QString text;
    for (const T& known : all)
        text += u"\n    "_s + known.name + u": "_s + known.meaning;
    return text;
}

QString readNumbers(const QCommandLineParser& parser, Options& options)
{
    constexpr qint64 any = std::numeric_limits<int>::max();
    const struct
    {
        QString name;
        qint64 least;
        qint64 most;
    } ranges[] = {{u"port"_s, 0, 65'535},     {u"foreign-port"_s, 0, 65'535},  {u"token-limit"_s, 0, any},
                  {u"credits"_s, 0, any},     {u"concurrent-calls"_s, 0, any}, {u"rows-per-second"_s, 0, any},
                  {u"queue-delay"_s, 0, any}, {u"workers"_s, 1, 64},           {u"read-page-size"_s, 1, 200'000}};
    for (const auto& [name, least, most] : ranges)
        if (const qint64 given = numberOf(parser, name); parser.isSet(name) && (given < least || given > most))
            return u"--%1 wants a number from %2 to %3, not \"%4\"."_s.arg(name).arg(least).arg(most).arg(
                parser.value(name));
    const auto number = [&parser](const QString& name, qint64 usual) {
        return parser.isSet(name) ? numberOf(parser, name) : usual;
    };
    options.port = static_cast<int>(number(u"port"_s, options.port));
    options.foreignPort = static_cast<int>(number(u"foreign-port"_s, options.foreignPort));
    options.tokenLimit = static_cast<int>(number(u"token-limit"_s, options.tokenLimit));
    options.credits = number(u"credits"_s, options.credits);
    options.concurrentCalls = static_cast<int>(number(u"concurrent-calls"_s, options.concurrentCalls));
    options.rowsPerSecond = static_cast<int>(number(u"rows-per-second"_s, options.rowsPerSecond));
    options.queueDelay = std::chrono::milliseconds(number(u"queue-delay"_s, 0));
    options.workers = static_cast<int>(number(u"workers"_s, options.workers));
    options.readPageSize = static_cast<int>(number(u"read-page-size"_s, options.readPageSize));
    return {};
}

QString readBehaviour(const QCommandLineParser& parser, Options& options)
{
    for (const QString& name : parser.values(u"quirk"_s)) {
        const auto quirk = quirkNamed(name);
        if (!quirk)
            return u"There is no quirk \"%1\"; --help lists them."_s.arg(name);
        options.quirks.set(*quirk, true);
    }
    const QList<NamedBehaviour> faults = knownFaults();
    for (const QString& fault : parser.values(u"fault"_s)) {
        const QString name = fault.section(u'=', 0, 0);
        const int count = fault.section(u'=', 1).toInt();
        const bool known =
            std::any_of(faults.begin(), faults.end(), [&name](const auto& one) { return one.name == name; });
        if (!known || count < 1)
            return u"\"%1\" is no fault of the form NAME=N; --help lists them."_s.arg(fault);
        options.faults.insert(name, count);
    }
    return {};
}

QString readScenario(const QString& path, Options& options)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return u"The scenario %1 cannot be read: %2."_s.arg(path, file.errorString());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
    if (!document.isObject())
        return u"The scenario %1 is not a JSON object (%2, byte %3)."_s.arg(path, error.errorString())
            .arg(error.offset);
    options.scenario = document.object();
    const auto understood = Scenario().replace(options.scenario);
    return understood ? QString() : u"The scenario %1 is not understood. %2"_s.arg(path, understood.error());
}

} // namespace

void describe(QCommandLineParser& parser)
{
    parser.addOptions({
        {u"port"_s, u"Port of 127.0.0.1; 0 takes a free one."_s, u"port"_s, u"0"_s},
        {u"foreign-port"_s,
         u"Another port, which stands for the servers of another data centre than the org's; 0 takes a free one."_s,
         u"port"_s},
        {u"location"_s, u"The org's data centre, as sign-in redirects name it."_s, u"name"_s, u"eu"_s},
        {u"data"_s, u"Folder for the CRM's records, uploads and results."_s, u"folder"_s},
        {u"metadata"_s, u"Folder with a real org's modules, fields and layouts, instead of the built-in org's."_s,
         u"folder"_s},
        {u"connection-file"_s, u"Write how to connect to this file."_s, u"file"_s},
        {u"redirect-uri"_s, u"Repeatable. Registered for sign-in, to the letter; none: any http URI of this machine."_s,
         u"uri"_s},
        {u"scopes"_s, u"Scopes of the client made at the first start."_s, u"line"_s},
        {u"token-limit"_s, u"Access tokens and codes in 10 minutes; 0 for any number."_s, u"n"_s, u"10"_s},
        {u"edition"_s, u"free, standard, professional, enterprise or ultimate: credits and calls at the same time."_s,
         u"name"_s},
        {u"credits"_s, u"API credits in 24 hours, instead of the edition's."_s, u"n"_s},
        {u"concurrent-calls"_s, u"Calls at the same time, instead of the edition's."_s, u"n"_s},
        {u"rows-per-second"_s, u"Speed of a job; 0 for as fast as it can."_s, u"n"_s, u"0"_s},
        {u"queue-delay"_s, u"Milliseconds between the creation and the start of a job."_s, u"ms"_s, u"0"_s},
        {u"workers"_s, u"Write jobs at the same time."_s, u"n"_s, u"1"_s},
        {u"read-page-size"_s, u"Records of one bulk read."_s, u"n"_s, u"200000"_s},
        {u"quirk"_s, u"Repeatable. What the documentation leaves open:"_s + namesAndMeanings(knownQuirks()), u"name"_s},
        {u"fault"_s, u"Repeatable. What goes wrong:"_s + namesAndMeanings(knownFaults()), u"name=n"_s},
        {u"scenario"_s, u"JSON file with rules for trouble; can be replaced later at /sandbox/scenario."_s, u"file"_s},
        {{u"o"_s, u"output"_s}, u"sample: the file to write."_s, u"file"_s},
        {u"module"_s, u"fill: the module that gets the records."_s, u"name"_s, u"Contacts"_s},
        {u"rows"_s, u"sample, fill: how many."_s, u"n"_s, u"200000"_s},
        {u"seed"_s, u"sample, fill: other values for another number."_s, u"n"_s, u"1"_s},
    });
}

qint64 numberOf(const QCommandLineParser& parser, const QString& option)
{
    bool ok = false;
    const qint64 number = parser.value(option).toLongLong(&ok);
    return ok && number >= 0 ? number : -1;
}

QString readOptions(const QCommandLineParser& parser, Options& options)
{
    options.dataFolder = parser.value(u"data"_s);
    if (options.dataFolder.isEmpty())
        return u"--data FOLDER is needed: it is where the CRM's records are kept."_s;
    options.metadataFolder = parser.value(u"metadata"_s);
    if (parser.isSet(u"metadata"_s) && options.metadataFolder.isEmpty())
        return u"--metadata wants a folder."_s;
    options.location = parser.value(u"location"_s);
    options.redirectUris = parser.values(u"redirect-uri"_s);
    options.edition = parser.value(u"edition"_s);
    if (parser.isSet(u"edition"_s) && !limitsOf(options.edition, 1))
        return u"There is no edition \"%1\"; --help lists them."_s.arg(options.edition);
    if (parser.isSet(u"scopes"_s))
        options.scopes = parser.value(u"scopes"_s);
    if (QString trouble = readNumbers(parser, options); !trouble.isEmpty())
        return trouble;
    if (QString trouble = readBehaviour(parser, options); !trouble.isEmpty())
        return trouble;
    return parser.isSet(u"scenario"_s) ? readScenario(parser.value(u"scenario"_s), options) : QString();
}

} // namespace stevedore::sandbox

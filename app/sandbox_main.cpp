// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/durablefile.h"
#include "sandbox/samplefile.h"
#include "sandbox/server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>
#include <QThread>

#include <csignal>
#include <cstdio>

using namespace stevedore;
using namespace Qt::StringLiterals;

namespace {

volatile std::sig_atomic_t stopSignal = 0;

void remember(int number)
{
    stopSignal = number;
}

int complain(const QString& sentence, int code)
{
    QTextStream(stderr) << "stevedore-sandbox: " << sentence << '\n';
    return code;
}

/// What the client's --connection-file reads.
QByteArray connectionFile(const sandbox::Server& server)
{
    const sandbox::Client client = server.client();
    const QJsonObject json{{u"name"_s, u"Local sandbox"_s},       {u"kind"_s, u"local sandbox"_s},
                           {u"accounts_url"_s, server.baseUrl()}, {u"api_url"_s, server.baseUrl()},
                           {u"upload_url"_s, server.baseUrl()},   {u"client_id"_s, client.id},
                           {u"client_secret"_s, client.secret},   {u"refresh_token"_s, client.refreshToken}};
    return QJsonDocument(json).toJson();
}

template <typename T>
QString namesAndMeanings(const QList<T>& all)
{
    QString text;
    for (const T& known : all)
        text += u"\n    "_s + known.name + u": "_s + known.meaning;
    return text;
}

bool isKnown(const QList<sandbox::NamedBehaviour>& all, const QString& name)
{
    return std::any_of(all.begin(), all.end(), [&name](const auto& known) { return known.name == name; });
}

/// A number of an option, not negative; -1 if it is none.
qint64 numberOf(const QCommandLineParser& parser, const QString& option)
{
    bool ok = false;
    const qint64 number = parser.value(option).toLongLong(&ok);
    return ok && number >= 0 ? number : -1;
}

/// Fills the options; a sentence if one of them makes no sense.
QString readOptions(const QCommandLineParser& parser, sandbox::Options& options)
{
    for (const QString& name :
         {u"port"_s, u"token-limit"_s, u"credits"_s, u"rows-per-second"_s, u"queue-delay"_s, u"workers"_s})
        if (numberOf(parser, name) < 0)
            return u"--%1 wants a number, not \"%2\"."_s.arg(name, parser.value(name));
    options.dataFolder = parser.value(u"data"_s);
    options.metadataFolder = parser.value(u"metadata"_s);
    if (parser.isSet(u"metadata"_s) && options.metadataFolder.isEmpty())
        return u"--metadata wants a folder."_s;
    options.port = static_cast<int>(numberOf(parser, u"port"_s));
    options.tokenLimit = static_cast<int>(numberOf(parser, u"token-limit"_s));
    options.credits = parser.isSet(u"credits"_s) ? numberOf(parser, u"credits"_s) : -1;
    options.rowsPerSecond = static_cast<int>(numberOf(parser, u"rows-per-second"_s));
    options.queueDelay = std::chrono::milliseconds(numberOf(parser, u"queue-delay"_s));
    options.workers = static_cast<int>(numberOf(parser, u"workers"_s));
    if (parser.isSet(u"scopes"_s))
        options.scopes = parser.value(u"scopes"_s);
    for (const QString& name : parser.values(u"quirk"_s)) {
        const auto quirk = sandbox::quirkNamed(name);
        if (!quirk)
            return u"There is no quirk \"%1\"; --help lists them."_s.arg(name);
        options.quirks.set(*quirk, true);
    }
    for (const QString& fault : parser.values(u"fault"_s)) {
        const QString name = fault.section(u'=', 0, 0);
        const int count = fault.section(u'=', 1).toInt();
        if (!isKnown(sandbox::knownFaults(), name) || count < 1)
            return u"\"%1\" is no fault of the form NAME=N; --help lists them."_s.arg(fault);
        options.faults.insert(name, count);
    }
    return {};
}

int serve(const QCommandLineParser& parser)
{
    sandbox::Options options;
    if (const QString trouble = readOptions(parser, options); !trouble.isEmpty())
        return complain(trouble, 2);
    if (options.dataFolder.isEmpty())
        return complain(u"--data FOLDER is needed: it is where the CRM's records are kept."_s, 2);
    sandbox::Server server(options);
    if (!server.start())
        return complain(server.trouble(), 1);
    if (const QString path = parser.value(u"connection-file"_s); !path.isEmpty())
        if (const auto written = writeDurably(path, connectionFile(server)); !written)
            return complain(written.error().sentence, 1);
    (void)std::signal(SIGINT, remember);
    (void)std::signal(SIGTERM, remember);
    std::printf("listening on %s\n", qPrintable(server.baseUrl()));
    std::fflush(stdout);
    while (stopSignal == 0)
        QThread::msleep(50); // a signal handler may do no more than set a flag, so somebody has to look at it
    server.stop();
    return 0;
}

int writeSampleFile(const QCommandLineParser& parser)
{
    const qint64 rows = numberOf(parser, u"rows"_s);
    const qint64 seed = numberOf(parser, u"seed"_s);
    const QString path = parser.value(u"output"_s);
    if (path.isEmpty() || rows < 0 || seed < 0)
        return complain(u"sample needs -o FILE; --rows and --seed are numbers."_s, 2);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !sandbox::writeSample(file, rows, static_cast<quint64>(seed)) ||
        !file.flush())
        return complain(u"%1 cannot be written: %2."_s.arg(path, file.errorString()), 1);
    const sandbox::SampleCounts counts = sandbox::sampleCounts(rows);
    QTextStream(stderr) << rows << " rows, " << counts.bad() << " of them bad: " << counts.emptyLastName
                        << " without a last name, " << counts.badEmail << " with a broken e-mail, "
                        << counts.repeatedEmail << " with a repeated e-mail, " << counts.impossibleDate
                        << " with an impossible date; " << counts.shortRows << " rows lack their last cell\n";
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"stevedore-sandbox"_s);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"A local CRM to rehearse imports on: Zoho CRM's v8 bulk and records API on this machine."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"command"_s, u"nothing to serve, or \"sample\" to write a sample CSV"_s,
                                 u"[sample]"_s);
    parser.addOptions({
        {u"port"_s, u"Port of 127.0.0.1; 0 takes a free one."_s, u"port"_s, u"0"_s},
        {u"data"_s, u"Folder for the CRM's records, uploads and results."_s, u"folder"_s},
        {u"metadata"_s, u"Folder with a real org's modules, fields and layouts, instead of the built-in org's."_s,
         u"folder"_s},
        {u"connection-file"_s, u"Write how to connect to this file."_s, u"file"_s},
        {u"token-limit"_s, u"Access tokens in 10 minutes; 0 for any number."_s, u"n"_s, u"10"_s},
        {u"credits"_s, u"API credits in 24 hours, instead of the edition's."_s, u"n"_s, u"60000"_s},
        {u"rows-per-second"_s, u"Speed of a job; 0 for as fast as it can."_s, u"n"_s, u"0"_s},
        {u"queue-delay"_s, u"Milliseconds between the creation and the start of a job."_s, u"ms"_s, u"0"_s},
        {u"workers"_s, u"Jobs at the same time."_s, u"n"_s, u"1"_s},
        {u"scopes"_s, u"Scopes of the client made at the first start."_s, u"line"_s},
        {u"quirk"_s, u"Repeatable. What the documentation leaves open:"_s + namesAndMeanings(sandbox::knownQuirks()),
         u"name"_s},
        {u"fault"_s, u"Repeatable. What goes wrong:"_s + namesAndMeanings(sandbox::knownFaults()), u"name=n"_s},
        {{u"o"_s, u"output"_s}, u"sample: the file to write."_s, u"file"_s},
        {u"rows"_s, u"sample: how many rows."_s, u"n"_s, u"200000"_s},
        {u"seed"_s, u"sample: another file for another number."_s, u"n"_s, u"1"_s},
    });
    parser.process(application);
    const QStringList words = parser.positionalArguments();
    if (words == QStringList{u"sample"_s})
        return writeSampleFile(parser);
    if (!words.isEmpty())
        return complain(u"\"%1\" is no command; --help lists them."_s.arg(words.first()), 2);
    return serve(parser);
}

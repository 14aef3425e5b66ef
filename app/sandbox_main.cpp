// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/durablefile.h"
#include "sandbox/samplefile.h"
#include "sandbox/server.h"
#include "sandboxserver/commandline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>
#include <QThread>

#include <atomic>
#include <csignal>
#include <cstdio>

using namespace stevedore;
using namespace Qt::StringLiterals;

namespace {

/// Whichever thread the signal finds.
std::atomic<int> stopSignal = 0;
static_assert(std::atomic<int>::is_always_lock_free);

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

int serve(const QCommandLineParser& parser)
{
    sandbox::Options options;
    if (const QString trouble = sandbox::readOptions(parser, options); !trouble.isEmpty())
        return complain(trouble, 2);
    sandbox::Server server(options);
    if (!server.trouble().isEmpty())
        return complain(server.trouble(), 1);
    if (!server.start())
        return complain(server.trouble(), 1);
    if (const QString path = parser.value(u"connection-file"_s); !path.isEmpty())
        if (const auto written = writeDurably(path, connectionFile(server)); !written)
            return complain(written.error().sentence, 1);
    (void)std::signal(SIGINT, remember);
    (void)std::signal(SIGTERM, remember);
    if (!server.foreignUrl().isEmpty())
        std::printf("another data centre on %s\n", qPrintable(server.foreignUrl()));
    std::printf("listening on %s\n", qPrintable(server.baseUrl()));
    (void)std::fflush(stdout);
    while (stopSignal == 0)
        QThread::msleep(50); // a signal handler may do no more than set a flag, so somebody has to look at it
    server.stop();
    return 0;
}

int writeSampleFile(const QCommandLineParser& parser)
{
    const qint64 rows = sandbox::numberOf(parser, u"rows"_s);
    const qint64 seed = sandbox::numberOf(parser, u"seed"_s);
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

int fill(const QCommandLineParser& parser)
{
    sandbox::Options options;
    if (const QString trouble = sandbox::readOptions(parser, options); !trouble.isEmpty())
        return complain(trouble, 2);
    const qint64 rows = sandbox::numberOf(parser, u"rows"_s);
    const qint64 seed = sandbox::numberOf(parser, u"seed"_s);
    if (rows < 0 || seed < 0)
        return complain(u"fill: --rows and --seed are numbers."_s, 2);
    sandbox::Server server(options);
    const QString trouble = server.trouble().isEmpty()
                                ? server.fill(parser.value(u"module"_s), rows, static_cast<quint64>(seed))
                                : server.trouble();
    return trouble.isEmpty() ? 0 : complain(trouble, 1);
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
    parser.addPositionalArgument(u"command"_s,
                                 u"nothing to serve, \"sample\" to write a sample CSV, or \"fill\" to add invented "
                                 "records to a data folder"_s,
                                 u"[sample|fill]"_s);
    sandbox::describe(parser);
    parser.process(application);
    const QStringList words = parser.positionalArguments();
    if (words == QStringList{u"sample"_s})
        return writeSampleFile(parser);
    if (words == QStringList{u"fill"_s})
        return fill(parser);
    if (!words.isEmpty())
        return complain(u"\"%1\" is no command; --help lists them."_s.arg(words.first()), 2);
    return serve(parser);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/signincommand.h"

#include "base/privatefile.h"
#include "cli/browser.h"
#include "cli/clitext.h"
#include "cli/context.h"

namespace stevedore::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 longestSecret = 4096;

/// The one line of a file with a secret; empty if the option is not there.
Result<QString> secretOf(const Arguments& arguments, const QString& option)
{
    if (!arguments.has(option))
        return QString();
    const QString path = arguments.value(option);
    const auto bytes = readPrivateFile(path, longestSecret);
    if (!bytes)
        return fail(bytes.error());
    const QString secret = QString::fromUtf8(*bytes).trimmed();
    if (secret.isEmpty() || secret.contains(u'\n'))
        return fail(FailureKind::Usage, CliText::tr("%1 must hold one line: the secret, and nothing else.").arg(path));
    return secret;
}

Result<SignInRequest> requestOf(const QString& name, const Arguments& arguments)
{
    SignInRequest request;
    request.name = name;
    request.clientId = arguments.value(u"--client-id"_s);
    request.dataCentre = arguments.value(u"--data-centre"_s);
    request.localAddress = QUrl(arguments.value(u"--local-crm"_s), QUrl::StrictMode);
    request.uploadUrl = QUrl(arguments.value(u"--upload-host"_s), QUrl::StrictMode);
    const bool local = arguments.has(u"--local-crm"_s);
    const auto kind =
        kindFromWord(local ? kindWord(ConnectionKind::LocalSandbox) : arguments.value(u"--kind"_s, u"production"_s));
    if (!kind || (*kind == ConnectionKind::LocalSandbox && !local))
        return fail(FailureKind::Usage,
                    CliText::tr("--kind is production, sandbox or developer; a local CRM is named with "
                                "--local-crm URL."));
    request.kind = *kind;
    bool isNumber = false;
    const uint port = arguments.value(u"--port"_s, QString::number(local ? 0 : registeredPort)).toUInt(&isNumber);
    if (!isNumber || port > 65'535)
        return fail(FailureKind::Usage, CliText::tr("--port is a number from 0 to 65535; 0 takes any that is free."));
    request.port = quint16(port);
    const auto secret = secretOf(arguments, u"--client-secret-file"_s);
    if (!secret)
        return fail(secret.error());
    request.clientSecret = *secret;
    return request;
}

int saved(Context& context, const Connection& connection)
{
    context.output().remark(CliText::tr("Signed in and saved as %1.").arg(connection.name));
    context.output().event(u"summary"_s, {{u"name"_s, connection.name}, {u"api_url"_s, connection.apiUrl.toString()}});
    return 0;
}

int saveToken(Context& context, Engine& engine, const SignInRequest& request, const QString& token)
{
    auto connection = connectionFor(request);
    if (!connection)
        return context.failed(connection.error());
    connection->refreshToken = token;
    if (auto kept = engine.saveConnection(*connection); !kept)
        return context.failed(kept.error());
    return saved(context, *connection);
}

void showPage(Context& context, const QUrl& page)
{
    const QString address = page.toString(QUrl::FullyEncoded);
    context.output().event(u"authorize"_s, {{u"url"_s, address}});
    context.output().line(address);
    context.output().remark(
        openInBrowser(page)
            ? CliText::tr("The browser was opened. Sign in there and allow access; five minutes are left.")
            : CliText::tr("Open this address in a browser on this computer, sign in there and allow access; "
                          "five minutes are left."));
}

} // namespace

QList<OptionSpec> signInOptions()
{
    return {{u"--data-centre"_s, u"DC"_s, CliText::tr("us, eu, in, au, jp, cn, ca, sa or uk")},
            {u"--kind"_s, u"K"_s, CliText::tr("production (the default), sandbox or developer")},
            {u"--local-crm"_s, u"URL"_s, CliText::tr("address of a local CRM, in place of the two above")},
            {u"--client-id"_s, u"ID"_s, CliText::tr("of the client in the API console")},
            {u"--client-secret-file"_s, u"FILE"_s, CliText::tr("file (0600) with the client's secret")},
            {u"--browser"_s, {}, CliText::tr("sign in with the browser")},
            {u"--code-file"_s, u"FILE"_s, CliText::tr("file (0600) with the code of a self client")},
            {u"--refresh-token-file"_s, u"FILE"_s, CliText::tr("file (0600) with a refresh token")},
            {u"--upload-host"_s, u"URL"_s, CliText::tr("upload address, where it is not the data centre's")},
            {u"--port"_s, u"N"_s,
             CliText::tr("port of the registered http://127.0.0.1:N/callback (%1); 0: any").arg(registeredPort)}};
}

int signIn(Context& context, Engine& engine, const QString& name, const Arguments& arguments)
{
    auto request = requestOf(name, arguments);
    if (!request)
        return context.failed(request.error());
    const int ways = int(arguments.has(u"--browser"_s)) + int(arguments.has(u"--code-file"_s)) +
                     int(arguments.has(u"--refresh-token-file"_s));
    if (ways != 1)
        return context.failed(
            {FailureKind::Usage,
             CliText::tr("Say how to sign in: --browser, --code-file FILE or --refresh-token-file FILE."),
             {},
             {}});
    const auto token = secretOf(arguments, u"--refresh-token-file"_s);
    const auto code = secretOf(arguments, u"--code-file"_s);
    if (!token || !code)
        return context.failed(token ? code.error() : token.error());
    if (!token->isEmpty())
        return saveToken(context, engine, *request, *token);
    request->code = *code;
    const auto connection = Context::await<Connection>([&](const auto& done) {
        engine.signIn(
            *request, &engine, [&](const QUrl& page) { showPage(context, page); }, done);
    });
    return connection ? saved(context, *connection) : context.failed(connection.error());
}

} // namespace stevedore::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "crm/signin/signinrequest.h"

#include "crm/signin/datacentres.h"
#include "crm/trust.h"

#include <QCoreApplication>

namespace stevedore {

using namespace Qt::StringLiterals;

namespace {

struct SignInRequestText
{
    Q_DECLARE_TR_FUNCTIONS(SignInRequest)
};

Result<void> setAddresses(Connection& connection, const SignInRequest& request)
{
    if (request.kind == ConnectionKind::LocalSandbox) {
        const QUrl& address = request.localAddress;
        if (!isLoopbackAddress(address) || !(address.path().isEmpty() || address.path() == "/"_L1))
            return fail(FailureKind::Usage,
                        SignInRequestText::tr("The address of the local CRM must be one on this computer, such as "
                                              "http://127.0.0.1:8765."));
        connection.accountsUrl = connection.apiUrl = connection.uploadUrl = address.adjusted(QUrl::RemovePath);
        return {};
    }
    const DataCentre* const place = dataCentreOf(request.dataCentre);
    if (!place) {
        QStringList words;
        for (const DataCentre& known : dataCentres())
            words.append(known.word);
        return fail(FailureKind::Usage, SignInRequestText::tr("There is no data centre \"%1\". Choose one of: %2.")
                                            .arg(request.dataCentre, words.join(", "_L1)));
    }
    connection.accountsUrl = place->accountsUrl();
    connection.apiUrl = place->apiUrl(request.kind);
    connection.uploadUrl = place->uploadUrl();
    return {};
}

bool isUploadHost(const QUrl& url, ConnectionKind kind)
{
    if (kind == ConnectionKind::LocalSandbox)
        return isLoopbackAddress(url);
    return isPlainOrigin(url) && isTableHost(url.host());
}

} // namespace

Result<Connection> connectionFor(const SignInRequest& request)
{
    Connection connection;
    connection.name = request.name.trimmed();
    connection.kind = request.kind;
    connection.clientId = request.clientId.trimmed();
    connection.clientSecret = request.clientSecret.trimmed();
    if (connection.name.isEmpty())
        return fail(FailureKind::Usage,
                    SignInRequestText::tr("The connection needs a name. Choose one that you will know it by."));
    if (connection.clientId.isEmpty())
        return fail(FailureKind::Usage,
                    SignInRequestText::tr(
                        "The connection needs a client id. Register a client in the API console of the data centre."));
    if (auto set = setAddresses(connection, request); !set)
        return fail(set.error());
    if (!request.uploadUrl.isEmpty()) {
        if (!isUploadHost(request.uploadUrl, request.kind))
            return fail(FailureKind::Usage,
                        SignInRequestText::tr("%1 is not an upload address of the CRM. Files and tokens go to the "
                                              "CRM's own hosts only, such as https://upload.zoho.com.")
                            .arg(request.uploadUrl.toDisplayString(QUrl::RemoveUserInfo)));
        connection.uploadUrl = request.uploadUrl.adjusted(QUrl::RemovePath);
    }
    return connection;
}

} // namespace stevedore

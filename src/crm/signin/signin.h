// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/httpclient.h"
#include "crm/signin/loopbacklistener.h"
#include "crm/signin/pkce.h"
#include "crm/signin/signinrequest.h"
#include "crm/tokenstore.h"

#include <memory>

namespace stevedore {

/// What a sign-in ends with.
struct SignedIn
{
    Connection connection; ///< with its refresh token
    AccessToken token;     ///< the first one, so that none of the CRM's ten is wasted
};

/// One sign-in, by the browser or with the code of a self client. The code is exchanged once and never again: whatever
/// happens to that call, the sign-in is begun anew. Nothing secret goes to a host that is not the one that was asked or
/// on the table. To leave it, delete it: no callback comes then.
class SignIn final : public QObject
{
    Q_OBJECT

public:
    using OpenBrowser = std::function<void(const QUrl& authorizePage)>;
    using Callback = std::function<void(const Result<SignedIn>&)>;

    /// `http` and `clock` must outlive it.
    SignIn(HttpClient& http, Clock& clock, SignInRequest request);

    /// Calls back exactly once, never before it has returned. `openBrowser` is called at most once, and before that the
    /// answer can be received. The callback may delete the sign-in.
    void start(const OpenBrowser& openBrowser, const Callback& callback);

private:
    Result<void> askBrowser(const OpenBrowser& openBrowser);
    void browserAnswered(const Result<LoopbackAnswer>& answer);
    void exchange(const QUrl& accounts, const QString& code);
    void exchanged(const HttpOutcome& outcome);
    void finish(const Result<SignedIn>& result);

    HttpClient& m_http;
    Clock& m_clock;
    SignInRequest m_request;
    Connection m_connection;
    Callback m_callback;
    Pkce m_pkce;
    QUrl m_redirectUri; ///< empty with the code of a self client
    std::unique_ptr<LoopbackListener> m_listener;
};

} // namespace stevedore

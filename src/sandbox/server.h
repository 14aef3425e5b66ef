// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/options.h"
#include "sandbox/signin/tokens.h"

#include <memory>

namespace stevedore::sandbox {

/// The local CRM: Zoho CRM's v8 bulk and records API over HTTP on loopback, over SQLite. Answers from its own threads
/// from start() to stop().
class Server
{
public:
    /// Opens the data folder. `trouble` is one sentence if that is not possible, and the server cannot be started.
    explicit Server(const Options& options);
    ~Server();
    Q_DISABLE_COPY_MOVE(Server)

    /// Binds to 127.0.0.1. False with a sentence in trouble().
    bool start();
    /// Ends the calls and the transaction that are under way; unfinished jobs go on in the next run.
    void stop();

    QString trouble() const;
    /// "http://127.0.0.1:8765"
    QString baseUrl() const;
    Client client() const;
    QString databasePath() const;
    /// Of the store; between construction and stop().
    Clock& clock();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace stevedore::sandbox

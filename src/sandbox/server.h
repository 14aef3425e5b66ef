// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sandbox/clock.h"
#include "sandbox/options.h"
#include "sandbox/org/org.h"
#include "sandbox/signin/grants.h"

#include <memory>

namespace stevedore::sandbox {

class Scenario;

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

    /// Adds invented records to a module (see fill.h), instead of start(). Empty, or a sentence.
    QString fill(const QString& name, qint64 rows, quint64 seed);

    QString trouble() const;
    /// "http://127.0.0.1:8765"
    QString baseUrl() const;
    /// Of the port that stands for another data centre; empty if there is none.
    QString foreignUrl() const;
    Client client() const;
    /// Of a server whose data folder could be opened, until stop().
    QString databasePath() const;

    // To steer a rehearsal from within the process; the same by control calls. Only before stop().
    Clock& clock();
    const Org& org() const;
    Quirks& quirks();
    Scenario& scenario();

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace stevedore::sandbox

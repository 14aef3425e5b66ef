// SPDX-License-Identifier: GPL-3.0-or-later
#include "sandbox/server.h"

#include "sandbox/data/tables.h"
#include "sandbox/fill.h"
#include "sandbox/gate.h"
#include "sandbox/http/listener.h"
#include "sandbox/org/orgfolder.h"
#include "sandbox/trouble/scenario.h"

#include <QDir>
#include <QLockFile>

namespace stevedore::sandbox {

using namespace Qt::StringLiterals;

class Server::Impl
{
public:
    explicit Impl(Options wanted) : options(std::move(wanted)) {}

    bool open();
    bool prepareTrouble();
    std::unique_ptr<Listener> listener(bool foreign);

    Options options;
    QString trouble;
    QString baseUrl;
    QString foreignUrl;
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<Store> store;
    Scenario scenario;
    std::unique_ptr<Gate> gate;
    std::unique_ptr<Listener> home; // last: its threads use what is above
    std::unique_ptr<Listener> foreign;
};

/// Before the gate is made, because a job that was left unfinished goes on at once.
bool Server::Impl::prepareTrouble()
{
    if (const auto read = scenario.replace(options.scenario); !read) {
        trouble = u"The scenario is not understood. %1"_s.arg(read.error());
        return false;
    }
    for (auto it = options.faults.cbegin(); it != options.faults.cend(); ++it)
        if (auto rule = ruleForFault(it.key(), it.value()))
            scenario.add(std::move(*rule));
    return true;
}

bool Server::Impl::open()
{
    if (!prepareTrouble())
        return false;
    if (!QDir().mkpath(options.dataFolder)) {
        trouble = u"The folder %1 cannot be made."_s.arg(options.dataFolder);
        return false;
    }
    lock = std::make_unique<QLockFile>(options.dataFolder + u"/sandbox.lock"_s);
    lock->setStaleLockTime(0); // a lock is stale when its process has gone, not when it is old
    if (!lock->tryLock(0)) {
        trouble = u"Another stevedore-sandbox is using the data folder %1."_s.arg(options.dataFolder);
        return false;
    }
    tl::expected<Org, QString> org = readOrg(builtInOrg());
    if (!options.metadataFolder.isEmpty())
        org = readOrgFolder(options.metadataFolder, *org);
    if (!org) {
        trouble = org.error();
        return false;
    }
    try {
        store = std::make_unique<Store>(options.dataFolder, std::move(*org));
        gate = std::make_unique<Gate>(*store, options, scenario, [this] { return baseUrl; });
    } catch (const TableMisfit& misfit) {
        trouble = QString::fromUtf8(misfit.what());
        return false;
    } catch (const SqlError& error) {
        trouble =
            u"The database in %1 cannot be opened: %2."_s.arg(options.dataFolder, QString::fromUtf8(error.what()));
        return false;
    }
    return true;
}

std::unique_ptr<Listener> Server::Impl::listener(bool isForeign)
{
    return std::make_unique<Listener>(options.dataFolder + u"/uploads"_s, [this, isForeign](Request request) {
        request.foreign = isForeign;
        Answer answer = gate->answer(std::move(request));
        // Whoever has a clock says what time it is there (RFC 9110, 6.6.1).
        answer.headers.emplace_back(
            "Date", QLocale::c().toString(store->clock().moment(), u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1());
        return answer;
    });
}

Server::Server(const Options& options) : m_impl(std::make_unique<Impl>(options))
{
    m_impl->open();
}

Server::~Server()
{
    stop();
}

bool Server::start()
{
    if (!m_impl->gate)
        return false;
    const Options& options = m_impl->options;
    m_impl->home = m_impl->listener(false);
    m_impl->foreign = options.foreignPort >= 0 ? m_impl->listener(true) : nullptr;
    if (!m_impl->home->bind(options.port))
        m_impl->trouble = u"Port %1 of 127.0.0.1 is in use."_s.arg(options.port);
    else if (m_impl->foreign && !m_impl->foreign->bind(options.foreignPort))
        m_impl->trouble = u"Port %1 of 127.0.0.1 is in use."_s.arg(options.foreignPort);
    if (!m_impl->trouble.isEmpty()) {
        stop(); // its jobs must not run behind a server that nobody can ask
        return false;
    }
    m_impl->baseUrl = m_impl->home->url();
    m_impl->home->listen();
    if (m_impl->foreign) {
        m_impl->foreignUrl = m_impl->foreign->url();
        m_impl->foreign->listen();
    }
    return true;
}

QString Server::fill(const QString& name, qint64 rows, quint64 seed)
{
    const Module* module = m_impl->store->org().module(name);
    if (!module)
        return u"There is no module \"%1\"."_s.arg(name);
    try {
        fillModule(*m_impl->store, *module, rows, seed);
    } catch (const SqlError& error) {
        return u"The records cannot be written: %1."_s.arg(QString::fromUtf8(error.what()));
    }
    return {};
}

void Server::stop()
{
    m_impl->scenario.end();
    m_impl->foreign.reset();
    m_impl->home.reset();
    m_impl->gate.reset();
    m_impl->store.reset();
    m_impl->lock.reset();
}

QString Server::trouble() const
{
    return m_impl->trouble;
}

QString Server::baseUrl() const
{
    return m_impl->baseUrl;
}

QString Server::foreignUrl() const
{
    return m_impl->foreignUrl;
}

Client Server::client() const
{
    return m_impl->gate ? m_impl->gate->signIn().client() : Client();
}

QString Server::databasePath() const
{
    return m_impl->options.dataFolder + u"/crm.sqlite"_s;
}

Clock& Server::clock()
{
    return m_impl->store->clock();
}

const Org& Server::org() const
{
    return m_impl->store->org();
}

Quirks& Server::quirks()
{
    return m_impl->options.quirks;
}

Scenario& Server::scenario()
{
    return m_impl->scenario;
}

} // namespace stevedore::sandbox

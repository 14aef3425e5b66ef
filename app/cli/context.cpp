// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/context.h"

#include "cli/clitext.h"
#include "transfer/unpackedsources.h"

#include <QDir>
#include <QStandardPaths>

namespace stevedore::cli {

namespace {

/// Tries of one step before a run from a script ends and leaves the rest to "resume": about half a minute.
constexpr int mostTries = 5;

} // namespace

bool GlobalOptions::readPace()
{
    const auto milliseconds = [](const QString& seconds) {
        bool fine = false;
        const double value = seconds.toDouble(&fine);
        return std::chrono::milliseconds(fine && value > 0 && value <= 3600 ? qint64(value * 1000) : 0);
    };
    if (!poll.isEmpty()) {
        pace.firstLook = milliseconds(poll.section(QLatin1Char('-'), 0, 0));
        pace.slowestLook = poll.contains(QLatin1Char('-')) ? milliseconds(poll.section(QLatin1Char('-'), 1))
                                                           : std::max(pace.slowestLook, pace.firstLook);
    }
    if (!partRows.isEmpty())
        pace.mostRows = partRows.toLongLong();
    return pace.firstLook.count() > 0 && pace.slowestLook >= pace.firstLook && pace.mostRows >= 1 &&
           pace.mostRows <= mostRowsInPart;
}

Context::Context(const GlobalOptions& options) : m_options(options), m_output(options.json, options.quiet)
{
    if (m_options.home.isEmpty())
        m_options.home = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    m_options.home = QDir(m_options.home).absolutePath();
    m_tokens = std::make_unique<FileTokenStore>(m_options.home + QStringLiteral("/secrets"));
}

void Context::useConnection(const QString& name)
{
    if (m_options.connection.isEmpty() && m_options.connectionFile.isEmpty())
        m_options.connection = name;
}

QString Context::scratchFolder() const
{
    return QDir::tempPath();
}

QString Context::sourcesFolder() const
{
    return unpackedSourcesFolder(m_options.home);
}

Result<Engine*> Context::engine()
{
    if (!m_engine) {
        auto engine = std::make_unique<Engine>(m_options.home, m_clock, *m_tokens);
        if (auto opened = engine->open(); !opened)
            return fail(opened.error());
        Pace pace = m_options.pace;
        pace.mostTries = mostTries;
        engine->setPace(pace);
        m_engine = std::move(engine);
    }
    return m_engine.get();
}

Result<Engine*> Context::connectedEngine()
{
    auto made = engine();
    if (!made)
        return made;
    if ((*made)->connection().state == ConnectionStatus::State::Ready)
        return made;
    if (auto connected = connect(**made); !connected)
        return fail(connected.error());
    return made;
}

Result<void> Context::connect(Engine& engine)
{
    QEventLoop loop;
    const auto watch = QObject::connect(&engine, &Engine::connectionChanged, &loop, [&] {
        const auto state = engine.connection().state;
        if (state == ConnectionStatus::State::Ready || state == ConnectionStatus::State::Failed)
            loop.quit();
    });
    if (!m_options.connectionFile.isEmpty()) {
        const auto connection = readConnectionFile(m_options.connectionFile);
        if (!connection)
            return fail(connection.error());
        engine.connectTo(*connection);
    } else if (hasCredential(m_options.connection)) {
        const auto connection = readCredential(m_options.connection);
        if (!connection)
            return fail(connection.error());
        engine.connectTo(*connection);
    } else if (!m_options.connection.isEmpty()) {
        engine.connectTo(m_options.connection);
    } else {
        const auto known = engine.connections();
        if (known.size() != 1)
            return fail(FailureKind::Usage,
                        known.isEmpty() ? CliText::tr("There is no saved connection. Name a connection file with "
                                                      "--connection-file, or save one with \"connection add\".")
                                        : CliText::tr("There are several connections. Choose one with --connection "
                                                      "NAME; \"connection list\" shows them."));
        engine.connectTo(known.first().name);
    }
    if (engine.connection().state == ConnectionStatus::State::SigningIn)
        loop.exec();
    QObject::disconnect(watch);
    if (engine.connection().state != ConnectionStatus::State::Ready)
        return fail(engine.connection().failure);
    m_output.remark(CliText::tr("Connected to %1 (%2, %3).")
                        .arg(engine.connection().org.companyName, kindName(engine.connection().connection.kind),
                             engine.connection().connection.apiUrl.host()));
    return {};
}

int Context::failed(const Failure& failure)
{
    m_output.failure(failure);
    return exitCodeFor(failure.kind);
}

} // namespace stevedore::cli

// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/localcrm.h"

#include "base/durablefile.h"

#include <QFileInfo>

namespace stevedore {

LocalCrm::LocalCrm(const QString& program, const QString& dataFolder) : m_program(program), m_dataFolder(dataFolder)
{
    m_server.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(&m_server, &QProcess::readyReadStandardOutput, this, &LocalCrm::readOutput);
    connect(&m_server, &QProcess::finished, this, [this] {
        if (const auto callback = std::exchange(m_callback, {}))
            callback(
                fail(FailureKind::Server,
                     tr("The local CRM ended before it was ready. Another one may be using %1.").arg(m_dataFolder)));
    });
    connect(&m_server, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error != QProcess::FailedToStart)
            return;
        if (const auto callback = std::exchange(m_callback, {}))
            callback(fail(FailureKind::Server,
                          tr("The local CRM could not be started: %1 is missing. Install Stevedore again.")
                              .arg(QFileInfo(m_program).fileName())));
    });
}

LocalCrm::~LocalCrm()
{
    m_callback = {};
    for (QProcess* process : {&m_server, &m_sampler}) {
        process->disconnect(this);
        if (process->state() == QProcess::NotRunning)
            continue;
        process->terminate();
        if (!process->waitForFinished(5000))
            process->kill();
        process->waitForFinished(1000);
    }
}

void LocalCrm::start(const std::function<void(Result<Connection>)>& callback)
{
    if (auto made = makePrivateFolder(m_dataFolder); !made) {
        callback(fail(made.error()));
        return;
    }
    m_callback = callback;
    m_server.start(m_program,
                   QStringList{QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--data"), m_dataFolder,
                               QStringLiteral("--connection-file"), m_dataFolder + QStringLiteral("/connection.json")} +
                       m_options);
}

void LocalCrm::readOutput()
{
    m_output += m_server.readAllStandardOutput();
    if (!m_callback || !m_output.contains("listening on "))
        return;
    const auto callback = std::exchange(m_callback, {});
    callback(readConnectionFile(m_dataFolder + QStringLiteral("/connection.json")));
}

void LocalCrm::makeSample(const QString& path, qint64 rows, const std::function<void(Result<QString>)>& callback)
{
    if (m_sampler.state() != QProcess::NotRunning)
        return;
    m_sampler.disconnect(this);
    connect(&m_sampler, &QProcess::finished, this, [path, callback](int code, QProcess::ExitStatus status) {
        if (status == QProcess::NormalExit && code == 0)
            callback(path);
        else
            callback(fail(FailureKind::Disk, tr("The sample file %1 could not be written.").arg(path)));
    });
    connect(&m_sampler, &QProcess::errorOccurred, this, [callback, path](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            callback(fail(FailureKind::Disk,
                          tr("The sample file %1 could not be made: the local CRM's program is missing.").arg(path)));
    });
    m_sampler.start(m_program, {QStringLiteral("sample"), QStringLiteral("-o"), path, QStringLiteral("--rows"),
                                QString::number(rows)});
}

} // namespace stevedore

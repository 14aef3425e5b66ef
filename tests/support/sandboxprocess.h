// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crm/connection.h"

#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace stevedore::test {

/// The local CRM as a process of its own, on a free port, with its records in a folder of the test's.
class SandboxProcess
{
public:
    /// `options` such as {"--fault", "create-reply-lost=1"}.
    explicit SandboxProcess(const QStringList& options = {});
    ~SandboxProcess();
    Q_DISABLE_COPY_MOVE(SandboxProcess)

    bool isRunning() const { return m_running; }
    Connection connection() const;
    QString connectionFile() const;
    /// Ends it (as a crash if `kill`), and starts it again on the same port and records.
    void stop(bool kill = false);
    bool startAgain();

    /// Adds invented records to a module. Ends it and starts it again.
    bool fill(const QString& module, int rows);
    /// Writes the sample file and answers with its path.
    QString sample(qint64 rows) const;

    /// The CRM's own table, read with SQL: one value.
    QVariant sql(const QString& query) const;
    /// The answer to GET /sandbox/NAME.
    QJsonObject control(const QString& name) const;
    /// POST /sandbox/NAME.
    QJsonObject tell(const QString& name, const QJsonObject& body) const;
    /// How many requests of this verb reached this path since the start.
    int wireCount(const QString& verb, const QString& path) const;

private:
    bool start();
    QJsonObject ask(const QString& name, const QByteArray& body) const;

    QTemporaryDir m_dir;
    QStringList m_options;
    QProcess m_process;
    QString m_port = QStringLiteral("0");
    bool m_running = false;
};

} // namespace stevedore::test

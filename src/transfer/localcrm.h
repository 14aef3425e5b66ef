// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "crm/connection.h"

#include <QObject>
#include <QProcess>

#include <functional>

namespace stevedore {

/// Starts the local CRM that ships beside the program, for "Try it with a sample on the local CRM".
/// The process ends with this object.
class LocalCrm final : public QObject
{
    Q_OBJECT

public:
    /// `program` is the path of stevedore-sandbox; `dataFolder` is where its records live.
    LocalCrm(const QString& program, const QString& dataFolder);
    ~LocalCrm() override;

    /// More words for the server's command line. Before start().
    void setOptions(const QStringList& options) { m_options = options; }
    /// Answers once, when the server listens or cannot be started.
    void start(const std::function<void(Result<Connection>)>& callback);
    /// Writes the sample file; answers with its path.
    void makeSample(const QString& path, qint64 rows, const std::function<void(Result<QString>)>& callback);

private:
    void readOutput();

    QString m_program;
    QString m_dataFolder;
    QStringList m_options;
    QProcess m_server;
    QProcess m_sampler;
    QByteArray m_output;
    std::function<void(Result<Connection>)> m_callback;
};

} // namespace stevedore

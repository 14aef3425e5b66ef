// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sandboxprocess.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

namespace stevedore::test {

SandboxProcess::SandboxProcess(const QStringList& options) : m_options(options)
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_running = start();
}

SandboxProcess::~SandboxProcess()
{
    stop();
}

bool SandboxProcess::start()
{
    m_process.start(QStringLiteral(SANDBOX_PROGRAM),
                    QStringList{QStringLiteral("--port"), m_port, QStringLiteral("--data"),
                                m_dir.filePath(QStringLiteral("crm")), QStringLiteral("--connection-file"),
                                connectionFile(), QStringLiteral("--token-limit"), QStringLiteral("0")} +
                        m_options);
    QByteArray said;
    while (!said.contains("listening on")) {
        if (!m_process.waitForReadyRead(60'000))
            return false;
        said += m_process.readAllStandardOutput();
    }
    m_port = QString::number(connection().apiUrl.port());
    return true;
}

bool SandboxProcess::startAgain()
{
    return m_running = start();
}

void SandboxProcess::stop(bool kill)
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    kill ? m_process.kill() : m_process.terminate();
    if (!m_process.waitForFinished(30'000))
        m_process.kill();
    m_process.waitForFinished();
    m_running = false;
}

QString SandboxProcess::connectionFile() const
{
    return m_dir.filePath(QStringLiteral("connection.json"));
}

Connection SandboxProcess::connection() const
{
    return readConnectionFile(connectionFile()).value_or(Connection{});
}

bool SandboxProcess::fill(const QString& module, int rows)
{
    stop();
    QProcess filler;
    filler.start(QStringLiteral(SANDBOX_PROGRAM),
                 {QStringLiteral("fill"), QStringLiteral("--data"), m_dir.filePath(QStringLiteral("crm")),
                  QStringLiteral("--module"), module, QStringLiteral("--rows"), QString::number(rows)});
    const bool filled = filler.waitForFinished(120'000) && filler.exitCode() == 0;
    return startAgain() && filled;
}

QString SandboxProcess::sample(qint64 rows) const
{
    const QString path = m_dir.filePath(QStringLiteral("legacy-contacts.csv"));
    QProcess maker;
    maker.start(QStringLiteral(SANDBOX_PROGRAM), {QStringLiteral("sample"), QStringLiteral("-o"), path,
                                                  QStringLiteral("--rows"), QString::number(rows)});
    return maker.waitForFinished(120'000) && maker.exitCode() == 0 ? path : QString();
}

QVariant SandboxProcess::sql(const QString& query) const
{
    const QString name = QStringLiteral("crm");
    QVariant value;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        db.setDatabaseName(m_dir.filePath(QStringLiteral("crm/crm.sqlite")));
        db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=30000"));
        if (db.open()) {
            QSqlQuery run(db);
            if (run.exec(query) && run.next())
                value = run.value(0);
        }
    }
    QSqlDatabase::removeDatabase(name);
    return value;
}

QJsonObject SandboxProcess::control(const QString& name) const
{
    return ask(name, {});
}

QJsonObject SandboxProcess::tell(const QString& name, const QJsonObject& body) const
{
    return ask(name, QJsonDocument(body).toJson());
}

QJsonObject SandboxProcess::ask(const QString& name, const QByteArray& body) const
{
    QNetworkAccessManager manager;
    QUrl url = connection().apiUrl;
    url.setPath(QStringLiteral("/sandbox/") + name);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    QNetworkReply* reply = body.isEmpty() ? manager.get(request) : manager.post(request, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    reply->deleteLater();
    return QJsonDocument::fromJson(reply->readAll()).object();
}

int SandboxProcess::wireCount(const QString& verb, const QString& path) const
{
    int count = 0;
    for (const QJsonValue& request : control(QStringLiteral("wire")).value(QLatin1String("requests")).toArray())
        if (request[QLatin1String("method")].toString() == verb && request[QLatin1String("path")].toString() == path)
            count += request[QLatin1String("count")].toInt();
    return count;
}

} // namespace stevedore::test

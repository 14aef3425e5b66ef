// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace stevedore::test {

/// What a certificate says that the test makes.
struct Certificate
{
    QString name = QStringLiteral("127.0.0.1");           ///< common name
    QString alternative = QStringLiteral("IP:127.0.0.1"); ///< subjectAltName; empty: none
    QString from = QStringLiteral("20200101000000Z");     ///< notBefore
    QString to = QStringLiteral("20491231000000Z");       ///< notAfter
    QStringList key = {QStringLiteral("ec"), QStringLiteral("ec_paramgen_curve:P-256")};
    QString digest = QStringLiteral("sha256");
    QString usage = QStringLiteral("serverAuth");
    QString issuer = QStringLiteral("ca"); ///< file name of who signs it; its own: self-signed
    bool mayIssue = false;
};

/// Certificates and TLS servers of any badness, made by the openssl program.
class TlsWorkshop
{
public:
    TlsWorkshop();

    /// A certificate authority `NAME.pem` with `NAME.key`. False if the program is missing or fails; see trouble().
    bool makeAuthority(const QString& name, const QString& to = QStringLiteral("20491231000000Z"));
    bool make(const QString& name, const Certificate& certificate);
    QByteArray pem(const QString& name) const;
    QString path(const QString& file) const { return m_folder.filePath(file); }
    QString trouble() const { return m_trouble; }

private:
    bool run(const QStringList& words);
    bool write(const QString& file, const QByteArray& text) const;

    QTemporaryDir m_folder;
    QString m_trouble;
};

/// openssl s_server on a free port of 127.0.0.1. What arrives over TLS is in said().
class TlsServer
{
public:
    /// `options` name the certificate, protocol and ciphers.
    explicit TlsServer(const QStringList& options);
    ~TlsServer();
    Q_DISABLE_COPY_MOVE(TlsServer)

    quint16 port() const { return m_port; } ///< 0: it did not start
    QByteArray said();

private:
    QProcess m_process;
    QByteArray m_said;
    quint16 m_port = 0;
};

} // namespace stevedore::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/badtls.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

namespace stevedore::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostMs = 20'000;
const QString openssl = u"openssl"_s;

} // namespace

TlsWorkshop::TlsWorkshop()
{
    write(u"index.txt"_s, {});
    write(u"ca.cnf"_s, "[ca]\ndefault_ca = own\n[own]\ndatabase = index.txt\nnew_certs_dir = .\nunique_subject = no\n"
                       "rand_serial = yes\ndefault_md = sha256\npolicy = any\n[any]\ncommonName = supplied\n"
                       "[req]\ndistinguished_name = name\n[name]\n");
}

bool TlsWorkshop::write(const QString& file, const QByteArray& text) const
{
    QFile out(path(file));
    return out.open(QIODevice::WriteOnly) && out.write(text) == text.size();
}

bool TlsWorkshop::run(const QStringList& words)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(openssl, words);
    const bool done =
        process.waitForFinished(mostMs) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!done)
        m_trouble = words.join(u' ') + u": "_s + process.errorString() + u' ' + QString::fromUtf8(process.readAll());
    return done;
}

bool TlsWorkshop::makeAuthority(const QString& name, const QString& to)
{
    Certificate own;
    own.name = name;
    own.alternative.clear();
    own.to = to;
    own.issuer = name;
    own.mayIssue = true;
    return make(name, own);
}

bool TlsWorkshop::make(const QString& name, const Certificate& certificate)
{
    QByteArray extensions =
        "basicConstraints = critical,CA:" + QByteArray(certificate.mayIssue ? "true" : "false") + '\n';
    if (!certificate.mayIssue)
        extensions += "extendedKeyUsage = " + certificate.usage.toLatin1() + '\n';
    if (!certificate.alternative.isEmpty())
        extensions += "subjectAltName = " + certificate.alternative.toLatin1() + '\n';
    if (!write(name + u".ext"_s, extensions))
        return false;
    QStringList request{u"req"_s,
                        u"-new"_s,
                        u"-config"_s,
                        u"ca.cnf"_s,
                        u"-nodes"_s,
                        u"-subj"_s,
                        u"/CN="_s + certificate.name,
                        u"-keyout"_s,
                        name + u".key"_s,
                        u"-out"_s,
                        name + u".csr"_s,
                        u"-newkey"_s,
                        certificate.key.first()};
    for (const QString& option : certificate.key.mid(1))
        request += {u"-pkeyopt"_s, option};
    QStringList sign{u"ca"_s,          u"-batch"_s,       u"-config"_s,     u"ca.cnf"_s,   u"-in"_s,
                     name + u".csr"_s, u"-out"_s,         name + u".pem"_s, u"-notext"_s,  u"-startdate"_s,
                     certificate.from, u"-enddate"_s,     certificate.to,   u"-extfile"_s, name + u".ext"_s,
                     u"-md"_s,         certificate.digest};
    if (certificate.issuer == name)
        sign += {u"-selfsign"_s, u"-keyfile"_s, name + u".key"_s};
    else
        sign += {u"-cert"_s, certificate.issuer + u".pem"_s, u"-keyfile"_s, certificate.issuer + u".key"_s};
    return run(request) && run(sign);
}

QByteArray TlsWorkshop::pem(const QString& name) const
{
    QFile file(path(name + u".pem"_s));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TlsServer::TlsServer(const QStringList& options)
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(openssl, QStringList{u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s} + options);
    static const QRegularExpression accepting(u"ACCEPT [^\\n]*:(\\d+)\\n"_s);
    QElapsedTimer clock;
    clock.start();
    while (m_port == 0 && clock.elapsed() < mostMs && m_process.state() != QProcess::NotRunning) {
        m_process.waitForReadyRead(mostMs);
        m_said += m_process.readAll();
        m_port = quint16(accepting.match(QString::fromLatin1(m_said)).captured(1).toUInt());
    }
}

TlsServer::~TlsServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

QByteArray TlsServer::said()
{
    m_said += m_process.readAll();
    return m_said;
}

} // namespace stevedore::test

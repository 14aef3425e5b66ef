// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a secret is left anywhere by a client that ended, was killed or crashed.
#include "trials/suitehelp.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using stevedore::test::SandboxProcess;

namespace stevedore::trials {

namespace {

struct Secret
{
    QString name;
    QByteArray text;
};

/// A text as it may stand in a file, with what the form is called.
QList<std::pair<QByteArray, QString>> formsOf(const QByteArray& text)
{
    const QString wide = QString::fromLatin1(text);
    QByteArray escaped;
    for (const char c : text)
        escaped += '%' + QByteArray(1, c).toHex().toUpper();
    QByteArray backwards = text;
    std::reverse(backwards.begin(), backwards.end());
    QList<std::pair<QByteArray, QString>> out{
        {text, u"plain"_s},
        {QByteArray(reinterpret_cast<const char*>(wide.utf16()), 2 * wide.size()), u"as UTF-16"_s},
        {text.toHex(), u"in hexadecimal digits"_s},
        {escaped, u"with each byte escaped"_s},
        {backwards, u"backwards"_s}};
    // Where in a longer text it begins decides on its digits; those at its ends belong to its neighbours, too.
    for (int before = 0; before < 3; ++before) {
        const QByteArray digits = (QByteArray(before, ' ') + text).toBase64(QByteArray::OmitTrailingEquals);
        const QByteArray own = digits.mid(before == 0 ? 0 : before + 1).chopped(1);
        out.append({own, u"in base64"_s});
        out.append({QByteArray(own).replace('+', '-').replace('/', '_'), u"in base64 for addresses"_s});
    }
    return out;
}

/// Where in `bytes` a secret is; empty if it is nowhere.
QStringList found(const QByteArray& bytes, const QList<Secret>& secrets, const QString& where)
{
    QStringList out;
    for (const Secret& secret : secrets) {
        for (const auto& [form, how] : formsOf(secret.text)) {
            if (bytes.contains(form))
                out.append(u"%1 is in %2, %3"_s.arg(secret.name, where, how));
        }
    }
    return out;
}

/// Access tokens are kept from one run to the next, because the CRM gives out ten in ten minutes and no more: in this
/// folder, which nobody else may look into.
bool isOwnPlace(const QFileInfo& file)
{
    return file.path().endsWith(u"/home/secrets"_s) && file.fileName().endsWith(u".token"_s);
}

/// What is wrong with the permissions of a file of the client's, which holds secrets or customers' data.
QStringList openTo(const QFileInfo& file)
{
    constexpr auto others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    const bool open = (file.permissions() & others) || (QFileInfo(file.path()).permissions() & others);
    return open ? QStringList{u"others may look into "_s + file.filePath()} : QStringList();
}

QStringList foundBelow(const QString& folder, const QList<Secret>& secrets)
{
    QStringList out;
    QDirIterator it(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        it.next();
        QFile file(it.filePath());
        if (!file.open(QIODevice::ReadOnly))
            out.append(u"%1 cannot be read"_s.arg(it.filePath()));
        if (it.filePath().contains(u"/home/"_s))
            out += openTo(it.fileInfo());
        if (isOwnPlace(it.fileInfo()))
            continue;
        out += found(file.readAll(), secrets, it.filePath()) + found(it.filePath().toUtf8(), secrets, u"a name"_s);
    }
    return out;
}

/// Those of the connection, and every token that the CRM has given out by now.
QList<Secret> secretsOf(const SandboxProcess& crm)
{
    QList<Secret> out{{u"the refresh token"_s, crm.connection().refreshToken.toLatin1()},
                      {u"the client secret"_s, crm.connection().clientSecret.toLatin1()}};
    const QString tokens = crm.sql(u"select group_concat(token, ' ') from sandbox_oauth_tokens"_s).toString();
    for (const QString& token : tokens.split(u' ', Qt::SkipEmptyParts))
        out.append({u"an access token"_s, token.toLatin1()});
    return out;
}

/// Programs started from now on may leave a dump of their memory where they crash.
void allowDumps()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        (void)::setrlimit(RLIMIT_CORE, &limit);
    }
}

} // namespace

Tally plantedSecrets(const Extent& extent)
{
    Tally tally;
    tally.name = u"secrets"_s;
    const SandboxProcess crm(crmOptions());
    const QTemporaryDir folder;
    // Whatever the client writes, wherever it thinks that is right, lies below this folder.
    for (const char* const variable :
         {"HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"})
        qputenv(variable, folder.path().toLocal8Bit());
    QDir::setCurrent(folder.path());
    allowDumps();
    ::umask(0);
    const long calls = measure(crm, extent.level);
    const QStringList deeds{u"crash-before"_s, u"crash-after"_s, u"kill-before"_s, u"kill-after"_s};
    int searches = 0;
    for (int n = 1; n <= extent.runs && calls > 0; ++n) {
        const quint32 seed = extent.seed + quint32(n) - 1;
        QRandomGenerator random(seed);
        TrialImport trial(crm, n, extent.level);
        const auto fault = [&](int) {
            Fault out;
            out.at = long(random.bounded(1, int(calls) + 1));
            out.deed = deeds[random.bounded(int(deeds.size()))];
            return out;
        };
        const int before = jobsAskedFor(crm);
        (void)trial.import(fault(0));
        QStringList troubles;
        const auto search = [&] {
            const QList<Secret> secrets = secretsOf(crm);
            troubles += foundBelow(folder.path(), secrets) + found(trial.printed(), secrets, u"what it printed"_s);
            searches += int(secrets.size());
            if (secrets.size() < 3)
                troubles.append(u"no token was given out"_s);
        };
        search();
        const QString verdict = ended(crm, trial, before, [&](int run) { return run < 2 ? fault(run) : Fault(); });
        search();
        if (!verdict.isEmpty())
            troubles.prepend(verdict);
        troubles.removeDuplicates();
        add(tally, trial, troubles.mid(0, 5).join(u"; "_s), seedReplay(tally.name, extent, seed));
    }
    tally.note = u", %1 searches for a secret"_s.arg(searches);
    return tally;
}

} // namespace stevedore::trials
